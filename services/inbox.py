"""The one door in: a message is stored before it is acknowledged, and handled once."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from domain.errors import DomainError
from domain.messages import Incoming
from services.files import store_file
from services.work import Work
from storage.tables import Address, InboxMessage


async def receive(work: Work, incoming: Incoming) -> bool:
    """Store a message with its file; False when the messenger delivered it before.

    The file of somebody unregistered is not kept: anyone could fill the disk.
    """
    dialect = work.session.get_bind().dialect.name
    insert = postgresql_insert if dialect == "postgresql" else sqlite_insert
    values = {
        "channel": incoming.channel,
        "message_id": incoming.message_id,
        "chat_id": incoming.chat_id,
        "kind": incoming.kind,
        "text": incoming.text.replace("\x00", ""),
        "sender_name": incoming.sender_name[:120],
        "new_chat_id": incoming.new_chat_id,
        "sent_at": incoming.sent_at,
        "received_at": work.now,
    }
    statement = insert(InboxMessage).values(**values).on_conflict_do_nothing().returning(InboxMessage.id)
    inbox_id = await work.session.scalar(statement)
    if inbox_id is None:
        return False
    if incoming.file is not None and await _is_registered(work, incoming):
        file = incoming.file
        file_id = await store_file(work, file.name, file.media_type, file.content)
        await work.session.execute(
            update(InboxMessage).where(InboxMessage.id == inbox_id).values(file_id=file_id)
        )
    return True


async def _is_registered(work: Work, incoming: Incoming) -> bool:
    person = select(Address.person_id).where(
        Address.channel == incoming.channel, Address.chat_id == incoming.chat_id
    )
    return await work.session.scalar(person) is not None


async def next_unhandled(work: Work) -> InboxMessage | None:
    """The oldest message nobody has handled yet."""
    query = select(InboxMessage).where(InboxMessage.handled_at.is_(None)).order_by(InboxMessage.id).limit(1)
    return await work.session.scalar(query.with_for_update(skip_locked=True))


def as_incoming(message: InboxMessage) -> Incoming:
    """The stored message as the channel delivered it."""
    return Incoming(
        message.channel,
        message.message_id,
        message.chat_id,
        message.text,
        message.sender_name,
        message.kind,
        message.sent_at,
        message.new_chat_id,
        file_id=message.file_id,
        received_at=message.received_at,
    )


def mark_handled(work: Work, message: InboxMessage, outcome: str) -> None:
    """The message got its answer: `done`, or `refused` when it asked for what cannot be done."""
    message.handled_at, message.outcome = work.now, outcome


async def mark_failed(work: Work, inbox_id: int, error: str) -> InboxMessage:
    """A bug: the message is kept with its error and does not block the ones behind it."""
    message = await work.session.get_one(InboxMessage, inbox_id)
    message.handled_at, message.outcome, message.error = work.now, "failed", error[:4000]
    return message


async def oldest_unhandled(work: Work) -> datetime | None:
    """When the longest waiting message came in, or None when nothing waits."""
    waiting = select(func.min(InboxMessage.received_at)).where(InboxMessage.handled_at.is_(None))
    return await work.session.scalar(waiting)


async def text_of(work: Work, channel: str, chat_id: str, inbox_id: int) -> str:
    """What this chat wrote in one of its own messages; DomainError `button-old` for any other."""
    message = await work.session.get(InboxMessage, inbox_id)
    if message is None or (message.channel, message.chat_id) != (channel, chat_id):
        raise DomainError("button-old")
    return message.text
