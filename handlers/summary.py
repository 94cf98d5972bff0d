"""`/summary` and `/missing`: the plan at a glance, then down to milestone, group and unit by choices."""

from itertools import groupby

from domain import wording
from domain.errors import DomainError
from domain.local_time import local_day
from domain.messages import Choice
from domain.roles import Action
from domain.summary import Tally
from handlers import occurrence_ref, phrases, summary_periods
from handlers.conversation import Replies, Turn, row_number
from services.actors import require
from services.assignments import AssignmentView
from services.missing import MissingCount, MissingUnit, Page, missing_counts, missing_units, units_of_group
from services.period_names import titled
from services.plans import find_plan_id, get_milestone, latest_plan_id, list_plans
from services.summary import MilestoneSummary, summarise_groups, summarise_plan

UNITS_A_MESSAGE = 15
NO_GROUP = "-"


def show_summary(turn: Turn, words: str) -> Replies:
    """`/summary [plan | m <milestone> [page] | g <milestone> <group> [page]]`.

    A milestone is named with its occurrence (`12@2024-06`) where it has several.
    """
    require(turn.actor, Action.READ_SUMMARY)
    parts = words.split()
    if parts[:1] == ["m"] and len(parts) > 1:
        return _show_milestone(turn, *occurrence_ref.read(parts[1]), _page(parts, 2))
    if parts[:1] == ["g"] and len(parts) > 2:
        return _show_group(turn, *occurrence_ref.read(parts[1]), parts[2], _page(parts, 3))
    if parts[:1] == ["plans"]:
        return _show_plans(turn)
    plan_id = find_plan_id(turn.work, words) if words else latest_plan_id(turn.work)
    return _show_plan(turn, plan_id)


def show_missing(turn: Turn, words: str) -> Replies:
    """`/missing [milestone [page]]`: who still owes, and whom nobody could reach."""
    require(turn.actor, Action.READ_SUMMARY)
    parts = words.split()
    counts = missing_counts(turn.work, turn.actor, latest_plan_id(turn.work))
    if not parts:
        return _missing_by_milestone(turn, counts)
    wanted = occurrence_ref.read(parts[0])
    found = [count for count in counts if (count.milestone_id, count.occurrence) == wanted]
    return _missing_page(turn, found[0], _page(parts, 1)) if found else turn.answer("missing-none")


def _page(parts: list[str], place: int) -> int:
    return row_number(parts[place]) if len(parts) > place else 0


def _show_plan(turn: Turn, plan_id: int) -> Replies:
    summary = summarise_plan(turn.work, turn.actor, plan_id)
    head = turn.say(
        "summary-head",
        plan=" ".join(part for part in (summary.number, summary.title) if part),
        as_of=phrases.instant(turn.work, summary.as_of),
        state=turn.say(f"plan-state-{summary.state}"),
    )
    by_milestone = [list(same) for _, same in groupby(summary.milestones, key=lambda one: one.id)]
    blocks = [_milestone_block(turn, same) for same in by_milestone]
    choices = [
        Choice(
            phrases.shortened(latest.title),
            f"/summary m {occurrence_ref.written(latest.id, latest.occurrence)}",
        )
        for *_, latest in by_milestone
        if latest.expects_report and not latest.is_coming
    ]
    choices.append(Choice(turn.say("menu-missing"), "/missing"))
    if len(list_plans(turn.work)) > 1:
        choices.append(Choice(turn.say("other-plans"), "/summary plans"))
    return turn.offer("\n\n".join([head, *blocks]), choices)


def _milestone_block(turn: Turn, occurrences: list[MilestoneSummary]) -> str:
    """The latest occurrence, and in a line how many there were before and what they still lack."""
    *earlier, latest = occurrences
    if latest.last_moment is None:
        return turn.say("summary-undated", title=latest.title)
    day = wording.day(local_day(latest.last_moment, turn.work.zone))
    if latest.is_coming:
        return turn.say("summary-coming", title=latest.title, day=day)
    if not latest.expects_report:
        return turn.say("summary-event", title=latest.title, day=day, invited=latest.invited)
    block = turn.say(
        "summary-milestone",
        title=latest.title,
        day=day,
        counts=phrases.counts(latest.tally, turn.language),
        rates=phrases.rates(latest.tally, turn.language),
    )
    if not earlier:
        return block
    missing = sum(one.tally.missing for one in earlier)
    return f"{block}\n{turn.say('summary-earlier', count=len(earlier), missing=wording.number(missing))}"


