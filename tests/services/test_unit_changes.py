"""Whatever merges and splits, the figures add up at every instant, and the past stays what it was."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from domain.deadlines import Deadline
from domain.errors import DomainError
from domain.roles import Role
from domain.summary import CountedAssignment, Tally, tally
from domain.unit_changes import MergeChoice
from services.actors import Actor, HeldOffice
from services.assignments import AssignmentView, get_assignment, load_assignments
from services.changes import extend_deadline
from services.ledger import read_ledger
from services.missing import Page, units_of_group
from services.reminding import tick
from services.reporting import record_report
from services.summary import PlanSummary, summarise_groups, summarise_plan
from services.unit_changes import Changed, change_units
from services.unit_lineage import find_gone
from services.unit_outlook import look_ahead, seal
from services.unit_wishes import MERGE, SPLIT, Successor, UnitChange
from services.units import all_units
from services.verifying import verify_slice
from services.work import Database, Work
from storage.tables import Addressee, Assignment, Office, Report, Unit, UnitGroupMember, UnitLineage
from tests.builders import build_database
from tests.databases import number_on
from tests.examples import examples
from tests.services.random_plan import NOW, PERIODS, UNITS, Facts, RandomUnit, store

STAFF = Actor(1, "Phạm Thị Thảo", "vi", (HeldOffice(Role.BOARD_STAFF, None),))
HOUR = timedelta(hours=1)
DEADLINE = NOW + timedelta(days=5)
STUDY = 1
RANDOMLY = settings(
    max_examples=examples(16), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass(frozen=True)
class Wish:
    """A random change: which units by their place, how many, into a new one or one of them, which choice."""

    kind: str
    first: int
    count: int
    is_new: bool
    choice: int


WISHES = st.lists(
    st.builds(
        Wish,
        kind=st.sampled_from([MERGE, SPLIT]),
        first=st.integers(0, 7),
        count=st.integers(2, 3),
        is_new=st.booleans(),
        choice=st.integers(0, 2),
    ),
    min_size=1,
    max_size=3,
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = build_database(tmp_path)
    yield database
    database.close()


def wanted(work: Work, wish: Wish, number: int) -> UnitChange | None:
    """The change a wish means for the units there are; None when there are too few."""
    ids = [entry.unit.id for entry in all_units(work)]
    if len(ids) < 2:
        return None
    first = wish.first % len(ids)
    chosen = tuple((ids[first:] + ids[:first])[: wish.count])
    if wish.kind == MERGE:
        into = Successor(None, f"Đơn vị mới {number}") if wish.is_new else Successor(chosen[0], "")
        return UnitChange(MERGE, chosen, (into,))
    parts = [Successor(None, f"Phần {number}.{part}") for part in range(wish.count)]
    if not wish.is_new:
        parts[0] = Successor(chosen[0], "")
    return UnitChange(SPLIT, chosen[:1], tuple(parts))


def decided(work: Work, change: UnitChange, choice: int) -> UnitChange:
    """The change with a choice wherever staff have one."""
    while True:
        (outlook,) = look_ahead(work, STAFF, [change])
        change = outlook.change
        duty = outlook.undecided
        if duty is not None:
            picked = duty.choices[choice % len(duty.choices)]
            change = replace(change, choices={**change.choices, duty.key: picked})
        elif outlook.candidates:
            places = {holder.person_id: -1 for holder in outlook.candidates}
            change = replace(change, secretaries={**change.secretaries, **places})
        else:
            return change


def carry_out(work: Work, change: UnitChange, choice: int = 0) -> Changed:
    change = decided(work, change, choice)
    (changed,) = change_units(work, STAFF, [change], seal(look_ahead(work, STAFF, [change])))
    return changed


def counted(work: Work) -> PlanSummary:
    return summarise_plan(work, STAFF, 1)


Duty = tuple[int, str]


def by_the_rules(work: Work, views: list[AssignmentView]) -> Tally:
    return tally(
        CountedAssignment(view.status(work), view.values.get("attended"), view.values.get("total"))  # type: ignore[arg-type]
        for view in views
    )


def owed_by(work: Work) -> dict[Duty, set[int]]:
    """For each milestone and period that expects a report, the units that still owe it."""
    owed: dict[Duty, set[int]] = {}
    for view in load_assignments(work, only_active=True):
        if view.expects_report and view.status(work).still_owes:
            owed.setdefault((view.milestone_id, view.occurrence), set()).add(view.unit_id)
    return owed


def assert_adds_up(work: Work) -> None:
    for milestone in counted(work).milestones:
        of_milestone = load_assignments(work, milestone_id=milestone.id)
        views = [view for view in of_milestone if view.occurrence == milestone.occurrence]
        assert milestone.invited == len(views)
        if milestone.expects_report:
            assert milestone.tally == by_the_rules(work, views)
            assert milestone.tally.addressed == len(views)
        groups = summarise_groups(work, STAFF, milestone.id, milestone.occurrence)
        assert sum((group.tally for group in groups), Tally()) == by_the_rules(work, views)
        assert len({view.unit_id for view in views}) == len(views), "a unit has a duty once"


def assert_nothing_lost(
    before: dict[Duty, set[int]], after: dict[Duty, set[int]], change: UnitChange, changed: Changed
) -> None:
    """What was owed is owed by a successor, unless staff said that it is enough; others are untouched."""
    successors = {unit_id for unit_id, _ in changed.successors}
    for (milestone_id, period), units in before.items():
        is_enough = change.choices.get(f"{milestone_id}/{period}") is MergeChoice.ENOUGH
        owing = after.get((milestone_id, period), set())
        assert units - set(change.involved) == owing - successors - set(change.involved)
        assert owing.isdisjoint(change.gone)
        if units & set(change.unit_ids) and not is_enough:
            assert owing & successors


@RANDOMLY
@given(units=UNITS, wishes=WISHES)
def test_figures_add_up_before_and_after_and_the_past_stays(
    database: Database, units: list[RandomUnit], wishes: list[Wish]
) -> None:
    with database.work(NOW) as work:
        store(work, units, ["chi_bo", "dang_bo"])
        number_on(work.session.connection())
    shown: dict[datetime, PlanSummary] = {}
    now = NOW
    for number, wish in enumerate(wishes):
        with database.work(now) as work:
            shown[now] = counted(work)
            assert_adds_up(work)
        now += HOUR
        with database.work(now) as work:
            change = wanted(work, wish, number)
            if change is None:
                continue
            before, owed = reports_counted(work), owed_by(work)
            change = decided(work, change, wish.choice)
            changed = carry_out(work, change)
            work.session.expire_all()
            assert_adds_up(work)
            after = reports_counted(work)
            assert after.items() <= before.items(), "no report counts that did not, or under another unit"
            assert_nothing_lost(owed, owed_by(work), change, changed)
    for then, summary in shown.items():
        with database.work(then, is_past=True) as work:
            assert counted(work) == summary


@pytest.mark.parametrize("choice", list(MergeChoice))
def test_the_deadline_of_a_period_is_that_of_the_units_that_still_owe_it(
    database: Database, choice: MergeChoice
) -> None:
    """Unit 1 owed the period two days ago; the unit it became part of, by an extension, in three days."""
    owed = [Facts(NOW + timedelta(days=days), *[None] * 6, [(None, None)]) for days in (-2, 3)]
    with database.work(NOW) as work:
        store(work, [replace(HAMLET, facts=[None, facts, None, None]) for facts in owed], ["chi_bo"])
        number_on(work.session.connection())
        assert counted(work).milestones[1].last_moment == NOW - timedelta(days=2, seconds=1)
    with database.work(NOW + HOUR) as work:
        carry_out(work, replace(MERGED, choices={f"2/{PERIODS[0]}": choice}))
        work.session.expire_all()
        now = counted(work)
        assert now.milestones[1].invited == 1
    with database.work(NOW + HOUR, is_past=True) as work:
        assert counted(work) == now


def reports_counted(work: Work) -> dict[int, tuple[int, int | None]]:
    """The reports that count: of which unit, with how many."""
    return {
        view.report_id: (view.unit_id, view.facts.received_at and view.values.get("attended"))  # type: ignore[misc]
        for view in load_assignments(work)
        if view.report_id is not None and view.status(work).is_reported
    }


HAMLET = RandomUnit(frozenset({"chi_bo"}), is_below=False, is_active=True, unreached="", facts=[])
IN_ANOTHER_GROUP = replace(HAMLET, groups=frozenset({"mttq"}))
MERGED = UnitChange(MERGE, (2, 1), (Successor(2, ""),))
# Unit 1 has the units 2 and 3 below it when `is_below`; everybody's secretary is person 101, 102 …
BELOW = replace(HAMLET, is_below=True)


def begin(database: Database, *units: RandomUnit) -> None:
    """These units owe one study, due in five days."""
    with database.work(NOW) as work:
        store(work, list(units), ["chi_bo"])
        number_on(work.session.connection())
        for unit_id in range(1, len(units) + 1):
            work.session.add(
                Assignment(milestone_id=STUDY, unit_id=unit_id, late_from=DEADLINE, next_look_at=NOW)
            )


def report(work: Work, unit_id: int, attended: int) -> None:
    secretary = Actor(1, "Nguyễn Văn An", "vi", (HeldOffice(Role.SECRETARY, unit_id),))
    values = {"dates": ["2024-06-15"], "mode": "truc_tiep", "attended": attended, "total": 60}
    (view,) = load_assignments(work, unit_ids=[unit_id])
    record_report(
        work, secretary, view.id, values, raw_text="", based_on=view.revision, received_at=work.now
    )  # fmt: skip


def merge_into_new(*unit_ids: int) -> UnitChange:
    return UnitChange(MERGE, unit_ids, (Successor(None, "Chi bộ thôn Đoài", "CB-12"),))


def study(work: Work) -> Tally:
    return counted(work).milestones[0].tally


def test_all_have_reported_so_nobody_is_asked_and_each_counts_once(database: Database) -> None:
    begin(database, HAMLET, HAMLET)
    with database.work(NOW + HOUR) as work:
        report(work, 1, 45)
        report(work, 2, 20)
    with database.work(NOW + 2 * HOUR) as work:
        before = study(work)
        carry_out(work, merge_into_new(1, 2))
        assert study(work) == before == Tally(on_time=2, attended=65, total=120)
        assert owed_by(work) == {}


@pytest.mark.parametrize(
    ("choice", "then", "at_last"),
    [
        (MergeChoice.REST, Tally(on_time=1, missing=1, attended=45, total=60), (2, 65)),
        (MergeChoice.ANEW, Tally(missing=1), (1, 20)),
        (MergeChoice.ENOUGH, Tally(on_time=1, waived=1, attended=45, total=60), (1, 45)),
    ],
)
def test_some_have_reported_and_staff_say_how_it_goes_on(
    database: Database, choice: MergeChoice, then: Tally, at_last: tuple[int, int]
) -> None:
    begin(database, HAMLET, HAMLET)
    with database.work(NOW + HOUR) as work:
        report(work, 1, 45)
    with database.work(NOW + 2 * HOUR) as work:
        new = carry_out(work, replace(merge_into_new(1, 2), choices={f"{STUDY}/": choice})).successors[0][0]
        work.session.expire_all()
        assert study(work) == then
    with database.work(NOW + 3 * HOUR) as work:
        if choice is not MergeChoice.ENOUGH:
            report(work, new, 20)
        assert (study(work).on_time, study(work).attended) == at_last
    with database.work(NOW + HOUR, is_past=True) as work:
        assert study(work) == Tally(on_time=1, missing=1, attended=45, total=60)


def test_the_latest_deadline_in_force_is_kept_and_the_past_shows_the_former(database: Database) -> None:
    begin(database, HAMLET, HAMLET)
    later = DEADLINE + timedelta(days=10)
    with database.work(NOW) as work:
        extend_deadline(work, STAFF, 2, Deadline(later, "hết tháng"), "lũ")
    with database.work(NOW + HOUR) as work:
        carry_out(work, UnitChange(MERGE, (1, 2), (Successor(1, ""),)))
        work.session.expire_all()
        assert [view.facts.late_from for view in load_assignments(work)] == [later]
    with database.work(NOW + HOUR / 2, is_past=True) as work:
        assert [view.facts.late_from for view in load_assignments(work)] == [DEADLINE, later]
    with database.work(DEADLINE + HOUR) as work:
        assert load_assignments(work)[0].status(work).days_late == 0


def test_a_split_asks_each_part_for_what_was_open_and_keeps_what_was_reported(database: Database) -> None:
    begin(database, HAMLET, HAMLET)
    parts = (Successor(None, "Chi bộ thôn Một", "", 20), Successor(None, "Chi bộ thôn Hai", "", 25))
    with database.work(NOW + HOUR) as work:
        report(work, 1, 45)
        carry_out(work, UnitChange(SPLIT, (1,), parts))
        carry_out(
            work, UnitChange(SPLIT, (2,), (Successor(2, "", "", 30), Successor(None, "Chi bộ thôn Ba")))
        )
        work.session.expire_all()
        assert study(work) == Tally(on_time=1, missing=2, attended=45, total=60)
        members = {entry.unit.name: entry.member_count for entry in all_units(work)}
        assert members == {
            "Đơn vị 2": 30, "Chi bộ thôn Một": 20, "Chi bộ thôn Hai": 25, "Chi bộ thôn Ba": None,
        }  # fmt: skip


def test_lineage_groups_and_named_addressees_are_inherited(database: Database) -> None:
    begin(database, HAMLET, IN_ANOTHER_GROUP)
    with database.work(NOW + HOUR) as work:
        work.session.add(Addressee(milestone_id=2, unit_id=2))
        changed = carry_out(work, merge_into_new(1, 2))
        new = changed.successors[0][0]
        lineage = work.session.execute(
            select(UnitLineage.from_unit_id, UnitLineage.to_unit_id, UnitLineage.kind)
        )
        assert [tuple(row) for row in lineage] == [(1, new, "merge"), (2, new, "merge")]
        groups = select(UnitGroupMember.group_id).where(UnitGroupMember.unit_id == new)
        assert set(work.session.scalars(groups)) == {1, 3}
        named = select(Addressee.unit_id).where(Addressee.milestone_id == 2, Addressee.unit_id.is_not(None))
        assert set(work.session.scalars(named)) == {2, new}
        assert [became.into for became in find_gone(work, "don vi 2")] == [("Chi bộ thôn Đoài",)]
        assert [entry.unit.code for entry in all_units(work)] == ["CB-12"]


def test_a_unit_that_reported_stays_in_its_group_and_in_the_lists(database: Database) -> None:
    begin(database, HAMLET, HAMLET)
    with database.work(NOW + HOUR) as work:
        report(work, 1, 45)
        report(work, 2, 20)
        carry_out(work, merge_into_new(1, 2))
        work.session.expire_all()
        (group,) = summarise_groups(work, STAFF, STUDY)
        assert (group.code, group.tally.on_time) == ("chi_bo", 2)
        listed = units_of_group(work, STAFF, STUDY, group.place, Page(0, 10))
        assert [view.unit_name for view in listed] == ["Đơn vị 1", "Đơn vị 2"]


def test_history_stays_in_the_ledger_when_it_counts_no_more(database: Database) -> None:
    begin(database, HAMLET, HAMLET)
    with database.work(NOW + HOUR) as work:
        report(work, 1, 45)
    with database.work(NOW + 2 * HOUR) as work:
        carry_out(work, replace(merge_into_new(1, 2), choices={f"{STUDY}/": MergeChoice.ANEW}))
        work.session.expire_all()
        ledger = read_ledger(work, STAFF, 1)
        assert [view.unit_name for view in ledger.assignments] == ["Chi bộ thôn Đoài"]
        assert [(row.unit_name, row.values["attended"]) for row in ledger.revisions] == [("Đơn vị 1", 45)]
        with pytest.raises(DomainError, match="assignment-ended"):
            get_assignment(work, 1)


def test_units_below_hang_where_their_unit_went(database: Database) -> None:
    begin(database, HAMLET, BELOW, BELOW, HAMLET)
    with database.work(NOW + HOUR) as work:
        carry_out(work, UnitChange(MERGE, (1, 4), (Successor(4, ""),)))
        work.session.expire_all()
        assert [entry.unit.parent_id for entry in all_units(work)] == [4, 4, None]
        changed = carry_out(work, UnitChange(MERGE, (2, 3), (Successor(None, "Chi bộ liên thôn"),)))
        work.session.expire_all()
        assert work.session.get_one(Unit, changed.successors[0][0]).parent_id == 4


def test_secretaries_stay_go_along_or_are_asked_for(database: Database) -> None:
    begin(database, HAMLET, HAMLET, replace(HAMLET, unreached="no_secretary"))
    with database.work(NOW + HOUR) as work:
        (undecided,) = look_ahead(work, STAFF, [merge_into_new(1, 2)])
        assert [holder.person_id for holder in undecided.candidates] == [101, 102]
        with pytest.raises(DomainError, match="merge-undecided"):
            change_units(work, STAFF, [undecided.change], seal([undecided]))
        (kept,) = look_ahead(work, STAFF, [UnitChange(MERGE, (1, 2), (Successor(1, ""),))])
        assert (kept.candidates, [one.person_id for one in kept.leaving]) == ((), [102])
        (along,) = look_ahead(work, STAFF, [UnitChange(MERGE, (1, 3), (Successor(3, ""),))])
        assert (along.candidates, [one.person_id for one in along.staying]) == ((), [101])
        chosen = replace(merge_into_new(1, 2), secretaries={101: -1, 102: 0})
        new = carry_out(work, chosen).successors[0][0]
        held = select(Office.unit_id).where(Office.person_id.in_([101, 102]), Office.until.is_(None))
        assert work.session.scalars(held).all() == [new]


def test_what_was_not_shown_is_not_done(database: Database) -> None:
    begin(database, HAMLET, HAMLET)
    with database.work(NOW) as work:
        (outlook,) = look_ahead(work, STAFF, [UnitChange(MERGE, (1, 2), (Successor(1, ""),))])
        shown = seal([outlook])
        extended = work.session.get_one(Assignment, 2)
        extended.late_from = DEADLINE + timedelta(days=1)
        work.session.flush()
        with pytest.raises(DomainError, match="changed-meanwhile"):
            change_units(work, STAFF, [outlook.change], shown)
        assert work.session.get_one(Unit, 2).is_active


@pytest.mark.parametrize(
    ("root", "change", "code"),
    [
        (1, UnitChange(MERGE, (2, 3), (Successor(2, ""),)), ""),
        (1, UnitChange(MERGE, (2, 4), (Successor(2, ""),)), "not-your-unit"),
        (1, UnitChange(MERGE, (2, 3), (Successor(4, ""),)), "not-your-unit"),
        (1, UnitChange(MERGE, (1, 2), (Successor(2, ""),)), "not-your-unit"),
        (1, UnitChange(MERGE, (2, 3), (Successor(None, "Chi bộ liên thôn"),)), ""),
        (4, UnitChange(SPLIT, (4,), (Successor(4, ""), Successor(None, "Chi bộ mới"))), "not-your-unit"),
        (1, UnitChange(SPLIT, (2,), (Successor(2, ""), Successor(None, "Chi bộ mới"))), ""),
    ],
    ids=["below", "beside", "into-another", "the-own-root", "new-below", "new-at-the-top", "split-below"],
)
def test_staff_of_a_part_of_the_tree_change_units_in_it_only(
    database: Database, root: int, change: UnitChange, code: str
) -> None:
    begin(database, HAMLET, BELOW, BELOW, HAMLET)
    actor = Actor(1, "Lê Thị Mai", "vi", (HeldOffice(Role.BOARD_STAFF, root),))
    with database.work(NOW) as work:
        if code:
            with pytest.raises(DomainError, match=code):
                look_ahead(work, actor, [change])
        else:
            assert look_ahead(work, actor, [change])


def test_the_tick_and_the_audit_know_nothing_of_what_has_ended(database: Database) -> None:
    begin(database, HAMLET, HAMLET)
    with database.work(NOW + HOUR) as work:
        carry_out(work, UnitChange(MERGE, (1, 2), (Successor(1, ""),)))
    with database.work(DEADLINE - timedelta(days=1)) as work:
        while tick(work):
            pass
        assert verify_slice(work) == []
        gone = select(Assignment.next_look_at).where(Assignment.ended_at.is_not(None))
        assert work.session.scalars(gone).all() == [None]


def test_a_duty_is_never_owed_twice_by_a_unit(database: Database) -> None:
    begin(database, HAMLET, HAMLET)
    with database.work(NOW + HOUR) as work:
        report(work, 1, 45)
        carry_out(work, UnitChange(MERGE, (1, 2), (Successor(1, ""),)), choice=0)
        in_force = select(func.count()).where(Assignment.unit_id == 1, Assignment.ended_at.is_(None))
        assert work.session.scalar(in_force) == 1
        assert work.session.scalar(select(func.count()).select_from(Report)) == 1
        views: list[AssignmentView] = load_assignments(work)
        assert [view.facts.received_at for view in views] == [None], "it reports anew for both"
