// A personal link: nothing is opened before the person presses the button, so that no preview of it uses it up.

import { openLink } from "./api.js";
import { labels } from "./labels.js";

const part = (id) => document.getElementById(id);

/** Ask, open the link, tell what came of it; returns whether this device has the person's chat now. */
export function askToOpen(link, token) {
  const dialog = part("opening");
  const button = part("opening-button");
  let isOver = false;
  tell(labels.linkAsk, labels.linkOpen);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    button.onclick = async () => {
      if (isOver) return close(false);
      button.disabled = true;
      try {
        await openLink(token, link);
        close(true);
      } catch (failure) {
        isOver = failure.isFinal;
        tell(failure.status ? failure.message : labels.offline, isOver ? labels.linkClose : labels.linkOpen);
      }
      button.disabled = false;
    };

    function close(isOpened) {
      dialog.close();
      resolve(isOpened);
    }
  });
}

function tell(sentence, offer) {
  part("opening-text").textContent = sentence;
  part("opening-button").textContent = offer;
}
