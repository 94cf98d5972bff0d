"""Whatever fails, and in whatever order: nothing is lost, nothing is done twice, nobody is told in vain.

`DONDOC_FAULT_EXAMPLES` and `DONDOC_FAULT_STEPS` make it look longer, at something else each time.
"""

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select
from structlog.testing import capture_logs
from structlog.types import EventDict

from bot import build, dispatcher, inbox_worker
from domain.local_time import VIETNAM
from handlers.commands import COMMANDS
from services.actors import find_sender
from services.assignments import get_assignment
from services.changes import extend_deadline, nudge_now, waive_assignment
from services.outbox import PUSHED_KINDS, REMINDING_KINDS
from services.reporting import record_report
from services.work import Work
from storage.tables import (
    Address,
    Assignment,
    AuditEntry,
    InboxMessage,
    OutboxAttempt,
    OutboxMessage,
    Reminder,
    ReportRevision,
)
from tests.faults import world as worlds
from tests.faults.messenger import ACCEPTS, LOSES_ANSWER, LOSES_MESSAGE, MOODS, STALLS
from tests.faults.world import OTHER_CHANNEL, Process, World
from tests.office import CHANNEL, SECRETARIES, by_end_of, staff

EXAMPLES = int(os.environ.get("DONDOC_FAULT_EXAMPLES", "0"))
STEPS = int(os.environ.get("DONDOC_FAULT_STEPS", "30"))
STATES = ("queued", "sending", "sent", "failed", "uncertain", "undeliverable", "cancelled")
OPEN = ("queued", "sending", "failed")
TOTAL = 10_000
RECEIPT = "Đã ghi nhận "
# A bug in the product says one of these; refusals of the messenger and lost leases are told otherwise.
BUGS = ("job_failed", "turn_failed", "message_not_written", "send_bug", "apology_failed", "round_repeated")

POINTS = (
    "in a turn",
    "in a round",
    "in a job",
    "before the claim",
    "after the claim",
    "after the send",
    "after the receipt",
    "stopped in good order",
)
WHO = st.integers(0, 1)
PLACE = st.integers(0, 8)
CHAT = st.sampled_from(sorted(SECRETARIES))
TIMES = st.sampled_from(
    [
        timedelta(seconds=10),
        timedelta(minutes=2),
        timedelta(hours=1),
        timedelta(hours=5),
        timedelta(hours=13),
        timedelta(days=1),
        timedelta(days=3),
    ]
)
SENT = st.lists(st.sampled_from(MOODS), max_size=6)
MIDWAY = ("", "after the claim", "after the send")
BAD_WEATHER = st.lists(
    st.sampled_from([ACCEPTS, LOSES_ANSWER, LOSES_MESSAGE, STALLS]), min_size=2, max_size=6
)


