"""Long polling: an update is on disk before Telegram is told that it may forget it."""

import asyncio
import contextlib
from dataclasses import replace

import structlog
from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter

from channels.base import Receive
from channels.telegram.connection import POLL_SECONDS, PollingBot, RawUpdate
from channels.telegram.downloads import download
from channels.telegram.errors import asked_wait, describe
from channels.telegram.incoming import attached_file, read_update
from domain.messages import Incoming

FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0

log = structlog.get_logger()


class NotStoredError(Exception):
    """A received message could not be stored, so its update must be fetched again."""


class Polling:
    """Takes updates in, one after the other.

    Attributes:
        problem: why nothing comes in at present; empty when polling works.
    """

    def __init__(self, bot: PollingBot, receive: Receive) -> None:
        self.problem = ""
        self._bot = bot
        self._receive = receive
        self._offset: int | None = None
        self._failures = 0

    async def run(self) -> None:
        """Poll until cancelled; no failure ends it."""
        async with asyncio.TaskGroup() as answers:
            while True:
                try:
                    await self._poll_once(answers)
                except Exception as error:  # noqa: BLE001 - whatever it was, the next poll may work
                    await asyncio.sleep(self._note_failure(error))
                else:
                    self.problem, self._failures = "", 0

    async def _poll_once(self, answers: asyncio.TaskGroup) -> None:
        # After a failure a short poll tells at once that all is well again; a long one might take 25 s to.
        seconds = 0 if self._failures else POLL_SECONDS
        for raw in await self._bot.raw_updates(self._offset, seconds):
            await self._take(raw, answers)
            # The next poll confirms everything below this, and nothing that is not stored.
            self._offset = raw["update_id"] + 1

    async def _take(self, raw: RawUpdate, answers: asyncio.TaskGroup) -> None:
        try:
            update = Update.de_json(raw, None)
            incoming = read_update(update, self._bot.username)
        except Exception:
            log.exception("update_skipped", channel="telegram", update_id=raw["update_id"])
            return
        if update.callback_query is not None:
            answers.create_task(self._stop_spinner(update.callback_query.id))
        if incoming is not None:
            await self._store(await self._with_file(update, incoming))

    async def _with_file(self, update: Update, incoming: Incoming) -> Incoming:
        attached = attached_file(update) if incoming.kind == "file" else None
        return incoming if attached is None else replace(incoming, file=await download(self._bot, attached))

    async def _store(self, incoming: Incoming) -> None:
        try:
            await self._receive([incoming])
        except Exception as error:
            log.exception("message_not_stored", channel="telegram", message_id=incoming.message_id)
            raise NotStoredError("received messages cannot be stored") from error

    async def _stop_spinner(self, query_id: str) -> None:
        """Tell the phone that the press arrived; too late or twice does no harm."""
        with contextlib.suppress(Exception):
            await self._bot.answer_callback_query(query_id)

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


def _wait_after(error: Exception, failures: int) -> float:
    if isinstance(error, Conflict | InvalidToken):
        return LONGEST_WAIT
    if isinstance(error, RetryAfter):
        return asked_wait(error).total_seconds()
    return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(failures - 1, 10))


def _explain(error: Exception, token: str) -> str:
    if isinstance(error, Conflict):
        return "another process polls Telegram with the same bot token"
    if isinstance(error, NotStoredError):
        return str(error)
    return describe(error, token)
