/**
 * What the widget keeps in the browser: session, unsent messages, preferences. Shared by the tabs of a site. Where the
 * browser forbids storage, everything still works until the page is left.
 */
export class Storage {
  #area;
  #prefix;

  /** `area` is localStorage or sessionStorage's name; keys are kept apart by the server's origin. */
  constructor(area, server) {
    this.#prefix = `loket:${server}:`;
    this.#area = usable(area) ?? new Memory();
  }

  get(key) {
    const text = this.#area.getItem(this.#prefix + key);
    try {
      return text === null ? null : JSON.parse(text);
    } catch {
      return null; // written by something else: as good as absent
    }
  }

  set(key, value) {
    try {
      this.#area.setItem(this.#prefix + key, JSON.stringify(value));
    } catch {
      // The quota is full. What is on the screen stays usable; only a reload would miss this value.
    }
  }

  remove(key) {
    this.#area.removeItem(this.#prefix + key);
  }

  /** The keys that begin with `start`, sorted. */
  keys(start = "") {
    const wanted = this.#prefix + start;
    return Object.keys(this.#area)
      .filter((key) => key.startsWith(wanted))
      .map((key) => key.slice(this.#prefix.length))
      .sort();
  }

  /** Call `listener(key)` when another tab changes a key. Returns the way to stop. */
  watch(listener) {
    const handle = (event) => {
      if (event.storageArea === this.#area && event.key?.startsWith(this.#prefix)) {
        listener(event.key.slice(this.#prefix.length));
      }
    };
    addEventListener("storage", handle);
    return () => removeEventListener("storage", handle);
  }
}

function usable(area) {
  try {
    const storage = window[area];
    storage.setItem("loket:probe", "1");
    storage.removeItem("loket:probe");
    return storage;
  } catch {
    return null;
  }
}

class Memory {
  getItem(key) {
    return Object.hasOwn(this, key) ? this[key] : null;
  }
  setItem(key, value) {
    this[key] = value;
  }
  removeItem(key) {
    delete this[key];
  }
}
