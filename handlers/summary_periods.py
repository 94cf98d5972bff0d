"""A duty that comes back, period by period: how each stands, the latest first."""

from itertools import groupby

from domain import wording
from domain.local_time import local_day
from domain.messages import Choice
from handlers import occurrence_ref, phrases
from handlers.conversation import Replies, Turn
from services.missing import MissingCount
from services.period_names import period_name
from services.plans import get_milestone
from services.summary import MilestoneSummary, summarise_plan

PERIODS_A_MESSAGE = 12
PERIODS_OF_EACH = 3


def show(turn: Turn, milestone_id: int, page: int) -> Replies:
    """The counts of every period, a page at a time; each leads to its groups."""
    milestone = get_milestone(turn.work, milestone_id)
    plan = summarise_plan(turn.work, turn.actor, milestone.plan_id)
    opened = [one for one in plan.milestones if one.id == milestone.id and not one.is_coming]
    first = page * PERIODS_A_MESSAGE
    shown = opened[::-1][first : first + PERIODS_A_MESSAGE]
    if not shown:
        return turn.answer("periods-none", title=milestone.title)
    choices = [
        Choice(period_name(one.occurrence, turn.language), f"/summary m {_ref(one)}")
        for one in shown
        if one.expects_report
    ]
    if len(opened) > first + PERIODS_A_MESSAGE:
        choices.append(Choice(turn.say("next-page"), f"/summary m {milestone.id} {page + 1}"))
    choices.append(Choice(turn.say("back-to-plan"), "/summary"))
    return turn.offer("\n".join([milestone.title, *(_line(turn, one) for one in shown)]), choices)


def latest_of_each(counts: list[MissingCount]) -> list[MissingCount]:
    """Of what comes back only the latest periods that are still owed; `/summary` leads to the others."""
    latest_first = sorted(counts, key=lambda count: (count.milestone_id, count.occurrence), reverse=True)
    kept = [
        count
        for _, same in groupby(latest_first, key=lambda count: count.milestone_id)
        for count in list(same)[:PERIODS_OF_EACH]
    ]
    return [count for count in counts if count in kept]


def _line(turn: Turn, one: MilestoneSummary) -> str:
    assert one.last_moment is not None
    return turn.say(
        "summary-period",
        period=period_name(one.occurrence, turn.language),
        day=wording.day(local_day(one.last_moment, turn.work.zone)),
        counts=phrases.counts(one.tally, turn.language),
    )


def _ref(one: MilestoneSummary) -> str:
    return occurrence_ref.written(one.id, one.occurrence)
