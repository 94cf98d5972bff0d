"""Making a plan in chat: title, number, date, duty after duty; then the draft is stored and previewed."""

from datetime import date
from typing import Any

from domain.errors import DomainError
from domain.forms import FORM_OF_KIND, MILESTONE_KINDS
from domain.local_time import local_day
from domain.messages import Reply
from domain.parsing.recurring_phrases import read_duty_deadline, read_series
from domain.plans import MilestoneDraft, PlanDraft
from domain.roles import Action
from handlers import phrases, plan_documents, plans
from handlers.attachment_keeping import file_of
from handlers.conversation import Replies, Turn
from handlers.typed_words import typed_day, typed_words
from services.actors import require
from services.plans import create_plan
from services.units import group_names

DIALOGUE = "plan"
LONGEST_TITLE = 500
State = dict[str, Any]


def start_plan(turn: Turn, _words: str) -> Replies:
    """`/newplan`: begin a plan."""
    require(turn.actor, Action.MANAGE_PLANS)
    return turn.ask(DIALOGUE, {"step": "title", "duties": []}, turn.say("plan-ask-title"))


def continue_plan(turn: Turn, text: str, picked: str | None) -> Replies:
    """The next answer while making a plan; a document makes the questions needless."""
    require(turn.actor, Action.MANAGE_PLANS)
    if turn.incoming.kind == "file":
        return plan_documents.receive_file(turn, file_of(turn))
    state = dict(turn.talk.state)
    step = state["step"]
    if step == "title":
        return _title_given(turn, state, text)
    if step == "number":
        state["number"] = "" if picked == "none" else typed_words(text, 60)
        return _ask_issue_date(turn, state)
    if step == "issued_on":
        return _issue_date_given(turn, state, text, picked)
    if step == "duty":
        state["duty"] = {"title": typed_words(text, LONGEST_TITLE), "groups": []}
        return _ask_kind(turn, state)
    if step == "kind":
        return _kind_given(turn, state, picked)
    if step == "deadline":
        return _deadline_given(turn, state, text, picked)
    if step == "groups":
        return _group_given(turn, state, picked)
    return _more_or_done(turn, state, picked)


def _title_given(turn: Turn, state: State, text: str) -> Replies:
    state["title"] = typed_words(text, LONGEST_TITLE)
    options = [(turn.say("no-number"), "none")]
    return turn.ask(
        DIALOGUE, {**state, "step": "number"}, turn.say("plan-ask-number"), options, takes_number=True
    )


def _ask_issue_date(turn: Turn, state: State) -> Replies:
    options = [(turn.say("today"), "today"), (turn.say("no-date"), "none")]
    return turn.ask(
        DIALOGUE, {**state, "step": "issued_on"}, turn.say("plan-ask-date"), options, takes_number=True
    )


def _issue_date_given(turn: Turn, state: State, text: str, picked: str | None) -> Replies:
    if picked == "none":
        return _ask_duty(turn, {**state, "issued_on": None})
    if picked == "today":
        day = turn.work.now.astimezone(turn.work.zone).date().isoformat()
        return _ask_duty(turn, {**state, "issued_on": day})
    return _ask_duty(turn, {**state, "issued_on": typed_day(turn, text).isoformat()})


def _ask_duty(turn: Turn, state: State) -> Replies:
    number = len(state["duties"]) + 1
    return turn.ask(DIALOGUE, {**state, "step": "duty"}, turn.say("plan-ask-duty", number=number))


def _ask_kind(turn: Turn, state: State) -> Replies:
    options = [(turn.say(f"kind-{kind.replace('_', '-')}"), kind) for kind in MILESTONE_KINDS]
    return turn.ask(DIALOGUE, {**state, "step": "kind"}, turn.say("plan-ask-kind"), options)


def _kind_given(turn: Turn, state: State, picked: str | None) -> Replies:
    if picked not in MILESTONE_KINDS:
        return _ask_kind(turn, state)
    state["duty"] = {**state["duty"], "kind": picked}
    return _ask_deadline(turn, state)


