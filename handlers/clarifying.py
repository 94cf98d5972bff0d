"""Asking once more: who was asked twice in vain is offered the step-by-step form or a call from staff."""

from collections.abc import Callable
from dataclasses import replace

from domain.messages import Choice, Reply
from domain.roles import UNIT_ROLES
from handlers.conversation import Replies, Turn
from handlers.report_entries import State

TRIES_BEFORE_HELP = 2
Ask = Callable[[str], Replies]


def once_more(
    turn: Turn, state: State, why: str, ask: Ask, *, counted: str = "tries", steps_for: int | None = None
) -> Replies:
    """Ask again and say why; from the second time on with ways out, so that nothing goes round for ever.

    `counted` is where the state keeps count; `steps_for` is the assignment whose form can be gone through
    step by step instead.
    """
    state[counted] = state.get(counted, 0) + 1
    if state[counted] < TRIES_BEFORE_HELP:
        return ask(why)
    help_words = turn.say("clarify-help" if steps_for is None else "clarify-help-steps")
    question, *rest = ask(f"{why}\n{help_words}")
    return [_with_ways_out(turn, question, steps_for), *rest]


def _with_ways_out(turn: Turn, question: Reply, steps_for: int | None) -> Reply:
    ways = []
    if steps_for is not None:
        ways.append(Choice(turn.say("steps-button"), f"/report {steps_for}"))
    if turn.inbox_id is not None and turn.actor is not None and turn.actor.roles & UNIT_ROLES:
        ways.append(Choice(turn.say("call-button"), f"/callme {turn.inbox_id}"))
    ways.append(Choice(turn.say("stop-button"), "/cancel"))
    return replace(question, choices=(*question.choices, *ways))
