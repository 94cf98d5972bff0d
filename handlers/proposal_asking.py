"""The questions of a proposed plan, one at a time: about the document, a duty's gap, or a change to it."""

from datetime import date
from typing import Any

from domain import wording
from domain.addressing import nearest_groups
from domain.anchors import counts_from_issue
from domain.deadlines import last_valid_day
from domain.forms import MILESTONE_KINDS
from domain.plan_proposals import INFERRED, ProposalDuty
from handlers import phrases
from handlers.conversation import Replies, Turn
from handlers.proposal_words import kind_name, names_of
from services.plan_proposals import HeldProposal
from services.units import group_names

DIALOGUE = "proposal"
MOST_GROUPS, MOST_ANCHORS = 12, 3
State = dict[str, Any]


def ask_fact(turn: Turn, held: HeldProposal, name: str) -> Replies:
    """One fact of the document that it does not say, or that staff want to change."""
    options = {
        "number": [(turn.say("no-number"), "none")],
        "issued_on": [(turn.say("today"), "today"), (turn.say("no-date"), "none")],
        "issuer": [(turn.say("proposal-no-issuer"), "none")],
        "title": [],
    }
    questions = {"number": "plan-ask-number", "issued_on": "plan-ask-date", "title": "plan-ask-title"}
    text = turn.say(questions.get(name, "proposal-ask-issuer"))
    state = {"proposal_id": held.id, "what": "fact", "fact": name}
    return turn.ask(DIALOGUE, state, text, options[name], takes_number=True)


def ask_new_duty(turn: Turn, held: HeldProposal) -> Replies:
    """The title of a duty that the document does not name."""
    state = {"proposal_id": held.id, "what": "new"}
    return turn.ask(DIALOGUE, state, turn.say("plan-ask-duty", number=len(held.proposal.duties) + 1))


def ask_need(turn: Turn, held: HeldProposal, duty: ProposalDuty) -> Replies:
    """What has to be settled before a duty can be kept."""
    need = duty.next_need
    if need == "addressees":
        return ask_who(turn, _state(held, duty, "who"), duty, duty.groups, duty.units)
    if need == "anchor":
        return _ask_anchor(turn, held, duty)
    day = phrases.last_day(turn.work, duty.late_from, turn.language) if duty.late_from else ""
    if need in INFERRED and day:
        text = turn.say(f"need-{need}", day=day)
        options = [(turn.say("need-yes"), "yes"), (turn.say("duty-date"), "date")]
    else:
        text = turn.say("need-date", phrase=duty.phrase[:150])
        options = [(turn.say("need-undated"), "undated")]
    options.append((turn.say("duty-drop"), "drop"))
    return turn.ask(DIALOGUE, _state(held, duty, "need"), text, options, takes_number=True)


def ask_date(turn: Turn, held: HeldProposal, duty: ProposalDuty) -> Replies:
    """Another deadline for a duty."""
    options = [] if duty.milestone_id is not None else [(turn.say("need-undated"), "undated")]
    text = turn.say("duty-ask-date", title=phrases.shortened(duty.title))
    return turn.ask(DIALOGUE, _state(held, duty, "date"), text, options, takes_number=True)


def ask_title(turn: Turn, held: HeldProposal, duty: ProposalDuty) -> Replies:
    """Another title for a duty."""
    return turn.ask(DIALOGUE, _state(held, duty, "title"), turn.say("duty-ask-title", title=duty.title))


def ask_kind(turn: Turn, held: HeldProposal, duty: ProposalDuty) -> Replies:
    """Another kind for a duty."""
    options = [(kind_name(kind, turn.language), kind) for kind in MILESTONE_KINDS if kind != duty.kind]
    return turn.ask(DIALOGUE, _state(held, duty, "kind"), turn.say("plan-ask-kind"), options)


def ask_addressees(turn: Turn, held: HeldProposal, duty: ProposalDuty) -> Replies:
    """Other addressees for a duty, beginning with those it has."""
    return ask_who(turn, _state(held, duty, "who"), duty, duty.groups, duty.units)


def ask_who(
    turn: Turn, state: State, duty: ProposalDuty, groups: tuple[str, ...], units: tuple[str, ...]
) -> Replies:
    """Groups to choose from, those nearest to the words of the document first; a unit is typed by name."""
    names = group_names(turn.work)
    chosen = names_of(turn.work, groups, units)
    left = [code for code in nearest_groups(duty, names) if code not in groups][:MOST_GROUPS]
    options = [(names[code], f"g:{code}") for code in left]
    if chosen:
        shown = phrases.shortened(", ".join(chosen), 40)
        options = [
            (turn.say("who-done", names=shown), "done"),
            *options,
            (turn.say("who-clear"), "clear"),
        ]
    words = "; ".join(duty.unmatched or duty.addressees)
    key = "who-ask" if words else "who-ask-unnamed"
    text = turn.say(key, words=words[:200]) if words else turn.say(key)
    state = {**state, "groups": list(groups), "units": list(units)}
    return turn.ask(DIALOGUE, state, text, options)


def _ask_anchor(turn: Turn, held: HeldProposal, duty: ProposalDuty) -> Replies:
    options = [(label, day.isoformat()) for label, day in _anchors(turn, held, duty)]
    options += [(turn.say("need-undated"), "undated"), (turn.say("duty-drop"), "drop")]
    text = turn.say("need-anchor", phrase=duty.phrase[:150])
    return turn.ask(DIALOGUE, _state(held, duty, "anchor"), text, options, takes_number=True)


def _anchors(turn: Turn, held: HeldProposal, duty: ProposalDuty) -> list[tuple[str, date]]:
    """Days that may be meant: the day of issue where the words say so, and the events of the document."""
    found = []
    issued_on = held.proposal.facts.issued_on
    if issued_on is not None and counts_from_issue(duty.phrase):
        found.append((turn.say("anchor-issued", day=wording.day(issued_on)), issued_on))
    for event in held.proposal.duties:
        if event.kind == "event" and event.late_from is not None and event.id != duty.id:
            day = last_valid_day(event.late_from, turn.work.zone)
            label = turn.say("anchor-event", title=phrases.shortened(event.title, 30), day=wording.day(day))
            found.append((label, day))
    return found[:MOST_ANCHORS]


def _state(held: HeldProposal, duty: ProposalDuty, what: str) -> State:
    return {"proposal_id": held.id, "what": what, "duty": duty.id}
