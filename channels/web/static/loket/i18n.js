/** The widget's own words, one file a language: i18n/<code>.json. */

/** The launch languages, each in its own name, as the language menu shows them. */
export const LANGUAGES = Object.freeze([
  { code: "en", name: "English", dir: "ltr" },
  { code: "fi", name: "suomi", dir: "ltr" },
  { code: "sv", name: "svenska", dir: "ltr" },
  { code: "de", name: "Deutsch", dir: "ltr" },
  { code: "fr", name: "français", dir: "ltr" },
  { code: "es", name: "español", dir: "ltr" },
  { code: "ar", name: "العربية", dir: "rtl" },
  { code: "uk", name: "українська", dir: "ltr" },
]);

const loaded = new Map();

/** The code of a launch language for a tag such as "de-CH", or null. */
export function supported(tag) {
  const code = (tag ?? "").toLowerCase().split("-")[0];
  return LANGUAGES.some((language) => language.code === code) ? code : null;
}

/** The language to begin in: what was chosen before, what the page asks for, the browser's, the page's own. */
export function firstLanguage(chosen, attribute) {
  const wishes = [chosen, attribute, ...(navigator.languages ?? []), document.documentElement.lang];
  return wishes.map(supported).find((code) => code !== null) ?? "en";
}

export function direction(code) {
  return LANGUAGES.find((language) => language.code === code)?.dir ?? "ltr";
}

/** The words of one language. Raises when the file cannot be had: the caller keeps the words that it has. */
export async function load(code) {
  if (!loaded.has(code)) {
    const response = await fetch(new URL(`./i18n/${code}.json`, import.meta.url), { credentials: "omit" });
    if (!response.ok) {
      throw new Error(`Loket: the words of "${code}" answered ${response.status}`);
    }
    loaded.set(code, new Words(code, await response.json()));
  }
  return loaded.get(code);
}

export class Words {
  #texts;

  constructor(code, texts) {
    this.code = code;
    this.dir = direction(code);
    // The reader's own variety where the browser names it (de-CH); English without one is written as in Europe.
    const own = (navigator.languages ?? []).find((tag) => tag.includes("-") && supported(tag) === code);
    this.locale = own ?? (code === "en" ? "en-GB" : code);
    this.#texts = texts;
  }

  /** The text under `key`, with {name} filled in. */
  say(key, values = {}) {
    return this.#texts[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  }

  list(key) {
    return this.#texts[key];
  }

  number(value) {
    return new Intl.NumberFormat(this.locale).format(value);
  }

  time(date) {
    return new Intl.DateTimeFormat(this.locale, { timeStyle: "short" }).format(date);
  }

  day(date) {
    return new Intl.DateTimeFormat(this.locale, { weekday: "long", day: "numeric", month: "long" }).format(date);
  }

  dateTime(date) {
    return new Intl.DateTimeFormat(this.locale, { dateStyle: "medium", timeStyle: "short" }).format(date);
  }
}
