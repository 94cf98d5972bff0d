"""Whether two plans ask for the same thing, so that units are not asked for it twice."""

import re
from collections.abc import Sequence

from domain.parsing.letters import folded_plain
from domain.plan_proposals import ProposalDuty

# Titles of one plan are shortened and lengthened; most of their words stay.
LEAST_SHARED_WORDS = 0.8
LEAST_SHARED_DUTIES = 0.5
_CITED = re.compile(r"\b\d{1,4} ?- ?[a-z]{1,6} ?/ ?[a-z]{1,8}\b")
_KIND_OF_PAPER = re.compile(r"^\W*(?:(?:du thao|ke hoach|kh)\b\W*)+")
_WORD = re.compile(r"\w+")


def same_title(one: str, other: str) -> bool:
    """Whether two titles differ by marks, capitals, or the words `Kế hoạch` before them only."""
    return bool(_bare(one)) and _bare(one) == _bare(other)


def is_alike(
    title: str, duties: Sequence[ProposalDuty], other_title: str, others: Sequence[ProposalDuty]
) -> bool:
    """Whether both speak of the same matter and most of what is dated is due on the same days.

    The titles name the same documents or share most of their words.
    """
    return _same_matter(title, other_title) and _same_dates(duties, others)


def _same_matter(one: str, other: str) -> bool:
    cited, cited_there = _cited(one), _cited(other)
    if cited or cited_there:
        return bool(cited & cited_there)
    words, words_there = set(_WORD.findall(_bare(one))), set(_WORD.findall(_bare(other)))
    most = max(len(words), len(words_there))
    return most > 0 and len(words & words_there) >= LEAST_SHARED_WORDS * most


def _same_dates(duties: Sequence[ProposalDuty], others: Sequence[ProposalDuty]) -> bool:
    dated = [
        duty for duty in duties if duty.late_from is not None and duty.decision not in ("dropped", "merged")
    ]
    known = {(other.kind, other.late_from, other.rrule) for other in others}
    same = [duty for duty in dated if (duty.kind, duty.late_from, duty.rrule) in known]
    return bool(dated) and len(same) > LEAST_SHARED_DUTIES * len(dated)


def _bare(title: str) -> str:
    return " ".join(_WORD.findall(_KIND_OF_PAPER.sub("", folded_plain(title))))


def _cited(title: str) -> set[str]:
    return {symbol.replace(" ", "") for symbol in _CITED.findall(folded_plain(title))}
