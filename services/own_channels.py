"""The channels of one person: which there are, which comes first, and giving one up."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from domain.errors import DomainError
from domain.ladder import PAGE_ONLY, Rung, in_order
from services import audit
from services.actors import Actor
from services.delivery import mark_address_unreachable
from services.looking import look_again_for_person
from services.reach import rungs_by_person
from services.work import Work
from storage.tables import Address, AuditEntry, Conversation, PersonalLink, PushSubscription, WebSession

REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class OwnChannel:
    """A channel of a person; `problem` says why it reaches nobody (`blocked`, `page_only` …), or is empty."""

    address_id: int
    channel: str
    name: str
    problem: str


def own_channels(work: Work, person_id: int) -> list[OwnChannel]:
    """The channels of a person, in the order in which they are written to."""
    addresses = {
        row.id: row for row in work.session.scalars(select(Address).where(Address.person_id == person_id))
    }
    rungs = in_order(rungs_by_person(work, [person_id]).get(person_id, ()))
    return [_own(addresses[rung.address_id], rung) for rung in rungs]


def add_channel(work: Work, address: Address, person_id: int) -> None:
    """Make an address a person's own, after those the person preferred so far."""
    last = select(func.max(Address.rank)).where(Address.person_id == person_id)
    address.rank, address.person_id = work.session.scalar(last) or 0, person_id
    work.session.flush()
    look_again_for_person(work, person_id)


def prefer_channel(work: Work, actor: Actor, address_id: int) -> OwnChannel:
    """Write to this address first from now on, and to the others in the order they had.

    Raises:
        DomainError: `no-such-channel`.
    """
    chosen = _own_address(work, actor, address_id)
    others = [own.address_id for own in own_channels(work, actor.person_id) if own.address_id != chosen.id]
    for rank, known in enumerate([chosen.id, *others]):
        work.session.execute(update(Address).where(Address.id == known).values(rank=rank))
    work.session.expire_all()
    audit.record(work, actor, "channel_preferred", "address", chosen.id, channel=chosen.channel)
    return next(own for own in own_channels(work, actor.person_id) if own.address_id == chosen.id)


def remove_channel(work: Work, actor: Actor, address_id: int) -> str:
    """Give up one of the own channels; returns which it was. What waits for it goes to the next one.

    Raises:
        DomainError: `no-such-channel`, or `last-channel` when nothing else reaches the person.
    """
    address = _own_address(work, actor, address_id)
    others = [own for own in own_channels(work, actor.person_id) if own.address_id != address.id]
    if all(own.problem for own in others):
        raise DomainError("last-channel")
    cut_off(work, address)
    note_removed(work, actor, address, actor.person_id)
    return address.channel


def cut_off(work: Work, address: Address) -> None:
    """An address is nobody's from now on: sessions, notifications and links that led there are void."""
    mark_address_unreachable(work, address.id, REMOVED)
    address.person_id, address.rank = None, 0
    for table in (WebSession, PushSubscription, Conversation):
        work.session.execute(delete(table).where(table.address_id == address.id))
    work.session.execute(
        update(PersonalLink)
        .where(PersonalLink.address_id == address.id, PersonalLink.revoked_at.is_(None))
        .values(revoked_at=work.now)
    )
    work.session.flush()


def note_removed(work: Work, actor: Actor | None, address: Address, person_id: int) -> None:
    """Keep whose an address was: should the person be erased, what was said there goes too."""
    audit.record(
        work, actor, "channel_removed", "address", address.id, channel=address.channel, person_id=person_id
    )


def former_addresses(work: Work, person_id: int) -> list[Address]:
    """Addresses that were the person's and are nobody's now."""
    removed = select(AuditEntry.subject_id, AuditEntry.details).where(AuditEntry.action == "channel_removed")
    ids = {row.subject_id for row in work.session.execute(removed) if row.details["person_id"] == person_id}
    return list(work.session.scalars(select(Address).where(Address.id.in_(ids), Address.person_id.is_(None))))


def _own_address(work: Work, actor: Actor, address_id: int) -> Address:
    address = work.session.get(Address, address_id)
    if address is None or address.person_id != actor.person_id:
        raise DomainError("no-such-channel")
    return address


def _own(address: Address, rung: Rung) -> OwnChannel:
    problem = rung.dead_because or (PAGE_ONLY if rung.is_mere_page else "")
    return OwnChannel(address.id, address.channel, address.display_name, problem)
