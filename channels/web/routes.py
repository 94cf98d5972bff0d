"""The interface of the page for whoever holds a session: messages both ways, files, the menu."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from math import isfinite
from typing import Any
from urllib.parse import quote

from aiohttp import web

from channels.base import Receive
from channels.web.answers import NO_STORE, Handler, Refused, answering
from channels.web.limits import LONGEST_WAIT
from channels.web.lines import new_lines
from channels.web.uploads import Posted, read_message, read_upload
from channels.web.visitors import Visitor, session_token, visitor_with
from channels.web.waiting import Waiters
from channels.web.watching import Watchers
from domain.errors import DomainError
from domain.messages import Incoming
from services.files import file_sent_to
from services.web_sessions import CHANNEL
from services.work import Database


class ChatApi:
    """The handlers; `receive` is None while the channel is not started."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        menu: Callable[[int], Awaitable[list[tuple[str, str]]]],
        waiters: Waiters,
        watchers: Watchers,
    ) -> None:
        self.receive: Receive | None = None
        self._database = database
        self._now = now
        self._menu = menu
        self._waiters = waiters
        self._watchers = watchers

    def routes(self) -> list[web.RouteDef]:
        """Every route that needs a session."""
        return [
            web.get("/chat/api/messages", self._answering(self.list_messages), allow_head=False),
            web.post("/chat/api/messages", self._answering(self.take_message)),
            web.post("/chat/api/files", self._answering(self.take_file)),
            web.get(r"/chat/api/files/{id:\d{1,15}}", self._answering(self.give_file), allow_head=False),
            web.get("/chat/api/menu", self._answering(self.list_menu), allow_head=False),
        ]

    async def take_message(self, request: web.Request) -> web.Response:
        """`POST messages {id, text, choice?}` -> 202 `{stored}`; false when it was stored before."""
        visitor = await self._visitor(request)
        return await self._store(visitor, await read_message(request))

    async def take_file(self, request: web.Request) -> web.Response:
        """`POST files` (form: id, text, file) -> 202 `{stored}`."""
        visitor = await self._visitor(request)
        return await self._store(visitor, await read_upload(request))

    async def list_messages(self, request: web.Request) -> web.Response:
        """`GET messages?since&known&wait&seen` -> `{now, lines}`.

        `since` is an instant; `known` the keys, by commas, of every line from then on that the page has.
        Answers as soon as there is another line, or after `wait` seconds (at most 25) with none. `seen=no`:
        the page is hidden, so that a message is told by a notification too.
        """
        if self.receive is None:
            raise Refused(503, "web-not-ready")
        visitor = await self._visitor(request)
        since, known = _since(request), frozenset(request.query.get("known", "").split(","))

        async def read() -> list[dict[str, Any]]:
            return await self._database.read(self._now(), new_lines, visitor.token, since, known)

        with self._watching(request, visitor.chat_id):
            lines = await self._waiters.until_found(visitor.chat_id, read, _wait(request))
        now = self._now().astimezone(self._database.installation.zone).isoformat()
        return web.json_response({"now": now, "lines": lines}, headers=NO_STORE)

    async def give_file(self, request: web.Request) -> web.Response:
        """`GET files/{id}`: a file that was sent to this chat; any other is not found."""
        visitor = await self._visitor(request)
        wanted = int(request.match_info["id"])
        try:
            file = await self._database.read(self._now(), file_sent_to, visitor.address_id, wanted)
        except DomainError as error:
            raise Refused(404, "web-no-such-file") from error
        headers = {
            **NO_STORE,
            "Content-Type": file.media_type,
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=file.content, headers=headers)

    async def list_menu(self, request: web.Request) -> web.Response:
        """`GET menu` -> the commands this person may use, `[{name, description}]`."""
        visitor = await self._visitor(request)
        commands = await self._menu(visitor.address_id)
        listed = [{"name": name, "description": description} for name, description in commands]
        return web.json_response(listed, headers=NO_STORE)

    def _answering(self, handler: Handler) -> Handler:
        return answering(handler, self._database.installation.language)

    def _watching(self, request: web.Request, chat_id: str) -> AbstractContextManager[None]:
        if request.query.get("seen") != "no":
            return self._watchers.polling(chat_id, lambda: request.transport is not None)
        self._watchers.note_away(chat_id)
        return nullcontext()

    async def _visitor(self, request: web.Request) -> Visitor:
        return await self._database.read(self._now(), visitor_with, session_token(request))

    async def _store(self, visitor: Visitor, posted: Posted) -> web.Response:
        if self.receive is None:
            raise Refused(503, "web-not-ready")
        self._watchers.note(visitor.chat_id)
        stored = await self.receive([_incoming(visitor, posted, self._now())])
        self._waiters.wake(visitor.chat_id)
        return web.json_response({"stored": stored > 0}, status=202)


def _incoming(visitor: Visitor, posted: Posted, now: datetime) -> Incoming:
    kind = "choice" if posted.is_choice or posted.text.startswith("=") else "text"
    return Incoming(
        channel=CHANNEL,
        message_id=f"{visitor.address_id}:{posted.id}",
        chat_id=visitor.chat_id,
        text=posted.text,
        sender_name=visitor.name,
        kind="file" if posted.file is not None else kind,
        sent_at=now,
        file=posted.file,
    )


def _since(request: web.Request) -> datetime | None:
    told = request.query.get("since", "")
    if not told:
        return None
    try:
        # An unescaped plus sign of the offset arrives as a space.
        since = datetime.fromisoformat(told.replace(" ", "+"))
        if since.tzinfo is None:
            raise Refused(400, "web-malformed")
        return since.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Refused(400, "web-malformed") from error


def _wait(request: web.Request) -> float:
    try:
        told = float(request.query.get("wait", "0"))
    except ValueError as error:
        raise Refused(400, "web-malformed") from error
    if not isfinite(told):
        raise Refused(400, "web-malformed")
    return min(max(told, 0.0), LONGEST_WAIT)
