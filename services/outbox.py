"""The one door out: queueing messages, claiming them for sending, and noting what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    Exists,
    Select,
    and_,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import aliased

from domain.messages import Reply
from services import pacing
from services.looking import look_again_for_person
from services.pacing import Rate
from services.work import Work
from storage.tables import Address, InboxMessage, OutboxMessage, Reminder
from storage.tables.base import UtcDateTime
from storage.text import fitted

PUSHED_KINDS = ("reminder", "nudge", "digest")
ANSWERING_KINDS = ("reply", "notice")
REMINDING_KINDS = ("reminder", "nudge")
# Answers go first and never wait; a notice that nobody asked for waits for the morning like a reminder.
RANKS = {"reply": 0, "notice": 1, "reminder": 2, "nudge": 2, "digest": 2}
LAST_RANK, ANSWER_RANK = 2, 0
OPEN_STATES = ("queued", "failed")
MOST_ATTEMPTS = 6
FIRST_RETRY = timedelta(seconds=5)


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


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to queue: to whom, on which channel, and which inbox message it answers."""

    address_id: int
    channel: str
    reply: Reply
    inbox_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewPush:
    """A message that nobody asked for: one of many of its kind, each to another address.

    The content of a reminder is `{"assignment_ids": […]}`: its text is written when it is sent.
    """

    address_id: int
    channel: str
    kind: str
    content: dict[str, Any]


def queue(
    work: Work, address_id: int, reply: Reply, *, kind: str = "reply", once_key: str | None = None
) -> int | None:
    """Put one message into the outbox; returns its row, or None when `once_key` was queued before."""
    if once_key is not None and _is_queued(work, once_key):
        return None
    return _insert(work, address_id, reply.to_json(), kind, once_key)


def queue_replies(work: Work, messages: Sequence[NewMessage]) -> None:
    """Put the answers of many turns into the outbox at once, in their order."""
    if messages:
        rows = [
            {
                "address_id": message.address_id,
                "channel": message.channel,
                "kind": "reply",
                "rank": ANSWER_RANK,
                "content": message.reply.to_json(),
                "inbox_id": message.inbox_id,
                "created_at": work.now,
                "not_before": work.now,
            }
            for message in messages
        ]
        work.session.connection().execute(_INSERT_REPLY, rows)


def queue_pushes(work: Work, messages: Sequence[NewPush]) -> dict[int, int]:
    """Put many messages into the outbox at once, one for an address; returns the row of each address."""
    if not messages:
        return {}
    rows = [
        {
            "address_id": message.address_id,
            "channel": message.channel,
            "kind": message.kind,
            "rank": RANKS[message.kind],
            "content": message.content,
            "created_at": work.now,
            "not_before": work.now,
        }
        for message in messages
    ]
    return {address_id: row for row, address_id in work.session.connection().execute(_INSERT_PUSHES, rows)}


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
    work.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id.in_([message.id for message in claimed]))
        .values(
            state="sending",
            lease_id=claim.lease_id,
            claimed_at=work.now,
            attempts=OutboxMessage.attempts + 1,
        ),
        execution_options={"synchronize_session": False},
    )
    pacing.book(work, claim.channel, slots, len(claimed))
    for message in claimed:
        spacing = claim.rate.chat_spacing(message.chat_id)
        if spacing:
            pacing.book_chat(work, message.address_id, message.departs_at + spacing)
    return claimed


def keep_text(work: Work, outbox_id: int, reply: Reply) -> None:
    """Keep the words a reminder was written with, beside the assignments it names."""
    message = work.session.get_one(OutboxMessage, outbox_id)
    message.content = {**message.content, **reply.to_json()}


def mark_sent(work: Work, sent: Sequence[tuple[ClaimedMessage, str | None]]) -> None:
    """The messenger accepted these: (message, the messenger's id).

    Told late, when the lease was lost meanwhile, it is still true; only a message that somebody else is
    sending by now is left to them.
    """
    if sent:
        rows = [
            {"row": message.id, "lease": message.lease_id, "external_id": external_id, "at": work.now}
            for message, external_id in sent
        ]
        work.session.connection().execute(_MARK_SENT, rows)


def is_ours(work: Work, message: ClaimedMessage) -> bool:
    """Whether a message is still being sent by who claimed it; if not, its failure means nothing any more."""
    row = work.session.get_one(OutboxMessage, message.id, with_for_update=True)
    return row.state == "sending" and row.lease_id == message.lease_id


def mark_uncertain(work: Work, outbox_id: int, reason: str) -> None:
    """The connection died after the request left: it may have arrived. By policy it goes again or is held."""
    message = work.session.get_one(OutboxMessage, outbox_id)
    if message.kind not in work.installation.resent_kinds:
        _finish(work, message, "uncertain", reason)
        return
    message.resends += 1
    retry_later(work, outbox_id, reason)


def mark_cancelled(work: Work, outbox_id: int, reason: str) -> None:
    """It lost its meaning before it was sent."""
    _finish(work, work.session.get_one(OutboxMessage, outbox_id), "cancelled", reason)


def mark_undeliverable(work: Work, outbox_id: int, reason: str, *, is_address_dead: bool) -> None:
    """It can never arrive; with a dead address, whatever else waits for that address is undeliverable too."""
    message = work.session.get_one(OutboxMessage, outbox_id)
    _finish(work, message, "undeliverable", reason)
    if is_address_dead:
        mark_address_unreachable(work, message.address_id, reason)


