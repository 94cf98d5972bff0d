"""The ledger of reminder steps, and snoozes."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base

# A step must have a message, or a reason why there is none: this index is always empty.
UNACCOUNTED = "outbox_id IS NULL AND reason = ''"


class Reminder(Base):
    """A step towards one recipient, sent once or not sent for a reason.

    `recipient` is `person:<id>`, or `nobody` when the unit cannot be reached. The unique key is what
    makes a step go at most once to a person, on whichever channel. With an outbox row, what became of
    it stands there; without one, `reason` says why nothing was sent.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("assignment_id", "step", "recipient"),
        Index("ix_reminder_outbox_id", "outbox_id"),
        Index(
            "ix_reminder_unaccounted",
            "outbox_id",
            "reason",
            sqlite_where=text(UNACCOUNTED),
            postgresql_where=text(UNACCOUNTED),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    step: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(String(40))
    due_at: Mapped[datetime]
    outbox_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    reason: Mapped[str] = mapped_column(String(40), default="")


class Snooze(Base):
    """A person asked to be reminded of an assignment again at `until`, and not before."""

    __tablename__ = "snooze"
    __table_args__ = (UniqueConstraint("assignment_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    until: Mapped[datetime]
