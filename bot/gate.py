"""The last check before a message leaves: never two closer together than the channel's spacing allows."""

import asyncio
from datetime import datetime, timedelta

from bot.clock import real_time
from services.pacing import HORIZON

# A little less than the booked spacing, so that a late start is caught up without ever being a burst.
TIGHTEST = 0.97


class Gate:
    """Lets the messages of one channel out one by one, at their booked times or later.

    Bookings alone would let everything out at once that a busy moment has held up.
    """

    def __init__(self, spacing: timedelta) -> None:
        self._spacing = spacing.total_seconds() * TIGHTEST
        self._free_at = 0.0
        self._paused_until = 0.0
        self._queue = asyncio.Lock()

    async def wait(self, departs_at: datetime) -> None:
        """Return when this message may leave."""
        if not self._spacing and not self._paused_until:
            return
        async with self._queue:
            clock = asyncio.get_running_loop().time
            # Never further ahead than bookings go: the computer's clock may have been set back since.
            booked = clock() + min(departs_at - real_time(), HORIZON).total_seconds()
            # Looked at again after each sleep: a pause may have begun meanwhile.
            while (leaves := max(booked, self._free_at, self._paused_until)) > clock():  # noqa: ASYNC110
                await asyncio.sleep(leaves - clock())
            self._free_at = clock() + self._spacing

    def pause(self, wait: timedelta) -> None:
        """Nothing leaves for a while, because the messenger said so."""
        until = asyncio.get_running_loop().time() + wait.total_seconds()
        self._paused_until = max(until, self._paused_until)
