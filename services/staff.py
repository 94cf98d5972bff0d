"""Who works here: listing and ending staff offices, and reading the audit log."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from domain.errors import DomainError
from domain.roles import READING_ROLES, Action, Role
from services import audit
from services.actors import Actor, require
from services.work import Work
from storage.tables import AuditEntry, Office, Person


@dataclass(frozen=True, slots=True)
class StaffOffice:
    """One staff office that is held now."""

    office_id: int
    person_name: str
    role: Role


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry of the audit log; `actor_name` is empty for the command line."""

    at: datetime
    actor_name: str
    action: str
    subject: str
    subject_id: int | None


async def staff_offices(work: Work, actor: Actor | None) -> list[StaffOffice]:
    """Everybody who holds a staff office."""
    require(actor, Action.MANAGE_STAFF)
    rows = await work.session.execute(
        select(Office.id, Person.name, Office.role)
        .join(Person, Person.id == Office.person_id)
        .where(Office.role.in_([role.value for role in READING_ROLES]), Office.until.is_(None))
        .order_by(Office.id)
    )
    return [StaffOffice(office_id, name, Role(role)) for office_id, name, role in rows]


async def end_staff_office(work: Work, actor: Actor | None, office_id: int) -> None:
    """Take a staff office away; the last administrator stays (DomainError `last-administrator`)."""
    held = await staff_offices(work, actor)
    target = next((office for office in held if office.office_id == office_id), None)
    if target is None:
        raise DomainError("no-such-office")
    administrators = [office for office in held if office.role is Role.ADMINISTRATOR]
    if target.role is Role.ADMINISTRATOR and len(administrators) == 1:
        raise DomainError("last-administrator")
    office = await work.session.get_one(Office, office_id)
    office.until = work.now
    audit.record(
        work, actor, "office_ended", "office", office_id, name=target.person_name, role=target.role.value
    )


async def latest_audit(work: Work, actor: Actor | None, most: int) -> list[AuditLine]:
    """The latest changes, newest first."""
    require(actor, Action.MANAGE_PLANS)
    rows = await work.session.execute(
        select(AuditEntry, Person.name)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .order_by(AuditEntry.id.desc())
        .limit(most)
    )
    return [AuditLine(row.at, name or "", row.action, row.subject, row.subject_id) for row, name in rows]
