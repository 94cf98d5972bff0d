"""What happened at the Bot API, and the waiting for it to happen."""

import asyncio
import json
import time
from typing import Any

from benchmarks.bot_api.http import Exchange

ACCEPTED = ("accepted", "unanswered", "hung_up")
Watcher = tuple[int, int, Exchange]


class Records:
    """Every sendMessage as (moment, chat, text, outcome) and every message written as (moment, chat)."""

    def __init__(self) -> None:
        self.attempts: list[tuple[float, int, str, str]] = []
        self.written: list[tuple[float, int]] = []
        self.polls = 0
        self._keyboards: dict[int, str] = {}
        self._accepted = 0
        self._watchers: list[Watcher] = []

    def note_attempt(self, moment: float, chat: int, text: str, outcome: str, keyboard: str) -> None:
        """The bot sent a message."""
        self.attempts.append((moment, chat, text, outcome))
        if outcome in ACCEPTED:
            self._accepted += 1
            self._keyboards[chat] = keyboard
            self._tell_watchers()

    def note_poll(self) -> None:
        """The bot asked for updates."""
        self.polls += 1
        self._tell_watchers()

    def note_written(self, chat: int) -> None:
        """A person wrote."""
        self.written.append((time.monotonic(), chat))

    def keyboard(self, chat: int) -> Any:
        """The buttons under the last message of a chat."""
        return json.loads(self._keyboards.get(chat, "{}"))

    def watch(self, exchange: Exchange, accepted: int, polls: int, seconds: float) -> None:
        """Answer once so many were accepted and polled, or the time is over."""
        watcher = (accepted, polls, exchange)
        self._watchers.append(watcher)
        asyncio.get_running_loop().call_later(seconds, self._tell, watcher)
        self._tell_watchers()

    def _tell_watchers(self) -> None:
        if self._watchers:
            for watcher in [w for w in self._watchers if w[0] <= self._accepted and w[1] <= self.polls]:
                self._tell(watcher)

    def _tell(self, watcher: Watcher) -> None:
        if watcher in self._watchers:
            self._watchers.remove(watcher)
            watcher[2].answer(json.dumps({"accepted": self._accepted}).encode())
