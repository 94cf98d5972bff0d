"""What a supplement makes of a report that stands."""

import pytest

from domain.forms import Value
from domain.supplements import as_whole, by_now, supplemented

BEFORE: dict[str, Value] = {
    "dates": ["2024-06-15"],
    "attended": 45,
    "total": 50,
    "absent": 5,
    "mode": "truc_tiep",
}


@pytest.mark.parametrize(
    ("later", "changed"),
    [
        ({}, {}),
        ({"attended_cumulative": 50}, {"attended": 50}),
        ({"attended_cumulative": 50, "attended": 5}, {"attended": 50}),
        ({"attended": 5}, {"attended": 50}),
        ({"attended": 5, "total": 5}, {"attended": 50}),
        ({"attended": 50, "total": 50}, {"attended": 50}),
        ({"attended": 3, "total": 50}, {"attended": 48}),
        ({"attended_cumulative": 52, "total": 52}, {"attended": 52, "total": 52}),
        ({"dates": ["2024-06-29"]}, {"dates": ["2024-06-15", "2024-06-29"]}),
        ({"dates": ["2024-06-15"]}, {}),
        ({"dates": ["2024-06-02"]}, {"dates": ["2024-06-02", "2024-06-15"]}),
        ({"mode": "truc_tuyen"}, {"mode": "ket_hop"}),
        ({"mode": "truc_tiep"}, {}),
        ({"difficulties": "Thiếu tài liệu"}, {"difficulties": "Thiếu tài liệu"}),
    ],
)
def test_days_are_joined_and_people_added(later: dict[str, Value], changed: dict[str, Value]) -> None:
    expected = {name: value for name, value in BEFORE.items() if name != "absent"} | changed
    assert supplemented(BEFORE, later) == expected


def test_a_report_without_figures_takes_those_that_come() -> None:
    assert supplemented({"dates": ["2024-06-15"]}, {"attended": 5, "total": 50}) == {
        "dates": ["2024-06-15"],
        "attended": 5,
        "total": 50,
    }


@pytest.mark.parametrize(
    ("values", "whole"),
    [
        ({"attended_cumulative": 50, "total": 50}, {"attended": 50, "total": 50}),
        ({"attended_cumulative": 50, "attended": 45}, {"attended": 45}),
        ({"attended": 45}, {"attended": 45}),
    ],
)
def test_in_a_first_report_who_has_attended_by_now_is_who_attended(
    values: dict[str, Value], whole: dict[str, Value]
) -> None:
    assert as_whole(values) == whole


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ({"attended": 48}, {"attended": 48}),
        ({"attended": 3}, {"attended": 48}),
        ({"attended": 3, "total": 5}, {"attended": 48, "total": 50}),
        ({"attended": 48, "total": 50}, {"attended": 48, "total": 50}),
        ({"attended": 45}, {"attended": 45}),
        ({"mode": "truc_tiep"}, {"mode": "truc_tiep"}),
    ],
)
def test_fewer_than_before_are_those_who_came_later(
    answer: dict[str, Value], found: dict[str, Value]
) -> None:
    assert by_now({"attended": 45, "total": 50}, answer) == found


def test_without_a_former_figure_the_answer_stands() -> None:
    assert by_now({}, {"attended": 3}) == {"attended": 3}
