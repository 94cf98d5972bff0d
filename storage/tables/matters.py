"""What a member of staff must act on: difficulties, questions, complaints and requests of the units."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Base


class Matter(Base):
    """Something a unit raised, until staff settle it.

    `kind` is `difficulty`, `question`, `complaint`, `extension`, `role_change` or `other`; `state` is `open`,
    `taken` (by `owner_id`), `answered` or `closed`. `address_id` is where the answer goes. `words` are the
    person's own; `wished` says what an extension asks for, in words that a deadline can be read from.
    """

    __tablename__ = "matter"
    __table_args__ = (
        Index(
            "ix_matter_open",
            "unit_id",
            sqlite_where=text("state IN ('open', 'taken')"),
            postgresql_where=text("state IN ('open', 'taken')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(12), default="open")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("address.id"))
    words: Mapped[str] = mapped_column(Text)
    wished: Mapped[str] = mapped_column(String(200), default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
