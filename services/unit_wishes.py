"""What staff ask for when units merge or split, made complete and checked against the registry."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from domain.errors import DomainError
from domain.parsing.letters import folded_plain
from domain.roles import Action
from domain.unit_changes import MergeChoice, common_parent, summed
from services.actors import Actor, require_unit
from services.work import Work
from storage.tables import Unit

MERGE, SPLIT = "merge", "split"


@dataclass(frozen=True, slots=True)
class Successor:
    """A unit that comes out of a change: one that stands already (`unit_id`), or a new one."""

    unit_id: int | None
    name: str
    code: str = ""
    member_count: int | None = None


@dataclass(frozen=True, slots=True)
class UnitChange:
    """Units that merge into one, or one that splits into several, with what staff have chosen so far.

    `choices` are by the key of a duty; `secretaries` say of which successor (by position) a person becomes
    secretary, -1 for none.
    """

    kind: str
    unit_ids: tuple[int, ...]
    successors: tuple[Successor, ...]
    choices: Mapping[str, MergeChoice] = field(default_factory=dict)
    secretaries: Mapping[int, int] = field(default_factory=dict)

    @property
    def gone(self) -> tuple[int, ...]:
        """The units that are no more afterwards."""
        staying = {successor.unit_id for successor in self.successors}
        return tuple(unit_id for unit_id in self.unit_ids if unit_id not in staying)

    @property
    def involved(self) -> tuple[int, ...]:
        """The units that merge or split, and a receiving one that stands beside them."""
        staying = [one.unit_id for one in self.successors if one.unit_id is not None]
        return (*self.unit_ids, *(unit_id for unit_id in staying if unit_id not in self.unit_ids))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The successors as the rules call them: by their row, a new one by a number below zero."""
        return tuple(
            -position if successor.unit_id is None else successor.unit_id
            for position, successor in enumerate(self.successors, start=1)
        )


def checked(work: Work, actor: Actor, change: UnitChange, rows: Mapping[int, Unit]) -> UnitChange:
    """The change with codes and members filled in.

    Raises:
        DomainError: `not-your-unit`, `no-such-unit`, `merge-needs-two`, `split-needs-two`, `unit-name-taken`
            or `unit-code-taken`.
    """
    for unit_id in change.involved:
        if unit_id not in rows or not rows[unit_id].is_active:
            raise DomainError("no-such-unit")
        require_unit(work, actor, Action.MANAGE_UNITS, unit_id)
    # Whoever follows a part of the tree cannot do away with the unit it hangs on.
    for parent_id in (rows[unit_id].parent_id for unit_id in change.gone):
        require_unit(work, actor, Action.MANAGE_UNITS, parent_id)
    is_merge = change.kind == MERGE
    if is_merge and (len(change.successors) != 1 or len(set(change.involved)) < 2):
        raise DomainError("merge-needs-two")
    is_own = {change.unit_ids[0], None} >= {one.unit_id for one in change.successors}
    if not is_merge and (len(set(change.numbers)) < 2 or not is_own):
        raise DomainError("split-needs-two")
    _refuse_known_names(change, rows)
    return _filled(change, rows)


def parents_of_new(change: UnitChange, tree: Mapping[int, int | None]) -> dict[int, int | None]:
    """Which unit each new successor hangs below, by its number."""
    parent_id = common_parent(tree, change.unit_ids)
    return {number: parent_id for number in change.numbers if number < 0}


def _refuse_known_names(change: UnitChange, rows: Mapping[int, Unit]) -> None:
    new = [one for one in change.successors if one.unit_id is None]
    names = [folded_plain(one.name) for one in new]
    staying = {folded_plain(row.name) for row in rows.values() if row.is_active and row.id not in change.gone}
    for one, name in zip(new, names, strict=True):
        if name in staying or names.count(name) > 1:
            raise DomainError("unit-name-taken", unit=one.name)
    codes = [folded_plain(one.code) for one in new if one.code]
    known = {folded_plain(row.code) for row in rows.values()}
    for code in codes:
        if code in known or codes.count(code) > 1:
            raise DomainError("unit-code-taken", unit=code)


def _filled(change: UnitChange, rows: Mapping[int, Unit]) -> UnitChange:
    taken = {folded_plain(row.code) for row in rows.values()}
    taken |= {folded_plain(one.code) for one in change.successors if one.code}
    successors = []
    for one in change.successors:
        known = rows.get(one.unit_id) if one.unit_id is not None else None
        code = known.code if known else one.code or _free_code(rows[change.unit_ids[0]].code, taken)
        taken.add(folded_plain(code))
        members = one.member_count
        if members is None and change.kind == MERGE:
            members = summed(rows[row].member_count for row in change.involved)
        name = known.name if known else one.name
        successors.append(Successor(one.unit_id, name, code, members))
    return replace(change, successors=tuple(successors))


def _free_code(base: str, taken: set[str]) -> str:
    """The code of the first unit with the first number behind it that is free: `CB-05.1`."""
    codes = (f"{base[:34]}.{number}" for number in range(1, len(taken) + 2))
    return next(code for code in codes if folded_plain(code) not in taken)
