"""A week of a whole country on a movable clock: everybody is reminded, most report, figures add up."""

import asyncio
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, text

from benchmarks.crowd import (
    BEGINS,
    CHANNEL,
    GROUP,
    MEMBERS,
    STAFF,
    add_people,
    attended,
    empty_database,
    secretary,
    values_of,
)
from benchmarks.sections import Section
from bot.clock import MovableClock
from bot.dispatcher import Dispatcher
from channels.base import FileToSend, Receive
from domain.deadlines import Deadline
from domain.local_time import VIETNAM
from domain.messages import Reply
from domain.plans import MilestoneDraft, PlanDraft
from domain.summary import Tally
from handlers.announcing import announce
from handlers.digest import queue_digests
from services.changes import waive_assignment
from services.leases import take_lease
from services.plans import activate_plan, create_plan
from services.reminding import tick
from services.reporting import record_report
from services.summary import summarise_plan
from services.work import Database, Work
from storage.tables import Assignment, OutboxMessage

COUNTRY = 50_000
UNITS, UNITS_QUICK = COUNTRY, 5_000
DAYS = 7
# Nights after the beginning at which each milestone's last day ends: Wednesday, Thursday, Friday, Sunday.
DEADLINES = (3, 4, 5, 7)
STOPS = (6.5, 8.0, 14.0)
REPORTS_AT, DAY_ENDS = 15.0, 18.0
WAIVED = 100
REPORTS_A_COMMIT = 500
COLUMNS = (
    "messages",
    "queueing, s",
    "sending, s",
    "reports",
    "recording, s",
    "counting, ms",
    "database, MB",
)
ABOUT = """\
`python -m benchmarks country`. {units:,} units, a secretary each, one plan of four duties: {duties:,} duties,
due on Wednesday, Thursday, Friday and Sunday. The people are inserted in bulk; the plan is made, activated
and announced by the product, on a SQLite file, at six on Monday morning. Each day the clock stops at 06:30,
08:00, 14:00 and 18:00, where the tick, the digests and the dispatcher run until nothing is left; the channel
accepts every message at once and no pace is kept, so these are the program's own times. At 15:00 a tenth of
the duties is reported, Monday to Saturday, each through `services.reporting.record_report`, {batch} to a
commit; the dialogues before it are not part of this (`burst` measures them), nor are their rows part of the
database's size. {waived} duties are waived on Monday. Promised: at the end of every day the figures of every
duty are those that the proof counted itself and add up to its units, nothing waits in the outbox, and nobody
gets two reminders at one time.{honest}

Messages by kind and outcome: {outcomes}. Wall time {wall:.0f} s without inserting the people. The database
grew from {start_mb:.1f} MB (people only) to {end_mb:.1f} MB, {growth_mb:.1f} MB a day; {per_message:,.0f}
bytes for each message and report together. Peak memory {peak_mb:.0f} MB."""
HONEST = """ This is a run of {units:,} units, not of the {country:,} of the whole country, which would take
longer than some minutes."""


@dataclass(slots=True)
class Everybody:
    """A channel whose messenger accepts everything at once; counts what each chat was sent."""

    name: str = CHANNEL
    sent: Counter[str] = field(default_factory=Counter)

    async def start(self, receive: Receive) -> None:
        """Nothing ever comes in."""

    async def stop(self) -> None:
        """Nothing is open."""

    async def send(self, chat_id: str, reply: Reply, file: FileToSend | None) -> str | None:
        """Accepted."""
        self.sent[chat_id] += 1
        return str(self.sent.total())


@dataclass(slots=True)
class Day:
    """What one day took, in seconds."""

    queueing: float = 0.0
    sending: float = 0.0
    recording: float = 0.0
    reports: int = 0


@dataclass(slots=True)
class Week:
    """The installation and what the proof itself counted of it: the tally of each milestone."""

    database: Database
    clock: MovableClock
    dispatcher: Dispatcher
    channel: Everybody
    section: Section
    units: int
    plan_id: int
    expected: dict[int, Tally] = field(default_factory=dict)


