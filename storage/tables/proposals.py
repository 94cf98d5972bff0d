"""Plan documents as they were read, the versions of a plan, and calendar feeds."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class PlanProposal(Base):
    """A document that was read, and what staff have decided of it so far; nothing is sent because of it.

    `state` is `unread`, `open`, `stored` (a plan or a version was made of it) or `dropped`. `plan_id` is the
    plan it became, or is to change; `address_id` is where staff wait to hear that it was read. `facts` and
    `duties` are JSON of `domain.plan_proposals`, empty until it was read and once it was dropped.
    """

    __tablename__ = "plan_proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id"))
    address_id: Mapped[int | None] = mapped_column(ForeignKey("address.id"))
    state: Mapped[str] = mapped_column(String(10), default="open")
    facts: Mapped[dict[str, Any]]
    duties: Mapped[list[Any]]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class PlanVersion(Base):
    """A version of a plan that is in force: what it changed, and the document it came from.

    `changes` is a list of JSON objects, one a duty that was added, dropped or moved.
    """

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    number: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    changes: Mapped[list[Any]]


class CalendarFeed(Base):
    """A secret address under which a person's deadlines can be read as a calendar; only its hash is kept."""

    __tablename__ = "calendar_feed"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
