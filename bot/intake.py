"""Stores what channels deliver: those that come at the same time share one transaction."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.clock import Clock
from domain.messages import Incoming
from services.inbox import receive
from services.work import Database, Work, is_lost_connection


@dataclass(slots=True)
class Delivery:
    """What one channel handed over, and the promise of how many of it were new."""

    messages: Sequence[Incoming]
    stored: asyncio.Future[int] = field(default_factory=asyncio.Future)


class Intake:
    """The door in for all channels; `take_in` returns once everything is on disk.

    Attributes:
        is_pumped: somebody else collects and stores what waits; else `take_in` does it by itself.
    """

    def __init__(self, database: Database, clock: Clock, stirred: Callable[[], None]) -> None:
        """`stirred` is called whenever something new waits to be stored or handled."""
        self.is_pumped = False
        self._database = database
        self._clock = clock
        self._stirred = stirred
        self._waiting: list[Delivery] = []

    async def take_in(self, messages: Sequence[Incoming]) -> int:
        """Store messages; returns how many had not been delivered before."""
        delivery = Delivery(messages)
        self._waiting.append(delivery)
        if self.is_pumped:
            self._stirred()
        else:
            await self.store(self.collect())
        return await delivery.stored

    def collect(self) -> list[Delivery]:
        """All that waits to be stored; whoever collects it confirms or refuses it."""
        deliveries, self._waiting = self._waiting, []
        return deliveries

    async def store(self, deliveries: list[Delivery]) -> None:
        """Store deliveries together, or else each alone: one that cannot be stored keeps no other out."""
        try:
            await self._store(deliveries)
        except Exception as error:  # noqa: BLE001 - whoever waits for it is told
            if len(deliveries) == 1 or is_lost_connection(error):
                self.refuse(deliveries, error)
                return
            for delivery in deliveries:
                await self.store([delivery])

    def confirm(self, deliveries: list[Delivery], counts: list[int]) -> None:
        """They are on disk; so many of each are new."""
        for delivery, count in zip(deliveries, counts, strict=True):
            if not delivery.stored.done():
                delivery.stored.set_result(count)

    def refuse(self, deliveries: list[Delivery], error: Exception) -> None:
        """They could not be stored."""
        for delivery in deliveries:
            if not delivery.stored.done():
                delivery.stored.set_exception(error)

    async def _store(self, deliveries: list[Delivery]) -> None:
        if deliveries:
            parts = [delivery.messages for delivery in deliveries]
            self.confirm(deliveries, await self._database.write(self._clock.now(), receive_all, parts))
            self._stirred()


def receive_all(work: Work, parts: Sequence[Sequence[Incoming]]) -> list[int]:
    """Store several deliveries; how many of each are new."""
    return [receive(work, messages) for messages in parts]
