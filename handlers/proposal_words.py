"""A proposed plan in words: what was read, each duty beside the words it quotes, what is still open."""

from domain import wording
from domain.messages import Choice, Reply
from domain.plan_proposals import Proposal, ProposalDuty, ProposalFacts
from handlers import phrases
from locales import say
from services.plan_milestones import known_milestones
from services.plan_proposals import HeldProposal, ListedProposal
from services.plan_versions import twin_plan
from services.plans import PlanView, get_plan
from services.units import all_units, group_names
from services.work import Work

QUOTED = 200
MOST_LISTED = 8


def overview(work: Work, held: HeldProposal, language: str) -> Reply:
    """What was read, how far it is decided, and what can be done next."""
    facts, duties = held.proposal.facts, held.proposal.duties
    lines = [head(held, language), facts_line(held.proposal, language)]
    if held.plan_id is not None:
        plan = get_plan(work, held.plan_id)
        lines.append(say("proposal-changes-plan", language, plan=plan.title, version=plan.version))
    if not duties:
        lines.append(say("planread-none", language))
    else:
        lines.append(_counts_line(held.proposal, language))
    twin = twin_plan(work, held)
    if twin is not None:
        key = "proposal-twin-active" if twin.state == "active" else "proposal-twin"
        lines.append(say(key, language, plan=plan_name(twin)))
    if facts.is_scan:
        lines.append(say("scan-careful", language))
    lines.append(say("proposal-nothing-sent", language))
    return Reply("\n".join(lines), overview_choices(held, twin.id if twin else None, language))


def head(held: HeldProposal, language: str) -> str:
    """The title of the document, and the file it came in."""
    facts = held.proposal.facts
    title = facts.title or say("proposal-untitled", language)
    return say("proposal-head", language, title=title) if facts.source else title


def overview_choices(held: HeldProposal, twin_id: int | None, language: str) -> tuple[Choice, ...]:
    """What can be done with a proposal as a whole."""
    proposal, prefix = held.proposal, f"/proposal {held.id}"
    is_open = any(duty.is_open for duty in proposal.duties) or (not held.plan_id and proposal.facts.missing)
    clear = sum(duty.is_clear for duty in proposal.duties)
    settle = ("proposal-diff", "diff") if held.plan_id is not None else ("proposal-draft", "draft")
    offered: list[tuple[bool, str, str]] = [
        (twin_id is not None, say("proposal-twin-yes", language), f"correct {twin_id}"),
        (twin_id is not None, say("proposal-twin-no", language), "other"),
        (twin_id is None and bool(is_open), say("proposal-next", language), "next"),
        (twin_id is None and clear > 1, say("proposal-keep-clear", language, count=clear), "clear"),
        (not is_open and bool(proposal.duties), say(settle[0], language), settle[1]),
        (bool(proposal.duties), say("proposal-list", language), "list"),
        (True, say("proposal-fix-facts", language), "fact"),
        (True, say("proposal-add", language), "add"),
        (True, say("proposal-discard", language), "discard"),
    ]
    return tuple(Choice(label, f"{prefix} {verb}") for is_offered, label, verb in offered if is_offered)


def card(work: Work, held: HeldProposal, duty: ProposalDuty, language: str) -> str:
    """One duty with the words it quotes, its deadline both ways, and who is to do it."""
    lines = [
        say(
            "proposal-duty",
            language,
            number=held.proposal.number_of(duty.id),
            count=len(held.proposal.listed),
            kind=kind_name(duty.kind, language),
            title=duty.title,
        )
    ]
    if duty.quote:
        quote = phrases.shortened(duty.quote, QUOTED)
        lines.append(say("proposal-quote", language, clause=duty.clause or "–", quote=quote))
    lines.append(say("proposal-deadline", language, deadline=deadline(work, duty, language)))
    if held.proposal.facts.is_scan:
        lines.append(say("scan-compare", language))
    if duty.rrule:
        lines.append(say("proposal-recurs", language))
    lines.append(say("proposal-who", language, who=addressees(work, duty, language)))
    if duty.unmatched:
        lines.append(say("proposal-unmatched", language, words="; ".join(duty.unmatched)))
    if duty.recipient or duty.via:
        recipient, via = duty.recipient or "–", duty.via or "–"
        lines.append(say("proposal-recipient", language, recipient=recipient, via=via))
    return "\n".join([*lines, *_state_lines(work, held, duty, language)])


