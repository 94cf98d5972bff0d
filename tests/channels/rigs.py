"""One way to stand at both ends of any channel: somebody with a phone, and the application behind it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from channels.base import Channel, FileToSend
from channels.telegram.channel import TelegramChannel
from channels.zalo.channel import ZaloChannel
from domain.messages import Reply
from services.files import store_file
from tests.acceptance.phones import CHOICE
from tests.channels import telegram_inbox
from tests.channels.web_chat import Browser, WebChat, web_chat
from tests.sample_files import JPEG
from tests.telegram_server import Person, TelegramServer
from tests.zalo_server import Person as ZaloPerson
from tests.zalo_server import ZaloServer

REPORT = FileToSend(1, "bao-cao.pdf", "application/pdf", b"%PDF-1.4", "https://dondoc.example/files/1", 7)


class Rig(Protocol):
    """What the contract asks of a channel, seen from both ends."""

    channel: Channel

    async def is_ready(self) -> None:
        """Wait until the channel takes messages in."""

    async def says(self, text: str) -> None:
        """The person writes; whatever their messenger does to get it delivered, it does."""

    async def sends_photo(self) -> None:
        """The person sends `JPEG`."""

    async def picks(self, label: str) -> None:
        """The person picks a choice of the newest message that has it."""

    async def send(self, chat_id: str, reply: Reply, file: FileToSend | None = None) -> None:
        """The application sends a reply to a chat it has heard from."""

    async def shown(self) -> str:
        """Everything the person was sent, with the labels of choices and the names of files."""


class TelegramRig:
    """Telegram on its strict server."""

    def __init__(self, server: TelegramServer) -> None:
        self.channel: Channel = TelegramChannel(server.token, server.url)
        self._person: Person = server.person(1001, "Nguyễn Thị Hoa")

    async def is_ready(self) -> None:
        """Telegram keeps what comes earlier."""

    async def says(self, text: str) -> None:
        self._person.says(text)

    async def sends_photo(self) -> None:
        self._person.sends_file("photo.jpg", JPEG)

    async def picks(self, label: str) -> None:
        self._person.presses(label)

    async def send(self, chat_id: str, reply: Reply, file: FileToSend | None = None) -> None:
        await self.channel.send(chat_id, reply, file)

    async def shown(self) -> str:
        lines = []
        for sent in self._person.received:
            lines += [sent.text, sent.file_name or "", *(label for row in sent.labels for label in row)]
        return "\n".join(lines)


class ZaloRig:
    """Zalo on its strict server."""

    def __init__(self, server: ZaloServer) -> None:
        self.channel: Channel = ZaloChannel(server.tokens, server.url)
        self._server = server
        self._person: ZaloPerson = server.person("6ede9afa66b88fe6d6a9", "Nguyễn Thị Hoa")

    async def is_ready(self) -> None:
        await self._server.is_polled()

    async def says(self, text: str) -> None:
        self._person.says(text)

    async def sends_photo(self) -> None:
        self._person.sends_photo(JPEG)

    async def picks(self, label: str) -> None:
        numbers = {words: number for number, words in CHOICE.findall(self._person.last)}
        self._person.says(numbers[label])

    async def send(self, chat_id: str, reply: Reply, file: FileToSend | None = None) -> None:
        await self.channel.send(chat_id, reply, file)

    async def shown(self) -> str:
        return "\n".join(self._person.messages)


class WebRig:
    """The web chat on the real server, used as its page uses it."""

    def __init__(self, chat: WebChat, browser: Browser) -> None:
        self.channel: Channel = chat.channel
        self._chat = chat
        self._browser = browser
        self._posting: list[asyncio.Task[None]] = []

    async def is_ready(self) -> None:
        """The page tries again by itself."""

    async def says(self, text: str) -> None:
        message_id = str(uuid4())
        self._post(lambda: self._is_taken(self._browser.says(text, message_id)))

    async def sends_photo(self) -> None:
        self._post(lambda: self._is_taken(self._browser.sends(JPEG, "photo.jpg", "image/jpeg")))

    async def picks(self, label: str) -> None:
        for line in await self._browser.lines():
            for choice in line["choices"]:
                if choice["label"] == label:
                    await self.says(choice["says"])

    async def send(self, chat_id: str, reply: Reply, file: FileToSend | None = None) -> None:
        if file is not None:
            with self._chat.database.work(self._chat.now) as work:
                assert store_file(work, file.name, file.media_type, file.content) == reply.file_id
        await self._chat.bot_says(chat_id, reply)

    async def shown(self) -> str:
        lines = []
        for line in await self._browser.lines():
            lines += [line["text"], (line["file"] or {}).get("name", "")]
            lines += [choice["label"] for choice in line["choices"]]
        return "\n".join(lines)

    def leave(self) -> None:
        """Close the page: nothing is tried again."""
        for posting in self._posting:
            posting.cancel()

    def _post(self, once: Callable[[], Awaitable[bool]]) -> None:
        async def until_taken() -> None:
            while not await once():  # noqa: ASYNC110 - the page tries again after a pause, too
                await asyncio.sleep(0.02)

        self._posting.append(asyncio.create_task(until_taken()))

    async def _is_taken(self, posting: Awaitable[object]) -> bool:
        answer = await posting
        return getattr(answer, "status", 0) == 202


@asynccontextmanager
async def telegram_rig(_folder: Path) -> AsyncIterator[Rig]:
    async with TelegramServer(now=lambda: int(telegram_inbox.SENT_AT.timestamp())) as server:
        yield TelegramRig(server)


@asynccontextmanager
async def zalo_rig(_folder: Path) -> AsyncIterator[Rig]:
    async with ZaloServer(now=telegram_inbox.SENT_AT.timestamp) as server:
        yield ZaloRig(server)
        assert server.unknown == []


@asynccontextmanager
async def web_rig(folder: Path) -> AsyncIterator[Rig]:
    async with web_chat(folder) as chat:
        browser = await chat.open_session("Nguyễn Thị Hoa")
        await chat.channel.stop()
        rig = WebRig(chat, browser)
        yield rig
        rig.leave()


RIGS: dict[str, Callable[[Path], AbstractAsyncContextManager[Rig]]] = {
    "telegram": telegram_rig,
    "zalo": zalo_rig,
    "web": web_rig,
}
"""Every channel that people write on; a new one has to stand here too."""
