"""What a number of people stands for, by the words beside it."""

import re

from domain.parsing.count_words import (
    ABOUT,
    ABSENT,
    ATTENDED,
    GUESTS,
    MASS_MEMBERS,
    MEMBERS,
    NON_PARTY,
    PARTY,
    PEOPLE,
    TOTAL,
)
from domain.parsing.cues import Number, Placed
from domain.parsing.word_lists import one_of

VAGUE = "vague"
LAST_DAY = 31
LONGEST_LOOK_BACK = 120

_BESIDE = r"(?: (?:tham du|du|tham gia|co|la|co mat|cung du))* ?:? ?$"
_GUESTS_BEFORE = re.compile(rf"\b{one_of(GUESTS)}{_BESIDE}")
_MASS_BEFORE = re.compile(rf"\b{one_of(MASS_MEMBERS)}{_BESIDE}")
_MET = re.compile(r"\b(?:hoc|hop|du|quan triet|trien khai|to chuc|hoi nghi)\b|\d")
_PEOPLE_BEFORE = re.compile(rf"\b{one_of(PEOPLE)}(?: (?:co|la|hien co))* ?:? ?$")
# "3 đồng chí mới chuyển đến": of a kind, not all.
_ABOUT_AND = frozenset(["duoc", "tren", "la", "co", "xi", "chung", "khoang", "hon", "gan"])
_MORE_OR_LESS = re.compile(r" ?may\b(?! (?:hom|ngay|buoi))|-\d| may chuc")
_THEN_ABSENT = re.compile(r" ?,? ?(?:vang|nghi|thieu) \d")
_OF_A_KIND = re.compile(
    r" (?:la |dang |thuoc )?(?:moi|chuyen|du bi|nu|nam|tre|cao tuoi|tuoi|huu"
    r"|nguoi dan toc|lao thanh|la nguoi|bo sung"
    r"|duoc ket nap|dang o|phat bieu|tham luan|y kien|co y kien|xin vao)\b"
)
_UNIT_OF = re.compile(
    r"(?:^|[,.;\d\x00])[ ,.;]*(?:chi bo|dang bo|don vi|ben|chung)(?: (?:thon|xom|khu|minh"
    r"|em|e|toi|co quan|truong|ban|ta|\x00))*[ \x00]*$"
)
_UNIT_HAS = re.compile(
    r"\b(?:chi bo|dang bo|don vi|ben|bon|chung|to dang|truong|co quan|toi|em|minh|thon|xom|ban)"
    r"(?: (?!hoc|hop|du|to chuc|trien khai|quan triet|da|lop|hoi nghi"
    r"|mo)[a-z\d\x00]+){0,6}[ \x00]+(?:co|gom|gom co)(?: tat ca| tong cong| tong so"
    r"| ca thay)? ?$"
)


def role_of(text: str, start: int, number: Number, left: Placed | None, right: Placed | None) -> str | None:
    """The field a number fills; `PARTY` when nothing is said of these members, None for what counts nobody.

    `start` is where its segment of the text begins, `left` and `right` are the words that are its own.
    """
    before = text[max(start, number.start - LONGEST_LOOK_BACK) : number.start]
    others = _role_of_others(before, number)
    if others:
        is_told_absent = _says(left, ABSENT) or _says(right, ABSENT)
        return None if is_told_absent else others
    strong = [placed for placed in (left, right) if placed and not placed.cue.is_weak]
    role = _role_by_strong_words(text, number, strong) if strong else None
    role = role or _role_by_weak_words(text, start, number, left, right)
    return VAGUE if role and _is_about(text, number) else role


def _role_of_others(before: str, number: Number) -> str:
    """Guests, and members of the mass organisations."""
    if number.noun == "guests" or (number.noun != "mass" and _GUESTS_BEFORE.search(before)):
        return NON_PARTY
    return MEMBERS if number.noun == "mass" or _MASS_BEFORE.search(before) else ""


def _role_by_strong_words(text: str, number: Number, strong: list[Placed]) -> str:
    first, last = strong[0], strong[-1]
    if len(strong) == 2 and first.cue.role == TOTAL and not last.cue.reason:
        return last.cue.role
    if len(strong) == 2 and number.is_last and _is_absent_after_study(text, first, last):
        return ABSENT
    return first.cue.role


def _role_by_weak_words(
    text: str, start: int, number: Number, left: Placed | None, right: Placed | None
) -> str | None:
    before = text[max(start, number.start - LONGEST_LOOK_BACK) : number.start]
    if not number.noun:
        return _role_without_noun(text, before, number, left, right)
    if _UNIT_OF.search(before):
        return TOTAL
    if _OF_A_KIND.match(text, number.noun_end):
        return None
    is_any_member = not number.counted.startswith("dang vien")
    if _says(left, ATTENDED) or (_says(right, ATTENDED) and (left or is_any_member)):
        return ATTENDED
    is_of = _UNIT_HAS.search(before) or _opens_with(text, start, before) or before.endswith("trong ")
    return TOTAL if _says(left, TOTAL) and is_of else PARTY


def _role_without_noun(
    text: str, before: str, number: Number, left: Placed | None, right: Placed | None
) -> str | None:
    if _is_plainly_attended(text, number, left):
        return ATTENDED
    if left and not right and _UNIT_HAS.search(before):
        return TOTAL
    return PARTY if number.has_form or _PEOPLE_BEFORE.search(before) else None


def _opens_with(text: str, start: int, before: str) -> bool:
    """`có 45 đảng viên, đã học …`: the message begins with how many there are."""
    return before.strip(" ,.") in ("co", "hien co") and not _MET.search(text, 0, start)


def _is_absent_after_study(text: str, left: Placed, right: Placed) -> bool:
    """`học xong 2 đồng chí vắng` without a comma."""
    return text[: left.end].endswith("xong") and right.cue.role == ABSENT and right.words_before == 0


def _is_plainly_attended(text: str, number: Number, left: Placed | None) -> bool:
    """`đi 40`, `đi 24 nghỉ 3`: right after the verb, and no day of a month."""
    is_beside = left is not None and left.cue.role == ATTENDED and left.words_after == 0
    return is_beside and (number.value > LAST_DAY or _THEN_ABSENT.match(text, number.end) is not None)


def _says(placed: Placed | None, role: str) -> bool:
    return placed is not None and placed.cue.role == role


def _is_about(text: str, number: Number) -> bool:
    *_, second, first = ["", "", *text[: number.start].split()[-2:]]
    is_about = first in ABOUT and (second, first) != ("quan", "chung")
    return (
        is_about or (second in ABOUT and first in _ABOUT_AND) or bool(_MORE_OR_LESS.match(text, number.end))
    )