def _ask_deadline(turn: Turn, state: State) -> Replies:
    options = [(turn.say("deadline-later"), "none")]
    text = turn.say("plan-ask-deadline")
    return turn.ask(DIALOGUE, {**state, "step": "deadline"}, text, options, takes_number=True)


def _deadline_given(turn: Turn, state: State, text: str, picked: str | None) -> Replies:
    if picked == "none":
        state["duty"] = {**state["duty"], "phrase": ""}
        return _ask_groups(turn, state, turn.say("deadline-open"))
    begins_on = _issue_date(state)
    try:
        deadline, rrule = read_duty_deadline(text[:200], begins_on, turn.work.zone)
    except DomainError as error:
        if error.code != "issue-date-missing":
            raise
        # What comes back in a document without a date comes back from today on.
        begins_on = local_day(turn.work.now, turn.work.zone)
        deadline, rrule = read_duty_deadline(text[:200], begins_on, turn.work.zone)
    begins = begins_on.isoformat() if begins_on else None
    state["duty"] = {**state["duty"], "phrase": deadline.phrase, "begins_on": begins}
    shown = phrases.both_ways(turn.work, deadline.phrase, deadline.late_from, turn.language)
    lines = [turn.say("plan-recurrence-read" if rrule else "plan-deadline-read", deadline=shown)]
    if deadline.is_year_inferred:
        lines.append(turn.say("deadline-year-inferred"))
    if deadline.is_vague:
        lines.append(turn.say("deadline-vague"))
    return _ask_groups(turn, state, "\n".join(lines))


def _ask_groups(turn: Turn, state: State, before: str = "") -> Replies:
    names = group_names(turn.work)
    if not names:
        raise DomainError("no-units-yet")
    chosen = state["duty"]["groups"]
    options = [(name, code) for code, name in names.items() if code not in chosen]
    if chosen:
        options.append((turn.say("groups-done"), "done"))
    shown = ", ".join(names[code] for code in chosen)
    text = turn.say("plan-groups-more", chosen=shown) if chosen else turn.say("plan-ask-groups")
    text = f"{before}\n{text}" if before else text
    return turn.ask(DIALOGUE, {**state, "step": "groups"}, text, options)


def _group_given(turn: Turn, state: State, picked: str | None) -> Replies:
    duty = state["duty"]
    if picked == "done" and duty["groups"]:
        state = {**state, "duties": [*state["duties"], duty], "step": "more"}
        options = [(turn.say("plan-another-duty"), "more"), (turn.say("plan-finish"), "done")]
        return turn.ask(DIALOGUE, state, turn.say("plan-duty-added", count=len(state["duties"])), options)
    if picked in group_names(turn.work) and picked not in duty["groups"]:
        state["duty"] = {**duty, "groups": [*duty["groups"], picked]}
    return _ask_groups(turn, state)


def _more_or_done(turn: Turn, state: State, picked: str | None) -> Replies:
    if picked == "more":
        return _ask_duty(turn, state)
    if picked != "done":
        raise DomainError("pick-one")
    plan_id = create_plan(turn.work, turn.actor, _draft(turn, state))
    turn.talk.close()
    return [Reply(turn.say("plan-stored")), *(plans.show_plan(turn, str(plan_id)))]


def _draft(turn: Turn, state: State) -> PlanDraft:
    duties = tuple(_milestone(turn, duty, state["issued_on"]) for duty in state["duties"])
    return PlanDraft(
        title=state["title"], number=state["number"], issued_on=_issue_date(state), milestones=duties
    )


def _milestone(turn: Turn, duty: State, issued_on: str | None) -> MilestoneDraft:
    begins = duty.get("begins_on") or issued_on
    begins_on = date.fromisoformat(begins) if begins else None
    deadline, rrule = read_series(duty["phrase"], "", begins_on, turn.work.zone)
    return MilestoneDraft(
        title=duty["title"],
        kind=duty["kind"],
        form=FORM_OF_KIND[duty["kind"]],
        deadline=deadline,
        groups=tuple(duty["groups"]),
        rrule=rrule,
    )


def _issue_date(state: State) -> date | None:
    return date.fromisoformat(state["issued_on"]) if state["issued_on"] else None
