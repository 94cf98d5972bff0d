"""What a report must say: the fields of each form, what is missing from it and what contradicts itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Value = int | float | str | bool | list[str] | dict[str, int] | tuple[dict[str, int | str], ...]
Values = Mapping[str, Value]


class FieldKind(StrEnum):
    """How a field is typed, asked and shown."""

    INTEGER = "integer"
    DATES = "dates"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. Labels and questions are `field-<name>` and `ask-<name>` in locales/."""

    name: str
    kind: FieldKind
    is_required: bool = True
    choices: tuple[str, ...] = ()
    lowest: int = 0
    highest: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Problem:
    """A contradiction to be asked about: which fields, and the sentence `problem-<code>`."""

    code: str
    fields: tuple[str, ...]
    details: Mapping[str, str | int]


MODES = ("truc_tiep", "truc_tuyen", "ket_hop")

DATES = Field("dates", FieldKind.DATES)
ATTENDED = Field("attended", FieldKind.INTEGER)
TOTAL = Field("total", FieldKind.INTEGER, lowest=1)
MODE = Field("mode", FieldKind.CHOICE, choices=MODES)
DIFFICULTIES = Field("difficulties", FieldKind.TEXT, is_required=False)
PROPOSALS = Field("proposals", FieldKind.TEXT, is_required=False)
PLAN_NO = Field("plan_no", FieldKind.TEXT)
PLAN_DATE = Field("plan_date", FieldKind.DATES)
DONE_ON = Field("done_on", FieldKind.DATES)
NOTE = Field("note", FieldKind.TEXT, is_required=False)

STUDY_FIELDS = (DATES, ATTENDED, TOTAL, MODE, DIFFICULTIES, PROPOSALS)

FORMS: dict[str, tuple[Field, ...]] = {
    "none": (),
    "study": STUDY_FIELDS,
    "result": STUDY_FIELDS,
    "plan_issued": (PLAN_NO, PLAN_DATE, NOTE),
    "confirmation": (DONE_ON, NOTE),
}

FORM_OF_KIND = {
    "event": "none",
    "study": "study",
    "report": "result",
    "make_plan": "plan_issued",
    "publicise": "confirmation",
    "other": "confirmation",
}

MILESTONE_KINDS = tuple(FORM_OF_KIND)


def missing_fields(form: str, values: Values) -> list[Field]:
    """Required fields that have no value yet, in the order they are asked."""
    return [field for field in FORMS[form] if field.is_required and field.name not in values]


def find_problem(form: str, values: Values, today: date) -> Problem | None:
    """The first contradiction in the values, or None.

    `today` is the local day of the report: a thing done cannot lie after it.
    """
    return _too_many_attended(values) or _out_of_range(form, values) or _future_date(form, values, today)


def with_derived(values: Values) -> dict[str, Value]:
    """Of attended, total and absent, fill the third when two are known; absent always follows the others."""
    filled = dict(values)
    attended, total, absent = (filled.get(name) for name in ("attended", "total", "absent"))
    if isinstance(attended, int) and isinstance(total, int):
        filled["absent"] = total - attended
    elif isinstance(attended, int) and isinstance(absent, int):
        filled["total"] = attended + absent
    elif isinstance(total, int) and isinstance(absent, int):
        filled["attended"] = total - absent
    return filled


def _too_many_attended(values: Values) -> Problem | None:
    attended, total = values.get("attended"), values.get("total")
    if isinstance(attended, int) and isinstance(total, int) and attended > total:
        return Problem("attended-over-total", ("attended", "total"), {"attended": attended, "total": total})
    return None


def _out_of_range(form: str, values: Values) -> Problem | None:
    for field in FORMS[form]:
        value = values.get(field.name)
        if isinstance(value, int) and not field.lowest <= value <= field.highest:
            return Problem(
                "out-of-range",
                (field.name,),
                {"value": value, "lowest": field.lowest, "highest": field.highest},
            )
    return None


def _future_date(form: str, values: Values, today: date) -> Problem | None:
    for field in FORMS[form]:
        days = values.get(field.name)
        if field.kind is not FieldKind.DATES or not isinstance(days, list):
            continue
        for day in days:
            if date.fromisoformat(day) > today:
                return Problem("future-date", (field.name,), {"day": day})
    return None
