"""What a duty is called: the words nearest to its deadline that say something."""

import re

from domain.parsing.letters import without_diacritics
from domain.parsing.plan.mention import Mention, is_limit

LONGEST_TITLE = 200
LONGEST_LABEL = 24
LEAST_TITLE = 8
LEAST_SENSE = 12
VERB_BEFORE = re.compile(
    r"(?:(?:can|phai|se|va)\s+)?(?:(?:hoan thanh|xong|thuc hien|gui|nop|bao cao|to chuc|"
    r"thoi gian|thoi han|han nop|ket thuc|bat dau)\s*[:,]?\s*){1,2}$"
)
# `Ngày bầu cử: 15/3/2026` says what is on that day; `Ngày thi` and `Thời gian` do not.
LABEL = re.compile(r"^\W*(?:thoi gian|thoi han|thoi diem|ngay(?! (?:hoi|bau cu)\b)|han)\b")

_LABELLED = re.compile(rf"{LABEL.pattern}[^:]{{0,30}}:\s*")
# `Chủ trì: Văn phòng; hoàn thành trước ngày 12/9`: what is to be done is the sentence before.
SAYS_WHO_AND_WHEN = re.compile(
    r"\W*(?:(?:don vi |co quan )?(?:chu tri|phoi hop)\s*:|(?:thoi han |thoi gian )?hoan thanh\s*:?\s*"
    r"(?:truoc|trong|cham nhat|den|ngay)\b|xong\b)"
)
_NAMED_LABEL = re.compile(r"\W*(?!(?:sang|chieu|toi|luc|tu|vao|trong|va)\b)[^\W\d][^:]*:\W*")


def is_label(folded: str) -> bool:
    """`Thời gian: `: what is to be done stands elsewhere."""
    return LABEL.match(folded) is not None or len(folded.strip()) < LEAST_SENSE


def listed_title(opening: str, words: str, begins: int) -> str:
    """`báo cáo về Huyện ủy: quý I trước ngày 05/3, 6 tháng trước ngày 05/6`: the opening, and which of them."""
    label, colon = words.strip(" ,;:-–"), opening.rfind(":")
    is_one_of_many = begins > 0 and colon > LEAST_SENSE and 0 < len(label) <= LONGEST_LABEL
    return shortened(f"{opening[:colon]}: {label}") if is_one_of_many else ""


def title_after(after: str, words: str, mention: Mention) -> str:
    """A schedule names the day first: `Ngày 03/11: họp Ban Thường vụ`."""
    after = after.strip(" ,:;.()–-")
    if is_limit(mention.lead) or after.startswith("tại "):
        return ""
    return shortened(after) if len(words.strip(" ,:;-–(")) < LEAST_TITLE and len(after) > LEAST_SENSE else ""


def title_of(words: str, folded: str, tail: str, headings: tuple[str, ...], opening: str) -> str:
    """The words before the deadline; where they say nothing, the heading or the opening of the sentence."""
    is_one_of_many = _names_one_of_many(folded)
    words, folded = _without_label(words, folded)
    words = re.sub(r"\s+", " ", words).strip(" ,;:-–(").lstrip(") ")
    is_unnamed = LABEL.match(folded) is not None or len(words) < LEAST_TITLE
    heading = headings[0][:120].strip(" .:;")
    if is_unnamed and heading:
        words = f"{heading}: {words}" if is_one_of_many else heading
    match = VERB_BEFORE.search(without_diacritics(words))
    if match and match.start() > 12:
        words = words[: match.start()]
    words = re.sub(r"(?:\s|,)+(?:và|thì|xong)$", "", words.strip(" ,;:-–("))
    return shortened(
        (words + tail) if len(words) >= LEAST_TITLE else f"{opening.strip(' ,;:-–(') or heading}{tail}"
    )


def shortened(words: str, longest: int = LONGEST_TITLE, *, is_quote: bool = False) -> str:
    """In single spaces, cut between words; a title begins with a capital and without `và`."""
    words = " ".join(words.split()).strip(" .,;:-–")
    if len(words) > longest:
        words = words[:longest].rsplit(" ", 1)[0]
    words = words if is_quote else re.sub(r"^(?:[Vv]à|thì)\s+", "", words)
    return words if is_quote else words[:1].upper() + words[1:]


def _names_one_of_many(folded: str) -> bool:
    """`Bán kết: ngày 22/3`: too short for a title of its own, but it says which part of the heading."""
    return _NAMED_LABEL.fullmatch(folded) is not None and LABEL.match(folded) is None


def _without_label(words: str, folded: str) -> tuple[str, str]:
    """`Thời gian báo cáo: Báo cáo gửi về UBND xã`: what follows the label is a sentence of its own."""
    label = _LABELLED.match(folded)
    rest = words[label.end() :] if label else ""
    has_sense = rest[:1].isupper() and len(rest.strip()) >= LEAST_SENSE
    return (rest, folded[-len(rest) :]) if has_sense else (words, folded)
