"""Merging and splitting units: lineage is kept, what is open is handed over, and nothing counts twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from domain.errors import DomainError
from domain.roles import UNIT_ROLES, Role
from services import audit
from services.actors import Actor
from services.leadership import wait_for_turn
from services.looking import look_again_at_unit
from services.offices import Ended, end_office
from services.registration_view import RegistrationView, view_of
from services.unit_making import hang_units, make_successors
from services.unit_outlook import Outlook, look_ahead, seal
from services.unit_transfer import hand_over_duties
from services.unit_wishes import MERGE, UnitChange
from services.work import Work
from storage.tables import Invite, Office, Registration, Unit, UnitLineage


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change has done.

    `successors` are rows and names; `given` how many duties they took over, `waived` how many nobody owes any
    more; `ended` who holds an office of a unit that is no more, `refused` who had asked for one.
    """

    kind: str
    units: tuple[str, ...]
    successors: tuple[tuple[int, str], ...]
    given: int
    waived: int
    ended: tuple[Ended, ...]
    refused: tuple[RegistrationView, ...]


def change_units(work: Work, actor: Actor | None, changes: Sequence[UnitChange], shown: str) -> list[Changed]:
    """Carry out changes as they were shown: `shown` is the seal of the outlooks staff have agreed to.

    Raises:
        DomainError: those of `look_ahead`; `merge-undecided`; `changed-meanwhile` when something would happen
            that was not shown, because a unit has reported since, for instance. Then nothing was changed.
    """
    # Of two who change the registry at once, the second sees what the first did.
    wait_for_turn(work, "units")
    outlooks = look_ahead(work, actor, changes)
    if any(one.undecided or one.candidates for one in outlooks):
        raise DomainError("merge-undecided")
    if seal(outlooks) != shown:
        raise DomainError("changed-meanwhile")
    return [_carry_out(work, actor, outlook) for outlook in outlooks]


def _carry_out(work: Work, actor: Actor | None, outlook: Outlook) -> Changed:
    change = outlook.change
    rows = make_successors(work, outlook)
    given, waived = hand_over_duties(work, actor, outlook, rows)
    ended = _end_offices(work, change)
    _give_offices(work, outlook, rows)
    refused = _refuse_waiting(work, actor, change.gone)
    hang_units(work, outlook, rows)
    _keep_lineage(work, actor, change, rows)
    work.session.execute(update(Unit).where(Unit.id.in_(change.gone)).values(is_active=False))
    work.session.flush()
    names = [one.name for one in change.successors]
    successors = tuple(zip([rows[number] for number in change.numbers], names, strict=True))
    for unit_id in rows.values():
        look_again_at_unit(work, unit_id)
    audit.record(
        work, actor, "units_merged" if change.kind == MERGE else "unit_split", "unit", successors[0][0],
        unit_id=successors[0][0], name=", ".join(outlook.units), units=list(change.unit_ids),
        successors=[unit_id for unit_id, _name in successors], given=given, waived=waived,
    )  # fmt: skip
    return Changed(change.kind, outlook.units, successors, given, waived, tuple(ended), tuple(refused))


def _end_offices(work: Work, change: UnitChange) -> list[Ended]:
    reason = "merged" if change.kind == MERGE else "split"
    held = select(Office).where(
        Office.unit_id.in_(change.gone),
        Office.role.in_([role.value for role in UNIT_ROLES]),
        Office.until.is_(None),
    )
    offices = work.session.scalars(held.order_by(Office.id).with_for_update()).all()
    return [end_office(work, office, reason) for office in offices]


def _give_offices(work: Work, outlook: Outlook, rows: Mapping[int, int]) -> None:
    for person_id, position in outlook.change.secretaries.items():
        if position >= 0:
            unit_id = rows[outlook.change.numbers[position]]
            office = Office(person_id=person_id, role=Role.SECRETARY.value, unit_id=unit_id, since=work.now)
            work.session.add(office)
    work.session.flush()


def _refuse_waiting(work: Work, actor: Actor | None, unit_ids: Sequence[int]) -> list[RegistrationView]:
    """Codes of units that are no more open nothing; whoever waits for an office there asks again."""
    unused = (Invite.unit_id.in_(unit_ids), Invite.used_at.is_(None), Invite.voided_at.is_(None))
    work.session.execute(update(Invite).where(*unused).values(voided_at=work.now))
    waiting = select(Registration).where(
        Registration.unit_id.in_(unit_ids), Registration.state.in_(["pending", "call", "coming"])
    )
    refused = []
    for registration in work.session.scalars(waiting.with_for_update()).all():
        registration.state, registration.decided_at = "refused", work.now
        registration.decided_by = actor.person_id if actor else None
        refused.append(view_of(work, registration))
    return refused


def _keep_lineage(work: Work, actor: Actor | None, change: UnitChange, rows: Mapping[int, int]) -> None:
    for unit_id in change.unit_ids:
        for number in change.numbers:
            if rows[number] != unit_id:
                lineage = UnitLineage(
                    from_unit_id=unit_id,
                    to_unit_id=rows[number],
                    kind=change.kind,
                    at=work.now,
                    made_by=actor.person_id if actor else None,
                )
                work.session.add(lineage)
    work.session.flush()
