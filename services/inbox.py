"""The one door in: storing messages before they are acknowledged, and handing them out in order."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select, tuple_, update
from sqlalchemy.orm import aliased

from domain.errors import DomainError
from domain.messages import Incoming
from services.files import store_file
from services.work import Work, insert_or_ignore
from storage.tables import Address, InboxMessage
from storage.tables.base import UtcDateTime
from storage.text import fitted, storable

LONGEST_ERROR = 4000


@dataclass(frozen=True, slots=True)
class WaitingMessage:
    """An inbox row that nobody has handled yet, and what came in with it."""

    id: int
    incoming: Incoming


def receive(work: Work, messages: Sequence[Incoming]) -> int:
    """Store messages with their files, in order; returns how many the messenger had not delivered before.

    The file of somebody unregistered is not kept: anyone could fill the disk.
    """
    new = 0
    for has_file, group in groupby(messages, lambda message: message.file is not None):
        receive_group = _receive_with_files if has_file else _receive_plain
        new += receive_group(work, group)
    return new


def claim_waiting(work: Work, most: int) -> list[WaitingMessage]:
    """The oldest waiting message of each chat, so that each is answered in order; locked until committed."""
    rows = work.session.execute(_WAITING, {"most": most})
    return [WaitingMessage(row.id, _as_incoming(row)) for row in rows]


def mark_handled(work: Work, inbox_ids: Collection[int], outcome: str) -> None:
    """These got their answer: `done`, or `refused` when they asked for what cannot be done."""
    if inbox_ids:
        rows = [{"row": inbox_id, "at": work.now, "as": outcome} for inbox_id in inbox_ids]
        work.session.connection().execute(_MARK_HANDLED, rows)


def replace_words(work: Work, texts: Mapping[int, str]) -> None:
    """What was handled is kept in these words: an illness is not stored beside a name."""
    if texts:
        rows = [{"row": inbox_id, "words": text} for inbox_id, text in texts.items()]
        work.session.connection().execute(_REPLACE_WORDS, rows)


def mark_failed(work: Work, inbox_id: int, error: str) -> None:
    """A bug: the message is kept with its error and does not block the ones behind it."""
    work.session.execute(
        update(InboxMessage)
        .where(InboxMessage.id == inbox_id)
        .values(
            handled_at=work.now,
            outcome="failed",
            error=storable(error)[:LONGEST_ERROR],
            attempts=InboxMessage.attempts + 1,
        )
    )


def oldest_unhandled(work: Work) -> datetime | None:
    """When the longest waiting message came in, or None when nothing waits."""
    oldest = select(InboxMessage.received_at).where(InboxMessage.handled_at.is_(None))
    return work.session.scalar(oldest.order_by(InboxMessage.id).limit(1))


def count_waiting(work: Work) -> int:
    """How many messages wait to be handled."""
    waiting = select(func.count()).select_from(InboxMessage).where(InboxMessage.handled_at.is_(None))
    return work.session.scalar(waiting) or 0


def text_of(work: Work, channel: str, chat_id: str, inbox_id: int) -> str:
    """What this chat wrote in a message of its own; DomainError `button-old` for any other or blanked one."""
    message = work.session.get(InboxMessage, inbox_id)
    is_own = message is not None and (message.channel, message.chat_id) == (channel, chat_id)
    if message is None or not is_own or not message.text:
        raise DomainError("button-old")
    return message.text


def _waiting_query() -> Select[*tuple[Any, ...]]:
    earlier = aliased(InboxMessage)
    has_earlier = exists().where(
        earlier.handled_at.is_(None),
        earlier.channel == InboxMessage.channel,
        earlier.chat_id == InboxMessage.chat_id,
        earlier.id < InboxMessage.id,
    )
    return (
        select(
            InboxMessage.id,
            InboxMessage.channel,
            InboxMessage.message_id,
            InboxMessage.chat_id,
            InboxMessage.text,
            InboxMessage.sender_name,
            InboxMessage.kind,
            InboxMessage.sent_at,
            InboxMessage.new_chat_id,
            InboxMessage.file_id,
            InboxMessage.received_at,
        )
        .where(InboxMessage.handled_at.is_(None), ~has_earlier)
        .order_by(InboxMessage.id)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=InboxMessage)
    )


# Built once: they are asked for every batch.
_WAITING = _waiting_query()
_REPLACE_WORDS = (
    update(InboxMessage).where(InboxMessage.id == bindparam("row")).values(text=bindparam("words"))
)
_MARK_HANDLED = (
    update(InboxMessage)
    .where(InboxMessage.id == bindparam("row"))
    .values(handled_at=bindparam("at", type_=UtcDateTime()), outcome=bindparam("as"), error="")
)


def _as_incoming(row: Any) -> Incoming:
    return Incoming(
        row.channel,
        row.message_id,
        row.chat_id,
        row.text,
        row.sender_name,
        row.kind,
        row.sent_at,
        row.new_chat_id,
        None,
        row.file_id,
        row.received_at,
    )


def _columns(work: Work, message: Incoming) -> dict[str, object]:
    return {
        "channel": message.channel,
        "message_id": message.message_id,
        "chat_id": message.chat_id,
        "kind": message.kind,
        "text": storable(message.text),
        "sender_name": fitted(message.sender_name, InboxMessage.sender_name),
        "new_chat_id": message.new_chat_id,
        "sent_at": message.sent_at,
        "received_at": work.now,
        "outcome": "",
        "error": "",
        "attempts": 0,
    }


def _receive_plain(work: Work, messages: Iterable[Incoming]) -> int:
    rows = [_columns(work, message) for message in messages]
    # Without being asked to, SQLAlchemy forgets the count of an INSERT, which only SQLite's driver keeps.
    counted = {"preserve_rowcount": True}
    statement = insert_or_ignore(work, InboxMessage)
    return work.session.connection().execute(statement, rows, execution_options=counted).rowcount


def _receive_with_files(work: Work, messages: Iterable[Incoming]) -> int:
    return sum(_receive_with_file(work, message) for message in messages)


def _receive_with_file(work: Work, message: Incoming) -> bool:
    inserted = insert_or_ignore(work, InboxMessage).values(_columns(work, message)).returning(InboxMessage.id)
    inbox_id = work.session.scalar(inserted)
    if inbox_id is not None and _is_registered(work, message):
        file = message.file
        assert file is not None
        file_id = store_file(work, file.name, file.media_type, file.content)
        work.session.execute(update(InboxMessage).where(InboxMessage.id == inbox_id).values(file_id=file_id))
    return inbox_id is not None


def _is_registered(work: Work, message: Incoming) -> bool:
    at = tuple_(Address.channel, Address.chat_id) == (message.channel, message.chat_id)
    return work.session.scalar(select(Address.person_id).where(at)) is not None
