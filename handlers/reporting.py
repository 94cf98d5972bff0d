"""How a report begins: a command, a button of a reminder, or plain words; and words that are none."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from domain.forms import BUILT_IN_FIELDS
from domain.messages import Choice
from domain.parsing.health import without_health_details
from domain.parsing.letters import without_diacritics
from domain.parsing.replies import Understanding, understand
from domain.roles import Action
from handlers import extension_requests, matters, report_changes, report_choice, several_units
from handlers.conversation import Replies, Turn, row_number
from handlers.report_asides import answer_aside, asks_what_is_left, complain, ways_to_report
from handlers.report_asking import ask_duty, open_report, open_reports, said_so_far
from handlers.report_entries import (
    State,
    doubtful_names,
    entries_for,
    names_about,
    reply_context,
    talk_about,
    turned_to,
    views_of,
)
from handlers.report_next import open_results, with_next
from handlers.report_remarks import is_remark, read_remark
from handlers.report_supplement import open_supplement
from handlers.tasks import show_tasks
from services.actors import require
from services.assignments import AssignmentView, open_assignments
from services.forms import load_form
from services.reporting import assignment_to_report

ASKS_WHEN = re.compile(r"\b(?:bao gio|khi nao|ngay nao|han nop|han den|han chot|thoi han)\b")

JUST_NOW = timedelta(days=1)

# Said while a report is open, these have an answer of their own, and the report stays open.
ASIDES = frozenset(
    {
        "plan_only",
        "not_done",
        "extension_request",
        "retract",
        "question",
        "other_channel",
        "role_change",
        "complaint",
    }
)
Intent = Callable[[Turn, Understanding, str], Replies]
Change = Callable[[Turn, AssignmentView, dict[str, Any], list[str]], Replies]


def start_report(turn: Turn, words: str) -> Replies:
    """`/report [assignment | words]`: open one duty, offer those that are open, or read the words."""
    actor = require(turn.actor, Action.REPORT)
    if words and not words.isdecimal():
        return read_free_text(turn, words)
    if words:
        view = assignment_to_report(turn.work, actor, row_number(words))
        return open_report(turn, view, {}, [])
    views = open_assignments(turn.work, actor.unit_ids())
    if len(views) == 1:
        return open_report(turn, views[0], {}, [])
    return report_choice.offer(turn, views) if views else report_choice.offer_corrections(turn)


def read_free_text(turn: Turn, text: str) -> Replies:
    """Words of a secretary outside a dialogue: each thing that can be meant has its own answer."""
    require(turn.actor, Action.REPORT)
    understood, words = understand(text, reply_context(turn, None)), without_health_details(text)
    special = several_units.read_several_units(turn, understood, words) or answer_aside(
        turn, understood, text
    )
    return special or INTENTS.get(understood.action, _report)(turn, understood, words)


def answer_otherwise(turn: Turn, understood: Understanding, text: str) -> Replies | None:
    """The answer to words that are no report, inside a dialogue that asked for one; None for a report."""
    if understood.action in ASIDES:
        return INTENTS[understood.action](turn, understood, text)
    return answer_aside(turn, understood, text)


def _report(turn: Turn, understood: Understanding, text: str) -> Replies:
    if not understood.fields and ASKS_WHEN.search(without_diacritics(text)):
        return show_tasks(turn, "")
    returned = _only_returned(turn)
    if returned is not None and not understood.fields and len(text.split()) > 1:
        return _about_returned(turn, returned, text)
    if not understood.fields and not understood.flags:
        return open_results(turn, text) or _not_understood(turn, text)
    fitting = report_choice.fitting(turn, names_about(understood), text)
    views = report_choice.of_named_unit(fitting, text)
    if is_remark(understood):
        return read_remark(turn, understood, text, views)
    if not views:
        return _no_duty(turn)
    if _must_choose(views):
        return ask_duty(turn, views, said_so_far(understood.fields, [text], understood.flags))
    entries = entries_for(turn, views, understood.fields, understood)
    state = _asking_what_is_doubtful(turn, talk_about(entries, [text]), understood)
    state, what_is_next = with_next(turn, state, text)
    told = "\n".join(part for part in (_left_over(turn, state, understood), what_is_next) if part)
    return open_reports(turn, state, understood.flags, understood.readings, told)


def _only_returned(turn: Turn) -> AssignmentView | None:
    """The one report that staff sent back; None for none or several."""
    returned = [view for view in report_choice.reported(turn) if view.is_returned]
    return returned[0] if len(returned) == 1 else None


def _about_returned(turn: Turn, view: AssignmentView, text: str) -> Replies:
    """Words that fill no field may still be the answer: staff get them, and the field is asked again."""
    told = matters.hand_to_staff(turn, "other", text, view, key="return-words-noted")
    return [*told, *report_changes.open_correction(turn, view, {}, [text])]


def _must_choose(views: list[AssignmentView]) -> bool:
    """Which unit, or which period of what comes back, is not guessed from the words."""
    units, milestones = {view.unit_id for view in views}, {view.milestone_id for view in views}
    return len(units) > 1 or len(milestones) < len(views)


def _no_duty(turn: Turn) -> Replies:
    """Figures that nothing asks for: what was reported may be corrected; else staff may know of them."""
    is_owing = open_assignments(turn.work, require(turn.actor, Action.REPORT).unit_ids())
    if is_owing or not report_choice.reported(turn):
        return turn.offer(turn.say("no-duty-for-figures"), ways_to_report(turn)[1:])
    return report_choice.offer_corrections(turn)


def _asking_what_is_doubtful(turn: Turn, state: State, understood: Understanding) -> State:
    """Of several reports the one whose figures may be meant in several ways is asked about first."""
    doubtful = doubtful_names(understood)
    for _, view in views_of(turn, state) if doubtful else ():
        if not load_form(turn.work, view.form).names.isdisjoint(doubtful):
            return turned_to(state, view.id)
    return state


def _left_over(turn: Turn, state: State, understood: Understanding) -> str:
    """What to say of words that belong to no duty which is open: they are kept, and recorded nowhere."""
    taken = {name for _, view in views_of(turn, state) for name in load_form(turn.work, view.form).names}
    names = [name for name in understood.quotes if name in BUILT_IN_FIELDS and name not in taken]
    words = sorted({understood.quotes[name] for name in names}, key="\n".join(state["raw"]).find)
    return turn.say("joint-left-over", words=" … ".join(words)) if words else ""


def _acknowledged(turn: Turn, _understood: Understanding, _text: str) -> Replies:
    """Who has just reported, or owes nothing, is not told to report: what has arrived, and what is left."""
    left = open_assignments(turn.work, require(turn.actor, Action.REPORT).unit_ids())
    if not left:
        return turn.answer("acknowledged-nothing-owed")
    if not _has_just_reported(turn):
        return turn.answer("acknowledged")
    lines = [turn.say("acknowledged-received"), turn.say("already-left")]
    return turn.offer("\n".join(lines), report_choice.choices(left))


def _has_just_reported(turn: Turn) -> bool:
    since = turn.work.now - JUST_NOW
    received = (view.facts.received_at for view in report_choice.reported(turn))
    return any(at is not None and at >= since for at in received)


def _planned(turn: Turn, _understood: Understanding, _text: str) -> Replies:
    """A thing planned is noted kindly; nothing is recorded and the next reminder stays."""
    return turn.answer("planned-noted")


def _not_done(turn: Turn, _understood: Understanding, text: str) -> Replies:
    """The reason is kept, and staff hear of it as a difficulty."""
    return matters.hand_to_staff(turn, "difficulty", text, _only_duty(turn), key="not-done-noted")


def _extension(turn: Turn, _understood: Understanding, text: str) -> Replies:
    return extension_requests.request(turn, text)


def _question(turn: Turn, _understood: Understanding, text: str) -> Replies:
    if ASKS_WHEN.search(without_diacritics(text)) or asks_what_is_left(text):
        return show_tasks(turn, "")
    return matters.hand_to_staff(turn, "question", text)


def _correction(turn: Turn, understood: Understanding, text: str) -> Replies:
    """A report that stands is shown with the new values in it; without values it is asked which one."""
    open_change = partial(
        report_changes.open_correction, flags=understood.flags, readings=understood.readings
    )
    return _change(turn, understood, text, open_change)


def _supplement(turn: Turn, understood: Understanding, text: str) -> Replies:
    if is_remark(understood):
        return _report(turn, understood, text)
    return _change(turn, understood, text, partial(open_supplement, ask=understood.ask))


def _withdrawal(turn: Turn, _understood: Understanding, text: str) -> Replies:
    reported = report_choice.reported(turn)
    if len(reported) == 1:
        return report_changes.open_withdrawal(turn, reported[0], text)
    return report_changes.start_withdrawal(turn, "")


def _change(turn: Turn, understood: Understanding, text: str, open_change: Change) -> Replies:
    """Change the one report the words can be about; when there are several, ask which."""
    reported = report_choice.reported(turn)
    if not reported:
        return _report(turn, understood, text)
    if len(reported) == 1:
        return open_change(turn, reported[0], dict(understood.fields), [text])
    fitting = report_choice.of_named_unit(report_choice.fitting(turn, names_about(understood), text), text)
    if len(fitting) == 1:
        return open_change(turn, fitting[0], dict(understood.fields), [text])
    said = said_so_far(understood.fields, [text], understood.flags)
    return ask_duty(turn, fitting or reported, said)


def _several_units(turn: Turn, _understood: Understanding, _text: str) -> Replies:
    """Figures of units that cannot be told apart are asked for one by one, never shared out by guess."""
    actor = require(turn.actor, Action.REPORT)
    views = open_assignments(turn.work, actor.unit_ids())
    if not views:
        return report_choice.offer_corrections(turn)
    return turn.offer(turn.say("several-units"), report_choice.choices(views))


def _attachment(turn: Turn, understood: Understanding, text: str) -> Replies:
    """A file is announced: it is awaited; figures beside it are a report."""
    return _report(turn, understood, text) if understood.fields else turn.answer("attachment-awaited")


def _on_paper(turn: Turn, _understood: Understanding, text: str) -> Replies:
    """A report sent on paper: staff may enter it for the unit; until then nothing is recorded."""
    return matters.hand_to_staff(turn, "other", text, _only_duty(turn), key="paper-noted")


def _new_secretary(turn: Turn, _understood: Understanding, text: str) -> Replies:
    """Staff hear of it; the secretary may hand over here and now."""
    replies = matters.hand_to_staff(turn, "role_change", text, key="role-change-noted")
    may = turn.actor is not None and turn.actor.may(Action.NAME_SUCCESSORS)
    choices = [Choice(turn.say("menu-handover"), "/handover")] if may else []
    return turn.offer(replies[-1].text, choices)


def _complaint(turn: Turn, _understood: Understanding, text: str) -> Replies:
    return complain(turn, text)


# What the words mean → what answers them. One line each, so that nothing is hidden.
INTENTS: dict[str, Intent] = {
    "record": _report,
    "record_partial": _report,
    "ask_again": _report,
    "plan_only": _planned,
    "not_done": _not_done,
    "supplement": _supplement,
    "correction": _correction,
    "retract": _withdrawal,
    "extension_request": _extension,
    "question": _question,
    "ack_only": _acknowledged,
    "attachment": _attachment,
    "other_channel": _on_paper,
    "role_change": _new_secretary,
    "complaint": _complaint,
    "several_units": _several_units,
}


def _only_duty(turn: Turn) -> AssignmentView | None:
    """The one duty that is open; None when there are several: which is meant is not guessed."""
    views = open_assignments(turn.work, require(turn.actor, Action.REPORT).unit_ids())
    return views[0] if len(views) == 1 else None


def _not_understood(turn: Turn, text: str) -> Replies:
    choices = [Choice(turn.say("open-report"), "/report"), Choice(turn.say("open-help"), "/help")]
    if text and turn.inbox_id is not None:
        choices.append(Choice(turn.say("forward-button"), f"/forward {turn.inbox_id}"))
    return turn.offer(turn.say("not-understood"), choices)
