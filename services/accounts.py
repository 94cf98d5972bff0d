"""The books of messages, audited: what is not in order, what waits too long, what was never answered.

Every question is asked of an index that holds only what is open or wrong, or of the newest rows: what was
finished long ago costs nothing.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, func, select, text

from domain.accounts import Finding, inbox_fault, outbox_fault, together
from services.verifying import verify_slice
from services.work import Work
from storage.tables import Address, InboxMessage, OutboxMessage, Reminder
from storage.tables.messages import INBOX_OUT_OF_ORDER, OUTBOX_OUT_OF_ORDER
from storage.tables.reminders import UNACCOUNTED

MOST_ROWS = 1_000
# Of a flood, only the newest are looked at.
MOST_ANSWERS = 5_000
ANSWERS_OF = timedelta(minutes=10)
NEVER_ANSWERED = ("blocked", "migrated")


def out_of_order(work: Work) -> list[Finding]:
    """Rows that are in no known state, or do not say what their state has to say."""
    inbox = _rows(work, select(InboxMessage).where(text(INBOX_OUT_OF_ORDER)).order_by(InboxMessage.id))
    outbox = _rows(work, select(OutboxMessage).where(text(OUTBOX_OUT_OF_ORDER)).order_by(OutboxMessage.id))
    steps = _rows(work, select(Reminder).where(text(UNACCOUNTED)).order_by(Reminder.id))
    faults: tuple[Mapping[int, str], ...] = (
        {row.id: _inbox_fault(row) for row in inbox},
        {row.id: _outbox_fault(row) for row in outbox},
        {row.id: "step_unaccounted" for row in steps},
    )
    return [finding for found in faults for finding in together(found)]


def unanswered(work: Work) -> list[Finding]:
    """Messages that were handled in the last minutes and got no answer at all."""
    first = _after(work)
    answers = select(OutboxMessage.id).where(
        OutboxMessage.address_id == Address.id, OutboxMessage.inbox_id == InboxMessage.id
    )
    query = (
        select(InboxMessage.id)
        .join(Address, (Address.channel == InboxMessage.channel) & (Address.chat_id == InboxMessage.chat_id))
        .where(
            InboxMessage.id > first,
            InboxMessage.outcome.in_(("done", "refused")),
            InboxMessage.kind.not_in(NEVER_ANSWERED),
            ~answers.exists(),
        )
        .order_by(InboxMessage.id)
    )
    return together(dict.fromkeys(_rows(work, query), "inbox_unanswered"))


def forgotten_steps(work: Work) -> list[Finding]:
    """Steps that no tick would have sent in time, in the next slice of what is owed; they are sent now."""
    ids = [forgotten.assignment_id for forgotten in verify_slice(work)]
    return together(dict.fromkeys(ids, "step_forgotten"))


def _after(work: Work) -> int:
    """The row after which the last minutes begin."""
    earlier = select(InboxMessage.id).where(InboxMessage.received_at < work.now - ANSWERS_OF)
    last_earlier = work.session.scalar(earlier.order_by(InboxMessage.id.desc()).limit(1)) or 0
    newest = work.session.scalar(select(func.max(InboxMessage.id))) or 0
    return max(last_earlier, newest - MOST_ANSWERS)


def _rows(work: Work, query: Select[Any]) -> list[Any]:
    return list(work.session.scalars(query.limit(MOST_ROWS)))


def _inbox_fault(row: InboxMessage) -> str:
    return inbox_fault(outcome=row.outcome, is_handled=row.handled_at is not None, error=row.error)


def _outbox_fault(row: OutboxMessage) -> str:
    return outbox_fault(
        state=row.state,
        reason=row.reason,
        has_lease=row.lease_id is not None,
        is_claimed=row.claimed_at is not None,
        is_finished=row.finished_at is not None,
    )
