"""How a report begins: a command, a button of a reminder, or plain words; and words that are none."""

import re

from domain.messages import Choice, Reply
from domain.parsing.letters import without_diacritics
from domain.parsing.replies import Understanding, understand
from domain.roles import Action
from handlers import report_choice
from handlers.conversation import Replies, Turn, row_number
from handlers.report_dialogue import NOT_DONE_YET, ask_duty, open_report, reply_context
from handlers.tasks import show_tasks
from locales import say
from services.actors import Actor, require, staff_addresses
from services.assignments import open_assignments
from services.inbox import text_of
from services.reporting import assignment_to_report
from services.units import get_unit

ASKS_WHEN = re.compile(r"\b(?:bao gio|khi nao|ngay nao|han nop|han den|han chot|thoi han)\b")


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
    """Words of a secretary outside a dialogue: a report of the most urgent duty that fits, or none."""
    actor = require(turn.actor, Action.REPORT)
    understood = understand(text, reply_context(turn, None))
    if understood.action == "ack_only":
        return turn.answer("acknowledged")
    if understood.action in NOT_DONE_YET:
        return _not_done_yet(turn, understood, text)
    if not understood.fields and ASKS_WHEN.search(without_diacritics(text)):
        return show_tasks(turn, "")
    if not understood.fields and not understood.flags:
        return turn.offer(turn.say("not-understood"), _when_not_understood(turn, text))
    views = report_choice.fitting(turn, understood.fields.keys() | set(understood.ask), text)
    if not views:
        return report_choice.offer_corrections(turn)
    if len({view.unit_id for view in views}) > 1:
        return ask_duty(turn, views, dict(understood.fields), [text], understood.flags)
    assignment_to_report(turn.work, actor, views[0].id)
    return open_report(turn, views[0], dict(understood.fields), [text], understood.flags)


def forward_to_staff(turn: Turn, words: str) -> Replies:
    """`/forward <inbox row>`: hand the person's own words to the staff who follow the unit."""
    actor = require(turn.actor, Action.REPORT)
    text = text_of(turn.work, turn.incoming.channel, turn.incoming.chat_id, row_number(words))
    return _forward(turn, actor, text)


def _not_done_yet(turn: Turn, understood: Understanding, text: str) -> Replies:
    """A thing planned is noted kindly and nothing is recorded; a thing put off goes to the staff."""
    if understood.action == "plan_only":
        return turn.answer("planned-noted")
    return _forward(turn, require(turn.actor, Action.REPORT), text)


def _forward(turn: Turn, actor: Actor, text: str) -> Replies:
    told = staff_addresses(turn.work, min(actor.unit_ids(), default=None))
    units = ", ".join([(get_unit(turn.work, unit_id)).name for unit_id in sorted(actor.unit_ids())])
    for address_id, staff in told:
        sentence = say("forwarded-words", staff.language, name=actor.name, unit=units, words=text[:1500])
        turn.tell(address_id, Reply(sentence))
    return turn.answer("forwarded" if told else "forward-nobody", board=turn.work.installation.board)


def _when_not_understood(turn: Turn, text: str) -> list[Choice]:
    choices = [Choice(turn.say("open-report"), "/report"), Choice(turn.say("open-help"), "/help")]
    if text and turn.inbox_id is not None:
        choices.append(Choice(turn.say("forward-button"), f"/forward {turn.inbox_id}"))
    return choices
