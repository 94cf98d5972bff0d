"""What a merger or split of units would do, looked at before it is done; nothing is changed here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from domain.errors import DomainError
from domain.parsing.letters import folded_plain
from domain.roles import READING_ROLES, Action, Role
from domain.status import Standing
from domain.unit_changes import MergeChoice, Owed, Part, Transfer, choices, divided, merged, new_parents
from services.actors import Actor, require, require_unit
from services.assignments import AssignmentView, load_assignments
from services.codes import hashed
from services.succession_list import Holder, held_by
from services.unit_wishes import MERGE, UnitChange, checked, parents_of_new
from services.work import Work
from storage.tables import Assignment, Office, Person, Unit


@dataclass(frozen=True, slots=True)
class DutyOutlook:
    """One duty that somebody still owes: how each unit stands, and what becomes of it.

    `key` names it among the choices: its milestone and occurrence. `transfer` None: staff must choose.
    """

    key: str
    milestone_id: int
    occurrence: str
    title: str
    parts: tuple[tuple[str, Part], ...]
    late_from: datetime
    choices: tuple[MergeChoice, ...]
    transfer: Transfer | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a change would do.

    Attributes:
        change: what is asked for, made complete.
        units: names of the units that merge or split, in their order.
        duties: every duty that somebody still owes, the most urgent first.
        candidates: secretaries of units that are no more, whose place is not decided.
        staying: secretaries of units that are no more who become secretary of a successor.
        leaving: who loses an office of a unit that is no more and gets none of a successor.
        parents: the unit each new successor hangs below, by its number.
        moved: which unit those below will hang under, by their row.
        staff: names of those who follow a unit that is no more, and have to be given another.
    """

    change: UnitChange
    units: tuple[str, ...]
    duties: tuple[DutyOutlook, ...]
    candidates: tuple[Holder, ...]
    staying: tuple[Holder, ...]
    leaving: tuple[Holder, ...]
    parents: Mapping[int, int | None]
    moved: Mapping[int, int | None]
    staff: tuple[str, ...]

    @property
    def undecided(self) -> DutyOutlook | None:
        """The first duty of which staff have to choose."""
        return next((duty for duty in self.duties if duty.transfer is None), None)


def look_ahead(work: Work, actor: Actor | None, changes: Sequence[UnitChange]) -> list[Outlook]:
    """What the changes would do if they were made now.

    Raises:
        DomainError: `not-allowed`, those of `services.unit_wishes.checked`, `unit-twice` when two changes are
            about one unit, `unit-name-taken` when they would make two of one name.
    """
    actor = require(actor, Action.MANAGE_UNITS)
    rows = {row.id: row for row in work.session.scalars(select(Unit))}
    _refuse_overlaps(changes, rows)
    return [_outlook(work, actor, change, rows) for change in changes]


def seal(outlooks: Iterable[Outlook]) -> str:
    """Stands for all that would happen: when it is another one, what was shown is no longer true."""
    told = [
        (one.change, [(duty.key, duty.transfer) for duty in one.duties], sorted(one.moved.items()))
        for one in outlooks
    ]
    return hashed(repr(told))[:16]


def _refuse_overlaps(changes: Sequence[UnitChange], rows: Mapping[int, Unit]) -> None:
    involved = [unit_id for change in changes for unit_id in set(change.involved)]
    for unit_id in involved:
        if involved.count(unit_id) > 1:
            raise DomainError("unit-twice", unit=rows[unit_id].name if unit_id in rows else "")
    names = [one.name for change in changes for one in change.successors if one.unit_id is None]
    plain = [folded_plain(name) for name in names]
    for name in names:
        if plain.count(folded_plain(name)) > 1:
            raise DomainError("unit-name-taken", unit=name)


def _outlook(work: Work, actor: Actor, change: UnitChange, rows: Mapping[int, Unit]) -> Outlook:
    change = checked(work, actor, change, rows)
    tree = {row.id: row.parent_id for row in rows.values()}
    parents = parents_of_new(change, tree)
    for parent_id in parents.values():
        require_unit(work, actor, Action.MANAGE_UNITS, parent_id)
    going = [
        holder for unit_id in change.gone for holder in held_by(work, unit_id, Role.SECRETARY, Role.DEPUTY)
    ]
    change, candidates = _with_secretaries(work, change, going)
    receiver = change.numbers[0] if change.kind == MERGE else None
    return Outlook(
        change,
        tuple(rows[unit_id].name for unit_id in change.unit_ids),
        tuple(_duties(work, change)),
        tuple(candidates),
        tuple(one for one in going if _stays(one, change)),
        tuple(one for one in going if not _stays(one, change)),
        parents,
        new_parents(tree, set(change.gone), receiver),
        tuple(_staff_of(work, change.gone)),
    )


