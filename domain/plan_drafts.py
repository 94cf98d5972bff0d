"""From a decided proposal to the draft of a plan."""

from domain.deadlines import Deadline
from domain.errors import DomainError
from domain.forms import FORM_OF_KIND
from domain.plan_proposals import Proposal, ProposalDuty
from domain.plans import MilestoneDraft, PlanDraft

# What the tables take.
LONGEST_TITLE, LONGEST_NUMBER, LONGEST_NAME, LONGEST_PHRASE, LONGEST_CLAUSE = 500, 60, 200, 200, 500


def plan_draft(proposal: Proposal) -> PlanDraft:
    """The plan that the decisions make.

    Raises:
        DomainError: `proposal-open` while a duty is not decided, `title-missing`, or `proposal-empty` when
            none is kept.
    """
    facts = proposal.facts
    if any(duty.is_open for duty in proposal.duties):
        raise DomainError("proposal-open")
    if not facts.title:
        raise DomainError("title-missing")
    if not proposal.kept:
        raise DomainError("proposal-empty")
    return PlanDraft(
        title=facts.title[:LONGEST_TITLE],
        number=facts.number[:LONGEST_NUMBER],
        issuer=facts.issuer[:LONGEST_NAME],
        issued_on=facts.issued_on,
        source=facts.source[:LONGEST_NAME],
        milestones=tuple(milestone_draft(duty) for duty in proposal.kept),
    )


def milestone_draft(duty: ProposalDuty) -> MilestoneDraft:
    """A duty as a plan stores it; `needs` goes along, so that nobody activates what was only inferred."""
    deadline = None
    if duty.late_from is not None:
        deadline = Deadline(duty.late_from, duty.phrase[:LONGEST_PHRASE], duty.starts_on)
    return MilestoneDraft(
        title=duty.title[:LONGEST_TITLE],
        kind=duty.kind,
        form=FORM_OF_KIND[duty.kind],
        deadline=deadline,
        groups=duty.groups,
        units=duty.units,
        clause=quoted_clause(duty),
        recipient=duty.recipient[:LONGEST_NAME],
        via=duty.via[:LONGEST_NAME],
        rrule=duty.rrule,
        needs=duty.needs,
    )


def quoted_clause(duty: ProposalDuty) -> str:
    """`V.3: Báo cáo kết quả …`: where the duty stands, and the words it quotes."""
    return ": ".join(part for part in (duty.clause, duty.quote) if part)[:LONGEST_CLAUSE]
