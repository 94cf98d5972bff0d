"""The one door out: queueing messages, claiming them for sending, and noting what became of each."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, bindparam, case, exists, or_, select, update
from sqlalchemy.orm import aliased

from domain.messages import Reply
from services.work import Work
from storage.tables import Address, OutboxMessage, Reminder
from storage.tables.base import UtcDateTime

PUSHED_KINDS = ("reminder", "nudge", "digest")
REMINDING_KINDS = ("reminder", "nudge")
# A notice that nobody asked for waits for the morning like a reminder; answers never wait.
QUIET_KINDS = (*PUSHED_KINDS, "notice")
OPEN_STATES = ("queued", "failed")
MOST_ATTEMPTS = 6
FIRST_RETRY = timedelta(seconds=5)
CLAIM_FORGOTTEN_AFTER = timedelta(minutes=2)


def _next_to_send_query() -> Select[OutboxMessage, Address]:
    ahead = aliased(OutboxMessage)
    is_behind = exists().where(
        ahead.address_id == OutboxMessage.address_id,
        or_(
            ahead.state == "sending",
            and_(ahead.state.in_(OPEN_STATES), ahead.kind == "reply", ahead.id < OutboxMessage.id),
        ),
    )
    return (
        select(OutboxMessage, Address)
        .join(Address, Address.id == OutboxMessage.address_id)
        .where(
            OutboxMessage.state.in_(OPEN_STATES),
            OutboxMessage.not_before <= bindparam("now", type_=UtcDateTime()),
            OutboxMessage.kind.not_in(bindparam("held_back", expanding=True)),
            Address.channel.in_(bindparam("channels", expanding=True)),
            ~is_behind,
        )
        .order_by(case((OutboxMessage.kind == "reply", 0), else_=1), OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=OutboxMessage)
    )


# Built once: the dispatcher asks it for every message it sends.
_NEXT_TO_SEND = _next_to_send_query()


@dataclass(frozen=True, slots=True)
class ClaimedMessage:
    """An outbox row that this process is about to send."""

    id: int
    kind: str
    channel: str
    chat_id: str
    address_id: int
    reply: Reply | None
    assignment_ids: tuple[int, ...]
    attempts: int


async def queue(
    work: Work,
    address_id: int,
    reply: Reply,
    *,
    kind: str = "reply",
    once_key: str | None = None,
    inbox_id: int | None = None,
    not_before: datetime | None = None,
) -> int | None:
    """Put one message into the outbox; returns its row, or None when `once_key` was queued before."""
    if once_key is not None and await _is_queued(work, once_key):
        return None
    return await _insert(work, address_id, reply.to_json(), kind, once_key, inbox_id, not_before)


async def queue_reminder(work: Work, address_id: int, kind: str, assignment_ids: list[int]) -> int:
    """Queue a reminder of several assignments; its text is written when it is sent."""
    return await _insert(work, address_id, {"assignment_ids": assignment_ids}, kind, None, None, None)


async def claim_next(work: Work, channels: list[str], *, is_quiet: bool) -> ClaimedMessage | None:
    """Mark the next message that may go out as being sent, or None when there is none.

    Replies go first, nothing is pushed in quiet hours, and one address gets its messages one at a time,
    its replies in order. From here on a crash leaves the outcome unknown, so a reminder is not repeated.
    """
    held_back = QUIET_KINDS if is_quiet else ("",)
    values = {"now": work.now, "channels": channels, "held_back": held_back}
    row = (await work.session.execute(_NEXT_TO_SEND, values)).first()
    if row is None:
        return None
    message, address = row
    message.state, message.claimed_at, message.attempts = "sending", work.now, message.attempts + 1
    assignment_ids = tuple(message.content.get("assignment_ids", ()))
    reply = None if assignment_ids else Reply.from_json(message.content)
    return ClaimedMessage(
        message.id,
        message.kind,
        address.channel,
        address.chat_id,
        address.id,
        reply,
        assignment_ids,
        message.attempts,
    )


async def keep_text(work: Work, outbox_id: int, reply: Reply) -> None:
    """Keep the words a reminder was written with, beside the assignments it names."""
    message = await work.session.get_one(OutboxMessage, outbox_id)
    message.content = {**message.content, **reply.to_json()}


async def mark_sent(work: Work, outbox_id: int, external_id: str | None) -> None:
    """The messenger accepted it."""
    await _finish(work, outbox_id, "sent", "", external_id)


async def mark_uncertain(work: Work, outbox_id: int, reason: str) -> None:
    """The connection died after the request left: it may have arrived."""
    await _finish(work, outbox_id, "uncertain", reason)


async def mark_cancelled(work: Work, outbox_id: int, reason: str) -> None:
    """It lost its meaning before it was sent."""
    await _finish(work, outbox_id, "cancelled", reason)


async def mark_undeliverable(work: Work, outbox_id: int, reason: str, *, is_address_dead: bool) -> None:
    """It can never arrive; with a dead address, whatever else waits for that address is undeliverable too."""
    await _finish(work, outbox_id, "undeliverable", reason)
    if not is_address_dead:
        return
    message = await work.session.get_one(OutboxMessage, outbox_id)
    await mark_address_unreachable(work, message.address_id, reason)


async def mark_address_unreachable(work: Work, address_id: int, reason: str) -> None:
    """Nothing can be sent there until the person writes again; what waits for it is undeliverable."""
    address = await work.session.get_one(Address, address_id)
    address.unreachable_since, address.unreachable_reason = work.now, reason
    await work.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.address_id == address.id, OutboxMessage.state.in_(OPEN_STATES))
        .values(state="undeliverable", reason=reason, finished_at=work.now)
    )


async def retry_later(work: Work, outbox_id: int, reason: str, wait: timedelta | None = None) -> None:
    """It failed but may succeed: again after a growing wait, until the attempts are used up.

    A messenger that names its own `wait` (429) does not use up an attempt.
    """
    message = await work.session.get_one(OutboxMessage, outbox_id)
    if wait is not None:
        message.attempts -= 1
    elif message.attempts >= MOST_ATTEMPTS:
        await _finish(work, outbox_id, "undeliverable", f"gave up: {reason}"[:200])
        return
    message.state, message.reason = "failed", reason[:200]
    message.not_before = work.now + (wait or FIRST_RETRY * 2 ** (message.attempts - 1))


async def move_chat(work: Work, address_id: int, new_chat_id: str) -> None:
    """A group became a supergroup: the address keeps its history under the new id."""
    address = await work.session.get_one(Address, address_id)
    taken = select(Address.id).where(Address.channel == address.channel, Address.chat_id == new_chat_id)
    if await work.session.scalar(taken) is None:
        address.chat_id = new_chat_id


async def release_forgotten_claims(work: Work) -> int:
    """Messages a crash left in `sending`: replies go again, what is pushed is held as uncertain for staff."""
    forgotten = (
        OutboxMessage.state == "sending",
        OutboxMessage.claimed_at < work.now - CLAIM_FORGOTTEN_AFTER,
    )
    return await _release(work, *forgotten)


async def release_all_claims(work: Work) -> int:
    """At start of a single process: every claim is a claim of the process that died."""
    return await _release(work, OutboxMessage.state == "sending")


async def cancel_reminders(work: Work, assignment_id: int, reason: str) -> None:
    """Stop what is queued for one assignment; a message that also reminds of others goes without it."""
    rows = await work.session.scalars(
        select(OutboxMessage)
        .join(Reminder, Reminder.outbox_id == OutboxMessage.id)
        .where(Reminder.assignment_id == assignment_id, OutboxMessage.state.in_(OPEN_STATES))
    )
    for message in rows.unique():
        left = [known for known in message.content.get("assignment_ids", ()) if known != assignment_id]
        await work.session.execute(
            update(Reminder)
            .where(Reminder.outbox_id == message.id, Reminder.assignment_id == assignment_id)
            .values(outbox_id=None if left else message.id, reason=reason)
        )
        if left:
            message.content = {**message.content, "assignment_ids": left}
        elif message.kind in REMINDING_KINDS:
            await mark_cancelled(work, message.id, reason)


async def _insert(
    work: Work,
    address_id: int,
    content: dict[str, object],
    kind: str,
    once_key: str | None,
    inbox_id: int | None,
    not_before: datetime | None,
) -> int:
    message = OutboxMessage(
        address_id=address_id,
        kind=kind,
        content=content,
        once_key=once_key,
        inbox_id=inbox_id,
        created_at=work.now,
        not_before=not_before or work.now,
    )
    work.session.add(message)
    await work.session.flush()
    return message.id


async def _is_queued(work: Work, once_key: str) -> bool:
    return (
        await work.session.scalar(select(OutboxMessage.id).where(OutboxMessage.once_key == once_key))
        is not None
    )


async def _finish(
    work: Work, outbox_id: int, state: str, reason: str, external_id: str | None = None
) -> None:
    await work.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == outbox_id)
        .values(state=state, reason=reason[:200], finished_at=work.now, external_id=external_id)
    )


async def _release(work: Work, *conditions: object) -> int:
    rows = await work.session.scalars(select(OutboxMessage).where(*conditions))  # type: ignore[arg-type]
    released = list(rows)
    for message in released:
        if message.kind in PUSHED_KINDS:
            message.state, message.reason, message.finished_at = "uncertain", "interrupted", work.now
        else:
            message.state, message.reason = "queued", "interrupted"
    return len(released)
