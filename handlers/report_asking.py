"""What an open report asks next: a reading, what is contradictory or missing, and at last the card."""

from collections.abc import Sequence
from functools import partial

from domain import wording
from domain.errors import DomainError
from domain.forms import Form, Problem, Value, Values, find_problem, missing_fields, with_derived
from domain.local_time import local_day
from domain.roles import Action
from handlers import phrases, report_choice
from handlers.clarifying import once_more
from handlers.conversation import Replies, Turn
from handlers.joint_card import about_which, joint_card
from handlers.report_card import card_text, field_options, label, question, why_asked
from handlers.report_entries import State, new_entry, talk_about, turned_to, view_of, views_of
from handlers.report_readings import possible_readings, reading_options
from services.actors import require
from services.assignments import AssignmentView, open_assignments
from services.drafts import DIALOGUE
from services.forms import load_form
from services.reporting import reported_assignments
from services.units import member_word


def ask_duty(turn: Turn, views: list[AssignmentView], said: State, before: str = "") -> Replies:
    """Ask which duty the words are for, and keep them meanwhile.

    `said` are the `values`, the `raw` words and the `flags` of what was understood.
    """
    options = [(label, str(view.id)) for label, view in report_choice.labelled(views)]
    text = f"{before}\n{turn.say('report-which')}" if before else turn.say("report-which")
    return turn.ask(DIALOGUE, {**said, "asking": "duty"}, text, options)


def said_so_far(values: Values, raw: list[str], flags: Sequence[str] = ()) -> State:
    """What was said before it is known which duty it is for."""
    return {"values": dict(values), "raw": raw, "flags": list(flags)}


def open_report(
    turn: Turn,
    view: AssignmentView,
    values: State,
    raw: list[str],
    flags: Sequence[str] = (),
    *,
    kind: str = "correction",
    source: str = "",
) -> Replies:
    """Begin (or correct) the report of one duty with what is known of it already.

    `kind` says what a change of a standing report is; `source` is how staff who enter it got it, else "".
    """
    entry = new_entry(turn, view, values, kind=kind)
    return open_reports(turn, talk_about([entry], raw, source), flags)


def open_reports(
    turn: Turn,
    state: State,
    flags: Sequence[str] = (),
    readings: Sequence[Values] = (),
    told: str = "",
) -> Replies:
    """Begin to ask about the reports of a talk; `readings` are what doubtful words of the first may mean.

    Of a returned report the field that is to be mended is asked again. `told` is to be said first.
    """
    view = view_of(turn, state)
    if view.is_returned and view.returned_field not in state["values"]:
        return _mend(turn, view, state)
    possible = possible_readings(turn, readings)
    before = "\n".join(part for part in (told, why_asked(turn, flags)) if part)
    if possible and all(reading.keys() == {"mode"} for reading in possible):
        return ask_field(turn, view, state, "mode", f"{before}\n{turn.say('reading-mode')}".strip())
    if possible:
        return ask_reading(turn, view, {**state, "readings": possible}, flags, why_asked(turn, flags))
    return next_question(turn, view, state, before)


def _mend(turn: Turn, view: AssignmentView, state: State) -> Replies:
    """Ask the one field that was sent back; a report sent back as a whole shows its card."""
    field = load_form(turn.work, view.form).field(view.returned_field)
    named = label(turn.language, field) if field else turn.say("whole-report")
    why = turn.say(
        "returned-why",
        field=named,
        reason=view.return_reason,
        until=phrases.deadline(turn.work, view, turn.language),
    )
    if field is None:
        return next_question(turn, view, state, why)
    return ask_field(turn, view, state, field.name, why)


def next_question(turn: Turn, view: AssignmentView, state: State, before: str = "") -> Replies:
    """Ask for the first thing that is contradictory or missing, else show the card; `before` says why."""
    form = load_form(turn.work, view.form)
    state["values"] = _complete(form, state["values"])
    problem = _problem(turn, form, state["values"])
    if problem:
        return _ask_again(turn, view, form, state, problem)
    missing = missing_fields(form, state["values"])
    if missing:
        return ask_field(turn, view, state, missing[0].name, before)
    for entry, other in views_of(turn, state) if state.get("beside") else ():
        if _lacks_something(turn, entry, other):
            return next_question(turn, other, turned_to(state, other.id), before)
    return show_card(turn, view, state, before)


