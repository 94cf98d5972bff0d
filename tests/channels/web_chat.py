"""The real web channel on a real port and a real database, with a bot of a few lines behind it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from aiohttp import ClientResponse, FormData, web
from aiohttp.test_utils import TestClient, TestServer

from bot.clock import real_time
from channels.web import WebChannel
from channels.web.push import is_known_service
from domain.messages import Incoming, Reply
from domain.profiles import Profile
from services import claiming, delivery, inbox, outbox
from services.actors import find_sender
from services.pacing import UNLIMITED
from services.work import Database, Installation
from tests.databases import database_url

START = datetime(2024, 6, 21, 1, 0, tzinfo=UTC)  # 08:00 in Vietnam, a Friday
Answer = Callable[[Incoming], list[Reply]]


def say_nothing(_incoming: Incoming) -> list[Reply]:
    """A bot without words."""
    return []


@dataclass
class WebChat:
    """What a test holds: the channel, its database, a client, and a clock that the test moves."""

    database: Database
    channel: WebChannel
    client: TestClient[web.Request, web.Application]
    answer: Answer = say_nothing
    now: datetime = START
    received: list[Incoming] = field(default_factory=list)
    one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def url(self) -> str:
        """Address of the page."""
        return str(self.client.make_url("/chat"))

    async def receive(self, messages: Sequence[Incoming]) -> int:
        """Store, then answer as the bot does: in transactions of its own."""
        (incoming,) = messages
        with self.database.work(self.now) as work:
            is_new = inbox.receive(work, messages)
        if is_new:
            self.received.append(incoming)
            self.now += timedelta(seconds=1)
            for reply in self.answer(incoming):
                await self.bot_says(incoming.chat_id, reply)
                self.now += timedelta(seconds=1)
        return is_new

    async def bot_says(
        self, chat_id: str, reply: Reply, *, marked_after: float = 0.0, is_elsewhere: bool = False
    ) -> None:
        """Send a reply through the outbox; it is marked as sent some seconds after the channel took it."""
        async with self.one_at_a_time:
            with self.database.work(self.now) as work:
                sender = find_sender(work, "web", chat_id)
                outbox.queue(work, sender.address_id, reply)
            while sent := self._claim():
                if not is_elsewhere:
                    await self.channel.send(chat_id, reply, None)
                await asyncio.sleep(marked_after)
                with self.database.work(self.now) as work:
                    delivery.mark_sent(work, [(message, None) for message in sent])

    def _claim(self) -> list[claiming.ClaimedMessage]:
        claim = claiming.Claim("web", 1, UNLIMITED, datetime.now(UTC), most=1, is_quiet=False)
        with self.database.work(self.now) as work:
            return claiming.claim_next(work, claim)

    async def open_session(self, name: str = "") -> "Browser":
        """A new visitor."""
        answer = await self.client.post("/chat/api/session", json={"name": name})
        assert answer.status == 200
        return Browser(self.client, (await answer.json())["token"])


@dataclass(frozen=True)
class Browser:
    """One visitor, without a browser: the requests that the page makes."""

    client: TestClient[web.Request, web.Application]
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def says(self, text: str, message_id: str = "", **more: object) -> ClientResponse:
        body = {"id": message_id or str(uuid4()), "text": text, **more}
        return await self.client.post("/chat/api/messages", json=body, headers=self.headers)

    async def sends(self, content: bytes, name: str, media_type: str, caption: str = "") -> ClientResponse:
        form = FormData({"id": str(uuid4()), "text": caption}, quote_fields=False)
        form.add_field("file", BytesIO(content), filename=name, content_type=media_type)
        return await self.client.post("/chat/api/files", data=form, headers=self.headers)

    async def get(self, path: str, **query: str) -> ClientResponse:
        return await self.client.get(f"/chat/api/{path}", params=query, headers=self.headers)

    async def lines(self, **query: str) -> list[dict[str, Any]]:
        answer = await self.get("messages", **query)
        assert answer.status == 200, await answer.text()
        lines: list[dict[str, Any]] = (await answer.json())["lines"]
        return lines


@asynccontextmanager
async def web_chat(
    folder: Path,
    more_routes: Callable[[], list[web.RouteDef]] = list,
    public_url: str = "",
    trusts: Callable[[str], bool] = is_known_service,
) -> AsyncIterator[WebChat]:
    """The channel, started on a free port of this machine; `trusts`: which push services it may call."""
    profile = Profile(board="Ban Tuyên giáo")
    installation = Installation(ZoneInfo("Asia/Ho_Chi_Minh"), profile=profile, public_url=public_url)
    database = Database(database_url(folder), installation)
    database.migrate()

    async def menu(_address_id: int) -> list[tuple[str, str]]:
        return [("summary", "Tổng hợp tình hình báo cáo"), ("tasks", "Việc cần làm của đơn vị")]

    channel = WebChannel(database, lambda: chat.now, real_time, menu, trusts)
    application = web.Application()
    application.add_routes([*channel.routes(), *more_routes()])
    async with TestClient(TestServer(application, host="127.0.0.1")) as client:
        chat = WebChat(database, channel, client)
        await channel.start(chat.receive)
        yield chat
        await channel.stop()
    database.close()
