/** One conversation with the counter: session, sending, receiving. Knows nothing of how it looks. */
import { backOff, EventFeed, Pause } from "./feed.js";
import { Store } from "./store.js";
import { Refusal } from "./transport.js";

const HIDDEN_FOR = 30_000; // a tab that nobody sees gives its connection back after this
const OVERDUE = 5_000;
const LOST_AFTER = 2_000; // a restart of the server is not worth a word

/**
 * Tells its news as events:
 * "messages"  the list changed (detail.fresh: the message that has just come, or null);
 * "state"     `connection` ("idle", "open", "lost") or `assistant` ("ready", "away") or `typing` changed;
 * "language"  the conversation's language is now detail.code;
 * "refused"   the server will not take a message (detail: message, text, passing);
 * "ended"     the server knows the conversation no more; "forgotten": it was erased, here or in another tab.
 */
export class Conversation extends EventTarget {
  #api;
  #storage;
  #feed;
  #pause = new Pause();
  #draining = false;
  #hint;
  #lostTimer = null;
  #leave = [];

  /** `hint()` gives the language to begin in, `chosen()` the one that the person chose in the menu, or null. */
  constructor(api, storage, { hint, chosen }) {
    super();
    this.#api = api;
    this.#storage = storage;
    this.#hint = hint;
    this.chosen = chosen;
    this.store = new Store(storage);
    this.connection = "idle";
    this.assistant = "ready";
    this.typing = false;
    this.#feed = new EventFeed(api, () => ({ token: this.session?.token, after: this.store.last }), {
      event: (name, data) => this.#receive(name, data),
      connected: () => this.#connected(),
      lost: () => this.#lost(),
      gone: () => this.#gone(),
    });
  }

  /** The stored session {token, conversation, file: the most bytes of one}, or null before the first message. */
  get session() {
    return this.#storage.get("session");
  }

  /** How many answers came since the person last saw the chat. */
  get unread() {
    return this.store.answersAfter(this.#storage.get("seen") ?? 0);
  }

  /** The person sees all that has come so far. */
  see() {
    this.#storage.set("seen", this.store.last);
  }

  /** Begin to follow the conversation of this browser, if there is one, and send what is still unsent. */
  connect() {
    const listen = (target, name, listener) => {
      target.addEventListener(name, listener);
      this.#leave.push(() => target.removeEventListener(name, listener));
    };
    let hidden = null;
    listen(document, "visibilitychange", () => {
      clearTimeout(hidden);
      if (document.visibilityState === "hidden") {
        hidden = setTimeout(() => this.#feed.stop(), HIDDEN_FOR);
      } else {
        this.#follow();
      }
    });
    listen(window, "online", () => this.#nudge());
    listen(window, "offline", () => this.#lost());
    listen(window, "pagehide", () => this.#feed.stop());
    listen(window, "pageshow", (event) => event.persisted && this.#follow());
    this.#leave.push(this.#storage.watch((key) => this.#otherTab(key)));
    this.#follow();
    this.#drain();
  }

  disconnect() {
    this.#feed.stop();
    this.#leave.splice(0).forEach((leave) => leave());
  }

  /** Send what the person typed, or an offered button (`choice` is its id, `text` its title). */
  send(text, choice = null) {
    const message = this.store.queue(text, choice);
    this.#news("messages", { fresh: null });
    this.#drain();
    return message.id;
  }

  /** False where the server said that it takes no files. */
  get takesFiles() {
    return this.session?.file !== 0;
  }

  /** Send a file into what is being filed. Raises as the transport does. */
  async upload(file, id, progress, signal) {
    const session = this.session ?? (await this.#begin());
    this.store.expectFile(id);
    try {
      const { key } = await this.#api.upload(session.token, id, file, progress, signal);
      this.store.fileArrived(id, key ?? null);
    } catch (error) {
      if (error instanceof Refusal && error.status === 401 && this.session?.token === session.token) {
        this.#gone();
      }
      throw error;
    }
    this.#follow();
  }

  /** Take back the file of an own message. True: it is gone; false: it was filed already. Raises what the network raises. */
  async removeFile(id) {
    const key = this.store.fileKey(id);
    if (!this.session || !key) {
      return false;
    }
    try {
      await this.#api.removeFile(this.session.token, key);
      return true;
    } catch (error) {
      if (error instanceof Refusal && error.status === 404) {
        return false;
      }
      throw error;
    }
  }

  /** The person chose a language in the menu. The wish is kept until the server knows it. */
  setLanguage(code) {
    if (this.session) {
      this.#storage.set("wish", code);
      return this.#wish();
    }
  }

  /** End and forget: erased on the server first, then here. Raises what the network raises. */
  async forget() {
    if (this.session) {
      try {
        await this.#api.forget(this.session.token);
      } catch (error) {
        if (!(error instanceof Refusal && error.status === 401)) {
          throw error; // 401: the server has forgotten it already
        }
      }
    }
    this.#storage.remove("session");
    this.#forgotten();
  }

  async #wish() {
    const code = this.#storage.get("wish");
    if (code && this.session) {
      await this.#api.setLanguage(this.session.token, code);
      this.#storage.remove("wish");
    }
  }

  #follow() {
    if (this.session && document.visibilityState !== "hidden") {
      this.#feed.start();
    }
  }

  #nudge() {
    this.#pause.cut();
    this.#feed.nudge();
    this.#follow();
    this.#drain();
  }

  #otherTab(key) {
    if (key === "session" && !this.session) {
      this.#forgotten();
    } else if (key === "session") {
      this.#feed.stop();
      this.#follow();
    } else if (key.startsWith("unsent:")) {
      this.#news("messages", { fresh: null });
    }
  }

  /** Send the unsent messages one after the other. The same id again is answered as before, so trying is safe. */
  async #drain() {
    if (this.#draining) {
      return;
    }
    this.#draining = true;
    let failures = 0;
    for (let message = this.store.unsent()[0]; message; message = this.store.unsent()[0]) {
      try {
        await this.#deliver(message);
        failures = 0;
      } catch (error) {
        if (!(error instanceof Refusal) || error.passing) {
          this.#excuse(error, message);
          await this.#pause.wait(Math.max(backOff(failures++), (error.retryAfter ?? 0) * 1000));
        } else {
          this.#refuse(error, message);
        }
      }
    }
    this.#draining = false;
  }

  async #deliver(message, again = true) {
    const session = this.session ?? (await this.#begin());
    const { id, text, choice } = message;
    if (!this.store.holds(message)) {
      return; // erased while the session was being made
    }
    try {
      const { seq } = await this.#api.send(session.token, choice ? { id, choice, text } : { id, text });
      this.store.accept(message, seq);
      this.#follow();
      this.#news("messages", { fresh: null });
      setTimeout(() => this.store.awaits(seq) && this.#feed.check().catch(() => this.#feed.nudge()), OVERDUE);
    } catch (error) {
      if (again && error instanceof Refusal && error.status === 401 && this.session?.token === session.token) {
        this.#gone();
        await this.#deliver(message, false); // into a new conversation
        return;
      }
      throw error;
    }
  }

  /** A new session; of two tabs that begin at once, the second takes the first one's. */
  async #begin() {
    const begin = async () => {
      if (!this.session) {
        const { token, conversation, limits } = await this.#api.createSession(this.#hint());
        this.#storage.set("session", { token, conversation, file: limits?.file });
        this.#news("state");
        this.#storage.remove("seen");
        if (this.chosen()) {
          await this.#api.setLanguage(token, this.chosen());
        }
      }
      return this.session;
    };
    return navigator.locks ? navigator.locks.request("loket:session", begin) : begin();
  }

  #excuse(error, message) {
    if (error instanceof Refusal) {
      this.#news("refused", { message: error.message, code: error.code, text: message.text, passing: true });
    } else {
      this.#lost();
    }
  }

  #refuse(error, message) {
    this.store.drop(message);
    this.#news("messages", { fresh: null });
    const text = message.choice ? null : message.text;
    this.#news("refused", { message: error.message, code: error.code, text, passing: false });
  }

  #receive(name, data) {
    if (this.connection === "lost") {
      this.#connected(); // the browser thought so, but the stream had lived on
    }
    if (name === "message") {
      if (this.store.receive(data)) {
        this.#setTyping(this.typing && data.from === "person");
        this.#news("messages", { fresh: data });
      }
    } else if (name === "typing") {
      this.#setTyping(data.on);
    } else if (name === "state" && data.assistant !== this.assistant) {
      this.assistant = data.assistant;
      this.#news("state");
    } else if (name === "language" && !this.#storage.get("wish")) {
      this.#news("language", data);
    } else if (name === "notice" && data.code === "forgotten") {
      this.#storage.remove("session"); // erased elsewhere, in a tab of another site or by the town
      this.#forgotten();
    } else if (name === "notice") {
      this.#news("notice", data);
    }
  }

  #setTyping(on) {
    if (on !== this.typing) {
      this.typing = on;
      this.#news("state");
    }
  }

  #connected() {
    clearTimeout(this.#lostTimer);
    this.#lostTimer = null;
    if (this.connection === "lost") {
      this.#pause.cut(); // what waits to be sent can go now
    }
    this.#setConnection("open");
    this.#wish().catch(() => {}); // tried again with the next connection
  }

  #lost() {
    this.#setTyping(false);
    if (this.connection !== "lost") {
      this.#lostTimer ??= setTimeout(() => this.#setConnection("lost"), LOST_AFTER);
    }
  }

  #setConnection(connection) {
    if (connection !== this.connection) {
      this.connection = connection;
      this.#news("state");
    }
  }

  #gone() {
    this.#feed.stop();
    this.#storage.remove("session");
    this.#storage.remove("wish");
    this.#setTyping(false);
    if (!this.store.empty) {
      this.store.archive();
      this.#news("ended");
    }
  }

  #forgotten() {
    this.#feed.stop();
    this.store.clear();
    this.#storage.remove("wish");
    this.#storage.remove("seen");
    this.#pause.cut();
    clearTimeout(this.#lostTimer);
    this.#lostTimer = null;
    this.assistant = "ready";
    this.typing = false;
    this.connection = "idle";
    this.#news("state");
    this.#news("forgotten");
  }

  #news(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
