"""A plan document as a file becomes a proposal."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from documents.plan_text import read_document
from documents.scan_text import OnPage
from domain.errors import DomainError
from domain.parsing.plan.reading import read_plan
from domain.plan_proposals import Proposal
from domain.proposing import propose
from domain.secrecy import says_classified

# A mark of classification stands beside or below the number and the place.
HEAD = 1000


def read_proposal(
    name: str,
    content: bytes,
    zone: ZoneInfo,
    wordings: tuple[str, ...] = (),
    on_page: OnPage = lambda _page, _pages: None,
) -> Proposal:
    """What a document proposes; nobody has matched or decided anything yet.

    `wordings` are what the profile of the organisation calls its units; a scan tells `on_page` how far it is.

    Raises:
        DomainError: those of `read_document` and `read_plan`, or `plan-classified` for a document that
            bears a mark of classification in its head.
    """
    document = read_document(name, content, on_page)
    if says_classified(document.words.lstrip()[:HEAD]):
        raise DomainError("plan-classified")
    proposal = propose(read_plan(document.words, zone, wordings), document.words, name)
    return replace(proposal, facts=replace(proposal.facts, is_scan=document.is_scan))
