"""Numbers of people in a reply, each with what it stands for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.parsing.count_roles import role_of
from domain.parsing.count_words import ABSENT, ATTENDED, GUESTS, MASS_MEMBERS, PEOPLE, THINGS
from domain.parsing.cues import Number, Placed, Stretch, cues_in, share_out
from domain.parsing.word_lists import one_of

# How many other words may stand between a number and the cue before it, or after it.
LONGEST_BEFORE, LONGEST_AFTER = 7, 4

_SEGMENT_END = re.compile(
    r"[,;\n()!?]|\.(?!\d)|\b(?:va|nhung|trong do|ngoai ra|(?<!viec )(?<!ban )rieng"
    r"|con(?! lai| thieu| vang| nho| om| be| dau| moi))\b|[+&]"
)
_IN_WHICH = re.compile(r"\btrong do\b|\bgom\b")
_SENTENCE_END = re.compile(r"[;\n!?]|\.(?!\d)")
_NUMBER = re.compile(r"(?<![\d/⁄.,\-])(?<![/⁄] )\d{1,6}(?![\d⁄]|[.,]\d| ?%| phan tram| ?/ ?\d| ?- ?\d)")
_DIGIT = re.compile(r"\d")
_NOUN = re.compile(
    rf" ?(?:(?P<guests>{one_of(GUESTS)})|(?P<mass>{one_of(MASS_MEMBERS)})"
    rf"|(?P<people>{one_of(PEOPLE)}))(?!\w)"
)
# "2 ngày", but "dự 45 ngày 15/6".
_THING = re.compile(
    rf" ?(?:{one_of(THINGS)}|ngay(?= ?(?:lien|ruoi|nua|truoc|sau|hoc lien|[,.;)\n]|$)))(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people.

    Attributes:
        number: how many.
        role: the field its words name; `PARTY` for members of whom nothing is said; `VAGUE` for about as
        many.
        start: where its words begin in the text.
        end: the position after them.
        is_part: whether it is a part of the number before it (`trong đó`).
        at: where the number itself begins.
        noun: what is counted.
        is_sure: whether a word says so plainly.
        came: whether the words beside it say that they attended, whoever they are.
        reason: of absent members, why; or whether they were excused.
        reason_start: where the words of the reason begin.
        is_first: whether a word for absence stands before it, so that it may count all who were absent.
    """

    number: int
    role: str
    start: int
    end: int
    is_part: bool = False
    came: bool = False
    is_sure: bool = False
    at: int = 0
    noun: str = ""
    reason: str = ""
    reason_start: int = -1
    is_first: bool = False


def find_counts(text: str, reasons: Sequence[Stretch] = (), forms: Sequence[Stretch] = ()) -> list[Count]:
    """Every number of people in the text, in order.

    `reasons` are the stretches that tell why somebody was absent, `forms` those that name a form of meeting.
    """
    found: list[Count] = []
    start = 0
    for end in [*(match.start() for match in _SEGMENT_END.finditer(text)), len(text)]:
        if end > start and _DIGIT.search(text, start, end):
            marks = _Marks(
                [span for span in reasons if start <= span[0] < end],
                [span for span in forms if start <= span[0] < end],
            )
            found += _counts_of(text, start, end, marks)
        start = end
    return found


@dataclass(frozen=True, slots=True)
class _Marks:
    """What other readers found in a segment."""

    reasons: list[Stretch]
    forms: list[Stretch]

    def has_form_at(self, start: int, end: int) -> bool:
        return any(0 <= start - last <= len(" : ") or 0 <= first - end <= 1 for first, last, _ in self.forms)


def _counts_of(text: str, start: int, end: int, marks: _Marks) -> list[Count]:
    numbers = [
        number for match in _NUMBER.finditer(text, start, end) if (number := _number(text, match, end))
    ]
    if not numbers:
        return []
    edges = [start, *(number.noun_end for number in numbers)]
    gaps = [
        cues_in(text, edge, number.start, marks.reasons) for edge, number in zip(edges, numbers, strict=False)
    ]
    gaps.append(cues_in(text, edges[-1], end, marks.reasons))
    for number in numbers:
        number.has_form = marks.has_form_at(number.start, number.end)
    numbers[-1].is_last = True
    share_out(numbers, gaps)
    sentence = max((match.end() for match in _SENTENCE_END.finditer(text, 0, start)), default=0)
    is_part = bool(_IN_WHICH.search(text, sentence, start + len(" trong do")))
    found = [count for number in numbers if (count := _count(text, start, number))]
    return [replace(count, is_part=True) for count in found] if is_part else found


def _number(text: str, match: re.Match[str], end: int) -> Number | None:
    """None for a number of things."""
    noun = _NOUN.match(text, match.end(), end)
    if noun:
        return Number(int(match[0]), *match.span(), noun.end(), noun.lastgroup or "", noun[0].strip())
    is_of_things = _THING.match(text, match.end(), end)
    return None if is_of_things else Number(int(match[0]), *match.span(), match.end(), "")


def _count(text: str, start: int, number: Number) -> Count | None:
    left = _best([placed for placed in number.left if placed.words_after <= LONGEST_BEFORE][::-1])
    right = _best([placed for placed in number.right if placed.words_before <= LONGEST_AFTER])
    role = role_of(text, start, number, left, right)
    if role is None:
        return None
    reason = _reason([*number.right, *number.left[::-1]]) if role == ABSENT else None
    return Count(
        number.value,
        role,
        left.start if left else number.start,
        max(number.noun_end, right.end if right else 0),
        at=number.start,
        noun=number.counted,
        is_sure=any(placed and not placed.cue.is_weak for placed in (left, right)),
        came=any(placed and placed.cue.role == ATTENDED for placed in (left, right)),
        reason=reason.cue.reason if reason else "",
        reason_start=reason.start if reason else -1,
        is_first=any(placed.cue.role == ABSENT and not placed.cue.reason for placed in number.left),
    )


def _best(cues: list[Placed]) -> Placed | None:
    """The nearest cue that is not weak, else the nearest."""
    return next((placed for placed in cues if not placed.cue.is_weak), cues[0] if cues else None)


def _reason(cues: list[Placed]) -> Placed | None:
    return next((placed for placed in cues if placed.cue.reason), None)
