"""`/summary` and `/missing`: the plan at a glance, then down to milestone, group and unit by choices."""

from domain import wording
from domain.errors import DomainError
from domain.local_time import local_day
from domain.messages import Choice
from domain.roles import Action
from domain.summary import Tally
from handlers import phrases
from handlers.conversation import Replies, Turn, row_number
from services.actors import require
from services.assignments import AssignmentView
from services.missing import MissingCount, MissingUnit, Page, missing_counts, missing_units, units_of_group
from services.plans import find_plan_id, get_milestone, latest_plan_id, list_plans
from services.summary import MilestoneSummary, summarise_groups, summarise_plan

UNITS_A_MESSAGE = 15


def show_summary(turn: Turn, words: str) -> Replies:
    """`/summary [plan | m <milestone> | g <milestone> <group>]`."""
    require(turn.actor, Action.READ_SUMMARY)
    parts = words.split()
    if parts[:1] == ["m"] and len(parts) == 2:
        return _show_milestone(turn, row_number(parts[1]))
    if parts[:1] == ["g"] and len(parts) >= 3:
        page = row_number(parts[3]) if len(parts) > 3 else 0
        return _show_group(turn, row_number(parts[1]), parts[2], page)
    if parts[:1] == ["plans"]:
        return _show_plans(turn)
    plan_id = find_plan_id(turn.work, words) if words else latest_plan_id(turn.work)
    return _show_plan(turn, plan_id)


def show_missing(turn: Turn, words: str) -> Replies:
    """`/missing [milestone [page]]`: who still owes, and whom nobody could reach."""
    require(turn.actor, Action.READ_SUMMARY)
    parts = words.split()
    milestone_id = row_number(parts[0]) if parts else None
    page = row_number(parts[1]) if len(parts) > 1 else 0
    counts = missing_counts(turn.work, turn.actor, latest_plan_id(turn.work))
    if milestone_id is None:
        return _missing_by_milestone(turn, counts)
    of_milestone = [count for count in counts if count.milestone_id == milestone_id]
    return _missing_page(turn, of_milestone[0], page) if of_milestone else turn.answer("missing-none")


def _show_plan(turn: Turn, plan_id: int) -> Replies:
    summary = summarise_plan(turn.work, turn.actor, plan_id)
    head = turn.say(
        "summary-head",
        plan=" ".join(part for part in (summary.number, summary.title) if part),
        as_of=phrases.instant(turn.work, summary.as_of),
        state=turn.say(f"plan-state-{summary.state}"),
    )
    blocks = [_milestone_block(turn, milestone) for milestone in summary.milestones]
    choices = [
        Choice(phrases.shortened(milestone.title), f"/summary m {milestone.id}")
        for milestone in summary.milestones
        if milestone.expects_report
    ]
    choices.append(Choice(turn.say("menu-missing"), "/missing"))
    if len(list_plans(turn.work)) > 1:
        choices.append(Choice(turn.say("other-plans"), "/summary plans"))
    return turn.offer("\n\n".join([head, *blocks]), choices)


def _milestone_block(turn: Turn, milestone: MilestoneSummary) -> str:
    if milestone.last_moment is None:
        return turn.say("summary-undated", title=milestone.title)
    day = wording.day(local_day(milestone.last_moment, turn.work.zone))
    if not milestone.expects_report:
        return turn.say("summary-event", title=milestone.title, day=day, invited=milestone.invited)
    return turn.say(
        "summary-milestone",
        title=milestone.title,
        day=day,
        counts=phrases.counts(milestone.tally, turn.language),
        rates=phrases.rates(milestone.tally, turn.language),
    )


def _show_plans(turn: Turn) -> Replies:
    plans = list_plans(turn.work)
    choices = [
        Choice(phrases.shortened(" ".join(filter(None, (plan.number, plan.title)))), f"/summary {plan.id}")
        for plan in plans[:8]
    ]
    return turn.offer(turn.say("plans-which"), choices)


