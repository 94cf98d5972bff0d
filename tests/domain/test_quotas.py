"""What a bot may send in a month, when that is running out, and who has room for newcomers."""

from datetime import date

import pytest

from domain.quotas import NO_LIMIT, Quota, month_of, share_out

FREE = Quota(3000, 50)


@pytest.mark.parametrize(
    ("sent", "is_scarce", "is_spent"),
    [(0, False, False), (2399, False, False), (2400, True, False), (2999, True, False), (3000, True, True)],
)
def test_a_month_runs_out_at_80_percent_and_is_spent_at_its_end(
    sent: int, is_scarce: bool, is_spent: bool
) -> None:
    assert (FREE.is_scarce(sent), FREE.is_spent(sent)) == (is_scarce, is_spent)


def test_without_a_limit_nothing_ever_runs_out() -> None:
    unlimited = Quota()
    assert not unlimited.is_scarce(10**6)
    assert not unlimited.is_spent(10**6)
    assert unlimited.room(100) == NO_LIMIT - 100


@pytest.mark.parametrize(("users", "room"), [(0, 50), (49, 1), (50, 0), (51, 0)])
def test_a_bot_has_room_for_fifty(users: int, room: int) -> None:
    assert FREE.room(users) == room


def test_messages_are_counted_by_calendar_month() -> None:
    assert (month_of(date(2026, 11, 30)), month_of(date(2026, 12, 1))) == ("2026-11", "2026-12")


@pytest.mark.parametrize(
    ("rooms", "count", "expected"),
    [
        ({}, 2, ["", ""]),
        ({"một": 2}, 3, ["một", "một", ""]),
        ({"một": 1, "hai": 3}, 5, ["hai", "hai", "một", "hai", ""]),
        ({"một": 0, "hai": 0}, 1, [""]),
        ({"một": 2, "hai": 2}, 4, ["một", "hai", "một", "hai"]),
    ],
)
def test_each_newcomer_goes_to_the_bot_with_most_room_by_then(
    rooms: dict[str, int], count: int, expected: list[str]
) -> None:
    assert share_out(rooms, count) == expected
