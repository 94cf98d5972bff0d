"""The pages of `/trouble`: each list, and one message with the decisions about it."""

from collections.abc import Sequence
from math import ceil

from domain import wording
from domain.errors import DomainError
from domain.messages import Choice
from handlers import phrases
from handlers.conversation import Replies, Turn
from services.switches import Switched, switched_messages
from services.trouble import count_trouble
from services.trouble_lists import (
    FailedMessage,
    Page,
    UncertainMessage,
    Unreached,
    failed_messages,
    uncertain_messages,
    undeliverable_messages,
)

MESSAGES_A_PAGE = 5
PEOPLE_A_PAGE = 10
TEXT_IN_LIST, TEXT_IN_FULL = 60, 400


def show_failed(turn: Turn, page: int) -> Replies:
    """Messages that came in and could not be handled."""
    shown = failed_messages(turn.work, turn.actor, _page(page))
    total = count_trouble(turn.work, turn.actor).failed
    lines = [_failed_line(turn, message, TEXT_IN_LIST) for message in shown]
    says = [f"/trouble message {message.id}" for message in shown]
    everything = (("trouble-redo-all", "redo"), ("trouble-seen-all", "seen"))
    return _show_page(turn, "failed", page, total, lines, says, everything)


def show_uncertain(turn: Turn, page: int) -> Replies:
    """Messages that may or may not have arrived."""
    shown = uncertain_messages(turn.work, turn.actor, _page(page))
    total = count_trouble(turn.work, turn.actor).uncertain
    lines = [_uncertain_line(turn, message, TEXT_IN_LIST) for message in shown]
    says = [f"/trouble sending {message.id}" for message in shown]
    everything = (("trouble-again-all", "again"), ("trouble-arrived-all", "arrived"))
    return _show_page(turn, "uncertain", page, total, lines, says, everything)


def show_undeliverable(turn: Turn, page: int) -> Replies:
    """Who was not reached in the last fortnight: call them."""
    found = undeliverable_messages(turn.work, turn.actor)
    lines = [_unreached_line(turn, entry) for entry in found]
    return _show_people(turn, "undeliverable", page, lines, sum(entry.count for entry in found))


def show_switched(turn: Turn, page: int) -> Replies:
    """Who was written to on another channel in the last fortnight, because one of theirs did not work."""
    found = switched_messages(turn.work, turn.actor)
    lines = [_switched_line(turn, entry) for entry in found]
    return _show_people(turn, "switched", page, lines, sum(entry.count for entry in found))


def show_one_failed(turn: Turn, number: int) -> Replies:
    """One message that could not be handled, and what can be done about it."""
    found = failed_messages(turn.work, turn.actor, number)
    if not found:
        raise DomainError("trouble-settled")
    message = found[0]
    text = turn.say(
        "trouble-failed",
        message=_failed_line(turn, message, TEXT_IN_FULL),
        reason=_why(turn, message),
        attempts=wording.number(message.attempts),
    )
    choices = [Choice(turn.say("trouble-seen"), f"/trouble seen {number}"), _back(turn)]
    if message.is_readable:
        choices.insert(0, Choice(turn.say("trouble-redo"), f"/trouble redo {number}"))
    return turn.offer(text, choices)


def show_one_uncertain(turn: Turn, number: int) -> Replies:
    """One message that may not have arrived, and what can be done about it."""
    found = uncertain_messages(turn.work, turn.actor, number)
    if not found:
        raise DomainError("trouble-settled")
    text = turn.say("trouble-uncertain", message=_uncertain_line(turn, found[0], TEXT_IN_FULL))
    decisions = (("trouble-again", "again"), ("trouble-arrived", "arrived"), ("trouble-leave", "leave"))
    choices = [Choice(turn.say(label), f"/trouble {name} {number}") for label, name in decisions]
    return turn.offer(text, [*choices, _back(turn)])


def _page(page: int) -> Page:
    return Page(page * MESSAGES_A_PAGE, MESSAGES_A_PAGE)


