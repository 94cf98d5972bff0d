"""`/accept`: one report, or all on-time ones of a milestone at once."""

from domain.messages import Choice, Reply
from domain.roles import Action
from handlers import occurrence_ref, phrases, unit_duty
from handlers.changes import tell_unit
from handlers.conversation import Replies, Turn
from handlers.report_card import card_lines
from handlers.unit_duty import Wanted
from services.actors import require
from services.assignments import AssignmentView
from services.forms import load_form
from services.plans import latest_plan_id
from services.returning import accept_all_on_time, accept_report, acceptable_on_time, reports_to_judge
from services.summary import summarise_plan
from services.units import member_word
from services.work import Work

DIALOGUE = "accept"
ALL = "all"


def _waiting(work: Work, unit_id: int) -> list[AssignmentView]:
    return [view for view in reports_to_judge(work, unit_id) if view.facts.accepted_at is None]


WANTED = Wanted(DIALOGUE, Action.JUDGE_REPORTS, _waiting)


def start_acceptance(turn: Turn, words: str) -> Replies:
    """`/accept [unit | all <milestone>]`: without words, the milestones with on-time reports that wait."""
    require(turn.actor, Action.JUDGE_REPORTS)
    name, _, milestone = words.partition(" ")
    if name == ALL and milestone:
        return _accept_all(turn, *occurrence_ref.read(milestone))
    if words:
        return _one(turn, unit_duty.begin(turn, WANTED, words))
    return _ask_unit(turn)


def continue_acceptance(turn: Turn, text: str, picked: str | None) -> Replies:
    """The next answer: unit, report."""
    return _one(turn, unit_duty.go_on(turn, WANTED, text, picked))


def _ask_unit(turn: Turn) -> Replies:
    """Ask for a unit, and offer to accept what came on time all at once."""
    plan = summarise_plan(turn.work, turn.actor, latest_plan_id(turn.work))
    waiting = [
        (one, acceptable_on_time(turn.work, turn.actor, one.id, one.occurrence)) for one in plan.milestones
    ]
    choices = [
        Choice(
            turn.say("accept-all", count=len(ids), duty=phrases.shortened(one.title, 40)),
            f"/accept {ALL} {occurrence_ref.written(one.id, one.occurrence)}",
        )
        for one, ids in waiting
        if ids
    ]
    turn.talk.open(DIALOGUE, {"step": "unit"})
    return turn.offer(turn.say("accept-which-unit"), choices)


def _one(turn: Turn, found: AssignmentView | Replies) -> Replies:
    if not isinstance(found, AssignmentView):
        return found
    view = accept_report(turn.work, turn.actor, found.id)
    turn.talk.close()
    accepted = turn.say("accepted", duty=view.title, unit=view.unit_name)
    # A unit that was asked to mend something has to know that it need not any more.
    told = tell_unit(turn, view, "accepted-notice") if found.is_returned else ""
    card = card_lines(
        turn.language,
        load_form(turn.work, view.form),
        view.values,
        member_word(turn.work, view.unit_id),
    )
    return [Reply("\n".join(part for part in (f"{accepted} {told}".strip(), card) if part))]


def _accept_all(turn: Turn, milestone_id: int, occurrence: str) -> Replies:
    count = accept_all_on_time(turn.work, turn.actor, milestone_id, occurrence)
    turn.talk.close()
    return turn.answer("accepted-all", count=count)
