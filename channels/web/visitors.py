"""Who is asking: whoever holds a session, in a header or in the cookie that a personal link left."""

from dataclasses import dataclass

from aiohttp import web

from channels.web.answers import Refused
from services.web_sessions import session_address
from services.work import Work

COOKIE = "dondoc_chat"
# A browser says where a request comes from; without a word it is an old one, or no browser at all.
OWN_PAGES = ("same-origin", "none")


def refuse_other_pages(request: web.Request) -> None:
    """No page of somebody else's opens a chat in this browser."""
    if not comes_from_own_page(request):
        raise Refused(403, "web-malformed")


def comes_from_own_page(request: web.Request) -> bool:
    """Whether our own page asks, as far as the browser tells."""
    return request.headers.get("Sec-Fetch-Site", "none") in OWN_PAGES


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever holds a session's token."""

    token: str
    address_id: int
    chat_id: str
    name: str


def session_token(request: web.Request) -> str | None:
    """The session's token that came along; the cookie counts only for what our own page asks."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Bearer" and token:
        return token
    return request.cookies.get(COOKIE) if comes_from_own_page(request) else None


def visitor_with(work: Work, token: str | None) -> Visitor:
    """The visitor whose token this is; refused when it opens nothing."""
    address = session_address(work, token) if token else None
    if address is None or token is None:
        raise Refused(401, "web-no-session")
    return Visitor(token, address.id, address.chat_id, address.display_name)
