"""Asking for more time, and the decision: one tap grants or refuses, and the first tap wins."""

from typing import Any

from domain.messages import Reply
from domain.parsing.deadline_phrases import read_deadline
from domain.roles import Action
from handlers import phrases, report_choice
from handlers.changes import say_extended, tell_unit
from handlers.conversation import Replies, Turn, row_number
from handlers.matter_words import notice_of
from locales import say
from services import extension_requests
from services.actors import require, staff_addresses
from services.assignments import AssignmentView, get_assignment, open_assignments
from services.matter_list import MatterView, read_matter
from services.matters import language_at, open_matter
from services.reporting import assignment_to_report

REQUEST, DECIDE = "ask-extension", "decide-extension"
REASONS = ("common", "upwards", "enough")
State = dict[str, Any]


def start_request(turn: Turn, words: str) -> Replies:
    """`/moretime [duty | words]`: ask for more time."""
    actor = require(turn.actor, Action.REPORT)
    if words.isdecimal():
        view = assignment_to_report(turn.work, actor, row_number(words))
        return _ask_why(turn, view)
    return request(turn, words)


def request(turn: Turn, words: str) -> Replies:
    """Words that ask for more time: for which duty is asked when several are open."""
    actor = require(turn.actor, Action.REPORT)
    views = open_assignments(turn.work, actor.unit_ids())
    if not views:
        return turn.answer("tasks-none")
    if len(views) > 1:
        options = [(label, str(view.id)) for label, view in report_choice.labelled(views)]
        return turn.ask(REQUEST, {"step": "duty", "words": words}, turn.say("extension-which"), options)
    return _keep(turn, views[0], words) if words else _ask_why(turn, views[0])


def continue_request(turn: Turn, text: str, picked: str | None) -> Replies:
    """The duty, or the reason and the wished day."""
    state = turn.talk.state
    if state["step"] == "duty":
        if picked is None:
            return request(turn, f"{state['words']}\n{text}".strip())
        view = assignment_to_report(turn.work, turn.actor, int(picked))
        return _keep(turn, view, state["words"]) if state["words"] else _ask_why(turn, view)
    return _keep(turn, assignment_to_report(turn.work, turn.actor, state["assignment_id"]), text)


def grant(turn: Turn, number: int, words: str) -> Replies:
    """`/matters grant N [day]`: until this day, or ask which."""
    if not words:
        open_matter(turn.work, turn.actor, number)
        matter = read_matter(turn.work, turn.actor, number)
        state = {"step": "until", "matter_id": number}
        text = turn.say("extension-until-when", unit=matter.unit_name)
        return turn.ask(DECIDE, state, text, takes_number=True)
    return _grant(turn, number, words)


def refuse(turn: Turn, number: int, words: str) -> Replies:
    """`/matters refuse N [reason]`: the reason is asked for when it is not given."""
    if words:
        return _refuse(turn, number, words)
    open_matter(turn.work, turn.actor, number)
    options = [(turn.say(f"extension-reason-{reason}"), reason) for reason in REASONS]
    state = {"step": "reason", "matter_id": number}
    return turn.ask(DECIDE, state, turn.say("extension-refuse-why"), options)


def continue_decision(turn: Turn, text: str, picked: str | None) -> Replies:
    """The day that is granted, or the reason of a refusal: a usual one picked, or own words."""
    decide = _grant if turn.talk.state["step"] == "until" else _refuse
    words = turn.say(f"extension-reason-{picked}") if picked in REASONS else text
    return decide(turn, turn.talk.state["matter_id"], words)


def _ask_why(turn: Turn, view: AssignmentView) -> Replies:
    text = turn.say("extension-why", duty=view.title, until=phrases.deadline(turn.work, view, turn.language))
    return turn.ask(REQUEST, {"step": "reason", "assignment_id": view.id}, text)


def _keep(turn: Turn, view: AssignmentView, words: str) -> Replies:
    matter = extension_requests.request_extension(turn.work, turn.actor, view, words, turn.sender.address_id)
    turn.talk.close()
    told = staff_addresses(turn.work, matter.unit_id)
    for address_id, staff in told:
        turn.tell(address_id, notice_of(turn.work, matter, staff.language))
    board = turn.work.installation.board
    if not told:
        return turn.answer("forward-nobody", board=board)
    until = phrases.deadline(turn.work, view, turn.language)
    return turn.answer("extension-asked", board=board, duty=view.title, until=until)


def _grant(turn: Turn, number: int, words: str) -> Replies:
    matter = read_matter(turn.work, turn.actor, number)
    today = turn.work.now.astimezone(turn.work.zone).date()
    deadline = read_deadline(words, today, turn.work.zone)
    until = phrases.last_day(turn.work, deadline.late_from, turn.language)
    answer = turn.say("extension-granted-answer", until=until)
    reason = matter.words[:300]
    matter, view = extension_requests.grant(turn.work, turn.actor, number, deadline, reason, answer)
    turn.talk.close()
    told = tell_unit(turn, view, "extension-granted-notice", until=until)
    return say_extended(turn, view, until, told)


def _refuse(turn: Turn, number: int, reason: str) -> Replies:
    answer = turn.say("extension-refused-answer", reason=reason[:300])
    matter = extension_requests.refuse(turn.work, turn.actor, number, reason, answer)
    turn.talk.close()
    _tell_refused(turn, matter, reason)
    return turn.answer("extension-refused", duty=matter.duty, unit=matter.unit_name)


def _tell_refused(turn: Turn, matter: MatterView, reason: str) -> None:
    assert matter.assignment_id is not None
    view = get_assignment(turn.work, matter.assignment_id)
    language = language_at(turn.work, matter.address_id)
    text = say(
        "extension-refused-notice",
        language,
        name=matter.person_name,
        duty=matter.duty,
        unit=matter.unit_name,
        until=phrases.deadline(turn.work, view, language),
        reason=reason[:300],
    )
    turn.tell(matter.address_id, Reply(text), kind="reply")
