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
    """The door in for all channels; `take_in` returns once everything is on disk."""

    def __init__(self, database: Database, clock: Clock, stirred: Callable[[], None]) -> None:
        """`stirred` is called whenever something new waits in the inbox."""
        self._database = database
        self._clock = clock
        self._stirred = stirred
        self._waiting: list[Delivery] = []
        self._storing: asyncio.Task[None] | None = None

    async def take_in(self, messages: Sequence[Incoming]) -> int:
        """Store messages; returns how many had not been delivered before."""
        delivery = Delivery(messages)
        self._waiting.append(delivery)
        if self._storing is None or self._storing.done():
            self._storing = asyncio.create_task(self._store_all())
        return await delivery.stored

    async def _store_all(self) -> None:
        while self._waiting:
            deliveries, self._waiting = self._waiting, []
            try:
                await self._store(deliveries)
            except Exception as error:  # noqa: BLE001 - whoever waits for it is told
                if len(deliveries) == 1 or is_lost_connection(error):
                    _refuse(deliveries, error)
                    continue
                # One that cannot be stored must not keep the others out.
                for delivery in deliveries:
                    await self._store_alone(delivery)
            self._stirred()

    async def _store_alone(self, delivery: Delivery) -> None:
        try:
            await self._store([delivery])
        except Exception as error:  # noqa: BLE001 - whoever waits for it is told
            _refuse([delivery], error)

    async def _store(self, deliveries: list[Delivery]) -> None:
        parts = [delivery.messages for delivery in deliveries]
        counts = await self._database.write(self._clock.now(), _receive_all, parts)
        for delivery, count in zip(deliveries, counts, strict=True):
            if not delivery.stored.cancelled():
                delivery.stored.set_result(count)


def _receive_all(work: Work, parts: list[Sequence[Incoming]]) -> list[int]:
    return [receive(work, messages) for messages in parts]


def _refuse(deliveries: list[Delivery], error: Exception) -> None:
    for delivery in deliveries:
        if not delivery.stored.cancelled():
            delivery.stored.set_exception(error)
