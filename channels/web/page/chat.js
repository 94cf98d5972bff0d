// The chat page: opens a session, follows what is said, and sends what the person says.

import { BY_COOKIE, POLL_SECONDS, hasCookie, openSession, readFile, readLines } from "./api.js";
import { startComposer, startMenu } from "./composer.js";
import { labels } from "./labels.js";
import { Log } from "./log.js";
import { offerNotifications, registerWorker } from "./notifications.js";
import { askToOpen } from "./opening.js";
import { Outgoing } from "./outgoing.js";
import { isFramed, storage, takeHash } from "./session.js";

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 20000;
const TELL_MS = 6000;
const TWICE_MS = 800;

const part = (id) => document.getElementById(id);
let token = null;
let stopPoll = new AbortController();
let wakeUp = () => {};
let unread = 0;
let isDisconnected = false;
let tellTimer = 0;
let lastChoice = { says: "", at: 0 };

const log = new Log(
  { talk: part("talk"), log: part("log"), empty: part("empty"), newer: part("newer") },
  { choose, open: download, picture: loadPicture },
);
const outgoing = new Outgoing({
  token: () => token,
  onChange: () => log.showOutgoing(outgoing.visible),
  onLost: lost,
  onUnseen: lookNow,
});

function say(said) {
  outgoing.add(said);
  log.toEnd();
}

function choose(choice) {
  // A second press by a trembling finger is not a second answer.
  const isTwice = lastChoice.says === choice.says && Date.now() - lastChoice.at < TWICE_MS;
  lastChoice = { says: choice.says, at: Date.now() };
  if (!isTwice) say({ text: choice.says, label: choice.label, choice: true });
}

async function follow() {
  let pause = FIRST_PAUSE;
  for (;;) {
    stopPoll = new AbortController();
    try {
      await (token ? poll() : begin());
      pause = FIRST_PAUSE;
      connection("");
    } catch (failure) {
      if (failure.isSessionLost) lost();
      if (!stopPoll.signal.aborted) {
        connection(failure.status && !failure.isSessionLost ? failure.message : labels.offline);
        await interruptiblePause(pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
    }
  }
}

async function begin() {
  if (!isFramed && (await hasCookie())) {
    token = BY_COOKIE;
    return;
  }
  const opened = await openSession();
  const isGreeted = outgoing.items.some((item) => item.text.startsWith("/start"));
  storage.write("token", opened);
  token = opened;
  if (isGreeted) outgoing.flush();
  else say({ text: "/start", label: labels.begin });
}

async function poll() {
  const number = outgoing.pollBegins();
  const isHistory = part("log").getAttribute("aria-busy") === "true";
  const wait = isHistory || isDisconnected || outgoing.hasStored ? 0 : POLL_SECONDS;
  const lines = await readLines(token, { ...log.position, wait, signal: stopPoll.signal });
  const fresh = lines.filter((line) => !log.knows(line));
  show(fresh, isHistory);
  outgoing.pollEnds(number);
  outgoing.flush();
  // Registering, and whatever else makes a stranger known, is answered by a message.
  if (fresh.length) offerNotifications(token).catch(() => {});
  if (lines.length && !fresh.length) await interruptiblePause(FIRST_PAUSE);
}

function show(lines, isHistory) {
  lines.filter((line) => line.from_person).forEach(recognise);
  lines.filter((line) => line.from_person && !line.text && !line.file).forEach((line) => {
    line.text = labels.attached;
  });
  const isTold = log.add(lines, { isHistory });
  part("log").setAttribute("aria-busy", "false");
  if (isTold && !isHistory && document.hidden) countUnread(unread + 1);
}

function recognise(line) {
  const item = outgoing.cameBack(line.text);
  if (item?.file && !line.file) line.file = { name: item.file.name, media_type: "" };
}

function lost() {
  token = null;
  storage.forget("token");
}

function connection(sentence) {
  isDisconnected = Boolean(sentence);
  if (sentence || !tellTimer) notice(sentence);
}

/** A sentence that goes away by itself. */
function tell(sentence) {
  clearTimeout(tellTimer);
  notice(sentence);
  tellTimer = setTimeout(() => {
    tellTimer = 0;
    notice(isDisconnected ? labels.offline : "");
  }, TELL_MS);
}

function notice(sentence) {
  part("notice").textContent = sentence;
  part("notice").hidden = !sentence;
}

function interruptiblePause(milliseconds) {
  return new Promise((resolve) => {
    wakeUp = resolve;
    setTimeout(resolve, milliseconds);
  });
}

/** Ask for what was said, also when the page rests after a failure: something has just got through. */
function lookNow() {
  stopPoll.abort();
  wakeUp();
}

/** The network is back, or the phone was woken: what was asked before may never be answered. */
function askAgain() {
  lookNow();
  outgoing.flush();
}

async function download(file) {
  try {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await readFile(token, file.id));
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  } catch (failure) {
    tell(failure.status ? failure.message : labels.downloadFailed);
  }
}

async function loadPicture(file, picture) {
  try {
    picture.src = URL.createObjectURL(await readFile(token, file.id));
  } catch {
    picture.remove();
  }
}

function countUnread(count) {
  unread = count;
  document.title = count ? `(${count}) ${labels.title}` : labels.title;
}

/** A link opens a session (`#token`), an invite (`#code`) or a person's chat (`#link`), also while the page is open. */
async function obeyHash() {
  const asked = takeHash();
  if (asked.token && asked.token !== token) {
    storage.write("token", asked.token);
    outgoing.clear();
  }
  token = storage.read("token");
  if (asked.code) say({ text: `/start ${asked.code}`, label: labels.begin });
  if (asked.link && (await askToOpen(asked.link, token)) && (await hasCookie())) {
    lost();
    outgoing.clear();
    return true;
  }
  return Boolean(asked.token);
}

window.addEventListener("hashchange", async () => (await obeyHash()) && location.reload());
window.addEventListener("online", askAgain);
window.addEventListener("offline", () => connection(labels.offline));
window.addEventListener("beforeunload", (event) => outgoing.hasUnsentFile && event.preventDefault());
document.addEventListener("visibilitychange", () => {
  if (document.hidden) return stopPoll.abort(); // and asks anew, as a page that nobody sees
  countUnread(0);
  askAgain();
});

startComposer({ say, tell });
startMenu({ token: () => token, say, tell });
await obeyHash();
log.showOutgoing(outgoing.visible);
registerWorker();
follow();
