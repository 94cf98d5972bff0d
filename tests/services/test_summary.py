"""What SQL counts is what the rules of the domain count, whatever happened."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from domain.roles import Role
from domain.summary import CountedAssignment, Tally, tally
from services.actors import Actor, HeldOffice, visible_unit_ids
from services.assignments import AssignmentView, load_assignments
from services.digest import digest_lines
from services.missing import Page, missing_counts, missing_units, units_of_group
from services.period_names import titled
from services.reach import contacts_by_unit, unreached_reason
from services.reporting import record_report
from services.summary import summarise_groups, summarise_plan
from services.work import Database, Work
from storage.tables import Assignment, UnitGroup, UnitGroupMember
from tests.builders import build_database
from tests.examples import examples
from tests.services.random_plan import FORMS, GROUPS, NOW, OCCURRENCES, UNITS, RandomUnit, store

STAFF = Actor(1, "Phạm Thị Thảo", "vi", (HeldOffice(Role.BOARD_STAFF, None),))
STAFF_OF_A_SUBTREE = Actor(1, "Lê Thị Mai", "vi", (HeldOffice(Role.BOARD_STAFF, 1),))
EVERYTHING = Page(0, 100)
ADDRESSED = st.permutations(GROUPS).map(lambda codes: list(codes[:2]))
ACTORS = st.sampled_from([STAFF, STAFF_OF_A_SUBTREE])
RANDOMLY = settings(
    max_examples=examples(36), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = build_database(tmp_path)
    yield database
    database.close()


def by_the_rules(work: Work, views: list[AssignmentView]) -> Tally:
    return tally(
        CountedAssignment(view.status(work), view.values.get("attended"), view.values.get("total"))  # type: ignore[arg-type]
        for view in views
    )


def seen(work: Work, actor: Actor, milestone_id: int, occurrence: str) -> list[AssignmentView]:
    views = load_assignments(work, milestone_id=milestone_id, unit_ids=visible_unit_ids(work, actor))
    return [view for view in views if view.occurrence == occurrence]


def owing(work: Work, actor: Actor, milestone_id: int, occurrence: str) -> list[AssignmentView]:
    views = seen(work, actor, milestone_id, occurrence)
    return [view for view in views if view.expects_report and view.status(work).still_owes]


def first_group(work: Work, view: AssignmentView, addressed: list[str]) -> str:
    members = select(UnitGroup.code).join(UnitGroupMember, UnitGroupMember.group_id == UnitGroup.id)
    groups = set(work.session.scalars(members.where(UnitGroupMember.unit_id == view.unit_id)))
    return next((code for code in addressed if code in groups), "")


def is_unreached(work: Work, view: AssignmentView) -> bool:
    return bool(unreached_reason(contacts_by_unit(work).get(view.unit_id, [])))


@RANDOMLY
@given(units=UNITS, addressed=ADDRESSED, actor=ACTORS)
def test_milestones_are_counted_as_the_domain_counts(
    database: Database, units: list[RandomUnit], addressed: list[str], actor: Actor
) -> None:
    with database.work(NOW) as work:
        store(work, units, addressed)
        milestones = summarise_plan(work, actor, 1).milestones
        counted = {(milestone.id, milestone.occurrence) for milestone in milestones}
        assert {known for known in OCCURRENCES if seen(work, actor, *known)} <= counted
        for milestone in milestones:
            views = seen(work, actor, milestone.id, milestone.occurrence)
            assert milestone.invited == len(views)
            assert milestone.tally == (by_the_rules(work, views) if milestone.expects_report else Tally())


@RANDOMLY
@given(units=UNITS, addressed=ADDRESSED, actor=ACTORS)
def test_groups_add_up_to_their_milestone_and_list_their_units(
    database: Database, units: list[RandomUnit], addressed: list[str], actor: Actor
) -> None:
    with database.work(NOW) as work:
        store(work, units, addressed)
        for milestone_id, period in OCCURRENCES:
            views = seen(work, actor, milestone_id, period)
            groups = summarise_groups(work, actor, milestone_id, period)
            assert [group.code for group in groups] == [
                code
                for code in [*addressed, ""]
                if any(first_group(work, v, addressed) == code for v in views)
            ]
            for group in groups:
                own = [view for view in views if first_group(work, view, addressed) == group.code]
                assert group.tally == by_the_rules(work, own)
                assert units_of_group(work, actor, milestone_id, group.place, EVERYTHING, period) == own
                assert units_of_group(work, actor, milestone_id, group.place, Page(1, 2), period) == own[1:3]


@RANDOMLY
@given(units=UNITS, addressed=ADDRESSED, actor=ACTORS)
def test_who_still_owes_is_counted_and_listed(
    database: Database, units: list[RandomUnit], addressed: list[str], actor: Actor
) -> None:
    with database.work(NOW) as work:
        store(work, units, addressed)
        counts = {(count.milestone_id, count.occurrence): count for count in missing_counts(work, actor, 1)}
        for known in OCCURRENCES:
            views = owing(work, actor, *known)
            listed = missing_units(work, actor, known[0], EVERYTHING, known[1])
            assert [entry.assignment for entry in listed] == views
            assert [bool(entry.unreached) for entry in listed] == [is_unreached(work, v) for v in views]
            assert (known in counts) == bool(views)
            if views:
                assert counts[known].units == len(views)
                assert counts[known].unreached == sum(is_unreached(work, view) for view in views)
        urgent = [min(view.facts.late_from for view in owing(work, actor, *known)) for known in counts]
        assert urgent == sorted(urgent)


@RANDOMLY
@given(units=UNITS, addressed=ADDRESSED, actor=ACTORS)
def test_the_digest_names_what_is_late_or_due_before_the_next_working_day_is_over(
    database: Database, units: list[RandomUnit], addressed: list[str], actor: Actor
) -> None:
    with database.work(NOW) as work:  # a Monday
        store(work, units, addressed)
        lines = {line.title: line for line in digest_lines(work, actor, 1)}
        for milestone_id, period in OCCURRENCES:
            owed = owing(work, actor, milestone_id, period)
            title = titled(work, FORMS[milestone_id - 1], period)
            tomorrow = NOW + timedelta(hours=14)  # midnight, when Tuesday begins
            assert (title in lines) == any(view.facts.late_from <= tomorrow for view in owed)
            if title in lines:
                assert lines[title].tally == by_the_rules(work, seen(work, actor, milestone_id, period))
                assert lines[title].unreached == sum(is_unreached(work, view) for view in owed)


@RANDOMLY
@given(units=UNITS, addressed=ADDRESSED)
def test_the_past_is_counted_row_by_row_and_agrees_on_the_present(
    database: Database, units: list[RandomUnit], addressed: list[str]
) -> None:
    with database.work(NOW, is_past=True) as work:
        store(work, units, addressed)
        then = summarise_plan(work, STAFF, 1)
    with database.work(NOW) as work:
        assert summarise_plan(work, STAFF, 1) == then


def test_a_correction_replaces_the_figures_of_the_first_report(database: Database) -> None:
    unit = RandomUnit(frozenset({"chi_bo"}), False, True, "", [])
    secretary = Actor(1, "Nguyễn Văn An", "vi", (HeldOffice(Role.SECRETARY, 1),))
    values = {"dates": ["2024-06-15"], "mode": "truc_tiep", "total": 50}
    with database.work(NOW) as work:
        store(work, [unit], ["chi_bo"])
        work.session.add(Assignment(id=1, milestone_id=1, unit_id=1, late_from=NOW + timedelta(days=1)))
        work.session.flush()
        for revision, attended in enumerate((45, 47)):
            record_report(
                work, secretary, 1, {**values, "attended": attended},
                raw_text="", based_on=revision, received_at=NOW,
            )  # fmt: skip
            counts = summarise_plan(work, STAFF, 1).milestones[0].tally
            assert counts == Tally(on_time=1, attended=attended, total=50)
