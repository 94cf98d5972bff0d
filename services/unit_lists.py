"""Lists of units that were sent in name people with their telephones: once read, only their trace is kept."""

from hashlib import sha256
from typing import Any

from sqlalchemy import Select, func, or_, select

from documents.unit_sheet import read_unit_sheet
from domain.errors import DomainError
from services.files import load_file
from services.work import Work
from storage.tables import Attachment, InboxMessage, PlanProposal, PlanVersion, StoredFile


def let_go(work: Work, file_id: int) -> dict[str, Any]:
    """Drop the content of a file; returns its name, size in bytes and hash, by which it can be told again."""
    file = load_file(work, file_id)
    trace = {"file": file.name, "size": len(file.content), "sha256": sha256(file.content).hexdigest()}
    file.content = b""
    work.session.flush()
    return trace


def let_go_of_all(work: Work) -> None:
    """Drop every list that is still whole: one that was never imported, or was before its content went."""
    for file_id in work.session.scalars(_sheets_that_came_in()).all():
        file = load_file(work, file_id)
        if _is_unit_list(file):
            let_go(work, file_id)
        work.session.expunge(file)


def _sheets_that_came_in() -> Select[int]:
    """Sheets from people, without those that go with a report or that a plan came from."""
    held = (
        select(column).where(column.is_not(None))
        for column in (Attachment.file_id, PlanProposal.file_id, PlanVersion.file_id)
    )
    name = func.lower(StoredFile.name)
    return select(StoredFile.id).where(
        or_(name.endswith(".csv"), name.endswith(".xlsx")),
        func.length(StoredFile.content) > 0,
        StoredFile.id.in_(select(InboxMessage.file_id).where(InboxMessage.file_id.is_not(None))),
        *(StoredFile.id.not_in(ids) for ids in held),
    )


def _is_unit_list(file: StoredFile) -> bool:
    try:
        read_unit_sheet(file.name, file.content)
    except DomainError:
        return False
    return True
