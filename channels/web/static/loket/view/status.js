/** What goes on, said once: connection, an assistant that is away, typing, notes. Screen readers hear it politely. */
import { h } from "../dom.js";

const TYPING_SAID_AFTER = 1_500; // most answers come sooner: nothing to announce then

export class Status {
  #words;
  #state = { connection: "idle", assistant: "ready", typing: false };
  #typingTimer = null;
  #lost = false;

  constructor(words) {
    this.#words = words;
    this.banner = h("p", { class: "banner", hidden: true });
    this.noted = h("p", { class: "banner note", hidden: true });
    this.typing = h("p", { class: "sr" });
    this.element = h("div", { class: "status", role: "status" }, this.banner, this.noted, this.typing);
  }

  setWords(words) {
    this.#words = words;
    this.show(this.#state);
  }

  show(state) {
    this.#state = state;
    this.#showBanner();
    clearTimeout(this.#typingTimer);
    if (state.typing) {
      this.#typingTimer = setTimeout(() => (this.typing.textContent = this.#words.say("typing")), TYPING_SAID_AFTER);
    } else {
      this.typing.textContent = "";
    }
  }

  /** A note of the moment; the next answer takes it away. */
  note(text, language = null) {
    this.noted.textContent = text;
    this.noted.lang = language ?? this.#words.code;
    this.noted.hidden = !text;
  }

  #showBanner() {
    const { connection, assistant } = this.#state;
    const lost = connection === "lost";
    if (this.#lost && connection === "open") {
      this.note(this.#words.say("back"));
    } else if (lost) {
      this.note("");
    }
    this.#lost = lost || (this.#lost && connection !== "open");
    const key = lost ? "offline" : assistant === "away" ? "away" : null;
    const text = key ? this.#words.say(key) : "";
    if (this.banner.textContent !== text) {
      this.banner.textContent = text;
      this.banner.hidden = !text;
    }
  }
}
