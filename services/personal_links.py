"""Personal links: an address of the web chat that opens for one person, on the device that used it first."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select, update

from domain.errors import DomainError
from domain.roles import Action
from services import audit
from services.actors import Actor, load_actor, require, visible_unit_ids
from services.codes import hashed, new_token
from services.own_channels import add_channel, cut_off, note_removed
from services.web_sessions import new_web_address, start_session
from services.work import Work
from storage.tables import Address, Person, PersonalLink

LINK_DAYS = 14


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """Whose chat a link opens; `session` is the token for a device that has none for it yet."""

    actor: Actor
    address_id: int
    session: str | None


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link that is in force: unused until `expires_at`, or in use on a device since `bound_at`."""

    created_at: datetime
    expires_at: datetime
    bound_at: datetime | None


def give_link(work: Work, actor: Actor, person_id: int) -> str:
    """A new link for oneself, or by staff for a secretary; the unused ones given before are void.

    Returns its token, to be shown once.

    Raises:
        DomainError: `no-public-url`, `no-such-person`, `not-allowed` or `not-your-unit`.
    """
    if not work.installation.public_url:
        raise DomainError("no-public-url")
    may_manage_links(work, actor, person_id)
    unused = (PersonalLink.person_id == person_id, PersonalLink.bound_at.is_(None))
    work.session.execute(
        update(PersonalLink).where(*unused, PersonalLink.revoked_at.is_(None)).values(revoked_at=work.now)
    )
    return _create(work, actor, person_id)


def mail_link(work: Work, person_id: int) -> str:
    """A new link to stand in a letter to the person; those in earlier letters go on working."""
    return _create(work, None, person_id)


def open_link(work: Work, token: str, known: Address | None) -> OpenedLink:
    """Open a link: the first device gets a session of its own, and is the only one; `known` is its address.

    Raises:
        DomainError: `link-unknown`, `link-over` when it expired or was revoked, or `link-elsewhere` when
            another device used it first.
    """
    link = work.session.scalar(select(PersonalLink).where(PersonalLink.token_hash == hashed(token)))
    if link is None or link.person_id is None:
        raise DomainError("link-unknown")
    if link.revoked_at is not None:
        raise DomainError("link-over")
    actor = load_actor(work, link.person_id)
    if link.bound_at is not None:
        if known is None or known.id != link.address_id:
            raise DomainError("link-elsewhere")
        return OpenedLink(actor, known.id, None)
    if link.expires_at <= work.now:
        raise DomainError("link-over")
    return _bind(work, link, actor, known)


def links_of(work: Work, actor: Actor, person_id: int) -> list[LinkView]:
    """The links of a person that are in force, oldest first."""
    may_manage_links(work, actor, person_id)
    rows = work.session.scalars(_in_force(work, person_id).order_by(PersonalLink.id))
    return [LinkView(row.created_at, row.expires_at, row.bound_at) for row in rows]


def revoke_links(work: Work, actor: Actor, person_id: int) -> int:
    """End every link of a person and what was opened by them; returns how many there were.

    Raises:
        DomainError: as `give_link`.
    """
    may_manage_links(work, actor, person_id)
    links = work.session.scalars(_in_force(work, person_id)).all()
    for link in links:
        link.revoked_at = work.now
        address = work.session.get(Address, link.address_id) if link.address_id is not None else None
        if address is not None and address.person_id == person_id:
            cut_off(work, address)
            note_removed(work, actor, address, person_id)
    work.session.flush()
    audit.record(work, actor, "links_revoked", "person", person_id, count=len(links))
    return len(links)


def may_manage_links(work: Work, actor: Actor, person_id: int) -> None:
    """One's own, or by staff those of the secretaries and deputies of the units they follow."""
    person = work.session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise DomainError("no-such-person")
    if actor.person_id == person_id:
        return
    require(actor, Action.MANAGE_UNITS)
    unit_ids, visible = load_actor(work, person_id).unit_ids(), visible_unit_ids(work, actor)
    if not unit_ids or (visible is not None and not unit_ids & visible):
        raise DomainError("not-your-unit", unit="")


def _in_force(work: Work, person_id: int) -> Select[PersonalLink]:
    is_used = PersonalLink.bound_at.is_not(None)
    return select(PersonalLink).where(
        PersonalLink.person_id == person_id,
        PersonalLink.revoked_at.is_(None),
        or_(is_used, PersonalLink.expires_at > work.now),
    )


def _create(work: Work, actor: Actor | None, person_id: int) -> str:
    token = new_token()
    link = PersonalLink(
        token_hash=hashed(token),
        person_id=person_id,
        created_at=work.now,
        expires_at=work.now + timedelta(days=LINK_DAYS),
    )
    work.session.add(link)
    work.session.flush()
    audit.record(work, actor, "link_given", "person", person_id, link=link.id)
    return token


def _bind(work: Work, link: PersonalLink, actor: Actor, known: Address | None) -> OpenedLink:
    first = (
        update(PersonalLink)
        .where(PersonalLink.id == link.id, PersonalLink.bound_at.is_(None), PersonalLink.revoked_at.is_(None))
        .values(bound_at=work.now)
        .returning(PersonalLink.id)
    )
    # Of two devices that press at once, one gets it.
    if work.session.execute(first).first() is None:
        raise DomainError("link-elsewhere")
    if known is not None and known.person_id == actor.person_id:
        # The device has the person's chat open already: one more would only split what is said there.
        address, session = known, None
    else:
        address = new_web_address(work, actor.name)
        add_channel(work, address, actor.person_id)
        session = start_session(work, address)
    link.address_id = address.id
    work.session.flush()
    audit.record(work, actor, "link_opened", "address", address.id, link=link.id)
    return OpenedLink(actor, address.id, session)
