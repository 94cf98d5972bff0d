// Notifications while no page is open: offered by a button, where the browser and the server can do it.

import { readNotifications, turnOnNotifications } from "./api.js";
import { labels } from "./labels.js";

const part = (id) => document.getElementById(id);
let isTold = false;

/** Registers the worker that keeps the page for times without a network; browsers allow it on https only. */
export function registerWorker() {
  navigator.serviceWorker?.register("/chat/worker.js", { scope: "/chat" }).catch(() => {});
}

/** Offer notifications, or say that reminders need another channel; asked once the person is known. */
export async function offerNotifications(token) {
  if (isTold) return;
  const { key, is_on: isOn, sentence } = await readNotifications(token);
  isTold = Boolean(key || sentence);
  if (!key) return show(sentence);
  if (!canNotify()) return show(isApple() ? labels.pushInstall : labels.pushImpossible);
  const subscription = await (await navigator.serviceWorker.ready).pushManager.getSubscription();
  if (Notification.permission === "granted" && subscription) {
    if (!isOn) await turnOnNotifications(token, subscription.toJSON());
    return;
  }
  show(labels.pushOffer, () => turnOn(token, key));
}

function canNotify() {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

/** On these phones only a page on the home screen may notify. */
function isApple() {
  return /iPhone|iPad|iPod/.test(navigator.userAgent) && !navigator.standalone;
}

function show(sentence, press) {
  part("push").hidden = !sentence;
  part("push-text").textContent = sentence || "";
  part("push-button").hidden = !press;
  part("push-button").onclick = press;
  part("push-close").onclick = () => show("");
}

async function turnOn(token, key) {
  try {
    if ((await Notification.requestPermission()) !== "granted") return show(labels.pushDenied);
    const { pushManager } = await navigator.serviceWorker.ready;
    const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
    await turnOnNotifications(token, subscription.toJSON());
    show(labels.pushOn);
  } catch (failure) {
    show(failure.status ? failure.message : labels.pushImpossible);
  }
}

function bytesOf(key) {
  const text = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
