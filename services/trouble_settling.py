"""What staff decide about messages that went wrong; each decision is in the audit log."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from domain.errors import DomainError
from domain.roles import Action
from services import audit
from services.actors import Actor, require
from services.trouble import is_failed, is_uncertain, received, sent
from services.trouble_lists import UNREADABLE
from services.work import Work
from storage.tables import InboxMessage, OutboxMessage, Person

CONFIRMED, LEFT = "confirmed_by_staff", "left_by_staff"
SET_ASIDE = "set_aside"

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which messages are meant: the one with a number, or all that had gone wrong by an instant."""

    number: int | None = None
    until: datetime | None = None


def handle_again(work: Work, actor: Actor | None, selection: Selection) -> tuple[int, int]:
    """Put failed messages back into the inbox; returns how many, and how many cannot be read by anybody.

    Raises:
        DomainError: those of `require`, `trouble-settled`, or `message-unreadable` for the one that is meant.
    """
    actor = require(actor, Action.SETTLE_TROUBLE)
    failed = _failed(work, actor, selection)
    readable = [(message, name) for message, name in failed if message.kind != UNREADABLE]
    if selection.number is not None and not readable:
        raise DomainError("message-unreadable")
    for message, name in readable:
        message.handled_at, message.outcome = None, ""
        audit.record(work, actor, "message_handled_again", "inbox", message.id, name=name)
    work.session.flush()
    return len(readable), len(failed) - len(readable)


def set_aside(work: Work, actor: Actor | None, selection: Selection) -> int:
    """Mark failed messages as seen; they stay as they came, with their error. Returns how many."""
    actor = require(actor, Action.SETTLE_TROUBLE)
    failed = _failed(work, actor, selection)
    for message, name in failed:
        message.outcome = SET_ASIDE
        audit.record(work, actor, "message_set_aside", "inbox", message.id, name=name)
    work.session.flush()
    return len(failed)


def send_again(work: Work, actor: Actor | None, selection: Selection) -> int:
    """Send uncertain messages once more: whoever got the first one gets it twice. Returns how many.

    A reminder is worded anew, and not sent when nothing is owed any more.
    """
    actor = require(actor, Action.SETTLE_TROUBLE)
    uncertain = _uncertain(work, actor, selection)
    for message, name in uncertain:
        message.state, message.reason, message.finished_at = "queued", "", None
        message.not_before, message.attempts = work.now, 0
        message.resends += 1
        audit.record(work, actor, "message_sent_again", "outbox", message.id, name=name)
    work.session.flush()
    return len(uncertain)


def confirm_arrival(work: Work, actor: Actor | None, selection: Selection) -> int:
    """Staff asked, and the messages have arrived. Returns how many."""
    return _close(work, actor, selection, "sent", CONFIRMED, "message_confirmed")


def leave_unsent(work: Work, actor: Actor | None, selection: Selection) -> int:
    """The messages are not sent again, whether they arrived or not. Returns how many."""
    return _close(work, actor, selection, "cancelled", LEFT, "message_left")


def _close(
    work: Work, actor: Actor | None, selection: Selection, state: str, reason: str, action: str
) -> int:
    actor = require(actor, Action.SETTLE_TROUBLE)
    uncertain = _uncertain(work, actor, selection)
    for message, name in uncertain:
        # When it was finished stays the instant at which it left.
        audit.record(work, actor, action, "outbox", message.id, name=name, before=message.reason)
        message.state, message.reason = state, reason
    work.session.flush()
    return len(uncertain)


def _failed(work: Work, actor: Actor, selection: Selection) -> list[tuple[InboxMessage, str]]:
    conditions = is_failed(work, actor)
    chosen = _chosen(selection, InboxMessage.id, InboxMessage.handled_at)
    query = received(InboxMessage, Person.name).where(*conditions, chosen).order_by(InboxMessage.id)
    rows = work.session.execute(query.with_for_update(of=InboxMessage)).all()
    return _or_settled([(message, name or message.sender_name) for message, name in rows])


def _uncertain(work: Work, actor: Actor, selection: Selection) -> list[tuple[OutboxMessage, str]]:
    conditions = is_uncertain(work, actor)
    chosen = _chosen(selection, OutboxMessage.id, OutboxMessage.finished_at)
    query = sent(OutboxMessage, Person.name).where(*conditions, chosen).order_by(OutboxMessage.id)
    rows = work.session.execute(query.with_for_update(of=OutboxMessage)).all()
    return _or_settled([(message, name or "") for message, name in rows])


def _chosen(
    selection: Selection,
    number: InstrumentedAttribute[int],
    happened_at: InstrumentedAttribute[datetime | None],
) -> ColumnElement[bool]:
    if selection.number is not None:
        return number == selection.number
    return happened_at <= selection.until


def _or_settled(found: list[Found]) -> list[Found]:
    if not found:
        raise DomainError("trouble-settled")
    return found
