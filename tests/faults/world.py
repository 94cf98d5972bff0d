"""An office on a SQLite file, the processes that work on it, and how they die, stall and come back."""

import asyncio
import itertools
import shutil
from collections.abc import Callable, Coroutine
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import event, select

from bot.build import App
from bot.pump import Pump
from bot.turnover import Parcel
from domain.errors import DomainError
from domain.local_time import VIETNAM
from domain.messages import Incoming, Reply
from handlers.conversation import Replies, Turn
from scheduler.jobs import JOBS, Job
from services import audit, leases
from services.actors import find_sender
from services.outbox import REMINDING_KINDS
from services.work import Database, Work
from storage.tables import Address, Assignment, OutboxMessage, Report
from tests.builders import build_database, build_settings
from tests.faults.messenger import Crash, Line, Post, WatchedDispatcher, assignments_named
from tests.office import CHANNEL, SECRETARIES, by_end_of, fill_office, issue_plan, local

OTHER_CHANNEL = "telegram"
BEGIN = local("2024-06-07T07:30")
# Two studies end on one day, so that one message reminds of both.
PLANS = {"Nghị quyết 14": date(2024, 6, 14), "Chỉ thị 5": date(2024, 6, 14), "Quy định 8": date(2024, 6, 28)}
STALE = leases.RUNS_OUT_AFTER_SECONDS + 1
Result = TypeVar("Result")


class TurnableClock:
    """A clock that stands still and can be set, also back."""

    def __init__(self, instant: datetime) -> None:
        self._instant = instant

    def now(self) -> datetime:
        """The present instant."""
        return self._instant

    def turn(self, by: timedelta) -> None:
        """Set it forward or back."""
        self._instant += by


class Process:
    """One running bot whose rounds are done one by one."""

    def __init__(self, folder: Path, post: Post, clock: TurnableClock, policy: str) -> None:
        self.app = App(build_settings(folder, uncertain_reminders=policy), clock, {})
        self.lines = (Line(post, CHANNEL), Line(post, OTHER_CHANNEL))
        self.app.channels |= {line.name: line for line in self.lines}
        self.dispatcher = WatchedDispatcher(self.app.database, clock, self.app.channels, {})
        self.dispatcher.lines = self.lines
        self.app.dispatcher = self.dispatcher
        self.watch = leases.Watch()
        self.is_stalled = False
        self._intake = self.app._intake
        self._pump = Pump(self.app.database, clock, self._intake, self.app.worker, self.dispatcher)

    async def take_in(self, messages: list[Incoming]) -> None:
        """Store what the messenger delivers, outside of a round."""
        self._intake.is_pumped = False
        await self.app.take_in(messages)

    async def round(self, messages: list[Incoming]) -> None:
        """One round, with what is delivered meanwhile."""
        self._intake.is_pumped = True
        stored = asyncio.create_task(self.app.take_in(messages))
        try:
            await asyncio.sleep(0)
            await self._pump.round()
            await stored
        finally:
            stored.cancel()
        await self.hear()

    async def send(self) -> None:
        """Note and claim and send, and hear what there is to hear."""
        await self.dispatcher.turn_over()
        await self.hear()

    async def hear(self) -> None:
        """Wait for every answer but those that stay away."""
        while self.dispatcher.is_busy:  # noqa: ASYNC110
            await asyncio.sleep(0)

    async def hear_late(self) -> None:
        """The answers that stayed away come."""
        for line in self.lines:
            line.answer()
        await asyncio.sleep(0)
        await self.hear()

    async def die(self) -> None:
        """Nothing is finished, nothing is noted; the lease stays."""
        await self.dispatcher.abandon()
        self.app.database.close()

    def die_before_commit(self) -> None:
        """The next transaction is never committed."""
        event.listen(self.app.database._engine, "commit", _die)


def _die(_connection: object) -> None:
    raise Crash


