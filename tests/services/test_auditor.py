"""The audit: a database put out of order on purpose, one way at a time, and what is found in it."""

import itertools
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update

from domain.accounts import inbox_fault, outbox_fault
from domain.messages import Reply
from services import delivery, outbox
from services.auditor import EVERY, audit_accounts, open_findings
from services.leases import take_lease
from services.work import Database, Work
from storage.tables import Address, Assignment, InboxMessage, OutboxMessage, Pace, Reminder
from storage.tables.messages import INBOX_OUT_OF_ORDER, OUTBOX_OUT_OF_ORDER
from storage.tables.reminders import UNACCOUNTED
from tests.core import CHANNEL, add_address, say_to
from tests.office import STUDY, assignment_of, by_end_of, fill_office, issue_plan, local

_numbers = itertools.count(1)
MORNING = local("2024-06-12T09:00")
NIGHT = local("2024-06-12T22:00")


def found(database: Database, now: datetime = MORNING) -> dict[str, tuple[int, ...]]:
    """What an audit finds: the row numbers by code."""
    with database.work(now) as work:
        audit_accounts(work)
        return {finding.code: finding.examples for finding in open_findings(work)}


def put_in(work: Work, **columns: Any) -> int:
    """An inbox row, in order unless told otherwise; returns its number."""
    values = {
        "channel": CHANNEL, "message_id": f"m{next(_numbers)}", "chat_id": "7001", "kind": "text",
        "text": "45/50", "received_at": work.now, **columns,
    }  # fmt: skip
    row = InboxMessage(**values)
    work.session.add(row)
    work.session.flush()
    return row.id


def put_out(work: Work, **columns: Any) -> int:
    """An outbox row, in order unless told otherwise; returns its number."""
    known = work.session.scalar(select(Address.id).where(Address.chat_id == "7001"))
    outbox_id = say_to(work, known or add_address(work))
    work.session.execute(update(OutboxMessage).where(OutboxMessage.id == outbox_id).values(columns))
    return outbox_id


def ago(**passed: float) -> datetime:
    return MORNING - timedelta(**passed)


DISORDERS: dict[str, Callable[[Work], int]] = {
    "inbox_waits": lambda work: put_in(work, received_at=ago(minutes=3)),
    "inbox_outcome_too_early": lambda work: put_in(work, outcome="done"),
    "inbox_without_outcome": lambda work: put_in(work, handled_at=ago(days=400)),
    "inbox_without_reason": lambda work: put_in(work, handled_at=ago(days=400), outcome="failed"),
    "inbox_unanswered": lambda work: answered(work, is_answered=False),
    "outbox_waits": lambda work: put_out(work, not_before=ago(minutes=3)),
    "outbox_waits_and_ended": lambda work: put_out(work, finished_at=ago(days=400)),
    "outbox_sent_by_nobody": lambda work: put_out(work, state="sending", lease_id=None, claimed_at=MORNING),
    "outbox_sender_gone": lambda work: put_out(work, state="sending", lease_id=77, claimed_at=MORNING),
    "outbox_sending_long": lambda work: put_out(
        work, state="sending", lease_id=take_lease(work, "here:1"), claimed_at=ago(minutes=6)
    ),
    "outbox_unknown_state": lambda work: put_out(work, state="lost"),
    "outbox_without_end": lambda work: put_out(work, state="sent"),
    "outbox_without_reason": lambda work: put_out(work, state="cancelled", finished_at=ago(days=400)),
    "step_unaccounted": lambda work: unaccounted_step(work),
    "step_forgotten": lambda work: forgotten_step(work),
}


def answered(work: Work, *, is_answered: bool) -> int:
    """A message that was handled a minute ago, with or without an answer."""
    sent = put_out(work, state="sent", finished_at=ago(minutes=1))
    inbox_id = put_in(work, received_at=ago(minutes=1), handled_at=ago(minutes=1), outcome="done")
    if is_answered:
        work.session.execute(update(OutboxMessage).where(OutboxMessage.id == sent).values(inbox_id=inbox_id))
    return inbox_id


def unaccounted_step(work: Work) -> int:
    step = Reminder(assignment_id=owed(work), step="x", recipient="nobody", due_at=ago(days=400))
    work.session.add(step)
    work.session.flush()
    return step.id


def forgotten_step(work: Work) -> int:
    assignment_id = owed(work)
    work.session.execute(update(Assignment).where(Assignment.id == assignment_id).values(next_look_at=None))
    return assignment_id


def owed(work: Work) -> int:
    """What a unit with a secretary owes by the end of June."""
    fill_office(work)
    return assignment_of(work, issue_plan(work, STUDY, by_end_of(date(2024, 6, 30))), "hoa")


@pytest.mark.parametrize("code", DISORDERS)
def test_each_disorder_is_found_and_nothing_else(database: Database, code: str) -> None:
    with database.work(MORNING) as work:
        number = DISORDERS[code](work)
    # A row nobody sends is in no lease either.
    assert found(database) == {code: (number,)} | (
        {"outbox_sender_gone": (number,)} if code == "outbox_sent_by_nobody" else {}
    )


