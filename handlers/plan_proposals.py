"""`/proposal`: a document that was read as a plan is decided duty by duty, until it becomes a draft."""

from collections.abc import Callable
from functools import partial

from domain.messages import Choice, Reply
from domain.parsing.letters import folded_plain
from domain.plan_decisions import (
    Change,
    drop,
    drop_undated,
    is_own_plan,
    keep,
    keep_clear,
    keep_undated,
    merge,
)
from domain.plan_proposals import FACTS, Proposal, ProposalDuty
from domain.roles import Action
from handlers import phrases, plan_documents, plan_versions, plans, proposal_asking
from handlers.conversation import CommandHandler, Replies, Turn, row_number
from handlers.proposal_steps import go_on, list_duties, open_words, show, show_duty
from handlers.proposal_words import MOST_LISTED
from services.actors import require
from services.plan_proposals import HeldProposal, change_proposal, discard, draft_from, get_proposal
from services.plan_versions import correct_plan, separate_duty

Step = Callable[[Turn, HeldProposal, str], Replies]
Decision = Callable[[Proposal, int], Proposal]
Question = Callable[[Turn, HeldProposal, ProposalDuty], Replies]
NO_PROPOSAL = "no-such-proposal"


def show_or_decide(turn: Turn, words: str) -> Replies:
    """`/proposal new | revise P | edit P | source P | N [verb …]`: what the buttons say."""
    require(turn.actor, Action.MANAGE_PLANS)
    first, _, rest = words.partition(" ")
    if first in _BEGINNINGS:
        return _BEGINNINGS[first](turn, rest.strip())
    held = get_proposal(turn.work, turn.actor, row_number(first, NO_PROPOSAL))
    verb, _, rest = rest.strip().partition(" ")
    turn.talk.close()
    return _STEPS.get(verb, show)(turn, held, rest.strip())


def _open_duty(turn: Turn, held: HeldProposal, words: str) -> Replies:
    return show_duty(turn, held, _duty(held, words))


def _decide(how: Decision, key: str, turn: Turn, held: HeldProposal, words: str) -> Replies:
    """One duty kept or dropped; then the next."""
    duty = _duty(held, words)
    held = _change(turn, held, lambda proposal: how(proposal, duty.id), key)
    return go_on(turn, held, said=turn.say(key, title=phrases.shortened(duty.title)))


def _decide_all(how: Change, key: str, turn: Turn, held: HeldProposal, _words: str) -> Replies:
    """Many duties kept or dropped at once; then the next."""
    return go_on(turn, _change(turn, held, how, key), said=turn.say(key))


def _merge(turn: Turn, held: HeldProposal, words: str) -> Replies:
    number, _, into = words.partition(" ")
    duty = _duty(held, number)
    if not into:
        return _ask_into(turn, held, duty)
    target = _duty(held, into)
    held = _change(turn, held, lambda proposal: merge(proposal, duty.id, target.id), "merge")
    said = turn.say("duty-merged", title=phrases.shortened(target.title))
    return show_duty(turn, held, held.proposal.duty(target.id), said)


def _ask_into(turn: Turn, held: HeldProposal, duty: ProposalDuty) -> Replies:
    """The other duties, those that share most words first."""
    words = set(folded_plain(duty.title).split())
    others = [
        other
        for other in held.proposal.duties
        if other.id != duty.id and other.decision not in ("dropped", "merged")
    ]
    others.sort(key=lambda other: -len(words & set(folded_plain(other.title).split())))
    choices = [
        Choice(
            f"{held.proposal.number_of(other.id)}. {phrases.shortened(other.title, 44)}",
            f"/proposal {held.id} merge {duty.id} {other.id}",
        )
        for other in others[:MOST_LISTED]
    ]
    choices.append(Choice(turn.say("proposal-back"), open_words(held, duty)))
    return turn.offer(turn.say("merge-which", title=phrases.shortened(duty.title)), choices)


def _separate(turn: Turn, held: HeldProposal, words: str) -> Replies:
    duty = _duty(held, words)
    held = separate_duty(turn.work, turn.actor, held.id, duty.id)
    return show_duty(turn, held, held.proposal.duty(duty.id))


def _correct(turn: Turn, held: HeldProposal, words: str) -> Replies:
    return go_on(turn, correct_plan(turn.work, turn.actor, held.id, row_number(words, "no-such-plan")))


def _draft(turn: Turn, held: HeldProposal, _words: str) -> Replies:
    undated = [duty for duty in held.proposal.kept if duty.late_from is None]
    plan_id = draft_from(turn.work, turn.actor, held.id)
    said = [turn.say("plan-stored")]
    if undated:
        titles = "\n".join(f"– {phrases.shortened(duty.title, 90)}" for duty in undated)
        said.append(turn.say("proposal-still-undated", count=len(undated), titles=titles))
    return [Reply("\n".join(said)), *plans.show_plan(turn, str(plan_id))]


def _discard(turn: Turn, held: HeldProposal, words: str) -> Replies:
    if words != "yes":
        choices = [
            Choice(turn.say("proposal-discard-yes"), f"/proposal {held.id} discard yes"),
            Choice(turn.say("proposal-back"), f"/proposal {held.id}"),
        ]
        return turn.offer(turn.say("proposal-discard-sure"), choices)
    discard(turn.work, turn.actor, held.id)
    return turn.answer("proposal-discarded")


def _ask(what: Question, turn: Turn, held: HeldProposal, words: str) -> Replies:
    return what(turn, held, _duty(held, words))


def _ask_fact(turn: Turn, held: HeldProposal, words: str) -> Replies:
    """Which fact of the document is to be changed, then the fact."""
    if words in FACTS:
        return proposal_asking.ask_fact(turn, held, words)
    choices = [
        Choice(turn.say(f"fact-{name.replace('_', '-')}"), f"/proposal {held.id} fact {name}")
        for name in FACTS
    ]
    return turn.offer(turn.say("fact-which"), choices)


def _add(turn: Turn, held: HeldProposal, _words: str) -> Replies:
    return proposal_asking.ask_new_duty(turn, held)


def _change(turn: Turn, held: HeldProposal, change: Change, what: str) -> HeldProposal:
    return change_proposal(turn.work, turn.actor, held.id, change, what)


def _duty(held: HeldProposal, words: str) -> ProposalDuty:
    return held.proposal.duty(row_number(words))


_BEGINNINGS: dict[str, CommandHandler] = {
    "new": plan_documents.start,
    "revise": plan_versions.offer,
    "edit": plan_versions.edit,
    "source": plan_versions.send_source,
}

_STEPS: dict[str, Step] = {
    "next": go_on,
    "list": list_duties,
    "open": _open_duty,
    "keep": partial(_decide, keep, "duty-kept"),
    "drop": partial(_decide, drop, "duty-dropped"),
    "clear": partial(_decide_all, keep_clear, "duties-kept"),
    "later": partial(_decide_all, keep_undated, "undated-kept"),
    "never": partial(_decide_all, drop_undated, "undated-dropped"),
    "date": partial(_ask, proposal_asking.ask_date),
    "who": partial(_ask, proposal_asking.ask_addressees),
    "title": partial(_ask, proposal_asking.ask_title),
    "kind": partial(_ask, proposal_asking.ask_kind),
    "fact": _ask_fact,
    "add": _add,
    "merge": _merge,
    "separate": _separate,
    "correct": _correct,
    "other": partial(_decide_all, is_own_plan, "proposal-is-own"),
    "draft": _draft,
    "diff": plan_versions.show_difference,
    "confirm": plan_versions.put_in_force,
    "discard": _discard,
}
