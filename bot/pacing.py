"""How fast messages leave: evenly within a channel's limit, and not at all while a messenger asks to wait."""

import asyncio
import time
from datetime import timedelta

SENDS_A_SECOND = {"telegram": 28.0}


class Pacer:
    """Spaces sends evenly, without bursts; a channel without a rate is not held back.

    Waiting is measured on the machine's own steady clock, because a movable one says nothing of it.
    """

    def __init__(self, sends_a_second: dict[str, float] | None = None) -> None:
        rates = SENDS_A_SECOND if sends_a_second is None else sends_a_second
        self._spacing = {name: 1 / rate for name, rate in rates.items()}
        self._next_free: dict[str, float] = {}
        self._paused_until: dict[str, float] = {}

    async def wait(self, channel: str) -> None:
        """Wait for this channel's next free moment."""
        spacing = self._spacing.get(channel)
        if spacing is None:
            return
        moment = max(time.monotonic(), self._next_free.get(channel, 0.0))
        self._next_free[channel] = moment + spacing
        await asyncio.sleep(max(0.0, moment - time.monotonic()))

    def pause(self, channel: str, wait: timedelta) -> None:
        """Send nothing on this channel for a while, because the messenger said so."""
        until = time.monotonic() + wait.total_seconds()
        self._paused_until[channel] = max(until, self._paused_until.get(channel, 0.0))

    def is_paused(self, channel: str) -> bool:
        """Whether the messenger's wait is not over."""
        return time.monotonic() < self._paused_until.get(channel, 0.0)
