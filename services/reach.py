"""Whom a unit can be reached through, and why it cannot: not reached is not the same as not reported."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

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
    channel: str
    language: str
    since: datetime
    unreachable_reason: str


# Plain columns: a country has tens of thousands of contacts.
_CONTACTS: Select[*tuple[Any, ...]] = (
    select(
        Office.unit_id,
        Person.id,
        Person.name,
        Address.id,
        Address.channel,
        Person.language,
        Office.since,
        Address.unreachable_reason,
    )
    .join(Person, Person.id == Office.person_id)
    .join(Address, Address.person_id == Person.id)
    .where(
        Office.unit_id.is_not(None),
        Office.role.in_([role.value for role in UNIT_ROLES]),
        Office.until.is_(None),
    )
    .order_by(Office.unit_id, Office.id, Address.id)
)


def contacts_by_unit(work: Work, unit_ids: Collection[int] | None = None) -> dict[int, list[Contact]]:
    """Every address of every holder of these units (of all units), reachable or not."""
    query = _CONTACTS if unit_ids is None else _CONTACTS.where(Office.unit_id.in_(unit_ids))
    contacts: dict[int, list[Contact]] = {}
    seen: set[tuple[int, int]] = set()
    for row in work.session.execute(query):
        contact = Contact(*row)
        # One who is secretary and deputy of the same unit is still written to once.
        if (contact.unit_id, contact.address_id) not in seen:
            seen.add((contact.unit_id, contact.address_id))
            contacts.setdefault(contact.unit_id, []).append(contact)
    return contacts


def reachable_unit_ids(work: Work) -> set[int]:
    """Units with at least one address that can be written to."""
    reachable = _CONTACTS.where(Address.unreachable_reason == "").with_only_columns(Office.unit_id)
    return set(work.session.scalars(reachable.order_by(None).distinct()))


def reachable_addresses(work: Work, person_id: int) -> list[int]:
    """The addresses of a person that can be written to."""
    own = select(Address.id).where(Address.person_id == person_id, Address.unreachable_reason == "")
    return list(work.session.scalars(own.order_by(Address.id)))


def unreached_reason(contacts: list[Contact]) -> str:
    """Why a unit cannot be reached: `no_secretary`, or what its address failed with; empty when it can."""
    if not contacts:
        return "no_secretary"
    if any(not contact.unreachable_reason for contact in contacts):
        return ""
    return contacts[0].unreachable_reason
