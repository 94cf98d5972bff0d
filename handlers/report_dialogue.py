"""The open report: what is missing is asked, the card is shown, changed and confirmed."""

from collections.abc import Sequence
from typing import Any

from domain.errors import DomainError
from domain.forms import FORMS, Problem, find_problem, missing_fields, with_derived
from domain.local_time import local_day
from domain.parsing.letters import folded_plain
from domain.parsing.numbers import read_digits
from domain.parsing.reading import ReplyContext
from domain.parsing.replies import understand
from domain.roles import Action
from handlers import phrases, report_choice
from handlers.attachment_keeping import keep_with
from handlers.conversation import Replies, Turn
from handlers.report_card import card_text, field_options, question, why_asked
from services.actors import require
from services.assignments import AssignmentView, load_assignments, open_assignments
from services.reporting import Receipt, assignment_to_report, record_report, reported_assignments
from services.units import member_word

DIALOGUE = "report"
YES_WORDS = frozenset({"dung", "dung roi", "ok", "xac nhan", "yes", "y"})
NOT_DONE_YET = frozenset({"plan_only", "not_done", "extension_request"})
TRIES_BEFORE_HELP = 2
LONGEST_VALUE = 2000
State = dict[str, Any]


def continue_report(turn: Turn, text: str, picked: str | None) -> Replies:
    """The next answer in an open report: a value, a confirmation, or a change."""
    state = turn.talk.state
    if state["asking"] == "duty":
        return _duty_picked(turn, state, text, picked)
    view = assignment_to_report(turn.work, turn.actor, state["assignment_id"])
    if turn.incoming.kind == "file":
        return [*keep_with(turn, view), *(_next(turn, view, state))]
    if state["asking"] == "card":
        return _card_answered(turn, view, text, picked)
    if state["asking"] == "change" and picked is not None:
        return _ask_field(turn, view, state, picked)
    if state["asking"] == "reading" and picked is not None:
        return _reading_picked(turn, view, picked)
    return _field_answered(turn, view, text, picked)


def ask_duty(
    turn: Turn, views: list[AssignmentView], values: State, raw: list[str], flags: Sequence[str] = ()
) -> Replies:
    """Ask which duty the words are for, and keep them meanwhile."""
    state = {"asking": "duty", "values": values, "raw": raw, "flags": list(flags)}
    options = [(label, str(view.id)) for label, view in report_choice.labelled(views)]
    return turn.ask(DIALOGUE, state, turn.say("report-which"), options)


def _choosable(turn: Turn) -> list[AssignmentView]:
    actor = require(turn.actor, Action.REPORT)
    return open_assignments(turn.work, actor.unit_ids())


def _duty_picked(turn: Turn, state: State, text: str, picked: str | None) -> Replies:
    if picked is None:
        return ask_duty(turn, _choosable(turn), state["values"], [*state["raw"], text], state["flags"])
    view = assignment_to_report(turn.work, turn.actor, int(picked))
    return open_report(turn, view, state["values"], state["raw"], state["flags"])


def open_report(
    turn: Turn, view: AssignmentView, values: State, raw: list[str], flags: Sequence[str] = ()
) -> Replies:
    """Begin (or correct) the report of one duty with what is known of it already."""
    known = dict(view.values) if view.revision else _known_from_study(turn, view)
    state = {
        "assignment_id": view.id,
        "values": {**_without_replaced(known, values), **values},
        "raw": raw,
        "based_on": view.revision,
        "is_from_words": bool(raw),
        "tries": 0,
    }
    ambiguous = [flag.removeprefix("ambiguous:") for flag in flags if flag.startswith("ambiguous:")]
    if ambiguous:
        return _ask_reading(turn, state, ambiguous[0])
    return _next(turn, view, state, why_asked(turn, flags))


def _next(turn: Turn, view: AssignmentView, state: State, before: str = "") -> Replies:
    """Ask for the first thing that is contradictory or missing, else show the card; `before` says why."""
    state["values"] = {
        name: value for name, value in with_derived(state["values"]).items() if name in _known_names(view)
    }
    today = local_day(turn.incoming.written_at(turn.work.now), turn.work.zone)
    problem = find_problem(view.form, state["values"], today)
    if problem:
        return _ask_again(turn, view, state, problem)
    missing = missing_fields(view.form, state["values"])
    if missing:
        return _ask_field(turn, view, state, missing[0].name, before)
    return _show_card(turn, view, state, before)


