/** <loket-chat>: puts conversation, preferences and views together. Attributes are described in docs/embedding.md. */
import { Conversation } from "./conversation.js";
import { h, icon } from "./dom.js";
import { direction, firstLanguage, load, supported } from "./i18n.js";
import { Preferences } from "./preferences.js";
import { Storage } from "./storage.js";
import { download, print, transcript } from "./transcript.js";
import { Api } from "./transport.js";
import { Composer } from "./view/composer.js";
import { confirm } from "./view/confirm.js";
import { Header } from "./view/header.js";
import { LogView } from "./view/log.js";
import { Menu } from "./view/menu.js";
import { Status } from "./view/status.js";
import { Uploads } from "./view/uploads.js";

const NARROW = "(max-width: 480px), (max-height: 420px)"; // here the chat takes the whole screen

export class LoketChat extends HTMLElement {
  #built = null; // promise: the shadow tree stands
  #conversation;
  #preferences;
  #words;
  #returnTo = null;
  #stop = [];
  #narrow = matchMedia(NARROW);

  connectedCallback() {
    this.#built ??= this.#build();
    this.#built.then(() => this.isConnected && this.#start());
  }

  disconnectedCallback() {
    this.#stop.splice(0).forEach((stop) => stop());
  }

  /** Open the chat. The focus returns to `from` (default: the launcher) when it is closed. */
  async open(from = null) {
    await this.#built;
    this.#returnTo = from;
    if (!this.#inline && !this.panel.open) {
      this.#show();
    }
    this.drafts.set("open", true);
    this.#seen();
    this.log.toEnd();
    // A touch keyboard would cover half of what there is to read: there the focus goes to the panel's beginning.
    (matchMedia("(pointer: coarse)").matches ? this.header.title : this.composer.input).focus();
  }

  async close() {
    await this.#built;
    if (this.panel.open) {
      this.menu.show(false);
      this.panel.close();
      this.drafts.set("open", false);
      this.launcher.hidden = false;
      const back = this.#returnTo?.isConnected ? this.#returnTo : this.launcher;
      back.focus();
    }
  }

  /** Fill in a text for the person to send; `language` is its language, if known. */
  async compose(text, language = null) {
    await this.#built;
    const code = supported(language);
    if (code && code !== this.#words.code && this.#conversation.store.empty) {
      await this.#speak(code);
    }
    this.composer.compose(text);
  }

