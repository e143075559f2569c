/** The list of messages, with what is said before the first one. */
import { h, icon } from "../dom.js";
import { messageView, settle } from "./message.js";

const SETTLED = 500; // milliseconds without a message: an earlier conversation has been shown again

export class LogView {
  #words;
  #on;
  #shown = new Map(); // key of a message -> {element, look}
  #settle = null;
  #atEnd = true;
  #locked = null; // choices that wait for their answer

  /** `on`: choose(button), example(text), removeFile(id) -> promise. */
  constructor(words, on) {
    this.#words = words;
    this.#on = on;
    this.welcome = h("div", { class: "welcome" });
    this.list = h("ol", { class: "messages", role: "list" });
    // Quiet while an earlier conversation is shown again: nobody wants it all read aloud.
    this.log = h("div", { class: "log", role: "log", "aria-live": "off", tabindex: "0" }, this.list);
    this.typing = h("div", { class: "typing", hidden: true, "aria-hidden": "true" }, h("i"), h("i"), h("i"));
    this.newest = h("button", { type: "button", class: "newest", hidden: true }, icon("down"), h("span", {}));
    this.scroller = h("div", { class: "scroller" }, this.welcome, this.log, this.typing);
    this.element = h("div", { class: "conversation" }, this.scroller, this.newest);
    this.newest.addEventListener("click", () => this.toEnd());
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // A banner or a growing input takes room: what was at the end stays in sight.
    new ResizeObserver(() => this.#atEnd && this.toEnd()).observe(this.scroller);
    this.setWords(words);
    this.#quiet();
  }

  setWords(words) {
    this.#words = words;
    this.log.setAttribute("aria-label", words.say("log"));
    this.newest.lastChild.textContent = words.say("newest");
    this.#welcome();
    this.#shown.clear();
    this.list.replaceChildren();
  }

  /** Show `messages` in their order. Those that are shown already stay as they are, with their focus. */
  update(messages, fresh) {
    if (this.log.getAttribute("aria-live") === "off") {
      this.#quiet();
    }
    const wanted = [];
    const keep = new Map();
    let day = null;
    for (const message of messages) {
      const date = new Date(message.at);
      if (date.toDateString() !== day) {
        day = date.toDateString();
        wanted.push(this.#day(date, keep));
      }
      wanted.push(this.#item(message, keep));
    }
    this.#shown = keep;
    this.#place(wanted);
    if (fresh?.from !== "person" && fresh) {
      this.#unlock();
    }
    this.#follow(messages.find((message) => fresh && message.seq === fresh.seq) ?? messages.at(-1));
  }

  showTyping(on) {
    this.typing.hidden = !on;
    if (on && this.#atEnd) {
      this.toEnd();
    }
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  clear() {
    this.#shown.clear();
    this.list.replaceChildren();
    this.newest.hidden = true;
    this.showTyping(false);
  }

  #welcome() {
    const words = this.#words;
    const examples = words.list("examples").map((text) =>
      h("li", {}, h("button", { type: "button", class: "choice", on: { click: () => this.#on.example(text) } }, text)),
    );
    this.welcome.replaceChildren(
      h("p", { class: "welcome-title" }, words.say("welcomeTitle")),
      h("p", {}, words.say("welcomeText")),
      h("ul", { class: "choices", "aria-label": words.say("examplesLabel") }, examples),
    );
  }

  #quiet() {
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => this.log.setAttribute("aria-live", "polite"), SETTLED);
  }

  #item(message, keep) {
    const { key } = message;
    const look = String(message.sent);
    const shown = this.#shown.get(key);
    const element =
      shown?.element ?? messageView(message, this.#words, {
        choose: (button, list) => this.#choose(button, list),
        removeFile: (id) => this.#on.removeFile(id),
      });
    if (shown && shown.look !== look) {
      settle(element, message, this.#words);
    }
    keep.set(key, { look, element });
    return element;
  }

  #day(date, keep) {
    const key = `day:${date.toDateString()}`;
    const shown = this.#shown.get(key) ?? { element: h("li", { class: "day" }, h("span", {}, this.#words.day(date))) };
    keep.set(key, shown);
    return shown.element;
  }

  #place(wanted) {
    const stay = new Set(wanted);
    for (const element of [...this.list.children]) {
      if (!stay.has(element)) {
        element.remove();
      }
    }
    wanted.forEach((element, index) => {
      const there = this.list.children[index];
      if (there !== element) {
        this.list.insertBefore(element, there ?? null);
      }
    });
    this.welcome.classList.toggle("small", wanted.length > 0);
  }

  #choose(button, list) {
    this.#unlock();
    this.#locked = list;
    for (const element of list.querySelectorAll("button")) {
      element.setAttribute("aria-disabled", "true");
      element.classList.toggle("chosen", element.dataset.choice === button.id);
    }
    this.#on.choose(button);
  }

  #unlock() {
    this.#locked?.querySelectorAll("button").forEach((element) => element.removeAttribute("aria-disabled"));
    this.#locked = null;
  }

  /** The beginning of a new message must be seen: a long answer is shown from its first line. */
  #follow(message) {
    const element = this.#shown.get(message?.key)?.element;
    if (!element) {
      return;
    }
    if (!this.#atEnd && message.from !== "person") {
      this.newest.hidden = false;
    } else if (element.offsetHeight > this.scroller.clientHeight && message.from !== "person") {
      this.scroller.scrollTop += element.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top - 8;
    } else {
      this.toEnd();
    }
  }

  #scrolled() {
    this.#atEnd = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < 60;
    this.newest.hidden ||= this.#atEnd;
  }
}
