"""What merging and splitting units does to what they owe and to their tree; nothing is stored here.

Source of every rule: docs/domain-rules.md, section "Units that merge and split". A unit that does not exist
yet is called by a number below zero.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.errors import DomainError


class Part(StrEnum):
    """Where one unit stands with a duty: it owes, must mend, has reported, or has nothing left to do.

    `SETTLED`: it is waived, or an event that is over.
    """

    OPEN = "open"
    RETURNED = "returned"
    REPORTED = "reported"
    SETTLED = "settled"


class MergeChoice(StrEnum):
    """What staff may want when some of the merging units have reported a duty and others have not.

    `REST`: what was reported counts on, and the receiving unit owes what is left. `ANEW`: it reports for all,
    and the reports so far no longer count. `ENOUGH`: what was reported is enough; the others are waived.
    """

    REST = "rest"
    ANEW = "anew"
    ENOUGH = "enough"


@dataclass(frozen=True, slots=True)
class Owed:
    """What one unit has of a duty at the instant of the change; `late_from` is the deadline in force."""

    assignment_id: int
    unit_id: int
    part: Part
    late_from: datetime

    @property
    def still_owes(self) -> bool:
        """Whether somebody has something left to send."""
        return self.part in (Part.OPEN, Part.RETURNED)


@dataclass(frozen=True, slots=True)
class Transfer:
    """What becomes of one duty, by assignment: every one of them stands in exactly one of the first three.

    Attributes:
        kept: count on as they are, under the unit that has them.
        ended: count until the change only; their reports stay in the history.
        waived: are not expected any more.
        begins: the units that owe the duty from the change on.
        moved: the receiving unit's own assignment, when its deadline becomes `late_from`.
        late_from: the deadline of what begins or moves; None when nobody is asked.
    """

    kept: tuple[int, ...] = ()
    ended: tuple[int, ...] = ()
    waived: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    moved: int | None = None
    late_from: datetime | None = None


def choices(parts: Sequence[Owed], receiver_id: int) -> tuple[MergeChoice, ...]:
    """What staff have to choose from for one duty; empty when the rules alone decide.

    A receiving unit that has reported itself cannot owe the rest beside its report, but send a supplement.
    """
    has_reported = {owed.unit_id for owed in parts if owed.part is Part.REPORTED}
    if not has_reported or not any(owed.still_owes for owed in parts):
        return ()
    return (MergeChoice.ANEW, MergeChoice.ENOUGH) if receiver_id in has_reported else tuple(MergeChoice)


def merged(parts: Sequence[Owed], receiver_id: int, choice: MergeChoice | None = None) -> Transfer:
    """One duty of units that merge: who owes it afterwards, once, by the latest deadline in force.

    Raises:
        DomainError: `merge-undecided` when staff have to choose and did not, or not from `choices`.
    """
    possible = choices(parts, receiver_id)
    if possible and choice not in possible:
        raise DomainError("merge-undecided")
    if possible and choice is MergeChoice.ENOUGH:
        waived = [owed for owed in parts if owed.still_owes]
        return Transfer(kept=_ids(parts, waived), waived=_ids(waived))
    is_anew = bool(possible) and choice is MergeChoice.ANEW
    taken = [owed for owed in parts if owed.still_owes or (is_anew and owed.part is Part.REPORTED)]
    return _taken_over(parts, taken, receiver_id)


def divided(owed: Owed, successor_ids: Sequence[int]) -> Transfer:
    """One duty of a unit that splits: each successor owes what is open; what was reported counts once.

    A unit that goes on beside the new ones is among its successors and keeps its own.
    """
    if not owed.still_owes:
        return Transfer(kept=(owed.assignment_id,))
    is_kept = owed.unit_id in successor_ids
    begins = tuple(unit_id for unit_id in successor_ids if unit_id != owed.unit_id)
    own = (owed.assignment_id,)
    return Transfer(
        kept=own if is_kept else (), ended=() if is_kept else own, begins=begins, late_from=owed.late_from
    )


def new_parents(
    parents: Mapping[int, int | None], gone: Collection[int], receiver_id: int | None
) -> dict[int, int | None]:
    """Which units hang elsewhere once `gone` are no more; `parents` has every unit with the unit above it.

    What hung below a gone unit hangs below the receiving one, and without one (a split) below the nearest
    unit above that stays. Neither the receiving unit nor any above it may end up below itself.
    """
    above_receiver = set(_line(parents, receiver_id)) | {receiver_id}
    moved: dict[int, int | None] = {}
    for unit_id, parent_id in parents.items():
        if parent_id in gone and unit_id not in gone:
            may_follow = receiver_id is not None and unit_id not in above_receiver
            moved[unit_id] = receiver_id if may_follow else nearest_staying(parents, unit_id, gone)
    return moved


def common_parent(parents: Mapping[int, int | None], unit_ids: Sequence[int]) -> int | None:
    """The nearest unit above all of these that is none of them; None when there is none."""
    lines = [[found for found in _line(parents, unit_id) if found not in unit_ids] for unit_id in unit_ids]
    shared = set.intersection(*map(set, lines))
    return next((found for found in lines[0] if found in shared), None)


def nearest_staying(parents: Mapping[int, int | None], unit_id: int, gone: Collection[int]) -> int | None:
    """The nearest unit above this one that stays."""
    return next((found for found in _line(parents, unit_id) if found not in gone), None)


def summed(counts: Iterable[int | None]) -> int | None:
    """The members of units together, as far as the registry knows them; None when it knows of none."""
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _taken_over(parts: Sequence[Owed], taken: Sequence[Owed], receiver_id: int) -> Transfer:
    own = next((owed for owed in parts if owed.unit_id == receiver_id), None)
    if not any(owed is not own for owed in taken):
        # Nothing of the others is left to do: the receiving unit goes on with its own, if it has any.
        return Transfer(kept=_ids(parts))
    late_from = max(owed.late_from for owed in taken)
    if own is not None and own.part is Part.OPEN:
        ended = [owed for owed in taken if owed is not own]
        moved = own.assignment_id if own.late_from < late_from else None
        return Transfer(_ids(parts, ended), _ids(ended), moved=moved, late_from=late_from)
    # Of a duty a unit has one: what it had of it makes room for what it owes now.
    ended = [owed for owed in parts if owed in taken or owed is own]
    return Transfer(_ids(parts, ended), _ids(ended), begins=(receiver_id,), late_from=late_from)


def _ids(parts: Iterable[Owed], without: Collection[Owed] = ()) -> tuple[int, ...]:
    return tuple(owed.assignment_id for owed in parts if owed not in without)


def _line(parents: Mapping[int, int | None], unit_id: int | None) -> list[int]:
    """The units above one, nearest first; a cycle in the rows ends the walk instead of hanging it."""
    found: list[int] = []
    current = parents.get(unit_id) if unit_id is not None else None
    while current is not None and current not in found:
        found.append(current)
        current = parents.get(current)
    return found
