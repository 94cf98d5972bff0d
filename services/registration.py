"""Becoming known: a person asks for an office, staff decide, or the invite code suffices."""

from dataclasses import dataclass, replace

from sqlalchemy import select

from domain.errors import DomainError
from domain.offices import Period
from domain.roles import UNIT_ROLES, Action, Role
from services import audit
from services.actors import Actor, Sender, load_actor, require, require_unit, visible_unit_ids
from services.invites import use_invite
from services.offices import Begun, begin_office
from services.registration_view import RegistrationView, view_of
from services.work import Work
from storage.tables import Address, Invite, Registration

DECISIONS = ("approved", "refused", "call")


@dataclass(frozen=True, slots=True)
class Application:
    """Who asks for what. `invite_id` is None when no code was given: then staff always decide."""

    name: str
    position: str
    role: Role
    unit_id: int | None
    invite_id: int | None = None


def apply(work: Work, sender: Sender, application: Application) -> RegistrationView:
    """Store a person's wish to hold an office; approved at once when a code suffices.

    Staff offices come by a code that an administrator made, so the code always suffices for them. The code
    decides for which unit, and a successor's or stand-in's in which role.

    Raises:
        DomainError: `already-holds`, `already-applied`, `code-used`, `name-missing` or `office-over`.
    """
    name = " ".join(application.name.split())[:120]
    if not name:
        raise DomainError("name-missing")
    application = _as_invited(work, application)
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
    is_trusted = work.installation.code_suffices or application.role not in UNIT_ROLES
    begun = None
    if application.invite_id is not None and is_trusted:
        begun = approve(work, None, registration)
    audit.record(
        work, sender.actor, "registration_applied", "registration", registration.id,
        unit_id=application.unit_id, role=application.role.value, name=name, state=registration.state,
    )  # fmt: skip
    return view_of(work, registration, begun)


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
    begun = None
    if decision == "approved":
        begun = approve(work, actor, registration)
    else:
        registration.state = decision
        registration.decided_at, registration.decided_by = work.now, actor.person_id
    audit.record(
        work, actor, f"registration_{decision}", "registration", registration.id, name=registration.name
    )
    return view_of(work, registration, begun)


def approve(work: Work, actor: Actor | None, registration: Registration) -> Begun | None:
    """Grant what was asked for: the office begins now, or on the day its invite names.

    Raises:
        DomainError: `office-over` when the time it was for has passed.
    """
    invite = work.session.get(Invite, registration.invite_id) if registration.invite_id else None
    wanted = Period(invite.office_since, invite.office_until) if invite else Period()
    if wanted.is_over(work.now):
        raise DomainError("office-over", name=registration.name)
    registration.decided_at, registration.decided_by = work.now, actor.person_id if actor else None
    has_come = wanted.has_come(work.now)
    registration.state = "approved" if has_come else "coming"
    return begin_office(work, actor, registration) if has_come else None


def waiting_registrations(work: Work, actor: Actor | None) -> list[RegistrationView]:
    """Registrations that wait for a decision, oldest first."""
    actor = require(actor, Action.DECIDE_REGISTRATIONS)
    visible = visible_unit_ids(work, actor)
    waiting = (
        select(Registration).where(Registration.state.in_(["pending", "call"])).order_by(Registration.id)
    )
    return [
        view_of(work, registration)
        for registration in work.session.scalars(waiting)
        if visible is None or registration.unit_id in visible
    ]


def _as_invited(work: Work, application: Application) -> Application:
    """What the code really gives; with a unit's ordinary code a deputy may register as well."""
    if application.invite_id is None:
        return application
    invite = work.session.get_one(Invite, application.invite_id)
    may_choose = invite.role == Role.SECRETARY and invite.predecessor_id is None
    role = application.role if may_choose and application.role in UNIT_ROLES else Role(invite.role)
    return replace(application, role=role, unit_id=invite.unit_id)


def _refuse_repeat(work: Work, sender: Sender, application: Application) -> None:
    waiting = work.session.scalar(
        select(Registration.id).where(
            Registration.address_id == sender.address_id,
            Registration.unit_id == application.unit_id,
            Registration.state.in_(["pending", "call", "coming"]),
        )
    )
    if waiting is not None:
        raise DomainError("already-applied")
    for office in sender.actor.offices if sender.actor else ():
        if office.role is application.role and office.unit_id == application.unit_id:
            raise DomainError("already-holds")


def actor_at(work: Work, address_id: int) -> Actor | None:
    """The person behind an address, if registered."""
    address = work.session.get_one(Address, address_id)
    return load_actor(work, address.person_id) if address.person_id is not None else None
