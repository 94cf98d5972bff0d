"""Offices begin and end: who held one loses it at once, what is open goes on with whom comes after."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from domain.roles import UNIT_ROLES, Role
from services import audit
from services.actors import Actor
from services.codes import RECEIPT_LENGTH, new_code
from services.delivery import cancel_for_addresses, cancel_pushed
from services.drafts import rescue_drafts
from services.looking import look_again_at_unit
from services.matters import OPEN_STATES
from services.work import Work
from storage.tables import Address, Assignment, Invite, Matter, Office, Person, Registration, Unit


@dataclass(frozen=True, slots=True)
class Handover:
    """Whom a successor replaced, the receipt of both, and the assignments with a report begun."""

    predecessor_id: int
    predecessor_name: str
    receipt_code: str
    drafts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Begun:
    """An office of a unit that began: of whom, until when (None: open), and whose place it takes.

    `is_stand_in`: somebody was named to stand in for the secretary.
    """

    address_id: int
    person_id: int
    name: str
    role: Role
    unit_id: int
    unit_name: str
    ends_at: datetime | None
    handover: Handover | None
    is_stand_in: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """An office of a unit that ended."""

    person_id: int
    name: str
    role: Role
    unit_id: int
    unit_name: str


def begin_office(work: Work, actor: Actor | None, registration: Registration) -> Begun | None:
    """Give the office that was asked for, now; a successor takes the place of whom the invite names.

    Returns None for an office of the staff. `actor` is who approved it, None when a code or a day decided.
    """
    address = work.session.get_one(Address, registration.address_id)
    person = _person_at(work, registration, address)
    invite = work.session.get(Invite, registration.invite_id) if registration.invite_id else None
    office = Office(
        person_id=person.id,
        role=registration.role,
        unit_id=registration.unit_id,
        position=registration.position,
        since=work.now,
        ends_at=invite.office_until if invite else None,
    )
    work.session.add(office)
    work.session.flush()
    role = Role(office.role)
    if office.unit_id is None or role not in UNIT_ROLES:
        return None
    handover = None
    if invite is not None and invite.predecessor_id is not None:
        handover = _take_over(work, actor, office, address.id, invite.predecessor_id)
    look_again_at_unit(work, office.unit_id)
    unit = work.session.get_one(Unit, office.unit_id)
    is_stand_in = role is Role.DEPUTY and invite is not None and invite.named != ""
    return Begun(
        address.id, person.id, person.name, role, unit.id, unit.name, office.ends_at, handover, is_stand_in
    )  # fmt: skip


def end_office(work: Work, office: Office, reason: str) -> Ended:
    """Take an office away now: what waits to be sent about its unit is stopped, drafts stay with it."""
    assert office.unit_id is not None
    office.until = work.now
    work.session.flush()
    person = work.session.get_one(Person, office.person_id)
    _stop_speaking(work, person.id, office.unit_id, reason)
    look_again_at_unit(work, office.unit_id)
    unit = work.session.get_one(Unit, office.unit_id)
    return Ended(person.id, person.name, Role(office.role), unit.id, unit.name)


def begin_due_offices(work: Work) -> list[Begun]:
    """Begin the offices whose day has come; of several processes each begins others, once.

    After a long absence an office may be over before it began: then nothing begins.
    """
    coming = (
        select(Registration, Invite.office_until)
        .join(Invite, Invite.id == Registration.invite_id)
        .where(Registration.state == "coming", Invite.office_since <= work.now)
        .order_by(Invite.office_since, Registration.id)
        .with_for_update(skip_locked=True, of=Registration)
    )
    begun = []
    for registration, until in work.session.execute(coming).all():
        registration.state = "approved"
        if until is not None and until <= work.now:
            continue
        found = begin_office(work, None, registration)
        audit.record(
            work, None, "office_begun", "registration", registration.id,
            unit_id=registration.unit_id, name=registration.name,
        )  # fmt: skip
        if found is not None:
            begun.append(found)
    return begun


def end_due_offices(work: Work) -> list[Ended]:
    """End the offices whose time is over."""
    over = (
        select(Office)
        .where(Office.until.is_(None), Office.ends_at <= work.now)
        .order_by(Office.ends_at, Office.id)
        .with_for_update(skip_locked=True)
    )
    ended = []
    for office in work.session.scalars(over).all():
        found = end_office(work, office, "office_ended")
        audit.record(work, None, "office_ended", "office", office.id, unit_id=office.unit_id, name=found.name)
        ended.append(found)
    return ended


def _take_over(
    work: Work, actor: Actor | None, office: Office, address_id: int, predecessor_id: int
) -> Handover:
    """End the predecessor's office and a lesser one of the successor; open matters and drafts go along."""
    assert office.unit_id is not None
    predecessor = work.session.get_one(Person, predecessor_id)
    _end_in_unit(work, office.unit_id, predecessor_id, Role.SECRETARY)
    _end_in_unit(work, office.unit_id, office.person_id, Role.DEPUTY)
    drafts = _stop_speaking(work, predecessor_id, office.unit_id, "handed_over")
    raised = Matter.unit_id == office.unit_id, Matter.person_id == predecessor_id
    answered_to = update(Matter).where(*raised, Matter.state.in_(OPEN_STATES)).values(address_id=address_id)
    work.session.execute(answered_to)
    code = f"BG-{new_code(RECEIPT_LENGTH)}"
    successor = work.session.get_one(Person, office.person_id)
    audit.record(
        work, actor, "office_handed_over", "office", office.id,
        unit_id=office.unit_id, name=successor.name, before=predecessor.name, code=code,
    )  # fmt: skip
    return Handover(predecessor_id, predecessor.name, code, tuple(drafts))


def _stop_speaking(work: Work, person_id: int, unit_id: int, reason: str) -> dict[int, int]:
    """Who holds no office of a unit any more is not written to about it; their drafts are kept."""
    held = set(
        work.session.scalars(
            select(Office.unit_id).where(Office.person_id == person_id, Office.until.is_(None))
        )
    )
    if unit_id in held:
        return {}
    of_unit = select(Assignment.id).where(Assignment.unit_id == unit_id, Assignment.ended_at.is_(None))
    assignment_ids = list(work.session.scalars(of_unit))
    address_ids = list(work.session.scalars(select(Address.id).where(Address.person_id == person_id)))
    drafts = rescue_drafts(work, [person_id], {known: known for known in assignment_ids})
    cancel_for_addresses(work, address_ids, assignment_ids, reason)
    if not held:
        cancel_pushed(work, address_ids, reason)
    return drafts


def _end_in_unit(work: Work, unit_id: int, person_id: int, role: Role) -> None:
    held = (Office.unit_id == unit_id, Office.person_id == person_id, Office.role == role.value)
    work.session.execute(update(Office).where(*held, Office.until.is_(None)).values(until=work.now))


def _person_at(work: Work, registration: Registration, address: Address) -> Person:
    if address.person_id is not None:
        return work.session.get_one(Person, address.person_id)
    person = Person(name=registration.name, language=work.installation.language, created_at=work.now)
    work.session.add(person)
    work.session.flush()
    address.person_id = person.id
    return person
