"""`/remind`: nudge now those who still owe; `/schedule`: what will go out by itself."""

from domain.messages import Choice
from domain.reminders import ReminderPolicy
from domain.roles import Action
from handlers import occurrence_ref, phrases
from handlers.conversation import Replies, Turn
from handlers.summary_periods import latest_of_each
from services.actors import require
from services.changes import nudge_now
from services.missing import missing_counts
from services.plans import latest_plan_id
from services.schedule import planned_steps

MOST_STEPS = 8


def start_nudge(turn: Turn, words: str) -> Replies:
    """`/remind [milestone]`: choose what is owed, then tell every unit that still owes it."""
    require(turn.actor, Action.SEND_NUDGES)
    if words:
        return _nudge(turn, *occurrence_ref.read(words))
    counts = missing_counts(turn.work, turn.actor, latest_plan_id(turn.work))
    if not counts:
        return turn.answer("missing-none")
    choices = [
        Choice(
            phrases.shortened(count.title),
            f"/remind {occurrence_ref.written(count.milestone_id, count.occurrence)}",
        )
        for count in latest_of_each(counts)
    ]
    return turn.offer(turn.say("nudge-which"), choices)


def _nudge(turn: Turn, milestone_id: int, occurrence: str) -> Replies:
    outcome = nudge_now(turn.work, turn.actor, milestone_id, occurrence)
    text = turn.say("nudged", told=outcome.told, spared=outcome.spared, unreached=outcome.unreached)
    starts = ReminderPolicy().end_of_quiet(turn.work.now, turn.work.zone)
    if starts > turn.work.now and outcome.told:
        text += " " + turn.say("nudge-held", at=phrases.instant(turn.work, starts))
    return turn.offer(text, [])


def show_schedule(turn: Turn, _words: str) -> Replies:
    """`/schedule`: the next steps, and whom they would reach."""
    require(turn.actor, Action.READ_SUMMARY)
    steps = planned_steps(turn.work)
    if not steps:
        return turn.answer("schedule-none")
    lines = [
        turn.say(
            "schedule-line",
            at=phrases.instant(turn.work, step.at),
            title=step.title,
            kind=turn.say("kind-nudge" if step.is_nudge else "kind-reminder"),
            reached=len(step.units),
            unreached=len(step.unreached),
        )
        for step in steps[:MOST_STEPS]
    ]
    return turn.offer("\n".join([turn.say("schedule-head"), *lines]), [])
