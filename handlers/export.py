"""`/export`: the ledger of a plan as an .xlsx file."""

from datetime import datetime

from documents.sheets import MEDIA_TYPE, Cell, LedgerSheet
from domain import wording
from domain.deadlines import last_valid_day
from domain.forms import Values
from domain.local_time import local_day
from domain.messages import Choice, Reply
from domain.roles import Action
from domain.status import Standing
from handlers import phrases
from handlers.conversation import Replies, Turn
from handlers.files_sheet import files_sheet, names_by_assignment
from handlers.matters_sheet import matters_sheet
from handlers.report_card import label
from locales import knows, say
from services.actors import require
from services.assignments import AssignmentView
from services.files import store_file
from services.forms import load_form
from services.ledger import DeliveryRow, Ledger, RevisionRow, read_ledger
from services.plans import find_plan_id, get_plan, latest_plan_id
from services.work import Work

VALUE_COLUMNS = ("dates", "attended", "total", "absent", "mode", "difficulties", "proposals")
VALUE_WIDTHS = {"dates": 22, "attended": 10, "total": 10, "absent": 10, "mode": 16}
USUAL_WIDTH = 30
DELIVERY_COLUMNS = (
    "due-at", "unit", "duty", "step", "person", "channel", "outcome", "reason", "finished-at", "switches",
)  # fmt: skip
FILLS = {"late": "FCE4D6", "missing": "F8CBAD", "on_time": "E2EFDA", "waived": "EDEDED"}
Columns = dict[str, str]


def export_ledger(turn: Turn, words: str) -> Replies:
    """`/export [plan]`: make the ledger and send it; the files of the reports are offered beside it."""
    actor = require(turn.actor, Action.EXPORT)
    plan_id = find_plan_id(turn.work, words) if words else latest_plan_id(turn.work)
    plan = get_plan(turn.work, plan_id)
    ledger = read_ledger(turn.work, actor, plan_id)
    content = ledger_file(turn.work, plan.title, ledger, turn.language)
    name = f"so-theo-doi-{plan_id}-{local_day(turn.work.now, turn.work.zone):%Y%m%d}.xlsx"
    file_id = store_file(turn.work, name, MEDIA_TYPE, content)
    text = turn.say("export-ready", plan=plan.title, units=len(ledger.assignments))
    return [Reply(text, _files_offered(turn, plan_id, ledger), file_id)]


def _files_offered(turn: Turn, plan_id: int, ledger: Ledger) -> tuple[Choice, ...]:
    if not ledger.files:
        return ()
    size = wording.size(sum(file.size for file in ledger.files))
    label = turn.say("export-files-button", count=len(ledger.files), size=size)
    return (Choice(label, f"/export files {plan_id}"),)


def ledger_file(work: Work, title: str, ledger: Ledger, language: str) -> bytes:
    """The ledger of a plan as an .xlsx workbook."""
    # Slow to import and seldom needed.
    from documents.ledger import write_ledger

    as_of = say("as-of", language, at=phrases.instant(work, work.now))
    columns = _value_columns(work, ledger.assignments, language)
    sheets = [
        _units_sheet(work, ledger, columns, language),
        _reports_sheet(work, ledger.revisions, columns, language),
        _deliveries_sheet(work, ledger.deliveries, language),
        matters_sheet(work, ledger.matters, language),
        files_sheet(work, ledger.files, language),
    ]
    return write_ledger(title, as_of, sheets)


def _value_columns(work: Work, views: tuple[AssignmentView, ...], language: str) -> Columns:
    """What reports of these forms hold, by name, with the heading of each: the usual ones come first."""
    columns = {name: say(f"field-{name}", language) for name in VALUE_COLUMNS}
    for code in dict.fromkeys(view.form for view in views):
        for field in load_form(work, code).fields:
            columns[field.name] = field.label or columns.get(field.name) or label(language, field)
    return columns


def _widths(columns: Columns) -> tuple[int, ...]:
    return tuple(VALUE_WIDTHS.get(name, USUAL_WIDTH) for name in columns)