def _ask_again(turn: Turn, view: AssignmentView, state: State, problem: Problem) -> Replies:
    for name in (*problem.fields, "absent"):
        state["values"].pop(name, None)
    sentence = turn.say(f"problem-{problem.code}", **phrases.details(problem.details))
    return _ask_field(turn, view, state, problem.fields[0], sentence)


def _ask_field(turn: Turn, view: AssignmentView, state: State, name: str, before: str = "") -> Replies:
    field = next((field for field in FORMS[view.form] if field.name == name), None)
    if field is None:
        raise DomainError("button-old")
    text = "\n".join(part for part in (before, question(turn, view, field)) if part)
    options = field_options(turn, view, field)
    takes_number = field.kind.value != "choice"
    return turn.ask(DIALOGUE, {**state, "asking": name}, text, options, takes_number=takes_number)


def _ask_reading(turn: Turn, state: State, pair: str) -> Replies:
    first, second = (read_digits(part) for part in pair.split("/"))
    day = understand(f"ngày {pair}", reply_context(turn, "date")).fields.get("dates")
    options = [(turn.say("reading-figures", attended=first, total=second), f"figures:{pair}")]
    if isinstance(day, list) and day[0] <= local_day(turn.work.now, turn.work.zone).isoformat():
        options.insert(
            0, (turn.say("reading-date", day=phrases.value("dates", day, turn.language)), f"date:{day[0]}")
        )
    return turn.ask(DIALOGUE, {**state, "asking": "reading"}, turn.say("reading-which", pair=pair), options)


def _reading_picked(turn: Turn, view: AssignmentView, picked: str) -> Replies:
    state = turn.talk.state
    kind, _, value = picked.partition(":")
    if kind == "date":
        state["values"]["dates"] = [value]
    else:
        attended, total = (read_digits(part) for part in value.split("/"))
        state["values"] |= {"attended": attended, "total": total}
    return _next(turn, view, state)


def _field_answered(turn: Turn, view: AssignmentView, text: str, picked: str | None) -> Replies:
    state, asked = turn.talk.state, turn.talk.state["asking"]
    words = picked if picked is not None else text[:LONGEST_VALUE]
    answer = understand(words, reply_context(turn, asked))
    beside = {} if picked is not None else understand(words, reply_context(turn, None)).fields
    new = {name: value for name, value in beside.items() if name not in state["values"]} | answer.fields
    if asked not in new:
        return _not_a_value(turn, view, state, asked)
    if picked is None:
        state["raw"].append(text)
    state["values"] = {**_without_replaced(state["values"], new), **new}
    return _next(turn, view, {**state, "tries": 0}, why_asked(turn, answer.flags))


def _not_a_value(turn: Turn, view: AssignmentView, state: State, asked: str) -> Replies:
    state["tries"] += 1
    if state["tries"] < TRIES_BEFORE_HELP:
        return _ask_field(turn, view, state, asked, turn.say("not-a-value"))
    return _ask_field(turn, view, state, asked, turn.say("not-a-value-help"))


def _show_card(turn: Turn, view: AssignmentView, state: State, before: str = "") -> Replies:
    word = member_word(turn.work, view.unit_id)
    text = card_text(turn, view, state["values"], word, is_correction=state["based_on"] > 0)
    options = [
        (turn.say("card-yes"), "yes"),
        (turn.say("card-change"), "change"),
        (turn.say("card-drop"), "drop"),
    ]
    if state["is_from_words"] and _others(turn, view.id):
        options.append((turn.say("card-other"), "other"))
    text = f"{before}\n\n{text}" if before else text
    return turn.ask(DIALOGUE, {**state, "asking": "card"}, text, options)


