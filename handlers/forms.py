"""`/forms`: each form in force is sent as a YAML file; a changed one is put in force after a look."""

from domain.errors import DomainError
from domain.form_data import UnusableFormError
from domain.form_rules import UNCHANGEABLE
from domain.forms import Field, Form
from domain.messages import Choice, Reply
from domain.roles import Action
from handlers.conversation import Replies, Turn
from handlers.report_card import label
from locales import knows
from services.actors import require, require_everywhere
from services.files import load_file, store_file
from services.forms import all_forms, load_form, save_form

DIALOGUE = "forms"
MEDIA_TYPE = "application/yaml"
ENDINGS = (".yaml", ".yml")
MOST_PROBLEMS = 8


def show_forms(turn: Turn, words: str) -> Replies:
    """`/forms [code]`: list the forms, or send one as a file."""
    require(turn.actor, Action.CHANGE_FORMS)
    if words:
        return _send(turn, load_form(turn.work, words))
    forms = [form for form in all_forms(turn.work).values() if form.code not in UNCHANGEABLE]
    lines = [
        turn.say("forms-line", title=_title(turn, form), code=form.code, fields=_names(turn, form.fields))
        for form in forms
    ]
    choices = [Choice(_title(turn, form), f"/forms {form.code}") for form in forms]
    return turn.offer("\n".join([turn.say("forms-head"), *lines]), choices)


def is_form_file(turn: Turn, name: str) -> bool:
    """Whether a file sent in chat may be a form that its sender may change."""
    may = turn.actor is not None and turn.actor.may(Action.CHANGE_FORMS)
    return may and name.lower().endswith(ENDINGS)


def receive_form(turn: Turn, file_id: int) -> Replies:
    """Show what a form file would change, or every mistake in it."""
    require_everywhere(turn.work, turn.actor, Action.CHANGE_FORMS)
    try:
        form = _read(turn, file_id)
    except UnusableFormError as error:
        return _refuse(turn, error)
    options = [(turn.say("form-yes"), "yes"), (turn.say("form-no"), "no")]
    return turn.ask(DIALOGUE, {"file_id": file_id}, _preview(turn, form), options)


def continue_forms(turn: Turn, _text: str, picked: str | None) -> Replies:
    """Put the form in force, drop it, or look at another file instead."""
    if turn.incoming.kind == "file" and turn.incoming.file_id is not None:
        return receive_form(turn, turn.incoming.file_id)
    if picked not in ("yes", "no"):
        raise DomainError("pick-one")
    file_id = turn.talk.state["file_id"]
    turn.talk.close()
    if picked == "no":
        return turn.answer("form-dropped")
    form = _read(turn, file_id)
    save_form(turn.work, turn.actor, form)
    return turn.answer("form-saved", title=_title(turn, form))


def _read(turn: Turn, file_id: int) -> Form:
    # Reading YAML is slow to import and seldom needed.
    from documents.form_file import read_form_file

    return read_form_file(load_file(turn.work, file_id).content)


def _send(turn: Turn, form: Form) -> Replies:
    from documents.form_file import write_form_file

    content = write_form_file(form, turn.say("form-notes"))
    file_id = store_file(turn.work, f"bieu-mau-{form.code}.yaml", MEDIA_TYPE, content)
    return [Reply(turn.say("form-sent", title=_title(turn, form)), file_id=file_id)]


def _refuse(turn: Turn, error: UnusableFormError) -> Replies:
    lines = [
        turn.say(
            "form-problem",
            where=problem.where or turn.say("whole-file"),
            why=turn.say(f"form-{problem.code}", detail=problem.detail),
        )
        for problem in error.problems[:MOST_PROBLEMS]
    ]
    return turn.offer("\n".join([turn.say("form-problems", count=len(error.problems)), *lines]), [])


def _preview(turn: Turn, form: Form) -> str:
    before = all_forms(turn.work).get(form.code, Form(form.code))
    known = {field.name: field for field in before.fields}
    names = {field.name for field in form.fields}
    added = [field for field in form.fields if field.name not in known]
    changed = [field for field in form.fields if field.name in known and field != known[field.name]]
    dropped = [field for field in before.fields if field.name not in names]
    lines = [
        turn.say(f"form-{what}", fields=_names(turn, fields))
        for what, fields in (("adds", added), ("changes", changed), ("drops", dropped))
        if fields
    ]
    if form.checks != before.checks:
        lines.append(turn.say("form-checks", checks="; ".join(map(str, form.checks)) or "–"))
    if not lines:
        lines.append(turn.say("form-same"))
    fields = _names(turn, form.fields)
    return "\n".join([turn.say("form-preview", title=_title(turn, form), fields=fields), *lines])


def _names(turn: Turn, fields: tuple[Field, ...] | list[Field]) -> str:
    return ", ".join(label(turn.language, field) for field in fields)


def _title(turn: Turn, form: Form) -> str:
    key = f"form-title-{form.code.replace('_', '-')}"
    return form.title or (turn.say(key) if knows(key) else form.code)