def list_line(work: Work, number: int, duty: ProposalDuty, language: str) -> str:
    """A duty in one line of a list, with its place there."""
    state = say(f"proposal-state-{duty.decision or 'open'}", language)
    when = deadline(work, duty, language, is_short=True)
    return f"{number}. [{state}] {phrases.shortened(duty.title, 90)}: {when}"


def deadline(work: Work, duty: ProposalDuty, language: str, *, is_short: bool = False) -> str:
    """The deadline as the document says it and as its last valid day; `cần ấn định` without one."""
    if duty.late_from is None:
        is_relative = "anchor" in duty.needs or "date" in duty.needs
        undated = say("proposal-undated", language)
        return f"«{duty.phrase[:QUOTED]}», {undated}" if is_relative and not is_short else undated
    phrase = "" if is_short else duty.phrase
    return phrases.both_ways(work, phrase, duty.late_from, language)


def addressees(work: Work, duty: ProposalDuty, language: str) -> str:
    """The names of whom a duty is addressed to here."""
    names = names_of(work, duty.groups, duty.units)
    return ", ".join(names) or say("proposal-nobody", language)


def names_of(work: Work, groups: tuple[str, ...], units: tuple[str, ...]) -> list[str]:
    """The names of groups and units; a code nobody bears any more is left out."""
    names = group_names(work)
    if units:
        names |= {entry.unit.code: entry.unit.name for entry in all_units(work) if entry.unit.code in units}
    return [names[code] for code in (*groups, *units) if code in names]


def plan_name(plan: PlanView) -> str:
    """A plan's number and title, shortened."""
    return phrases.shortened(f"{plan.number} {plan.title}".strip(), 150)


def kind_name(kind: str, language: str) -> str:
    """`báo cáo`, `học tập, quán triệt` …"""
    return say(f"kind-{kind.replace('_', '-')}", language)


def waiting_line(waiting: ListedProposal, language: str) -> str:
    """A proposal as a button shows it."""
    if not waiting.is_read:
        return say("proposal-being-read", language)
    title = waiting.title or say("proposal-untitled", language)
    return say("proposal-waiting", language, title=phrases.shortened(title, 40))


def facts_line(proposal: Proposal, language: str) -> str:
    """Number, day of issue and issuer; `chưa rõ` for what is not known, `không có` where staff said so."""
    facts = proposal.facts
    return say(
        "proposal-facts",
        language,
        number=facts.number or _lacking(facts, "number", language),
        day=wording.day(facts.issued_on) if facts.issued_on else _lacking(facts, "issued_on", language),
        issuer=facts.issuer or _lacking(facts, "issuer", language),
    )


def _lacking(facts: ProposalFacts, name: str, language: str) -> str:
    return say("value-none" if name in facts.settled else "proposal-unknown", language)


def _counts_line(proposal: Proposal, language: str) -> str:
    """How many duties stand, without those left out; and how many are decided."""
    standing = [duty for duty in proposal.listed if duty.decision != "dropped"]
    dropped = len(proposal.listed) - len(standing)
    counts = say(
        "proposal-counts",
        language,
        count=len(standing),
        undated=sum(duty.late_from is None for duty in standing),
        decided=sum(not duty.is_open for duty in standing),
    )
    return f"{counts} {say('proposal-dropped', language, count=dropped)}" if dropped else counts


def _state_lines(work: Work, held: HeldProposal, duty: ProposalDuty, language: str) -> list[str]:
    lines = [say("proposal-is-gone", language)] if duty.is_gone else []
    if duty.milestone_id is not None and held.plan_id is not None and not duty.is_gone:
        lines += [
            say(
                "proposal-now",
                language,
                deadline=deadline(work, before, language, is_short=True),
                who=addressees(work, before, language),
            )
            for before in known_milestones(work, held.plan_id)
            if before.milestone_id == duty.milestone_id
        ]
    if duty.decision:
        state = say(f"proposal-state-{duty.decision}", language)
        lines.append(say("proposal-decided", language, state=state))
    return lines
