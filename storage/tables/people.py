"""Persons, the addresses they write from, the offices they hold and how they got them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base

# The few offices with a known end that has not come: looked at all the time.
TO_END = "until IS NULL AND ends_at IS NOT NULL"


class Person(Base):
    """Someone the bot knows by name; of a person whose data was erased only the row is left."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(8), default="vi")
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class Address(Base):
    """Where a person is reached: one chat on one channel. `person_id` is None until registered.

    `free_at`: the messenger takes nothing more for this chat before then (real time). `bot`: through which
    of the channel's bots, where there are several. `rank`: the lowest of a person's is written to first.
    """

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("channel", "chat_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    chat_id: Mapped[str] = mapped_column(String(80))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    display_name: Mapped[str] = mapped_column(String(120), default="")
    created_at: Mapped[datetime]
    free_at: Mapped[datetime | None]
    unreachable_since: Mapped[datetime | None]
    unreachable_reason: Mapped[str] = mapped_column(String(40), default="")
    bot: Mapped[str] = mapped_column(String(40), default="", server_default="")
    rank: Mapped[int] = mapped_column(default=0, server_default="0")


class Office(Base):
    """A person holds a role: secretary or deputy of a unit, board staff of a subtree, leader, administrator.

    The obligation belongs to the office: when its holder changes, open work stays with the unit. It is held
    while `until` is empty; `ends_at` says when it will end, for a deputy who stands in for a time.
    """

    __tablename__ = "office"
    __table_args__ = (
        Index("ix_office_to_end", "ends_at", sqlite_where=text(TO_END), postgresql_where=text(TO_END)),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    position: Mapped[str] = mapped_column(String(120), default="")
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]


class Invite(Base):
    """A one-time code for an office. Only the hash is kept: the code is shown once, when it is made.

    A successor's invite names whom it replaces (`predecessor_id`), who is expected (`named`) and from when; a
    deputy's for a period of leave has both ends. Empty ends mean from its use on, and without end.
    """

    __tablename__ = "invite"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]
    predecessor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    office_since: Mapped[datetime | None]
    office_until: Mapped[datetime | None]
    named: Mapped[str] = mapped_column(String(120), default="", server_default="")


class CodeAttempt(Base):
    """A wrong code from an address; too many of them lock codes for that address for a while."""

    __tablename__ = "code_attempt"
    __table_args__ = (Index("ix_code_attempt_address_at", "address_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"))
    at: Mapped[datetime]


class Registration(Base):
    """A person asks to be known as the holder of an office; staff decide unless the code suffices.

    `state`: pending, call, approved, refused; or coming: approved for a day that its invite names.
    """

    __tablename__ = "registration"

    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"), index=True)
    invite_id: Mapped[int | None] = mapped_column(ForeignKey("invite.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    role: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(20), index=True)
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
