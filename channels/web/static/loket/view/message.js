/** One message as an item of the log. */
import { h, icon } from "../dom.js";
import { blocks, codeIn, inline, link } from "../text.js";

const FOLD_OVER = 900; // characters
const FOLD_AT = 500;

/** `message` is a message event's data; `on.choose(button)` is called for a click on an offered button,
 * `on.removeFile(id)` to take a file back. */
export function messageView(message, words, on) {
  const own = message.from === "person";
  const item = h("li", {
    class: `message from-${message.from}${message.sent === false ? " unsent" : ""}`,
    part: "message",
  });
  const bubble = h("div", { class: "bubble", lang: message.language || null, dir: own ? "auto" : message.dir || "auto" });
  bubble.append(speaker(message, words));
  bubble.append(...(own ? said(message, words, on) : content(message, words)));
  item.append(bubble);
  if (message.buttons?.length) {
    item.append(choices(message, on));
  }
  const code = own ? null : codeIn(message.text ?? "");
  if (code) {
    item.append(copier(code, words));
  }
  item.append(stamp(message, words));
  return item;
}

/** What the person wrote, or the name of the file that they sent. */
function said(message, words, on) {
  if (message.file) {
    return [h("p", { class: "file" }, icon("clip"), h("bdi", {}, message.text)), remover(message, words, on)];
  }
  return folded([h("p", {}, message.text)], message.text, words);
}

/** Takes a file back that is not filed yet; says beside itself what came of it. */
function remover(message, words, on) {
  const label = words.say("fileRemove");
  const button = h("button", { type: "button", class: "copy", "aria-label": `${label}: ${message.text}` }, label);
  const told = h("span", { role: "status", tabindex: "-1" });
  const box = h("div", { class: "copying", lang: words.code, dir: words.dir }, button, told);
  const done = (text) => {
    told.textContent = words.say(text);
    told.focus();
    button.remove();
  };
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const gone = await on.removeFile(message.id);
      box.closest(".bubble").classList.toggle("removed", gone);
      done(gone ? "fileRemoved" : "fileKept");
    } catch {
      button.disabled = false;
      told.textContent = words.say("fileRemoveFailed");
    }
  });
  return box;
}

/** Copies a tracking code; says so on itself, where the focus is. */
function copier(code, words) {
  const label = h("span", {}, words.say("copyCode"));
  const button = h("button", { type: "button", class: "copy", lang: words.code, dir: words.dir }, icon("copy"), label);
  const told = h("span", { class: "sr", role: "status", lang: words.code });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code);
      label.textContent = words.say("copied");
    } catch {
      label.textContent = words.say("copyFailed");
    }
    told.textContent = label.textContent;
  });
  return h("div", { class: "copying" }, button, told);
}

/** Who speaks, in the reader's language, for those who do not see the colours. */
function speaker(message, words) {
  const name = words.say({ person: "you", assistant: "assistant", staff: "staff" }[message.from] ?? "system");
  const label = h("span", { class: message.from === "staff" ? "speaker" : "sr", lang: words.code, dir: words.dir });
  label.append(`${name}:`, " ");
  return label;
}

function content(message, words) {
  const parts = message.text ? folded(blocks(message.text, words), message.text, words) : [];
  return message.card ? [...parts, card(message.card, words)] : parts;
}

/** Long texts show their beginning; a button shows and hides the rest. */
function folded(elements, text, words) {
  if (text.length <= FOLD_OVER) {
    return elements;
  }
  const parts = elements.flatMap(cut);
  let length = 0;
  let kept = parts.findIndex((part) => (length += part.textContent.length) > FOLD_AT);
  kept = Math.max(1, kept);
  const rest = h("div", { class: "rest", hidden: true }, parts.slice(kept));
  const button = h("button", { type: "button", class: "fold", "aria-expanded": "false" }, words.say("more"));
  button.lang = words.code;
  button.addEventListener("click", () => {
    rest.hidden = !rest.hidden;
    button.setAttribute("aria-expanded", String(!rest.hidden));
    button.textContent = words.say(rest.hidden ? "more" : "less");
  });
  return [...parts.slice(0, kept), rest, button];
}