ORDERS: dict[str, Callable[[Work], object]] = {
    "nothing at all": lambda work: None,
    "a message just received": lambda work: put_in(work, received_at=ago(minutes=1)),
    "a message handled and answered": lambda work: answered(work, is_answered=True),
    "a person blocked the bot": lambda work: put_in(
        work, kind="blocked", handled_at=MORNING, outcome="done"
    ),
    "a message that failed": lambda work: put_in(
        work, handled_at=MORNING, outcome="failed", error="ZeroDivisionError"
    ),
    "a reply just queued": lambda work: put_out(work, not_before=ago(minutes=1)),
    "a retry that is not due yet": lambda work: put_out(
        work, state="failed", reason="server_error", created_at=ago(hours=1), not_before=MORNING + EVERY
    ),
    "a reply behind one that is tried again": lambda work: (
        put_out(work, state="failed", reason="server_error", not_before=MORNING + EVERY),
        put_out(work, not_before=ago(minutes=30)),
    ),
    "a channel that the messenger asked to rest": lambda work: (
        work.session.add(Pace(channel="telegram", free_at=MORNING, paused_until=ago(seconds=30))),
        put_out(work, not_before=ago(hours=1)),
        put_out(work, state="sending", lease_id=take_lease(work, "here:1"), claimed_at=ago(hours=1)),
    ),
    "many messages at once": lambda work: [
        outbox.queue(work, add_address(work, f"c{number}"), Reply("x")) for number in range(200)
    ] and work.session.execute(update(OutboxMessage).values(not_before=ago(minutes=4))),
    "a chat that rests": lambda work: (
        put_out(work, not_before=ago(minutes=5)),
        work.session.execute(update(Address).values(free_at=MORNING + timedelta(seconds=20))),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ORDERS)
def test_what_is_in_order_is_not_found(database: Database, name: str) -> None:
    with database.work(MORNING) as work:
        ORDERS[name](work)
    assert found(database) == {}


def test_at_night_a_reminder_may_wait_and_a_reply_may_not(database: Database) -> None:
    with database.work(NIGHT) as work:
        reply = put_out(work, not_before=NIGHT - timedelta(hours=1))
        pushed = put_out(work, not_before=NIGHT - timedelta(hours=1), kind="reminder", rank=2)
        work.session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id == pushed)
            .values(address_id=add_address(work, "7002"))
        )
    assert found(database, NIGHT) == {"outbox_waits": (reply,)}
    with database.work(NIGHT) as work:
        delivery.mark_cancelled(work, reply, "settled")
    assert found(database, local("2024-06-13T06:31")) == {}, "the quiet hours have just ended"
    assert found(database, local("2024-06-13T06:35")) == {"outbox_waits": (pushed,)}


def test_an_audit_is_made_once_a_minute_whoever_asks(database: Database) -> None:
    assert found(database) == {}
    with database.work(MORNING) as work:
        put_out(work, state="lost")
    assert found(database, MORNING + timedelta(seconds=30)) == {}
    assert list(found(database, MORNING + timedelta(seconds=60))) == ["outbox_unknown_state"]


def test_what_is_mended_is_found_no_more(database: Database) -> None:
    with database.work(MORNING) as work:
        number = put_out(work, state="lost")
    assert found(database)
    with database.work(MORNING) as work:
        delivery.mark_cancelled(work, number, "settled")
    assert found(database, MORNING + timedelta(minutes=1)) == {}


def test_the_database_and_the_rules_find_the_same_inbox_rows(database: Database) -> None:
    outcomes, instants = ("", "done", "failed", "set_aside", "x"), (None, MORNING)
    cases = list(itertools.product(outcomes, instants, ("", "why")))
    with database.work(MORNING) as work:
        rows = {
            put_in(work, message_id=str(number), outcome=outcome, handled_at=handled_at, error=error): bool(
                inbox_fault(outcome=outcome, is_handled=handled_at is not None, error=error)
            )
            for number, (outcome, handled_at, error) in enumerate(cases)
        }
        faulty = set(work.session.scalars(select(InboxMessage.id).where(text(INBOX_OUT_OF_ORDER))))
    assert faulty == {number for number, is_faulty in rows.items() if is_faulty}


def test_the_database_and_the_rules_find_the_same_outbox_rows(database: Database) -> None:
    states = ("queued", "failed", "sending", "sent", "uncertain", "undeliverable", "cancelled", "x")
    cases = itertools.product(states, ("", "why"), (None, 3), (None, MORNING), (None, MORNING))
    rows = {}
    with database.work(MORNING) as work:
        for state, reason, lease, claimed, finished in cases:
            columns = {
                "state": state, "reason": reason, "lease_id": lease, "claimed_at": claimed,
                "finished_at": finished,
            }  # fmt: skip
            rows[put_out(work, **columns)] = bool(
                outbox_fault(
                    state=state, reason=reason, has_lease=lease is not None, is_claimed=claimed is not None,
                    is_finished=finished is not None,
                )
            )  # fmt: skip
        faulty = set(work.session.scalars(select(OutboxMessage.id).where(text(OUTBOX_OUT_OF_ORDER))))
    assert faulty == {number for number, is_faulty in rows.items() if is_faulty}


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("table", "condition", "index"),
    [
        ("inbox", INBOX_OUT_OF_ORDER, "ix_inbox_out_of_order"),
        ("outbox", OUTBOX_OUT_OF_ORDER, "ix_outbox_out_of_order"),
        ("reminder", UNACCOUNTED, "ix_reminder_unaccounted"),
        ("inbox", "outcome = 'failed'", "ix_inbox_failed"),
        ("outbox", "state = 'undeliverable' AND finished_at > '2024-06-01'", "ix_outbox_undeliverable"),
    ],
)
def test_looking_for_disorder_reads_an_index_that_is_empty(
    database: Database, table: str, condition: str, index: str
) -> None:
    question = text(f"EXPLAIN QUERY PLAN SELECT * FROM {table} WHERE {condition}")  # noqa: S608
    with database.look(MORNING) as work:
        plan = " ".join(row.detail for row in work.session.execute(question))
    assert index in plan
