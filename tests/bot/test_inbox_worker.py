"""Batches of turns: in order, together, and with the same results as one by one, whatever goes wrong."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import select

from bot import inbox_worker
from bot.clock import MovableClock
from bot.inbox_worker import InboxWorker, handle_carefully
from domain.errors import DomainError
from domain.messages import Incoming, Reply
from handlers.commands import COMMANDS
from handlers.conversation import Replies, Turn
from services import audit
from services.inbox import receive
from services.outbox import NewPush, queue_pushes
from services.work import Database
from storage.tables import Address, AuditEntry, InboxMessage, OutboxMessage, Reminder, ReportRevision
from tests.office import CHANNEL, STUDY, assignment_of, by_end_of, fill_office, issue_plan, local

MORNING = local("2024-06-10T09:00")
FIGURES = "45/60 ngày 5/6 trực tiếp"
_numbers = itertools.count(1)


@dataclass
class Office:
    """The office whose inbox is handled."""

    database: Database
    worker: InboxWorker
    study: int

    def hears(self, *said: tuple[str, str], kind: str = "text") -> None:
        """Messages arrive: (chat, words)."""
        messages = [
            Incoming(CHANNEL, str(next(_numbers)), *pair, kind=kind, sent_at=MORNING) for pair in said
        ]
        with self.database.work(MORNING) as work:
            receive(work, messages)

    async def handles_all(self) -> list[int]:
        """Handle until nothing waits; how many in each batch."""
        batches = []
        while handled := await self.worker.handle_next():
            batches.append(handled)
        return batches

    async def talks(self, *said: tuple[str, str]) -> None:
        """One after the other, each in a batch of its own."""
        for pair in said:
            self.hears(pair)
            await self.handles_all()

    def told(self, chat_id: str) -> list[str]:
        """What is on its way to a chat, oldest first."""
        with self.database.look(MORNING) as work:
            queued = (
                select(OutboxMessage.content)
                .join(Address, Address.id == OutboxMessage.address_id)
                .where(Address.chat_id == chat_id, OutboxMessage.kind.in_(["reply", "notice"]))
                .order_by(OutboxMessage.id)
            )
            return [content["text"] for content in work.session.scalars(queued)]

    def outcomes(self) -> list[tuple[str, str]]:
        """Outcome and error of every message, oldest first."""
        with self.database.look(MORNING) as work:
            rows = work.session.execute(
                select(InboxMessage.outcome, InboxMessage.error).order_by(InboxMessage.id)
            )
            return [tuple(row) for row in rows]

    def revisions(self) -> int:
        """How many revisions of reports there are."""
        with self.database.look(MORNING) as work:
            return len(list(work.session.scalars(select(ReportRevision.id))))

    def audited(self, action: str) -> int:
        """How many changes of a name were noted."""
        with self.database.look(MORNING) as work:
            return len(list(work.session.scalars(select(AuditEntry.id).where(AuditEntry.action == action))))


@pytest.fixture
def office(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with database.work(local("2024-06-05T09:00")) as work:
        fill_office(work)
        milestone = issue_plan(work, STUDY, by_end_of(date(2024, 6, 28)))
        study = assignment_of(work, milestone, "hoa")
    monkeypatch.setitem(COMMANDS, "bug", change_and_break)
    monkeypatch.setitem(COMMANDS, "refuse", change_and_refuse)
    monkeypatch.setattr(inbox_worker, "LONGEST_BATCH_SECONDS", 60.0)
    yield Office(database, InboxWorker(database, MovableClock(MORNING, is_running=False)), study)


def change_and_break(turn: Turn, _words: str) -> Replies:
    audit.record(turn.work, turn.actor, "by_a_bug", "x", None)
    raise ZeroDivisionError("a bug")


def change_and_refuse(turn: Turn, _words: str) -> Replies:
    audit.record(turn.work, turn.actor, "refused", "x", None)
    turn.tell(turn.sender.address_id, Reply("never said"))
    raise DomainError("not-allowed")


async def test_one_message_of_each_chat_shares_a_batch(office: Office) -> None:
    office.hears(
        ("hoa", "/tasks"), ("hoa", "/history"), ("lan", "/tasks"), ("mai", "/help"), ("hoa", "/help")
    )
    assert await office.handles_all() == [3, 1, 1]
    assert [len(office.told(chat)) for chat in ("hoa", "lan", "mai")] == [3, 1, 1]


async def test_a_chat_is_answered_in_order(office: Office) -> None:
    office.hears(*(("hoa", f"/x{number}") for number in range(5)))
    await office.handles_all()
    assert [text.split()[3] for text in office.told("hoa")] == [f"/x{number}." for number in range(5)]


async def test_a_bug_puts_only_its_own_message_aside(office: Office) -> None:
    office.hears(("hoa", "/bug"), ("lan", "/tasks"), ("mai", "/refuse"), ("thao", "/plans"))
    assert await office.handles_all() == [4]
    assert office.outcomes() == [
        ("failed", "ZeroDivisionError: a bug"),
        ("done", ""),
        ("refused", ""),
        ("done", ""),
    ]
    assert ["gặp lỗi khi xử lý" in text for text in office.told("hoa")] == [True]
    assert office.audited("by_a_bug") == 0, "what it had changed is undone"


async def test_what_comes_after_a_bug_is_handled(office: Office) -> None:
    office.hears(("hoa", "/bug"), ("hoa", "/tasks"))
    await office.handles_all()
    assert [outcome for outcome, _ in office.outcomes()] == ["failed", "done"]


async def test_a_message_that_cannot_even_be_apologised_for_blocks_nobody(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_for_hoa(work: object, channel: str, chat_id: str, name: str = "") -> object:
        if chat_id == "hoa":
            raise ZeroDivisionError("whoever they are")
        return find_sender(work, channel, chat_id, name)

    find_sender = inbox_worker.find_sender
    monkeypatch.setattr(inbox_worker, "find_sender", break_for_hoa)
    monkeypatch.setattr("handlers.turn.find_sender", break_for_hoa)
    office.hears(("hoa", "/tasks"), ("lan", "/tasks"))
    assert await office.handles_all() == [2]
    assert [outcome for outcome, _ in office.outcomes()] == ["failed", "done"]
    assert office.told("hoa") == []


async def test_what_cannot_be_read_is_kept_for_staff(office: Office) -> None:
    office.hears(("", "{}"), kind="unreadable")
    office.hears(("lan", "/tasks"))
    await office.handles_all()
    assert [outcome for outcome, _ in office.outcomes()] == ["failed", "done"]


async def test_a_refusal_after_a_change_undoes_the_change_and_says_why(office: Office) -> None:
    office.hears(("hoa", "/refuse"), ("lan", "/tasks"))
    assert await office.handles_all() == [2]
    assert [outcome for outcome, _ in office.outcomes()] == ["refused", "done"]
    assert office.audited("refused") == 0
    assert len(office.told("hoa")) == 1
    assert "never said" not in office.told("hoa")


async def test_two_of_one_unit_who_confirm_at_the_same_time(office: Office) -> None:
    for chat_id in ("hoa", "mai"):
        await office.talks((chat_id, f"/report {office.study}"), (chat_id, FIGURES))
    office.hears(("hoa", "đúng"), ("mai", "đúng"))
    assert await office.handles_all() == [2], "in one batch"
    assert "Đã ghi nhận báo cáo" in office.told("hoa")[-1]
    assert "một đồng chí khác của đơn vị đã gửi báo cáo" in office.told("mai")[-1]
    assert office.revisions() == 1


@pytest.mark.parametrize("is_reminder_queued", [False, True])
@pytest.mark.parametrize("is_correction", [False, True])
async def test_a_colleague_later_in_the_batch_sees_what_was_just_recorded(
    office: Office, is_reminder_queued: bool, is_correction: bool
) -> None:
    report = [("hoa", f"/report {office.study}"), ("hoa", "40/60 ngày 5/6 trực tiếp"), ("hoa", "đúng")]
    if is_correction:
        await office.talks(*report)
    if is_reminder_queued:
        queue_one(office)
    await office.talks(report[0], ("hoa", FIGURES))
    office.hears(("hoa", "đúng"), ("mai", f"/report {office.study}"))
    assert await office.handles_all() == [2]
    assert "45/60" in office.told("mai")[-1], "the card begins with the figures just recorded"


def queue_one(office: Office) -> None:
    with office.database.work(MORNING) as work:
        address_id = work.session.scalar(select(Address.id).where(Address.chat_id == "hoa"))
        assert address_id is not None
        push = NewPush(address_id, CHANNEL, "reminder", {"assignment_ids": [office.study]})
        outbox_id = queue_pushes(work, [push])[address_id]
        work.session.add(
            Reminder(
                assignment_id=office.study,
                step="by_staff/x",
                recipient="person:2",
                due_at=MORNING,
                outbox_id=outbox_id,
            )
        )


async def test_a_long_batch_is_committed_in_parts(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox_worker, "LONGEST_BATCH_SECONDS", -1.0)
    office.hears(("hoa", "/tasks"), ("mai", "/tasks"), ("lan", "/tasks"))
    assert await office.handles_all() == [1, 1, 1]


async def test_one_by_one_gives_the_same_answer(office: Office) -> None:
    office.hears(("hoa", "/tasks"), ("mai", "/tasks"))
    await office.worker.handle_next()
    office.hears(("hoa", "/tasks"), ("mai", "/tasks"))
    with office.database.work(MORNING) as work:
        assert handle_carefully(work) == 2
    first, second = office.told("hoa")
    assert first == second
