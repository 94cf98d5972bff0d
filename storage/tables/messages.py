"""The inbox, the outbox, the state of each conversation, stored files and web sessions."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


def _partial(name: str, condition: str, *columns: str) -> Index:
    """An index over the few rows that still need work, so that looking for them costs the same for ever."""
    return Index(name, *columns, sqlite_where=text(condition), postgresql_where=text(condition))


# What breaks the rules of `domain/accounts.py`. An index over the rows that must not be is always empty, so
# that looking for them costs nothing, however much has been said.
INBOX_OUT_OF_ORDER = (
    "handled_at IS NULL AND outcome <> ''"
    " OR handled_at IS NOT NULL AND outcome NOT IN ('done', 'refused', 'failed', 'set_aside')"
    " OR outcome = 'failed' AND error = ''"
)
OUTBOX_OUT_OF_ORDER = (
    "state IN ('queued', 'failed') AND (lease_id IS NOT NULL OR finished_at IS NOT NULL)"
    " OR state = 'sending' AND (lease_id IS NULL OR claimed_at IS NULL)"
    " OR state NOT IN ('queued', 'failed', 'sending', 'sent', 'uncertain', 'undeliverable', 'cancelled')"
    " OR state IN ('sent', 'uncertain', 'undeliverable', 'cancelled') AND finished_at IS NULL"
    " OR state IN ('uncertain', 'undeliverable', 'cancelled') AND reason = ''"
)


class InboxMessage(Base):
    """A message as it came in, stored before it is acknowledged; the unique key drops repeats.

    `outcome`: done, refused, or failed: then `error` says why and staff may have it handled again, or put
    it aside (`set_aside`).
    """

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("channel", "message_id"),
        Index("ix_inbox_chat", "channel", "chat_id", "id"),
        _partial("ix_inbox_waiting", "handled_at IS NULL", "id"),
        _partial("ix_inbox_lane", "handled_at IS NULL", "channel", "chat_id", "id"),
        _partial("ix_inbox_failed", "outcome = 'failed'", "id"),
        _partial("ix_inbox_out_of_order", INBOX_OUT_OF_ORDER, "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    message_id: Mapped[str] = mapped_column(String(80))
    chat_id: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    sender_name: Mapped[str] = mapped_column(String(120), default="")
    new_chat_id: Mapped[str | None] = mapped_column(String(80))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    sent_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(String(20), default="")
    error: Mapped[str] = mapped_column(Text, default="")
    attempts: Mapped[int] = mapped_column(default=0)


class OutboxMessage(Base):
    """A message to be sent, and what became of it.

    `state`: queued, sending, sent, failed, undeliverable, uncertain, cancelled; `reason` says why.
    `kind`: reply, notice, reminder, nudge, digest; `rank` says which kind goes first. `content` is a
    Reply, or for reminders and nudges only the ids of the assignments: their text is written when they
    are sent. While it is `sending`, `lease_id` says whose it is; `resends` counts how often it was sent
    again although an earlier attempt may have arrived: each may be a duplicate on somebody's phone.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_address", "address_id", "id"),
        _partial("ix_outbox_waiting", "state IN ('queued', 'failed')", "channel", "rank", "id"),
        _partial("ix_outbox_lane", "state IN ('queued', 'failed', 'sending')", "address_id", "id"),
        _partial("ix_outbox_lease", "state = 'sending'", "lease_id"),
        _partial("ix_outbox_uncertain", "state = 'uncertain'", "id"),
        _partial("ix_outbox_undeliverable", "state = 'undeliverable'", "finished_at"),
        _partial("ix_outbox_out_of_order", OUTBOX_OUT_OF_ORDER, "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"))
    channel: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    rank: Mapped[int]
    content: Mapped[dict[str, Any]]
    once_key: Mapped[str | None] = mapped_column(String(120), unique=True)
    inbox_id: Mapped[int | None] = mapped_column(ForeignKey("inbox.id"))
    created_at: Mapped[datetime]
    not_before: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20), default="queued")
    reason: Mapped[str] = mapped_column(String(200), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    lease_id: Mapped[int | None]
    resends: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    external_id: Mapped[str | None] = mapped_column(String(80))


class Conversation(Base):
    """Where the talk with one address stands: the dialogue, its state, and the choices on offer."""

    __tablename__ = "conversation"

    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"), primary_key=True)
    serial: Mapped[int] = mapped_column(default=0)
    dialogue: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[dict[str, Any]] = mapped_column(default=dict)
    choices: Mapped[list[Any]] = mapped_column(default=list)
    takes_number: Mapped[bool] = mapped_column(default=False)
    updated_at: Mapped[datetime]


class StoredFile(Base):
    """A file the bot made or received, kept in the database so that one backup holds everything."""

    __tablename__ = "stored_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]


class WebSession(Base):
    """A browser's right to one web address; only the token's hash is kept."""

    __tablename__ = "web_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
