"""Staff of a part of the tree follow it and everything below, and nothing else."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from documents.unit_sheet import read_unit_sheet
from domain.errors import DomainError
from domain.forms import FORMS
from domain.plan_decisions import address, drop, keep
from domain.plans import MilestoneDraft, PlanDraft
from domain.roles import Action, Role
from services.actors import Actor, HeldOffice, require_unit, visible_unit_ids
from services.calendar import change_days
from services.files import store_file
from services.forms import save_form
from services.plan_documents import send_document
from services.plan_proposals import change_proposal, discard, get_proposal
from services.plan_versions import begin_version, make_version
from services.plans import activate_plan, close_plan, create_plan
from services.unit_import import import_units
from services.work import Database, Work
from storage.tables import Person, PlanProposal, Unit
from tests.core import NOON, add_address, open_database
from tests.databases import number_on
from tests.office import by_end_of

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


DEADLINE = by_end_of(date(2024, 6, 30))
BOARD = ((Role.BOARD_STAFF, None),)
OF_HAMLET_2 = ((Role.BOARD_STAFF, 2), (Role.LEADER, None), (Role.SECRETARY, 5))


def plan_for(work: Work, offices: tuple[tuple[Role, int | None], ...], *codes: str) -> int:
    """A draft of one duty for these units."""
    duty = MilestoneDraft("Học tập", "study", "study", DEADLINE, units=codes)
    return create_plan(work, holding(*offices), PlanDraft(title="Kế hoạch", milestones=(duty,)))


def refused(attempt: Callable[[], object]) -> str:
    """The code of the refusal, empty when it is done."""
    try:
        attempt()
    except DomainError as error:
        return error.code
    return ""


def test_staff_of_a_part_leave_a_plan_alone_that_others_owe_too(database: Database) -> None:
    staff = holding(*OF_HAMLET_2)
    with database.work(NOON) as work:
        address_id = add_address(work)
        file_id = store_file(work, "ke-hoach.docx", "application/octet-stream", b"x")
        plan_id = plan_for(work, BOARD, "U-2", "U-5")
        attempts: dict[str, Callable[[], object]] = {
            "create": partial(plan_for, work, OF_HAMLET_2, "U-2", "U-5"),
            "create for nobody": partial(plan_for, work, OF_HAMLET_2),
            "activate": partial(activate_plan, work, staff, plan_id),
            "revise": partial(begin_version, work, staff, plan_id, address_id),
            "correct": partial(send_document, work, staff, file_id, address_id, plan_id),
        }
        assert {name: refused(attempt) for name, attempt in attempts.items()} == dict.fromkeys(
            attempts, "concerns-others"
        )
        activate_plan(work, holding(*BOARD), plan_id)
        assert refused(lambda: close_plan(work, staff, plan_id)) == "concerns-others"


def test_staff_of_a_part_make_change_and_end_a_plan_for_their_own_units(database: Database) -> None:
    staff = holding(*OF_HAMLET_2)
    with database.work(NOON) as work:
        address_id = add_address(work)
        plan_id = plan_for(work, OF_HAMLET_2, "U-2", "U-4")
        assert activate_plan(work, staff, plan_id) == 2

        def addressed_to(*codes: str) -> str:
            held = begin_version(work, staff, plan_id, address_id)
            for change in (partial(address, duty_id=1, groups=(), units=codes), partial(keep, duty_id=1)):
                change_proposal(work, staff, held.id, change, "change")
            return refused(lambda: make_version(work, staff, held.id, "Điều chỉnh"))

        assert addressed_to("U-2") == ""
        close_plan(work, staff, plan_id)
    with database.work(NOON) as work:
        plan_id = plan_for(work, OF_HAMLET_2, "U-2", "U-4")
        assert addressed_to("U-2", "U-5") == "concerns-others"


def test_staff_of_a_part_decide_their_own_documents_only(database: Database) -> None:
    with database.work(NOON) as work:
        address_id = add_address(work)
        held = begin_version(work, holding(*BOARD), plan_for(work, BOARD, "U-5"), address_id)
        staff = holding(*OF_HAMLET_2)
        attempts: tuple[Callable[[], object], ...] = (
            lambda: get_proposal(work, staff, held.id),
            lambda: change_proposal(work, staff, held.id, partial(drop, duty_id=1), "drop"),
            lambda: make_version(work, staff, held.id, ""),
            lambda: discard(work, staff, held.id),
        )
        assert [refused(attempt) for attempt in attempts] == ["concerns-others"] * 4


def test_a_new_document_is_decided_by_whoever_sent_it_or_by_staff_of_all_units(database: Database) -> None:
    with database.work(NOON) as work:
        work.session.add(Person(id=2, name="Trần Văn Bình", created_at=NOON))
        work.session.flush()
        same = {"facts": {}, "duties": [], "state": "open", "created_at": NOON, "updated_at": NOON}
        work.session.add_all(PlanProposal(id=person_id, person_id=person_id, **same) for person_id in (1, 2))
        work.session.flush()
        assert refused(lambda: discard(work, holding(*OF_HAMLET_2), 1)) == ""
        assert refused(lambda: discard(work, holding(*OF_HAMLET_2), 2)) == "concerns-others"
        discard(work, holding(*BOARD), 2)


def test_a_form_is_changed_by_staff_of_all_units(database: Database) -> None:
    with database.work(NOON) as work:
        assert refused(lambda: save_form(work, holding(*OF_HAMLET_2), FORMS["study"])) == "concerns-others"
        assert refused(lambda: save_form(work, holding(*BOARD), FORMS["study"])) == ""


def test_the_working_calendar_is_changed_by_staff_of_all_units(database: Database) -> None:
    day = [date(2024, 6, 17)]
    with database.work(NOON) as work:
        assert refused(lambda: change_days(work, holding(*OF_HAMLET_2), day, False)) == "concerns-others"
        assert change_days(work, holding(*BOARD), day, False) == day