def _complete(form: Form, values: Values) -> dict[str, Value]:
    """The values of a form, with what follows from them."""
    return {name: value for name, value in with_derived(values, form).items() if name in form.names}


def _problem(turn: Turn, form: Form, values: Values) -> Problem | None:
    return find_problem(form, values, local_day(turn.incoming.written_at(turn.work.now), turn.work.zone))


def _lacks_something(turn: Turn, entry: State, view: AssignmentView) -> bool:
    """Whether a report of the same card has to be asked about first."""
    form = load_form(turn.work, view.form)
    values = _complete(form, entry["values"])
    return bool(missing_fields(form, values) or _problem(turn, form, values))


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
    ask = partial(ask_field, turn, view, state, problem.fields[0])
    return once_more(turn, state, sentence, ask, counted="doubts")


def ask_field(turn: Turn, view: AssignmentView, state: State, name: str, before: str = "") -> Replies:
    """Ask for the value of one field; `before` says why it is asked."""
    field = load_form(turn.work, view.form).field(name)
    if field is None:
        raise DomainError("button-old")
    about = about_which(turn, views_of(turn, state), view, field) if state.get("beside") else ""
    text = "\n".join(part for part in (before, about, question(turn.language, view, field)) if part)
    options = field_options(turn, view, field)
    takes_number = field.kind.value != "choice"
    return turn.ask(DIALOGUE, {**state, "asking": name}, text, options, takes_number=takes_number)


def ask_reading(turn: Turn, view: AssignmentView, state: State, flags: Sequence[str], why: str) -> Replies:
    """Say what contradicts itself, and offer what it may mean."""
    pairs = [flag.removeprefix("ambiguous:") for flag in flags if flag.startswith("ambiguous:")]
    asked = (
        turn.say("reading-which", pair=pairs[0]) if pairs else "" if why else turn.say("reading-which-one")
    )
    lines = ["" if pairs else why, _registered(turn, view, state["readings"]), asked]
    options = reading_options(turn, state["readings"])
    return turn.ask(DIALOGUE, {**state, "asking": "reading"}, "\n".join(filter(None, lines)), options)


def _registered(turn: Turn, view: AssignmentView, readings: Sequence[Values]) -> str:
    """How many the register knows, where none of the totals on offer is that."""
    totals = {reading["total"] for reading in readings if "total" in reading}
    if not totals or view.member_count is None or view.member_count in totals:
        return ""
    word = member_word(turn.work, view.unit_id)
    return turn.say("reading-registered", total=wording.number(view.member_count), word=word)


def ask_change(turn: Turn, view: AssignmentView, state: State, before: str = "") -> Replies:
    """Ask which field is to be changed."""
    fields = load_form(turn.work, view.form).fields
    options = [(label(turn.language, field), field.name) for field in fields]
    text = f"{before}\n{turn.say('change-which')}".strip()
    return turn.ask(DIALOGUE, {**state, "asking": "change"}, text, options)


def show_card(turn: Turn, view: AssignmentView, state: State, before: str = "") -> Replies:
    """Show what would be recorded and ask whether it is right."""
    options = [
        (turn.say("card-yes"), "yes"),
        (turn.say("card-change"), "change"),
        (turn.say("card-drop"), "drop"),
    ]
    is_one = not state.get("beside")
    if is_one and state["is_from_words"] and not state.get("source") and other_duties(turn, view.id):
        options.append((turn.say("card-other"), "other"))
    text = _one_card(turn, view, state) if is_one else joint_card(turn, views_of(turn, state))
    text = f"{before}\n\n{text}" if before else text
    return turn.ask(DIALOGUE, {**state, "asking": "card"}, text, options)


def _one_card(turn: Turn, view: AssignmentView, state: State) -> str:
    word, form = member_word(turn.work, view.unit_id), load_form(turn.work, view.form)
    kind, source = state.get("kind", "correction" if view.has_report else "report"), state.get("source", "")
    return card_text(turn, view, form, state["values"], word, kind=kind, source=source)


def other_duties(turn: Turn, assignment_id: int) -> list[AssignmentView]:
    """What else the words may be for: other open duties, and reports that may be corrected."""
    actor = require(turn.actor, Action.REPORT)
    views = open_assignments(turn.work, actor.unit_ids())
    reported = reported_assignments(turn.work, actor)
    known = {view.id: view for view in [*views, *(view for view in reported if view.plan_is_active)]}
    return [view for view in known.values() if view.id != assignment_id]
