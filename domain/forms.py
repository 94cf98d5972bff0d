"""What a report must say: the fields of each form, what is missing from it and what contradicts itself.

A form is data: these are the built-in ones; staff change and add forms (`services/forms.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.form_checks import Check, Difference, NotAfterToday, NotOver, Value, Values, fill, parse_check

__all__ = ["Value", "Values"]


class FieldKind(StrEnum):
    """How a field is typed, asked and shown.

    Days are kept as a list of ISO text, also of a `date`, which takes one only; a `ratio` as `45/50`; a
    `file` as its name.
    """

    INTEGER = "integer"
    DATE = "date"
    DATES = "dates"
    RATIO = "ratio"
    CHOICE = "choice"
    TEXT = "text"
    DOCUMENT_NUMBER = "document_number"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; `lowest` and `highest` limit an integer.

    The label and question of a built-in field are `field-<name>` and `ask-<name>` in locales/; a field that
    staff add brings its own, and `help` stands under the question.
    """

    name: str
    kind: FieldKind
    is_required: bool = True
    choices: tuple[str, ...] = ()
    lowest: int = 0
    highest: int = 1_000_000
    label: str = ""
    question: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What a report of one kind is made of; `title` is empty for a built-in form."""

    code: str
    fields: tuple[Field, ...] = ()
    checks: tuple[Check, ...] = ()
    title: str = ""

    def field(self, name: str) -> Field | None:
        """The field of a name, or None."""
        return next((field for field in self.fields if field.name == name), None)

    @property
    def names(self) -> set[str]:
        """The values a report may hold: those of the fields, and what follows from them."""
        derived = {check.result for check in self.checks if isinstance(check, Difference)}
        return {field.name for field in self.fields} | derived


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
STUDY_CHECKS = tuple(
    map(parse_check, ("attended <= total", "absent = total - attended", "dates not after today"))
)

_BUILT_IN = (
    Form("none"),
    Form("study", STUDY_FIELDS, STUDY_CHECKS),
    Form("result", STUDY_FIELDS, STUDY_CHECKS),
    Form("plan_issued", (PLAN_NO, PLAN_DATE, NOTE), (NotAfterToday("plan_date"),)),
    Form("confirmation", (DONE_ON, NOTE), (NotAfterToday("done_on"),)),
)
FORMS: dict[str, Form] = {form.code: form for form in _BUILT_IN}
BUILT_IN_FIELDS: dict[str, Field] = {field.name: field for form in _BUILT_IN for field in form.fields}

FORM_OF_KIND = {
    "event": "none",
    "study": "study",
    "report": "result",
    "make_plan": "plan_issued",
    "publicise": "confirmation",
    "other": "confirmation",
}

MILESTONE_KINDS = tuple(FORM_OF_KIND)


def missing_fields(form: Form, values: Values) -> list[Field]:
    """Required fields that have no value yet, in the order they are asked."""
    return [field for field in form.fields if field.is_required and field.name not in values]


def find_problem(form: Form, values: Values, today: date) -> Problem | None:
    """The first contradiction in the values, or None.

    `today` is the local day of the report: a thing done cannot lie after it.
    """
    return _too_much(form, values) or _out_of_range(form, values) or _future_date(form, values, today)


def with_derived(values: Values, form: Form | None = None) -> dict[str, Value]:
    """Of each difference the form states, fill the third figure when two are known; the result follows.

    Without a form that is absent = total - attended.
    """
    filled = dict(values)
    for check in form.checks if form is not None else STUDY_CHECKS:
        if isinstance(check, Difference):
            fill(check, filled)
    return filled


def _too_much(form: Form, values: Values) -> Problem | None:
    for check in form.checks:
        if not isinstance(check, NotOver):
            continue
        part, whole = check.figures(values)
        if part is None or whole is None or part <= whole:
            continue
        names = tuple(name for name in (check.part, check.whole) if form.field(name))
        if names == ("attended", "total"):
            return Problem("attended-over-total", names, {"attended": part, "total": whole})
        return Problem("over", names[:1], {"field": check.part, "value": part, "limit": whole})
    return None


def _out_of_range(form: Form, values: Values) -> Problem | None:
    for field in form.fields:
        value = values.get(field.name)
        if isinstance(value, int) and not field.lowest <= value <= field.highest:
            return Problem(
                "out-of-range",
                (field.name,),
                {"value": value, "lowest": field.lowest, "highest": field.highest},
            )
    return None


def _future_date(form: Form, values: Values, today: date) -> Problem | None:
    for check in form.checks:
        if not isinstance(check, NotAfterToday):
            continue
        days = values.get(check.name)
        for day in days if isinstance(days, list) else ():
            if date.fromisoformat(day) > today:
                return Problem("future-date", (check.name,), {"day": day})
    return None