def _card_answered(turn: Turn, view: AssignmentView, text: str, picked: str | None) -> Replies:
    state = turn.talk.state
    if picked == "yes" or (picked is None and folded_plain(text).strip(".! ") in YES_WORDS):
        return _record(turn, view, state)
    if picked == "drop":
        turn.talk.close()
        return turn.answer("report-dropped")
    if picked == "change":
        options = [
            (turn.say(f"field-{field.name.replace('_', '-')}"), field.name) for field in FORMS[view.form]
        ]
        return turn.ask(DIALOGUE, {**state, "asking": "change"}, turn.say("change-which"), options)
    if picked == "other":
        return _other_duty(turn, state)
    understood = understand(text, reply_context(turn, None))
    changed = understood.fields
    if not changed or understood.action in NOT_DONE_YET:
        return _show_card(turn, view, state, turn.say("card-not-understood"))
    state["raw"].append(text)
    void = understood.ask if understood.action == "ask_again" else ()
    kept = {name: value for name, value in state["values"].items() if name not in void}
    state["values"] = {**_without_replaced(kept, changed), **changed}
    return _next(turn, view, state, why_asked(turn, understood.flags))


def _other_duty(turn: Turn, state: State) -> Replies:
    others = _others(turn, state["assignment_id"])
    return ask_duty(turn, others, state["values"], state["raw"])


def _others(turn: Turn, assignment_id: int) -> list[AssignmentView]:
    """What else the words may be for: other open duties, and reports that may be corrected."""
    actor = require(turn.actor, Action.REPORT)
    views = open_assignments(turn.work, actor.unit_ids())
    reported = reported_assignments(turn.work, actor)
    known = {view.id: view for view in [*views, *(view for view in reported if view.plan_is_active)]}
    return [view for view in known.values() if view.id != assignment_id]


def _record(turn: Turn, view: AssignmentView, state: State) -> Replies:
    try:
        receipt = record_report(
            turn.work,
            turn.actor,
            view.id,
            state["values"],
            raw_text="\n".join(state["raw"]),
            based_on=state["based_on"],
            received_at=turn.incoming.written_at(turn.work.now),
        )
    except DomainError as error:
        if error.code != "answered-meanwhile":
            raise
        return _answered_meanwhile(turn, view, state)
    turn.talk.close()
    return _confirm(turn, view, receipt)


def _answered_meanwhile(turn: Turn, view: AssignmentView, state: State) -> Replies:
    word = member_word(turn.work, view.unit_id)
    theirs = card_text(turn, view, view.values, word, is_correction=False, is_plain=True)
    before = turn.say("answered-meanwhile", theirs=theirs)
    return _show_card(turn, view, {**state, "based_on": view.revision}, before)


def _confirm(turn: Turn, view: AssignmentView, receipt: Receipt) -> Replies:
    when = (
        turn.say("receipt-late", days=receipt.days_late) if receipt.days_late else turn.say("receipt-on-time")
    )
    key = "receipt" if receipt.revision == 1 else "receipt-revision"
    text = turn.say(
        key,
        duty=view.title,
        unit=view.unit_name,
        code=receipt.code,
        at=phrases.instant(turn.work, receipt.received_at),
        revision=receipt.revision,
        when=when,
    )
    left = open_assignments(turn.work, frozenset({view.unit_id}))
    return turn.offer(text, report_choice.choices(left))


def _known_from_study(turn: Turn, view: AssignmentView) -> State:
    """A result report starts from the figures the unit already gave for the study, to be confirmed."""
    if view.form != "result":
        return {}
    of_plan = load_assignments(turn.work, plan_id=view.plan_id, unit_ids=[view.unit_id])
    studied = [other for other in of_plan if other.form == "study" and other.revision]
    return dict(studied[-1].values) if studied else {}


def _known_names(view: AssignmentView) -> set[str]:
    return {field.name for field in FORMS[view.form]} | {"absent"}


def _without_replaced(known: State, new: State) -> State:
    """Figures hang together: a new one of attended, total, absent makes the old derived one void."""
    if {"attended", "total", "absent"} & new.keys():
        return {name: value for name, value in known.items() if name != "absent"}
    return dict(known)


def reply_context(turn: Turn, asked: str | None) -> ReplyContext:
    """When the words were written, and what was asked."""
    written_at = turn.incoming.written_at(turn.work.now)
    return ReplyContext(sent_at=written_at, asked=asked, zone=turn.work.zone)
