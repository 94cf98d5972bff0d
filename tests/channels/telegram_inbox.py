"""What the Telegram tests share: an inbox that fails when it is told to, and how they wait."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

import pytest

from channels.base import SendError
from domain.messages import Incoming

SENT_AT = datetime(2026, 6, 26, 8, 30, tzinfo=UTC)


class Inbox:
    """Stores what comes in, as the application would.

    Attributes:
        stored: every message, once.
        batches: how many messages each call brought, repeats and failures included.
    """

    def __init__(self) -> None:
        self.stored: list[Incoming] = []
        self.batches: list[int] = []
        self.is_broken = False
        self._event = asyncio.Event()

    async def receive(self, messages: Sequence[Incoming]) -> int:
        self.batches.append(len(messages))
        self._event.set()
        if self.is_broken:
            raise OSError("database is locked")
        known = {message.message_id for message in self.stored}
        new = [message for message in messages if message.message_id not in known]
        self.stored += new
        return len(new)

    async def holds(self, count: int) -> list[Incoming]:
        await self._wait(lambda: len(self.stored) >= count)
        return self.stored

    async def was_tried(self, times: int) -> None:
        await self._wait(lambda: len(self.batches) >= times)

    async def _wait(self, is_there: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not is_there():
                await self._event.wait()
                self._event.clear()


async def eventually(is_true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not is_true():  # noqa: ASYNC110 - watches the channel and the server from outside
            await asyncio.sleep(0.01)


async def refusal_of(sending: Awaitable[object]) -> SendError:
    with pytest.raises(SendError) as raised:
        await sending
    return raised.value