/** A paragraph of plain text that is too long to be a beginning is cut at a space. */
function cut(element) {
  const text = element.textContent;
  if (element.localName !== "p" || element.children.length || text.length <= FOLD_OVER) {
    return [element];
  }
  const space = text.lastIndexOf(" ", FOLD_AT);
  const at = space > FOLD_AT / 2 ? space : FOLD_AT;
  return [h("p", {}, text.slice(0, at)), h("p", {}, text.slice(at).trimStart())];
}

/** A service's card: title, text, facts, links, and where the facts are from. */
function card(content, words) {
  const box = h("div", { class: "card", part: "card" });
  if (content.title) {
    box.append(h("p", { class: "card-title" }, content.title));
  }
  box.append(...(content.text ? blocks(content.text, words) : []));
  if (content.facts?.length) {
    box.append(h("dl", {}, content.facts.map((item) => fact(item, words))));
  }
  if (content.links?.length) {
    box.append(h("ul", { class: "links" }, content.links.map(({ title, url }) => h("li", {}, link(title, url, words)))));
  }
  if (content.source?.title || content.source?.url) {
    const { title, url } = content.source;
    const label = h("span", { lang: words.code }, `${words.say("source")}: `);
    box.append(h("p", { class: "source" }, label, url ? link(title || url, url, words) : inline(title, words)));
  }
  return box;
}

/** Label and text beside each other while the text is short. */
function fact({ label, text }, words) {
  const wide = text.length > 60 || text.includes("\n");
  return h("div", { class: wide ? "fact wide" : "fact" }, h("dt", {}, label), h("dd", {}, blocks(text, words)));
}

function choices(message, on) {
  const list = h("ul", { class: "choices", lang: message.language || null, dir: message.dir || null });
  for (const button of message.buttons) {
    const element = h("button", { type: "button", class: "choice", "data-choice": button.id }, h("bdi", {}, button.title));
    element.addEventListener("click", () => {
      if (element.getAttribute("aria-disabled") !== "true") {
        on.choose(button, list);
      }
    });
    list.append(h("li", {}, element));
  }
  return list;
}

/** The server has taken the message in: only its small print changes, so that no screen reader reads it out again. */
export function settle(item, message, words) {
  item.classList.toggle("unsent", message.sent === false);
  item.querySelector(".stamp").replaceWith(stamp(message, words));
}

function stamp(message, words) {
  const date = new Date(message.at);
  const line = h("p", { class: "stamp" }, h("time", { datetime: message.at, title: words.dateTime(date) }, words.time(date)));
  if (message.sent === false) {
    line.prepend(`${words.say("notSent")} · `);
  } else if (message.from === "assistant" || message.from === "staff") {
    line.prepend(h("span", { "aria-hidden": "true" }, `${words.say(message.from)} · `));
  }
  return line;
}

/** What the saved text file says of a message. */
export function messageText(message, words) {
  const name = words.say({ person: "you", assistant: "assistant", staff: "staff" }[message.from] ?? "system");
  const lines = [`[${words.dateTime(new Date(message.at))}] ${name}:`, message.text];
  const { card } = message;
  if (card) {
    lines.push(card.title, card.text);
    lines.push(...(card.facts ?? []).map(({ label, text }) => `${label}: ${text}`));
    lines.push(...(card.links ?? []).map(({ title, url }) => `${title}: ${url}`));
    lines.push(card.source ? `${words.say("source")}: ${[card.source.title, card.source.url].filter(Boolean).join(", ")}` : "");
  }
  lines.push(...(message.buttons ?? []).map(({ title }) => `[ ${title} ]`));
  return lines.filter(Boolean).join("\n");
}
