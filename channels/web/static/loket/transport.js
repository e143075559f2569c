/** The web chat's HTTP interface (docs/architecture.md): its calls. feed.js keeps the events coming. */

/** The server refused. `message` is in the person's language and meant to be shown. */
export class Refusal extends Error {
  constructor(status, code, message, retryAfter) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter; // seconds
  }

  /** True when sending the same again later may work. */
  get passing() {
    return this.status === 429 || this.status >= 500;
  }
}

export class Api {
  constructor(server) {
    this.root = `${server}/web/v1`;
  }

  createSession(hint) {
    return this.#json("POST", "/session", null, { language_hint: hint, page: location.origin + location.pathname });
  }

  /** Raises `Refusal` when the server says no, TypeError when there is no way to it. */
  send(token, message) {
    return this.#json("POST", "/messages", token, message);
  }

  setLanguage(token, code) {
    return this.#json("POST", "/language", token, { code });
  }

  /** Send a file; `progress` hears the share that is on its way. Raises as `send` does, AbortError when stopped. */
  upload(token, id, file, progress, signal) {
    // fetch() does not tell how far an upload is.
    return new Promise((resolve, reject) => {
      const call = new XMLHttpRequest();
      const unsent = () => reject(signal.aborted ? new DOMException("stopped", "AbortError") : new TypeError("no way to the server"));
      call.open("POST", `${this.root}/files`);
      call.setRequestHeader("Authorization", `Bearer ${token}`);
      call.setRequestHeader("Content-Type", "application/octet-stream");
      call.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
      call.setRequestHeader("X-Message-Id", id);
      call.upload.addEventListener("progress", (event) => event.lengthComputable && progress(event.loaded / event.total));
      call.addEventListener("error", unsent);
      call.addEventListener("abort", unsent);
      call.addEventListener("load", () => {
        const answer = parsed(call.responseText);
        const wait = Number(call.getResponseHeader("Retry-After"));
        const error = answer.error ?? {};
        return call.status === 202 ? resolve(answer) : reject(new Refusal(call.status, error.code ?? "", error.message ?? "", wait > 0 ? wait : 0));
      });
      signal.addEventListener("abort", () => call.abort());
      call.send(file);
    });
  }

  /** Take a file back that is not filed yet. Raises `Refusal` (404: it was filed, or is not there). */
  async removeFile(token, key) {
    await this.#call("DELETE", `/files/${encodeURIComponent(key)}`, token);
  }

  async forget(token) {
    await this.#call("DELETE", "/session", token);
  }

  /** The events after `seq`, as a list of {event, data}. */
  poll(token, seq) {
    return this.#json("GET", `/messages?after=${seq}`, token);
  }

  stream(token, seq, signal) {
    return this.#call("GET", `/events?after=${seq}`, token, { signal, headers: { Accept: "text/event-stream" } });
  }

  async #json(method, path, token, body) {
    const options = { signal: AbortSignal.timeout(20_000) };
    if (body) {
      options.body = JSON.stringify(body);
      options.headers = { "Content-Type": "application/json" };
    }
    const response = await this.#call(method, path, token, options);
    const text = await response.text();
    return text ? JSON.parse(text) : null;
  }

  async #call(method, path, token, options = {}) {
    const headers = { ...options.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    const response = await fetch(this.root + path, {
      method, credentials: "omit", cache: "no-store", ...options, headers,
    });
    if (!response.ok) {
      const error = (await response.json().catch(() => ({})))?.error ?? {};
      const wait = Number(response.headers.get("Retry-After"));
      throw new Refusal(response.status, error.code ?? "", error.message ?? "", wait > 0 ? wait : 0);
    }
    return response;
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
