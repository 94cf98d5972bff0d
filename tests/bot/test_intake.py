"""Storing what channels deliver: together when it comes together, and nobody suffers for somebody else."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from bot.clock import MovableClock
from bot.intake import Intake
from domain.messages import Incoming
from services.inbox import count_waiting
from services.work import Database, Work
from tests.builders import build_settings
from tests.core import CHANNEL, NOON

CLOCK = MovableClock(NOON, is_running=False)


class CountingDatabase(Database):
    """A database that counts its transactions, and can be away."""

    transactions = 0
    is_away = False

    @contextmanager
    def work(self, now: datetime, *, is_past: bool = False) -> Iterator[Work]:
        """Like the original."""
        self.transactions += 1
        if self.is_away:
            raise OperationalError("BEGIN", {}, OSError("the server closed the connection"))
        with super().work(now, is_past=is_past) as work:
            yield work


@pytest.fixture
def counting(tmp_path: Path) -> Iterator[CountingDatabase]:
    settings = build_settings(tmp_path)
    database = CountingDatabase(settings.database_url.get_secret_value(), settings.installation())
    database.migrate()
    yield database
    database.close()


def said(number: int, **changes: object) -> Incoming:
    return replace(Incoming(CHANNEL, str(number), f"70{number:02d}", "chào", sent_at=NOON), **changes)


# Only an aware instant can be stored.
IMPOSSIBLE = {"sent_at": datetime(2024, 6, 5)}  # noqa: DTZ001


def stored(database: Database) -> int:
    with database.look(NOON) as work:
        return count_waiting(work)


async def delivered_together(intake: Intake, *deliveries: list[Incoming]) -> list[int | BaseException]:
    """Deliveries that wait while the pump is busy with its round before."""
    intake.is_pumped = True
    waiting = [asyncio.create_task(intake.take_in(messages)) for messages in deliveries]
    await asyncio.sleep(0)
    await intake.store(intake.collect())
    intake.is_pumped = False
    return await asyncio.gather(*waiting, return_exceptions=True)


async def test_what_comes_at_the_same_time_shares_a_transaction(counting: CountingDatabase) -> None:
    intake = Intake(counting, CLOCK, lambda: None)
    assert await delivered_together(intake, *([said(number)] for number in range(50))) == [1] * 50
    assert counting.transactions == 1
    assert stored(counting) == 50


async def test_each_is_told_how_many_of_its_own_were_new(counting: CountingDatabase) -> None:
    intake = Intake(counting, CLOCK, lambda: None)
    deliveries = ([said(1), said(2)], [said(2), said(3)], [], [said(1)])
    assert await delivered_together(intake, *deliveries) == [2, 1, 0, 0]
    assert await intake.take_in([said(3), said(4)]) == 1


async def test_one_that_cannot_be_stored_is_refused_alone(counting: CountingDatabase) -> None:
    intake = Intake(counting, CLOCK, lambda: None)
    deliveries = ([said(1)], [said(2), said(3, **IMPOSSIBLE)], [said(4)])
    first, second, third = await delivered_together(intake, *deliveries)
    assert (first, third) == (1, 1)
    assert isinstance(second, Exception)
    assert stored(counting) == 2, "a delivery is stored as a whole or not at all"


async def test_nothing_is_acknowledged_while_the_database_is_away(counting: CountingDatabase) -> None:
    intake = Intake(counting, CLOCK, lambda: None)
    counting.is_away = True
    refused = await delivered_together(intake, *([said(number)] for number in range(3)))
    assert [type(error) for error in refused] == [OperationalError] * 3
    assert counting.transactions == 1, "it is not tried once for each"
    counting.is_away = False
    assert await intake.take_in([said(1)]) == 1


async def test_the_worker_is_woken_when_everything_is_on_disk(counting: CountingDatabase) -> None:
    seen: list[int] = []
    intake = Intake(counting, CLOCK, lambda: seen.append(stored(counting)))
    await intake.take_in([said(1), said(2)])
    assert seen == [2]


async def test_who_gives_up_waiting_does_not_keep_others_out(counting: CountingDatabase) -> None:
    intake = Intake(counting, CLOCK, lambda: None)
    impatient = asyncio.create_task(intake.take_in([said(1)]))
    patient = asyncio.create_task(intake.take_in([said(2)]))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await patient == 1
    assert await intake.take_in([said(1)]) == 0, "it had been stored all the same"
