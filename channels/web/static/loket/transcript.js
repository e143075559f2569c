/** Taking the conversation along: as a text file, or on paper. */
import { messageText } from "./view/message.js";

/** The whole conversation as plain text. */
export function transcript(messages, words) {
  const head = [words.say("transcriptTitle"), location.host, words.dateTime(new Date())].join("\n");
  return `${[head, ...messages.map((message) => messageText(message, words))].join("\n\n")}\n`;
}

/** Hand `text` to the person as a file. The mark at its beginning lets every editor see that it is UTF-8. */
export function download(name, text) {
  const url = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Print the chat alone: while printing, the page around it is left out. */
export function print(host) {
  const around = new CSSStyleSheet();
  around.replaceSync(`@media print {
    body *:not(:has(loket-chat)):not(loket-chat) { display: none !important; }
    body, body *:has(loket-chat) { background: none !important; margin: 0 !important; padding: 0 !important; }
  }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, around];
  host.toggleAttribute("printing", true);
  addEventListener(
    "afterprint",
    () => {
      host.removeAttribute("printing");
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== around);
    },
    { once: true },
  );
  window.print();
}
