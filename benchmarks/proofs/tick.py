"""What it costs to look for due steps when none is due, with few and with very many duties."""

import time
from pathlib import Path
from statistics import median

from benchmarks.crowd import BEGINS, add_active_plan, add_people, empty_database, later
from benchmarks.sections import Section, ratio
from services.reminding import tick
from services.work import Database

MILESTONES = 20
FEW, MANY, MANY_QUICK = 50, 50_000, 5_000
TICKS = 400
MOST_TIMES = 2.0
COLUMNS = ("few duties", "many duties", "ratio")
ABOUT = """\
`python -m benchmarks tick`. Rows inserted in bulk, each duty to be looked at some days later; median and 95th
percentile of {ticks} transactions of `services.reminding.tick` on each of two SQLite files, in turn, from
`BEGIN IMMEDIATE` to the end. The ticker does this every 20 seconds. Promised: the median with many is at most
{most:.0f} times that with few."""


def measure(folder: Path, is_quick: bool) -> Section:
    """Idle ticks on two databases, in turn."""
    units = (FEW, MANY_QUICK if is_quick else MANY)
    with (
        empty_database(folder / "few.sqlite3") as few,
        empty_database(folder / "many.sqlite3") as many,
    ):
        for database, count in zip((few, many), units, strict=True):
            _fill(database, count)
        rounds = [(_tick_ms(few), _tick_ms(many)) for _ in range(TICKS)]
    taken = [sorted(times) for times in zip(*rounds, strict=True)]
    return _section(units, taken)


def _fill(database: Database, units: int) -> None:
    with database.work(BEGINS) as work:
        add_people(work, units)
        add_active_plan(work, units, MILESTONES, late_from=later(20), next_look_at=later(13))


def _tick_ms(database: Database) -> float:
    begins = time.perf_counter()
    with database.work(later(1)) as work:
        looked_at = tick(work)
    assert not looked_at
    return (time.perf_counter() - begins) * 1000


def _section(units: tuple[int, int], taken: list[list[float]]) -> Section:
    section = Section("Looking for due steps", COLUMNS, ABOUT.format(ticks=TICKS, most=MOST_TIMES))
    few, many = (median(times) for times in taken)
    slow_few, slow_many = (times[int(len(times) * 0.95)] for times in taken)
    section.add("Assignments", *(count * MILESTONES for count in units), "–")
    section.add("Idle tick, median, ms", f"{few:.2f}", f"{many:.2f}", ratio(many, few))
    section.add("Idle tick, p95, ms", f"{slow_few:.2f}", f"{slow_many:.2f}", ratio(slow_many, slow_few))
    section.promise(many <= MOST_TIMES * few, f"an idle tick took {many:.2f} ms instead of {few:.2f} ms")
    return section
