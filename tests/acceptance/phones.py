"""One way to hold a phone in a story, whichever messenger is on it."""

import itertools
import re
from typing import Protocol

from bot.build import App
from bot.demo.cast import Player
from domain.messages import Incoming, IncomingFile
from tests.telegram_server import Person, TelegramServer
from tests.zalo_server import Person as ZaloPerson
from tests.zalo_server import ZaloServer

# A line of a list of choices: `2. Xin lùi hạn`, or `– Xin lùi hạn` where a number would mean something else.
CHOICE = re.compile(r"^(?:(\d+)\.|–) (.+)$", re.MULTILINE)
_chat_ids = itertools.count(7001)


class Phone(Protocol):
    """What a story does with a phone."""

    name: str

    def use(self, app: App) -> None:
        """Talk to this application from now on: it was started anew."""

    async def says(self, text: str) -> str:
        """Write a text; returns the newest answer."""

    async def presses(self, label: str) -> str:
        """Press the newest button whose label contains these words; returns the newest answer."""

    async def sends_file(self, name: str, content: bytes, caption: str = "") -> str:
        """Send a file; returns the newest answer."""

    async def heard(self) -> list[str]:
        """Everything the bot wrote here, oldest first."""


class WebPhone:
    """A browser with the web chat."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.name = player.name

    def use(self, app: App) -> None:
        """Talk to this application from now on."""
        self.player.app = app

    async def says(self, text: str) -> str:
        return await self.player.says(text)

    async def presses(self, label: str) -> str:
        return await self.player.presses(label)

    async def sends_file(self, name: str, content: bytes, caption: str = "") -> str:
        file = IncomingFile(name, "application/octet-stream", content)
        sent = Incoming("web", f"file{next(_chat_ids)}", self.player.chat_id, caption, kind="file", file=file)
        await self.player.app.take_in([sent])
        await self.player.app.settle()
        return await self.player.last()

    async def heard(self) -> list[str]:
        return [reply.text for reply in await self.player.heard()]


class TelegramPhone:
    """A phone with Telegram, on the strict Bot API server."""

    def __init__(self, app: App, server: TelegramServer, person: Person, name: str) -> None:
        self._app = app
        self._server = server
        self.person = person
        self.name = name

    def use(self, app: App) -> None:
        """Talk to this application from now on."""
        self._app = app

    async def says(self, text: str) -> str:
        self.person.says(text)
        return await self._answer()

    async def presses(self, label: str) -> str:
        labels = [
            button
            for sent in reversed(self.person.received)
            for row in sent.labels
            for button in row
            if label in button
        ]
        assert labels, f"{self.name} sees no button «{label}»"
        self.person.presses(labels[0])
        return await self._answer()

    async def sends_file(self, name: str, content: bytes, caption: str = "") -> str:
        self.person.sends_file(name, content, caption)
        return await self._answer()

    async def heard(self) -> list[str]:
        return [sent.text for sent in self.person.received]

    async def _answer(self) -> str:
        await self._server.all_confirmed()
        await self._app.settle()
        return self.person.last if self.person.received else ""


class ZaloPhone:
    """A phone with Zalo, on the strict server: no buttons, so choices are answered by number or in words."""

    def __init__(self, app: App, server: ZaloServer, person: ZaloPerson, name: str) -> None:
        self._app = app
        self._server = server
        self.person = person
        self.name = name

    def use(self, app: App) -> None:
        """Talk to this application from now on."""
        self._app = app

    async def says(self, text: str) -> str:
        self.person.says(text)
        return await self._answer()

    async def presses(self, label: str) -> str:
        """Answer with the number of the choice when its list is the newest, else in its words."""
        lists = [found for text in reversed(self.person.messages) if (found := CHOICE.findall(text))]
        for age, choices in enumerate(lists):
            for number, words in choices:
                if label in words:
                    return await self.says(words if age or not number else number)
        raise AssertionError(f"{self.name} sees no choice «{label}»")

    async def sends_file(self, name: str, content: bytes, caption: str = "") -> str:
        self.person.sends_photo(content, caption)
        return await self._answer()

    async def heard(self) -> list[str]:
        return [sent.text for sent in self.person.received]

    async def _answer(self) -> str:
        await self._server.all_taken()
        await self._app.settle()
        return self.person.last if self.person.received else ""


def next_chat_id() -> int:
    """A Telegram chat nobody has yet."""
    return next(_chat_ids)
