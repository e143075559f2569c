/**
 * The one script tag that embeds Loket:
 *
 *     <script type="module" src="https://counter.example.org/static/loket/loket.js"></script>
 *
 * Defines <loket-chat>, and adds one with a launcher unless the page already places its own. Every data-… attribute
 * of the script tag becomes an attribute of that element (docs/embedding.md lists them). A click on any element with
 * data-loket-ask="…" opens the chat with that text filled in; data-loket-open just opens it.
 */
import { LoketChat } from "./element.js";

if (!customElements.get("loket-chat")) {
  customElements.define("loket-chat", LoketChat);
}

/** The script tag that loaded this module: `document.currentScript` is null in modules. */
function ownScript() {
  return [...document.querySelectorAll("script[src]")].find((script) => script.src === import.meta.url) ?? null;
}

function place() {
  if (document.querySelector("loket-chat")) {
    return;
  }
  const element = document.createElement("loket-chat");
  for (const [name, value] of Object.entries(ownScript()?.dataset ?? {})) {
    element.setAttribute(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), value);
  }
  document.body.append(element);
}

document.addEventListener("click", (event) => {
  const trigger = event.target instanceof Element ? event.target.closest("[data-loket-ask],[data-loket-open]") : null;
  const chat = document.querySelector("loket-chat");
  if (trigger && chat) {
    event.preventDefault();
    chat.open(trigger);
    if (trigger.hasAttribute("data-loket-ask")) {
      chat.compose(trigger.getAttribute("data-loket-ask"), trigger.closest("[lang]")?.lang);
    }
  }
});

if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", place, { once: true });
} else {
  place();
}
