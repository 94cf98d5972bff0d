"""Messages that are on their way: what is learnt of them late, twice, at the same time, or never."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot import build
from bot.build import App
from bot.clock import MovableClock
from bot.dispatcher import Dispatcher
from channels.base import FileToSend, Receive, SendError
from domain.messages import Reply
from services import leases
from services.changes import extend_deadline, waive_assignment
from services.pacing import Rate
from services.reminding import tick
from services.work import Database, Work
from storage.tables import Address, OutboxMessage, Pace, Reminder
from tests.builders import build_app, build_settings
from tests.core import NOON, add_address, open_database, row_of, say_to, states
from tests.office import STUDY, assignment_of, by_end_of, fill_office, issue_plan, local, staff

CLOCK = MovableClock(NOON, is_running=False)
REFUSED = SendError("server_error")


class SlowChannel:
    """A messenger that answers when it is told to."""

    def __init__(self, name: str = "telegram") -> None:
        self.name = name
        self.sent: list[str] = []
        self._answers: list[asyncio.Future[None]] = []

    async def start(self, receive: Receive) -> None:
        """Nothing comes in here."""

    async def stop(self) -> None:
        """Nothing to stop."""

    async def send(self, chat_id: str, reply: Reply, file: FileToSend | None) -> str | None:
        """Take a message, and answer later."""
        self.sent.append(reply.text)
        answer = asyncio.get_running_loop().create_future()
        self._answers.append(answer)
        await answer
        return f"m{len(self.sent)}"

    async def answers(self, error: SendError | None = None) -> None:
        """The oldest message that waits for its answer gets it."""
        answer = self._answers.pop(0)
        if error is None:
            answer.set_result(None)
        else:
            answer.set_exception(error)
        await let_run()


async def let_run() -> None:
    """Let everything go on that can."""
    for _ in range(5):
        await asyncio.sleep(0)


def dispatcher_for(
    database: Database, channel: SlowChannel, clock: MovableClock = CLOCK, rate: Rate | None = None
) -> Dispatcher:
    """A dispatcher with a lease of its own."""
    rates = {} if rate is None else {channel.name: rate}
    dispatcher = Dispatcher(database, clock, {channel.name: channel}, rates)
    with database.work(clock.now()) as work:
        dispatcher.lease_id = leases.take_lease(work, "here")
    return dispatcher


def queue_to(database: Database, *chats: str) -> list[int]:
    with database.work(NOON) as work:
        return [say_to(work, add_address(work, chat_id), f"cho {chat_id}") for chat_id in chats]


async def test_an_answer_that_comes_while_others_are_noted_is_not_lost(database: Database) -> None:
    channel = SlowChannel()
    dispatcher = dispatcher_for(database, channel)
    queue_to(database, "hoa", "lan")
    await dispatcher.turn_over()
    await let_run()
    await channel.answers()
    first, second = dispatcher.outcomes(), dispatcher.outcomes()
    await channel.answers()
    dispatcher.begin([], first)
    dispatcher.begin([], second)
    assert len(dispatcher.outcomes()) == 1, "two rounds may note the same; what neither knew waits"
    await dispatcher.turn_over()


async def test_two_rounds_at_the_same_time_note_everything(database: Database) -> None:
    channel = SlowChannel()
    dispatcher = dispatcher_for(database, channel)
    queue_to(database, *(f"70{number}" for number in range(6)))
    await dispatcher.turn_over()
    await let_run()
    await channel.answers()
    rounds = [asyncio.create_task(dispatcher.turn_over()) for _ in range(2)]
    for error in (REFUSED, None, None, None, None):
        await channel.answers(error)
    await asyncio.gather(*rounds)
    await dispatcher.turn_over()
    assert sorted(states(database)) == ["failed", *["sent"] * 5]
    assert not dispatcher.is_sending


async def test_what_waits_at_the_gate_when_the_bot_stops_goes_back_into_the_queue(database: Database) -> None:
    channel = SlowChannel()
    dispatcher = dispatcher_for(database, channel, rate=Rate(a_second=8))
    first, second = queue_to(database, "hoa", "lan")
    await dispatcher.turn_over()
    await asyncio.sleep(0.02)
    assert channel.sent == ["cho hoa"], "the other waits for its departure"
    await channel.answers()
    await dispatcher.finish(0.01)
    assert row_of(database, first).state == "sent"
    left = row_of(database, second)
    assert (left.state, left.attempts, left.resends, left.lease_id) == ("failed", 0, 0, None)
    assert left.not_before <= NOON, "it may go at once"


async def test_what_has_no_answer_when_the_bot_stops_goes_by_the_policy(database: Database) -> None:
    channel = SlowChannel()
    dispatcher = dispatcher_for(database, channel)
    (row,) = queue_to(database, "hoa")
    await dispatcher.turn_over()
    await let_run()
    await dispatcher.finish(0.01)
    assert row_of(database, row).state == "sending"
    with database.work(NOON) as work:
        assert leases.give_up(work, dispatcher.lease_id) == 1
    assert (row_of(database, row).state, row_of(database, row).resends) == ("queued", 1)


class FadingDatabase(Database):
    """A database that commits, and goes away before it can say so."""

    is_fading = False

    @contextmanager
    def work(self, now: datetime, *, is_past: bool = False) -> Iterator[Work]:
        with super().work(now, is_past=is_past) as work:
            yield work
        if self.is_fading:
            raise OperationalError("COMMIT", {}, OSError("server closed the connection"))


async def test_what_was_claimed_by_a_commit_that_nobody_confirmed_is_sent_once(tmp_path: Path) -> None:
    settings = build_settings(tmp_path)
    database = FadingDatabase(settings.database_url.get_secret_value(), settings.installation())
    database.migrate()
    channel = SlowChannel()
    dispatcher = dispatcher_for(database, channel)
    (first,) = queue_to(database, "hoa")
    await dispatcher.turn_over()
    await let_run()
    (second,) = queue_to(database, "lan")
    database.is_fading = True
    with pytest.raises(OperationalError):
        await dispatcher.turn_over()
    assert (row_of(database, first).state, row_of(database, second).state) == ("sending", "sending")
    database.is_fading = False
    await dispatcher.turn_over()
    await let_run()
    assert channel.sent == ["cho hoa", "cho lan"]
    assert (row_of(database, second).attempts, row_of(database, second).resends) == (1, 0)
    await channel.answers()
    await channel.answers()
    await dispatcher.turn_over()
    assert states(database) == ["sent", "sent"]
    database.close()


async def test_a_failure_that_is_told_after_the_lease_was_lost_is_ignored(database: Database) -> None:
    slow, other = SlowChannel(), SlowChannel()
    stalled = dispatcher_for(database, slow)
    (row,) = queue_to(database, "hoa")
    await stalled.turn_over()
    await let_run()
    with database.work(NOON) as work:
        leases.give_up(work, stalled.lease_id)
    living = dispatcher_for(database, other)
    await living.turn_over()
    await let_run()
    await slow.answers(REFUSED)
    await stalled.turn_over()
    assert row_of(database, row).state == "sending"
    await other.answers()
    await living.turn_over()
    assert (row_of(database, row).state, len(other.sent)) == ("sent", 1)


async def test_a_messenger_that_asks_to_wait_is_left_alone_by_all_processes(database: Database) -> None:
    slow, other = SlowChannel(), SlowChannel()
    dispatcher = dispatcher_for(database, slow)
    queue_to(database, "hoa", "lan")
    await dispatcher.turn_over()
    await let_run()
    await slow.answers(SendError("too_many_requests", wait=timedelta(minutes=1)))
    await dispatcher.turn_over()
    queue_to(database, "mai")
    assert await dispatcher_for(database, other).turn_over() == 0
    with database.look(NOON) as work:
        assert work.session.get_one(Pace, "telegram").paused_until > work.now


class Desk:
    """The office with one study that is due to be reminded of."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = MovableClock(local("2024-06-21T08:00"), is_running=False)
        self.channel = SlowChannel("web")
        with database.work(local("2024-06-05T09:00")) as work:
            fill_office(work)
            study = issue_plan(work, STUDY, by_end_of(date(2024, 6, 28)))
            other = issue_plan(work, "Học tập Chỉ thị 5", by_end_of(date(2024, 6, 28)))
            self.study, self.other = assignment_of(work, study, "lan"), assignment_of(work, other, "lan")
        self.dispatcher = dispatcher_for(database, self.channel, self.clock)

    def changes(self, use_case: Callable[[Work], object]) -> None:
        with self.database.work(self.clock.now()) as work:
            use_case(work)

    async def sends(self, *, later: timedelta = timedelta(0)) -> None:
        self.clock.advance(later)
        await self.dispatcher.turn_over()
        await let_run()

    async def reminds_lan(self) -> OutboxMessage:
        """The reminder for Lan is on its way, and the only one."""
        with self.database.work(self.clock.now()) as work:
            while tick(work):
                pass
            others = select(Address.id).where(Address.chat_id != "lan")
            for row in work.session.scalars(
                select(OutboxMessage).where(OutboxMessage.address_id.in_(others))
            ):
                row.state, row.reason, row.finished_at = "cancelled", "not of this story", work.now
        await self.sends()
        with self.database.look(self.clock.now()) as work:
            (row,) = work.session.scalars(select(OutboxMessage).where(OutboxMessage.state == "sending"))
            return row

    def steps(self, assignment_id: int) -> list[tuple[bool, str]]:
        """Whether a message accounts for each step of an assignment, and the reason."""
        with self.database.look(self.clock.now()) as work:
            rows = work.session.scalars(select(Reminder).where(Reminder.assignment_id == assignment_id))
            return [(row.outbox_id is not None, row.reason) for row in rows if row.recipient != "nobody"]


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def extend(assignment_id: int) -> Callable[[Work], object]:
    return lambda work: extend_deadline(work, staff(work), assignment_id, by_end_of(date(2024, 7, 31)), "bão")


