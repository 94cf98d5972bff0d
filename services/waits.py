"""What waits longer than it should, with quiet hours, pace and retries taken into account."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal_column, or_, select

from domain.accounts import (
    LONGEST_IN_INBOX,
    LONGEST_SENDING,
    Finding,
    may_wait,
    quiet_ended_at,
    together,
)
from domain.reminders import ReminderPolicy
from services.claiming import is_behind
from services.outbox import ANSWER_RANK, LAST_RANK, OPEN_STATES, literally
from services.pacing import LONGEST_BOOKING
from services.work import Work
from storage.tables import Address, InboxMessage, Lease, OutboxMessage, Pace

QUIET = ReminderPolicy()
MOST_ROWS = 1_000


def waiting_too_long(work: Work) -> list[Finding]:
    """Messages that should have been handled, sent, or known to have arrived by now."""
    resting = {pace.channel: pace.paused_until for pace in work.session.scalars(select(Pace))}
    return [
        *_found(work, "inbox_waits", [_waiting_in_inbox(work)]),
        *_found(work, "outbox_waits", _waiting_in_outbox(work, resting)),
        *_found(work, "outbox_sending_long", _long_in_sending(work, resting)),
        *_found(work, "outbox_sender_gone", [_without_sender()]),
    ]


def _found(work: Work, code: str, queries: list[Select[Any]]) -> list[Finding]:
    ids = [number for query in queries for number in work.session.scalars(query.limit(MOST_ROWS))]
    return together(dict.fromkeys(ids, code))


def _waiting_in_inbox(work: Work) -> Select[Any]:
    return (
        select(InboxMessage.id)
        .where(InboxMessage.handled_at.is_(None), InboxMessage.received_at < work.now - LONGEST_IN_INBOX)
        .order_by(InboxMessage.id)
    )


def _waiting_in_outbox(work: Work, resting: dict[str, datetime]) -> list[Select[Any]]:
    """For each channel: what could have left so long ago that even everything before it has had its time."""
    counts = (
        select(OutboxMessage.channel, func.count().label("waiting"))
        .where(OutboxMessage.state.in_(literally(*OPEN_STATES)))
        .group_by(OutboxMessage.channel)
    )
    queries = []
    for channel, waiting in work.session.execute(counts).all():
        latest = work.now - may_wait(waiting)
        if resting.get(channel, latest) <= latest:
            queries.append(_sendable_since(work, channel, latest))
    return queries


def _sendable_since(work: Work, channel: str, latest: datetime) -> Select[Any]:
    """What nothing has held back since an instant: no quiet hours, no retry, no message before it."""
    has_been_quiet = (
        QUIET.is_quiet(work.now, work.zone) or quiet_ended_at(work.now, QUIET, work.zone) > latest
    )
    return (
        select(OutboxMessage.id)
        .join(Address, Address.id == OutboxMessage.address_id)
        .where(
            OutboxMessage.state.in_(literally(*OPEN_STATES)),
            OutboxMessage.channel == channel,
            OutboxMessage.rank <= (ANSWER_RANK if has_been_quiet else LAST_RANK),
            OutboxMessage.not_before <= latest,
            or_(
                Address.free_at.is_(None),
                Address.free_at <= latest,
                Address.free_at > work.now + LONGEST_BOOKING,
            ),
            ~is_behind(),
        )
        .order_by(OutboxMessage.id)
    )


def _long_in_sending(work: Work, resting: dict[str, datetime]) -> list[Select[Any]]:
    """What was claimed long ago; while a channel rests, what was claimed before waits with it."""
    latest = work.now - LONGEST_SENDING
    resting_channels = [channel for channel, until in resting.items() if until > latest]
    is_long = OutboxMessage.claimed_at < latest
    is_resting = OutboxMessage.channel.in_(resting_channels)
    return [select(OutboxMessage.id).where(_is_sending(), is_long, ~is_resting)]


def _without_sender() -> Select[Any]:
    """What a process was sending whose lease is gone, and that nobody has released since."""
    lives = exists().where(Lease.id == OutboxMessage.lease_id)
    return select(OutboxMessage.id).where(_is_sending(), ~lives)


def _is_sending() -> ColumnElement[bool]:
    # As the index says it, for SQLite would not recognise it otherwise.
    return OutboxMessage.state == literal_column("'sending'")
