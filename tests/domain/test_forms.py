"""What a report must say, what is missing from it and what contradicts itself."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import DomainError
from domain.field_reading import read_answer
from domain.form_checks import parse_check
from domain.form_data import UnusableFormError, form_from_data, form_to_data
from domain.form_rules import find_form_problems
from domain.forms import (
    FORM_OF_KIND,
    FORMS,
    MILESTONE_KINDS,
    Field,
    FieldKind,
    Form,
    Problem,
    Value,
    find_problem,
    missing_fields,
    with_derived,
)
from domain.local_time import VIETNAM
from domain.parsing.understanding import ReplyContext

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


MARKS = Form(
    "marks",
    (
        Field("boys", FieldKind.INTEGER, label="Nam"),
        Field("pupils", FieldKind.INTEGER, label="Học sinh"),
        Field("held", FieldKind.DATE, label="Ngày", is_required=False),
    ),
    (parse_check("boys <= pupils"), parse_check("girls = pupils - boys"), parse_check("pupils <= 40")),
)


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"boys": 12, "pupils": 30}, None),
        ({"boys": 31, "pupils": 30}, Problem("over", ("boys",), {"field": "boys", "value": 31, "limit": 30})),
        (
            {"boys": 2, "pupils": 41},
            Problem("over", ("pupils",), {"field": "pupils", "value": 41, "limit": 40}),
        ),
        ({"boys": 2, "pupils": 30, "held": ["2030-01-01"]}, None),
    ],
)
def test_a_form_is_checked_by_what_its_own_data_say(
    values: dict[str, Value], problem: Problem | None
) -> None:
    assert find_problem(MARKS, values, TODAY) == problem


@pytest.mark.parametrize(
    ("values", "filled"),
    [
        ({"boys": 12, "pupils": 30}, {"boys": 12, "pupils": 30, "girls": 18}),
        ({"boys": 12, "girls": 18}, {"boys": 12, "pupils": 30, "girls": 18}),
        ({"attended": 45, "total": 50}, {"attended": 45, "total": 50}),
    ],
)
def test_a_difference_of_its_own_is_filled_in(values: dict[str, Value], filled: dict[str, Value]) -> None:
    assert with_derived(values, MARKS) == filled


@pytest.mark.parametrize(
    "text", ["attended < total", "a = b + c", "dates after today", "", "1 <= a", "A <= b"]
)
def test_a_check_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(DomainError, match="unreadable-check"):
        parse_check(text)


@pytest.mark.parametrize("form", list(FORMS.values()), ids=lambda form: form.code)
def test_a_form_comes_back_from_its_data(form: Form) -> None:
    assert form_from_data(form_to_data(form)) == form


def told(**changes: object) -> dict[str, object]:
    """The data of a good form of one field, with changes to that field."""
    return {"code": "marks", "fields": [{"name": "boys", "kind": "integer", "label": "Nam", **changes}]}


@pytest.mark.parametrize(
    ("data", "where", "code"),
    [
        ("chữ", "", "not-a-mapping"),
        ({**told(), "colour": "red"}, "colour", "unknown-key"),
        ({**told(), "fields": "boys"}, "fields", "not-a-list"),
        ({**told(), "fields": []}, "fields", "number-of-fields"),
        ({**told(), "code": "Học tập"}, "code", "bad-code"),
        ({**told(), "code": "none"}, "code", "bad-code"),
        ({**told(), "checks": ["boys < 3"]}, "checks[1]", "unreadable-check"),
        ({**told(), "checks": ["girls <= boys"]}, "checks[1]", "no-such-field"),
        ({**told(), "checks": ["boys not after today"]}, "checks[1]", "wrong-kind"),
        (told(kind="colour"), "fields[1].kind", "not-one-of"),
        (told(name="Nam"), "fields[1].name", "bad-name"),
        (told(label=""), "fields[1].label", "missing"),
        (told(label="x" * 61), "fields[1].label", "too-long"),
        (told(lowest=9, highest=3), "fields[1].lowest", "limits-reversed"),
        (told(lowest="ba"), "fields[1].lowest", "not-a-number"),
        (told(kind="choice", choices=["Đạt"]), "fields[1].choices", "choices"),
        (told(kind="choice", choices="Đạt"), "fields[1].choices", "not-a-list"),
        (told(required="có"), "fields[1].required", "not-one-of"),
        (told(size=3), "fields[1].size", "unknown-key"),
        (told(name="attended", kind="text"), "fields[1].kind", "built-in-kind"),
        (told(name="mode", kind="choice", choices=["a", "b"]), "fields[1].choices", "not-one-of"),
    ],
)
def test_a_mistake_in_a_form_is_named_with_its_place(data: object, where: str, code: str) -> None:
    try:
        problems = find_form_problems(form_from_data(data))
    except UnusableFormError as error:
        problems = error.problems
    assert [(problem.where, problem.code) for problem in problems] == [(where, code)]


ASKED = ReplyContext(sent_at=datetime(2024, 6, 20, 9, tzinfo=VIETNAM))


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("integer", "khoảng 45 người", None),
        ("integer", "bốn mươi lăm", 45),
        ("integer", "không nhớ", None),
        ("date", "15/6", ["2024-06-15"]),
        ("date", "15/6 và 16/6", None),
        ("dates", "15/6 và 16/6", ["2024-06-15", "2024-06-16"]),
        ("ratio", "45/50", "45/50"),
        ("ratio", "52/50", None),
        ("choice", "#2", "Chưa đạt"),
        ("choice", "chua dat", "Chưa đạt"),
        ("choice", "#3", None),
        ("choice", "giỏi", None),
        ("text", "Thiếu tài liệu", "Thiếu tài liệu"),
        ("document_number", "12-KH/CB", "12-KH/CB"),
        ("document_number", "chưa có", None),
        ("file", "đây ạ", None),
    ],
)
def test_an_answer_is_read_by_the_kind_of_its_field(kind: str, text: str, value: Value | None) -> None:
    choices = ("Đạt", "Chưa đạt") if kind == "choice" else ()
    field = Field("own", FieldKind(kind), choices=choices, label="Mục")
    assert read_answer(field, text, ASKED).fields.get("own") == value