def _show_plans(turn: Turn) -> Replies:
    plans = list_plans(turn.work)
    choices = [
        Choice(phrases.shortened(" ".join(filter(None, (plan.number, plan.title)))), f"/summary {plan.id}")
        for plan in plans[:8]
    ]
    return turn.offer(turn.say("plans-which"), choices)


def _show_milestone(turn: Turn, milestone_id: int, occurrence: str, page: int) -> Replies:
    milestone = get_milestone(turn.work, milestone_id)
    if milestone.rrule and not occurrence:
        return summary_periods.show(turn, milestone_id, page)
    groups = summarise_groups(turn.work, turn.actor, milestone_id, occurrence)
    if not groups:
        raise DomainError("no-such-milestone")
    ref = occurrence_ref.written(milestone_id, occurrence)
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
        Choice(group.name or turn.say("group-none"), f"/summary g {ref} {group.place or NO_GROUP}")
        for group in groups
    ]
    choices.append(Choice(turn.say("menu-missing"), f"/missing {ref}"))
    choices.append(Choice(turn.say("nudge-button"), f"/remind {ref}"))
    if occurrence:
        choices.append(Choice(turn.say("back-to-periods"), f"/summary m {milestone_id}"))
    choices.append(Choice(turn.say("back-to-plan"), "/summary"))
    title = titled(turn.work, milestone.title, occurrence)
    return turn.offer("\n".join([title, *lines]), choices)


def _show_group(turn: Turn, milestone_id: int, occurrence: str, group: str, page: int) -> Replies:
    # One more than is shown tells whether there is a next page.
    wanted = Page(page * UNITS_A_MESSAGE, UNITS_A_MESSAGE + 1)
    place = None if group == NO_GROUP else row_number(group)
    views = units_of_group(turn.work, turn.actor, milestone_id, place, wanted, occurrence)
    if not views:
        raise DomainError("no-such-milestone")
    lines = [
        f"{number}. {_unit_line(turn, view)}"
        for number, view in enumerate(views[:UNITS_A_MESSAGE], start=wanted.first + 1)
    ]
    ref = occurrence_ref.written(milestone_id, occurrence)
    choices = [Choice(turn.say("back-to-milestone"), f"/summary m {ref}")]
    if len(views) > UNITS_A_MESSAGE:
        choices.insert(0, Choice(turn.say("next-page"), f"/summary g {ref} {group} {page + 1}"))
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
            f"/missing {occurrence_ref.written(count.milestone_id, count.occurrence)}",
        )
        for count in summary_periods.latest_of_each(counts)
    ]
    return turn.offer(turn.say("missing-which"), choices)


def _missing_page(turn: Turn, count: MissingCount, page: int) -> Replies:
    wanted = Page(page * UNITS_A_MESSAGE, UNITS_A_MESSAGE)
    shown = missing_units(turn.work, turn.actor, count.milestone_id, wanted, count.occurrence)
    head = turn.say("missing-head", title=count.title, units=count.units, unreached=count.unreached)
    lines = [_missing_line(turn, number, entry) for number, entry in enumerate(shown, start=wanted.first + 1)]
    ref = occurrence_ref.written(count.milestone_id, count.occurrence)
    choices = [Choice(turn.say("nudge-button"), f"/remind {ref}")]
    if count.units > (page + 1) * UNITS_A_MESSAGE:
        choices.insert(0, Choice(turn.say("next-page"), f"/missing {ref} {page + 1}"))
    return turn.offer("\n".join([head, *lines]), choices)


def _missing_line(turn: Turn, number: int, entry: MissingUnit) -> str:
    view = entry.assignment
    left = phrases.time_left(turn.work, view.facts.late_from, turn.language)
    line = f"{number}. {view.unit_name} ({left})"
    if not entry.unreached:
        return line
    contact = " ".join(part for part in (entry.contact_name, entry.contact_phone) if part) or "–"
    return f"{line} – {turn.say('reach-' + entry.unreached.replace('_', '-'))}: {contact}"
