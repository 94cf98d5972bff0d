"""Files that belong to a report: kept once for each duty, before or after the report, and found again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, select

from domain.attachments import kind_of
from domain.roles import Action
from services import audit
from services.actors import Actor, require, require_unit, visible_unit_ids
from services.assignments import AssignmentView, get_assignment, load_assignments
from services.files import load_file
from services.reporting import assignment_to_report
from services.work import Work
from storage.tables import Assignment, Attachment, Person, StoredFile


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that was kept: its name, for which duty, and whether the same content was there before."""

    name: str
    view: AssignmentView
    is_new: bool


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file kept with a report; `size` is in bytes."""

    file_id: int
    name: str
    size: int
    added_by: str
    added_at: datetime


def attach(work: Work, actor: Actor | None, assignment_id: int, file_id: int, source: str = "") -> Attached:
    """Keep a received file with the report of a duty; `source` as when staff enter the report for the unit.

    Raises:
        DomainError: those of `assignment_to_report` and of `domain.attachments.kind_of`, or `no-such-file`.
    """
    actor = require(actor, Action.ENTER_REPORTS if source else Action.REPORT)
    view = assignment_to_report(work, actor, assignment_id, source)
    file = load_file(work, file_id)
    kind_of(file.name, file.content)
    digest = sha256(file.content).hexdigest()
    known = select(Attachment.id).where(Attachment.assignment_id == view.id, Attachment.sha256 == digest)
    if work.session.scalar(known) is not None:
        return Attached(file.name, view, is_new=False)
    row = Attachment(
        assignment_id=view.id,
        file_id=file.id,
        sha256=digest,
        size=len(file.content),
        added_by=actor.person_id,
        added_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    audit.record(work, actor, "file_attached", "attachment", row.id, assignment_id=view.id, size=row.size)
    return Attached(file.name, view, is_new=True)


def check_file(work: Work, file_id: int) -> str:
    """The name of a file that can be kept with a report; DomainError as `attach` for any other."""
    file = load_file(work, file_id)
    kind_of(file.name, file.content)
    return file.name


def files_of(
    work: Work, actor: Actor | None, assignment_id: int
) -> tuple[AssignmentView, list[AttachedFile]]:
    """The files of one duty, for those who follow its unit, oldest first.

    Raises:
        DomainError: `not-allowed`, `not-your-unit` or `no-such-assignment`.
    """
    view = get_assignment(work, assignment_id)
    require_unit(work, actor, Action.READ_FILES, view.unit_id)
    rows = work.session.execute(
        select(StoredFile.id, StoredFile.name, Attachment.size, Person.name, Attachment.added_at)
        .join(Attachment, Attachment.file_id == StoredFile.id)
        .join(Person, Person.id == Attachment.added_by)
        .where(Attachment.assignment_id == assignment_id)
        .order_by(Attachment.id)
    )
    return view, [AttachedFile(*row) for row in rows]


def duties_with_files(
    work: Work, actor: Actor | None, unit_ids: Collection[int] | None = None, most: int = 8
) -> list[tuple[AssignmentView, int]]:
    """Duties that files were sent for and how many, newest first; only of units the actor follows."""
    visible = visible_unit_ids(work, require(actor, Action.READ_FILES))
    asked = select(Attachment.assignment_id, func.count()).join(
        Assignment, Assignment.id == Attachment.assignment_id
    )
    for ids in (visible, unit_ids):
        if ids is not None:
            asked = asked.where(Assignment.unit_id.in_(ids))
    newest = func.max(Attachment.id).desc()
    rows = work.session.execute(asked.group_by(Attachment.assignment_id).order_by(newest).limit(most))
    counts = dict(rows.all())
    views = {view.id: view for view in load_assignments(work, ids=counts)} if counts else {}
    return [(views[assignment_id], count) for assignment_id, count in counts.items()]
