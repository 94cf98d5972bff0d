"""Which messages may go out now, and whose they are while they are being sent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Exists,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from domain.messages import Reply
from services import pacing
from services.outbox import ANSWER_RANK, LAST_RANK, OPEN_STATES, literally
from services.pacing import Rate
from services.work import Work
from storage.tables import Address, InboxMessage, OutboxMessage
from storage.tables.base import UtcDateTime


@dataclass(frozen=True, slots=True)
class ClaimedMessage:
    """An outbox row that the holder of a lease is about to send, not before `departs_at` (real time).

    `resends`: how often it was sent again although it may have arrived. `received_at`: of what it answers.
    """

    id: int
    lease_id: int
    kind: str
    channel: str
    chat_id: str
    address_id: int
    reply: Reply | None
    assignment_ids: tuple[int, ...]
    attempts: int
    departs_at: datetime
    queued_at: datetime
    resends: int = 0
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Who claims on which channel: the lease, the messenger's rate, real time, and how many at most."""

    channel: str
    lease_id: int
    rate: Rate
    present: datetime
    most: int
    is_quiet: bool


def claim_next(work: Work, claim: Claim) -> list[ClaimedMessage]:
    """Mark the next messages that may go out as being sent by a lease; empty when there is none.

    Replies go first, nothing is pushed in quiet hours, and one address gets its messages one at a time,
    its replies in order. From here on a crash leaves the outcome unknown.
    """
    slots = pacing.free_slots(work, claim.channel, claim.rate, claim.present, claim.most)
    if not slots.count:
        return []
    rows = _one_an_address(work.session.execute(_NEXT_TO_SEND, _asked(work, claim, slots.count)).all())
    if not rows:
        return []
    claimed = [_claimed(row, claim, slots.departure(position)) for position, row in enumerate(rows)]
    work.session.connection().execute(
        _MARK_CLAIMED,
        [{"row": message.id, "lease": claim.lease_id, "at": work.now} for message in claimed],
    )
    pacing.book(work, claim.channel, slots, len(claimed))
    for message in claimed:
        spacing = claim.rate.chat_spacing(message.chat_id)
        if spacing:
            pacing.book_chat(work, message.address_id, message.departs_at + spacing)
    return claimed


def waiting_channels(work: Work) -> frozenset[str]:
    """The channels on which anything is queued or failed, whether or not it may go out by now."""
    return frozenset(work.session.connection().scalars(_CHANNELS_WAITING))


def put_back(work: Work, lease_id: int, in_hand: Collection[int]) -> int:
    """What was claimed under a lease and never left, because only those in hand are being sent."""
    never_left = update(OutboxMessage).where(
        OutboxMessage.state == "sending",
        OutboxMessage.lease_id == lease_id,
        OutboxMessage.id.not_in(in_hand),
    )
    queued = never_left.values(state="queued", lease_id=None, attempts=OutboxMessage.attempts - 1)
    return len(work.session.execute(queued.returning(OutboxMessage.id)).all())


def owners_in_sending(work: Work) -> set[int]:
    """The leases under which messages are being sent now."""
    owners = select(OutboxMessage.lease_id).where(OutboxMessage.state == "sending").distinct()
    return {lease_id for lease_id in work.session.scalars(owners) if lease_id is not None}


def release_claims(work: Work, lease_id: int) -> int:
    """What a dead process was sending: it goes again, or is held as uncertain for staff, by policy."""
    of_lease = select(OutboxMessage).where(
        OutboxMessage.state == "sending", OutboxMessage.lease_id == lease_id
    )
    released = list(work.session.scalars(of_lease.with_for_update()))
    for message in released:
        message.reason, message.lease_id = "interrupted", None
        if message.kind in work.installation.resent_kinds:
            message.state, message.resends = "queued", message.resends + 1
        else:
            message.state, message.finished_at = "uncertain", work.now
    return len(released)


def is_behind() -> Exists:
    """Whether a message waits for one to the same address that is being sent, or for a reply before it."""
    ahead = aliased(OutboxMessage)
    return exists().where(
        ahead.address_id == OutboxMessage.address_id,
        ahead.state.in_(literally(*OPEN_STATES, "sending")),
        or_(ahead.state == "sending", and_(ahead.rank == ANSWER_RANK, ahead.id < OutboxMessage.id)),
    )


def _next_to_send_query() -> Select[*tuple[Any, ...]]:
    now = bindparam("now", type_=UtcDateTime())
    # Tried or queued in the future: the computer's clock was set back, and waits from before mean nothing.
    last_touched = func.coalesce(OutboxMessage.claimed_at, OutboxMessage.created_at)
    present = bindparam("present", type_=UtcDateTime())
    latest = bindparam("latest_booking", type_=UtcDateTime())
    return (
        select(
            OutboxMessage.id,
            OutboxMessage.kind,
            OutboxMessage.channel,
            Address.chat_id,
            OutboxMessage.address_id,
            OutboxMessage.content,
            OutboxMessage.attempts,
            OutboxMessage.created_at,
            OutboxMessage.resends,
            InboxMessage.received_at,
        )
        .join(Address, Address.id == OutboxMessage.address_id)
        .outerjoin(InboxMessage, InboxMessage.id == OutboxMessage.inbox_id)
        .where(
            OutboxMessage.state.in_(literally(*OPEN_STATES)),
            OutboxMessage.channel == bindparam("channel"),
            OutboxMessage.rank <= bindparam("last_rank"),
            or_(OutboxMessage.not_before <= now, last_touched > now),
            or_(Address.free_at.is_(None), Address.free_at <= present, Address.free_at > latest),
            ~is_behind(),
        )
        .order_by(OutboxMessage.rank, OutboxMessage.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=OutboxMessage)
    )


_NEXT_TO_SEND = _next_to_send_query()

_MARK_CLAIMED = (
    update(OutboxMessage)
    .where(OutboxMessage.id == bindparam("row"))
    .values(
        state="sending",
        lease_id=bindparam("lease"),
        claimed_at=bindparam("at", type_=UtcDateTime()),
        attempts=OutboxMessage.attempts + 1,
    )
)

_CHANNELS_WAITING = (
    select(OutboxMessage.channel).where(OutboxMessage.state.in_(literally(*OPEN_STATES))).distinct()
)


def _asked(work: Work, claim: Claim, most: int) -> dict[str, object]:
    return {
        "channel": claim.channel,
        "last_rank": ANSWER_RANK if claim.is_quiet else LAST_RANK,
        "now": work.now,
        "present": claim.present,
        "latest_booking": claim.present + pacing.LONGEST_BOOKING,
        "most": most,
    }


def _one_an_address(rows: Sequence[Any]) -> list[Any]:
    first: dict[int, Any] = {}
    for row in rows:
        first.setdefault(row.address_id, row)
    return list(first.values())


def _claimed(row: Any, claim: Claim, departs_at: datetime) -> ClaimedMessage:
    assignment_ids = tuple(row.content.get("assignment_ids", ()))
    return ClaimedMessage(
        row.id,
        claim.lease_id,
        row.kind,
        row.channel,
        row.chat_id,
        row.address_id,
        None if "assignment_ids" in row.content else Reply.from_json(row.content),
        assignment_ids,
        row.attempts + 1,
        departs_at,
        row.created_at,
        row.resends,
        row.received_at,
    )
