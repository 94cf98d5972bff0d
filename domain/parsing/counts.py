"""Numbers of people in a reply, and what the words beside each make of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from domain.parsing.count_words import (
    ABOUT,
    ABSENT,
    AHEAD,
    ATTENDED,
    BACK,
    BOTH,
    CUES,
    GUESTS,
    LONGEST_CUE,
    MASS_MEMBERS,
    MEMBERS,
    NON_PARTY,
    PARTY,
    PEOPLE,
    THINGS,
    TOTAL,
    Cue,
)

VAGUE = "vague"
LAST_DAY = 31
LONGEST_LOOK_BACK = 120
# Where some words stand, and what they tell.
Stretch = tuple[int, int, str]
# How many other words may stand between a number and the cue before it, or after it.
LONGEST_BEFORE, LONGEST_AFTER = 7, 4

_SEGMENT_END = re.compile(
    r"[,;\n()!?]|\.(?!\d)|\b(?:va|nhung|trong do|ngoai ra|rieng|con(?! lai| thieu| vang| nho| om| be| dau| moi))\b|[+&]"
)
_IN_WHICH = re.compile(r"\btrong do\b|\bgom\b")
_SENTENCE_END = re.compile(r"[;\n!?]|\.(?!\d)")
_NUMBER = re.compile(r"(?<![\d/⁄.,\-])(?<![/⁄] )\d{1,6}(?![\d⁄]|[.,]\d| ?%| phan tram| ?/ ?\d| ?- ?\d)")
_WORD = re.compile(r"[a-z]+")
# "2 ngày", but "dự 45 ngày 15/6".
_DIGIT = re.compile(r"\d")
_DAYS_LONG = re.compile(r" ?ngay(?! ?(?:\d|hom|thu))\b")


def _one_of(phrases: list[str]) -> str:
    return f"(?:{'|'.join(sorted(phrases, key=len, reverse=True))})"


_NOUN = re.compile(
    rf" ?(?:(?P<guests>{_one_of(GUESTS)})|(?P<mass>{_one_of(MASS_MEMBERS)})|(?P<people>{_one_of(PEOPLE)}))(?!\w)"
)
# "2 ngày", but "dự 45 ngày 15/6".
_THING = re.compile(
    rf" ?(?:{_one_of(THINGS)}|ngay(?= ?(?:lien|ruoi|nua|truoc|sau|hoc lien|[,.;)\n]|$)))(?!\w)"
)
_BESIDE = r"(?: (?:tham du|du|tham gia|co|la|co mat|cung du))* ?:? ?$"
_GUESTS_BEFORE = re.compile(rf"\b{_one_of(GUESTS)}{_BESIDE}")
_MASS_BEFORE = re.compile(rf"\b{_one_of(MASS_MEMBERS)}{_BESIDE}")
_MET = re.compile(r"\b(?:hoc|hop|du|quan triet|trien khai|to chuc|hoi nghi)\b|\d")
_PEOPLE_BEFORE = re.compile(rf"\b{_one_of(PEOPLE)}(?: (?:co|la|hien co))* ?:? ?$")
# "3 đồng chí mới chuyển đến": of a kind, not all.
_ABOUT_AND = frozenset(["duoc", "tren", "la", "co", "xi", "chung", "khoang", "hon", "gan"])
_MORE_OR_LESS = re.compile(r" ?may\b(?! (?:hom|ngay|buoi))|-\d| may chuc")
_OF_A_KIND = re.compile(
    r" (?:la |dang |thuoc )?(?:moi|chuyen|du bi|nu|nam|tre|cao tuoi|tuoi|huu|nguoi dan toc|lao thanh|la nguoi|bo sung"
    r"|duoc ket nap|dang o|phat bieu|tham luan|y kien|co y kien|xin vao)\b"
)
_UNIT_OF = re.compile(
    r"(?:^|[,.;\d\x00])[ ,.;]*(?:chi bo|dang bo|don vi|ben|chung)(?: (?:thon|xom|khu|minh|em|e|toi|co quan|truong|ban|ta|\x00))*[ \x00]*$"
)
_UNIT_HAS = re.compile(
    r"\b(?:chi bo|dang bo|don vi|ben|bon|chung|to dang|truong|co quan|toi|em|minh|thon|xom|ban)"
    r"(?: (?!hoc|hop|du|to chuc|trien khai|quan triet|da|lop|hoi nghi|mo)[a-z\d\x00]+){0,6}[ \x00]+(?:co|gom|gom co)(?: tat ca| tong cong| tong so| ca thay)? ?$"
)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people.

    Attributes:
        number: how many.
        role: the field its words name; `PARTY` for members of whom nothing is said; `VAGUE` for about as many.
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


@dataclass(slots=True)
class _Number:
    """A number in its segment: the cues that may be its own, and what is counted."""

    value: int
    start: int
    end: int
    noun_end: int
    noun: str
    counted: str = ""
    has_form: bool = False
    is_last: bool = False
    left: "list[_Placed]" = field(default_factory=list)
    right: "list[_Placed]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cue in the words between two numbers, and how many other words stand on either side of it."""

    cue: Cue
    start: int
    end: int
    words_before: int
    words_after: int


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
        _cues_in(text, edge, number.start, marks.reasons)
        for edge, number in zip(edges, numbers, strict=False)
    ]
    gaps.append(_cues_in(text, edges[-1], end, marks.reasons))
    for number in numbers:
        number.has_form = marks.has_form_at(number.start, number.end)
    numbers[-1].is_last = True
    _share_out(numbers, gaps)
    sentence = max((match.end() for match in _SENTENCE_END.finditer(text, 0, start)), default=0)
    is_part = bool(_IN_WHICH.search(text, sentence, start + len(" trong do")))
    found = [count for number in numbers if (count := _count(text, start, number))]
    return [replace(count, is_part=True) for count in found] if is_part else found


