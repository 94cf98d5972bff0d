"""The one door out: queueing messages. What becomes of them stands in `claiming` and `delivery`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, bindparam, insert, select

from domain.messages import Reply
from services.work import Work
from storage.tables import Address, OutboxMessage

PUSHED_KINDS = ("reminder", "nudge", "digest")

ANSWERING_KINDS = ("reply", "notice")

REMINDING_KINDS = ("reminder", "nudge")

# Answers go first and never wait; a notice that nobody asked for waits for the morning like a reminder.
RANKS = {"reply": 0, "notice": 1, "reminder": 2, "nudge": 2, "digest": 2}

LAST_RANK, ANSWER_RANK = 2, 0

OPEN_STATES = ("queued", "failed")


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

    The content of a reminder is `{"assignment_ids": […]}`: its text is written when it is sent. With a
    `once_key` it can be queued only once, else the whole transaction fails.
    """

    address_id: int
    channel: str
    kind: str
    content: dict[str, Any]
    once_key: str | None = None


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
            "once_key": message.once_key,
            "created_at": work.now,
            "not_before": work.now,
        }
        for message in messages
    ]
    return {address_id: row for row, address_id in work.session.connection().execute(_INSERT_PUSHES, rows)}


def literally(*states: str) -> BindParameter[Sequence[str]]:
    """States to ask for, written into the statement: SQLite uses no partial index for values given apart."""
    return bindparam(None, states, expanding=True, literal_execute=True)


_INSERT_PUSHES = insert(OutboxMessage).returning(OutboxMessage.id, OutboxMessage.address_id)

_INSERT_REPLY = insert(OutboxMessage).values(state="queued", reason="", attempts=0, resends=0)


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
