"""The summary adds up, whatever happened and whenever it is asked."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.local_time import VIETNAM
from domain.status import AssignmentFacts, Standing, Status, status_at
from domain.summary import CountedAssignment, Tally, tally

REPORTED_ON_TIME = Status(Standing.SUBMITTED)
REPORTED_LATE = Status(Standing.SUBMITTED, 2)
OVERDUE = Status(Standing.OVERDUE, 2)
WAIVED = Status(Standing.WAIVED)

INSTANTS = st.datetimes(datetime(2024, 6, 1), datetime(2024, 8, 1), timezones=st.just(UTC))  # noqa: DTZ001
FACTS = st.builds(
    AssignmentFacts,
    late_from=INSTANTS,
    waived_at=INSTANTS | st.none(),
    received_at=INSTANTS | st.none(),
    returned_at=INSTANTS | st.none(),
    accepted_at=INSTANTS | st.none(),
    return_late_from=INSTANTS | st.none(),
    withdrawn_at=INSTANTS | st.none(),
)
FIGURES = st.integers(0, 5000) | st.none()
COUNTED = st.builds(
    CountedAssignment,
    status=st.builds(status_at, facts=FACTS, now=INSTANTS, zone=st.just(VIETNAM)),
    attended=FIGURES,
    total=FIGURES,
)


@settings(max_examples=150, deadline=None)
@given(facts=st.lists(FACTS, max_size=30), now=INSTANTS)
def test_on_time_late_missing_and_waived_are_all_addressed_units(
    facts: list[AssignmentFacts], now: datetime
) -> None:
    counted = tally(CountedAssignment(status_at(fact, now, VIETNAM)) for fact in facts)
    assert counted.on_time + counted.late + counted.missing + counted.waived == counted.addressed
    assert counted.addressed == len(facts)


@settings(max_examples=100, deadline=None)
@given(parts=st.lists(st.lists(COUNTED, max_size=8), max_size=6))
def test_the_tallies_of_a_partition_add_up_to_the_tally_of_the_whole(
    parts: list[list[CountedAssignment]],
) -> None:
    whole = tally(assignment for part in parts for assignment in part)
    assert sum((tally(part) for part in parts), Tally()) == whole


@settings(max_examples=100, deadline=None)
@given(assignments=st.lists(COUNTED, max_size=20))
def test_timeliness_never_exceeds_completeness_and_both_are_shares_of_the_expected(
    assignments: list[CountedAssignment],
) -> None:
    counted = tally(assignments)
    if counted.completeness is None or counted.timeliness is None:
        assert counted.expected == 0
    else:
        assert 0 <= counted.timeliness <= counted.completeness <= 1


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (REPORTED_ON_TIME, Tally(on_time=1)),
        (Status(Standing.ACCEPTED), Tally(on_time=1)),
        (Status(Standing.RETURNED), Tally(on_time=1)),
        (REPORTED_LATE, Tally(late=1)),
        (Status(Standing.ACCEPTED, 1), Tally(late=1)),
        (Status(Standing.RETURNED, 3), Tally(late=1)),
        (OVERDUE, Tally(missing=1)),
        (Status(Standing.DUE_SOON), Tally(missing=1)),
        (Status(Standing.PENDING), Tally(missing=1)),
        (WAIVED, Tally(waived=1)),
    ],
)
def test_every_standing_is_counted_once(status: Status, expected: Tally) -> None:
    assert tally([CountedAssignment(status)]) == expected


def test_the_example_of_sixteen_units_is_counted_by_hand() -> None:
    statuses = [REPORTED_ON_TIME] * 9 + [REPORTED_LATE] * 3 + [OVERDUE] * 2 + [WAIVED] * 2
    counted = tally(CountedAssignment(status) for status in statuses)
    assert (counted.on_time, counted.late, counted.missing, counted.waived) == (9, 3, 2, 2)
    assert (counted.addressed, counted.expected, counted.reported) == (16, 14, 12)
    assert counted.completeness == pytest.approx(12 / 14)
    assert counted.timeliness == pytest.approx(9 / 14)


def test_a_waived_unit_is_not_expected() -> None:
    counted = tally([CountedAssignment(REPORTED_ON_TIME), CountedAssignment(WAIVED)])
    assert counted.completeness == 1.0
    assert counted.timeliness == 1.0


@pytest.mark.parametrize("assignments", [[], [CountedAssignment(WAIVED)]])
def test_where_nothing_is_expected_there_is_no_rate(assignments: list[CountedAssignment]) -> None:
    counted = tally(assignments)
    assert counted.completeness is None
    assert counted.timeliness is None
    assert counted.attendance is None


def test_the_rate_of_members_is_computed_over_the_units_that_reported_both_figures() -> None:
    counted = tally(
        [
            CountedAssignment(REPORTED_ON_TIME, 45, 50),
            CountedAssignment(REPORTED_LATE, 118, 125),
            CountedAssignment(REPORTED_ON_TIME, 30, None),
            CountedAssignment(REPORTED_ON_TIME, None, 40),
            CountedAssignment(OVERDUE, 20, 20),
            CountedAssignment(WAIVED, 20, 20),
        ]
    )
    assert (counted.attended, counted.total) == (163, 175)
    assert counted.attendance == pytest.approx(163 / 175)


def test_nobody_attending_is_a_figure_and_not_a_missing_one() -> None:
    counted = tally([CountedAssignment(REPORTED_ON_TIME, 0, 50)])
    assert (counted.attended, counted.total, counted.attendance) == (0, 50, 0.0)