def _show_page(
    turn: Turn,
    name: str,
    page: int,
    total: int,
    lines: Sequence[str],
    says: Sequence[str],
    everything: Sequence[tuple[str, str]],
) -> Replies:
    """The messages are numbered on each page anew, so that a typed number picks the message."""
    if not lines:
        return turn.answer("trouble-page-empty")
    first = page * MESSAGES_A_PAGE
    head = turn.say(
        f"trouble-head-{name}",
        first=wording.number(first + 1),
        last=wording.number(first + len(lines)),
        total=wording.number(total),
    )
    numbered = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
    choices = [
        Choice(turn.say("trouble-message", number=number), said) for number, said in enumerate(says, 1)
    ]
    if total > 1:
        shown_at = ceil(turn.work.now.timestamp())
        choices += [
            Choice(turn.say(label, count=wording.number(total)), f"/trouble {verb} all {shown_at}")
            for label, verb in everything
        ]
    if total > first + len(lines):
        choices.append(Choice(turn.say("next-page"), f"/trouble {name} {page + 1}"))
    return turn.offer("\n".join([head, *numbered]), [*choices, _back(turn)])


def _show_people(turn: Turn, name: str, page: int, lines: Sequence[str], messages: int) -> Replies:
    first = page * PEOPLE_A_PAGE
    shown = lines[first : first + PEOPLE_A_PAGE]
    if not shown:
        return turn.answer("trouble-page-empty")
    head = turn.say(
        f"trouble-head-{name}", messages=wording.number(messages), people=wording.number(len(lines))
    )
    numbered = [f"{number}. {line}" for number, line in enumerate(shown, first + 1)]
    choices = []
    if len(lines) > first + PEOPLE_A_PAGE:
        choices.append(Choice(turn.say("next-page"), f"/trouble {name} {page + 1}"))
    return turn.offer("\n".join([head, *numbered]), [*choices, _back(turn)])


def _switched_line(turn: Turn, entry: Switched) -> str:
    return turn.say(
        "trouble-line-switched",
        who=_who(turn, entry.recipient, entry.units),
        switch=phrases.switch(entry.switch, turn.language),
        went_to=", ".join(phrases.channel(code, turn.language) for code in entry.went_to),
        count=wording.number(entry.count),
        at=phrases.instant(turn.work, entry.latest_at),
    )


def _failed_line(turn: Turn, message: FailedMessage, most: int) -> str:
    return turn.say(
        "trouble-line-failed",
        at=phrases.instant(turn.work, message.received_at),
        who=_who(turn, message.sender, message.units),
        text=phrases.shortened(message.text, most) if message.is_readable else turn.say("trouble-unreadable"),
    )


def _why(turn: Turn, message: FailedMessage) -> str:
    if message.is_readable:
        return turn.say("trouble-why-bug", error=message.error)
    return turn.say("trouble-why-unreadable")


def _uncertain_line(turn: Turn, message: UncertainMessage, most: int) -> str:
    about = "; ".join(message.duties) or message.text
    return turn.say(
        "trouble-line-uncertain",
        at=phrases.instant(turn.work, message.sent_at),
        who=_who(turn, message.recipient, message.units),
        kind=turn.say(f"message-{message.kind}"),
        about=phrases.shortened(about, most),
    )


def _unreached_line(turn: Turn, entry: Unreached) -> str:
    return turn.say(
        "trouble-line-undeliverable",
        who=_who(turn, entry.recipient, entry.units),
        reason=phrases.reason(entry.reason, turn.language),
        count=wording.number(entry.count),
        at=phrases.instant(turn.work, entry.latest_at),
        contact="; ".join(entry.contacts) or "–",
    )


def _who(turn: Turn, name: str, units: Sequence[str]) -> str:
    name = name or turn.say("trouble-nobody")
    return f"{', '.join(units)} ({name})" if units else name


def _back(turn: Turn) -> Choice:
    return Choice(turn.say("trouble-back"), "/trouble")
