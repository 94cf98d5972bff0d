"""The ways into a chat: a new one, the one this browser has, and the one that a personal link opens."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from aiohttp import web

from channels.web.answers import NO_STORE, Handler, Refused, answering
from channels.web.limits import SessionLimit
from channels.web.uploads import read_json
from channels.web.visitors import COOKIE, refuse_other_pages, session_token
from domain.errors import DomainError
from handlers.personal_links import open_personal_link
from services.web_sessions import SESSION_DAYS, open_session, session_address
from services.work import Database

LONGEST_TOKEN = 100
STATUS = {"link-unknown": 404, "link-over": 410, "link-elsewhere": 409}


class Doors:
    """The handlers that let a browser in."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._sessions = SessionLimit()
        self._links = SessionLimit()

    def routes(self) -> list[web.RouteDef]:
        """The routes that need no session."""
        return [
            web.post("/chat/api/session", self._answering(self.open_session)),
            web.get("/chat/api/session", self._answering(self.tell_session), allow_head=False),
            web.post("/chat/api/link", self._answering(self.open_link)),
        ]

    async def open_session(self, request: web.Request) -> web.Response:
        """`POST session {name?}` -> `{token}`: a new chat."""
        refuse_other_pages(request)
        self._limit(self._sessions, request)
        name = (await read_json(request)).get("name") if request.can_read_body else None
        told = name if isinstance(name, str) else ""
        token = await self._database.write(self._now(), open_session, told)
        return web.json_response({"token": token}, headers=NO_STORE)

    async def tell_session(self, request: web.Request) -> web.Response:
        """`GET session` -> `{known}`: whether this browser was let in by a personal link."""
        token = request.cookies.get(COOKIE, "")
        address = await self._database.read(self._now(), session_address, token)
        return web.json_response({"known": address is not None}, headers=NO_STORE)

    async def open_link(self, request: web.Request) -> web.Response:
        """`POST link {link}` -> 200 and a cookie; the first browser that asks is the only one let in."""
        refuse_other_pages(request)
        self._limit(self._links, request)
        link = (await read_json(request)).get("link")
        if not isinstance(link, str) or not 0 < len(link) <= LONGEST_TOKEN:
            raise Refused(404, "error-link-unknown")
        try:
            opened = await self._database.write(self._now(), open_personal_link, link, session_token(request))
        except DomainError as refusal:
            raise Refused(STATUS[refusal.code], f"error-{refusal.code}") from refusal
        answer = web.json_response({"is_new": opened.session is not None}, headers=NO_STORE)
        if opened.session is not None:
            self._set_cookie(answer, opened.session)
        return answer

    def _set_cookie(self, answer: web.Response, token: str) -> None:
        answer.set_cookie(
            COOKIE,
            token,
            path="/chat",
            max_age=int(timedelta(days=SESSION_DAYS).total_seconds()),
            httponly=True,
            samesite="Strict",
            secure=self._database.installation.public_url.startswith("https://"),
        )

    def _limit(self, limit: SessionLimit, request: web.Request) -> None:
        # Real seconds, not `now`: the demo's clock may stand still or leap.
        if not limit.allows(request.remote or "", asyncio.get_running_loop().time()):
            raise Refused(429, "web-too-many-sessions")

    def _answering(self, handler: Handler) -> Handler:
        return answering(handler, self._database.installation.language)
