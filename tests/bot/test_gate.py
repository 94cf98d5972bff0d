"""The last check before a message leaves: spacing, pauses, and those who give up waiting."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from bot.gate import TIGHTEST, Gate

SPACING = timedelta(milliseconds=30)
CLOSEST = SPACING.total_seconds() * TIGHTEST
# What a timer of the event loop may fire too early.
CLOCK_GRAIN = 0.001


def now() -> float:
    return asyncio.get_running_loop().time()


def in_seconds(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


async def leave(gate: Gate, left: list[float], booked: datetime) -> None:
    await gate.wait(booked)
    left.append(now())


def gaps(left: list[float]) -> list[float]:
    return [later - earlier for earlier, later in pairwise(left)]


async def test_what_a_busy_moment_held_up_still_leaves_one_by_one() -> None:
    gate, left = Gate(SPACING), list[float]()
    an_hour_ago = in_seconds(-3600)
    await asyncio.gather(*(leave(gate, left, an_hour_ago) for _ in range(10)))
    assert min(gaps(left)) >= CLOSEST - CLOCK_GRAIN


async def test_nothing_leaves_before_its_booking() -> None:
    gate, began = Gate(SPACING), now()
    await gate.wait(in_seconds(0.1))
    assert now() - began >= 0.1 - 2 * CLOCK_GRAIN


async def test_a_channel_without_a_limit_is_left_at_once() -> None:
    gate, left, began = Gate(timedelta()), list[float](), now()
    await asyncio.gather(*(leave(gate, left, in_seconds(0)) for _ in range(50)))
    assert left[-1] - began < 0.5


async def test_those_who_wait_already_obey_a_pause_that_begins_meanwhile() -> None:
    gate, left = Gate(SPACING), list[float]()
    waiting = [asyncio.create_task(leave(gate, left, in_seconds(0.05))) for _ in range(3)]
    await asyncio.sleep(0.01)
    paused_at = now()
    gate.pause(timedelta(seconds=0.2))
    await asyncio.gather(*waiting)
    assert min(left) >= paused_at + 0.2 - CLOCK_GRAIN
    assert min(gaps(left)) >= CLOSEST - CLOCK_GRAIN, "a pause does not end in a burst"


async def test_a_channel_without_a_limit_obeys_a_pause_too() -> None:
    gate, left = Gate(timedelta()), list[float]()
    gate.pause(timedelta(seconds=0.1))
    paused_at = now()
    await leave(gate, left, in_seconds(0))
    assert left[0] >= paused_at + 0.1 - CLOCK_GRAIN


async def test_a_shorter_pause_does_not_end_a_longer_one() -> None:
    gate, left, began = Gate(SPACING), list[float](), now()
    gate.pause(timedelta(seconds=0.15))
    gate.pause(timedelta(seconds=0.01))
    await leave(gate, left, in_seconds(0))
    assert left[0] - began >= 0.15 - CLOCK_GRAIN


async def test_who_gives_up_waiting_takes_nobodys_place() -> None:
    gate, left = Gate(SPACING), list[float]()
    await gate.wait(in_seconds(0))
    impatient = [asyncio.create_task(leave(gate, left, in_seconds(0.2))) for _ in range(2)]
    patient = asyncio.create_task(leave(gate, left, in_seconds(0)))
    await asyncio.sleep(0.01)
    for task in impatient:
        task.cancel()
    began = now()
    await patient
    assert len(left) == 1
    assert left[0] - began < 0.15


async def test_a_clock_that_is_set_back_does_not_close_the_gate() -> None:
    gate, began = Gate(SPACING), now()
    await asyncio.wait_for(gate.wait(in_seconds(3600)), 5)
    assert now() - began < 1, "nothing is ever booked further ahead than the horizon"
