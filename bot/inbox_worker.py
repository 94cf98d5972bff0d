"""Handles what stands in the inbox: one message, one transaction; a bug never blocks the ones behind it."""

import structlog

from bot.clock import Clock
from domain.messages import Reply
from handlers.turn import take_turn
from locales import say
from services.actors import find_sender
from services.inbox import as_incoming, mark_failed, mark_handled, next_unhandled
from services.outbox import queue
from services.work import Database

log = structlog.get_logger(__name__)


class InboxWorker:
    """Turns inbox rows into replies."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._row_in_hand: int | None = None

    async def handle_next(self) -> bool:
        """Handle the oldest waiting message; False when none waits."""
        self._row_in_hand = None
        try:
            return await self._handle()
        except Exception as error:  # the one top-level handler for bugs
            if self._row_in_hand is None:
                raise
            log.exception("turn_failed", inbox_id=self._row_in_hand)
            await self._apologise(self._row_in_hand, error)
            return True

    async def _handle(self) -> bool:
        async with self._database.work(self._clock.now()) as work:
            message = await next_unhandled(work)
            if message is None:
                return False
            self._row_in_hand = message.id
            address_id, replies, outcome = await take_turn(work, as_incoming(message), message.id)
            for reply in replies:
                await queue(work, address_id, reply, inbox_id=message.id)
            mark_handled(work, message, outcome)
            return True

    async def _apologise(self, inbox_id: int, error: Exception) -> None:
        async with self._database.work(self._clock.now()) as work:
            message = await mark_failed(work, inbox_id, f"{type(error).__name__}: {error}")
            sender = await find_sender(work, message.channel, message.chat_id, message.sender_name)
            await queue(work, sender.address_id, Reply(say("error-bug", sender.language)), inbox_id=inbox_id)
