"""Whom a unit can be reached through, and why it cannot: not reached is not the same as not reported."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, literal, select

from domain.ladder import Rung, first_rung
from domain.ladder import unreached_reason as why_not_reached
from domain.roles import UNIT_ROLES
from services.batches import in_batches
from services.work import Work
from storage.tables import Address, Office, Person, PushSubscription

WEB, EMAIL = "web", "email"


@dataclass(frozen=True, slots=True)
class Contact:
    """A secretary or deputy with the address that is written to first.

    `unreachable_reason` is empty when it can be written to; `is_mere_page`: it can, and nobody is told.
    """

    unit_id: int
    person_id: int
    person_name: str
    address_id: int
    channel: str
    language: str
    since: datetime
    unreachable_reason: str
    rank: int = 0
    is_mere_page: bool = False

    @property
    def rung(self) -> Rung:
        """The address as a rung of the person's ladder."""
        return Rung(self.address_id, self.channel, self.rank, self.unreachable_reason, self.is_mere_page)


def contacts_by_unit(work: Work, unit_ids: Collection[int] | None = None) -> dict[int, list[Contact]]:
    """Every holder of these units (of all units), each with one address: see `domain.ladder.first_rung`."""
    query = _contacts(work)
    if unit_ids is not None:
        query = query.where(Office.unit_id.in_(unit_ids))
    held: dict[tuple[int, int], dict[int, Contact]] = {}
    for row in work.session.execute(query):
        contact = Contact(*row)
        # One who is secretary and deputy of the same unit is still written to once.
        addresses = held.setdefault((contact.unit_id, contact.person_id), {})
        addresses.setdefault(contact.address_id, contact)
    contacts: dict[int, list[Contact]] = {}
    for (unit_id, _), addresses in held.items():
        contacts.setdefault(unit_id, []).append(_first(addresses))
    return contacts


def first_addresses(work: Work, person_ids: Collection[int]) -> dict[int, Rung]:
    """Where each of these persons is written to first; persons that nothing can be sent to are left out."""
    found = {
        person_id: first_rung(rungs)
        for batch in in_batches(person_ids)
        for person_id, rungs in rungs_by_person(work, batch).items()
    }
    return {person_id: rung for person_id, rung in found.items() if rung and not rung.dead_because}


def first_address(work: Work, person_id: int) -> int | None:
    """Where one person is written to first, if anything can be sent to them."""
    rung = first_addresses(work, [person_id]).get(person_id)
    return rung.address_id if rung else None


def rungs_by_person(work: Work, person_ids: Collection[int]) -> dict[int, list[Rung]]:
    """Every address of these persons, as rungs of their ladders."""
    ladders: dict[int, list[Rung]] = {}
    query = select(Address.person_id, *_rung_columns(work)).where(Address.person_id.in_(person_ids))
    for person_id, *rung in work.session.execute(query):
        ladders.setdefault(person_id, []).append(Rung(*rung))
    return ladders


def rung_of(work: Work, address_id: int) -> Rung:
    """One address as a rung."""
    return Rung(*work.session.execute(select(*_rung_columns(work)).where(Address.id == address_id)).one())


def reachable_unit_ids(work: Work) -> set[int]:
    """Units with at least one address through which somebody is reached."""
    reachable = _contacts(work).where(is_reached(work)).with_only_columns(Office.unit_id)
    return set(work.session.scalars(reachable.order_by(None).distinct()))


def unreached_reason(contacts: Iterable[Contact]) -> str:
    """Why a unit is not reached: `no_secretary`, or what its address failed with; empty when it is."""
    rungs = [contact.rung for contact in contacts]
    return why_not_reached(rungs) if rungs else "no_secretary"


def is_reached(work: Work, address: type[Address] = Address) -> ColumnElement[bool]:
    """`domain.ladder.Rung.reaches`, asked of the rows of `address`."""
    return and_(address.unreachable_reason == "", ~is_mere_page(work, address))


def is_mere_page(work: Work, address: type[Address] = Address) -> ColumnElement[bool]:
    """A page of the web chat whose browser takes no notifications; where pages are watched there is none."""
    if work.installation.page_reaches:
        return literal(value=False)
    is_told = exists().where(PushSubscription.address_id == address.id, PushSubscription.gone_at.is_(None))
    return and_(address.channel == WEB, ~is_told)


def _first(addresses: dict[int, Contact]) -> Contact:
    if len(addresses) == 1:
        return next(iter(addresses.values()))
    first = first_rung(contact.rung for contact in addresses.values())
    assert first is not None
    return addresses[first.address_id]


def _rung_columns(work: Work) -> tuple[Any, ...]:
    return Address.id, Address.channel, Address.rank, Address.unreachable_reason, is_mere_page(work)


def _contacts(work: Work) -> Select[*tuple[Any, ...]]:
    # Plain columns: a country has tens of thousands of contacts.
    return (
        select(
            Office.unit_id,
            Person.id,
            Person.name,
            Address.id,
            Address.channel,
            Person.language,
            Office.since,
            Address.unreachable_reason,
            Address.rank,
            is_mere_page(work).label("is_mere_page"),
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
