/** Name of the counter, language, settings, close. */
import { h, icon } from "../dom.js";
import { LANGUAGES } from "../i18n.js";

export class Header {
  #close;

  /** `on`: language(code), close(). `menu`'s button takes its place beside the others; `closable` shows a close button. */
  constructor(menu, { subtitle, closable }, on) {
    this.subtitle = subtitle;
    this.title = h("h2", { id: "title" }, "Loket");
    this.line = h("p", {}, subtitle);
    this.languages = h(
      "select", { class: "language-select" },
      LANGUAGES.map(({ code, name, dir }) => h("option", { value: code, lang: code, dir }, name)),
    );
    this.languages.addEventListener("change", () => on.language(this.languages.value));
    this.#close = h("button", { type: "button", class: "tool close", on: { click: () => on.close() } }, icon("close"));
    this.element = h(
      "div", { class: "header", part: "header" }, // no <header>: the page has its own banner
      h("div", { class: "name" }, this.title, this.line),
      h("div", { class: "tools" }, [
        h("span", { class: "language" }, icon("globe"), this.languages),
        menu.button,
        closable ? this.#close : null,
      ]),
    );
  }

  setWords(words) {
    this.line.textContent = this.subtitle ?? words.say("subtitle");
    this.languages.setAttribute("aria-label", words.say("language"));
    this.languages.title = words.say("language");
    this.languages.value = words.code;
    this.#close.setAttribute("aria-label", words.say("close"));
    this.#close.title = words.say("close");
  }
}
