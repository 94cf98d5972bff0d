"""The registry of units: reading it, finding a unit by name, importing it from a sheet."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Select, bindparam, select

from domain import units as domain_units
from domain.errors import DomainError
from services.work import Work
from storage.tables import Unit, UnitGroup, UnitGroupMember


@dataclass(frozen=True, slots=True)
class RegisteredUnit:
    """A unit of the registry with what the domain does not need: members and contact."""

    unit: domain_units.Unit
    member_count: int | None
    contact_name: str
    contact_phone: str


def all_units(work: Work) -> list[RegisteredUnit]:
    """Every active unit, by code."""
    groups: dict[int, set[str]] = {}
    members = work.session.execute(
        select(UnitGroupMember.unit_id, UnitGroup.code).join(
            UnitGroup, UnitGroup.id == UnitGroupMember.group_id
        )
    )
    for unit_id, code in members:
        groups.setdefault(unit_id, set()).add(code)
    return [
        RegisteredUnit(
            domain_units.Unit(row, code, name, parent_id, frozenset(groups.get(row, ()))), *contact
        )
        for row, code, name, parent_id, *contact in work.session.execute(_ACTIVE_UNITS)
    ]


def find_units(work: Work, typed: str, most: int = 5) -> list[RegisteredUnit]:
    """Units that the typed words mean, best first; see `domain.units.find_units`."""
    known = {entry.unit.id: entry for entry in all_units(work)}
    found = domain_units.find_units([entry.unit for entry in known.values()], typed, most)
    return [known[unit.id] for unit in found]


def get_unit(work: Work, unit_id: int) -> Unit:
    """One unit, or DomainError `no-such-unit`."""
    unit = work.session.get(Unit, unit_id)
    if unit is None:
        raise DomainError("no-such-unit")
    return unit


def group_names(work: Work) -> dict[str, str]:
    """Name of each unit group by its code, in the order they were made."""
    rows = work.session.execute(select(UnitGroup.code, UnitGroup.name).order_by(UnitGroup.id))
    return dict(rows.all())


def member_word(work: Work, unit_id: int) -> str:
    """What the members of a unit are called: `đảng viên`, `hội viên`, `đoàn viên`."""
    known = work.memory.recall(("member_word", unit_id)) if work.memory else None
    return cast("str", known) if known is not None else member_words(work, [unit_id])[unit_id]


def member_words(work: Work, unit_ids: Collection[int]) -> dict[int, str]:
    """What the members of each of these units are called."""
    words = dict.fromkeys(unit_ids, work.installation.profile.member_word)
    # The first group counts, so it is written last.
    for row in work.session.execute(_MEMBER_WORDS, {"units": list(unit_ids)}):
        words[row.unit_id] = row.member_word
    return words


_MEMBER_WORDS = (
    select(UnitGroupMember.unit_id, UnitGroup.member_word)
    .join(UnitGroup, UnitGroup.id == UnitGroupMember.group_id)
    .where(UnitGroupMember.unit_id.in_(bindparam("units", expanding=True)))
    .order_by(UnitGroup.id.desc())
)


# Plain columns: a country has tens of thousands of units.
_ACTIVE_UNITS: Select[*tuple[Any, ...]] = (
    select(
        Unit.id,
        Unit.code,
        Unit.name,
        Unit.parent_id,
        Unit.member_count,
        Unit.contact_name,
        Unit.contact_phone,
    )
    .where(Unit.is_active)
    .order_by(Unit.code)
)
