"""Reports, their revisions and attachments: a correction is a new revision, nothing is overwritten."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.tables.base import Base


class Report(Base):
    """What a unit answered for an assignment; `received_at`, the first receipt, decides on time or late.

    `revision`, `attended` and `total` repeat what the latest revision says, so that summaries are counted
    without reading its values. A returned report names the field that is to be mended, why, and until when
    (`return_late_from`, the first instant at which the mending is late). A withdrawn report counts as none.
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
    returned_field: Mapped[str] = mapped_column(String(60), default="", server_default="")
    return_reason: Mapped[str] = mapped_column(String(300), default="", server_default="")
    return_late_from: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]


class ReportRevision(Base):
    """One version of a report: typed values, the raw words, and who sent it.

    `kind` is `report`, `correction`, `supplement` or `withdrawal`. `source` is empty when the unit sent it
    itself; else staff entered it for the unit from `paper` or `phone`, and `sent_by` is the member of staff,
    who entered it at `entered_at`; `received_at` is when it reached the office.
    """

    __tablename__ = "report_revision"
    __table_args__ = (UniqueConstraint("report_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"))
    number: Mapped[int]
    values: Mapped[dict[str, Any]]
    raw_text: Mapped[str] = mapped_column(Text)
    sent_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    received_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(12), default="report", server_default="report")
    source: Mapped[str] = mapped_column(String(10), default="", server_default="")
    entered_at: Mapped[datetime | None]

    # So that a report and its first revision are stored together, in the right order.
    report: Mapped[Report] = relationship()


class ReportDraft(Base):
    """What was told of a report and not confirmed when an office changed hands; it goes on from there.

    `raw` holds the words the values came from.
    """

    __tablename__ = "report_draft"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), primary_key=True)
    values: Mapped[dict[str, Any]]
    raw: Mapped[list[Any]] = mapped_column(default=list)
    kept_at: Mapped[datetime]


class Attachment(Base):
    """A file that belongs to the report of an assignment; the same content is kept once.

    It may come before the report does. `sha256` is that of the content, hexadecimal; `size` is in bytes.
    """

    __tablename__ = "attachment"
    __table_args__ = (UniqueConstraint("assignment_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    added_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]


class Form(Base):
    """A form as staff changed it; a form without a row is the built-in one of the same code."""

    __tablename__ = "form"

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    fields: Mapped[list[Any]]
    changed_at: Mapped[datetime]
