"""What became of a message that was claimed or waited: sent, again later, held, elsewhere, cancelled."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import bindparam, or_, select, update

from domain.messages import Reply
from services.batches import in_batches
from services.claiming import ClaimedMessage
from services.ladder import climb
from services.looking import look_again_for_person
from services.outbox import LAST_RANK, OPEN_STATES, REMINDING_KINDS, literally
from services.work import Work
from storage.tables import Address, OutboxMessage, Reminder
from storage.tables.base import UtcDateTime
from storage.text import fitted

MOST_ATTEMPTS = 6

FIRST_RETRY = timedelta(seconds=5)


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
    """It can never arrive there, and with a dead address nothing that waits for it: the next is tried."""
    message = work.session.get_one(OutboxMessage, outbox_id)
    if is_address_dead:
        mark_address_unreachable(work, message.address_id, reason)
    _give_up(work, message, reason)


def mark_unwritten(work: Work, outbox_id: int, reason: str) -> None:
    """The words could not be found: no channel is at fault, and none can help."""
    _finish(work, work.session.get_one(OutboxMessage, outbox_id), "undeliverable", reason)


def mark_address_unreachable(work: Work, address_id: int, reason: str) -> None:
    """Nothing can be sent there until the person writes again; what waits for it goes to the next address."""
    address = work.session.get_one(Address, address_id)
    address.unreachable_since = work.now
    address.unreachable_reason = fitted(reason, Address.unreachable_reason)
    work.session.flush()
    waiting = select(OutboxMessage.id).where(
        OutboxMessage.address_id == address.id, OutboxMessage.state.in_(literally(*OPEN_STATES))
    )
    for message in _locked(work, set(work.session.scalars(waiting))):
        if message.state in OPEN_STATES:
            _give_up(work, message, reason)
    look_again_for_person(work, address.person_id)


def retry_later(work: Work, outbox_id: int, reason: str, wait: timedelta | None = None) -> None:
    """It failed but may succeed: again after a growing wait, until the attempts are used up.

    A messenger that names its own `wait` (429) does not use up an attempt.
    """
    message = work.session.get_one(OutboxMessage, outbox_id)
    if wait is not None:
        message.attempts -= 1
    elif message.attempts >= MOST_ATTEMPTS:
        _give_up(work, message, f"gave up: {reason}")
        return
    message.state, message.reason, message.lease_id = "failed", fitted(reason, OutboxMessage.reason), None
    message.not_before = work.now + (FIRST_RETRY * 2 ** (message.attempts - 1) if wait is None else wait)


def move_chat(work: Work, address_id: int, new_chat_id: str) -> None:
    """A group became a supergroup: the address keeps its history under the new id."""
    address = work.session.get_one(Address, address_id)
    taken = select(Address.id).where(Address.channel == address.channel, Address.chat_id == new_chat_id)
    if work.session.scalar(taken) is None:
        address.chat_id = new_chat_id


def cancel_reminders(work: Work, assignment_id: int, reason: str) -> None:
    """Stop what is queued for one assignment; a message that also reminds of others goes without it.

    What is being sent cannot be stopped, but should it fail, it is not sent again for this assignment.
    """
    # Nearly always there is none, and asking past the session costs little.
    waiting = set(work.session.connection().scalars(_REMINDERS_WAITING, {"assignment": assignment_id}))
    for message in _locked(work, waiting) if waiting else ():
        _take_out(work, message, {assignment_id}, reason)


def cancel_for_addresses(
    work: Work, address_ids: Collection[int], assignment_ids: Collection[int], reason: str
) -> None:
    """Stop what is queued for some addresses about some assignments; others are still told of them."""
    waiting = select(Reminder.outbox_id).join(OutboxMessage, OutboxMessage.id == Reminder.outbox_id)
    found = work.session.scalars(
        waiting.where(
            OutboxMessage.address_id.in_(address_ids),
            OutboxMessage.state.in_(literally(*OPEN_STATES, "sending")),
            Reminder.assignment_id.in_(assignment_ids),
        )
    )
    for message in _locked(work, {outbox_id for outbox_id in found if outbox_id is not None}):
        _take_out(work, message, set(assignment_ids), reason)


def cancel_pushed(work: Work, address_ids: Collection[int], reason: str) -> None:
    """Stop whatever nobody asked for and that still waits for these addresses; answers go out."""
    work.session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.address_id.in_(address_ids),
            OutboxMessage.state.in_(literally(*OPEN_STATES)),
            OutboxMessage.kind != "reply",
        )
        .values(state="cancelled", reason=reason, finished_at=work.now, lease_id=None)
    )


def _take_out(work: Work, message: OutboxMessage, assignment_ids: set[int], reason: str) -> None:
    left = [known for known in message.content.get("assignment_ids", ()) if known not in assignment_ids]
    is_leaving = message.state == "sending"
    work.session.execute(
        update(Reminder)
        .where(Reminder.outbox_id == message.id, Reminder.assignment_id.in_(assignment_ids))
        .values(outbox_id=None if left and not is_leaving else message.id, reason=reason)
    )
    if left or is_leaving:
        message.content = {**message.content, "assignment_ids": left}
    elif message.kind in REMINDING_KINDS:
        mark_cancelled(work, message.id, reason)


def cancel_reminders_of_many(work: Work, assignment_ids: Collection[int], reason: str) -> None:
    """Stop what is queued for any of these assignments; of many, few have anything queued."""
    for ids in in_batches(assignment_ids):
        waiting = (
            select(Reminder.assignment_id)
            .join(OutboxMessage, OutboxMessage.id == Reminder.outbox_id)
            .where(
                Reminder.assignment_id.in_(ids),
                OutboxMessage.state.in_(literally(*OPEN_STATES, "sending")),
                OutboxMessage.rank == LAST_RANK,
            )
        )
        for assignment_id in set(work.session.scalars(waiting)):
            cancel_reminders(work, assignment_id, reason)


def _locked(work: Work, outbox_ids: Collection[int]) -> Sequence[OutboxMessage]:
    """Those that still wait or are being sent, as they are now: another process may be claiming them."""
    return work.session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.id.in_(outbox_ids), OutboxMessage.state.in_((*OPEN_STATES, "sending")))
        .order_by(OutboxMessage.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


# Built once: they are asked all the time.
_REMINDERS_WAITING = (
    select(OutboxMessage.id)
    .join(Reminder, Reminder.outbox_id == OutboxMessage.id)
    .where(
        Reminder.assignment_id == bindparam("assignment"),
        OutboxMessage.state.in_(literally(*OPEN_STATES, "sending")),
        OutboxMessage.rank == LAST_RANK,
    )
)

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


def _give_up(work: Work, message: OutboxMessage, reason: str) -> None:
    if not climb(work, message, reason):
        _finish(work, message, "undeliverable", reason)


def _finish(work: Work, message: OutboxMessage, state: str, reason: str) -> None:
    message.state, message.reason, message.finished_at = state, fitted(reason, OutboxMessage.reason), work.now
    message.lease_id = None
