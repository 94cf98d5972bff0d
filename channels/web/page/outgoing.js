// What the person said and the server has not stored yet. It survives a reload, and is tried until it is stored;
// the server drops repeats by the id, so trying once too often does no harm.

import { sendFile, sendText } from "./api.js";
import { newId, storage } from "./session.js";

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 15000;
const UNSEEN_MS = 500;

export class Outgoing {
  /** `onChange` redraws; `onLost`: the session is no longer known; `onUnseen`: ask for what was stored. */
  constructor({ token, onChange, onLost, onUnseen }) {
    Object.assign(this, { token, onChange, onLost, onUnseen });
    this.items = JSON.parse(storage.read("unsent") || "[]");
    this.pause = FIRST_PAUSE;
    this.poll = 0;
  }

  /** Say something: `text` goes out, `label` is shown. */
  add({ text, label = text, choice = false, file = null }) {
    this.items.push({ id: newId(), text, label, choice, file, state: "sending" });
    this.#changed();
    this.flush();
  }

  /** Forget everything: the page now belongs to somebody else. */
  clear() {
    this.items = [];
    this.#changed();
  }

  get hasUnsentFile() {
    return this.items.some((item) => item.file && isWaiting(item));
  }

  /** The items to show below the log. */
  get visible() {
    return this.items.filter((item) => !item.isInLog || item.state === "unsent");
  }

  /** Whether something is stored that was not yet seen to come back. */
  get hasStored() {
    return this.items.some((item) => item.state === "stored");
  }

  /** Send what waits, in order; one failure keeps the rest waiting, so nothing overtakes. */
  async flush() {
    if (this.isBusy || !this.token()) return;
    this.isBusy = true;
    clearTimeout(this.timer);
    let item;
    while ((item = this.items.find(isWaiting)) && (await this.#deliver(item)));
    this.isBusy = false;
  }

  /** A poll begins; what is stored by now will be in its answer. */
  pollBegins() {
    this.poll += 1;
    return this.poll;
  }

  /** The answer of a poll is shown: what it must contain need not be shown twice. */
  pollEnds(poll) {
    this.items = this.items.filter((item) => item.state !== "stored" || item.storedDuring >= poll);
    this.#changed();
  }

  /** A line of the person's own has come back; returns the item it most likely was. */
  cameBack(text) {
    const item = this.items.find((one) => !one.isInLog && one.state !== "refused" && one.label === text);
    // Not taken off the queue before it is known to be stored: another page may have said the same.
    if (item) item.isInLog = true;
    return item;
  }

  async #deliver(item) {
    this.#become(item, "sending");
    try {
      await (item.file ? sendFile : sendText)(this.token(), item);
    } catch (failure) {
      this.#failed(item, failure);
      return failure.isFinal;
    }
    this.pause = FIRST_PAUSE;
    item.storedDuring = this.poll;
    this.#become(item, "stored");
    setTimeout(() => this.visible.includes(item) && this.onUnseen(), UNSEEN_MS);
    return true;
  }

  #failed(item, failure) {
    item.reason = failure.message;
    this.#become(item, failure.isFinal ? "refused" : "unsent");
    if (failure.isFinal) return;
    if (failure.isSessionLost) this.onLost();
    this.timer = setTimeout(() => this.flush(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  #become(item, state) {
    item.state = state;
    this.#changed();
  }

  #changed() {
    // A file is too large to keep; the page asks before it is closed instead.
    const kept = this.items.filter((item) => isWaiting(item) && !item.file);
    storage.write("unsent", JSON.stringify(kept));
    this.onChange();
  }
}

function isWaiting(item) {
  return item.state === "sending" || item.state === "unsent";
}