def _number(text: str, match: re.Match[str], end: int) -> _Number | None:
    """None for a number of things."""
    noun = _NOUN.match(text, match.end(), end)
    if noun:
        return _Number(int(match[0]), *match.span(), noun.end(), noun.lastgroup or "", noun[0].strip())
    is_of_things = _THING.match(text, match.end(), end)
    return None if is_of_things else _Number(int(match[0]), *match.span(), match.end(), "")


def _share_out(numbers: list[_Number], gaps: list[list[_Placed]]) -> None:
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


def _words_come_first(gaps: list[list[_Placed]]) -> bool:
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
    before: _Number | None, after: _Number | None, cues: list[_Placed], following: list[_Placed]
) -> list[_Placed]:
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


def _belongs_ahead(before: _Number, after: _Number, placed: _Placed, following: list[_Placed]) -> bool:
    if any(not other.cue.is_weak for other in before.left):
        return True
    if any(not other.cue.is_weak and other.cue.reaches != AHEAD for other in following):
        return False
    return after.start - placed.end <= len(" : ")


def _cues_in(text: str, start: int, end: int, reasons: list[Stretch]) -> list[_Placed]:
    words = list(_WORD.finditer(text, start, end))
    found: list[_Placed] = []
    at = 0
    while at < len(words):
        cue, length = _cue_at(text, words, at, reasons)
        if cue is not None and cue.role:
            last = at + length
            found.append(_Placed(cue, words[at].start(), words[last - 1].end(), at, len(words) - last))
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


def _count(text: str, start: int, number: _Number) -> Count | None:
    left = _best([placed for placed in number.left if placed.words_after <= LONGEST_BEFORE][::-1])
    right = _best([placed for placed in number.right if placed.words_before <= LONGEST_AFTER])
    role = _role(text, start, number, left, right)
    if role is None:
        return None
    if _is_about(text, number):
        role = VAGUE
    reason = _reason([*number.right, *number.left[::-1]]) if role == ABSENT else None
    return Count(
        number.value,
        role,
        left.start if left else number.start,
        max(number.noun_end, right.end if right else 0),
        at=number.start,
        noun=number.counted,
        is_sure=any(placed and not placed.cue.is_weak for placed in (left, right)),
        came=_says(left, ATTENDED) or _says(right, ATTENDED),
        reason=reason.cue.reason if reason else "",
        reason_start=reason.start if reason else -1,
        is_first=any(placed.cue.role == ABSENT and not placed.cue.reason for placed in number.left),
    )


