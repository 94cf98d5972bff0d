"""Counting a plan of a whole country: in SQL, beside loading every duty, and while others are served."""

import asyncio
import gc
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from sqlalchemy import select

from benchmarks.crowd import (
    CHANNEL,
    STAFF,
    STAFF_CHAT,
    add_active_plan,
    add_people,
    add_reports,
    empty_database,
    later,
)
from benchmarks.sections import Figure, Section
from bot.clock import MovableClock
from bot.inbox_worker import InboxWorker
from domain.messages import Incoming
from domain.summary import CountedAssignment, Tally, tally
from services.assignments import AssignmentView, load_assignments
from services.inbox import receive
from services.summary import summarise_plan
from services.work import Database, Work
from storage.tables import OutboxMessage

MILESTONES = 3
UNITS, UNITS_QUICK = 50_000, 5_000
ROUNDS, LOADS = 9, 3
DUE = later(3)
NOW = later(6)
RECEIVED = [later(day) for day in (0.5, 1.5, 2.5, 4.0, 5.0)]
LEAST_TIMES = 20.0
LONGEST_HOLD_MS = 50.0
TICK_SECONDS = 0.001
COLUMNS = ("time, ms", "event loop held, ms")
ABOUT = """\
`python -m benchmarks summary`. One plan, {milestones} duties of {units:,} units each, all reported, two in
five late; rows inserted in bulk, a SQLite file. The first two rows are what counts: `summarise_plan`, which
asks the database for sums, and the same figures counted by `domain.summary` over every duty loaded by
`load_assignments`; medians of {rounds} and {loads}. The third row is the whole turn of somebody of the staff
who writes `/summary`, from the stored message to the stored answer, in the writing thread as the bot runs it,
after a first one that is not counted, as it reads the sentences from the disk.
The event loop is watched by a coroutine that sleeps a millisecond again and again: the longest it was held
beyond that, in all rounds. What is in memory before (the modules, the rows just inserted) is frozen with
`gc.freeze`: a full collection of it would hold the loop by itself, whoever counts. Promised: SQL is at least
{least:.0f} times as fast, the figures are the same, and the loop is held for less than {hold:.0f} ms by the
first and the third row."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The median time of some runs, and the longest the event loop was held in any."""

    ms: float
    held_ms: float


def measure(folder: Path, is_quick: bool) -> Section:
    """Fill a database, then count it each way."""
    units = UNITS_QUICK if is_quick else UNITS
    with empty_database(folder / "summary.sqlite3") as database:
        with database.work(later(0)) as work:
            add_people(work, units)
            plan_id = add_active_plan(work, units, MILESTONES, late_from=DUE)
            count = add_reports(work, RECEIVED)
        gc.collect()
        gc.freeze()
        try:
            return asyncio.run(_compare(database, plan_id, units, count))
        finally:
            gc.unfreeze()


async def _compare(database: Database, plan_id: int, units: int, count: int) -> Section:
    about = ABOUT.format(
        milestones=MILESTONES,
        units=units,
        rounds=ROUNDS,
        loads=LOADS,
        least=LEAST_TIMES,
        hold=LONGEST_HOLD_MS,
    )
    section = Section(f"Counting {count:,} reports", COLUMNS, about)
    in_sql = await _measured(ROUNDS, lambda: database.read(NOW, summarise_plan, STAFF, plan_id))
    turn = await _turns(database)
    # Last, as the garbage of so many objects would hold up whatever follows.
    loaded = await _measured(LOADS, lambda: database.read(NOW, _count_loaded, plan_id))
    section.add("Counted by the database", *_figures(in_sql))
    section.add("Counted over loaded duties", *_figures(loaded))
    times = loaded.ms / in_sql.ms
    section.add("Times as fast", times, "–")
    section.add("A whole turn of `/summary`", *_figures(turn))
    _promise_same_figures(section, database, plan_id, count)
    section.promise(times >= LEAST_TIMES, f"SQL was only {times:.1f} times as fast")
    for held in (in_sql.held_ms, turn.held_ms):
        section.promise(held < LONGEST_HOLD_MS, f"the event loop was held for {held:.1f} ms")
    return section


def _figures(measured: Measured) -> tuple[Figure, Figure]:
    return measured.ms, measured.held_ms


async def _measured(rounds: int, run: Callable[[], Awaitable[object]]) -> Measured:
    times, longest = [], 0.0
    for _ in range(rounds):
        watch = asyncio.create_task(_longest_hold())
        await asyncio.sleep(0.01)
        begins = time.perf_counter()
        await run()
        times.append((time.perf_counter() - begins) * 1000)
        watch.cancel()
        longest = max(longest, await watch)
    return Measured(median(times), longest * 1000)


async def _longest_hold() -> float:
    longest, before = 0.0, time.perf_counter()
    try:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            now = time.perf_counter()
            longest, before = max(longest, now - before - TICK_SECONDS), now
    except asyncio.CancelledError:
        return max(longest, time.perf_counter() - before - TICK_SECONDS)


async def _turns(database: Database) -> Measured:
    worker = InboxWorker(database, MovableClock(NOW, is_running=False))
    with database.work(NOW) as work:
        receive(work, [Incoming(CHANNEL, f"s{turn}", STAFF_CHAT, "/summary") for turn in range(ROUNDS + 1)])
    await worker.handle_next()
    measured = await _measured(ROUNDS, worker.handle_next)
    with database.look(NOW) as work:
        answers = list(work.session.scalars(select(OutboxMessage.content)))
    assert len(answers) == ROUNDS + 1, f"{len(answers)} answers to {ROUNDS + 1} messages"
    return measured


def _count_loaded(work: Work, plan_id: int) -> dict[int, Tally]:
    by_milestone: dict[int, list[AssignmentView]] = {}
    for view in load_assignments(work, plan_id=plan_id):
        by_milestone.setdefault(view.milestone_id, []).append(view)
    return {milestone: tally(_counted(work, views)) for milestone, views in by_milestone.items()}


def _counted(work: Work, views: Iterable[AssignmentView]) -> Iterable[CountedAssignment]:
    for view in views:
        yield CountedAssignment(view.status(work), _whole(view, "attended"), _whole(view, "total"))


def _whole(view: AssignmentView, name: str) -> int | None:
    value = view.values.get(name)
    return value if isinstance(value, int) else None


def _promise_same_figures(section: Section, database: Database, plan_id: int, count: int) -> None:
    with database.look(NOW) as work:
        in_sql = {one.id: one.tally for one in summarise_plan(work, STAFF, plan_id).milestones}
        loaded = _count_loaded(work, plan_id)
    section.promise(in_sql == loaded, f"the figures differ: {in_sql} and {loaded}")
    reported = sum(one.reported for one in in_sql.values())
    section.promise(reported == count, f"{reported} of {count} reports were counted")