def _show_milestone(turn: Turn, milestone_id: int) -> Replies:
    groups = summarise_groups(turn.work, turn.actor, milestone_id)
    if not groups:
        raise DomainError("no-such-milestone")
    title = get_milestone(turn.work, milestone_id).title
    total = sum((group.tally for group in groups), start=Tally())
    lines = [
        turn.say(
            "summary-group",
            group=group.name or turn.say("group-none"),
            units=group.tally.addressed,
            counts=phrases.counts(group.tally, turn.language),
        )
        for group in groups
    ]
    lines.append(
        turn.say("summary-total", units=total.addressed, counts=phrases.counts(total, turn.language))
    )
    lines.append(phrases.rates(total, turn.language))
    choices = [
        Choice(group.name or turn.say("group-none"), f"/summary g {milestone_id} {group.code or '-'}")
        for group in groups
    ]
    choices.append(Choice(turn.say("menu-missing"), f"/missing {milestone_id}"))
    choices.append(Choice(turn.say("nudge-button"), f"/remind {milestone_id}"))
    choices.append(Choice(turn.say("back-to-plan"), "/summary"))
    return turn.offer("\n".join([title, *lines]), choices)


def _show_group(turn: Turn, milestone_id: int, code: str, page: int) -> Replies:
    # One more than is shown tells whether there is a next page.
    wanted = Page(page * UNITS_A_MESSAGE, UNITS_A_MESSAGE + 1)
    views = units_of_group(turn.work, turn.actor, milestone_id, "" if code == "-" else code, wanted)
    if not views:
        raise DomainError("no-such-milestone")
    lines = [
        f"{number}. {_unit_line(turn, view)}"
        for number, view in enumerate(views[:UNITS_A_MESSAGE], start=wanted.first + 1)
    ]
    choices = [Choice(turn.say("back-to-milestone"), f"/summary m {milestone_id}")]
    if len(views) > UNITS_A_MESSAGE:
        choices.insert(0, Choice(turn.say("next-page"), f"/summary g {milestone_id} {code} {page + 1}"))
    return turn.offer("\n".join([views[0].title, *lines]), choices)


def _unit_line(turn: Turn, view: AssignmentView) -> str:
    return f"{view.unit_name}: {phrases.status(turn.work, view.status(turn.work), view, turn.language)}"


def _missing_by_milestone(turn: Turn, counts: list[MissingCount]) -> Replies:
    if not counts:
        return turn.answer("missing-none")
    if len(counts) == 1:
        return _missing_page(turn, counts[0], 0)
    choices = [
        Choice(
            turn.say("missing-count", title=phrases.shortened(count.title, 40), units=count.units),
            f"/missing {count.milestone_id}",
        )
        for count in counts
    ]
    return turn.offer(turn.say("missing-which"), choices)


def _missing_page(turn: Turn, count: MissingCount, page: int) -> Replies:
    wanted = Page(page * UNITS_A_MESSAGE, UNITS_A_MESSAGE)
    shown = missing_units(turn.work, turn.actor, count.milestone_id, wanted)
    head = turn.say("missing-head", title=count.title, units=count.units, unreached=count.unreached)
    lines = [_missing_line(turn, number, entry) for number, entry in enumerate(shown, start=wanted.first + 1)]
    choices = [Choice(turn.say("nudge-button"), f"/remind {count.milestone_id}")]
    if count.units > (page + 1) * UNITS_A_MESSAGE:
        choices.insert(0, Choice(turn.say("next-page"), f"/missing {count.milestone_id} {page + 1}"))
    return turn.offer("\n".join([head, *lines]), choices)


def _missing_line(turn: Turn, number: int, entry: MissingUnit) -> str:
    view = entry.assignment
    left = phrases.time_left(turn.work, view.facts.late_from, turn.language)
    line = f"{number}. {view.unit_name} ({left})"
    if not entry.unreached:
        return line
    contact = " ".join(part for part in (entry.contact_name, entry.contact_phone) if part) or "–"
    return f"{line} – {turn.say('reach-' + entry.unreached.replace('_', '-'))}: {contact}"
