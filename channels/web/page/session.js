// Whose chat this is: the device's own, or the one that a link opens.

// A page inside a frame (the demo) must not take over the session of the device, nor of the frame beside it.
export const isFramed = window.parent !== window;
const named = new URLSearchParams(location.search).get("session") || "";
const prefix = `dondoc:${location.pathname}:${named}`;
const memory = new Map();

/** Storage that goes on working, until the page is closed, where the browser forbids it. */
export const storage = {
  read(name) {
    try {
      return shelf().getItem(`${prefix}:${name}`);
    } catch {
      return memory.get(name) ?? null;
    }
  },
  write(name, value) {
    memory.set(name, value);
    try {
      shelf().setItem(`${prefix}:${name}`, value);
    } catch {
      // Kept in memory only.
    }
  },
  forget(name) {
    memory.delete(name);
    try {
      shelf().removeItem(`${prefix}:${name}`);
    } catch {
      // It was never kept.
    }
  },
};

function shelf() {
  return isFramed ? window.sessionStorage : window.localStorage;
}

/** What the address asks for: `token`, `code`, `link`; it is removed from the address, which may be shared. */
export function takeHash() {
  const asked = new URLSearchParams(location.hash.slice(1));
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  // Only the demo, whose phones are frames, hands out sessions: anybody else's would have the person write to him.
  const token = isFramed ? asked.get("token") : null;
  return { token, code: asked.get("code"), link: asked.get("link") };
}

/** An id of the client's own making; `randomUUID` exists only on https, so it is not used. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
