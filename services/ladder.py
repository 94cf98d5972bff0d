"""A message climbs from one address of a person to the next; each step away is kept and shown to staff."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import aliased

from domain.accounts import quiet_ended_at
from domain.ladder import PAGE_ONLY, Rung, rung_after_failure, rung_when_late
from domain.reminders import ReminderPolicy
from services.outbox import OPEN_STATES, literally
from services.reach import is_reached, rung_of, rungs_by_person
from services.work import Work
from storage.tables import Address, OutboxAttempt, OutboxMessage
from storage.text import fitted

FAILED, LATE = "failed", "late"
QUIET = ReminderPolicy()
MOST_AT_ONCE = 500


def climb(work: Work, message: OutboxMessage, reason: str) -> bool:
    """Send a message on that can never arrive where it is; whether there was a way.

    What failed on a page was only to tell the person of it: with no other way left it stays there.
    """
    attempts = _attempts(work, message.id)
    failed = {attempt.address_id for attempt in attempts if attempt.outcome == FAILED}
    late = {attempt.address_id for attempt in attempts if attempt.outcome == LATE}
    rung = rung_after_failure(_ladder(work, message), failed | {message.address_id}, late)
    if rung is None:
        return False
    if rung.address_id == message.address_id:
        message.state, message.reason, message.lease_id = "sent", PAGE_ONLY, None
        message.finished_at = work.now
    else:
        _move(work, message, rung, FAILED, reason)
    return True


def hurry(work: Work) -> int:
    """Send on what has waited too long for one address; returns how many messages, to be repeated until 0.

    Only what is known not to have arrived: what may have is never sent on another channel as well.
    """
    latest = work.now - work.installation.patience
    if QUIET.is_quiet(work.now, work.zone) or quiet_ended_at(work.now, QUIET, work.zone) > latest:
        return 0
    waiting = work.session.scalars(_late(work, latest)).all()
    for message in waiting:
        tried = {message.address_id, *(attempt.address_id for attempt in _attempts(work, message.id))}
        rung = rung_when_late(_ladder(work, message), tried)
        assert rung is not None, "the query asks for the same"
        _move(work, message, rung, LATE, message.reason)
    work.session.flush()
    return len(waiting)


def _ladder(work: Work, message: OutboxMessage) -> list[Rung]:
    """The ways this message may take: an answer stays in its chat, for the talk there goes on with it."""
    person_id = work.session.get_one(Address, message.address_id).person_id
    if message.inbox_id is not None or person_id is None:
        return [rung_of(work, message.address_id)]
    return rungs_by_person(work, [person_id])[person_id]


def _attempts(work: Work, outbox_id: int) -> Sequence[OutboxAttempt]:
    return work.session.scalars(select(OutboxAttempt).where(OutboxAttempt.outbox_id == outbox_id)).all()


def _move(work: Work, message: OutboxMessage, rung: Rung, outcome: str, reason: str) -> None:
    work.session.add(
        OutboxAttempt(
            outbox_id=message.id,
            address_id=message.address_id,
            channel=message.channel,
            at=work.now,
            outcome=outcome,
            reason=fitted(reason, OutboxAttempt.reason),
        )
    )
    message.address_id, message.channel = rung.address_id, rung.channel
    message.state, message.reason, message.lease_id = "queued", "", None
    message.not_before, message.attempts = work.now, 0


def _late(work: Work, latest: datetime) -> Select[OutboxMessage]:
    """What has stood at one address since before `latest`, and could go where `rung_when_late` says."""
    other = aliased(Address)
    was_there = exists().where(
        OutboxAttempt.outbox_id == OutboxMessage.id, OutboxAttempt.address_id == other.id
    )
    way = exists().where(
        other.person_id == Address.person_id, other.id != Address.id, is_reached(work, other), ~was_there
    )
    came_lately = exists().where(OutboxAttempt.outbox_id == OutboxMessage.id, OutboxAttempt.at > latest)
    return (
        select(OutboxMessage)
        .join(Address, Address.id == OutboxMessage.address_id)
        .where(
            OutboxMessage.state.in_(literally(*OPEN_STATES)),
            OutboxMessage.inbox_id.is_(None),
            OutboxMessage.resends == 0,
            OutboxMessage.created_at <= latest,
            way,
            ~came_lately,
        )
        .order_by(OutboxMessage.id)
        .limit(MOST_AT_ONCE)
        .with_for_update(skip_locked=True, of=OutboxMessage)
        .execution_options(populate_existing=True)
    )
