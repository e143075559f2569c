/** Turns a message's plain text into elements: paragraphs, lists, links. Never parses markup. */
import { h, hidden, icon } from "./dom.js";

const SAFE = new Set(["http:", "https:", "tel:", "mailto:"]);

const EXAMPLE = "7K2M-Q4ZX-1TB"; // shows people what a tracking code looks like; nobody wants to copy it

// A web address; a tracking code; an e-mail address; a telephone number: "+" or "0" first, no dots or slashes, which would be dates.
const LINK = new RegExp(
  [
    /(?<web>https?:\/\/[^\s<>"\u2066-\u2069]+[^\s<>"\u2066-\u2069.,;:!?)\]}'»“”])/.source,
    /(?<code>(?<![\p{L}\d-])[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{3}(?![\p{L}\d-]))/.source,
    /(?<mail>[\p{L}\d._%+-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+)/.source,
    /(?<phone>(?<![\p{L}\d.,:/+-]|\d[ \u00a0])(?:\+\d[\d \u00a0()-]{5,18}\d|0\d{1,4}(?:[ \u00a0]\d{2,5}){1,5})(?![\p{L}\d:/.-]*\d))/.source,
  ].join("|"),
  "gu",
);

/** The address if a link may lead there, else null. */
export function safeUrl(address) {
  try {
    const url = new URL(address);
    return SAFE.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** A link, or bare text when its address is not one that we follow. `words` names what opens a new tab. */
export function link(title, address, words) {
  const href = safeUrl(address);
  if (!href) {
    return h("bdi", {}, title);
  }
  if (!href.startsWith("http")) {
    return h("a", { href }, h("bdi", {}, title));
  }
  const attributes = { href, target: "_blank", rel: "noopener noreferrer" };
  return h("a", attributes, h("bdi", {}, title), icon("external"), hidden(` (${words.say("newTab")})`));
}

/** The tracking code that a text tells, or null. */
export function codeIn(text) {
  return [...text.matchAll(LINK)].map(({ groups }) => groups.code).find((code) => code && code !== EXAMPLE) ?? null;
}

/** Text with addresses, codes and telephone numbers as links, each kept from mixing with right-to-left text. */
export function inline(text, words) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const { web, code, mail, phone } = match.groups;
    const digits = (phone ?? "").replace(/\D/g, "");
    if (phone && (digits.length < 6 || digits.length > 15)) {
      continue;
    }
    parts.push(text.slice(end, match.index));
    if (code) {
      parts.push(h("bdi", { class: "code", dir: "ltr" }, code));
      end = match.index + code.length;
      continue;
    }
    parts.push(link(match[0], web ?? (mail ? `mailto:${mail}` : `tel:${phone.replace(/[^\d+]/g, "")}`), words));
    end = match.index + match[0].length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== "");
}

const ITEM = /^\s*(?:(?<bullet>[•*–-])|(?<number>\d{1,2})[.)])\s+(?<text>.*)$/u;

/** Paragraphs and lists. A list is two or more lines that begin with a bullet or with 1., 2., 3. */
export function blocks(text, words) {
  const made = [];
  for (const paragraph of text.split(/\n\s*\n/)) {
    for (const group of groups(paragraph.split("\n"))) {
      made.push(group.list ? list(group.lines, words) : h("p", {}, inline(group.lines.join("\n"), words)));
    }
  }
  return made;
}

function groups(lines) {
  const found = [];
  for (const line of lines) {
    const item = ITEM.exec(line);
    const kind = item ? (item.groups.bullet ? "ul" : "ol") : null;
    const last = found.at(-1);
    if (last && last.list === kind) {
      last.lines.push(line);
    } else if (line.trim()) {
      found.push({ list: kind, lines: [line] });
    }
  }
  return found.map((group) => (group.lines.length > 1 ? group : { ...group, list: null }));
}

function list(lines, words) {
  const items = lines.map((line) => ITEM.exec(line).groups);
  const start = items[0].number;
  const children = items.map((item) => h("li", {}, inline(item.text, words)));
  return h(start ? "ol" : "ul", { start: start && start !== "1" ? start : null }, children);
}
