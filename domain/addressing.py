"""Whom the words of a document mean here: unit groups and units of this installation, nobody guessed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from domain.parsing.letters import folded_plain
from domain.plan_decisions import once, without
from domain.plan_proposals import Proposal, ProposalDuty
from domain.profiles import Profile
from domain.units import Unit

_SHORT_FORMS = (("mttq", "mat tran to quoc"), ("ct xh", "chinh tri xa hoi"), ("ubnd", "uy ban nhan dan"))
# `các chi, đảng bộ cơ sở` are two groups where the installation keeps them apart.
_CELLS_AND_PARTIES = re.compile(r"\bchi(?: bo)?(?: va)? dang bo\b")
# Under whom they stand, not who they are: `các chi bộ trực thuộc Đảng ủy xã`.
_SUPERIOR = re.compile(r"\btruc thuoc (?:dang|huyen|tinh|thanh|thi|quan) uy(?: xa| phuong| thi tran)?\b")
# Words that tell no group from another.
_FILLERS = frozenset(
    ["cac", "moi", "tung", "tat", "ca", "toan", "the", "va", "cua", "o", "tai", "trong", "thuoc", "truc"]
)
# One side may leave these out where enough other words agree; `Đảng bộ` alone is not `Đảng bộ tỉnh`.
_LEVELS = frozenset(["huyen", "tinh", "viet", "nam"])
_ENOUGH = 4


@dataclass(frozen=True, slots=True)
class Known:
    """The groups (code → name) and the units that duties can be addressed to.

    `synonyms` are what else a group is called (by its code).
    """

    groups: Mapping[str, str]
    units: tuple[Unit, ...] = ()
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Meant:
    """The codes that words mean, and the words that mean nobody known."""

    groups: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()


def known_groups(groups: Mapping[str, str], profile: Profile, units: tuple[Unit, ...] = ()) -> Known:
    """These groups and units, with what the profile says else of the groups' names."""
    called = {code: profile.group_called(name) for code, name in groups.items()}
    return Known(groups, units, {code: group.wordings for code, group in called.items() if group})


def meant_by(addressees: Iterable[str], known: Known) -> Meant:
    """Whom these words mean; a group must be named by all its words."""
    found = Meant()
    for words in addressees:
        groups, units = _groups(words, known), _units(words, known.units)
        is_known = groups or units
        found = Meant(
            once((*found.groups, *groups)),
            once((*found.units, *(() if groups else units))),
            found.unmatched if is_known else (*found.unmatched, words),
        )
    return found


def addressed(proposal: Proposal, known: Known) -> Proposal:
    """The proposal with every duty matched; what matches nobody is left for staff to settle."""
    return replace(proposal, duties=tuple(_addressed(duty, known) for duty in proposal.duties))


def nearest_groups(duty: ProposalDuty, groups: Mapping[str, str]) -> list[str]:
    """The codes of all groups, those that share most words with the duty's addressees first."""
    words = set().union(*(_words(name) for name in duty.addressees))
    return sorted(groups, key=lambda code: -len(words & _words(groups[code])))


def _addressed(duty: ProposalDuty, known: Known) -> ProposalDuty:
    meant = meant_by(duty.addressees, known)
    is_open = bool(meant.unmatched) or not (meant.groups or meant.units)
    needs = (*without(duty.needs, "addressees"), *(("addressees",) if is_open else ()))
    return replace(duty, groups=meant.groups, units=meant.units, unmatched=meant.unmatched, needs=needs)


def _groups(words: str, known: Known) -> tuple[str, ...]:
    wanted = _words(words)
    whole = tuple(
        code
        for code, name in known.groups.items()
        if any(_agree(_words(called), wanted) for called in (name, *known.synonyms.get(code, ())))
    )
    if whole or not _CELLS_AND_PARTIES.search(_plain(words)):
        return whole
    parts = [_CELLS_AND_PARTIES.sub(part, _plain(words)) for part in ("chi bo", "dang bo")]
    found = [_groups(part, known) for part in parts]
    return found[0] + found[1] if all(found) else ()


def _units(words: str, units: Iterable[Unit]) -> tuple[str, ...]:
    wanted = _words(words)
    return tuple(unit.code for unit in units if _agree(_words(unit.name), wanted))


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    if one == other:
        return bool(one)
    is_one_side = one <= other or other <= one
    return is_one_side and one ^ other <= _LEVELS and len(one & other) >= _ENOUGH


def _words(name: str) -> frozenset[str]:
    return frozenset(_plain(name).split()) - _FILLERS


def _plain(name: str) -> str:
    plain = " ".join(re.findall(r"\w+", folded_plain(name)))
    for short, long in _SHORT_FORMS:
        plain = re.sub(rf"\b{short}\b", long, plain)
    return _SUPERIOR.sub("", plain)
