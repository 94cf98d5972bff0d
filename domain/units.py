"""Units: whom a milestone addresses, and finding a unit by its name."""

import difflib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from domain.parsing.letters import folded, folded_plain

CLOSE_ENOUGH = 0.55


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit.

    Attributes:
        id: its row.
        code: short unique name in the registry (`DBX-01`).
        name: full name.
        parent_id: the unit above it, None at the top.
        groups: codes of the unit groups it belongs to.
    """

    id: int
    code: str
    name: str
    parent_id: int | None = None
    groups: frozenset[str] = field(default_factory=frozenset)


def addressed_units(
    units: Iterable[Unit], groups: Collection[str], unit_codes: Collection[str]
) -> list[Unit]:
    """The units in any of the groups or named themselves, each once, in the given order."""
    return [unit for unit in units if unit.code in unit_codes or not unit.groups.isdisjoint(groups)]


def find_units(units: Iterable[Unit], typed: str, most: int = 5) -> list[Unit]:
    """Units whose code or name the typed words mean, best first; empty when none is close.

    Exact code or name first, then the same without diacritics, then names that contain the words,
    then names that are merely close (typing mistakes).
    """
    known = list(units)
    wanted, wanted_plain = folded(typed), folded_plain(typed)
    if not wanted:
        return []
    tests: tuple[Callable[[Unit], bool], ...] = (
        lambda unit: wanted in (folded(unit.code), folded(unit.name)),
        lambda unit: wanted_plain in (folded_plain(unit.code), folded_plain(unit.name)),
        lambda unit: _contains_words(folded_plain(unit.name), wanted_plain),
    )
    for is_match in tests:
        matches = [unit for unit in known if is_match(unit)]
        if matches:
            return matches[:most]
    return _closest(known, wanted_plain, most)


def _contains_words(name: str, wanted: str) -> bool:
    return f" {wanted} " in f" {name} " or set(wanted.split()) <= set(name.split())


def _closest(units: list[Unit], wanted: str, most: int) -> list[Unit]:
    by_name: dict[str, list[Unit]] = {}
    for unit in units:
        by_name.setdefault(folded_plain(unit.name), []).append(unit)
    names = difflib.get_close_matches(wanted, by_name, n=most, cutoff=CLOSE_ENOUGH)
    return [unit for name in names for unit in by_name[name]][:most]
