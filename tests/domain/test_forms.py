"""What a report must say, what is missing from it and what contradicts itself."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.forms import (
    FORM_OF_KIND,
    FORMS,
    MILESTONE_KINDS,
    Problem,
    Value,
    find_problem,
    missing_fields,
    with_derived,
)

TODAY = date(2024, 6, 20)
COMPLETE: dict[str, Value] = {
    "dates": ["2024-06-15"],
    "attended": 45,
    "total": 50,
    "mode": "truc_tiep",
}


def test_every_kind_of_milestone_has_a_form() -> None:
    assert set(MILESTONE_KINDS) == {"event", "study", "make_plan", "publicise", "report", "other"}
    assert set(FORM_OF_KIND.values()) <= FORMS.keys()


@pytest.mark.parametrize(
    ("form", "values", "missing"),
    [
        ("study", {}, ["dates", "attended", "total", "mode"]),
        ("result", {}, ["dates", "attended", "total", "mode"]),
        ("study", {"attended": 45, "mode": "truc_tiep"}, ["dates", "total"]),
        ("study", COMPLETE, []),
        ("plan_issued", {}, ["plan_no", "plan_date"]),
        ("plan_issued", {"plan_no": "12-KH/ĐU", "plan_date": ["2024-06-10"]}, []),
        ("confirmation", {}, ["done_on"]),
        ("none", {}, []),
    ],
)
def test_only_what_is_required_and_missing_is_asked_in_its_order(
    form: str, values: dict[str, Value], missing: list[str]
) -> None:
    assert [field.name for field in missing_fields(FORMS[form], values)] == missing


def test_nobody_attending_is_an_answer() -> None:
    assert missing_fields(FORMS["study"], {**COMPLETE, "attended": 0}) == []


@pytest.mark.parametrize(
    ("form", "values"),
    [
        ("study", COMPLETE),
        ("study", {}),
        ("study", {**COMPLETE, "attended": 50}),
        ("study", {**COMPLETE, "attended": 0}),
        ("study", {**COMPLETE, "attended": 1, "total": 1}),
        ("study", {**COMPLETE, "dates": ["2024-06-20"]}),
        ("study", {"attended": 60}),
        ("none", {}),
    ],
)
def test_values_that_agree_have_no_problem(form: str, values: dict[str, Value]) -> None:
    assert find_problem(FORMS[form], values, TODAY) is None


@pytest.mark.parametrize(
    ("form", "values", "problem"),
    [
        (
            "study",
            {**COMPLETE, "attended": 52},
            Problem("attended-over-total", ("attended", "total"), {"attended": 52, "total": 50}),
        ),
        (
            "result",
            {**COMPLETE, "attended": -2},
            Problem("out-of-range", ("attended",), {"value": -2, "lowest": 0, "highest": 1_000_000}),
        ),
        (
            "study",
            {**COMPLETE, "total": 1_000_001},
            Problem("out-of-range", ("total",), {"value": 1_000_001, "lowest": 1, "highest": 1_000_000}),
        ),
        (
            "study",
            {**COMPLETE, "attended": 0, "total": 0},
            Problem("out-of-range", ("total",), {"value": 0, "lowest": 1, "highest": 1_000_000}),
        ),
        (
            "study",
            {**COMPLETE, "dates": ["2024-06-21"]},
            Problem("future-date", ("dates",), {"day": "2024-06-21"}),
        ),
        (
            "study",
            {**COMPLETE, "dates": ["2024-06-15", "2024-07-01"]},
            Problem("future-date", ("dates",), {"day": "2024-07-01"}),
        ),
        (
            "plan_issued",
            {"plan_no": "12-KH/ĐU", "plan_date": ["2024-06-30"]},
            Problem("future-date", ("plan_date",), {"day": "2024-06-30"}),
        ),
        (
            "confirmation",
            {"done_on": ["2024-06-30"]},
            Problem("future-date", ("done_on",), {"day": "2024-06-30"}),
        ),
    ],
)
def test_a_contradiction_names_its_fields_and_its_figures(
    form: str, values: dict[str, Value], problem: Problem
) -> None:
    assert find_problem(FORMS[form], values, TODAY) == problem


@pytest.mark.parametrize(
    ("values", "filled"),
    [
        ({"attended": 45, "total": 50}, {"attended": 45, "total": 50, "absent": 5}),
        ({"attended": 45, "absent": 5}, {"attended": 45, "total": 50, "absent": 5}),
        ({"total": 50, "absent": 5}, {"attended": 45, "total": 50, "absent": 5}),
        ({"attended": 0, "total": 50}, {"attended": 0, "total": 50, "absent": 50}),
        ({"attended": 50, "absent": 0}, {"attended": 50, "total": 50, "absent": 0}),
        ({"attended": 45, "total": 50, "absent": 3}, {"attended": 45, "total": 50, "absent": 5}),
        ({"attended": 45}, {"attended": 45}),
        ({}, {}),
    ],
)
def test_of_attended_total_and_absent_two_give_the_third(
    values: dict[str, Value], filled: dict[str, Value]
) -> None:
    assert with_derived(values) == filled


def test_filling_in_leaves_the_given_values_alone() -> None:
    given_values: dict[str, Value] = {"attended": 45, "total": 50}
    with_derived(given_values)
    assert given_values == {"attended": 45, "total": 50}


FIGURES = st.dictionaries(st.sampled_from(["attended", "total", "absent"]), st.integers(0, 5000))


@settings(max_examples=100, deadline=None)
@given(values=FIGURES)
def test_filled_figures_always_add_up_and_filling_twice_changes_nothing(values: dict[str, int]) -> None:
    filled = with_derived(values)
    assert with_derived(filled) == filled
    if len(values) >= 2:
        attended, absent, total = filled["attended"], filled["absent"], filled["total"]
        assert isinstance(attended, int)
        assert isinstance(absent, int)
        assert attended + absent == total
