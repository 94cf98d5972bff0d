"""Plain words of staff and leaders: who has not reported, the figures, how a unit stands, thanks."""

import re

from domain.messages import Choice
from domain.parsing.letters import folded_plain
from domain.parsing.replies import understand
from domain.parsing.understanding import ReplyContext
from domain.roles import Action
from handlers import phrases, summary
from handlers.conversation import Replies, Turn
from services.actors import require, visible_unit_ids
from services.assignments import load_assignments
from services.units import RegisteredUnit, find_units

_SENT = r"(?:nop|bao cao|bc|gui|hoc|lam|xong)"
_UNITS = r"(?:ai|don vi|chi bo|dang bo|noi|cho)"
# «Trường A nộp chưa?» names a unit; «ai chưa nộp» asks for all of them.
ASKS_OF_UNIT = re.compile(
    rf"^(?P<unit>.+?)(?: da)?(?: {_SENT})+(?: \w+)? chua\b"
    r"|^(?P<named>.+?) (?:the nao|sao|ra sao|den dau)(?: roi)?\b"
)
ASKS_MISSING = re.compile(
    rf"\b{_UNITS}\b(?: \w+){{0,2}} (?:chua|con no|thieu)\b|\bchua {_SENT}\b"
    rf"|\bcon (?:may|bao nhieu|nhung) {_UNITS}\b|\b(?:danh sach|nhac|don doc)\b.*\bchua\b"
)
ASKS_SUMMARY = re.compile(
    r"^(?:xem |cho (?:toi |em )?(?:xem )?|bao cao )?(?:tong hop|tinh hinh|tien do|so lieu|ket qua)\b"
    r"|\b(?:may|bao nhieu) (?:don vi|chi bo)\b.*\b(?:roi|xong|da)\b"
)


def answer_words(turn: Turn, text: str) -> Replies | None:
    """The answer to a few plain questions; None for all other words."""
    plain = " ".join(re.findall(r"[\w/.-]+", folded_plain(text)))
    if turn.actor is None or not turn.actor.may(Action.READ_SUMMARY):
        return None
    unit = _unit_asked_about(turn, plain, text)
    if unit is not None:
        return _how_it_stands(turn, unit)
    if ASKS_MISSING.search(plain):
        return summary.show_missing(turn, "")
    if ASKS_SUMMARY.search(plain):
        return summary.show_summary(turn, "")
    return turn.answer("staff-thanked") if _is_thanks(turn, text) else None


def _is_thanks(turn: Turn, text: str) -> bool:
    context = ReplyContext(sent_at=turn.incoming.written_at(turn.work.now), asked=None, zone=turn.work.zone)
    return understand(text, context).action == "ack_only"


def _unit_asked_about(turn: Turn, plain: str, text: str) -> RegisteredUnit | None:
    """The one unit of the actor's that is named; the words alone may be its name."""
    asked = ASKS_OF_UNIT.search(plain)
    name = (asked["unit"] or asked["named"]) if asked else text
    visible = visible_unit_ids(turn.work, require(turn.actor, Action.READ_SUMMARY))
    found = [entry for entry in find_units(turn.work, name) if visible is None or entry.unit.id in visible]
    return found[0] if len(found) == 1 else None


def _how_it_stands(turn: Turn, entry: RegisteredUnit) -> Replies:
    """Each duty of a unit with its status."""
    views = load_assignments(turn.work, unit_ids=[entry.unit.id], only_active=True)
    lines = [
        turn.say(
            "unit-stands-line",
            duty=view.title,
            status=phrases.status(turn.work, view.status(turn.work), view, turn.language),
        )
        for view in views
        if view.expects_report
    ]
    head = turn.say("unit-stands" if lines else "unit-stands-free", unit=entry.unit.name)
    may_change = turn.actor is not None and turn.actor.may(Action.CHANGE_ASSIGNMENTS)
    offered = ("extend", "enter") if lines and may_change else ()
    choices = [Choice(turn.say(f"menu-{name}"), f"/{name} {entry.unit.code}") for name in offered]
    return turn.offer("\n".join([head, *lines]), choices)
