// Writing: the text box, the file that goes along, and the menu of commands.

import { readMenu } from "./api.js";
import { element } from "./bubbles.js";
import { labels } from "./labels.js";

const LARGEST_FILE = 20 * 1024 * 1024;
const part = (id) => document.getElementById(id);

/** `say({text, label?, choice?, file?})` sends; `tell(sentence)` shows a notice for a moment. */
export function startComposer({ say, tell }) {
  const text = part("text");
  const file = part("file");
  const fit = () => {
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight + 3, 160)}px`;
  };
  const send = () => {
    const said = text.value.trim();
    const chosen = file.files[0] || null;
    if (!said && !chosen) return text.focus();
    say({ text: said, file: chosen });
    text.value = "";
    detach();
    return fit();
  };
  text.addEventListener("input", fit);
  text.addEventListener("keydown", (event) => {
    // While letters are being composed (Telex, VNI), Enter belongs to the input method.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  });
  part("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  part("attach").addEventListener("click", () => file.click());
  part("detach").addEventListener("click", () => {
    detach();
    text.focus();
  });
  file.addEventListener("change", () => attach(tell));
}

function attach(tell) {
  const chosen = part("file").files[0];
  if (chosen && chosen.size > LARGEST_FILE) {
    tell(labels.tooLarge);
    detach();
    return;
  }
  part("attached").hidden = !chosen;
  part("attached-name").textContent = chosen ? chosen.name : "";
  part("text").focus();
}

function detach() {
  part("file").value = "";
  part("attached").hidden = true;
}

/** The menu is asked for each time it opens: what a person may do changes with their offices. */
export function startMenu({ token, say, tell }) {
  const menu = part("menu");
  const list = part("menu-list");
  part("menu-button").addEventListener("click", async () => {
    try {
      const commands = await readMenu(token());
      list.replaceChildren(...(commands.length ? commands.map(command) : [element("p", "", labels.noMenu)]));
      menu.showModal();
    } catch (failure) {
      tell(failure.message && failure.status ? failure.message : labels.offline);
    }
  });
  part("menu-close").addEventListener("click", () => menu.close());
  menu.addEventListener("click", (event) => event.target === menu && menu.close());

  function command({ name, description }) {
    const said = `/${name.replace(/^\//, "")}`;
    const button = element("button", "command", description);
    button.type = "button";
    button.append(element("span", "", said));
    button.addEventListener("click", () => {
      menu.close();
      say({ text: said });
    });
    return button;
  }
}
