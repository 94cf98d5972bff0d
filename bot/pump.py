"""The heart of a running bot: one transaction after the other, each with everything there is to do by then.

Storing what came in, answering it, noting what was sent and claiming what is to be sent next share one
commit, because on a busy day waiting for the disk is what takes longest. Whatever goes wrong in such a
round undoes it, and its parts are then done one by one.
"""

import time
from collections.abc import Sequence

import structlog

from bot.clock import Clock
from bot.dispatcher import Dispatcher
from bot.inbox_worker import LONGEST_BATCH_SECONDS, MOST_A_BATCH, InboxWorker, handle_batch
from bot.intake import Intake, receive_all
from bot.turnover import Outcome, Parcel, turn_over
from domain.messages import Incoming
from services.claiming import Claim
from services.work import Database, Work, is_lost_connection

log = structlog.get_logger(__name__)

IDLE_SECONDS = 1.0
# While messages are on their way, what became of them is noted this often, and the next ones are claimed.
SENDING_SECONDS = 0.1
# Whoever wrote twice is answered twice; and what was just sent is soon noted.
BUSY_SECONDS = 0.02


class Pump:
    """Does round after round."""

    def __init__(
        self, database: Database, clock: Clock, intake: Intake, worker: InboxWorker, dispatcher: Dispatcher
    ) -> None:
        self._database = database
        self._clock = clock
        self._intake = intake
        self._worker = worker
        self._dispatcher = dispatcher

    async def round(self) -> float:
        """Do what there is to do now; returns the seconds that may pass before the next round."""
        began = time.monotonic()
        await self._dispatcher.clear_doubt()
        deliveries = self._intake.collect()
        outcomes, claims = self._dispatcher.outcomes(), self._dispatcher.claims()
        parts = [delivery.messages for delivery in deliveries]
        try:
            counts, handled, parcels = await self._database.write(
                self._clock.now(), one_round, parts, outcomes, claims
            )
        except Exception as error:
            self._dispatcher.doubt(error)
            if is_lost_connection(error):
                self._intake.refuse(deliveries, error)
                raise
            log.warning("round_repeated", reason=type(error).__name__)
            await self._intake.store(deliveries)
            handled = await self._worker.handle_next()
            begun = await self._dispatcher.turn_over()
        else:
            self._intake.confirm(deliveries, counts)
            self._dispatcher.begin(parcels, outcomes)
            begun = len(parcels)
        if handled >= MOST_A_BATCH or (handled and time.monotonic() - began > LONGEST_BATCH_SECONDS):
            return 0.0
        if handled or begun:
            return BUSY_SECONDS
        return SENDING_SECONDS if self._dispatcher.is_sending else IDLE_SECONDS


def one_round(
    work: Work, parts: Sequence[Sequence[Incoming]], outcomes: list[Outcome], claims: list[Claim]
) -> tuple[list[int], int, list[Parcel]]:
    """Store, answer, note and claim; how many of each part are new, how many were handled, what goes out."""
    counts = receive_all(work, parts)
    handled = handle_batch(work)
    return counts, handled, turn_over(work, outcomes, claims)