def mark_address_unreachable(work: Work, address_id: int, reason: str) -> None:
    """Nothing can be sent there until the person writes again; what waits for it is undeliverable."""
    address = work.session.get_one(Address, address_id)
    address.unreachable_since = work.now
    address.unreachable_reason = fitted(reason, Address.unreachable_reason)
    work.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.address_id == address.id, OutboxMessage.state.in_(literally(*OPEN_STATES)))
        .values(state="undeliverable", reason=fitted(reason, OutboxMessage.reason), finished_at=work.now)
    )
    look_again_for_person(work, address.person_id)


def retry_later(work: Work, outbox_id: int, reason: str, wait: timedelta | None = None) -> None:
    """It failed but may succeed: again after a growing wait, until the attempts are used up.

    A messenger that names its own `wait` (429) does not use up an attempt.
    """
    message = work.session.get_one(OutboxMessage, outbox_id)
    if wait is not None:
        message.attempts -= 1
    elif message.attempts >= MOST_ATTEMPTS:
        _finish(work, message, "undeliverable", f"gave up: {reason}")
        return
    message.state, message.reason, message.lease_id = "failed", fitted(reason, OutboxMessage.reason), None
    message.not_before = work.now + (FIRST_RETRY * 2 ** (message.attempts - 1) if wait is None else wait)


def move_chat(work: Work, address_id: int, new_chat_id: str) -> None:
    """A group became a supergroup: the address keeps its history under the new id."""
    address = work.session.get_one(Address, address_id)
    taken = select(Address.id).where(Address.channel == address.channel, Address.chat_id == new_chat_id)
    if work.session.scalar(taken) is None:
        address.chat_id = new_chat_id


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


def cancel_reminders(work: Work, assignment_id: int, reason: str) -> None:
    """Stop what is queued for one assignment; a message that also reminds of others goes without it."""
    # Nearly always there is none, and asking past the session costs little.
    waiting = set(work.session.connection().scalars(_REMINDERS_WAITING, {"assignment": assignment_id}))
    for message in [work.session.get_one(OutboxMessage, outbox_id) for outbox_id in sorted(waiting)]:
        left = [known for known in message.content.get("assignment_ids", ()) if known != assignment_id]
        work.session.execute(
            update(Reminder)
            .where(Reminder.outbox_id == message.id, Reminder.assignment_id == assignment_id)
            .values(outbox_id=None if left else message.id, reason=reason)
        )
        if left:
            message.content = {**message.content, "assignment_ids": left}
        elif message.kind in REMINDING_KINDS:
            mark_cancelled(work, message.id, reason)


def literally(*states: str) -> BindParameter[Sequence[str]]:
    """States to ask for, written into the statement: SQLite uses no partial index for values given apart."""
    return bindparam(None, states, expanding=True, literal_execute=True)


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


# Built once: they are asked all the time.
_REMINDERS_WAITING = (
    select(OutboxMessage.id)
    .join(Reminder, Reminder.outbox_id == OutboxMessage.id)
    .where(
        Reminder.assignment_id == bindparam("assignment"),
        OutboxMessage.state.in_(literally(*OPEN_STATES)),
        OutboxMessage.rank == LAST_RANK,
    )
)
_NEXT_TO_SEND = _next_to_send_query()
_INSERT_PUSHES = insert(OutboxMessage).returning(OutboxMessage.id, OutboxMessage.address_id)
_INSERT_REPLY = insert(OutboxMessage).values(state="queued", reason="", attempts=0, resends=0)
_MARK_SENT = (
    update(OutboxMessage)
    .where(
        OutboxMessage.id == bindparam("row"),
        or_(OutboxMessage.state != "sending", OutboxMessage.lease_id == bindparam("lease")),
    )
    .values(
        state="sent",
        reason="",
        lease_id=None,
        external_id=bindparam("external_id"),
        finished_at=bindparam("at", type_=UtcDateTime()),
    )
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
        None if assignment_ids else Reply.from_json(row.content),
        assignment_ids,
        row.attempts + 1,
        departs_at,
        row.created_at,
        row.resends,
        row.received_at,
    )


def _insert(work: Work, address_id: int, content: dict[str, object], kind: str, once_key: str | None) -> int:
    message = OutboxMessage(
        address_id=address_id,
        channel=work.session.get_one(Address, address_id).channel,
        kind=kind,
        rank=RANKS[kind],
        content=content,
        once_key=once_key,
        created_at=work.now,
        not_before=work.now,
    )
    work.session.add(message)
    work.session.flush()
    return message.id


def _is_queued(work: Work, once_key: str) -> bool:
    return work.session.scalar(select(OutboxMessage.id).where(OutboxMessage.once_key == once_key)) is not None


def _finish(work: Work, message: OutboxMessage, state: str, reason: str) -> None:
    message.state, message.reason, message.finished_at = state, fitted(reason, OutboxMessage.reason), work.now
    message.lease_id = None


def oldest_open(work: Work) -> datetime | None:
    """Since when the longest waiting message could have gone out, or None when nothing waits."""
    waiting = select(func.min(OutboxMessage.not_before)).where(
        OutboxMessage.state.in_(literally(*OPEN_STATES)), OutboxMessage.not_before <= work.now
    )
    return work.session.scalar(waiting)
