"""Becoming known: a person asks for an office, staff decide, or the invite code suffices."""

from dataclasses import dataclass

from sqlalchemy import select

from domain.errors import DomainError
from domain.roles import Action, Role
from services import audit
from services.actors import Actor, Sender, load_actor, require, require_unit, visible_unit_ids
from services.invites import use_invite
from services.looking import look_again_at_unit
from services.units import get_unit
from services.work import Work
from storage.tables import Address, Office, Person, Registration, Unit

DECISIONS = ("approved", "refused", "call")


@dataclass(frozen=True, slots=True)
class Application:
    """Who asks for what. `invite_id` is None when no code was given: then staff always decide."""

    name: str
    position: str
    role: Role
    unit_id: int | None
    invite_id: int | None = None


@dataclass(frozen=True, slots=True)
class RegistrationView:
    """A registration as staff see it; `holders` are those who already hold the office."""

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


def apply(work: Work, sender: Sender, application: Application) -> RegistrationView:
    """Store a person's wish to hold an office; approved at once when a code suffices.

    Staff offices come by a code that an administrator made, so the code always suffices for them.

    Raises:
        DomainError: `already-holds`, `already-applied`, `code-used` or `name-missing`.
    """
    name = " ".join(application.name.split())[:120]
    if not name:
        raise DomainError("name-missing")
    _refuse_repeat(work, sender, application)
    if application.invite_id is not None:
        use_invite(work, application.invite_id)
    registration = Registration(
        address_id=sender.address_id,
        invite_id=application.invite_id,
        unit_id=application.unit_id,
        role=application.role.value,
        name=name,
        position=application.position[:120],
        state="pending",
        created_at=work.now,
    )
    work.session.add(registration)
    work.session.flush()
    is_trusted = work.installation.code_suffices or application.unit_id is None
    if application.invite_id is not None and is_trusted:
        _approve(work, registration, decided_by=None)
    audit.record(
        work, sender.actor, "registration_applied", "registration", registration.id,
        unit_id=application.unit_id, role=application.role.value, name=name, state=registration.state,
    )  # fmt: skip
    return _view(work, registration)


def decide(work: Work, actor: Actor | None, registration_id: int, decision: str) -> RegistrationView:
    """Staff approve, refuse, or mark for a call.

    Raises:
        DomainError: `not-allowed`, `no-such-registration`, or `already-decided` when a colleague was faster.
    """
    require(actor, Action.DECIDE_REGISTRATIONS)
    registration = work.session.get(
        Registration, registration_id, with_for_update=True, populate_existing=True
    )
    if registration is None or decision not in DECISIONS:
        raise DomainError("no-such-registration")
    actor = require_unit(work, actor, Action.DECIDE_REGISTRATIONS, registration.unit_id)
    if registration.state not in ("pending", "call"):
        raise DomainError("already-decided", name=registration.name)
    if decision == "approved":
        _approve(work, registration, decided_by=actor.person_id)
    else:
        registration.state = decision
        registration.decided_at, registration.decided_by = work.now, actor.person_id
    audit.record(
        work, actor, f"registration_{decision}", "registration", registration.id, name=registration.name
    )
    return _view(work, registration)


def waiting_registrations(work: Work, actor: Actor | None) -> list[RegistrationView]:
    """Registrations that wait for a decision, oldest first."""
    actor = require(actor, Action.DECIDE_REGISTRATIONS)
    visible = visible_unit_ids(work, actor)
    waiting = (
        select(Registration).where(Registration.state.in_(["pending", "call"])).order_by(Registration.id)
    )
    return [
        _view(work, registration)
        for registration in work.session.scalars(waiting)
        if visible is None or registration.unit_id in visible
    ]


def _refuse_repeat(work: Work, sender: Sender, application: Application) -> None:
    waiting = work.session.scalar(
        select(Registration.id).where(
            Registration.address_id == sender.address_id,
            Registration.unit_id == application.unit_id,
            Registration.state.in_(["pending", "call"]),
        )
    )
    if waiting is not None:
        raise DomainError("already-applied")
    for office in sender.actor.offices if sender.actor else ():
        if office.role is application.role and office.unit_id == application.unit_id:
            raise DomainError("already-holds")


def _approve(work: Work, registration: Registration, decided_by: int | None) -> None:
    registration.state = "approved"
    registration.decided_at, registration.decided_by = work.now, decided_by
    address = work.session.get_one(Address, registration.address_id)
    if address.person_id is None:
        person = Person(name=registration.name, language=work.installation.language, created_at=work.now)
        work.session.add(person)
        work.session.flush()
        address.person_id = person.id
    work.session.add(
        Office(
            person_id=address.person_id,
            role=registration.role,
            unit_id=registration.unit_id,
            position=registration.position,
            since=work.now,
        )
    )
    work.session.flush()
    if registration.unit_id is not None:
        look_again_at_unit(work, registration.unit_id)


def _view(work: Work, registration: Registration) -> RegistrationView:
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
    )


def actor_at(work: Work, address_id: int) -> Actor | None:
    """The person behind an address, if registered."""
    address = work.session.get_one(Address, address_id)
    return load_actor(work, address.person_id) if address.person_id is not None else None