def _best(cues: list[_Placed]) -> _Placed | None:
    """The nearest cue that is not weak, else the nearest."""
    return next((placed for placed in cues if not placed.cue.is_weak), cues[0] if cues else None)


def _reason(cues: list[_Placed]) -> _Placed | None:
    return next((placed for placed in cues if placed.cue.reason), None)


def _opens_with(text: str, start: int, before: str) -> bool:
    """`có 45 đảng viên, đã học …`: the message begins with how many there are."""
    return before.strip(" ,.") in ("co", "hien co") and not _MET.search(text, 0, start)


def _role(text: str, start: int, number: _Number, left: _Placed | None, right: _Placed | None) -> str | None:
    """What a number counts: by who is counted, by the cues beside it, else by the words before it."""
    before = text[max(start, number.start - LONGEST_LOOK_BACK) : number.start]
    others = _role_of_others(number, before)
    if others:
        return None if _says(left, ABSENT) or _says(right, ABSENT) else others
    cued = _role_by_cues(number, left, right)
    if cued:
        return cued
    if number.noun and _UNIT_OF.search(before):
        return TOTAL
    if not number.noun:
        return _role_without_noun(number, before, left, right)
    return _role_with_noun(text, start, number, before, left, right)


def _role_of_others(number: _Number, before: str) -> str | None:
    """Guests, or members of mass organisations, who are counted by themselves."""
    if number.noun == "guests" or (number.noun != "mass" and _GUESTS_BEFORE.search(before)):
        return NON_PARTY
    if number.noun == "mass" or _MASS_BEFORE.search(before):
        return MEMBERS
    return None


def _role_by_cues(number: _Number, left: _Placed | None, right: _Placed | None) -> str | None:
    strong = [placed for placed in (left, right) if placed and not placed.cue.is_weak]
    if len(strong) == 2 and strong[0].cue.role == TOTAL and not strong[1].cue.reason:
        return strong[1].cue.role
    if len(strong) == 2 and number.is_last and _is_absent_after_study(*strong):
        return ABSENT
    return strong[0].cue.role if strong else None


def _role_without_noun(
    number: _Number, before: str, left: _Placed | None, right: _Placed | None
) -> str | None:
    if _is_plainly_attended(number, left):
        return ATTENDED
    if left and _UNIT_HAS.search(before) and not right:
        return TOTAL
    return PARTY if number.has_form or _PEOPLE_BEFORE.search(before) else None


def _role_with_noun(
    text: str, start: int, number: _Number, before: str, left: _Placed | None, right: _Placed | None
) -> str | None:
    if _OF_A_KIND.match(text, number.noun_end):
        return None
    if _says(left, ATTENDED) or (
        _says(right, ATTENDED) and (left or not number.counted.startswith("dang vien"))
    ):
        return ATTENDED
    is_of = _UNIT_HAS.search(before) or _opens_with(text, start, before) or before.endswith("trong ")
    return TOTAL if _says(left, TOTAL) and is_of else PARTY


def _is_absent_after_study(left: _Placed, right: _Placed) -> bool:
    """`học xong 2 đồng chí vắng` without a comma."""
    return left.cue.role == ATTENDED and right.cue.role == ABSENT and right.words_before == 0


def _is_plainly_attended(number: _Number, left: _Placed | None) -> bool:
    """`đi 40 nghỉ 3`: right after the verb, and no day of a month."""
    return _says(left, ATTENDED) and left is not None and left.words_after == 0 and number.value > LAST_DAY


def _says(placed: _Placed | None, role: str) -> bool:
    return placed is not None and placed.cue.role == role


def _is_about(text: str, number: _Number) -> bool:
    *_, second, first = ["", "", *text[: number.start].split()[-2:]]
    is_about = first in ABOUT and (second, first) != ("quan", "chung")
    return (
        is_about or (second in ABOUT and first in _ABOUT_AND) or bool(_MORE_OR_LESS.match(text, number.end))
    )
