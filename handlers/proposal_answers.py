"""What staff answer to the questions of a proposed plan; every answer is stored at once."""

from collections.abc import Callable
from datetime import date
from functools import partial

from domain.anchors import counted_day
from domain.errors import DomainError
from domain.messages import Reply
from domain.parsing.deadline_phrases import read_deadline
from domain.parsing.recurring_phrases import read_duty_deadline
from domain.plan_decisions import (
    Change,
    add_duty,
    address,
    confirm,
    count_from,
    drop,
    leave_undated,
    once,
    rename,
    set_deadline,
    set_fact,
    set_kind,
)
from domain.plan_drafts import LONGEST_NAME, LONGEST_NUMBER, LONGEST_TITLE
from domain.plan_proposals import ProposalDuty
from domain.recurrence import rule_from
from domain.roles import Action
from handlers.conversation import Replies, Turn, row_number
from handlers.proposal_asking import ask_date, ask_who
from handlers.proposal_steps import go_on, show_duty
from handlers.typed_words import typed_day, typed_words
from services.actors import require
from services.calendar import work_calendar
from services.plan_proposals import HeldProposal, change_proposal, get_proposal
from services.units import find_units, get_unit, group_names

Answer = Callable[[Turn, HeldProposal, str, str | None], Replies]
LONGEST_FACT = {"title": LONGEST_TITLE, "number": LONGEST_NUMBER, "issuer": LONGEST_NAME}


def continue_proposal(turn: Turn, text: str, picked: str | None) -> Replies:
    """The answer to the question that was asked last."""
    require(turn.actor, Action.MANAGE_PLANS)
    state = turn.talk.state
    held = get_proposal(turn.work, turn.actor, state["proposal_id"])
    return _ANSWERS[state["what"]](turn, held, text, picked)


def _fact(turn: Turn, held: HeldProposal, text: str, picked: str | None) -> Replies:
    name = turn.talk.state["fact"]
    value: str | date | None
    if name == "issued_on":
        today = turn.work.now.astimezone(turn.work.zone).date()
        value = {"none": None, "today": today}[picked] if picked else typed_day(turn, text)
    else:
        value = "" if picked == "none" else typed_words(text, LONGEST_FACT[name])
    changed = _change(turn, held, partial(set_fact, name=name, value=value, zone=turn.work.zone), name)
    turn.talk.close()
    return go_on(turn, changed)


def _new_duty(turn: Turn, held: HeldProposal, text: str, _picked: str | None) -> Replies:
    title = typed_words(text, LONGEST_TITLE)
    changed = _change(turn, held, partial(add_duty, title=title), "add")
    turn.talk.close()
    return show_duty(turn, changed, changed.proposal.duties[-1])


def _need(turn: Turn, held: HeldProposal, text: str, picked: str | None) -> Replies:
    """A doubt about a date: it is right, it is another, it stays open, or the duty goes."""
    duty = _duty(turn, held)
    if picked == "date":
        return ask_date(turn, held, duty)
    if picked == "yes":
        return _changed(turn, held, partial(confirm, duty_id=duty.id, need=duty.next_need), "confirm")
    return _date(turn, held, text, picked)


def _date(turn: Turn, held: HeldProposal, text: str, picked: str | None) -> Replies:
    duty = _duty(turn, held)
    if picked in _WITHOUT_DATE:
        changed = _change(turn, held, partial(_WITHOUT_DATE[picked], duty_id=duty.id), picked)
        turn.talk.close()
        return go_on(turn, changed)
    if picked is not None:
        raise DomainError("pick-one")
    deadline, said = read_duty_deadline(text[:200], _reference(turn, held), turn.work.zone)
    rrule = said or duty.rrule
    if rrule:
        # A bare date is the first one of what comes back: the rule has to know it.
        rule_from(rrule, deadline.late_from, turn.work.zone)
    change = partial(set_deadline, duty_id=duty.id, deadline=deadline, rrule=rrule)
    return _changed(turn, held, change, "date")


