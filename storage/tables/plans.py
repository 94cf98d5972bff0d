"""Plans, their milestones, and the assignments that units owe."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class Plan(Base):
    """A plan; `policy` holds what differs from the default reminder policy, `version` the one in force."""

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[str] = mapped_column(String(500))
    issuer: Mapped[str] = mapped_column(String(200), default="")
    issued_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(10), default="draft")  # draft, active, closed
    policy: Mapped[dict[str, Any]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    created_at: Mapped[datetime]
    activated_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class Milestone(Base):
    """One dated duty of a plan; `late_from` is None while staff still have to fix its date.

    A recurring duty has an RFC 5545 `rrule`, and `late_from` is that of its first occurrence. What is due by
    `opened_until` is assigned or never will be; `next_look_at`: the tick need not look for the next
    occurrence before then, None when none will come. `needs` names what staff must settle; `dropped_at` says
    since when a newer version of the plan no longer asks for it.
    """

    __tablename__ = "milestone"
    __table_args__ = (
        Index(
            "ix_milestone_to_look_at",
            "next_look_at",
            sqlite_where=text("next_look_at IS NOT NULL"),
            postgresql_where=text("next_look_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(500))
    kind: Mapped[str] = mapped_column(String(20))
    form: Mapped[str] = mapped_column(String(40))
    clause: Mapped[str] = mapped_column(String(500), default="")
    phrase: Mapped[str] = mapped_column(String(200), default="")
    late_from: Mapped[datetime | None]
    starts_on: Mapped[date | None]
    recipient: Mapped[str] = mapped_column(String(200), default="")
    via: Mapped[str] = mapped_column(String(200), default="")
    rrule: Mapped[str] = mapped_column(String(200), default="", server_default="")
    needs: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    dropped_at: Mapped[datetime | None]
    opened_until: Mapped[datetime | None]
    next_look_at: Mapped[datetime | None]


class Addressee(Base):
    """A milestone addresses a group of units or one unit: exactly one of the two."""

    __tablename__ = "addressee"
    __table_args__ = (CheckConstraint("(group_id IS NULL) <> (unit_id IS NULL)", name="one_kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("unit_group.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))


class Assignment(Base):
    """One unit owes one occurrence of one milestone; `late_from` is the deadline in force.

    `occurrence` is the period of a recurring duty (`2024-06`), else empty. `next_look_at`: the tick need not
    look at it before then; None when nothing can fall due any more. An assignment counts from `begun_at`
    (None: since its plan) until `ended_at` (None: still), for periods open one after the other and units that
    merge or split hand over what they owe. Of those that count a unit has one.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        Index(
            "uq_assignment_in_force",
            "milestone_id",
            "unit_id",
            "occurrence",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_assignment_unit_id", "unit_id"),
        Index(
            "ix_assignment_to_look_at",
            "next_look_at",
            "unit_id",
            sqlite_where=text("next_look_at IS NOT NULL"),
            postgresql_where=text("next_look_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    milestone_id: Mapped[int] = mapped_column(ForeignKey("milestone.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    occurrence: Mapped[str] = mapped_column(String(20), default="")
    late_from: Mapped[datetime]
    waived_at: Mapped[datetime | None]
    waive_reason: Mapped[str] = mapped_column(String(300), default="")
    next_look_at: Mapped[datetime | None]
    begun_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Extension(Base):
    """A deadline moved for one assignment; the history stays, so past summaries can be recomputed."""

    __tablename__ = "extension"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    previous_late_from: Mapped[datetime]
    late_from: Mapped[datetime]
    phrase: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str] = mapped_column(String(300), default="")
    granted_at: Mapped[datetime]
    granted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
