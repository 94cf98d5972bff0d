"""Which report each value of one message is for."""

import pytest

from domain.forms import FORMS, Values
from domain.sharing_out import share_out, tells_enough, with_common

STUDIED = {"dates", "attended", "total", "mode"}
ISSUED = {"plan_no", "plan_date"}


@pytest.mark.parametrize(
    ("names", "forms", "shares"),
    [
        (STUDIED, ["study"], [STUDIED]),
        (STUDIED | ISSUED, ["study", "plan_issued"], [STUDIED, ISSUED]),
        (STUDIED | ISSUED, ["plan_issued", "study"], [ISSUED, STUDIED]),
        (STUDIED | ISSUED, ["study"], [STUDIED]),
        (STUDIED | {"plan_no"}, ["study", "plan_issued"], [STUDIED, {"plan_no"}]),
        (STUDIED, ["study", "result"], [STUDIED, set()]),
        ({"difficulties"}, ["study", "plan_issued"], [{"difficulties"}, set()]),
        (STUDIED | {"note"}, ["study", "plan_issued"], [STUDIED, set()]),
        ({"held", "planned_dates"}, ["study"], [set()]),
        ({"done_on"} | ISSUED, ["confirmation", "plan_issued"], [{"done_on"}, ISSUED]),
    ],
)
def test_each_value_goes_to_the_first_form_that_takes_it(
    names: set[str], forms: list[str], shares: list[set[str]]
) -> None:
    assert share_out(names, [FORMS[code] for code in forms]) == shares


@pytest.mark.parametrize(
    ("names", "form", "is_enough"),
    [
        ({"dates", "mode"}, "study", True),
        ({"attended", "total"}, "study", True),
        ({"attended"}, "study", False),
        ({"mode", "difficulties"}, "study", False),
        ({"plan_no"}, "plan_issued", True),
        ({"note"}, "plan_issued", False),
        ({"dates"}, "none", False),
    ],
)
def test_half_of_what_a_form_requires_is_about_it(names: set[str], form: str, is_enough: bool) -> None:
    assert tells_enough(names, FORMS[form]) is is_enough


@pytest.mark.parametrize(
    ("head", "parts", "found"),
    [
        (
            {},
            [{"attended": 20}, {"attended": 30, "dates": ["2024-06-15"], "mode": "truc_tiep"}],
            [
                {"attended": 20, "dates": ["2024-06-15"], "mode": "truc_tiep"},
                {"attended": 30, "dates": ["2024-06-15"], "mode": "truc_tiep"},
            ],
        ),
        (
            {"dates": ["2024-06-15"]},
            [{"attended": 20}, {"attended": 30, "dates": ["2024-06-16"]}],
            [{"attended": 20, "dates": ["2024-06-15"]}, {"attended": 30, "dates": ["2024-06-16"]}],
        ),
        (
            {},
            [{"dates": ["2024-06-15"]}, {"dates": ["2024-06-16"]}, {"attended": 9}],
            [{"dates": ["2024-06-15"]}, {"dates": ["2024-06-16"]}, {"attended": 9}],
        ),
        ({"attended": 50}, [{"total": 22}], [{"total": 22}]),
    ],
    ids=["said by one of them", "said at the head", "said by two: the third is asked", "figures never"],
)
def test_a_day_or_form_that_is_said_once_holds_for_all(
    head: Values, parts: list[Values], found: list[Values]
) -> None:
    assert with_common(head, parts) == found