def measure(folder: Path, is_quick: bool) -> Section:
    """Make the people, then run the week."""
    units = UNITS_QUICK if is_quick else UNITS
    _forget_peak()
    with empty_database(folder / "country.sqlite3") as database:
        with database.work(BEGINS) as work:
            add_people(work, units)
        return asyncio.run(_run(database, units))


async def _run(database: Database, units: int) -> Section:
    section = Section(f"A week of {units:,} units", COLUMNS, "")
    start_mb, begins = _size_mb(database), time.perf_counter()
    clock, channel = MovableClock(BEGINS, is_running=False), Everybody()
    dispatcher = Dispatcher(database, clock, {CHANNEL: channel}, {})
    section.add("People only", "–", "–", "–", "–", "–", "–", start_mb)
    with database.work(BEGINS) as work:
        dispatcher.lease_id = take_lease(work, "country")
        plan_id = create_plan(work, STAFF, _plan())
        activate_plan(work, STAFF, plan_id)
        told = announce(work, plan_id)
    taken = time.perf_counter() - begins
    section.add("The plan announced", told, taken, "–", "–", "–", "–", _size_mb(database))
    week = Week(database, clock, dispatcher, channel, section, units, plan_id)
    for day in range(DAYS):
        await _run_day(week, day)
    wall = time.perf_counter() - begins
    _promise_once(section, database)
    section.about = _about(week, start_mb, wall)
    return section


async def _run_day(week: Week, day: int) -> None:
    figures, before = Day(), week.channel.sent.total()
    for hour in STOPS:
        await _stop(week, _at(day, hour), figures)
    week.clock.advance_to(_at(day, REPORTS_AT))
    begins = time.perf_counter()
    if day == 0:
        await week.database.write(week.clock.now(), _waive)
    figures.reports = await _report(week, day)
    figures.recording = time.perf_counter() - begins
    await _stop(week, _at(day, DAY_ENDS), figures)
    summary_ms = _check(week, f"{week.clock.now().astimezone(VIETNAM):%A}", day)
    week.section.add(
        f"{_at(day, DAY_ENDS):%A}",
        week.channel.sent.total() - before,
        figures.queueing,
        figures.sending,
        figures.reports,
        figures.recording,
        summary_ms,
        _size_mb(week.database),
    )


async def _stop(week: Week, instant: datetime, figures: Day) -> None:
    week.clock.advance_to(instant)
    begins = time.perf_counter()
    for job in (tick, queue_digests):
        while await week.database.write(week.clock.now(), job):
            pass
    queued = time.perf_counter()
    await week.dispatcher.settle()
    figures.queueing += queued - begins
    figures.sending += time.perf_counter() - queued


async def _report(week: Week, day: int) -> int:
    """The tenth of the duties whose day it is; nobody reports on the last day."""
    with week.database.look(week.clock.now()) as work:
        owing = select(Assignment.id, Assignment.unit_id).where(Assignment.waived_at.is_(None))
        rows = [(row, unit) for row, unit in work.session.execute(owing) if _report_day(row) == day]
    for first in range(0, len(rows), REPORTS_A_COMMIT):
        await week.database.write(week.clock.now(), _record, rows[first : first + REPORTS_A_COMMIT])
    return len(rows)


def _report_day(assignment_id: int) -> int | None:
    """Six tenths report, a tenth a day from Monday to Saturday."""
    tenth = assignment_id * 7 % 10
    return tenth if tenth < DAYS - 1 else None


def _record(work: Work, rows: list[tuple[int, int]]) -> None:
    for row, unit in rows:
        record_report(
            work, secretary(unit), row, values_of(row), raw_text="báo cáo", based_on=0, received_at=work.now
        )


def _waive(work: Work) -> None:
    for row in range(1, WAIVED + 1):
        waive_assignment(work, STAFF, row, "đã sáp nhập")


