"""Whom a unit can be reached through, and why it cannot: not reached is not the same as not reported."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from domain.roles import UNIT_ROLES
from services.work import Work
from storage.tables import Address, Office, Person


@dataclass(frozen=True, slots=True)
class Contact:
    """One address of a secretary or deputy; `unreachable_reason` is empty when it can be written to."""

    unit_id: int
    person_id: int
    person_name: str
    address_id: int
    language: str
    since: datetime
    unreachable_reason: str


def contacts_by_unit(work: Work) -> dict[int, list[Contact]]:
    """Every address of every holder of every unit, reachable or not."""
    rows = work.session.execute(
        select(Office, Person, Address)
        .join(Person, Person.id == Office.person_id)
        .join(Address, Address.person_id == Person.id)
        .where(Office.role.in_([role.value for role in UNIT_ROLES]), Office.until.is_(None))
        .order_by(Office.unit_id, Office.id, Address.id)
    )
    contacts: dict[int, list[Contact]] = {}
    seen: set[tuple[int | None, int]] = set()
    for office, person, address in rows:
        # One who is secretary and deputy of the same unit is still written to once.
        is_new = (office.unit_id, address.id) not in seen
        seen.add((office.unit_id, address.id))
        if office.unit_id is not None and is_new:
            contacts.setdefault(office.unit_id, []).append(
                Contact(
                    office.unit_id,
                    person.id,
                    person.name,
                    address.id,
                    person.language,
                    office.since,
                    address.unreachable_reason,
                )
            )
    return contacts


def reachable_unit_ids(work: Work) -> set[int]:
    """Units with at least one address that can be written to."""
    contacts = contacts_by_unit(work)
    return {unit_id for unit_id, found in contacts.items() if any(not c.unreachable_reason for c in found)}


def unreached_reason(contacts: list[Contact]) -> str:
    """Why a unit cannot be reached: `no_secretary`, or what its address failed with; empty when it can."""
    if not contacts:
        return "no_secretary"
    if any(not contact.unreachable_reason for contact in contacts):
        return ""
    return contacts[0].unreachable_reason