def _units_sheet(work: Work, ledger: Ledger, columns: Columns, language: str) -> LedgerSheet:
    names = ("unit-code", "unit", "duty", "last-day", "status", "received-at", "receipt", "revision")
    headings = [say(f"column-{name}", language) for name in names]
    headings += [*columns.values(), say("column-note", language), say("column-files", language)]
    words = {key: say(f"ledger-{key.replace('_', '-')}", language) for key in FILLS}
    files = names_by_assignment(ledger.files)
    return LedgerSheet(
        say("sheet-units", language),
        headings,
        (12, 34, 40, 13, 20, 18, 14, 10, *_widths(columns), 24, USUAL_WIDTH),
        [
            [*_unit_row(work, view, columns, words, language), ", ".join(files.get(view.id, ()))]
            for view in ledger.assignments
        ],
        {words[key]: colour for key, colour in FILLS.items()},
    )


def _unit_row(
    work: Work, view: AssignmentView, columns: Columns, words: dict[str, str], language: str
) -> list[Cell]:
    received = view.facts.received_at
    return [
        view.unit_code,
        view.unit_name,
        view.title,
        last_valid_day(view.facts.late_from, work.zone),
        _standing(work, view, words, language),
        _local(work, received) if view.has_report and received else None,
        view.report_code if view.has_report else "",
        view.revision or None,
        *_values(view.values, columns, language),
        _note(view, language),
    ]


def _note(view: AssignmentView, language: str) -> str:
    """Why the unit was released, what has to be mended, or who entered the report for it."""
    if view.waive_reason or view.is_returned:
        return view.waive_reason or view.return_reason
    return (
        say("source-by-staff", language, source=_words("source", view.source, language))
        if view.source
        else ""
    )


def _standing(work: Work, view: AssignmentView, words: dict[str, str], language: str) -> str:
    status = view.status(work)
    if not view.expects_report:
        return say("ledger-event", language)
    if status.standing is Standing.WAIVED:
        return words["waived"]
    if status.is_reported:
        if not status.days_late:
            return words["on_time"]
        return say("ledger-late-days", language, days=status.days_late)
    return words["missing"] if status.standing is Standing.OVERDUE else say("ledger-not-due", language)


def _reports_sheet(
    work: Work, revisions: tuple[RevisionRow, ...], columns: Columns, language: str
) -> LedgerSheet:
    names = (
        "received-at",
        "unit",
        "duty",
        "receipt",
        "revision",
        "revision-kind",
        "sent-by",
        "source",
        "entered-at",
    )
    headings = [say(f"column-{name}", language) for name in names]
    headings += [*columns.values(), say("column-words", language)]
    rows = [
        [
            _local(work, row.received_at),
            row.unit_name,
            row.title,
            row.code,
            row.number,
            _words("revision-kind", row.kind, language),
            row.sent_by,
            _words("source", row.source, language),
            _local(work, row.entered_at) if row.entered_at else None,
            *_values(row.values, columns, language),
            row.raw_text,
        ]
        for row in revisions
    ]
    return LedgerSheet(
        say("sheet-reports", language),
        headings,
        (18, 34, 40, 14, 10, 14, 24, 14, 18, *_widths(columns), 50),
        rows,
    )


def _deliveries_sheet(work: Work, deliveries: tuple[DeliveryRow, ...], language: str) -> LedgerSheet:
    rows = [
        [
            _local(work, row.due_at),
            row.unit_name,
            row.title,
            row.step,
            row.person_name,
            phrases.channel(row.channel, language),
            _words("outcome", row.state, language),
            phrases.reason(row.reason, language),
            _local(work, row.finished_at) if row.finished_at else None,
            "; ".join(phrases.switch(switch, language) for switch in row.switches),
        ]
        for row in deliveries
    ]
    headings = [say(f"column-{name}", language) for name in DELIVERY_COLUMNS]
    return LedgerSheet(
        say("sheet-deliveries", language), headings, (18, 34, 40, 20, 24, 12, 18, 30, 18, 36), rows
    )


def _values(values: Values, columns: Columns, language: str) -> list[Cell]:
    return [_cell(name, values.get(name), language) for name in columns]


def _cell(name: str, value: object, language: str) -> Cell:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return phrases.value(name, value, language) if isinstance(value, str | list) else None


def _local(work: Work, instant: datetime) -> datetime:
    return instant.astimezone(work.zone)


def _words(prefix: str, code: str, language: str) -> str:
    key = f"{prefix}-{code.replace('_', '-')}"
    return say(key, language) if code and knows(key) else code
