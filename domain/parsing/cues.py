"""The words beside numbers of people, and which number each of them belongs to."""

import re
from dataclasses import dataclass, field

from domain.parsing.count_words import ABSENT, AHEAD, BACK, BOTH, CUES, LONGEST_CUE, Cue

# Where some words stand, and what they tell.
Stretch = tuple[int, int, str]

_WORD = re.compile(r"[a-z]+")


@dataclass(slots=True)
class Number:
    """A number in its segment: the cues that may be its own, and what is counted."""

    value: int
    start: int
    end: int
    noun_end: int
    noun: str
    counted: str = ""
    has_form: bool = False
    is_last: bool = False
    left: "list[Placed]" = field(default_factory=list)
    right: "list[Placed]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cue in the words between two numbers, and how many other words stand on either side of it."""

    cue: Cue
    start: int
    end: int
    words_before: int
    words_after: int


def cues_in(text: str, start: int, end: int, reasons: list[Stretch]) -> list[Placed]:
    """The cues in a stretch of the text; `reasons` found elsewhere are cues too."""
    words = list(_WORD.finditer(text, start, end))
    found: list[Placed] = []
    at = 0
    while at < len(words):
        cue, length = _cue_at(text, words, at, reasons)
        if cue is not None and cue.role:
            last = at + length
            found.append(Placed(cue, words[at].start(), words[last - 1].end(), at, len(words) - last))
        at += length
    return found


def _cue_at(text: str, words: list[re.Match[str]], at: int, reasons: list[Stretch]) -> tuple[Cue | None, int]:
    """The longest cue that begins with a word, and how many words it is."""
    for start, end, reason in reasons:
        if start == words[at].start():
            return Cue(ABSENT, reason=reason), sum(start <= word.start() < end for word in words)
    for length in range(min(LONGEST_CUE, len(words) - at), 0, -1):
        cue = CUES.get(text[words[at].start() : words[at + length - 1].end()])
        if cue is not None:
            return cue, length
    return None, 1


def share_out(numbers: list[Number], gaps: list[list[Placed]]) -> None:
    """Between two numbers stands what belongs to the one before or to the one after."""
    words_come_first = _words_come_first(gaps)
    reasons_come_after = all(any(placed.cue.reason for placed in gap) for gap in gaps[1:])
    for at, cues in enumerate(gaps):
        before = numbers[at - 1] if at else None
        after = numbers[at] if at < len(numbers) else None
        following = gaps[at + 1] if at + 1 < len(gaps) else []
        back = [] if words_come_first else _belonging_back(before, after, cues, following)
        if before and reasons_come_after:
            back += [placed for placed in cues if placed.cue.reason and placed not in back]
        if before is not None:
            before.right = [placed for placed in cues if placed in back]
        if after is not None:
            after.left = [placed for placed in cues if placed not in back and placed.cue.reaches != BACK]


def _words_come_first(gaps: list[list[Placed]]) -> bool:
    """`có 31, dự 28, vắng 3` without commas: a word before each number, and none after the last."""
    *before, last = [[placed for placed in gap if placed.cue.reaches != BACK] for gap in gaps]
    rest = before[1:] if len(before) > 2 and not before[0] else before
    says_nothing = all(placed.cue.is_weak for placed in last)
    return (
        len(before) > 1
        and says_nothing
        and all(len({placed.cue.role for placed in gap}) == 1 for gap in rest)
    )


def _belonging_back(
    before: Number | None, after: Number | None, cues: list[Placed], following: list[Placed]
) -> list[Placed]:
    """The cues that belong to the number before them."""
    if before is None:
        return []
    back = [placed for placed in cues if placed.cue.reaches == BACK]
    own = [placed for placed in cues if placed.cue.reaches == BOTH]
    if after is None:
        return back + own
    if len(own) > 1:
        return back + own[:1]
    return back if own and _belongs_ahead(before, after, own[0], following) else back + own


def _belongs_ahead(before: Number, after: Number, placed: Placed, following: list[Placed]) -> bool:
    if after.noun and any(other.cue.reason for other in following):
        # "25 đồng chí có mặt 2 đồng chí ốm": the second has a word of its own.
        return False
    if any(not other.cue.is_weak for other in before.left):
        return True
    if any(not other.cue.is_weak and other.cue.reaches != AHEAD for other in following):
        return False
    return after.start - placed.end <= len(" : ")
