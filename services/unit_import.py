"""Importing the registry of units: good rows are kept or nothing is, as the user chooses."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import delete, select

from documents.unit_sheet import RowProblem, UnitRow, UnitSheet
from domain.parsing.letters import folded_plain
from domain.roles import Action
from services import audit
from services.actors import Actor, require, visible_unit_ids
from services.codes import hashed
from services.leadership import wait_for_turn
from services.unit_lists import let_go
from services.work import Work
from storage.tables import Unit, UnitGroup, UnitGroupMember

LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did: counts of units, and every row that was not used."""

    added: int
    updated: int
    unchanged: int
    problems: tuple[RowProblem, ...]


def import_units(
    work: Work, actor: Actor | None, sheet: UnitSheet, *, keep_good: bool, file_id: int | None = None
) -> ImportOutcome:
    """Add new units and update known ones by code; never duplicates.

    Args:
        work: the unit of work.
        actor: who imports; None for the command line, whose user owns the server.
        sheet: the rows and problems of the file.
        keep_good: with problems present, take the good rows (True) or nothing at all (False).
        file_id: the stored file of the sheet; its content goes with the import, name, size and hash stay.
    """
    if actor is not None:
        require(actor, Action.MANAGE_UNITS)
    wait_for_turn(work, "units")
    known = {folded_plain(unit.code): unit for unit in work.session.scalars(select(Unit))}
    rows, problems = _check_parents(sheet, known)
    visible = visible_unit_ids(work, actor) if actor is not None else None
    if visible is not None:
        rows, problems = _within(visible, rows, problems, known)
    if problems and not keep_good:
        return ImportOutcome(0, 0, 0, problems)
    groups = _ensure_groups(work, rows)
    counts = {"added": 0, "updated": 0, "unchanged": 0}
    for row in rows:
        counts[_store_row(work, row, known, groups)] += 1
    work.session.flush()
    for row in rows:
        known[folded_plain(row.code)].parent_id = (
            known[folded_plain(row.parent_code)].id if row.parent_code else None
        )
    trace = let_go(work, file_id) if file_id is not None else {}
    audit.record(work, actor, "units_imported", "unit", None, **counts, refused=len(problems), **trace)
    return ImportOutcome(counts["added"], counts["updated"], counts["unchanged"], problems)


def group_code(name: str) -> str:
    """The code of a group from its name: `Chi bộ cơ sở` → `chi_bo_co_so`.

    A long name is cut, because buttons carry the code, and told apart by a short hash.
    """
    letters = "".join(letter if letter.isalnum() else " " for letter in folded_plain(name))
    code = "_".join(letters.split())
    return code if len(code) <= LONGEST_CODE else f"{code[: LONGEST_CODE - 7]}_{hashed(code)[:6]}"


def _check_parents(sheet: UnitSheet, known: dict[str, Unit]) -> tuple[list[UnitRow], tuple[RowProblem, ...]]:
    # A unit that has merged or split does not come back by an old sheet.
    gone = {code for code, unit in known.items() if not unit.is_active}
    rows = [row for row in sheet.rows if folded_plain(row.code) not in gone]
    problems = list(sheet.problems)
    problems += [RowProblem(row.line, "gone", row.code) for row in sheet.rows if row not in rows]
    while True:
        codes = (known.keys() - gone) | {folded_plain(row.code) for row in rows}
        bad = [row for row in rows if row.parent_code and folded_plain(row.parent_code) not in codes]
        bad += [row for row in rows if row not in bad and _is_own_ancestor(row, rows)]
        if not bad:
            return rows, tuple(sorted(problems, key=lambda problem: problem.line))
        problems += [RowProblem(row.line, "parent", row.parent_code) for row in bad]
        rows = [row for row in rows if row not in bad]


def _within(
    visible: Collection[int], rows: list[UnitRow], problems: tuple[RowProblem, ...], known: dict[str, Unit]
) -> tuple[list[UnitRow], tuple[RowProblem, ...]]:
    """The rows that staff of a part may import: its units stay in it, new ones hang below it."""
    codes = {unit.id: code for code, unit in known.items()}
    own = {codes[unit_id] for unit_id in visible}

    def is_own(row: UnitRow) -> bool:
        code, parent = folded_plain(row.code), folded_plain(row.parent_code)
        if code not in known:
            return parent in own
        stays = parent == codes.get(known[code].parent_id or 0, "")
        return code in own and (stays or parent in own)

    while new := {folded_plain(row.code) for row in rows if is_own(row)} - own:
        own |= new
    foreign = [RowProblem(row.line, "not-yours", row.code) for row in rows if not is_own(row)]
    found = sorted([*problems, *foreign], key=lambda problem: problem.line)
    return [row for row in rows if is_own(row)], tuple(found)


def _is_own_ancestor(row: UnitRow, rows: list[UnitRow]) -> bool:
    parents = {folded_plain(other.code): folded_plain(other.parent_code) for other in rows}
    start = folded_plain(row.code)
    current, steps = parents.get(start, ""), 0
    while current and steps <= len(rows):
        if current == start:
            return True
        current, steps = parents.get(current, ""), steps + 1
    return False


def _ensure_groups(work: Work, rows: list[UnitRow]) -> dict[str, UnitGroup]:
    """The group of each name in the rows; one that is new is called as the profile calls it."""
    stored = {group.code: group for group in work.session.scalars(select(UnitGroup))}
    profile, named = work.installation.profile, dict[str, UnitGroup]()
    for written in dict.fromkeys(name for row in rows for name in row.groups):
        known = None if group_code(written) in stored else profile.group_called(written)
        name = written if known is None else known.name
        code = group_code(name)
        if code not in stored:
            stored[code] = UnitGroup(code=code, name=name, member_word=profile.member_word_of(name))
            work.session.add(stored[code])
        named[written] = stored[code]
    work.session.flush()
    return named


def _store_row(work: Work, row: UnitRow, known: dict[str, Unit], groups: dict[str, UnitGroup]) -> str:
    values = {
        "name": row.name,
        "member_count": row.member_count,
        "contact_name": row.contact_name,
        "contact_phone": row.contact_phone,
        "is_active": True,
    }
    wanted = {groups[name].id for name in row.groups}
    unit = known.get(folded_plain(row.code))
    if unit is None:
        unit = Unit(code=row.code, **values)
        work.session.add(unit)
        work.session.flush()
        known[folded_plain(row.code)] = unit
        _add_groups(work, unit, wanted)
        return "added"
    changed = {name: value for name, value in values.items() if getattr(unit, name) != value}
    for name, value in changed.items():
        setattr(unit, name, value)
    members = select(UnitGroupMember.group_id).where(UnitGroupMember.unit_id == unit.id)
    if set(work.session.scalars(members)) != wanted:
        work.session.execute(delete(UnitGroupMember).where(UnitGroupMember.unit_id == unit.id))
        _add_groups(work, unit, wanted)
        return "updated"
    return "updated" if changed else "unchanged"


def _add_groups(work: Work, unit: Unit, group_ids: set[int]) -> None:
    work.session.add_all(
        UnitGroupMember(unit_id=unit.id, group_id=group_id) for group_id in sorted(group_ids)
    )
