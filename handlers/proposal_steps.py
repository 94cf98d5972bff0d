"""What of a proposed plan is shown next: the whole, a duty's card, the duties without a date, the list."""

from dataclasses import replace

from domain.messages import Choice, Reply
from domain.plan_proposals import ProposalDuty
from handlers import phrases, proposal_asking
from handlers.conversation import Replies, Turn, row_number
from handlers.proposal_words import MOST_LISTED, card, list_line, overview
from services.plan_proposals import HeldProposal
from services.plan_versions import twin_plan
from services.plans import get_plan


def show(turn: Turn, held: HeldProposal, _words: str = "", said: str = "") -> Replies:
    """Where a proposal stands and what can be done next."""
    return _said(said, [overview(turn.work, held, turn.language)])


def go_on(turn: Turn, held: HeldProposal, _words: str = "", said: str = "") -> Replies:
    """The next thing to decide: a fact, a duty, the duties without a date; else the whole."""
    proposal = held.proposal
    if twin_plan(turn.work, held) is not None:
        return show(turn, held, said=said)
    if proposal.facts.missing and held.plan_id is None:
        return _said(said, proposal_asking.ask_fact(turn, held, proposal.facts.missing[0]))
    if proposal.open_dated:
        return show_duty(turn, held, proposal.open_dated[0], said)
    if proposal.open_undated:
        return _said(said, _undated(turn, held))
    return show(turn, held, said=said)


def show_duty(turn: Turn, held: HeldProposal, duty: ProposalDuty, said: str = "") -> Replies:
    """A duty's card with what can be decided, or with the question that has to be answered first."""
    text = card(turn.work, held, duty, turn.language)
    if duty.is_open and duty.next_need:
        return _said(said, [Reply(text), *proposal_asking.ask_need(turn, held, duty)])
    return _said(said, turn.offer(text, _duty_choices(turn, held, duty)))


def list_duties(turn: Turn, held: HeldProposal, words: str) -> Replies:
    """All duties, some at a time; `words` say from which on."""
    first = row_number(words) if words else 0
    duties, more = held.proposal.listed, first + MOST_LISTED
    shown = list(enumerate(duties[first:more], start=first + 1))
    lines = [list_line(turn.work, number, duty, turn.language) for number, duty in shown]
    choices = [
        Choice(f"{number}. {phrases.shortened(duty.title, 40)}", open_words(held, duty))
        for number, duty in shown
    ]
    if more < len(duties):
        choices.append(Choice(turn.say("next-page"), f"/proposal {held.id} list {more}"))
    choices.append(Choice(turn.say("proposal-back"), f"/proposal {held.id}"))
    return turn.offer("\n".join(lines), choices)


def open_words(held: HeldProposal, duty: ProposalDuty) -> str:
    """What a button says that shows a duty."""
    return f"/proposal {held.id} open {duty.id}"


def _duty_choices(turn: Turn, held: HeldProposal, duty: ProposalDuty) -> list[Choice]:
    # What units report on already keeps its kind, and with it its form.
    is_in_force = held.plan_id is not None and get_plan(turn.work, held.plan_id).state == "active"
    offered = (
        (True, _keep_label(duty), "keep"),
        (True, "duty-date", "date"),
        (True, "duty-who", "who"),
        (True, "duty-title", "title"),
        (not is_in_force or duty.milestone_id is None, "duty-kind", "kind"),
        (len(held.proposal.duties) > 1, "duty-merge", "merge"),
        (duty.milestone_id is not None and not duty.is_gone, "duty-separate", "separate"),
        (True, "duty-stop" if duty.milestone_id is not None else "duty-drop", "drop"),
    )
    return [
        Choice(turn.say(label), f"/proposal {held.id} {verb} {duty.id}")
        for is_offered, label, verb in offered
        if is_offered
    ]


def _keep_label(duty: ProposalDuty) -> str:
    if duty.is_undated:
        return "duty-keep-undated"
    return "duty-keep-on" if duty.is_gone else "duty-keep"


def _undated(turn: Turn, held: HeldProposal) -> Replies:
    duties = held.proposal.open_undated
    lines = [f"– {phrases.shortened(duty.title, 90)} ({duty.clause or '–'})" for duty in duties]
    choices = [
        Choice(turn.say("undated-keep", count=len(duties)), f"/proposal {held.id} later"),
        Choice(turn.say("undated-drop", count=len(duties)), f"/proposal {held.id} never"),
    ]
    choices += [
        Choice(turn.say("duty-open", title=phrases.shortened(duty.title, 40)), open_words(held, duty))
        for duty in duties[:MOST_LISTED]
    ]
    return turn.offer("\n".join([turn.say("undated-head", count=len(duties)), *lines]), choices)


def _said(said: str, replies: Replies) -> Replies:
    """What was done, said at the head of what comes next."""
    if not said:
        return replies
    first, *others = replies
    return [replace(first, text=f"{said}\n\n{first.text}"), *others]
