"""`/trouble`: what went wrong with messages, and what staff decide about it."""

from collections.abc import Callable
from datetime import UTC, datetime

from domain import wording
from domain.errors import DomainError
from domain.messages import Choice
from domain.reminders import ReminderPolicy
from domain.roles import Action
from handlers import phrases, trouble_lists
from handlers.conversation import Replies, Turn, row_number
from handlers.quota_notice import use_line
from services import trouble_settling as settling
from services.actors import require
from services.quotas import bots_in_use
from services.switches import count_switched
from services.trouble import count_trouble
from services.trouble_settling import Selection

# Seconds since 1970: ten figures until the year 2286.
LONGEST_INSTANT = 10


def show_trouble(turn: Turn, words: str) -> Replies:
    """`/trouble`, or `/trouble <list or decision> <which>` as the buttons say it."""
    require(turn.actor, Action.SETTLE_TROUBLE)
    name, _, which = words.partition(" ")
    if not name:
        return turn.offer(*_overview(turn))
    if name in _LISTS:
        return _LISTS[name](turn, row_number(which or "0"))
    if name not in _DECISIONS:
        raise DomainError("button-old")
    sentence = _DECISIONS[name](turn, _selected(which))
    text, choices = _overview(turn)
    return turn.offer(f"{sentence}\n\n{text}", choices)


def _overview(turn: Turn) -> tuple[str, list[Choice]]:
    counts, switched = count_trouble(turn.work, turn.actor), count_switched(turn.work, turn.actor)
    bots = _bots(turn)
    if not counts.waiting and not counts.undeliverable and not switched:
        return turn.say("trouble-none") + bots, []
    text = turn.say(
        "trouble-head",
        at=phrases.instant(turn.work, turn.work.now),
        failed=wording.number(counts.failed),
        uncertain=wording.number(counts.uncertain),
        undeliverable=wording.number(counts.undeliverable),
        switched=wording.number(switched),
    )
    offered = (
        (counts.failed, "trouble-show-failed", "failed"),
        (counts.uncertain, "trouble-show-uncertain", "uncertain"),
        (counts.undeliverable, "trouble-show-undeliverable", "undeliverable"),
        (switched, "trouble-show-switched", "switched"),
    )
    return text + bots, [
        Choice(turn.say(label), f"/trouble {name}") for count, label, name in offered if count
    ]


def _bots(turn: Turn) -> str:
    """How much of its month each bot has used; empty where no messenger counts."""
    lines = [f"– {use_line(turn.work, use, turn.language)}" for use in bots_in_use(turn.work)]
    return "\n".join(["", turn.say("quota-bots"), *lines]) if lines else ""


def _selected(which: str) -> Selection:
    """`12`: this message; `all 1718000000`: everything that was shown at that instant."""
    scope, _, seconds = which.partition(" ")
    if scope != "all":
        return Selection(number=row_number(scope))
    if not seconds.isdecimal() or len(seconds) > LONGEST_INSTANT:
        raise DomainError("button-old")
    return Selection(until=datetime.fromtimestamp(int(seconds), UTC))


def _handle_again(turn: Turn, selection: Selection) -> str:
    again, unreadable = settling.handle_again(turn.work, turn.actor, selection)
    kept = wording.number(unreadable)
    return turn.say("trouble-handled-again", count=wording.number(again), unreadable=kept)


def _set_aside(turn: Turn, selection: Selection) -> str:
    count = settling.set_aside(turn.work, turn.actor, selection)
    return turn.say("trouble-set-aside", count=wording.number(count))


def _send_again(turn: Turn, selection: Selection) -> str:
    count = settling.send_again(turn.work, turn.actor, selection)
    sentence = turn.say("trouble-sent-again", count=wording.number(count))
    leaves_at = ReminderPolicy().end_of_quiet(turn.work.now, turn.work.zone)
    if leaves_at == turn.work.now:
        return sentence
    return f"{sentence} {turn.say('nudge-held', at=phrases.instant(turn.work, leaves_at))}"


def _confirm(turn: Turn, selection: Selection) -> str:
    count = settling.confirm_arrival(turn.work, turn.actor, selection)
    return turn.say("trouble-confirmed", count=wording.number(count))


def _leave(turn: Turn, selection: Selection) -> str:
    count = settling.leave_unsent(turn.work, turn.actor, selection)
    return turn.say("trouble-left", count=wording.number(count))


_LISTS: dict[str, Callable[[Turn, int], Replies]] = {
    "failed": trouble_lists.show_failed,
    "uncertain": trouble_lists.show_uncertain,
    "undeliverable": trouble_lists.show_undeliverable,
    "switched": trouble_lists.show_switched,
    "message": trouble_lists.show_one_failed,
    "sending": trouble_lists.show_one_uncertain,
}
_DECISIONS: dict[str, Callable[[Turn, Selection], str]] = {
    "redo": _handle_again,
    "seen": _set_aside,
    "again": _send_again,
    "arrived": _confirm,
    "leave": _leave,
}
