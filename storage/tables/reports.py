"""Reports and their revisions: a correction is a new revision, nothing is overwritten."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base


class Report(Base):
    """What a unit answered for an assignment; `received_at`, the first receipt, decides on time or late.

    `revision`, `attended` and `total` repeat what the latest revision says, so that summaries are counted
    without reading its values.
    """

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), unique=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    received_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0, server_default="0")
    attended: Mapped[int | None] = mapped_column(BigInteger)
    total: Mapped[int | None] = mapped_column(BigInteger)


class ReportRevision(Base):
    """One version of a report: typed values, the raw words, and who sent it."""

    __tablename__ = "report_revision"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    number: Mapped[int]
    values: Mapped[dict[str, Any]]
    raw_text: Mapped[str] = mapped_column(Text)
    sent_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    received_at: Mapped[datetime]

    # So that a report and its first revision are stored together, in the right order.
    report: Mapped[Report] = relationship()
