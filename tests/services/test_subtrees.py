"""Staff of a part of the tree follow it and everything below, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from documents.unit_sheet import read_unit_sheet
from domain.errors import DomainError
from domain.roles import Action, Role
from services.actors import Actor, HeldOffice, require_unit, visible_unit_ids
from services.unit_import import import_units
from services.work import Database, Work
from storage.tables import Person, Unit
from tests.core import NOON, open_database
from tests.databases import number_on

# Hòa Sơn (1) has the hamlets 2 and 3, hamlet 2 has the group 4; Bình Minh (5) stands alone; 6 merged into 3.
TREE = {1: None, 2: 1, 3: 1, 4: 2, 5: None, 6: 1}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path)
    with database.work(NOON) as work:
        work.session.add(Person(id=1, name="Lê Thị Mai", created_at=NOON))
        plant(work, TREE)
        number_on(work.session.connection())
    yield database
    database.close()


def plant(work: Work, tree: dict[int, int | None]) -> None:
    for unit_id, parent_id in tree.items():
        work.session.add(
            Unit(id=unit_id, code=f"U-{unit_id}", name=f"Chi bộ {unit_id}", is_active=unit_id != 6)
        )
        work.session.flush()
        work.session.get_one(Unit, unit_id).parent_id = parent_id
    work.session.flush()


def holding(*offices: tuple[Role, int | None]) -> Actor:
    return Actor(1, "Lê Thị Mai", "vi", tuple(HeldOffice(role, unit_id) for role, unit_id in offices))


@pytest.mark.parametrize(
    ("root", "seen"),
    [(1, {1, 2, 3, 4, 6}), (2, {2, 4}), (4, {4}), (5, {5}), (None, None)],
)
def test_a_unit_is_seen_with_everything_below_and_with_what_it_was_merged_from(
    database: Database, root: int | None, seen: set[int] | None
) -> None:
    with database.work(NOON) as work:
        assert visible_unit_ids(work, holding((Role.BOARD_STAFF, root))) == seen


def test_a_cycle_in_the_rows_ends_the_walk(database: Database) -> None:
    with database.work(NOON) as work:
        work.session.get_one(Unit, 1).parent_id = 4
        work.session.flush()
        assert visible_unit_ids(work, holding((Role.BOARD_STAFF, 2))) == {1, 2, 3, 4, 6}


STAFF_AND_SECRETARY = ((Role.BOARD_STAFF, 2), (Role.SECRETARY, 5))
STAFF_AND_LEADER = ((Role.BOARD_STAFF, 2), (Role.LEADER, None))


@pytest.mark.parametrize(
    ("offices", "action", "allowed"),
    [
        (STAFF_AND_SECRETARY, Action.CHANGE_ASSIGNMENTS, {2, 4}),
        (STAFF_AND_SECRETARY, Action.NAME_SUCCESSORS, {2, 4, 5}),
        (STAFF_AND_LEADER, Action.CHANGE_ASSIGNMENTS, {2, 4}),
        (((Role.DEPUTY, 5), (Role.SECRETARY, 3)), Action.NAME_SUCCESSORS, {3}),
        (((Role.ADMINISTRATOR, None),), Action.NAME_SUCCESSORS, {1, 2, 3, 4, 5, 6}),
    ],
)
def test_only_an_office_that_allows_a_thing_allows_it_for_its_units(
    database: Database, offices: tuple[tuple[Role, int | None], ...], action: Action, allowed: set[int]
) -> None:
    """Reading everything as a leader, or speaking for a unit, is no leave to act there as staff."""

    def may(work: Work, unit_id: int) -> bool:
        try:
            require_unit(work, holding(*offices), action, unit_id)
        except DomainError as error:
            assert error.code == "not-your-unit"
            return False
        return True

    with database.work(NOON) as work:
        assert {unit_id for unit_id in TREE if may(work, unit_id)} == allowed


SHEET = """Mã đơn vị;Tên đơn vị;Khối;Mã cấp trên
U-2;Chi bộ thôn Đông;Chi bộ cơ sở;U-1
U-5;Chi bộ Bình Minh;Chi bộ cơ sở;
U-3;Chi bộ thôn Tây;Chi bộ cơ sở;U-5
U-7;Chi bộ thôn Nam;Chi bộ cơ sở;U-2
U-8;Tổ đảng Nam 1;Chi bộ cơ sở;U-7
U-9;Chi bộ thôn Bắc;Chi bộ cơ sở;
"""


@pytest.mark.parametrize(
    ("root", "refused", "names"),
    [
        (None, [], {"Chi bộ Bình Minh", "Chi bộ thôn Đông", "Chi bộ thôn Tây", "Chi bộ thôn Bắc"}),
        (1, ["U-5", "U-3", "U-9"], {"Chi bộ thôn Đông", "Chi bộ thôn Nam", "Tổ đảng Nam 1"}),
        (2, ["U-5", "U-3", "U-9"], {"Chi bộ thôn Đông", "Chi bộ thôn Nam"}),
        (5, ["U-2", "U-3", "U-7", "U-8", "U-9"], {"Chi bộ Bình Minh"}),
    ],
)
def test_staff_of_a_part_import_units_of_that_part_only(
    database: Database, root: int | None, refused: list[str], names: set[str]
) -> None:
    """No sheet takes a unit out of another part, or one's own out of the part."""
    sheet = read_unit_sheet("don-vi.csv", SHEET.encode())
    with database.work(NOON) as work:
        outcome = import_units(work, holding((Role.BOARD_STAFF, root)), sheet, keep_good=True)
        assert [problem.detail for problem in outcome.problems] == refused
        assert names <= set(work.session.scalars(select(Unit.name)))