class Machine(RuleBasedStateMachine):
    """One or two processes on one database, and everything that can happen to them."""

    policy = "hold"
    prepared: Path
    ran: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(dir=self.prepared))
        worlds.copied(self.prepared, self.folder / "office")
        self.world = World(self.folder / "office", self.policy)
        self.directly: list[int] = []
        self.figures = count(1)
        self.capturing = capture_logs()
        self.logs: list[EventDict] = self.capturing.__enter__()
        self.clock_patch = pytest.MonkeyPatch()
        self.clock_patch.setattr(dispatcher, "real_time", self.world.clock.now)
        rows = self.world.look(select(Assignment.id).order_by(Assignment.id))
        self.assignments = [row.id for row in rows]
        self.ran["examples"] += 1

    # What happens

    @initialize()
    def begins(self) -> None:
        self.world.start()

    @precondition(lambda self: len(self.world.processes) < 2)
    @rule()
    def starts(self) -> None:
        self._happens("starts")
        self.world.start()

    @precondition(lambda self: self.world.processes)
    @rule(who=WHO)
    def ticks(self, who: int) -> None:
        process = self._happens("ticks", who)
        self.world.run(self.world.run_jobs(process))

    @precondition(lambda self: self.world.processes)
    @rule(who=WHO, moods=SENT)
    def sends(self, who: int, moods: list[str]) -> None:
        process = self._happens("sends", who)
        self.world.post.moods[:] = moods
        self.world.run(process.send())

    @precondition(lambda self: self.world.processes)
    @rule(who=WHO, moods=SENT, moves_on=TIMES, rounds=st.integers(0, 3))
    def works_for_a_while(self, who: int, moods: list[str], moves_on: timedelta, rounds: int) -> None:
        process = self._happens("works", who)
        self.world.post.moods[:] = moods
        self.world.clock.turn(moves_on)
        self.world.run(self.world.run_jobs(process))
        self.world.run(process.round(list(self.world.unconfirmed)))
        self.world.unconfirmed.clear()
        for _ in range(rounds):
            self.world.run(process.round([]))

    @precondition(lambda self: self.world.processes)
    @rule(who=WHO, days=st.integers(1, 3), moods=BAD_WEATHER, point=st.sampled_from(MIDWAY))
    def reminders_meet_bad_weather(self, who: int, days: int, moods: list[str], point: str) -> None:
        """A morning on which reminders fall due, and few of them are answered."""
        process = self._happens("bad weather", who)
        morning = (self.world.clock.now() + timedelta(days=days)).astimezone(VIETNAM)
        self.world.clock.turn(morning.replace(hour=9, minute=0) - self.world.clock.now())
        self.world.run(self.world.run_jobs(process))
        self.world.post.moods[:] = moods
        if not point:
            self.world.run(process.send())
            return
        self._die(process, point)
        successor = self.world.start()
        self.world.beat()
        self.world.run(successor.send())

    @precondition(lambda self: self.world.processes)
    @rule(who=WHO)
    def handles(self, who: int) -> None:
        process = self._happens("handles", who)
        self.world.run(process.app.worker.handle_next())

    @precondition(lambda self: self.world.processes)
    @rule(who=WHO)
    def late_answers_come(self, who: int) -> None:
        process = self._happens("late answers", who)
        self.world.run(process.hear_late())

    @rule(chat=CHAT, times=st.integers(1, 3), channel=st.sampled_from([CHANNEL, OTHER_CHANNEL]))
    def somebody_asks(self, chat: str, times: int, channel: str) -> None:
        self._happens("asks")
        asked = (f"/probe {len(self.world.said) + number}" for number in range(times))
        self.world.write(chat, *asked, channel=channel)

    @rule(chat=CHAT, place=PLACE)
    def somebody_reports(self, chat: str, place: int) -> None:
        self._happens("reports")
        figure = next(self.figures)
        words = (f"/report {self._assignment(place)}", f"{figure}/{TOTAL} ngày 5/6 trực tiếp", "đúng")
        self.world.write(chat, *words)

    @precondition(lambda self: self.world.processes)
    @rule(who=WHO, in_round=st.booleans(), is_confirmed=st.booleans(), moods=SENT)
    def messenger_delivers(self, who: int, in_round: bool, is_confirmed: bool, moods: list[str]) -> None:
        """Everything not confirmed comes; unless the confirmation arrives it will come again."""
        process = self._happens("delivers", who)
        self.world.post.moods[:] = moods
        messages = list(self.world.unconfirmed)
        self.world.run(process.round(messages) if in_round else process.take_in(messages))
        if is_confirmed:
            self.world.unconfirmed.clear()

    @rule(chat=CHAT, place=PLACE)
    def report_comes_by_another_way(self, chat: str, place: int) -> None:
        self._happens("reported")
        wanted, figure = self._assignment(place), next(self.figures)
        values = {"dates": ["2024-06-05"], "attended": figure, "total": TOTAL, "mode": "truc_tiep"}

        def report(work: Work) -> None:
            actor, seen = find_sender(work, CHANNEL, chat).actor, get_assignment(work, wanted).revision
            record_report(work, actor, wanted, values, raw_text="", based_on=seen, received_at=work.now)

        if self.world.change(report):
            self.directly.append(figure)

    @rule(
        place=PLACE, what=st.sampled_from(["waives", "extends", "extends", "nudges"]), day=st.integers(7, 40)
    )
    def staff_change(self, place: int, what: str, day: int) -> None:
        self._happens(what)
        wanted, deadline = self._assignment(place), by_end_of(date(2024, 6, 1) + timedelta(days=day))

        def change(work: Work) -> None:
            actor = staff(work)
            if what == "waives":
                waive_assignment(work, actor, wanted, "bão")
            elif what == "extends":
                extend_deadline(work, actor, wanted, deadline, "bão")
            else:
                nudge_now(work, actor, work.session.get_one(Assignment, wanted).milestone_id)

        self.world.change(change)

    @rule(by=st.one_of(TIMES, st.sampled_from([timedelta(hours=-1), timedelta(hours=1)])))
    def clock_moves(self, by: timedelta) -> None:
        self._happens("set back" if by < timedelta() else "time")
        self.world.is_set_back |= by < timedelta()
        self.world.clock.turn(by)

    @precondition(lambda self: self.world.processes)
    @rule(who=WHO, point=st.sampled_from(POINTS), moods=SENT, comes_back=st.booleans())
    def dies(self, who: int, point: str, moods: list[str], comes_back: bool) -> None:
        process = self._happens(f"dies: {point}", who)
        self.world.post.moods[:] = moods
        self._die(process, point)
        if comes_back:
            self.world.start()

    def _die(self, process: Process, point: str) -> None:
        messages = list(self.world.unconfirmed)
        if point == "after the send":
            self.world.run(process.send())
            self.world.kill(process)
        elif point == "stopped in good order":
            self.world.stop(process)
        elif point == "after the receipt":
            self.world.run(process.take_in(messages))
            self.world.unconfirmed.clear()
            self.world.kill(process)
        elif point == "after the claim":
            process.dispatcher.is_to_die = True
            assert not self.world.survive(process, process.send())
        else:
            process.die_before_commit()
            doing = {
                "in a turn": process.app.worker.handle_next,
                "in a round": lambda: process.round(messages),
                "before the claim": process.send,
                "in a job": lambda: self.world.run_jobs(process),
            }[point]
            assert not self.world.survive(process, doing())

    @precondition(lambda self: len(self.world.processes) > 1)
    @rule(who=WHO, stalled=st.booleans())
    def stalls_and_goes_on(self, who: int, stalled: bool) -> None:
        """A process that stalls does not beat, and knows nothing of that."""
        process = self._happens("stalls" if stalled else "goes on", who)
        process.is_stalled = stalled

    @rule()
    def leases_run_out(self) -> None:
        self._happens("leases")
        self.world.beat()

    # What must hold

    @invariant()
    def every_step_is_sent_or_has_a_reason(self) -> None:
        rows = self.world.look(
            select(Reminder.id, Reminder.reason, OutboxMessage.id, OutboxMessage.state).outerjoin(
                OutboxMessage, OutboxMessage.id == Reminder.outbox_id
            )
        )
        assert [row for row in rows if row.state not in STATES and not row.reason] == []
        known = {row[2] for row in rows}
        pushed = self.world.look(select(OutboxMessage.id).where(OutboxMessage.kind.in_(REMINDING_KINDS)))
        assert {row.id for row in pushed} <= known, "a reminder that no step accounts for"

    @invariant()
    def nothing_arrives_more_often_than_is_told(self) -> None:
        rows = self.world.look(select(OutboxMessage.id, OutboxMessage.kind, OutboxMessage.resends))
        arrived, unknown = (
            Counter(message.id for message in self.world.post.accepted),
            self.world.post.unknown,
        )
        for row in rows:
            assert arrived[row.id] - 1 <= row.resends <= unknown[row.id], (row, arrived[row.id])
            if self.policy == "hold" and row.kind in PUSHED_KINDS:
                assert arrived[row.id] <= 1, f"{row} reached the messenger twice"

    @invariant()
    def a_message_goes_on_only_from_where_it_did_not_arrive(self) -> None:
        if self.policy == "hold":
            left = self.world.look(select(OutboxAttempt.outbox_id, OutboxAttempt.address_id))
            pushed = [message for message in self.world.post.accepted if message.kind in PUSHED_KINDS]
            assert not {tuple(row) for row in left} & {(message.id, message.address_id) for message in pushed}

    @invariant()
    def nothing_is_given_up_while_a_way_is_left(self) -> None:
        given_up = self.world.look(
            select(OutboxMessage.id, OutboxMessage.address_id, Address.person_id)
            .join(Address, Address.id == OutboxMessage.address_id)
            .where(OutboxMessage.state == "undeliverable", OutboxMessage.inbox_id.is_(None))
        )
        left = self.world.look(select(OutboxAttempt.outbox_id, OutboxAttempt.address_id))
        tried = {tuple(row) for row in left} | {(row.id, row.address_id) for row in given_up}
        for row in given_up:
            for address in self.world.look(select(Address.id).where(Address.person_id == row.person_id)):
                assert (row.id, address.id) in tried or address.id in self.world.post.blocked, row

    @invariant()
    def what_is_sent_was_accepted(self) -> None:
        sent = self.world.look(select(OutboxMessage.id).where(OutboxMessage.state == "sent"))
        assert {row.id for row in sent} <= {message.id for message in self.world.post.accepted}

    @invariant()
    def replies_arrive_in_order(self) -> None:
        first: dict[int, list[int]] = {}
        for message in self.world.post.accepted:
            arrived = first.setdefault(message.address_id, [])
            if message.kind == "reply" and message.id not in arrived:
                arrived.append(message.id)
        assert all(arrived == sorted(arrived) for arrived in first.values()), first

    @invariant()
    def nobody_is_disturbed_in_vain(self) -> None:
        assert self.world.post.problems == []

    @invariant()
    def no_bug_was_logged(self) -> None:
        bugs = [entry for entry in self.logs if entry["event"] in BUGS]
        forgotten = [entry for entry in self.logs if entry["event"] == "step_forgotten"]
        assert bugs == []
        assert forgotten == [] or self.world.is_set_back

    @invariant()
    def every_message_is_handled_at_most_once(self) -> None:
        inbox = self.world.look(select(InboxMessage.message_id))
        said = {message.message_id for message in self.world.said}
        assert len(inbox) == len({row.message_id for row in inbox} & said)
        probed = self.world.look(
            select(AuditEntry.subject_id, func.count())
            .where(AuditEntry.action == "probed")
            .group_by(AuditEntry.subject_id)
        )
        assert [row for row in probed if row[1] > 1] == []

    @invariant()
    def every_recorded_report_is_there_once(self) -> None:
        told = self.world.look(
            select(OutboxMessage.content, OutboxMessage.inbox_id).where(OutboxMessage.kind == "reply")
        )
        by_chat = [row.inbox_id for row in told if row.content["text"].startswith(RECEIPT)]
        revisions = self.world.look(select(ReportRevision.values))
        figures = Counter(row[0]["attended"] for row in revisions)
        assert set(figures.values()) <= {1}, "stored twice"
        assert set(self.directly) <= set(figures), "lost"
        assert len(by_chat) == len(set(by_chat)) == len(figures) - len(self.directly)

    # How it ends

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:
                self._ends_well()
        finally:
            self.ran.update({"mood: " + mood: times for mood, times in self.world.post.tried.items()})
            self.ran["accepted"] += len(self.world.post.accepted)
            self.world.close()
            self.clock_patch.undo()
            self.capturing.__exit__(None, None, None)
            shutil.rmtree(self.folder)

    def _ends_well(self) -> None:
        self.world.settle()
        self.check_all()
        left = self.world.look(
            select(OutboxMessage.id, OutboxMessage.kind, OutboxMessage.state).where(
                OutboxMessage.state.in_(OPEN)
            )
        )
        assert left == [], "nothing waits for ever"
        inbox = self.world.look(select(InboxMessage.message_id, InboxMessage.outcome, InboxMessage.text))
        assert {row.message_id for row in inbox} == {message.message_id for message in self.world.said}
        assert {row.outcome for row in inbox} <= {"done", "refused"}
        probes = self.world.look(select(func.count()).where(AuditEntry.action == "probed"))
        self.ran["switched"] += self.world.look(select(func.count(OutboxAttempt.id)))[0][0]
        assert probes[0][0] == sum(row.text.startswith("/probe") for row in inbox)

    def check_all(self) -> None:
        """Everything that always holds."""
        for check in (
            self.every_step_is_sent_or_has_a_reason,
            self.nothing_arrives_more_often_than_is_told,
            self.a_message_goes_on_only_from_where_it_did_not_arrive,
            self.nothing_is_given_up_while_a_way_is_left,
            self.what_is_sent_was_accepted,
            self.replies_arrive_in_order,
            self.nobody_is_disturbed_in_vain,
            self.no_bug_was_logged,
            self.every_message_is_handled_at_most_once,
            self.every_recorded_report_is_there_once,
        ):
            check()

    def _assignment(self, place: int) -> int:
        return self.assignments[place % len(self.assignments)]

    def _happens(self, what: str, who: int = 0) -> Process:
        """A second passes; returns the process it happens to, if any."""
        self.ran[what] += 1
        self.ran["steps"] += 1
        self.world.clock.turn(timedelta(seconds=1))
        processes = self.world.processes
        return processes[who % len(processes)] if processes else None  # type: ignore[return-value]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return worlds.prepare(tmp_path_factory.mktemp("office"))


@pytest.fixture
def _unhurried(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(COMMANDS, "probe", worlds.probe)
    monkeypatch.setattr(inbox_worker, "LONGEST_BATCH_SECONDS", 60.0)
    monkeypatch.setattr(build, "STOP_SECONDS", 0.01)
    yield


@pytest.mark.sqlite
@pytest.mark.usefixtures("_unhurried")
@pytest.mark.parametrize("policy", ["hold", "resend"])
def test_whatever_fails_in_whatever_order(policy: str, prepared: Path) -> None:
    ran: Counter[str] = Counter()
    machine = type("Machine", (Machine,), {"policy": policy, "prepared": prepared, "ran": ran})
    profile = settings(
        max_examples=EXAMPLES or 8,
        stateful_step_count=STEPS,
        derandomize=not EXAMPLES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(machine, settings=profile)
    finally:
        print(policy, dict(ran))  # noqa: T201
