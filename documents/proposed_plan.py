"""A plan document as a file becomes a proposal."""

from zoneinfo import ZoneInfo

from documents.plan_text import read_plan_text
from domain.errors import DomainError
from domain.parsing.plan.reading import read_plan
from domain.plan_proposals import Proposal
from domain.proposing import propose
from domain.secrecy import says_classified

# A mark of classification stands beside or below the number and the place.
HEAD = 1000


def read_proposal(name: str, content: bytes, zone: ZoneInfo) -> Proposal:
    """What a document proposes; nobody has matched or decided anything yet.

    Raises:
        DomainError: those of `read_plan_text` and `read_plan`, or `plan-classified` for a document that
            bears a mark of classification in its head.
    """
    text = read_plan_text(name, content)
    if says_classified(text.lstrip()[:HEAD]):
        raise DomainError("plan-classified")
    return propose(read_plan(text, zone), text, name)
