// The demo page: whose phone each frame is, and the clock above them.

import { dayOf, hourOf, labels } from "./labels.js";

const PHONES = 3;
const REFRESH_MS = 10000;
const part = (id) => document.getElementById(id);
const moves = [...part("moves").querySelectorAll("button")];
let isMoving = false;

async function ask(path, body) {
  const posted = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(path, body ? posted : { cache: "no-store" });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

function showClock(state) {
  part("now").textContent = `${dayOf(state.now).replace(",", "")} ${hourOf(state.now)}`;
  part("now").dateTime = state.now;
  const event = state.next_event;
  const when = event ? ` (${shortDay(event)} ${hourOf(event)})` : "";
  part("next").textContent = event ? labels.next + when : labels.noEvent;
  part("next-en").textContent = event ? labels.nextEn : labels.noEventEn;
  moves.forEach((button) => {
    button.disabled = isMoving || (button.dataset.next === "yes" && !event);
  });
}

function shortDay(at) {
  return `${Number(at.slice(8, 10))}/${Number(at.slice(5, 7))}`;
}

function showNote(text, isBusy) {
  part("note").textContent = text;
  part("note").classList.toggle("busy", isBusy);
}

async function move(step) {
  isMoving = true;
  moves.forEach((button) => (button.disabled = true));
  showNote(`${labels.moving} · ${labels.movingEn}`, true);
  let note = "";
  try {
    const state = await ask("/demo/advance", step);
    isMoving = false;
    showClock(state);
    note = state.note;
  } catch {
    isMoving = false;
    note = labels.failed;
    await refresh();
  }
  showNote(note, false);
}

async function refresh() {
  if (isMoving) return;
  try {
    const state = await ask("/demo/state");
    if (!isMoving) showClock(state);
  } catch {
    showNote(labels.failed, false);
  }
}

function phone(people, number) {
  const made = document.createElement("section");
  made.className = "phone";
  const choice = document.createElement("select");
  for (const person of people) {
    const option = document.createElement("option");
    option.value = person.key;
    option.textContent = person.detail ? `${person.label} – ${person.detail}` : person.label;
    choice.append(option);
  }
  choice.selectedIndex = Math.min(number, people.length - 1);
  const label = document.createElement("label");
  const name = document.createElement("span");
  name.textContent = `${labels.phone} ${number + 1}`;
  label.append(name, choice);
  made.append(label, frameOf(people[choice.selectedIndex], number));
  choice.addEventListener("change", () => {
    const person = people[choice.selectedIndex];
    // A new frame: another token alone would only change the hash of the old one.
    made.lastChild.replaceWith(frameOf(person, number));
    part("tabs").children[number].textContent = person.label;
  });
  return made;
}

function frameOf(person, number) {
  const frame = document.createElement("iframe");
  frame.title = `${labels.phone} ${number + 1}: ${person.label}`;
  frame.src = `/chat?session=${number + 1}#token=${encodeURIComponent(person.token)}`;
  return frame;
}

function tab(person, number) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = person.label;
  made.addEventListener("click", () => bringForward(number));
  return made;
}

function bringForward(number) {
  [...part("phones").children].forEach((made, at) => made.classList.toggle("behind", at !== number));
  [...part("tabs").children].forEach((made, at) => made.setAttribute("aria-pressed", String(at === number)));
}

async function start() {
  const state = await ask("/demo/state");
  const people = state.people;
  const count = Math.min(PHONES, people.length);
  for (let number = 0; number < count; number += 1) {
    part("phones").append(phone(people, number));
    part("tabs").append(tab(people[number], number));
  }
  if (count) bringForward(0);
  showClock(state);
  showNote(state.note, false);
  setInterval(refresh, REFRESH_MS);
}

for (const button of moves) {
  button.addEventListener("click", () => {
    move(button.dataset.next === "yes" ? { next: true } : { hours: Number(button.dataset.hours) });
  });
}
start().catch(() => showNote(labels.failed, false));
