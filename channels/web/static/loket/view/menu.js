/** Settings and tools: text size, colours, save, print, end and forget. A panel that a button opens and closes. */
import { h, icon } from "../dom.js";
import { SIZES, THEMES } from "../preferences.js";

export class Menu {
  #preferences;
  #on;
  #words = null;

  /** `on`: save(), print(), forget(). */
  constructor(preferences, on) {
    this.#preferences = preferences;
    this.#on = on;
    this.button = h("button", { type: "button", class: "tool", "aria-expanded": "false", "aria-controls": "menu" }, icon("settings"));
    this.element = h("div", { id: "menu", class: "menu", role: "group", hidden: true });
    this.button.addEventListener("click", () => this.show(this.element.hidden));
    preferences.addEventListener("change", () => this.#fill());
  }

  setWords(words) {
    this.#words = words;
    this.button.setAttribute("aria-label", words.say("settings"));
    this.button.title = words.say("settings");
    this.element.setAttribute("aria-label", words.say("settings"));
    this.element.replaceChildren(
      this.#choice("size", words.say("textSize"), SIZES),
      this.#choice("theme", words.say("theme"), THEMES),
      this.#contrast(),
      h("div", { class: "actions" }, [
        this.#action("save", () => this.#on.save()),
        this.#action("print", () => this.#on.print()),
        this.#action("forget", () => this.#on.forget()),
      ]),
    );
    this.#fill();
  }

  get open() {
    return !this.element.hidden;
  }

  show(open) {
    this.element.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
    if (open) {
      this.element.scrollIntoView({ block: "nearest" });
    }
  }

  /** Close it and give the focus back to its button. */
  dismiss() {
    this.show(false);
    this.button.focus();
  }

  #choice(name, legend, values) {
    const options = values.map((value) =>
      h("label", { class: `option ${name}-${value}` }, [
        h("input", { type: "radio", name, value, on: { change: () => this.#preferences.set({ [name]: value }) } }),
        h("span", {}, this.#words.say(`${name}_${value}`)),
      ]),
    );
    return h("fieldset", {}, h("legend", {}, legend), h("div", { class: "options" }, options));
  }

  #contrast() {
    const box = h("input", { type: "checkbox", name: "contrast" });
    box.addEventListener("change", () => this.#preferences.set({ contrast: box.checked }));
    return h("label", { class: "switch" }, box, h("span", {}, this.#words.say("contrast")));
  }

  #action(name, run) {
    const click = () => {
      this.dismiss();
      run();
    };
    return h("button", { type: "button", class: `action ${name}`, on: { click } }, icon(name), h("span", {}, this.#words.say(name)));
  }

  #fill() {
    const { size, theme, contrast } = this.#preferences;
    for (const input of this.element.querySelectorAll("input")) {
      input.checked = input.name === "contrast" ? contrast : input.value === { size, theme }[input.name];
    }
  }
}
