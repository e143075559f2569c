/** Where the person writes: text, counter, what went wrong, send. */
import { h, icon } from "../dom.js";

export const LIMIT = 4000; // characters, as the server counts them: code points
const COUNT_FROM = LIMIT - 400;

export class Composer {
  #words;
  #on;
  #drafts;

  /** `on`: send(text), person(). `drafts` keeps what is typed through a reload of this tab, `uploads` the files. */
  constructor(words, drafts, uploads, on) {
    this.#on = on;
    this.#drafts = drafts;
    this.input = h("textarea", {
      id: "input", rows: "1", autocomplete: "off", enterkeyhint: "send", "aria-describedby": "hint error count", part: "input",
    });
    this.label = h("label", { for: "input", class: "sr" });
    this.error = h("p", { id: "error", class: "error", role: "alert", hidden: true });
    this.count = h("span", { id: "count", class: "count" });
    this.hint = h("span", { id: "hint", class: "hint" });
    this.submit = h("button", { type: "submit", class: "send", part: "send" }, icon("send"));
    this.person = h("button", { type: "button", class: "person" }, icon("person"), h("span", {}));
    const box = h("div", { class: "box" }, uploads.button, uploads.picker, this.input, this.submit);
    const under = h("div", { class: "under" }, this.person, h("span", { class: "notes" }, this.hint, this.count));
    this.element = h("form", { class: "composer", novalidate: true }, this.error, uploads.list, this.label, box, under);
    this.element.addEventListener("submit", (event) => this.#submitted(event));
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("input", () => this.#typed());
    this.person.addEventListener("click", () => this.#on.person());
    this.input.value = drafts.get("draft") ?? "";
    this.setWords(words);
  }

  setWords(words) {
    this.#words = words;
    this.label.textContent = words.say("inputLabel");
    this.input.placeholder = words.say("placeholder");
    this.submit.setAttribute("aria-label", words.say("send"));
    this.submit.title = words.say("send");
    this.hint.textContent = words.say("hint");
    this.person.lastChild.textContent = words.say("person");
    this.#counted();
  }

  /** Fill in a text for the person to send or to change. */
  compose(text) {
    this.input.value = text;
    this.#typed();
    this.input.focus();
    this.input.setSelectionRange(text.length, text.length);
  }

  /** Give back a text that the server did not take, before whatever was typed meanwhile. */
  restore(text) {
    this.input.value = [text, this.input.value].filter(Boolean).join("\n");
    this.#typed();
  }

  showError(text) {
    this.error.textContent = text;
    this.error.hidden = !text;
    this.input.setAttribute("aria-invalid", String(Boolean(text)));
  }

  clear() {
    this.input.value = "";
    this.#typed();
  }

  #key(event) {
    // 229 and isComposing: Enter that ends a composition (Chinese, Japanese, Korean input) must not send.
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      this.element.requestSubmit();
    }
  }

  #submitted(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    this.input.focus();
    if (!text) {
      return;
    }
    if (this.#over() > 0) {
      this.showError(this.#words.say("over", { n: this.#words.number(this.#over()) }));
      return;
    }
    this.clear();
    this.#on.send(text);
  }

  #typed() {
    this.#drafts.set("draft", this.input.value);
    if (this.#over() <= 0) {
      this.showError("");
    }
    this.#counted();
  }

  #over() {
    return [...this.input.value.trim()].length - LIMIT;
  }

  #counted() {
    const left = -this.#over();
    const near = left <= LIMIT - COUNT_FROM;
    const used = `${this.#words.number(LIMIT - left)} / ${this.#words.number(LIMIT)}`;
    this.count.textContent = !near ? "" : left < 0 ? used : this.#words.say("left", { n: this.#words.number(left) });
    this.hint.hidden = near;
    this.count.classList.toggle("too-long", left < 0);
  }
}
