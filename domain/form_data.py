"""A form as plain data and back: what the table keeps, and what a YAML file says."""

from typing import Any

from domain.errors import DomainError
from domain.form_checks import parse_check
from domain.form_rules import FormProblem
from domain.forms import BUILT_IN_FIELDS, Field, FieldKind, Form

FORM_KEYS = ("code", "title", "fields", "checks")
FIELD_KEYS = ("name", "kind", "required", "label", "question", "help", "lowest", "highest", "choices")


class UnusableFormError(Exception):
    """The data describes no form; `problems` names every mistake found."""

    def __init__(self, problems: list[FormProblem]) -> None:
        super().__init__(f"{len(problems)} problems in the form")
        self.problems = problems


def form_to_data(form: Form) -> dict[str, Any]:
    """The form as a mapping of plain values; what is as usual is left out."""
    return {
        "code": form.code,
        "title": form.title,
        "fields": [_field_to_data(field) for field in form.fields],
        "checks": [str(check) for check in form.checks],
    }


def form_from_data(told: Any) -> Form:
    """The form that plain values describe; whether it can be used is for `find_form_problems`.

    Raises:
        UnusableFormError: with every value that is not of the right kind.
    """
    problems: list[FormProblem] = []
    if not isinstance(told, dict):
        raise UnusableFormError([FormProblem("", "not-a-mapping")])
    problems += [FormProblem(str(key)[:40], "unknown-key") for key in told if key not in FORM_KEYS]
    fields, checks = told.get("fields") or [], told.get("checks") or []
    if not isinstance(fields, list) or not isinstance(checks, list):
        raise UnusableFormError([FormProblem("fields", "not-a-list")])
    known = [_field(item, f"fields[{number}]", problems) for number, item in enumerate(fields, start=1)]
    rules = []
    for number, check in enumerate(checks, start=1):
        try:
            rules.append(parse_check(str(check)))
        except DomainError:
            problems.append(FormProblem(f"checks[{number}]", "unreadable-check", str(check)[:80]))
    if problems:
        raise UnusableFormError(problems)
    fields = tuple(field for field in known if field is not None)
    return Form(_text(told, "code"), fields, tuple(rules), _text(told, "title"))


def _field_to_data(field: Field) -> dict[str, Any]:
    usual = Field(field.name, field.kind)
    written: dict[str, Any] = {"name": field.name, "kind": field.kind.value}
    for key in ("label", "question", "help", "lowest", "highest"):
        if getattr(field, key) != getattr(usual, key):
            written[key] = getattr(field, key)
    if not field.is_required:
        written["required"] = False
    if field.choices:
        written["choices"] = list(field.choices)
    return written


def _field(told: Any, where: str, problems: list[FormProblem]) -> Field | None:
    if not isinstance(told, dict):
        problems.append(FormProblem(where, "not-a-mapping"))
        return None
    wrong = [FormProblem(f"{where}.{str(key)[:40]}", "unknown-key") for key in told if key not in FIELD_KEYS]
    name = _text(told, "name")
    built_in = BUILT_IN_FIELDS.get(name)
    kind = told.get("kind", built_in.kind.value if built_in else None)
    if kind not in list(FieldKind):
        wrong.append(FormProblem(f"{where}.kind", "not-one-of", ", ".join(FieldKind)))
    wrong += [
        FormProblem(f"{where}.{key}", "not-a-number")
        for key in ("lowest", "highest")
        if not _is_whole(told.get(key, 0))
    ]
    required, choices = told.get("required", True), told.get("choices") or []
    if not isinstance(required, bool):
        wrong.append(FormProblem(f"{where}.required", "not-one-of", "true, false"))
    if not isinstance(choices, list):
        wrong.append(FormProblem(f"{where}.choices", "not-a-list"))
    problems += wrong
    if wrong:
        return None
    usual = Field(name, FieldKind(str(kind)))
    return Field(
        name,
        usual.kind,
        required,
        tuple(str(choice).strip() for choice in choices),
        told.get("lowest", usual.lowest),
        told.get("highest", usual.highest),
        _text(told, "label"),
        _text(told, "question"),
        _text(told, "help"),
    )


def _text(told: dict[str, Any], key: str) -> str:
    value = told.get(key)
    return "" if value is None else " ".join(str(value).split())


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
