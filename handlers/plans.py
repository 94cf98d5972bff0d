"""`/plans`: the plans, the preview of who will be asked for what and when, activating, closing."""

from collections.abc import Iterable

from domain.messages import Choice, Reply
from domain.recurrence import Occurrence
from domain.roles import Action
from handlers import phrases
from handlers.announcing import announce
from handlers.conversation import Replies, Turn, row_number
from handlers.proposal_words import plan_name, waiting_line
from services.actors import Actor, require
from services.occurrences import coming_occurrences
from services.period_names import period_name
from services.plan_proposals import waiting_proposals
from services.plan_rights import may_change_plan
from services.plan_versions import document_of, plan_in_force_like
from services.plans import (
    MilestonePreview,
    PlanView,
    activate_plan,
    close_plan,
    get_plan,
    list_plans,
    preview_plan,
)

MOST_PLANS, MOST_WAITING = 8, 4
NAMED_UNREACHED = 3


def show_plans(turn: Turn, _words: str) -> Replies:
    """`/plans`: every plan with its state, documents being decided, and making a new plan."""
    require(turn.actor, Action.MANAGE_PLANS)
    plans = list_plans(turn.work)
    choices = [
        Choice(
            phrases.shortened(f"{plan.number} {plan.title}".strip(), 44)
            + f" ({turn.say('plan-state-' + plan.state)})",
            f"/plan {plan.id}",
        )
        for plan in plans[:MOST_PLANS]
    ]
    choices += [
        Choice(waiting_line(waiting, turn.language), f"/proposal {waiting.id}")
        for waiting in waiting_proposals(turn.work)[:MOST_WAITING]
    ]
    choices.append(Choice(turn.say("plan-from-document"), "/proposal new"))
    choices.append(Choice(turn.say("new-plan"), "/newplan"))
    return turn.offer(turn.say("plans-head" if plans else "plans-none"), choices)


def show_plan(turn: Turn, words: str) -> Replies:
    """`/plan <plan>`: the preview of a plan and what can be done with it."""
    actor = require(turn.actor, Action.MANAGE_PLANS)
    plan = get_plan(turn.work, row_number(words, "no-such-plan"))
    previews = preview_plan(turn.work, actor, plan.id)
    head = turn.say(
        "plan-head",
        plan=f"{plan.number} {plan.title}".strip(),
        state=turn.say(f"plan-state-{plan.state}"),
    )
    replies = [Reply("\n".join([head, turn.say(f"plan-count-{plan.state}", count=len(previews))]))]
    replies += [Reply(_preview(turn, number, preview)) for number, preview in enumerate(previews, start=1)]
    twin = plan_in_force_like(turn.work, plan.id) if plan.state == "draft" else None
    lines = [turn.say(f"plan-next-{plan.state}")]
    if twin is not None:
        lines.insert(0, turn.say("plan-like", plan=plan_name(twin)))
    return [*replies, Reply("\n".join(lines), _plan_choices(turn, actor, (plan.id, plan.state), twin))]


def activate(turn: Turn, words: str) -> Replies:
    """`/activate <plan> [quiet]`: the plan begins; secretaries are told once, unless it is done quietly."""
    require(turn.actor, Action.MANAGE_PLANS)
    number, _, manner = words.partition(" ")
    plan_id = row_number(number, "no-such-plan")
    count = activate_plan(turn.work, turn.actor, plan_id)
    told = 0 if manner == "quiet" else announce(turn.work, plan_id)
    lines = [turn.say("plan-activated", assignments=count, told=told)]
    recurring = coming_occurrences(turn.work, plan_id=plan_id)
    if recurring:
        lines.append(turn.say("plan-activated-recurring", count=len(recurring)))
    return turn.offer("\n".join(lines), [])


def close(turn: Turn, words: str) -> Replies:
    """`/closeplan <plan> [yes]`: end a plan after asking once."""
    require(turn.actor, Action.MANAGE_PLANS)
    number, _, sure = words.partition(" ")
    if sure != "yes":
        choices = [Choice(turn.say("close-yes"), f"/closeplan {row_number(number, 'no-such-plan')} yes")]
        return turn.offer(turn.say("close-sure"), choices)
    close_plan(turn.work, turn.actor, row_number(number, "no-such-plan"))
    return turn.answer("plan-closed")


def _preview(turn: Turn, number: int, preview: MilestonePreview) -> str:
    if preview.deadline is None:
        deadline = turn.say("deadline-open")
    else:
        late_from = preview.deadline.late_from
        deadline = phrases.both_ways(turn.work, preview.deadline.phrase, late_from, turn.language)
    steps = ", ".join(phrases.instant(turn.work, step.at) for step in preview.steps)
    lines = [
        turn.say(
            "preview-milestone",
            number=number,
            title=preview.title,
            kind=turn.say(f"kind-{preview.kind.replace('_', '-')}"),
            deadline=deadline,
            units=len(preview.units),
            steps=steps or "–",
        )
    ]
    if preview.occurrences:
        lines.insert(1, turn.say("preview-recurring", periods=_periods(turn, preview.occurrences)))
    unsettled = [need for need in preview.needs if need != "deadline"]
    if unsettled:
        needs = ", ".join(turn.say(f"planread-needs-{need}") for need in unsettled)
        lines.append(turn.say("preview-unsettled", needs=needs))
    if preview.unreached:
        named = ", ".join(preview.unreached[:NAMED_UNREACHED])
        more = len(preview.unreached) - NAMED_UNREACHED
        names = f"{named} +{more}" if more > 0 else named
        lines.append(turn.say("preview-unreached", count=len(preview.unreached), names=names))
    return "\n".join(lines)


def _periods(turn: Turn, occurrences: Iterable[Occurrence]) -> str:
    """The periods with their last days, as many as are foreseen."""
    return "; ".join(
        turn.say(
            "preview-period",
            period=period_name(one.period, turn.language),
            day=phrases.last_day(turn.work, one.late_from, turn.language),
        )
        for one in occurrences
    )


def _plan_choices(
    turn: Turn, actor: Actor, plan: tuple[int, str], twin: PlanView | None
) -> tuple[Choice, ...]:
    """What can be done with a plan of this row and state; `twin` is one in force that looks the same."""
    plan_id, state = plan
    source = document_of(turn.work, plan_id)
    changeable = state if may_change_plan(turn.work, actor, plan_id) else ""
    offered = (
        (twin is not None, "plan-like-version", f"/proposal revise {twin.id if twin else 0}"),
        (changeable == "draft", "activate-and-tell", f"/activate {plan_id}"),
        (changeable == "draft", "activate-quietly", f"/activate {plan_id} quiet"),
        (state != "draft", "menu-summary", f"/summary {plan_id}"),
        (changeable == "draft", "draft-edit", f"/proposal edit {plan_id}"),
        (changeable == "active", "version-new", f"/proposal revise {plan_id}"),
        (source is not None, "version-source", f"/proposal source {plan_id}"),
        (changeable == "active", "close-plan", f"/closeplan {plan_id}"),
    )
    return tuple(Choice(turn.say(key), says) for is_offered, key, says in offered if is_offered)