def _anchor(turn: Turn, held: HeldProposal, text: str, picked: str | None) -> Replies:
    """The day a relative deadline counts from; where the words do not say how far, the date is asked."""
    if picked in _WITHOUT_DATE:
        return _date(turn, held, text, picked)
    duty, zone = _duty(turn, held), turn.work.zone
    if picked is not None:
        anchor = date.fromisoformat(picked)
    else:
        anchor = read_deadline(text[:200], _reference(turn, held), zone).last_day(zone)
    day = counted_day(duty.phrase, anchor, work_calendar(turn.work))
    if day is None:
        return [Reply(turn.say("anchor-no-span")), *ask_date(turn, held, duty)]
    return _changed(turn, held, partial(count_from, duty_id=duty.id, last_day=day, zone=zone), "anchor")


def _title(turn: Turn, held: HeldProposal, text: str, _picked: str | None) -> Replies:
    duty, title = _duty(turn, held), typed_words(text, LONGEST_TITLE)
    return _changed(turn, held, partial(rename, duty_id=duty.id, title=title), "title")


def _kind(turn: Turn, held: HeldProposal, _text: str, picked: str | None) -> Replies:
    if picked is None:
        raise DomainError("pick-one")
    return _changed(turn, held, partial(set_kind, duty_id=_duty(turn, held).id, kind=picked), "kind")


def _who(turn: Turn, held: HeldProposal, text: str, picked: str | None) -> Replies:
    """One more group or unit, or that these are all."""
    state, duty = turn.talk.state, _duty(turn, held)
    groups, units = tuple(state["groups"]), tuple(state["units"])
    if picked == "done":
        change = partial(address, duty_id=duty.id, groups=groups, units=units)
        return _changed(turn, held, change, "who")
    if picked == "clear":
        return ask_who(turn, state, duty, (), ())
    if picked is None:
        return _unit_typed(turn, duty, text)
    sort, _, code = picked.partition(":")
    if sort == "g" and code in group_names(turn.work):
        groups = (*groups, code)
    elif sort == "u":
        units = once((*units, get_unit(turn.work, row_number(code)).code))
    return ask_who(turn, state, duty, groups, units)


def _unit_typed(turn: Turn, duty: ProposalDuty, text: str) -> Replies:
    state = turn.talk.state
    found = find_units(turn.work, text)
    if not found:
        return [
            Reply(turn.say("unit-not-found", typed=text[:80])),
            *ask_who(turn, state, duty, tuple(state["groups"]), tuple(state["units"])),
        ]
    if len(found) == 1:
        units = once((*state["units"], found[0].unit.code))
        return ask_who(turn, state, duty, tuple(state["groups"]), units)
    options = [(entry.unit.name, f"u:{entry.unit.id}") for entry in found]
    return turn.ask(turn.talk.dialogue, state, turn.say("unit-which"), options)


def _changed(turn: Turn, held: HeldProposal, change: Change, what: str) -> Replies:
    """Store a change of the duty in question and show it anew."""
    number = turn.talk.state["duty"]
    changed = _change(turn, held, change, what)
    turn.talk.close()
    return show_duty(turn, changed, changed.proposal.duty(number))


def _change(turn: Turn, held: HeldProposal, change: Change, what: str) -> HeldProposal:
    return change_proposal(turn.work, turn.actor, held.id, change, what)


def _duty(turn: Turn, held: HeldProposal) -> ProposalDuty:
    return held.proposal.duty(turn.talk.state["duty"])


def _reference(turn: Turn, held: HeldProposal) -> date:
    """From which day a missing year is counted: the day of issue, else today."""
    return held.proposal.facts.issued_on or turn.work.now.astimezone(turn.work.zone).date()


_WITHOUT_DATE = {"undated": leave_undated, "drop": drop}

_ANSWERS: dict[str, Answer] = {
    "fact": _fact,
    "new": _new_duty,
    "need": _need,
    "date": _date,
    "anchor": _anchor,
    "title": _title,
    "kind": _kind,
    "who": _who,
}