def _plan() -> PlanDraft:
    duties = [
        MilestoneDraft(
            f"Học tập chuyên đề {number}", "study", "study", Deadline(_at(nights, 0), ""), groups=(GROUP,)
        )
        for number, nights in enumerate(DEADLINES, start=1)
    ]
    return PlanDraft("Kế hoạch học tập cả nước", milestones=tuple(duties))


def _check(week: Week, name: str, day: int) -> float:
    begins = time.perf_counter()
    with week.database.look(week.clock.now()) as work:
        found = {one.id: one.tally for one in summarise_plan(work, STAFF, week.plan_id).milestones}
        taken = (time.perf_counter() - begins) * 1000
        open_states = OutboxMessage.state.not_in(["sent", "cancelled"])
        waiting = work.session.scalar(select(func.count()).select_from(OutboxMessage).where(open_states))
        expected = _expected(work, day)
    promise = week.section.promise
    promise(found == expected, f"{name}: {found} instead of {expected}")
    promise(
        all(one.addressed == week.units for one in found.values()),
        f"{name}: figures do not add up to the units",
    )
    promise(not waiting, f"{name}: {waiting} messages are not sent")
    return taken


def _expected(work: Work, day: int) -> dict[int, Tally]:
    """Counted from who was to report when, not from what is stored of reports."""
    counts: dict[int, Tally] = {}
    for row, milestone in work.session.execute(select(Assignment.id, Assignment.milestone_id)):
        counts.setdefault(milestone, Tally())
        counts[milestone] += _expected_of(row, day, DEADLINES[milestone - 1])
    return counts


def _expected_of(row: int, day: int, nights: int) -> Tally:
    reported = _report_day(row)
    if row <= WAIVED:
        return Tally(waived=1)
    if reported is None or reported > day:
        return Tally(missing=1)
    is_late = reported >= nights
    return Tally(on_time=not is_late, late=is_late, attended=attended(row), total=MEMBERS)


def _promise_once(section: Section, database: Database) -> None:
    """Whatever is due for somebody at one instant goes in one message."""
    twice = """
        SELECT count(*) FROM (
            SELECT address_id FROM outbox WHERE kind IN ('reminder', 'nudge')
            GROUP BY address_id, created_at HAVING count(*) > 1
        ) AS repeated
    """
    with database.look(BEGINS) as work:
        repeated = work.session.scalar(text(twice))
    section.promise(not repeated, f"{repeated} people got two reminders at one time")


def _about(week: Week, start_mb: float, wall: float) -> str:
    with week.database.look(week.clock.now()) as work:
        kinds = (OutboxMessage.kind, OutboxMessage.state)
        counts = work.session.execute(select(*kinds, func.count()).group_by(*kinds).order_by(*kinds)).all()
    reports = sum(int(row[1][3]) for row in week.section.rows if isinstance(row[1][3], int))
    grown = _size_mb(week.database) - start_mb
    return ABOUT.format(
        units=week.units,
        duties=week.units * len(DEADLINES),
        batch=REPORTS_A_COMMIT,
        waived=WAIVED,
        honest="" if week.units >= COUNTRY else HONEST.format(units=week.units, country=COUNTRY),
        outcomes=", ".join(f"{count:,} {kind} {state}" for kind, state, count in counts),
        wall=wall,
        start_mb=start_mb,
        end_mb=start_mb + grown,
        growth_mb=grown / DAYS,
        per_message=grown * 1e6 / (week.channel.sent.total() + reports),
        peak_mb=_peak_mb(),
    )


def _at(day: int, hour: float) -> datetime:
    return BEGINS.replace(hour=0) + timedelta(days=day, hours=hour)


def _size_mb(database: Database) -> float:
    with database.look(BEGINS) as work:
        pages, size = (work.session.scalar(text(f"PRAGMA {name}")) for name in ("page_count", "page_size"))
    return int(pages or 0) * int(size or 0) / 1e6


def _forget_peak() -> None:
    """The peak of other proofs of the same process is not that of this one; some systems keep it."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _peak_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024
