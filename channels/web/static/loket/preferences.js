/** How a person wants the chat to look: kept in the browser, shared by its tabs, never sent to the server. */

export const SIZES = Object.freeze(["normal", "large", "larger", "largest"]);
export const THEMES = Object.freeze(["system", "light", "dark"]);

export class Preferences extends EventTarget {
  #storage;
  #dark = matchMedia("(prefers-color-scheme: dark)");
  #contrast = matchMedia("(prefers-contrast: more)");

  /** `pageTheme`: what the embedding page asks for ("light", "dark") while the person has chosen nothing. */
  constructor(storage, pageTheme) {
    super();
    this.#storage = storage;
    this.pageTheme = THEMES.includes(pageTheme) ? pageTheme : "system";
    this.#read();
  }

  connect() {
    const changed = () => this.#tell();
    this.#dark.addEventListener("change", changed);
    this.#contrast.addEventListener("change", changed);
    const unwatch = this.#storage.watch((key) => {
      if (key === "preferences") {
        this.#read();
        this.#tell();
      }
    });
    return () => {
      this.#dark.removeEventListener("change", changed);
      this.#contrast.removeEventListener("change", changed);
      unwatch();
    };
  }

  set(change) {
    this.#storage.set("preferences", { ...this.#storage.get("preferences"), ...change });
    this.#read();
    this.#tell();
  }

  /** The theme that is in force now: "light" or "dark". */
  get shownTheme() {
    return this.theme === "system" ? (this.#dark.matches ? "dark" : "light") : this.theme;
  }

  #read() {
    const kept = this.#storage.get("preferences") ?? {};
    this.size = SIZES.includes(kept.size) ? kept.size : "normal";
    this.theme = THEMES.includes(kept.theme) ? kept.theme : this.pageTheme;
    this.contrast = typeof kept.contrast === "boolean" ? kept.contrast : this.#contrast.matches;
    this.language = kept.language ?? null;
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}
