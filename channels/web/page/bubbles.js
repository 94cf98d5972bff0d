// One line of the chat as elements. Text is only ever set as text: nothing said here becomes markup.

import { hourOf, labels } from "./labels.js";

const ADDRESS = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/g;
const PICTURE = /^image\/(png|jpeg|gif|webp)$/;
const FILE_SIGN = "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5";
const DOWNLOAD_SIGN = "M12 4v11m0 0 4.5-4.5M12 15l-4.5-4.5M5 19.5h14";

export function element(name, className = "", text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** A line that the server knows; `on.choose(choice)` and `on.open(file)` answer presses, `on.picture(file)` loads. */
export function lineElement(line, on) {
  const made = frame(line.from_person, line.text, hourOf(line.at));
  made.dataset.key = line.key;
  made.dataset.at = line.at;
  if (line.file) fileElements(line, on).forEach((part) => made.firstChild.lastChild.before(part));
  if (line.choices.length) made.append(choicesElement(line.choices, on));
  return made;
}

/** A line that is on its way to the server. */
export function outgoingElement(item) {
  const told = { sending: labels.sending, stored: labels.sending, unsent: labels.unsent };
  const state = told[item.state] || `${labels.refused} ${item.reason}`;
  const made = frame(true, item.label || item.file?.name || labels.attached, state);
  made.classList.toggle("unsent", item.state === "unsent" || item.state === "refused");
  if (item.file && item.label) made.firstChild.lastChild.before(fileSign(item.file.name, "span", FILE_SIGN));
  return made;
}

function frame(isOwn, text, when) {
  const made = element("div", isOwn ? "line own" : "line");
  const bubble = element("div", "bubble");
  bubble.append(element("span", "for-ears", `${isOwn ? labels.you : labels.bot}: `));
  if (text) bubble.append(saidElement(text));
  bubble.append(element("span", "when", when));
  made.append(bubble);
  return made;
}

function saidElement(text) {
  const said = element("p", "said");
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    said.append(text.slice(from, found.index), linkElement(found[0]));
    from = found.index + found[0].length;
  }
  said.append(text.slice(from));
  return said;
}

function linkElement(address) {
  const link = element("a", "", address);
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

function choicesElement(choices, on) {
  const made = element("div", "choices");
  for (const choice of choices) {
    const button = element("button", "choice", choice.label);
    button.type = "button";
    button.addEventListener("click", () => on.choose(choice));
    made.append(button);
  }
  return made;
}

function fileElements(line, on) {
  // Only the name of the person's own file is known: the server gives out what it sent, nothing else.
  if (line.from_person) return [fileSign(line.file.name, "span", FILE_SIGN)];
  const button = fileSign(line.file.name, "button", DOWNLOAD_SIGN);
  button.type = "button";
  button.setAttribute("aria-label", `${labels.download} ${line.file.name}`);
  button.addEventListener("click", () => on.open(line.file));
  if (!PICTURE.test(line.file.media_type)) return [button];
  const picture = element("img", "picture");
  picture.alt = line.file.name;
  on.picture(line.file, picture);
  return [picture, button];
}

function fileSign(name, tag, path) {
  const made = element(tag, "file");
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  const stroke = document.createElementNS("http://www.w3.org/2000/svg", "path");
  stroke.setAttribute("d", path);
  drawing.append(stroke);
  made.append(drawing, element("span", "", name));
  return made;
}