def _stays(holder: Holder, change: UnitChange) -> bool:
    return holder.role is Role.SECRETARY and change.secretaries.get(holder.person_id, -1) >= 0


def _with_secretaries(
    work: Work, change: UnitChange, going: Sequence[Holder]
) -> tuple[UnitChange, list[Holder]]:
    """The places of secretaries that leave no doubt, and those staff have to decide.

    The secretary of a receiving unit stays; of one without, the only secretary there is goes along.
    """
    secretaries = {one.person_id: one for one in reversed(going) if one.role is Role.SECRETARY}
    if change.kind == MERGE:
        receiver_id = change.successors[0].unit_id
        if receiver_id is not None and held_by(work, receiver_id, Role.SECRETARY):
            return replace(change, secretaries={}), []
        if len(secretaries) == 1:
            return replace(change, secretaries=dict.fromkeys(secretaries, 0)), []
    open_ones = [one for one in secretaries.values() if one.person_id not in change.secretaries]
    return change, open_ones[::-1]


def _duties(work: Work, change: UnitChange) -> Iterable[DutyOutlook]:
    groups: dict[tuple[int, str], list[AssignmentView]] = defaultdict(list)
    views = load_assignments(work, unit_ids=change.involved, only_active=True)
    occurrences = _occurrences(work, views)
    for view in views:
        groups[view.milestone_id, occurrences[view.id]].append(view)
    for (milestone_id, occurrence), group in groups.items():
        parts = [Owed(view.id, view.unit_id, _part(work, view), view.facts.late_from) for view in group]
        is_shared = any(view.unit_id in change.unit_ids for view in group)
        if is_shared and any(part.still_owes for part in parts):
            yield _duty(change, milestone_id, occurrence, group, parts)


def _duty(
    change: UnitChange,
    milestone_id: int,
    occurrence: str,
    views: Sequence[AssignmentView],
    parts: Sequence[Owed],
) -> DutyOutlook:
    key = f"{milestone_id}/{occurrence}"
    possible, transfer = _transfer(change, key, parts)
    latest = max(part.late_from for part in parts if part.still_owes)
    return DutyOutlook(
        key,
        milestone_id,
        occurrence,
        views[0].title,
        tuple((view.unit_name, part.part) for view, part in zip(views, parts, strict=True)),
        (transfer.late_from if transfer else None) or latest,
        possible,
        transfer,
    )


def _transfer(
    change: UnitChange, key: str, parts: Sequence[Owed]
) -> tuple[tuple[MergeChoice, ...], Transfer | None]:
    if change.kind != MERGE:
        return (), divided(parts[0], change.numbers)
    possible = choices(parts, change.numbers[0])
    chosen = change.choices.get(key)
    if possible and chosen not in possible:
        return possible, None
    return possible, merged(parts, change.numbers[0], chosen)


def _part(work: Work, view: AssignmentView) -> Part:
    standing = view.status(work).standing
    has_passed = not view.expects_report and work.now >= view.facts.late_from
    if standing is Standing.WAIVED or has_passed:
        return Part.SETTLED
    if standing is Standing.RETURNED:
        return Part.RETURNED
    return Part.REPORTED if standing in (Standing.ACCEPTED, Standing.SUBMITTED) else Part.OPEN


def _occurrences(work: Work, views: Iterable[AssignmentView]) -> dict[int, str]:
    ids = [view.id for view in views]
    rows = work.session.execute(select(Assignment.id, Assignment.occurrence).where(Assignment.id.in_(ids)))
    return dict(rows.all())


def _staff_of(work: Work, unit_ids: Sequence[int]) -> list[str]:
    following = (
        select(Person.name)
        .join(Office, Office.person_id == Person.id)
        .where(
            Office.unit_id.in_(unit_ids),
            Office.role.in_([role.value for role in READING_ROLES]),
            Office.until.is_(None),
        )
    )
    return list(work.session.scalars(following.distinct().order_by(Person.name)))
