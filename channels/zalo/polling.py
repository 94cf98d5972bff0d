"""Long polling: one message at a time, on disk before the next is asked for, because none comes twice."""

import asyncio

import structlog

from channels.base import MayPoll
from channels.zalo.api import ZaloApi, bot_id
from channels.zalo.errors import describe, is_lasting
from channels.zalo.intake import Intake, IntakeError
from domain.messages import Incoming

POLL_SECONDS = 30
SHORT_POLL_SECONDS = 1
FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0
STANDBY_SECONDS = 2.0

log = structlog.get_logger()


class Polling:
    """Takes the messages of one bot in, one after the other.

    Attributes:
        problem: why nothing comes in at present; empty when polling works, or another process polls.
    """

    def __init__(self, api: ZaloApi, intake: Intake, may_poll: MayPoll) -> None:
        self.problem = ""
        self._api = api
        self._intake = intake
        self._may_poll = may_poll
        self._in_hand: Incoming | None = None
        self._failures = 0

    async def run(self) -> None:
        """Poll until cancelled; no failure ends it."""
        while True:
            try:
                wait = await self._take_turn()
                self.problem, self._failures = "", 0
            except Exception as error:  # noqa: BLE001 - whatever it was, the next poll may work
                wait = self._note_failure(error)
            await asyncio.sleep(wait)

    async def _take_turn(self) -> float:
        """Store what is in hand, then poll, or stand by; returns the seconds to wait before the next turn."""
        await self._store()
        if not await self._is_our_turn():
            return STANDBY_SECONDS
        # After a failure a short poll soon tells that all is well again.
        event = await self._api.poll(SHORT_POLL_SECONDS if self._failures else POLL_SECONDS)
        if event is not None:
            self._in_hand = await self._intake.read(event, bot_id(self._api.token))
            await self._store()
        return 0

    async def _store(self) -> None:
        if self._in_hand is not None:
            await self._intake.store(self._in_hand)
            self._in_hand = None

    async def _is_our_turn(self) -> bool:
        try:
            return await self._may_poll()
        except Exception as error:
            log.exception("standby_failed", channel="zalo")
            raise IntakeError("the database cannot be asked which process polls") from error

    def _note_failure(self, error: Exception) -> float:
        """Log it and return the seconds to wait before the next turn."""
        self._failures += 1
        needs_a_person = is_lasting(error)
        wait = LONGEST_WAIT if needs_a_person else FIRST_WAIT * 2.0 ** min(self._failures - 1, 10)
        wait = min(LONGEST_WAIT, wait)
        self.problem = str(error) if isinstance(error, IntakeError) else describe(error, self._api.token)
        (log.error if needs_a_person else log.warning)(
            "polling_failed", channel="zalo", problem=self.problem, wait_seconds=wait
        )
        return wait
