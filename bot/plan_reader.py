"""Reads the plan documents that staff sent, one after the other, each in a process of its own."""

import asyncio
import json
import os
import sys
from collections.abc import Callable
from typing import Any

import structlog

from bot.clock import Clock
from bot.waiting import passes
from domain.errors import DomainError
from domain.plan_proposals import Proposal, proposal_from_json
from handlers.document_read import tell_read, tell_unreadable
from services.plan_documents import UnreadDocument, next_unread
from services.work import Database, is_lost_connection

log = structlog.get_logger(__name__)

# Thirty scanned pages take minutes; what computes for longer than a minute stops itself.
LONGEST_SECONDS = 360.0
IDLE_SECONDS = 1.0


class PlanReader:
    """Takes what waits to be read; a crash half-way leaves it waiting."""

    def __init__(self, database: Database, clock: Clock, stirred: Callable[[], None]) -> None:
        """`stirred` is called when an answer waits to be sent."""
        self._database = database
        self._clock = clock
        self._stirred = stirred

    async def read_next(self) -> bool:
        """Read one document, if one waits and no other process reads; whether there was any."""
        if not await self._database.is_sole("reading"):
            return False
        waiting = await self._database.read(self._clock.now(), next_unread)
        if waiting is None:
            return False
        try:
            at = self._database.installation
            proposal = await read_apart(waiting, at.zone.key, at.profile.wordings)
            await self._database.write(self._clock.now(), tell_read, waiting.proposal_id, proposal)
        except DomainError as error:
            log.info("document_not_read", proposal=waiting.proposal_id, reason=error.code)
            await self._database.write(self._clock.now(), tell_unreadable, waiting.proposal_id, error)
        except Exception as error:
            if is_lost_connection(error):
                raise
            # A bug must not keep the documents behind this one waiting.
            log.exception("reading_failed", proposal=waiting.proposal_id)
            bug = DomainError("bug")
            await self._database.write(self._clock.now(), tell_unreadable, waiting.proposal_id, bug)
        self._stirred()
        return True

    async def run(self, stopping: asyncio.Event) -> None:
        """Read until the application stops."""
        while not stopping.is_set():
            try:
                was_any = await self.read_next()
            except Exception:  # the database is away: what waits is read later
                log.exception("reading_failed")
                was_any = False
            if not was_any:
                await passes(stopping, IDLE_SECONDS)


async def read_apart(document: UnreadDocument, zone: str, wordings: tuple[str, ...] = ()) -> Proposal:
    """What a document proposes, read in a process that is stopped when it takes too long.

    Raises:
        DomainError: those of `documents.proposed_plan.read_proposal`, `plan-too-slow`, or
            `plan-file-damaged` when the process ends without an answer.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "documents.reading_apart", document.name, zone, *wordings,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        env=_environment(),
    )  # fmt: skip
    try:
        answer, _ = await asyncio.wait_for(process.communicate(document.content), LONGEST_SECONDS)
    except TimeoutError:
        raise DomainError("plan-too-slow") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode is not None and process.returncode < 0:
        # Stopped by the bounds it has set itself.
        raise DomainError("plan-too-slow")
    return _proposal(answer)


def _proposal(answer: bytes) -> Proposal:
    try:
        told: dict[str, Any] = json.loads(answer)
    except ValueError:
        raise DomainError("plan-file-damaged") from None
    if "error" in told:
        raise DomainError(told["error"], **told["details"])
    return proposal_from_json(told["facts"], told["duties"])


def _environment() -> dict[str, str]:
    """Where the program lies, and none of its secrets: what reads strange files need not know them."""
    names = ("SYSTEMROOT", "PYTHONTZPATH", "PATH", "TESSDATA_PREFIX")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONUTF8": "1"}