def waive(assignment_id: int) -> Callable[[Work], object]:
    return lambda work: waive_assignment(work, staff(work), assignment_id, "bão")


@pytest.mark.parametrize(("change", "reason"), [(extend, "extended"), (waive, "waived")])
async def test_a_reminder_on_its_way_is_not_repeated_for_what_is_settled_meanwhile(
    desk: Desk, change: Callable[[int], Callable[[Work], object]], reason: str
) -> None:
    message = await desk.reminds_lan()
    desk.changes(change(desk.study))
    await desk.channel.answers(REFUSED)
    await desk.sends()
    await desk.sends(later=timedelta(minutes=1))
    assert len(desk.channel.sent) == 2
    assert STUDY in desk.channel.sent[0]
    assert STUDY not in desk.channel.sent[1]
    assert "Chỉ thị 5" in desk.channel.sent[1]
    assert (True, reason) in desk.steps(desk.study)
    await desk.channel.answers()
    await desk.sends()
    assert row_of(desk.database, message.id).state == "sent"


async def test_a_reminder_on_its_way_is_cancelled_when_all_of_it_is_settled_meanwhile(desk: Desk) -> None:
    message = await desk.reminds_lan()
    desk.changes(extend(desk.study))
    desk.changes(extend(desk.other))
    await desk.channel.answers(REFUSED)
    await desk.sends()
    await desk.sends(later=timedelta(minutes=1))
    assert len(desk.channel.sent) == 1
    assert (row_of(desk.database, message.id).state, row_of(desk.database, message.id).reason) == (
        "cancelled",
        "settled",
    )


