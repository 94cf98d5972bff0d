"""What runs the installation: stored settings, the editable calendar and the audit log."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class Setting(Base):
    """One stored value of the installation (hash of the setup code, database purpose)."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


class Lease(Base):
    """A running process; it owns the messages it is sending for as long as `beats` keeps growing."""

    __tablename__ = "lease"

    id: Mapped[int] = mapped_column(primary_key=True)
    holder: Mapped[str] = mapped_column(String(120))
    started_at: Mapped[datetime]
    beat_at: Mapped[datetime]
    beats: Mapped[int] = mapped_column(default=0)


class Pace(Base):
    """When the next message may leave on a channel, for all processes together (real time)."""

    __tablename__ = "pace"

    channel: Mapped[str] = mapped_column(String(20), primary_key=True)
    free_at: Mapped[datetime]
    paused_until: Mapped[datetime]


class Finding(Base):
    """Something the audit found, kept after it is mended so that staff are not told of it too often.

    `since`: found by every audit since then; None when the last one did not find it. `is_alarmed`: staff
    were told, and have not heard yet that all is well again. `examples`: the first row numbers.
    """

    __tablename__ = "finding"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    count: Mapped[int]
    examples: Mapped[list[Any]] = mapped_column(default=list)
    since: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    is_alarmed: Mapped[bool] = mapped_column(default=False)


class CalendarDay(Base):
    """A day the board declares off, or worked in exchange."""

    __tablename__ = "calendar_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    is_working: Mapped[bool]
    note: Mapped[str] = mapped_column(String(200), default="")


class AuditEntry(Base):
    """One change by a person: who, when, what, on which row, and the values before and after."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_subject", "subject", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    action: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
