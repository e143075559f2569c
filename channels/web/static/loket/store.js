/**
 * The messages of the conversation. What the server has stored is known by its seq, so that a message told twice is
 * shown once; what has not reached the server yet lies in the browser's storage, one key a message, so that neither a
 * reload nor another tab can lose or double it.
 */

const UNSENT = "unsent:";

export class Store {
  #storage;
  #past = []; // messages of conversations that ended on this page
  #ended = 0; // how many those are
  #files = new Map(); // ids of messages that are files, sent from this page, with the key of each once the server has it
  #received = new Map();
  #accepted = new Map(); // sent and stored by the server, not yet come back as an event
  #clock;

  constructor(storage, clock = () => new Date()) {
    this.#storage = storage;
    this.#clock = clock;
  }

  /** The highest seq that is known, 0 before the first message. */
  get last() {
    return Math.max(0, ...this.#received.keys());
  }

  /** How many messages of others came after `seq`. */
  answersAfter(seq) {
    return [...this.#received.values()].filter((message) => message.seq > seq && message.from !== "person").length;
  }

  get empty() {
    return this.#past.length + this.#received.size + this.pending().length === 0;
  }

  /**
   * Take in a message from the server. False: it was known already. It gets a `key` that no other message on this
   * page has: an own message keeps the one that it had while it was unsent.
   */
  receive(message) {
    if (this.#received.has(message.seq)) {
      return false;
    }
    const key = message.from === "person" ? message.id : `${this.#ended}:${message.seq}`;
    this.#received.set(message.seq, { ...message, key, file: this.#files.has(message.id) });
    this.#accepted.delete(message.id);
    for (const [id, own] of this.#accepted) {
      if (own.seq === message.seq) {
        this.#accepted.delete(id);
      }
    }
    return true;
  }

  /** Keep a message until the server has it. `choice` is the id of an offered button, or null. */
  queue(text, choice) {
    const at = this.#clock();
    const message = { id: newId(), text, choice, at: at.toISOString() };
    this.#storage.set(place(message), message);
    return message;
  }

  /** What the server has not confirmed, oldest first. */
  unsent() {
    return this.#storage.keys(UNSENT).map((name) => this.#storage.get(name)).filter((message) => message !== null);
  }

  /** False once the message was sent, refused or erased, by whichever tab. */
  holds(message) {
    return this.#storage.get(place(message)) !== null;
  }

  /** The server has stored it under `seq`. */
  accept(message, seq) {
    this.#storage.remove(place(message));
    if (!this.#received.has(seq)) {
      this.#accepted.set(message.id, { ...message, seq });
    }
  }

  /** A file is on its way; the message that tells of it will have this id. */
  expectFile(id) {
    this.#files.set(id, null);
  }

  /** The server has the file under `key`. */
  fileArrived(id, key) {
    this.#files.set(id, key);
  }

  /** The key of a file by its message's id; null where it is not known. */
  fileKey(id) {
    return this.#files.get(id) ?? null;
  }

  /** The server has refused it for good. */
  drop(message) {
    this.#storage.remove(place(message));
  }

  /** True while an own message, accepted as `seq`, has not come back as an event. */
  awaits(seq) {
    return [...this.#accepted.values()].some((message) => message.seq === seq);
  }

  /** Own messages to be shown after the received ones, as message events are shaped. */
  pending() {
    const known = new Set([...this.#received.values()].map((message) => message.id));
    return [...[...this.#accepted.values()].sort((a, b) => a.seq - b.seq), ...this.unsent()]
      .filter((message) => !known.has(message.id))
      .map((message) => ({ ...message, key: message.id, from: "person", buttons: [], card: null, sent: "seq" in message }));
  }

  /** Everything in the order to be shown. */
  all() {
    const received = [...this.#received.values()].sort((a, b) => a.seq - b.seq);
    return [...this.#past, ...received, ...this.pending()];
  }

  /** The conversation is over but stays readable; the next one begins below it. */
  archive() {
    this.#past.push(...[...this.#received.values()].sort((a, b) => a.seq - b.seq));
    this.#ended += 1;
    this.#received.clear();
    this.#accepted.clear();
  }

  /** Forget everything, here and in the other tabs. */
  clear() {
    this.#past = [];
    this.#received.clear();
    this.#accepted.clear();
    for (const name of this.#storage.keys(UNSENT)) {
      this.#storage.remove(name);
    }
  }
}

/** Where an unsent message lies: its time first, so that sorted keys are in the order of writing. */
function place(message) {
  return `${UNSENT}${message.at}:${message.id}`;
}

/** A random UUID, also where crypto.randomUUID is missing (a page without https). */
export function newId() {
  if (crypto.randomUUID) {
    return crypto.randomUUID();
  }
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
