"""Long polls: requests that wait until something was said in their chat."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

Found = TypeVar("Found")

# A message is marked as sent right after the wake-up, in a transaction of its own: look again soon and often.
EAGER_PAUSE = 0.05
EAGER_SECONDS = 1.0
# Another process may have sent it, and nobody wakes us across processes.
CALM_PAUSE = 1.0


class Waiters:
    """Who waits for which chat, in this process."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = {}
        self._is_closed = False

    def wake(self, chat_id: str) -> None:
        """Something happens in a chat: whoever waits for it looks again."""
        for woken in self._waiting.get(chat_id, ()):
            woken.set()

    def close(self) -> None:
        """Nobody waits any longer, now or later."""
        self._is_closed = True
        for chat_id in self._waiting:
            self.wake(chat_id)

    async def until_found(
        self, chat_id: str, read: Callable[[], Awaitable[list[Found]]], seconds: float
    ) -> list[Found]:
        """What `read` finds, as soon as it finds something; an empty list after `seconds` of real time."""
        clock = asyncio.get_running_loop().time
        end, eager_until = clock() + seconds, 0.0
        with self._listening(chat_id) as woken:
            while True:
                woken.clear()
                found = await read()
                if found or self._is_closed or clock() >= end:
                    return found
                pause = EAGER_PAUSE if clock() < eager_until else CALM_PAUSE
                if await _is_set_within(woken, min(pause, end - clock())):
                    eager_until = clock() + EAGER_SECONDS

    @contextmanager
    def _listening(self, chat_id: str) -> Iterator[asyncio.Event]:
        woken = asyncio.Event()
        self._waiting.setdefault(chat_id, set()).add(woken)
        try:
            yield woken
        finally:
            self._waiting[chat_id].discard(woken)
            if not self._waiting[chat_id]:
                del self._waiting[chat_id]


async def _is_set_within(woken: asyncio.Event, seconds: float) -> bool:
    with suppress(TimeoutError):
        async with asyncio.timeout(max(0.0, seconds)):
            await woken.wait()
    return woken.is_set()
