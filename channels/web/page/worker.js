// The service worker: the page opens without a network, and a notification comes when no page is open.

const SHELF = "dondoc-1";
const PAGE = "/chat";
const OPENED_WITH = [PAGE, ...["api", "bubbles", "chat", "composer", "labels", "log", "notifications", "opening", "outgoing", "session"]
  .map((name) => `/chat/static/${name}.js`), "/chat/static/chat.css", "/chat/static/icon.svg", "/chat/static/icon-192.png"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELF).then((shelf) => shelf.addAll(OPENED_WITH)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldShelves().then(() => self.clients.claim()));
});

/** The newest from the server, as long as it answers: what is kept is only for when it does not. */
self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.method === "GET" && OPENED_WITH.includes(path)) event.respondWith(fetched(event.request, path));
});

self.addEventListener("push", (event) => {
  event.waitUntil(show(event.data ? event.data.json() : {}));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openPage());
});

async function fetched(request, path) {
  try {
    const answer = await fetch(request);
    if (answer.ok) (await caches.open(SHELF)).put(path, answer.clone());
    return answer;
  } catch (error) {
    const kept = await caches.match(path);
    if (kept) return kept;
    throw error;
  }
}

async function forgetOldShelves() {
  const names = await caches.keys();
  return Promise.all(names.filter((name) => name !== SHELF).map((name) => caches.delete(name)));
}

/** Who looks at the page sees the message there. A second notification takes the place of the first. */
async function show({ title = "Đôn Đốc", body = "" }) {
  if ((await pages()).some((page) => page.visibilityState === "visible")) return;
  const icon = "/chat/static/icon-192.png";
  await self.registration.showNotification(title, { body, icon, badge: icon, tag: "dondoc", renotify: true });
}

async function openPage() {
  const [page] = await pages();
  return page ? page.focus() : self.clients.openWindow(PAGE);
}

async function pages() {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return windows.filter((one) => new URL(one.url).pathname === PAGE);
}