async def test_a_reminder_that_did_arrive_counts_as_sent_whatever_happened_meanwhile(desk: Desk) -> None:
    message = await desk.reminds_lan()
    desk.changes(extend(desk.study))
    desk.changes(waive(desk.other))
    await desk.channel.answers()
    await desk.sends()
    assert row_of(desk.database, message.id).state == "sent"


@pytest.fixture
async def two_apps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[list[App]]:
    """Two processes on one database whose leases beat and run out a hundred times faster."""
    monkeypatch.setattr(leases, "BEAT_SECONDS", 0.05)
    monkeypatch.setattr(leases, "RUNS_OUT_AFTER_SECONDS", 1.5)
    monkeypatch.setattr(build, "STOP_SECONDS", 0.1)
    apps = [build_app(tmp_path, NOON) for _ in range(2)]
    for app in apps:
        await app.open()
        await app.start(with_ticker=False)
    yield apps
    for app in apps:
        await app.stop()


async def test_processes_that_live_keep_their_leases(two_apps: list[App]) -> None:
    held = [app.dispatcher.lease_id for app in two_apps]
    await asyncio.sleep(1)
    assert [app.dispatcher.lease_id for app in two_apps] == held


async def test_what_a_dead_process_was_sending_is_released_by_the_living(
    two_apps: list[App], tmp_path: Path
) -> None:
    dead = open_database(tmp_path)
    channel = SlowChannel()
    dispatcher = dispatcher_for(dead, channel)
    (row,) = queue_to(dead, "hoa")
    await dispatcher.turn_over()
    for _ in range(100):
        await asyncio.sleep(0.05)
        if row_of(dead, row).state != "sending":
            break
    assert (row_of(dead, row).state, row_of(dead, row).resends) == ("queued", 1)
    with dead.look(NOON) as work:
        assert len(leases.beats_of_others(work, 0)) == 2
    await dispatcher.finish(0)
    dead.close()


async def test_a_lease_that_was_lost_is_taken_anew(two_apps: list[App]) -> None:
    app = two_apps[0]
    lost = app.dispatcher.lease_id
    await app.database.write(NOON, leases.give_up, lost)
    for _ in range(100):
        await asyncio.sleep(0.05)
        if app.dispatcher.lease_id != lost:
            break
    assert app.dispatcher.lease_id not in (0, lost)
    with app.database.look(NOON) as work:
        assert app.dispatcher.lease_id in leases.beats_of_others(work, 0)
