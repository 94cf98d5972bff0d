"""The files that came with the reports of a plan: what the export lists and packs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from domain.roles import Action
from services.actors import Actor, require, visible_unit_ids
from services.work import Work
from storage.tables import Assignment, Attachment, Milestone, Person, StoredFile, Unit


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A file kept with the report of a duty; `size` is in bytes, `sha256` of the content, hexadecimal.

    `position` is that of the milestone in its plan.
    """

    file_id: int
    assignment_id: int
    unit_id: int
    unit_code: str
    unit_name: str
    milestone_id: int
    position: int
    title: str
    name: str
    size: int
    sha256: str
    added_by: str
    added_at: datetime


def files_of_plan(work: Work, actor: Actor | None, plan_id: int) -> list[PlanFile]:
    """Every file of a plan that the actor may see, by unit and milestone; the command line sees all.

    Raises:
        DomainError: `not-allowed`.
    """
    visible = visible_unit_ids(work, require(actor, Action.READ_FILES)) if actor is not None else None
    query: Select[*tuple[Any, ...]] = (
        select(
            Attachment.file_id,
            Attachment.assignment_id,
            Unit.id,
            Unit.code,
            Unit.name,
            Milestone.id,
            Milestone.position,
            Milestone.title,
            StoredFile.name,
            Attachment.size,
            Attachment.sha256,
            Person.name,
            Attachment.added_at,
        )
        .join(Assignment, Assignment.id == Attachment.assignment_id)
        .join(Milestone, Milestone.id == Assignment.milestone_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .join(StoredFile, StoredFile.id == Attachment.file_id)
        .join(Person, Person.id == Attachment.added_by)
        .where(Milestone.plan_id == plan_id)
        .order_by(Unit.code, Milestone.position, Attachment.id)
    )
    found = [PlanFile(*row) for row in work.session.execute(query)]
    return [file for file in found if visible is None or file.unit_id in visible]


def content_of(work: Work, file_id: int) -> bytes:
    """The content of one file: never more than one of them need be in memory."""
    content = work.session.scalar(select(StoredFile.content).where(StoredFile.id == file_id))
    return content or b""
