// The log: lines in order of time with a sign for each new day, what is on its way below them, and where to look.

import { element, lineElement, outgoingElement } from "./bubbles.js";
import { dayOf } from "./labels.js";

const NEAR_THE_END = 120;
const ASK_BACK_MS = 120000;
const ASK_BACK_LINES = 20;
const MOST_KNOWN = 200;

export class Log {
  constructor({ talk, log, empty, newer }, on) {
    Object.assign(this, { talk, log, empty, newer, on });
    this.lines = [];
    this.shown = new Map();
    this.isAtEnd = true;
    talk.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // The keyboard opens, a picture arrives: who was reading the end goes on reading it.
    const watcher = new ResizeObserver(() => this.isAtEnd && this.toEnd());
    [talk, log].forEach((part) => watcher.observe(part));
    newer.addEventListener("click", () => this.toEnd());
  }

  knows(line) {
    return this.shown.has(line.key);
  }

  /**
   * What to ask the server for: everything from `since` on but the `known`. It reaches back a little, because a
   * line may be stored with an earlier time than one that came before it.
   */
  get position() {
    if (!this.lines.length) return { since: "", known: [] };
    const newest = Date.parse(this.lines[this.lines.length - 1].at) - ASK_BACK_MS;
    const recent = this.lines.slice(-MOST_KNOWN);
    const from = Date.parse(recent[Math.max(0, recent.length - ASK_BACK_LINES)].at);
    const since = Math.max(Math.min(newest, from), Date.parse(recent[0].at));
    const known = this.lines.filter((line) => Date.parse(line.at) >= since).map((line) => line.key);
    return { since: new Date(since).toISOString(), known };
  }

  /** Add lines; returns whether the bot said any of them. */
  add(lines, { isHistory }) {
    for (const line of lines) this.#insert(line, isHistory);
    this.#markDays();
    this.#settle();
    return lines.some((line) => !line.from_person);
  }

  /** Show what is on its way. */
  showOutgoing(items) {
    this.log.querySelectorAll(".line.going").forEach((old) => old.remove());
    for (const item of items) {
      const made = outgoingElement(item);
      made.classList.add("going");
      made.setAttribute("aria-live", "off"); // heard once, when it is in the log
      this.log.append(made);
    }
    this.#settle();
  }

  toEnd() {
    this.isAtEnd = true;
    this.talk.scrollTop = this.talk.scrollHeight;
    this.newer.hidden = true;
  }

  #insert(line, isHistory) {
    let at = this.lines.length;
    while (at > 0 && isBefore(line, this.lines[at - 1])) at -= 1;
    const made = lineElement(line, this.on);
    if (!isHistory && !line.from_person) made.classList.add("fresh");
    const next = this.lines[at] ? this.shown.get(this.lines[at].key) : this.log.querySelector(".line.going");
    this.log.insertBefore(made, next);
    this.lines.splice(at, 0, line);
    this.shown.set(line.key, made);
    if (!isHistory && !line.from_person && !this.isAtEnd) this.newer.hidden = false;
  }

  #markDays() {
    let before = "";
    for (const line of this.lines) {
      const made = this.shown.get(line.key);
      const day = line.at.slice(0, 10);
      const above = made.previousElementSibling;
      const sign = above && above.classList.contains("day") ? above : null;
      const isRight = sign && day !== before && sign.textContent === dayOf(line.at);
      if (sign && !isRight) sign.remove();
      if (day !== before && !isRight) made.before(element("div", "day", dayOf(line.at)));
      before = day;
    }
  }

  /** Only the newest offer that nothing was answered to stands out; older ones stay pressable, but quiet. */
  #settle() {
    const last = (test) => this.lines.reduce((found, line, index) => (test(line) ? index : found), -1);
    const offer = last((line) => line.choices.length > 0);
    const isAnswered = this.log.querySelector(".line.going") || last((line) => line.from_person) > offer;
    this.lines.forEach((line, index) => {
      const choices = this.shown.get(line.key).querySelector(".choices");
      if (choices) choices.classList.toggle("past", index !== offer || Boolean(isAnswered));
    });
    this.empty.hidden = this.log.childElementCount > 0;
    if (this.isAtEnd) this.toEnd();
  }

  #scrolled() {
    const left = this.talk.scrollHeight - this.talk.scrollTop - this.talk.clientHeight;
    this.isAtEnd = left < NEAR_THE_END;
    if (this.isAtEnd) this.newer.hidden = true;
  }
}

function isBefore(line, other) {
  const ages = Date.parse(line.at) - Date.parse(other.at);
  if (ages !== 0) return ages < 0;
  if (line.at !== other.at) return line.at < other.at;
  if (line.from_person !== other.from_person) return line.from_person;
  return Number(line.key.slice(1)) < Number(other.key.slice(1));
}
