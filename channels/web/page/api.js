// The requests of the page. Every failure becomes a Failure that says whether trying again can help.

const REQUEST_SECONDS = 30;
const UPLOAD_SECONDS = 300;
export const POLL_SECONDS = 25;
/** Instead of a token: a personal link left a cookie that no script can read, and the browser sends it. */
export const BY_COOKIE = "by cookie";

export class Failure extends Error {
  /** `status` is 0 when no answer came. */
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }

  get isSessionLost() {
    return this.status === 401;
  }

  /** The server understood and will refuse the same thing every time. */
  get isFinal() {
    return this.status >= 400 && this.status < 500 && ![401, 408, 425, 429].includes(this.status);
  }
}

export async function openSession() {
  return (await json(await request("POST", "session", {}))).token;
}

export async function hasCookie() {
  return (await json(await request("GET", "session", {}))).known;
}

export async function openLink(token, link) {
  const body = JSON.stringify({ link });
  await request("POST", "link", { token, body, headers: { "Content-Type": "application/json" } });
}

export async function readNotifications(token) {
  return json(await request("GET", "push", { token }));
}

export async function turnOnNotifications(token, { endpoint, keys }) {
  const body = JSON.stringify({ endpoint, keys });
  await request("POST", "push", { token, body, headers: { "Content-Type": "application/json" } });
}

export async function sendText(token, item) {
  const body = JSON.stringify({ id: item.id, text: item.text, choice: item.choice });
  await request("POST", "messages", { token, body, headers: { "Content-Type": "application/json" } });
}

export async function sendFile(token, item) {
  const body = new FormData();
  body.append("id", item.id);
  body.append("text", item.text);
  body.append("file", item.file, item.file.name);
  await request("POST", "files", { token, body, seconds: UPLOAD_SECONDS });
}

export async function readLines(token, { since, known, wait, signal }) {
  const seen = document.hidden ? "no" : "yes";
  const query = new URLSearchParams({ since, known: known.join(","), wait: String(wait), seen });
  const seconds = wait + REQUEST_SECONDS;
  return (await json(await request("GET", `messages?${query}`, { token, signal, seconds }))).lines;
}

export async function readMenu(token) {
  return json(await request("GET", "menu", { token }));
}

export async function readFile(token, id) {
  return (await request("GET", `files/${id}`, { token, seconds: UPLOAD_SECONDS })).blob();
}

async function request(method, path, { token, body, headers = {}, signal, seconds = REQUEST_SECONDS }) {
  const stopper = new AbortController();
  const timer = setTimeout(() => stopper.abort(), seconds * 1000);
  if (signal) signal.addEventListener("abort", () => stopper.abort(), { once: true });
  const authorization = token && token !== BY_COOKIE ? { Authorization: `Bearer ${token}` } : {};
  let response;
  try {
    const options = { method, body, headers: { ...headers, ...authorization }, signal: stopper.signal };
    response = await fetch(`/chat/api/${path}`, { cache: "no-store", ...options });
  } catch (error) {
    throw new Failure(0, String(error));
  } finally {
    clearTimeout(timer);
  }
  if (!response.ok) throw new Failure(response.status, await sentenceOf(response));
  return response;
}

async function sentenceOf(response) {
  try {
    return (await response.json()).error || "";
  } catch {
    return "";
  }
}

async function json(response) {
  try {
    return await response.json();
  } catch (error) {
    throw new Failure(0, String(error));
  }
}
