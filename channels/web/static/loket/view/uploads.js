/** Files on their way: by a button, dropped on the chat, or pasted. One after the other; each can be stopped or tried again. */
import { h, icon } from "../dom.js";
import { newId } from "../store.js";

const TAKEN = "image/jpeg,image/png,image/webp,application/pdf,audio/mpeg,audio/ogg,audio/wav,text/plain";
const LARGEST = 10 * 1024 * 1024;

export class Uploads {
  #words;
  #on;
  #waiting = [];
  #running = null;
  #allowed = true;

  /** `on`: upload(file, id, progress(share), signal) -> promise; note(text) is read out politely. */
  constructor(words, on) {
    this.#on = on;
    this.picker = h("input", { type: "file", multiple: true, accept: TAKEN, class: "sr", tabindex: "-1", "aria-hidden": "true" });
    this.button = h("button", { type: "button", class: "attach", part: "attach" }, icon("clip"));
    this.list = h("ul", { class: "uploads", role: "list", hidden: true });
    this.button.addEventListener("click", () => this.picker.click());
    this.picker.addEventListener("change", () => {
      this.add(this.picker.files);
      this.picker.value = "";
    });
    this.setWords(words);
  }

  setWords(words) {
    this.#words = words;
    this.button.setAttribute("aria-label", words.say("attach"));
    this.button.title = words.say("attach");
    this.list.setAttribute("aria-label", words.say("attached"));
  }

  /** Show or hide the button: the server says whether it takes files. */
  allow(on) {
    this.#allowed = on;
    this.button.hidden = !on;
  }

  /** Files dropped on `target` or pasted into `input` are taken like chosen ones. */
  listen(target, input) {
    const drag = (on) => target.classList.toggle("dropping", on);
    const holds = (event) => this.#allowed && [...(event.dataTransfer?.types ?? [])].includes("Files");
    target.addEventListener("dragover", (event) => {
      if (holds(event)) {
        event.preventDefault();
        drag(true);
      }
    });
    target.addEventListener("dragleave", (event) => !target.contains(event.relatedTarget) && drag(false));
    target.addEventListener("drop", (event) => {
      if (holds(event)) {
        event.preventDefault();
        drag(false);
        this.add(event.dataTransfer.files);
      }
    });
    input.addEventListener("paste", (event) => {
      if (this.#allowed && event.clipboardData?.files.length) {
        event.preventDefault();
        this.add(event.clipboardData.files);
      }
    });
  }

  add(files) {
    for (const file of files) {
      const item = { file, id: newId(), stop: new AbortController() };
      this.#show(item);
      if (file.size > LARGEST) {
        this.#failed(item, this.#words.say("uploadTooBig"), false);
      } else {
        this.#waiting.push(item);
      }
    }
    this.#next();
  }

  clear() {
    this.#waiting = [];
    this.#running?.stop.abort();
    this.list.replaceChildren();
    this.list.hidden = true;
  }

  #show(item) {
    item.bar = h("progress", { max: "100", value: "0", "aria-label": this.#words.say("uploading", { name: item.file.name }) });
    item.cancel = h("button", { type: "button", class: "tool", "aria-label": this.#words.say("uploadStop", { name: item.file.name }) }, icon("close"));
    item.error = h("p", { class: "error", role: "alert", hidden: true });
    item.again = h("button", { type: "button", class: "plain", hidden: true }, this.#words.say("uploadAgain"));
    item.line = h("li", {}, h("span", { class: "file" }, h("bdi", {}, item.file.name)), item.bar, item.again, item.cancel, item.error);
    item.cancel.addEventListener("click", () => this.#stopped(item));
    item.again.addEventListener("click", () => this.#again(item));
    this.list.append(item.line);
    this.list.hidden = false;
  }

  async #next() {
    if (this.#running || !this.#waiting.length) {
      return;
    }
    const item = this.#waiting.shift();
    this.#running = item;
    this.#on.note(this.#words.say("uploading", { name: item.file.name }));
    try {
      await this.#on.upload(item.file, item.id, (share) => (item.bar.value = Math.round(share * 100)), item.stop.signal);
      this.#remove(item);
      this.#on.note(this.#words.say("uploaded", { name: item.file.name }));
    } catch (error) {
      if (!item.stop.signal.aborted) {
        this.#failed(item, error.message && error.status ? error.message : this.#words.say("uploadFailed"), !error.status || error.passing);
      }
    }
    this.#running = null;
    this.#next();
  }

  #failed(item, text, passing) {
    item.bar.hidden = true;
    item.error.textContent = text;
    item.error.hidden = false;
    item.again.hidden = !passing;
  }

  #again(item) {
    Object.assign(item, { stop: new AbortController() });
    item.bar.hidden = false;
    item.bar.value = 0;
    item.error.hidden = true;
    item.again.hidden = true;
    this.#waiting.push(item);
    this.#next();
  }

  #stopped(item) {
    item.stop.abort();
    this.#waiting = this.#waiting.filter((other) => other !== item);
    this.#remove(item);
    this.button.focus();
  }

  #remove(item) {
    item.line.remove();
    this.list.hidden = !this.list.children.length;
  }
}
