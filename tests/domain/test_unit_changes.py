"""Units merge and split in the middle of a plan: what becomes of each duty, and of the tree."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import DomainError
from domain.unit_changes import (
    MergeChoice,
    Owed,
    Part,
    Transfer,
    choices,
    common_parent,
    divided,
    merged,
    new_parents,
    summed,
)

EARLY, LATE = datetime(2024, 6, 30, 17, tzinfo=UTC), datetime(2024, 7, 5, 17, tzinfo=UTC)
# Đông Hòa and Tây Hòa merge; Đông Hòa takes Tây Hòa in, or a new unit takes both.
DONG_HOA, TAY_HOA, NAM_HOA, NEW = 1, 2, 3, -1
OPEN, RETURNED, REPORTED, SETTLED = Part
REST, ANEW, ENOUGH = MergeChoice


def owed(unit_id: int, part: Part, late_from: datetime = EARLY) -> Owed:
    """Assignment 11 is of unit 1, 12 of unit 2 …"""
    return Owed(10 + unit_id, unit_id, part, late_from)


@pytest.mark.parametrize(
    ("parts", "receiver", "expected"),
    [
        ([OPEN, OPEN], NEW, ()),
        ([REPORTED, REPORTED], NEW, ()),
        ([SETTLED, OPEN], NEW, ()),
        ([SETTLED, REPORTED], NEW, ()),
        ([RETURNED, OPEN], NEW, ()),
        ([REPORTED, OPEN], NEW, (REST, ANEW, ENOUGH)),
        ([REPORTED, RETURNED], NEW, (REST, ANEW, ENOUGH)),
        ([OPEN, REPORTED], DONG_HOA, (REST, ANEW, ENOUGH)),
        ([REPORTED, OPEN], DONG_HOA, (ANEW, ENOUGH)),
    ],
)
def test_staff_choose_only_when_some_have_reported_and_some_have_not(
    parts: list[Part], receiver: int, expected: tuple[MergeChoice, ...]
) -> None:
    both = [owed(DONG_HOA, parts[0]), owed(TAY_HOA, parts[1])]
    assert choices(both, receiver) == expected


@pytest.mark.parametrize(
    ("parts", "choice", "expected"),
    [
        # Nobody has reported: the new unit owes once, by the latest deadline.
        ([OPEN, OPEN], None, Transfer((), (11, 12), begins=(NEW,), late_from=LATE)),
        ([OPEN, RETURNED], None, Transfer((), (11, 12), begins=(NEW,), late_from=LATE)),
        ([SETTLED, OPEN], None, Transfer((11,), (12,), begins=(NEW,), late_from=LATE)),
        # All have reported, or have nothing left to do: nobody is asked again.
        ([REPORTED, REPORTED], None, Transfer((11, 12))),
        ([SETTLED, REPORTED], None, Transfer((11, 12))),
        ([SETTLED, SETTLED], None, Transfer((11, 12))),
        # Some have: as staff choose.
        ([REPORTED, OPEN], REST, Transfer((11,), (12,), begins=(NEW,), late_from=LATE)),
        ([REPORTED, RETURNED], REST, Transfer((11,), (12,), begins=(NEW,), late_from=LATE)),
        ([REPORTED, OPEN], ANEW, Transfer((), (11, 12), begins=(NEW,), late_from=LATE)),
        ([REPORTED, OPEN], ENOUGH, Transfer((11,), waived=(12,))),
        ([REPORTED, RETURNED], ENOUGH, Transfer((11,), waived=(12,))),
    ],
)
def test_a_new_unit_owes_each_duty_once(
    parts: list[Part], choice: MergeChoice | None, expected: Transfer
) -> None:
    both = [owed(DONG_HOA, parts[0]), owed(TAY_HOA, parts[1], LATE)]
    assert merged(both, NEW, choice) == expected


@pytest.mark.parametrize(
    ("own", "other", "choice", "expected"),
    [
        # It goes on with its own, by the later deadline.
        (OPEN, OPEN, None, Transfer((11,), (12,), moved=11, late_from=LATE)),
        (OPEN, RETURNED, None, Transfer((11,), (12,), moved=11, late_from=LATE)),
        (OPEN, SETTLED, None, Transfer((11, 12))),
        (OPEN, REPORTED, REST, Transfer((11, 12))),
        (OPEN, REPORTED, ANEW, Transfer((11,), (12,), moved=11, late_from=LATE)),
        (OPEN, REPORTED, ENOUGH, Transfer((12,), waived=(11,))),
        # What it had makes room: of a duty a unit has one.
        (SETTLED, OPEN, None, Transfer((), (11, 12), begins=(1,), late_from=LATE)),
        (RETURNED, OPEN, None, Transfer((), (11, 12), begins=(1,), late_from=LATE)),
        (REPORTED, OPEN, ANEW, Transfer((), (11, 12), begins=(1,), late_from=LATE)),
        (REPORTED, OPEN, ENOUGH, Transfer((11,), waived=(12,))),
        # What it was sent back it mends itself.
        (RETURNED, SETTLED, None, Transfer((11, 12))),
        (RETURNED, REPORTED, REST, Transfer((11, 12))),
        (RETURNED, REPORTED, ANEW, Transfer((), (11, 12), begins=(1,), late_from=LATE)),
    ],
)
def test_a_unit_that_takes_another_in_owes_each_duty_once(
    own: Part, other: Part, choice: MergeChoice | None, expected: Transfer
) -> None:
    assert merged([owed(DONG_HOA, own), owed(TAY_HOA, other, LATE)], DONG_HOA, choice) == expected


def test_a_deadline_is_never_moved_to_an_earlier_day() -> None:
    both = [owed(DONG_HOA, OPEN, LATE), owed(TAY_HOA, OPEN, EARLY)]
    assert merged(both, DONG_HOA) == Transfer((11,), (12,), late_from=LATE)


def test_the_deadline_of_what_is_reported_and_stays_is_not_taken_over() -> None:
    three = [owed(DONG_HOA, REPORTED, LATE), owed(TAY_HOA, OPEN), owed(NAM_HOA, OPEN)]
    assert merged(three, NEW, REST).late_from == EARLY
    assert merged(three, NEW, ANEW).late_from == LATE


@pytest.mark.parametrize(
    ("parts", "receiver", "choice"),
    [([REPORTED, OPEN], NEW, None), ([REPORTED, OPEN], DONG_HOA, REST)],
)
def test_nothing_is_decided_for_staff(parts: list[Part], receiver: int, choice: MergeChoice | None) -> None:
    with pytest.raises(DomainError, match="merge-undecided"):
        merged([owed(DONG_HOA, parts[0]), owed(TAY_HOA, parts[1])], receiver, choice)


@pytest.mark.parametrize(
    ("part", "successors", "expected"),
    [
        (OPEN, [-1, -2], Transfer(ended=(11,), begins=(-1, -2), late_from=EARLY)),
        (RETURNED, [-1, -2], Transfer(ended=(11,), begins=(-1, -2), late_from=EARLY)),
        (REPORTED, [-1, -2], Transfer((11,))),
        (SETTLED, [-1, -2], Transfer((11,))),
        (OPEN, [DONG_HOA, -1], Transfer((11,), begins=(-1,), late_from=EARLY)),
        (REPORTED, [DONG_HOA, -1], Transfer((11,))),
    ],
)
def test_each_part_of_a_unit_owes_what_was_open(
    part: Part, successors: list[int], expected: Transfer
) -> None:
    assert divided(owed(DONG_HOA, part), successors) == expected


PARTS = st.lists(
    st.tuples(st.sampled_from(Part), st.sampled_from([EARLY, LATE])), min_size=2, max_size=5
).map(lambda found: [owed(row, part, late_from) for row, (part, late_from) in enumerate(found, start=1)])


@settings(max_examples=300, deadline=None)
@given(parts=PARTS, receiver=st.integers(0, 4), which=st.integers(0, 2))
def test_whatever_merges_nothing_is_lost_and_nothing_counts_twice(
    parts: list[Owed], receiver: int, which: int
) -> None:
    receiver_id = receiver if 0 < receiver <= len(parts) else NEW
    possible = choices(parts, receiver_id)
    choice = possible[which % len(possible)] if possible else None
    transfer = merged(parts, receiver_id, choice)
    assert_sound(parts, transfer)
    assert len(transfer.begins) <= 1
    owing = [one for one in parts if one.still_owes]
    on_own = [one for one in owing if one.assignment_id in transfer.kept]
    owes_after = {*transfer.begins, *(one.unit_id for one in on_own)}
    assert owes_after <= {receiver_id}, "a unit that is no more owes nothing"
    if owing and choice is not ENOUGH:
        assert owes_after == {receiver_id}
        is_given = transfer.begins or transfer.moved
        deadline = transfer.late_from if is_given else on_own[0].late_from
        assert deadline is not None
        assert deadline >= max(one.late_from for one in owing)


def assert_sound(parts: Sequence[Owed], transfer: Transfer) -> None:
    handled = [*transfer.kept, *transfer.ended, *transfer.waived]
    assert sorted(handled) == [one.assignment_id for one in parts], "each stands in one of the three"
    kept_units = {one.unit_id for one in parts if one.assignment_id in (*transfer.kept, *transfer.waived)}
    assert kept_units.isdisjoint(transfer.begins), "of a duty a unit has one"
    if transfer.begins or transfer.moved:
        assert transfer.late_from is not None


# Hòa Sơn (1) has the hamlets 2 and 3; hamlet 2 has the groups 4 and 5. Bình Minh (6) has hamlet 7.
TREE: dict[int, int | None] = {1: None, 2: 1, 3: 1, 4: 2, 5: 2, 6: None, 7: 6}


@pytest.mark.parametrize(
    ("gone", "receiver", "expected"),
    [
        ({2}, 3, {4: 3, 5: 3}),
        ({2, 3}, NEW, {4: NEW, 5: NEW}),
        ({1}, 6, {2: 6, 3: 6}),
        ({1}, 2, {2: None, 3: 2}),
        ({1}, 4, {2: None, 3: 4}),
        ({1, 2}, 4, {4: None, 3: 4, 5: 4}),
        ({2}, None, {4: 1, 5: 1}),
        ({1}, None, {2: None, 3: None}),
        ({7}, 3, {}),
    ],
)
def test_units_below_follow_and_never_come_round(
    gone: set[int], receiver: int | None, expected: dict[int, int | None]
) -> None:
    assert new_parents(TREE, gone, receiver) == expected


@settings(max_examples=200, deadline=None)
@given(parents=st.lists(st.integers(0, 8), min_size=2, max_size=8), chosen=st.data())
def test_a_tree_stays_a_tree(parents: list[int], chosen: st.DataObject) -> None:
    tree = {row: parent if 0 < parent < row else None for row, parent in enumerate(parents, start=1)}
    gone = chosen.draw(st.sets(st.sampled_from(sorted(tree)), max_size=len(tree) - 1))
    receiver = chosen.draw(st.sampled_from([*sorted(set(tree) - gone), None]))
    after = {**tree, **new_parents(tree, gone, receiver)}
    staying = set(tree) - gone
    for unit_id in staying:
        seen, current = set(), after[unit_id]
        while current is not None:
            assert current in staying
            assert current not in seen
            seen.add(current)
            current = after[current]


@pytest.mark.parametrize(
    ("units", "expected"), [([2, 3], 1), ([4, 5], 2), ([4, 3], 1), ([2, 4], 1), ([2, 7], None), ([1], None)]
)
def test_a_new_unit_hangs_below_what_all_hung_below(units: list[int], expected: int | None) -> None:
    assert common_parent(TREE, units) == expected


@pytest.mark.parametrize(
    ("counts", "expected"), [([20, 25], 45), ([20, None], 20), ([None, None], None), ([], None)]
)
def test_members_are_added_up_as_far_as_they_are_known(
    counts: list[int | None], expected: int | None
) -> None:
    assert summed(counts) == expected
