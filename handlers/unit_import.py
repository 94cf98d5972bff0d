"""Files sent in chat: a sheet of units from staff is imported after a look at its bad rows."""

from documents.sheets import MEDIA_TYPE
from documents.unit_sheet import RowProblem, UnitSheet, read_unit_sheet, unit_template
from domain.errors import DomainError
from domain.messages import Reply
from domain.roles import Action
from handlers import attachments, forms, plan_documents
from handlers.conversation import Replies, Turn
from locales import say
from services.actors import require
from services.files import load_file, store_file
from services.unit_import import import_units
from services.unit_lists import let_go

DIALOGUE = "units"
SHEETS = (".xlsx", ".csv")
MOST_SHOWN = 8


def send_template(turn: Turn, _words: str) -> Replies:
    """`/template`: an empty sheet with the right headings."""
    require(turn.actor, Action.MANAGE_UNITS)
    template = unit_template(turn.work.installation.profile.groups)
    file_id = store_file(turn.work, "mau-don-vi.xlsx", MEDIA_TYPE, template)
    return [Reply(turn.say("template-sent"), file_id=file_id)]


def receive_file(turn: Turn) -> Replies:
    """A file outside every dialogue: units, a form or a plan from staff, or what goes with a report."""
    if turn.actor is None:
        return turn.answer("file-unregistered")
    if turn.incoming.file_id is None:
        raise DomainError("file-not-fetched")
    file = load_file(turn.work, turn.incoming.file_id)
    if forms.is_form_file(turn, file.name):
        return forms.receive_form(turn, file.id)
    if plan_documents.is_document(turn, file.name):
        return plan_documents.receive_file(turn, file.id)
    is_sheet = file.name.lower().endswith(SHEETS)
    if not is_sheet or not turn.actor.may(Action.MANAGE_UNITS):
        return _kept(turn, file.name)
    sheet = read_unit_sheet(file.name, file.content)
    if sheet.problems:
        return _ask_about_problems(turn, sheet, file.id)
    return _import(turn, sheet, file.id)


def _kept(turn: Turn, name: str) -> Replies:
    """A file that is no sheet of units: a secretary's goes with a report, anybody else's is only stored."""
    if turn.actor is not None and turn.actor.may(Action.REPORT):
        return attachments.receive(turn)
    return turn.answer("file-kept-only", name=name[:80])


def continue_import(turn: Turn, _text: str, picked: str | None) -> Replies:
    """What to do with a sheet that has bad rows: keep the good ones, or nothing."""
    if picked == "none":
        let_go(turn.work, turn.talk.state["file_id"])
        turn.talk.close()
        return turn.answer("import-nothing")
    if picked != "good":
        raise DomainError("pick-one")
    file = load_file(turn.work, turn.talk.state["file_id"])
    return _import(turn, read_unit_sheet(file.name, file.content), file.id)


def problem_lines(problems: tuple[RowProblem, ...], language: str, most: int) -> list[str]:
    """One line for each bad row: its line in the sheet and why it cannot be used."""
    lines = [
        say(
            "sheet-line",
            language,
            line=problem.line,
            why=say(f"sheet-{problem.code}", language, detail=problem.detail),
        )
        for problem in problems[:most]
    ]
    if len(problems) > most:
        lines.append(say("sheet-more", language, count=len(problems) - most))
    return lines


def _ask_about_problems(turn: Turn, sheet: UnitSheet, file_id: int) -> Replies:
    head = turn.say("import-problems", bad=len(sheet.problems), good=len(sheet.rows))
    text = "\n".join([head, *problem_lines(sheet.problems, turn.language, MOST_SHOWN)])
    options = [(turn.say("import-good", good=len(sheet.rows)), "good"), (turn.say("import-none"), "none")]
    return turn.ask(DIALOGUE, {"file_id": file_id}, text, options)


def _import(turn: Turn, sheet: UnitSheet, file_id: int) -> Replies:
    outcome = import_units(turn.work, turn.actor, sheet, keep_good=True, file_id=file_id)
    turn.talk.close()
    text = turn.say("imported", added=outcome.added, updated=outcome.updated, unchanged=outcome.unchanged)
    lines = problem_lines(outcome.problems, turn.language, MOST_SHOWN)
    return turn.offer("\n".join([text, *lines]), [])
