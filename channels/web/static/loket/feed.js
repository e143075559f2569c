/** Keeps the events of a conversation coming, whatever the network does. */
import { Refusal } from "./transport.js";

/** A wait that can be cut short. */
export class Pause {
  #end = null;

  wait(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  cut() {
    this.#end?.();
  }
}

/** Doubling from 0.5 s to 20 s, spread by chance so that a restarted server is not met by all at once. */
export function backOff(failures) {
  return Math.min(20_000, 500 * 2 ** Math.min(failures, 6)) * (0.75 + Math.random() / 2);
}

/**
 * Reads a text/event-stream body. Yields {event, data}; `onBytes` is told of every chunk, keep-alive comments included.
 * Source: html.spec.whatwg.org, 9.2.6 "Interpreting an event stream".
 */
export async function* readEvents(body, onBytes) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let event = "message";
  let data = [];
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    onBytes();
    const lines = (rest + value).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop();
    for (const line of lines) {
      if (line === "") {
        if (data.length) {
          yield { event, data: JSON.parse(data.join("\n")) };
        }
        event = "message";
        data = [];
      } else if (line.startsWith("data:")) {
        data.push(line.slice(5).trimStart());
      } else if (line.startsWith("event:")) {
        event = line.slice(6).trim();
      }
    }
  }
}

const SILENCE = 40_000; // the server writes a comment each 15 s: two missed ones mean a dead connection
const FIRST_BYTES = 20_000;
const POLL_EVERY = 2_500;

/**
 * While it is started, events come: by stream, again after every loss with back-off, by polling where something on
 * the way holds streams back.
 */
export class EventFeed {
  #api;
  #pause = new Pause();
  #stream = null;
  #run = 0; // 0: stopped; a loop whose number is not this one ends
  #runs = 0;
  #failures = 0;
  #polling = false;

  /** `session()` gives {token, after}; `on` has event(name, data), connected(), lost(), gone(). */
  constructor(api, session, on) {
    this.#api = api;
    this.session = session;
    this.on = on;
  }

  start() {
    if (this.#run === 0) {
      this.#run = ++this.#runs;
      this.#keep(this.#run);
    }
  }

  stop() {
    this.#run = 0;
    this.#stream?.abort();
    this.#pause.cut();
  }

  /** The network may be back, by another way perhaps: begin anew at once. */
  nudge() {
    this.#failures = 0;
    this.#stream?.abort();
    this.#pause.cut();
  }

  /** An answer is overdue. If asking finds it, the stream is being held back, and polling takes over. */
  async check() {
    const { after } = this.session();
    if (this.#run !== 0 && !this.#polling && (await this.#poll(after)) > 0) {
      this.#polling = true;
      this.#stream?.abort();
    }
  }

  async #keep(run) {
    while (this.#run === run) {
      try {
        await (this.#polling ? this.#pollOnce() : this.#follow());
      } catch (error) {
        if (this.#run !== run) {
          return;
        }
        if (error instanceof Refusal && error.status === 401) {
          this.#run = 0;
          this.on.gone();
          return;
        }
        if (!this.#polling || this.#failures > 0) {
          this.on.lost();
          await this.#pause.wait(Math.max(backOff(this.#failures), (error.retryAfter ?? 0) * 1000));
        }
        this.#failures += 1;
      }
    }
  }

  async #pollOnce() {
    await this.#poll(this.session().after);
    this.#failures = 0;
    this.on.connected();
    await this.#pause.wait(POLL_EVERY);
  }

  /** How many messages came that were not known before. */
  async #poll(after) {
    const events = await this.#api.poll(this.session().token, after);
    let fresh = 0;
    for (const { event, data } of events) {
      fresh += event === "message" && data.seq > this.session().after ? 1 : 0;
      this.on.event(event, data);
    }
    return fresh;
  }

  /** Read one stream until it ends, which always raises. */
  async #follow() {
    const { token, after } = this.session();
    const stream = new AbortController();
    this.#stream = stream;
    let timer = setTimeout(() => stream.abort(), FIRST_BYTES);
    const wait = (milliseconds, then) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        then?.();
        stream.abort();
      }, milliseconds);
    };
    try {
      const response = await this.#api.stream(token, after, stream.signal);
      const heldBack = () => (this.#polling = true);
      if (!response.body || !response.headers.get("Content-Type")?.startsWith("text/event-stream")) {
        heldBack();
      } else {
        this.#failures = 0;
        this.on.connected();
        wait(FIRST_BYTES, heldBack);
        for await (const { event, data } of readEvents(response.body, () => wait(SILENCE))) {
          this.on.event(event, data);
        }
      }
    } finally {
      clearTimeout(timer);
    }
    throw new TypeError("the stream has ended");
  }
}
