/** A question before something that cannot be undone. The browser keeps the focus in a modal dialog and gives it back. */
import { h } from "../dom.js";

/** Ask within `root` (a shadow root's element). Resolves to true only if the person agrees. */
export function confirm(root, { title, text, yes, no }) {
  return new Promise((resolve) => {
    const stay = h("button", { type: "button", class: "plain", autofocus: true }, no);
    const go = h("button", { type: "button", class: "danger" }, yes);
    const dialog = h(
      "dialog", { class: "confirm", "aria-labelledby": "confirm-title", "aria-describedby": "confirm-text" },
      h("h2", { id: "confirm-title" }, title),
      h("p", { id: "confirm-text" }, text),
      h("div", { class: "answers" }, stay, go),
    );
    stay.addEventListener("click", () => dialog.close(""));
    go.addEventListener("click", () => dialog.close("yes"));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    root.append(dialog);
    dialog.showModal();
  });
}
