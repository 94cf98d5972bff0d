"""Forms in force: the built-in ones, and in their place or beside them what staff changed and added."""

from typing import Any

from sqlalchemy import select

from domain import forms as built_in
from domain.errors import DomainError
from domain.form_data import form_from_data, form_to_data
from domain.form_rules import find_form_problems
from domain.forms import Form
from domain.roles import Action
from services import audit
from services.actors import Actor, require_everywhere
from services.work import Work
from storage import tables

KEPT = "forms"


def all_forms(work: Work) -> dict[str, Form]:
    """Every form by its code; read once for all that is done in this transaction."""
    known: dict[str, Form] | None = work.session.info.get(KEPT)
    if known is None:
        known = {**built_in.FORMS, **_changed_forms(work)}
        work.session.info[KEPT] = known
    return known


def load_form(work: Work, code: str) -> Form:
    """One form, or DomainError `no-such-form`."""
    form = all_forms(work).get(code)
    if form is None:
        raise DomainError("no-such-form", form=code[:40])
    return form


def save_form(work: Work, actor: Actor | None, form: Form) -> None:
    """Put a form in force in the place of the one with its code; reports already sent stay as they are.

    The command line passes no actor.

    Raises:
        DomainError: those of `require_everywhere`; `form-unusable` for what breaks `domain.form_rules`.
    """
    if actor is not None:
        require_everywhere(work, actor, Action.CHANGE_FORMS)
    problems = find_form_problems(form)
    if problems:
        raise DomainError("form-unusable", where=problems[0].where)
    before = all_forms(work).get(form.code)
    data = form_to_data(form)
    row = tables.Form(code=form.code, title=form.title, fields=_stored(data), changed_at=work.now)
    work.session.merge(row)
    work.session.flush()
    work.session.info.pop(KEPT, None)
    audit.record(
        work, actor, "form_changed", "form", None,
        title=form.title or form.code, before=form_to_data(before) if before else None, after=data,
    )  # fmt: skip


# Plain columns, and only those: every round of turns asks.
_FORMS = select(tables.Form.code, tables.Form.title, tables.Form.fields)


def _changed_forms(work: Work) -> dict[str, Form]:
    return {row.code: _form(row) for row in work.session.connection().execute(_FORMS)}


def _stored(data: dict[str, Any]) -> list[Any]:
    """The fields, and after them the checks: the table has one column for both."""
    return [*data["fields"], {"checks": data["checks"]}]


def _form(row: Any) -> Form:
    fields = [item for item in row.fields if "checks" not in item]
    checks = [check for item in row.fields if "checks" in item for check in item["checks"]]
    return form_from_data({"code": row.code, "title": row.title, "fields": fields, "checks": checks})
