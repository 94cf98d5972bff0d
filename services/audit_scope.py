"""The audit log as staff of a part of the tree may read it: only what names a unit of theirs."""

from collections.abc import Collection
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from services.work import Work
from storage.tables import Assignment, AuditEntry, Invite, Office, Person, Registration

# Read from the end by their key: what nobody of a quiet part did lately is not looked for through years.
MOST_READ = 10_000
PART = 200


def entries_about(work: Work, unit_ids: Collection[int], most: int) -> list[tuple[AuditEntry, str]]:
    """The latest entries about these units with the names of who did it; those about no unit are left out."""
    latest = (
        select(AuditEntry, Person.name, _unit_id().label("unit_id"))
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .order_by(AuditEntry.id.desc())
        .limit(MOST_READ)
    )
    with work.session.execute(latest, execution_options={"yield_per": PART}) as rows:
        found = (
            (entry, name or "")
            for entry, name, unit_id in rows
            if unit_id in unit_ids and _named_units(entry) <= set(unit_ids)
        )
        return list(islice(found, most))


def _unit_id() -> ColumnElement[int]:
    """The unit an entry tells itself, else that of the row it is about; NULL when there is none."""
    details, subject, subject_id = AuditEntry.details, AuditEntry.subject, AuditEntry.subject_id
    of_assignment = func.coalesce(
        details["assignment_id"].as_integer(), case((subject == "assignment", subject_id))
    )
    about: list[tuple[Any, Any]] = [
        (of_assignment.is_not(None), _unit_of(Assignment, of_assignment)),
        (subject == "unit", subject_id),
        (subject == "office", _unit_of(Office, subject_id)),
        (subject == "registration", _unit_of(Registration, subject_id)),
        (subject == "invite", _unit_of(Invite, subject_id)),
    ]
    return func.coalesce(details["unit_id"].as_integer(), case(*about))


def _unit_of(table: type[Assignment | Office | Registration | Invite], row_id: Any) -> ColumnElement[int]:
    return select(table.unit_id).where(table.id == row_id).scalar_subquery()


def _named_units(entry: AuditEntry) -> set[int]:
    """Units that an entry names beside its own: those that merged or split."""
    units = entry.details.get("units")
    return set(units) if isinstance(units, list) else set()
