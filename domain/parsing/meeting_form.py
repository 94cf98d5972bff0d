"""The form of the meeting: face to face, online, or both."""

import re

from domain.parsing.draft import Draft

_IN_PERSON = (
    r"(?:truc tiep(?! (?:truyen dat|quan triet|trinh bay|bao cao|len lop|pho bien|chi dao|nop"
    r"|giang|gap|goi|cho))|offline|mat doi mat)"
)
_ONLINE = (
    r"(?:truc tuyen|online|zoom|google meet|\bmeet\b|\bteams\b|\bwebex\b|cau truyen hinh"
    r"|video call|goi video|"
    r"livestream|qua mang|tu xa|qua diem cau|tai diem cau|(?:qua|tren|bang|nhom|hop|hoc) zalo)"
)
_LINK = (
    r"(?: ?(?:[,+/&\-;]|(?:va|ket hop|lan|voi|xen|ca|vua|mot phan|phan|\d+|dong chi|dang vien|qua"
    r"|bang|hoc|nguoi"
    r"|con|lai|thi|co|o)\b)){1,7} ?| "
)
_BOTH = re.compile(
    rf"{_IN_PERSON}(?:{_LINK}){_ONLINE}|{_ONLINE}(?:{_LINK}){_IN_PERSON}"
    rf"|ket hop(?= ?(?:ca hai|2 hinh thuc|hai hinh thuc|truc|on|off|zoom|[,.;]|$))|\bca (?:hai"
    rf"|2) hinh thuc\b|\bhinh thuc ket hop\b|hybrid"
)
_SENT = re.compile(
    r"\b(?:gui|nop|bao cao|dua|chuyen|xem)(?: \w+){0,4}? (?:truc tiep|qua zalo|tren zalo|zalo"
    r"|online|truc tuyen)\b"
)
_ONLY_ONLINE = re.compile(_ONLINE)
_ONLY_IN_PERSON = re.compile(_IN_PERSON)
_PLACE = re.compile(
    r"\btap trung\b(?! (?:lanh dao|chi dao|cao))|\b(?:tai|o|trong) (?:hoi truong|nha van hoa"
    r"|tru so|uy ban|van phong|phong hop|truong|nha|dinh|ht|htr|nha sinh hoat|co quan|don vi|xa)\b"
    r"|\bhoi truong\b"
)
_TT = re.compile(r"(?<![\w])t\.?t(?!\w)")


def read_form(draft: Draft) -> None:
    """Take the form of the meeting; what may be either is left to be asked."""
    text = draft.line.open
    sent = [match.span() for match in _SENT.finditer(text)]
    both = _BOTH.search(text)
    if both and not _lies_in(both.span(), sent):
        draft.take("mode", "ket_hop", *both.span())
        return
    online = _first_outside(_ONLY_ONLINE, text, sent)
    in_person = _first_outside(_ONLY_IN_PERSON, text, sent)
    if online and in_person:
        draft.doubt("", readings=[{"mode": "ket_hop"}, {"mode": "truc_tiep"}, {"mode": "truc_tuyen"}])
        return
    if online or in_person:
        found = online or in_person
        assert found is not None
        draft.take("mode", "truc_tuyen" if online else "truc_tiep", *found)
        return
    place = _first_outside(_PLACE, text, sent)
    if place:
        draft.take("mode", "truc_tiep", *place)
    elif _TT.search(text):
        draft.doubt("", readings=[{"mode": "truc_tiep"}, {"mode": "truc_tuyen"}])


def _first_outside(
    pattern: re.Pattern[str], text: str, spans: list[tuple[int, int]]
) -> tuple[int, int] | None:
    return next((match.span() for match in pattern.finditer(text) if not _lies_in(match.span(), spans)), None)


def _lies_in(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(start <= span[0] < end for start, end in spans)