class World:
    """The office, its people's phones, the processes and the clock."""

    def __init__(self, folder: Path, policy: str) -> None:
        self.loop = asyncio.new_event_loop()
        self.clock = TurnableClock(BEGIN)
        self.post = Post(self.clock)
        self.folder, self.policy = folder, policy
        self.processes: list[Process] = []
        self.said: list[Incoming] = []
        self.unconfirmed: list[Incoming] = []
        self.steady = 0.0
        self.is_set_back = False
        self._numbers = itertools.count(1)
        settings = build_settings(folder)
        self.witness = Database(settings.database_url.get_secret_value(), settings.installation())

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Drive a coroutine to its end."""
        return self.loop.run_until_complete(work)

    def look(self, query: Any) -> list[Any]:
        """Rows as they stand."""
        with self.witness.look(self.clock.now()) as work:
            return list(work.session.execute(query).all())

    def start(self) -> Process:
        """One more process comes up."""
        process = Process(self.folder, self.post, self.clock, self.policy)
        self.run(process.app.open())
        process.dispatcher.look = self._look_at  # type: ignore[method-assign]
        self.processes.append(process)
        return process

    def kill(self, process: Process) -> None:
        """A process is gone; of what it was sending nobody knows anything."""
        self.processes.remove(process)
        own = process.dispatcher.lease_id
        self.post.unknown.update(row for row, lease in self.in_sending().items() if lease == own)
        self.run(process.die())

    def stop(self, process: Process) -> None:
        """A process ends in good order."""
        self.processes.remove(process)
        self.post.unknown.update(message.id for line in process.lines for message in line.stalled)
        self.run(process.app.stop())

    def survive(self, process: Process, work: Coroutine[Any, Any, object]) -> bool:
        """Do something in a process that may die of it; whether it did not."""
        try:
            self.run(work)
        except Crash:
            self.kill(process)
            return False
        return True

    def beat(self) -> None:
        """Every process shows that it lives, but for those that stall; whose lease runs out loses it."""
        before = self.in_sending()
        for _ in range(2):
            for process in [known for known in self.processes if not known.is_stalled]:
                self.run(process.app._beat(process.watch, self.steady))
            self.steady += STALE
        after = self.in_sending()
        self.post.unknown.update(row for row, lease in before.items() if after.get(row) != lease)

    def in_sending(self) -> dict[int, int | None]:
        """What is being sent, and by whom."""
        rows = self.look(
            select(OutboxMessage.id, OutboxMessage.lease_id).where(OutboxMessage.state == "sending")
        )
        return {row.id: row.lease_id for row in rows}

    def write(self, chat_id: str, *texts: str, channel: str = CHANNEL) -> list[Incoming]:
        """Somebody writes; the messenger keeps it until it is confirmed."""
        now = self.clock.now()
        new = [Incoming(channel, str(next(self._numbers)), chat_id, text, sent_at=now) for text in texts]
        self.said += new
        self.unconfirmed += new
        return new

    def change(self, use_case: Callable[[Work], object]) -> bool:
        """Somebody changes something by another way than a chat; whether it was allowed."""
        try:
            with self.witness.work(self.clock.now()) as work:
                use_case(work)
        except DomainError:
            return False
        return True

    async def run_jobs(self, process: Process, jobs: tuple[Job, ...] = JOBS) -> None:
        """What runs by itself."""
        for job in jobs:
            await process.app.run_job(job)

    def settle(self) -> None:
        """All faults end, the day begins, and time passes."""
        self.post.moods.clear()
        for process in self.processes:
            process.is_stalled = False
            self.run(process.hear_late())
        if not self.processes:
            self.start()
        self.beat()
        self.clock.turn(_until_ten(self.clock.now()))
        self.run(self.processes[0].take_in(list(self.unconfirmed)))
        self.unconfirmed.clear()
        for _ in range(4):
            for process in self.processes:
                self.run(self.run_jobs(process))
                self.run(process.app.settle())
            self.clock.turn(timedelta(minutes=10))

    def close(self) -> None:
        """Everything ends."""
        for process in list(self.processes):
            self.run(process.die())
        self.witness.close()
        self.loop.close()

    def _look_at(self, parcels: list[Parcel]) -> None:
        """Just claimed and written: nothing of it may be settled already."""
        reminders = [parcel for parcel in parcels if parcel.message.kind in REMINDING_KINDS]
        settled = self.settled() if reminders else set()
        for parcel in reminders:
            for known in assignments_named(parcel.reply) & settled:
                self.post.problems.append(f"reminded of {known}, which is settled, by {parcel.message.id}")

    def settled(self) -> set[int]:
        """What is reported or waived."""
        reported = select(Report.assignment_id).where(Report.returned_at.is_(None))
        waived = select(Assignment.id).where(Assignment.waived_at.is_not(None))
        return {row[0] for row in self.look(reported)} | {row[0] for row in self.look(waived)}


def _until_ten(now: datetime) -> timedelta:
    ten = now.astimezone(VIETNAM).replace(hour=10, minute=0)
    return (ten if ten >= now else ten + timedelta(days=1)) - now


def prepare(folder: Path) -> Path:
    """An office with its plans in force, to be copied."""
    database = build_database(folder)
    with database.work(BEGIN) as work:
        fill_office(work)
        _give_second_channels(work)
        for title, day in PLANS.items():
            issue_plan(work, title, by_end_of(day))
    database.close()
    return folder


def _give_second_channels(work: Work) -> None:
    """Whoever speaks for a unit can be written to on two messengers; staff on one."""
    for chat_id in SECRETARIES:
        person_id = find_sender(work, CHANNEL, chat_id).actor.person_id  # type: ignore[union-attr]
        other = find_sender(work, OTHER_CHANNEL, chat_id)
        address = work.session.get_one(Address, other.address_id)
        address.person_id, address.rank = person_id, 1


def copied(prepared: Path, folder: Path) -> Path:
    """The same office in another folder."""
    folder.mkdir()
    shutil.copy(prepared / "dondoc.sqlite3", folder)
    return folder


def probe(turn: Turn, words: str) -> Replies:
    """`/probe`: a change and an answer that can both be counted."""
    audit.record(turn.work, turn.actor, "probed", "inbox", turn.inbox_id)
    return [Reply(f"probe {words}")]
