/** Small helpers to build the view. Text always enters the page as text nodes, so nothing can be taken for markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Build an element. `attributes`: `on` is an object of listeners, true and false add or leave out an attribute,
 * null leaves it out. Children that are strings become text.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) {
        element.addEventListener(event, listener);
      }
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** Text for screen readers alone. */
export function hidden(text) {
  return h("span", { class: "sr" }, text);
}

const PATHS = {
  chat: "M4 5.5A2.5 2.5 0 0 1 6.5 3h11A2.5 2.5 0 0 1 20 5.5v8a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5z M8 8h8 M8 11.5h5",
  close: "M6 6l12 12 M18 6L6 18",
  settings: "M4 7h9 M17 7h3 M4 17h3 M11 17h9 M13 7a2 2 0 1 0 4 0a2 2 0 1 0-4 0 M7 17a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
  send: "M12 20V5 M5.5 11L12 4.5L18.5 11",
  copy: "M9 9h10v11H9z M6 15H5V4h10v2",
  clip: "M19 11.5l-7.2 7.2a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.4l-8 8a1.5 1.5 0 0 1-2.2-2.2l7.2-7.2",
  person: "M8 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0 M4.5 20c.6-4 3.6-6 7.5-6s6.9 2 7.5 6",
  globe: "M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0 M3.5 9h17 M3.5 15h17 M12 3c-5 5.5-5 12.5 0 18 M12 3c5 5.5 5 12.5 0 18",
  down: "M12 5v14 M6 13l6 6l6-6",
  external: "M14 4h6v6 M20 4l-9 9 M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5",
  save: "M12 4v11 M7 10.5l5 5l5-5 M5 20h14",
  print: "M7 8V4h10v4 M7 17H4V9h16v8h-3 M7 14h10v6H7z",
  forget: "M5 7h14 M9.5 7V4h5v3 M7 7l1 13h8l1-13 M10.5 11v5 M13.5 11v5",
};

/** A line icon, decorative: the control around it carries the name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  for (const part of PATHS[name].split(/ (?=M)/)) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", part);
    svg.append(path);
  }
  return svg;
}
