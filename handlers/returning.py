"""`/return`: which report, which field, why, until when; the unit is asked that field only."""

from datetime import datetime

from domain import wording
from domain.forms import Field
from domain.local_time import local_day
from domain.messages import Choice, Reply
from domain.parsing.deadline_phrases import read_deadline
from domain.roles import Action
from handlers import phrases, unit_duty
from handlers.conversation import Replies, Turn
from handlers.report_card import label, question
from handlers.unit_duty import Wanted
from locales import say
from services.assignments import AssignmentView, get_assignment
from services.forms import load_form
from services.reach import Contact, contacts_by_unit, unreached_reason
from services.returning import reports_to_judge, return_report, usual_return_deadline
from services.work import Work

DIALOGUE = "return"
WHOLE = "all"


def _returnable(work: Work, unit_id: int) -> list[AssignmentView]:
    return [view for view in reports_to_judge(work, unit_id) if not view.is_returned]


WANTED = Wanted(DIALOGUE, Action.JUDGE_REPORTS, _returnable)


def start_return(turn: Turn, words: str) -> Replies:
    """`/return [unit]`."""
    found = unit_duty.begin(turn, WANTED, words)
    return _ask_field(turn, found) if isinstance(found, AssignmentView) else found


def continue_return(turn: Turn, text: str, picked: str | None) -> Replies:
    """The next answer: unit, report, field, reason, deadline."""
    state = turn.talk.state
    if state["step"] in ("unit", "duty"):
        found = unit_duty.go_on(turn, WANTED, text, picked)
        return _ask_field(turn, found) if isinstance(found, AssignmentView) else found
    view = get_assignment(turn.work, state["assignment_id"])
    if state["step"] == "field":
        return _ask_reason(turn, view, picked) if picked else _ask_field(turn, view)
    if state["step"] == "reason":
        return _ask_deadline(turn, text)
    return _return(turn, view, text, picked)


def _ask_field(turn: Turn, view: AssignmentView) -> Replies:
    fields = load_form(turn.work, view.form).fields
    options = [(label(turn.language, field), field.name) for field in fields]
    options.append((turn.say("whole-report"), WHOLE))
    text = turn.say("return-which-field", duty=view.title, unit=view.unit_name)
    return turn.ask(DIALOGUE, {"step": "field", "assignment_id": view.id}, text, options)


def _ask_reason(turn: Turn, view: AssignmentView, picked: str) -> Replies:
    state = {**turn.talk.state, "step": "reason", "field": "" if picked == WHOLE else picked}
    return turn.ask(DIALOGUE, state, turn.say("return-reason", unit=view.unit_name), takes_number=True)


def _ask_deadline(turn: Turn, reason: str) -> Replies:
    usual = phrases.last_day(turn.work, usual_return_deadline(turn.work), turn.language)
    options = [(turn.say("return-usual", until=usual), "usual")]
    state = {**turn.talk.state, "step": "deadline", "reason": reason}
    return turn.ask(DIALOGUE, state, turn.say("return-until"), options, takes_number=True)


def _return(turn: Turn, view: AssignmentView, text: str, picked: str | None) -> Replies:
    state = turn.talk.state
    late_from = usual_return_deadline(turn.work) if picked else _deadline(turn, text)
    returned = return_report(turn.work, turn.actor, view.id, state["field"], state["reason"], late_from)
    told = _tell_unit(turn, returned)
    turn.talk.close()
    until = phrases.last_day(turn.work, late_from, turn.language)
    return turn.answer("returned", duty=view.title, unit=view.unit_name, until=until, told=told)


def _deadline(turn: Turn, text: str) -> datetime:
    return read_deadline(text, local_day(turn.work.now, turn.work.zone), turn.work.zone).late_from


def _tell_unit(turn: Turn, view: AssignmentView) -> str:
    """Everybody who can be reached gets the field's question; returns what staff hear of it."""
    contacts = contacts_by_unit(turn.work, [view.unit_id]).get(view.unit_id, [])
    reachable = [contact for contact in contacts if not contact.unreachable_reason]
    field = load_form(turn.work, view.form).field(view.returned_field)
    for contact in reachable:
        turn.tell(contact.address_id, _notice(turn, contact, view, field))
    return turn.say("unit-not-told" if unreached_reason(contacts) else "unit-told")


def _notice(turn: Turn, contact: Contact, view: AssignmentView, field: Field | None) -> Reply:
    language = contact.language
    assert view.facts.return_late_from is not None
    text = say(
        "returned-notice",
        language,
        name=contact.person_name,
        duty=view.title,
        unit=view.unit_name,
        field=label(language, field) if field else say("whole-report", language),
        reason=wording.sentence(view.return_reason),
        until=phrases.last_day(turn.work, view.facts.return_late_from, language),
    )
    asked = f"\n{question(language, view, field)}" if field else ""
    return Reply(text + asked, (Choice(say("mend-button", language), f"/report {view.id}"),))
