"""What became of units that merged or split."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from domain.parsing.letters import folded_plain
from services.work import Work
from storage.tables import Unit, UnitLineage


@dataclass(frozen=True, slots=True)
class Became:
    """A unit that is no more: what it became, and when."""

    name: str
    into: tuple[str, ...]
    at: datetime


def find_gone(work: Work, typed: str) -> list[Became]:
    """Units of this code or name that are no more, diacritics or none."""
    wanted = folded_plain(typed)
    gone = work.session.scalars(select(Unit).where(~Unit.is_active).order_by(Unit.code))
    found = [unit for unit in gone if wanted in (folded_plain(unit.code), folded_plain(unit.name))]
    return [became for unit in found if (became := _became(work, unit)) is not None]


def _became(work: Work, unit: Unit) -> Became | None:
    rows = work.session.execute(
        select(Unit.name, UnitLineage.at)
        .join(UnitLineage, UnitLineage.to_unit_id == Unit.id)
        .where(UnitLineage.from_unit_id == unit.id)
        .order_by(UnitLineage.id)
    ).all()
    return Became(unit.name, tuple(name for name, _at in rows), rows[-1].at) if rows else None
