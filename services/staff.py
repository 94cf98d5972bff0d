"""Who holds which office: listing and ending offices, and reading the audit log."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from domain.errors import DomainError
from domain.roles import READING_ROLES, UNIT_ROLES, Action, Role
from services import audit
from services.actors import Actor, allowed_unit_ids, require, require_unit
from services.assignments import load_assignments
from services.audit_scope import entries_about
from services.leadership import wait_for_turn
from services.offices import Ended, end_office
from services.units import get_unit
from services.work import Work
from storage.tables import AuditEntry, Office, Person, Unit

UNIT_ROLE_NAMES = [role.value for role in UNIT_ROLES]


@dataclass(frozen=True, slots=True)
class StaffOffice:
    """One office that is held now; `unit_name` is empty when it is for all units."""

    office_id: int
    person_name: str
    role: Role
    unit_name: str = ""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry of the audit log; `actor_name` is empty for the command line or the system."""

    at: datetime
    actor_name: str
    action: str
    about: str


def staff_offices(work: Work, actor: Actor | None) -> list[StaffOffice]:
    """Everybody who holds a staff office."""
    require(actor, Action.MANAGE_STAFF)
    rows = work.session.execute(
        select(Office.id, Person.name, Office.role, Unit.name)
        .join(Person, Person.id == Office.person_id)
        .outerjoin(Unit, Unit.id == Office.unit_id)
        .where(Office.role.in_([role.value for role in READING_ROLES]), Office.until.is_(None))
        .order_by(Office.id)
    )
    return [StaffOffice(office_id, name, Role(role), unit or "") for office_id, name, role, unit in rows]


def end_staff_office(work: Work, actor: Actor | None, office_id: int) -> None:
    """Take a staff office away; the last administrator stays (DomainError `last-administrator`)."""
    wait_for_turn(work, "staff")
    held = staff_offices(work, actor)
    target = next((office for office in held if office.office_id == office_id), None)
    if target is None:
        raise DomainError("no-such-office")
    administrators = [office for office in held if office.role is Role.ADMINISTRATOR]
    if target.role is Role.ADMINISTRATOR and len(administrators) == 1:
        raise DomainError("last-administrator")
    office = work.session.get_one(Office, office_id)
    office.until = work.now
    audit.record(
        work, actor, "office_ended", "office", office_id, name=target.person_name, role=target.role.value
    )


def latest_audit(work: Work, actor: Actor | None, most: int) -> list[AuditLine]:
    """The latest changes, newest first; staff of a part of the tree see those about its units only."""
    actor = require(actor, Action.MANAGE_PLANS)
    unit_ids = allowed_unit_ids(work, actor, Action.MANAGE_PLANS)
    entries = _latest(work, most) if unit_ids is None else entries_about(work, unit_ids, most)
    return [AuditLine(entry.at, name, entry.action, _named(work, entry)) for entry, name in entries]


def _latest(work: Work, most: int) -> list[tuple[AuditEntry, str]]:
    rows = work.session.execute(
        select(AuditEntry, Person.name)
        .outerjoin(Person, Person.id == AuditEntry.actor_id)
        .order_by(AuditEntry.id.desc())
        .limit(most)
    )
    return [(entry, name or "") for entry, name in rows]


def _named(work: Work, entry: AuditEntry) -> str:
    """What a change was about, in words a person knows; empty when there is nothing to name."""
    details = entry.details
    assignment_id = entry.subject_id if entry.subject == "assignment" else details.get("assignment_id")
    if assignment_id is not None:
        views = load_assignments(work, ids=[assignment_id])
        return f"{views[0].title}, {views[0].unit_name}" if views else ""
    unit_id = details.get("unit_id")
    if unit_id is not None:
        unit = (get_unit(work, unit_id)).name
        return f"{details['name']}, {unit}" if "name" in details else unit
    return str(details.get("name") or details.get("title") or details.get("day") or "")


def unit_offices(work: Work, actor: Actor | None, unit_id: int) -> list[StaffOffice]:
    """Who holds the offices of a unit."""
    require_unit(work, actor, Action.MANAGE_UNITS, unit_id)
    rows = work.session.execute(
        select(Office.id, Person.name, Office.role)
        .join(Person, Person.id == Office.person_id)
        .where(Office.unit_id == unit_id, Office.role.in_(UNIT_ROLE_NAMES), Office.until.is_(None))
        .order_by(Office.id)
    )
    return [StaffOffice(office_id, name, Role(role)) for office_id, name, role in rows]


def end_unit_office(work: Work, actor: Actor | None, office_id: int) -> Ended:
    """Take a unit's office away from its holder; reports, drafts and open work stay with the unit.

    A secretary may end the office of a deputy.
    """
    require(actor, Action.NAME_SUCCESSORS)
    office = work.session.get(Office, office_id, with_for_update=True, populate_existing=True)
    if office is None or office.unit_id is None or office.until is not None:
        raise DomainError("no-such-office")
    is_deputy = office.role == Role.DEPUTY
    action = Action.NAME_SUCCESSORS if is_deputy else Action.MANAGE_UNITS
    require_unit(work, actor, action, office.unit_id)
    ended = end_office(work, office, "office_ended")
    audit.record(work, actor, "office_ended", "office", office_id, name=ended.name, unit_id=office.unit_id)
    return ended
