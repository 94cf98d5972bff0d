"""Long polling: updates are on disk before Telegram is told that it may forget them."""

import asyncio
import contextlib
from typing import Any

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter

from channels.base import MayPoll, always
from channels.telegram.connection import POLL_SECONDS, ApiBot
from channels.telegram.errors import asked_wait, describe
from channels.telegram.intake import Intake, IntakeError
from channels.telegram.raw import RawUpdate

FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0
STANDBY_SECONDS = 2.0

log = structlog.get_logger()


class Polling:
    """Takes updates in, one batch after the other.

    Attributes:
        problem: why nothing comes in at present; empty when polling works, or another process polls.
    """

    def __init__(self, bot: ApiBot, intake: Intake, may_poll: MayPoll = always) -> None:
        self.problem = ""
        self._bot = bot
        self._intake = intake
        self._may_poll = may_poll
        self._offset: int | None = None
        self._failures = 0

    async def run(self) -> None:
        """Poll until cancelled; no failure ends it."""
        async with asyncio.TaskGroup() as answers:
            while True:
                try:
                    wait = await self._take_turn(answers)
                    self.problem, self._failures = "", 0
                except Exception as error:  # noqa: BLE001 - whatever it was, the next poll may work
                    wait = self._note_failure(error)
                await asyncio.sleep(wait)

    async def _take_turn(self, answers: asyncio.TaskGroup) -> float:
        """Poll, or stand by; returns the seconds to wait before the next turn."""
        if not await self._is_our_turn():
            # Who polls meanwhile confirms further than this.
            self._offset = None
            return STANDBY_SECONDS
        # After a failure a short poll tells at once that all is well again; a long one might take 25 s to.
        updates = await self._bot.raw_updates(self._offset, 0 if self._failures else POLL_SECONDS)
        for query_id in filter(None, map(pressed_query, updates)):
            answers.create_task(self._stop_spinner(query_id))
        await self._intake.take(updates)
        if updates:
            # The next poll confirms everything below this, and nothing that is not stored.
            self._offset = updates[-1]["update_id"] + 1
        return 0

    async def _is_our_turn(self) -> bool:
        try:
            return await self._may_poll()
        except Exception as error:
            log.exception("standby_failed", channel="telegram")
            raise IntakeError("the database cannot be asked which process polls") from error

    async def _stop_spinner(self, query_id: str) -> None:
        """Tell the phone that the press arrived; too late or twice does no harm."""
        with contextlib.suppress(Exception):
            await self._bot.call("answerCallbackQuery", callback_query_id=query_id)

    def _note_failure(self, error: Exception) -> float:
        """Log it and return the seconds to wait before the next poll."""
        self._failures += 1
        wait = _wait_after(error, self._failures)
        self.problem = _explain(error, self._bot.token)
        needs_a_person = isinstance(error, Conflict | InvalidToken)
        (log.error if needs_a_person else log.warning)(
            "polling_failed", channel="telegram", problem=self.problem, wait_seconds=wait
        )
        return wait


def pressed_query(update: RawUpdate) -> Any:
    """The id of a press whose spinner turns on the phone; None when the update is none."""
    query = update.get("callback_query")
    return query.get("id") if isinstance(query, dict) else None


def _wait_after(error: Exception, failures: int) -> float:
    if isinstance(error, InvalidToken):
        return LONGEST_WAIT
    if isinstance(error, RetryAfter):
        return asked_wait(error).total_seconds()
    return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(failures - 1, 10))


def _explain(error: Exception, token: str) -> str:
    if isinstance(error, Conflict):
        return "another process polls Telegram with the same bot token"
    if isinstance(error, IntakeError):
        return str(error)
    return describe(error, token)
