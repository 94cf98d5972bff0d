"""What an open report asks next: a reading, what is contradictory or missing, and at last the card."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from domain.errors import DomainError
from domain.forms import Form, Problem, Values, find_problem, missing_fields, with_derived
from domain.local_time import local_day
from domain.messages import Choice
from domain.parsing.reading import ReplyContext
from domain.roles import UNIT_ROLES, Action
from domain.supplements import as_whole
from handlers import phrases, report_choice
from handlers.conversation import Replies, Turn
from handlers.report_card import card_text, field_options, label, question, why_asked
from handlers.report_readings import possible_readings, reading_options
from services.actors import require
from services.assignments import AssignmentView, load_assignments, open_assignments
from services.drafts import DIALOGUE, take_draft
from services.forms import load_form
from services.reporting import reported_assignments
from services.units import member_word

TRIES_BEFORE_HELP = 2
ABOUT_THE_ABSENT = frozenset({"absent", "absent_reasons", "absent_excused"})
State = dict[str, Any]


def ask_duty(
    turn: Turn, views: list[AssignmentView], values: State, raw: list[str], flags: Sequence[str] = ()
) -> Replies:
    """Ask which duty the words are for, and keep them meanwhile."""
    state = {"asking": "duty", "values": values, "raw": raw, "flags": list(flags)}
    options = [(label, str(view.id)) for label, view in report_choice.labelled(views)]
    return turn.ask(DIALOGUE, state, turn.say("report-which"), options)


def open_report(
    turn: Turn,
    view: AssignmentView,
    values: State,
    raw: list[str],
    flags: Sequence[str] = (),
    *,
    kind: str = "correction",
    source: str = "",
    readings: Sequence[Values] = (),
    later: Sequence[State] = (),
) -> Replies:
    """Begin (or correct) the report of one duty with what is known of it already.

    `kind` says what a change of a standing report is; `source` is how staff who enter it got it, else "".
    `readings` are what doubtful words may mean; `later` are other duties of the same message, which follow.
    Of a returned report only the field that is to be mended is asked again. What a predecessor had told of it
    is known already.
    """
    draft = None if source else take_draft(turn.work, view.id)
    if draft is not None:
        values, raw = {**draft.values, **values}, [*draft.raw, *raw]
    values = as_whole(values)
    known = dict(view.values) if view.has_report else _known_from_study(turn, view)
    state = {
        "assignment_id": view.id,
        "values": {**without_replaced(known, values), **values},
        "raw": raw,
        "based_on": view.revision,
        "is_from_words": bool(raw),
        "tries": 0,
        "kind": kind if view.has_report else "report",
        "source": source,
        "later": list(later),
    }
    if view.is_returned and (not values or view.returned_field not in values):
        return _mend(turn, view, state)
    possible = possible_readings(turn, readings)
    if possible:
        return _ask_reading(turn, {**state, "readings": possible}, flags)
    return next_question(turn, view, state, why_asked(turn, flags))


def _mend(turn: Turn, view: AssignmentView, state: State) -> Replies:
    """Ask the one field that was sent back; a report sent back as a whole shows its card."""
    until = view.facts.return_late_from or view.facts.late_from
    field = load_form(turn.work, view.form).field(view.returned_field)
    named = label(turn.language, field) if field else turn.say("whole-report")
    why = turn.say(
        "returned-why",
        field=named,
        reason=view.return_reason,
        until=phrases.last_day(turn.work, until, turn.language),
    )
    if field is None:
        return show_card(turn, view, state, why)
    for name in (field.name, "absent"):
        state["values"].pop(name, None)
    return ask_field(turn, view, state, field.name, why)


def next_question(turn: Turn, view: AssignmentView, state: State, before: str = "") -> Replies:
    """Ask for the first thing that is contradictory or missing, else show the card; `before` says why."""
    form = load_form(turn.work, view.form)
    filled = with_derived(state["values"], form)
    state["values"] = {name: value for name, value in filled.items() if name in form.names}
    today = local_day(turn.incoming.written_at(turn.work.now), turn.work.zone)
    problem = find_problem(form, state["values"], today)
    if problem:
        return _ask_again(turn, view, form, state, problem)
    missing = missing_fields(form, state["values"])
    if missing:
        return ask_field(turn, view, state, missing[0].name, before)
    return show_card(turn, view, state, before)


def _ask_again(turn: Turn, view: AssignmentView, form: Form, state: State, problem: Problem) -> Replies:
    fields = {field.name for field in form.fields}
    # What only follows from other figures is worth no more than they are.
    for name in (*problem.fields, *(form.names - fields)):
        state["values"].pop(name, None)
    details = phrases.details(problem.details)
    field = form.field(str(problem.details.get("field", "")))
    if field is not None:
        details["field"] = label(turn.language, field)
    sentence = turn.say(f"problem-{problem.code}", **details)
    return ask_field(turn, view, state, problem.fields[0], sentence)


def ask_field(turn: Turn, view: AssignmentView, state: State, name: str, before: str = "") -> Replies:
    """Ask for the value of one field; `before` says why it is asked."""
    field = load_form(turn.work, view.form).field(name)
    if field is None:
        raise DomainError("button-old")
    text = "\n".join(part for part in (before, question(turn.language, view, field)) if part)
    options = field_options(turn, view, field)
    takes_number = field.kind.value != "choice"
    return turn.ask(DIALOGUE, {**state, "asking": name}, text, options, takes_number=takes_number)


def _ask_reading(turn: Turn, state: State, flags: Sequence[str]) -> Replies:
    """Say what contradicts itself, and offer what it may mean."""
    pairs = [flag.removeprefix("ambiguous:") for flag in flags if flag.startswith("ambiguous:")]
    why = turn.say("reading-which", pair=pairs[0]) if pairs else why_asked(turn, flags)
    options = reading_options(turn, state["readings"])
    return turn.ask(DIALOGUE, {**state, "asking": "reading"}, why or turn.say("reading-which-one"), options)


def unclear(turn: Turn, state: State, why: str, ask: Callable[[str], Replies]) -> Replies:
    """Ask once more; who was not understood twice may call for staff instead of trying for ever."""
    state["tries"] = state.get("tries", 0) + 1
    if state["tries"] < TRIES_BEFORE_HELP:
        return ask(why)
    question, *rest = ask(turn.say("not-a-value-help"))
    may_forward = turn.inbox_id is not None and turn.actor is not None and turn.actor.roles & UNIT_ROLES
    helps = [Choice(turn.say("drop-button"), f"={turn.talk.serial}:drop")]
    if may_forward:
        helps.insert(0, Choice(turn.say("forward-button"), f"/forward {turn.inbox_id}"))
    known = {choice.says for choice in question.choices}
    choices = (*question.choices, *(choice for choice in helps if choice.says not in known))
    return [replace(question, choices=choices), *rest]


def show_card(turn: Turn, view: AssignmentView, state: State, before: str = "") -> Replies:
    """Show what would be recorded and ask whether it is right."""
    word = member_word(turn.work, view.unit_id)
    kind, source = state.get("kind", "correction" if view.has_report else "report"), state.get("source", "")
    form = load_form(turn.work, view.form)
    text = card_text(turn, view, form, state["values"], word, kind=kind, source=source)
    options = [
        (turn.say("card-yes"), "yes"),
        (turn.say("card-change"), "change"),
        (turn.say("card-drop"), "drop"),
    ]
    if state["is_from_words"] and not source and other_duties(turn, view.id):
        options.append((turn.say("card-other"), "other"))
    text = f"{before}\n\n{text}" if before else text
    return turn.ask(DIALOGUE, {**state, "asking": "card"}, text, options)


def other_duties(turn: Turn, assignment_id: int) -> list[AssignmentView]:
    """What else the words may be for: other open duties, and reports that may be corrected."""
    actor = require(turn.actor, Action.REPORT)
    views = open_assignments(turn.work, actor.unit_ids())
    reported = reported_assignments(turn.work, actor)
    known = {view.id: view for view in [*views, *(view for view in reported if view.plan_is_active)]}
    return [view for view in known.values() if view.id != assignment_id]


def _known_from_study(turn: Turn, view: AssignmentView) -> State:
    """A result report starts from the figures the unit already gave for the study, to be confirmed.

    What comes back starts from the study of the same period only.
    """
    if view.form != "result":
        return {}
    of_plan = load_assignments(turn.work, plan_id=view.plan_id, unit_ids=[view.unit_id])
    studied = [other for other in of_plan if other.form == "study" and other.has_report]
    studied = [other for other in studied if other.occurrence == view.occurrence]
    return dict(studied[-1].values) if studied else {}


def without_replaced(known: State, new: State) -> State:
    """Figures hang together: a new one of attended, total, absent makes void what was said of the absent."""
    if {"attended", "total", "absent"} & new.keys():
        return {name: value for name, value in known.items() if name not in ABOUT_THE_ABSENT}
    return dict(known)


def reply_context(turn: Turn, asked: str | None, view: AssignmentView | None = None) -> ReplyContext:
    """When the words were written, what was asked, and what is known of the unit.

    `view` is the duty the words are about; without one, the only report that stands may be meant.
    """
    written_at = turn.incoming.written_at(turn.work.now)
    if turn.actor is None or not turn.actor.unit_ids():
        return ReplyContext(sent_at=written_at, asked=asked, zone=turn.work.zone)
    views = load_assignments(turn.work, unit_ids=turn.actor.unit_ids())
    reported = [known for known in views if known.has_report and known.plan_is_active]
    meant = view or (reported[0] if len(reported) == 1 else None)
    counts = {known.member_count for known in views}
    return ReplyContext(
        sent_at=written_at,
        asked=asked,
        members=counts.pop() if len(counts) == 1 else None,
        zone=turn.work.zone,
        previous=meant.values if meant is not None and meant.has_report else None,
    )
