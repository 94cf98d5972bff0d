"""Whether a form that staff wrote can be used: every mistake with the place where it stands."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.forms import BUILT_IN_FIELDS, MODES, Field, FieldKind, Form

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
MOST_FIELDS = 20
MOST_CHOICES = 12
LONGEST_LABEL = 60
LONGEST_CHOICE = 40
LONGEST_QUESTION = 200
LONGEST_TITLE = 200
UNCHANGEABLE = frozenset({"none"})


@dataclass(frozen=True, slots=True)
class FormProblem:
    """One mistake: where in the data, and the sentence `form-<code>` with its detail."""

    where: str
    code: str
    detail: str = ""


def find_form_problems(form: Form) -> list[FormProblem]:
    """Every reason why a form cannot be used; empty when it can."""
    return [*_of_form(form), *_of_names(form), *_of_fields(form), *_of_checks(form)]


def _of_form(form: Form) -> Iterator[FormProblem]:
    if not _NAME.fullmatch(form.code) or form.code in UNCHANGEABLE:
        yield FormProblem("code", "bad-code", form.code[:40])
    if len(form.title) > LONGEST_TITLE:
        yield FormProblem("title", "too-long", str(LONGEST_TITLE))
    if not 1 <= len(form.fields) <= MOST_FIELDS:
        yield FormProblem("fields", "number-of-fields", str(MOST_FIELDS))


def _of_names(form: Form) -> Iterator[FormProblem]:
    seen: set[str] = set()
    for number, field in enumerate(form.fields, start=1):
        if not _NAME.fullmatch(field.name):
            yield FormProblem(f"fields[{number}].name", "bad-name", field.name[:40])
        elif field.name in seen:
            yield FormProblem(f"fields[{number}].name", "name-twice", field.name)
        seen.add(field.name)


def _of_fields(form: Form) -> Iterator[FormProblem]:
    for number, field in enumerate(form.fields, start=1):
        where = f"fields[{number}]."
        known = BUILT_IN_FIELDS.get(field.name)
        if known is not None and known.kind is not field.kind:
            yield FormProblem(f"{where}kind", "built-in-kind", known.kind.value)
        if known is None and not field.label:
            yield FormProblem(f"{where}label", "missing")
        if field.lowest > field.highest:
            yield FormProblem(f"{where}lowest", "limits-reversed")
        yield from _of_texts(field, where)
        yield from _of_choices(field, where)


def _of_texts(field: Field, where: str) -> Iterator[FormProblem]:
    texts = (("label", field.label, LONGEST_LABEL), ("question", field.question, LONGEST_QUESTION))
    for name, text, most in (*texts, ("help", field.help, LONGEST_QUESTION)):
        if len(text) > most:
            yield FormProblem(f"{where}{name}", "too-long", str(most))


def _of_choices(field: Field, where: str) -> Iterator[FormProblem]:
    if field.kind is not FieldKind.CHOICE:
        return
    is_number_right = 2 <= len(field.choices) <= MOST_CHOICES and len(set(field.choices)) == len(
        field.choices
    )
    if not is_number_right or any(not 1 <= len(choice) <= LONGEST_CHOICE for choice in field.choices):
        yield FormProblem(f"{where}choices", "choices", str(MOST_CHOICES))
    if field.name == "mode" and not set(field.choices) <= set(MODES):
        yield FormProblem(f"{where}choices", "not-one-of", ", ".join(MODES))


def _of_checks(form: Form) -> Iterator[FormProblem]:
    kinds = {field.name: field.kind for field in form.fields}
    for number, check in enumerate(form.checks, start=1):
        wanted = {FieldKind.DATE, FieldKind.DATES} if "today" in str(check) else {FieldKind.INTEGER}
        for name in check.names:
            if name not in kinds:
                yield FormProblem(f"checks[{number}]", "no-such-field", name)
            elif kinds[name] not in wanted:
                yield FormProblem(f"checks[{number}]", "wrong-kind", name)
