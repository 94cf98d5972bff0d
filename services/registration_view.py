"""A registration as staff see it: who asks for what, who holds it, and on which terms."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from domain.roles import Role
from services.offices import Begun
from services.units import get_unit
from services.work import Work
from storage.tables import Address, Invite, Office, Person, Registration, Unit


@dataclass(frozen=True, slots=True)
class RegistrationView:
    """A registration as staff see it; `holders` are those who already hold the office.

    `begins_at`: approved for a day to come. `replaces`: whom a successor follows, `named`: who was expected.
    `begun`: the office it has just given.
    """

    id: int
    address_id: int
    name: str
    position: str
    role: Role
    unit_id: int | None
    unit_name: str
    state: str
    has_code: bool
    contact: str
    holders: tuple[str, ...]
    begins_at: datetime | None = None
    ends_at: datetime | None = None
    replaces: str = ""
    named: str = ""
    begun: Begun | None = None


def view_of(work: Work, registration: Registration, begun: Begun | None = None) -> RegistrationView:
    """A registration as staff see it, with the office it has just given."""
    unit: Unit | None = None
    holders: tuple[str, ...] = ()
    if registration.unit_id is not None:
        unit = get_unit(work, registration.unit_id)
        holders = tuple(
            work.session.scalars(
                select(Person.name)
                .join(Office, Office.person_id == Person.id)
                .join(Address, Address.person_id == Person.id)
                .where(
                    Office.unit_id == registration.unit_id,
                    Office.role == registration.role,
                    Office.until.is_(None),
                    Address.id != registration.address_id,
                )
                .distinct()
                .order_by(Person.name)
            )
        )
    return RegistrationView(
        registration.id,
        registration.address_id,
        registration.name,
        registration.position,
        Role(registration.role),
        registration.unit_id,
        unit.name if unit else "",
        registration.state,
        registration.invite_id is not None,
        f"{unit.contact_name} {unit.contact_phone}".strip() if unit else "",
        holders,
        *_terms(work, registration),
        begun=begun,
    )


def _terms(work: Work, registration: Registration) -> tuple[datetime | None, datetime | None, str, str]:
    """From when until when the office is to be held, whom it replaces, and who was named for it."""
    invite = work.session.get(Invite, registration.invite_id) if registration.invite_id else None
    if invite is None:
        return None, None, "", ""
    predecessor = work.session.get(Person, invite.predecessor_id) if invite.predecessor_id else None
    return invite.office_since, invite.office_until, predecessor.name if predecessor else "", invite.named