  get #inline() {
    return this.hasAttribute("inline");
  }

  async #build() {
    const server = new URL(this.getAttribute("server") ?? "/", import.meta.url).origin;
    const kept = new Storage("localStorage", server);
    this.#preferences = new Preferences(kept, this.getAttribute("theme"));
    const [words, css] = await Promise.all([
      load(firstLanguage(this.#preferences.language, this.getAttribute("language"))),
      fetch(new URL("./loket.css", import.meta.url), { credentials: "omit" }).then((response) => response.text()),
    ]);
    this.#words = words;
    this.#conversation = new Conversation(new Api(server), kept, {
      hint: () => this.#words.code,
      chosen: () => this.#preferences.language,
    });
    this.drafts = new Storage("sessionStorage", server);
    this.#views();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];
    shadow.append(this.root);
    this.#apply();
    this.#setWords(words);
  }

  #views() {
    const words = this.#words;
    this.menu = new Menu(this.#preferences, {
      save: () => download(this.#words.say("transcriptFile"), transcript(this.#conversation.store.all(), this.#words)),
      print: () => print(this),
      forget: () => this.#forget(),
    });
    this.header = new Header(
      this.menu, { subtitle: this.getAttribute("subtitle"), closable: !this.#inline },
      { language: (code) => this.#chooseLanguage(code), close: () => this.close() },
    );
    this.log = new LogView(words, {
      choose: (button) => this.#conversation.send(button.title, button.id),
      example: (text) => this.composer.compose(text),
      removeFile: (id) => this.#conversation.removeFile(id),
    });
    this.status = new Status(words);
    this.uploads = new Uploads(words, {
      upload: (...file) => this.#conversation.upload(...file),
      note: (text) => this.status.note(text),
    });
    this.composer = new Composer(words, this.drafts, this.uploads, {
      send: (text) => this.#conversation.send(text),
      person: () => this.#conversation.send(this.#words.say("person")),
    });
    const content = [this.header.element, this.menu.element, this.log.element, this.status.element, this.composer.element];
    this.panel = h(this.#inline ? "section" : "dialog", { class: "panel", "aria-labelledby": "title", part: "panel" }, content);
    this.header.title.tabIndex = -1;
    this.uploads.listen(this.panel, this.composer.input);
    this.launcher = h("button", { type: "button", class: "launcher", part: "launcher", "aria-haspopup": "dialog" });
    this.launcher.append(icon("chat"), h("span", { class: "launcher-text" }), h("span", { class: "badge", "aria-hidden": "true", hidden: true }));
    this.launcher.addEventListener("click", () => this.open());
    this.panel.addEventListener("keydown", (event) => this.#escape(event));
    this.panel.addEventListener("cancel", (event) => event.target === this.panel && event.preventDefault());
    this.root = h("div", { class: "root" }, this.#inline ? this.panel : [this.launcher, this.panel]);
  }

  #start() {
    const listen = (target, name, listener) => {
      target.addEventListener(name, listener);
      this.#stop.push(() => target.removeEventListener(name, listener));
    };
    const conversation = this.#conversation;
    listen(conversation, "messages", ({ detail }) => this.#messages(detail.fresh));
    listen(conversation, "state", () => this.#state());
    listen(conversation, "language", ({ detail }) => this.#speak(detail.code));
    listen(conversation, "notice", ({ detail }) => this.status.note(detail.text ?? detail.message ?? "", detail.language));
    listen(conversation, "refused", ({ detail }) => this.#refused(detail));
    listen(conversation, "ended", () => this.#say("ended"));
    listen(conversation, "forgotten", () => this.#forgotten());
    listen(this.#preferences, "change", () => this.#apply());
    listen(this.#narrow, "change", () => this.panel.open && this.#show());
    this.#stop.push(this.#preferences.connect(), () => conversation.disconnect());
    conversation.connect();
    this.uploads.allow(conversation.takesFiles);
    this.#messages(null);
    if (this.drafts.get("open") && !this.#inline && !this.#narrow.matches) {
      this.#show(); // it was open before the reload; the focus stays with the page
      this.shadowRoot.activeElement?.blur();
    }
  }

  /** On a narrow screen the panel is modal: what it covers must not take the focus. */
  #show() {
    const focused = this.shadowRoot.activeElement;
    if (this.panel.open) {
      this.panel.close();
    }
    if (this.#narrow.matches) {
      this.panel.showModal();
    } else {
      this.panel.show();
    }
    this.launcher.hidden = true;
    focused?.focus();
  }

  #escape(event) {
    if (event.key !== "Escape" || event.isComposing || event.target.closest("dialog") !== this.panel) {
      return;
    }
    if (this.menu.open) {
      event.preventDefault();
      event.stopPropagation();
      this.menu.dismiss();
    } else if (!this.#inline) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  #messages(fresh) {
    this.log.update(this.#conversation.store.all(), fresh);
    if (fresh && fresh.from !== "person") {
      this.status.note("");
    }
    this.#seen();
  }

  #seen() {
    if (this.#inline || this.panel.open) {
      this.#conversation.see();
    }
    this.#labelLauncher();
  }

  #state() {
    const { connection, assistant, typing } = this.#conversation;
    this.log.showTyping(typing);
    this.status.show({ connection, assistant, typing });
    this.uploads.allow(this.#conversation.takesFiles);
  }

  #refused({ message, text, passing }) {
    const shown = message || this.#words.say("failed");
    if (passing) {
      this.status.note(shown);
      return;
    }
    if (text) {
      this.composer.restore(text);
    }
    this.composer.showError(shown);
  }

  #say(key) {
    this.status.note(this.#words.say(key));
  }

  async #chooseLanguage(code) {
    this.#preferences.set({ language: code });
    await this.#speak(code);
    try {
      await this.#conversation.setLanguage(code);
    } catch {
      // No connection, which the banner says: the wish is kept and told with the next one.
    }
  }

  /** Show the widget in another language; keeps the present one when its words cannot be had. */
  async #speak(code) {
    if (!supported(code) || code === this.#words.code) {
      return;
    }
    try {
      this.#setWords(await load(code));
    } catch {
      this.header.languages.value = this.#words.code;
    }
  }

  #setWords(words) {
    this.#words = words;
    this.root.lang = words.code;
    this.root.dir = direction(words.code);
    for (const view of [this.header, this.menu, this.log, this.status, this.uploads, this.composer]) {
      view.setWords(words);
    }
    this.log.update(this.#conversation.store.all(), null);
    this.#labelLauncher();
  }

  #labelLauncher() {
    const [, text, badge] = this.launcher.children;
    text.textContent = this.#words.say("launcher");
    const { unread } = this.#conversation;
    const n = this.#words.number(unread);
    const label = unread ? this.#words.say("launcherUnread", { n }) : null;
    if (label) {
      this.launcher.setAttribute("aria-label", label);
    } else {
      this.launcher.removeAttribute("aria-label");
    }
    badge.textContent = n;
    badge.hidden = unread === 0;
  }

  #apply() {
    const { shownTheme, contrast, size } = this.#preferences;
    Object.assign(this.root.dataset, { theme: shownTheme, contrast: contrast ? "high" : "normal", size });
  }

  async #forget() {
    const say = (key) => this.#words.say(key);
    const question = { title: say("forgetTitle"), text: say("forgetText"), yes: say("forgetYes"), no: say("forgetNo") };
    if (!(await confirm(this.panel, question))) {
      return;
    }
    try {
      await this.#conversation.forget();
      this.composer.clear();
      this.composer.input.focus();
    } catch {
      this.status.note(say("forgetFailed"));
    }
  }

  #forgotten() {
    this.log.clear();
    this.uploads.clear();
    this.composer.showError("");
    this.#messages(null);
    this.#say("forgotten");
  }
}
