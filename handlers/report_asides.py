"""What a secretary says around a report: how it is done, what is left, that it was done, to be called."""

import re

from domain.messages import Choice
from domain.parsing.letters import without_diacritics
from domain.parsing.replies import Understanding
from domain.roles import Action
from handlers import matters, report_choice
from handlers.conversation import Replies, Turn
from handlers.report_objections import STOP_MESSAGES, answer_objection, no_more_messages
from handlers.tasks import show_history, show_tasks
from services.actors import require
from services.assignments import open_assignments
from services.reporting import reported_assignments

_REPORTING = r"(?:bao cao|nhap(?: so)?|gui|nop|khai|bam|so lieu|ket qua)"
_HOW = r"(?:lam sao|lam the nao|the nao|cach nao|nhu nao|huong dan|chi giup|o dau|cho nao)"
ASKS_HOW = re.compile(rf"\b{_HOW}\b.*\b{_REPORTING}\b|\b{_REPORTING}\b.*\b{_HOW}\b")
# Papers to read are asked of staff, not of the bot.
OF_PAPERS = re.compile(r"\b(?:tai lieu|van ban|cong van|mau|bieu mau|de cuong|slide|giay moi)\b")
SAYS_ALREADY = re.compile(r"\b(?:bao cao|gui|nop)\b(?: \w+){0,4} roi\b")
WANTS_CALL = re.compile(
    r"\bgoi (?:lai |dien )*(?:cho|giup|ho) (?:toi|em|minh|voi|chi|anh|don vi)\b|\bnho goi\b|\bgoi lai giup\b"
)
WANTS_ENTRY = re.compile(r"\b(?:bao cao|nhap|lam|gui|nop) (?:ho|giup|gium|dum)\b")
ASKS_WHAT_IS_LEFT = re.compile(
    r"\bcon (?:viec|nhiem vu|bao cao|phai|no)\b.*\b(?:gi|nao|khong|nua)\b|\bden dau roi\b|\bviec gi\b"
    r"|\bcon (?:lai )?(?:nhung |cac )?gi (?:\w+ )?(?:nua|khong|ko|k)\b"
    r"|\bcon (?:nhung |cac )?(?:viec )?gi (?:lai|nua)\b"
    r"|^\W*(?:\w+ ){0,2}viec (?:con lai|chua (?:lam|xong|bao cao))\W*(?:\w+\W*){0,3}$"
)
ASKS_TO_SEE = re.compile(r"\b(?:xem lai|xem (?:bao cao|so lieu)|da gui gi|gui nhung gi)\b")
WILL_SEND = re.compile(
    r"\b(?:mai|toi nay|chieu nay|tuan sau|(?:lat|ti|ty) nua|hom sau|(?:it|may) hom nua|(?:dau|cuoi) tuan)\b"
    r".*\b(?:gui|bao cao|nop)\b"
)
# "Tôi báo cáo rồi mà" is a complaint that is best answered with what has arrived.
SAYS_ONLY_ALREADY = re.compile(
    r"^\W*(?:\w+ ){0,4}(?:bao cao|gui|nop) (?:\w+ ){0,2}roi ma\b\W*(?:\w+\W*){0,3}$"
)
UNCLEAR = frozenset({"ask_again", "question", "other_channel"})


def answer_aside(turn: Turn, understood: Understanding, text: str) -> Replies | None:
    """The answer to such words; None for any other, and for words that give values."""
    plain = without_diacritics(text)
    if understood.action not in UNCLEAR | {"complaint"} or understood.fields:
        return None
    if understood.action == "complaint" and SAYS_ONLY_ALREADY.search(plain):
        return _already(turn, understood)
    if understood.flags not in ((), ("notify_staff",)):
        return None
    objection = answer_objection(turn, understood, text)
    if objection is not None or understood.action == "complaint":
        return objection
    if turn.inbox_id is not None and (WANTS_CALL.search(plain) or WANTS_ENTRY.search(plain)):
        return matters.call_me(turn, str(turn.inbox_id))
    if ASKS_WHAT_IS_LEFT.search(plain):
        return show_tasks(turn, "")
    if ASKS_TO_SEE.search(plain):
        return show_history(turn, "")
    if WILL_SEND.search(plain):
        return turn.answer("planned-noted")
    if ASKS_HOW.search(plain) and not OF_PAPERS.search(plain):
        return turn.offer(turn.say("how-to-report"), ways_to_report(turn))
    return _already(turn, understood) if SAYS_ALREADY.search(plain) else None


def ways_to_report(turn: Turn) -> list[Choice]:
    """Step by step, or staff."""
    choices = [Choice(turn.say("open-report"), "/report")]
    if turn.inbox_id is not None:
        choices.append(Choice(turn.say("forward-button"), f"/forward {turn.inbox_id}"))
    return choices


def _already(turn: Turn, understood: Understanding) -> Replies | None:
    """What has arrived of the unit; when nothing has, the person learns it at once."""
    if not reported_assignments(turn.work, turn.actor):
        is_elsewhere = understood.action == "other_channel"
        return None if is_elsewhere else turn.offer(turn.say("not-received"), ways_to_report(turn))
    return what_arrived(turn)


def asks_what_is_left(text: str) -> bool:
    """Whether words ask which duties are still open."""
    return bool(ASKS_WHAT_IS_LEFT.search(without_diacritics(text)))


def complain(turn: Turn, text: str) -> Replies:
    """Staff hear every complaint; who is reminded after all was sent also sees what has arrived."""
    plain = without_diacritics(text)
    if STOP_MESSAGES.search(plain):
        return no_more_messages(turn, text)
    noted = matters.hand_to_staff(turn, "complaint", text, key="complaint-noted")
    is_about_sent = SAYS_ALREADY.search(plain) and reported_assignments(turn.work, turn.actor)
    return [*noted, *what_arrived(turn)] if is_about_sent else noted


def what_arrived(turn: Turn) -> Replies:
    """The receipts of the unit, and what is left."""
    (history,) = show_history(turn, "")
    left = open_assignments(turn.work, require(turn.actor, Action.REPORT).unit_ids())
    lines = [turn.say("already-received"), history.text, *([turn.say("already-left")] if left else [])]
    return turn.offer("\n".join(lines), report_choice.choices(left))
