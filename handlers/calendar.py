"""`/calendar`: the board's own days off and exchanged working days."""

from domain import wording
from domain.errors import DomainError
from domain.parsing.reading import ReplyContext
from domain.parsing.replies import understand
from domain.roles import Action
from handlers.conversation import Replies, Turn
from services.actors import require
from services.calendar import change_day, changed_days

KINDS = {"nghi": False, "off": False, "lam": True, "work": True, "xoa": None, "clear": None}


def show_or_change(turn: Turn, words: str) -> Replies:
    """`/calendar [nghi|lam|xoa <day> [note]]`."""
    actor = require(turn.actor, Action.MANAGE_PLANS)
    if words:
        verb, _, rest = words.partition(" ")
        if verb not in KINDS:
            raise DomainError("calendar-how")
        found = understand(rest, ReplyContext(sent_at=turn.work.now, asked="dates", zone=turn.work.zone))
        days = found.fields.get("dates")
        if not isinstance(days, list):
            raise DomainError("not-a-date")
        change_day(turn.work, actor, days[0], KINDS[verb], note=rest)
    lines = [
        turn.say("calendar-working" if entry.is_working else "calendar-off", day=wording.day(entry.day))
        for entry in changed_days(turn.work)
    ]
    head = turn.say("calendar-head" if lines else "calendar-none")
    return turn.offer("\n".join([head, *lines, turn.say("calendar-how")]), [])
