"""`/calendar`: the board's own days off and exchanged working days, by command or by buttons."""

from collections.abc import Sequence
from datetime import date

from domain import wording
from domain.errors import DomainError
from domain.local_time import local_day
from domain.messages import Choice
from domain.parsing.calendar_days import read_calendar_days
from domain.parsing.letters import folded_plain
from domain.roles import Action
from handlers.conversation import Replies, Turn
from services.actors import require
from services.calendar import ChangedDay, change_days, changed_days

DIALOGUE = "calendar"
OFF, WORK, CLEAR = "off", "work", "clear"
VERBS = {"nghi": OFF, "off": OFF, "lam": WORK, "work": WORK, "xoa": CLEAR, "bo": CLEAR, "clear": CLEAR}
IS_WORKING = {OFF: False, WORK: True, CLEAR: None}
MOST_SHOWN = 12


def show_or_change(turn: Turn, words: str) -> Replies:
    """`/calendar [nghi | lam | xoa [<days> [note]]]`."""
    require(turn.actor, Action.MANAGE_PLANS)
    if not words:
        return _show(turn)
    first, _, rest = words.partition(" ")
    verb = VERBS.get(folded_plain(first))
    if verb is None:
        raise DomainError("calendar-how")
    if not rest.strip() and verb != CLEAR:
        return turn.ask(DIALOGUE, {"verb": verb}, turn.say(f"calendar-ask-{verb}"))
    return _change(turn, verb, rest)


def continue_calendar(turn: Turn, text: str, _picked: str | None) -> Replies:
    """The days that were asked for; what cannot be used is asked again."""
    require(turn.actor, Action.MANAGE_PLANS)
    replies = _change(turn, turn.talk.state["verb"], text)
    turn.talk.close()
    return replies


def _change(turn: Turn, verb: str, words: str) -> Replies:
    days, note = read_calendar_days(words, local_day(turn.work.now, turn.work.zone))
    changed = change_days(turn.work, turn.actor, days, IS_WORKING[verb], note)
    return _show(turn, turn.say(f"calendar-done-{verb}", days=_named(turn, changed)))


def _show(turn: Turn, done: str = "") -> Replies:
    """What differs from the public calendar from today on."""
    shown = changed_days(turn.work, local_day(turn.work.now, turn.work.zone))
    lines = [_line(turn, entry) for entry in shown[:MOST_SHOWN]]
    if len(shown) > MOST_SHOWN:
        lines.append(turn.say("calendar-more", count=len(shown) - MOST_SHOWN))
    head = turn.say("calendar-head" if shown else "calendar-none")
    text = "\n".join([*([done] if done else []), head, *lines, turn.say("calendar-how")])
    return turn.offer(text, _choices(turn, shown))


def _line(turn: Turn, entry: ChangedDay) -> str:
    key = "calendar-working" if entry.is_working else "calendar-off"
    note = f" ({entry.note})" if entry.note else ""
    return turn.say(key, day=_named(turn, [entry.day])) + note


def _choices(turn: Turn, shown: Sequence[ChangedDay]) -> list[Choice]:
    adding = [Choice(turn.say(f"calendar-add-{verb}"), f"/calendar {verb}") for verb in (OFF, WORK)]
    return adding + [
        Choice(
            turn.say("calendar-drop", day=wording.day(entry.day)),
            f"/calendar {CLEAR} {wording.day(entry.day)}",
        )
        for entry in shown[:MOST_SHOWN]
    ]


def _named(turn: Turn, days: Sequence[date]) -> str:
    """`thứ Hai 24/6/2024, thứ Ba 25/6/2024`: the weekday shows a slip of the finger."""
    return ", ".join(turn.say(f"calendar-weekday-{day.isoweekday()}", day=wording.day(day)) for day in days)
