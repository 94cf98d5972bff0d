"""Serving the pages: plain files, with the sentences of the catalogue put in and a strict content policy."""

import functools
import hashlib
import html
import re
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from locales import say
from services.work import Installation

FOLDER = Path(__file__).parent / "page"
PLACE = re.compile(r"\{(?:(vi|en):)?(web-[a-z0-9-]+|language)\}")
STATIC_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "frame-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'self'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # Asked again each time and answered 304 when nothing changed, so a page never runs with an older script.
    "Cache-Control": "no-cache",
}


@dataclass(frozen=True)
class PageFile:
    """A file as it is sent: its media type and its bytes."""

    kind: str
    content: bytes

    @functools.cached_property
    def version(self) -> str:
        """Another one whenever the bytes are others."""
        return hashlib.sha256(self.content).hexdigest()[:16]


def page_routes(installation: Installation) -> list[web.RouteDef]:
    """The chat page and the files that it and the demo load."""
    page = filled("chat.html", installation.language, installation.board)

    async def chat(_request: web.Request) -> web.Response:
        return html_response(page)

    return [
        web.get("/chat", chat),
        web.get("/chat/static/{name}", static_file),
        web.get("/chat/worker.js", service_worker),
    ]


async def service_worker(request: web.Request) -> web.Response:
    """What goes on when no page is open; it speaks for `/chat` too, which lies above its own folder."""
    return file_response(request, "worker.js", {"Service-Worker-Allowed": "/chat"})


async def static_file(request: web.Request) -> web.Response:
    """One of the files beside the pages; only what lies in that folder can be named."""
    return file_response(request, request.match_info["name"], {})


def file_response(request: web.Request, name: str, headers: dict[str, str]) -> web.Response:
    """A file beside the pages, or 304 to whom already has it; raises HTTPNotFound."""
    known = files()
    if name not in known:
        raise web.HTTPNotFound
    file = known[name]
    asked = request.if_none_match or ()
    is_same = any(tag.value == file.version for tag in asked)
    response = (
        web.Response(status=304) if is_same else web.Response(body=file.content, content_type=file.kind)
    )
    response.headers.update({**HEADERS, **headers})
    response.etag = file.version
    return response


@functools.cache
def files() -> dict[str, PageFile]:
    """The files beside the pages by name; they are few and small, and in memory nobody keeps one open."""
    paths = [path for path in FOLDER.iterdir() if path.suffix in STATIC_TYPES]
    return {path.name: PageFile(STATIC_TYPES[path.suffix], path.read_bytes()) for path in paths}


def filled(name: str, language: str, board: str = "") -> str:
    """A page with `{web-…}` replaced by that sentence; `{en:web-…}` by the one of that language."""

    def sentence(found: re.Match[str]) -> str:
        own_language, key = found[1] or language, found[2]
        text = own_language if key == "language" else say(key, own_language, board=board)
        return html.escape(text)

    return PLACE.sub(sentence, (FOLDER / name).read_text(encoding="utf-8"))


def html_response(page: str) -> web.Response:
    """A page with its headers."""
    return web.Response(text=page, content_type="text/html", charset="utf-8", headers=HEADERS)
