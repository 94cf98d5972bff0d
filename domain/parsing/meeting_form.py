"""The form of the meeting: face to face, online, or both."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.parsing.draft import Draft

IN_PERSON, ONLINE, COMBINED = "truc_tiep", "truc_tuyen", "ket_hop"
PLACE = "place"
LONGEST_LINK = 60
# "trực tiếp truyền đạt" tells who spoke, "nộp trực tiếp" how a paper went.
_WORDS = {
    IN_PERSON: re.compile(
        r"\b(?<!nghe )(?<!truyen hinh )(?<!phat )truc tiep(?! (?:truyen dat|quan triet"
        r"|trinh bay|bao cao|len lop"
        r"|pho bien|chi dao|nop|giang|gap|goi|cho|voi|dong chi|xuong|phu trach|lam))"
        r"|\b(?:offline|mat doi mat)\b"
    ),
    ONLINE: re.compile(
        r"\b(?:(?:tham gia|tham du|du|theo doi|xem|nghe|qua) (?:hoi nghi|lop|cau) truc tuyen"
        r"|truc tuyen(?! (?:cua|toan quoc|do)\b)|online|zoom|google meet|meet|teams|webex"
        r"|truyen hinh|video call|(?:hoc|hop|nghe) qua dien thoai|goi video|livestream"
        r"|qua mang|qua link|qua duong link|duong truyen|(?<!o )tu xa|(?:qua|tai|o|tu)"
        r" (?:\d+ )?diem cau|(?:qua|tren|bang|nhom|hop|hoc|phong) zalo|hop zalo|vov)\b"
    ),
    COMBINED: re.compile(
        r"\bket hop(?! (?:voi (?!truc)|hoc|hop|sinh hoat|cung|lam|to chuc|chuyen de|cong|kiem"
        r"|hoi|ra|chao|trien|bau|ky|le))"
        r"|\bca (?:hai|2)(?: hinh)? thuc\b|\bhinh thuc ket hop\b|\bhybrid\b|\b(?:theo|bang"
        r"|voi|duoi|qua|gom) (?:hai|2) hinh thuc\b"
    ),
    PLACE: re.compile(
        r"\btap trung(?! (?:lanh dao|chi dao|cao|doc|vao))\b"
        r"|\b(?:tai|o|trong|ra|den) (?:uy ban|van phong|nha truong|truong|nha(?= (?:dong chi"
        r"|ong|ba|anh|chi|bi thu|truong thon|van hoa|sinh hoat))|dinh|mieu|ht|htr|co quan"
        r"|don vi|xa|lop|tram|chua)\b"
        r"|\b(?<!muon )(?<!thue )(?<!xin )(?<!xay )(?:(?:tai|o|trong|ra|den) )?(?:hoi truong|nha van hoa|tru so|phong hop|phong hoc"
        r"|nha sinh hoat)\b"
        r"(?! (?:\w+ ){0,2}(?:bi|dang(?! uy| bo)|hong|chua|sua|khong|ngap|toc|dot|mat)\b)"
    ),
}  # fmt: skip
_SENT = re.compile(
    r"\b(?:gui|nop|dua|chuyen|mang(?= (?:bao cao|ban|len|den|giay))|gap(?! mat)|goi"
    r"|trao doi|up)(?: \w+){0,4}? (?:truc tiep|qua zalo|tren zalo|zalo|online"
    r"|truc tuyen|nhom zalo)\b|\bbao cao(?: \w+){0,3}? (?:truc tiep (?:voi|cho|len)|qua zalo|online)"
    r"|\bzalo (?:cho|dong chi|anh|chi|em)\b"
)
_NOT_SO = re.compile(
    r"\b(?:khong|chu khong|khong phai|chua|thay vi)(?: (?:phai|hoc|hop|to chuc|la|duoc|qua|bang|co))* $"
)
# What may stand between two forms that were both used.
_LINK = re.compile(
    r"[ ,+/&\-;:()]*(?:(?:va|ket hop|lan|voi|xen|ca|vua|phan|dong chi|dang vien|qua|bang"
    r"|hoc|nguoi|con|lai|thi"
    r"|co|o|\d+|hinh thuc|tap trung|song song|dong thoi|hop|ben|mot|so|may|roi|cung|nua|day|diem cau|diem|noi|cho)[ ,+/&\-;:()]*)*"
)  # fmt: skip
# "người thì đến, người thì nghe Zoom".
_SOME_AND_OTHERS = re.compile(
    r"\b(nguoi thi|nua|mot phan|phan thi|so thi|dong chi thi|co dong chi|co nguoi|mot so|nhom|vua)\b.{1,60}\b\1\b"
)
_FOR_SOME = re.compile(r"\b(?:dong chi|dang vien|nguoi|may|mot so|so con lai|rieng|con lai|ai)\b")
_SOME_ONLY = re.compile(
    r"\b(?:cho|rieng|mot so|may|vai|so con lai|con) (?:\w+ ){0,2}(?:dong chi|dang vien|nguoi|ai)\b"
)
_CLAUSE_EDGE = re.compile(r"[,;\n]|\.(?!\d)")
_EDGE_OR_NUMBER = re.compile(rf"{_CLAUSE_EDGE.pattern}|\d")
_DIGIT = re.compile(r"\d")
_EITHER = re.compile(r"(?<!\w)t\.?t(?!\w)")


@dataclass(frozen=True, slots=True)
class FormWord:
    """A word for a form of meeting, and where it stands."""

    form: str
    start: int
    end: int


def read_form(draft: Draft) -> None:
    """Take the form of the meeting; what may be either is left to be asked."""
    found = list(_form_words(draft.line.open))
    for word in found:
        draft.line.take(word.start, word.end)
    draft.form_words = [
        (word.start, word.end, IN_PERSON if word.form == PLACE else word.form) for word in found
    ]
    form = _form_of(draft, found)
    draft.tells_form = any(word.form != PLACE for word in found)
    if form:
        shown = [word for word in found if word.form in (form, PLACE) or form == COMBINED]
        draft.values["mode"] = form
        draft.quotes["mode"] = draft.line.words(shown[0].start, shown[-1].end)
    elif not found and _EITHER.search(draft.line.open):
        draft.doubt("", readings=[{"mode": IN_PERSON}, {"mode": ONLINE}])


def form_beside(draft: Draft, start: int, end: int) -> str:
    """The form of meeting told in the clause of a figure that stands between two positions, or an empty text."""
    text = draft.line.text
    near = [
        (max(first - end, start - last), form)
        for first, last, form in draft.form_words
        if not _EDGE_OR_NUMBER.search(text, min(end, last), max(start, first))
    ]
    return min(near)[1] if near else ""


def _form_words(text: str) -> Iterator[FormWord]:
    sent = [match.span() for match in _SENT.finditer(text)]
    found = [
        FormWord(form, *match.span())
        for form, pattern in _WORDS.items()
        for match in pattern.finditer(text)
        if not any(start <= match.start() < end for start, end in sent)
        and not _NOT_SO.search(text, max(0, match.start() - 32), match.start())
    ]
    end = 0
    for word in sorted(found, key=lambda word: (word.start, -word.end)):
        if word.start >= end:
            end = word.end
            yield word


def _form_of(draft: Draft, found: list[FormWord]) -> str | None:
    forms = {word.form for word in found}
    if COMBINED in forms:
        return COMBINED
    if ONLINE in forms and _SOME_AND_OTHERS.search(draft.line.text):
        return COMBINED
    if not {IN_PERSON, ONLINE} <= forms:
        return _of_one_kind(draft.line.text, found, forms)
    if _are_linked(draft.line.text, found) or _is_for_some(draft.line.text, found):
        return COMBINED
    draft.doubt("", readings=[{"mode": COMBINED}, {"mode": IN_PERSON}, {"mode": ONLINE}])
    return None


def _of_one_kind(text: str, found: list[FormWord], forms: set[str]) -> str | None:
    """Who sits in a hall may still be online; the hall and Zoom with figures of their own are both."""
    if forms == {PLACE, ONLINE} and (_have_figures(text, found) or _only_some(text, found)):
        return COMBINED
    return next(
        (form for form in (ONLINE, IN_PERSON) if form in forms), IN_PERSON if PLACE in forms else None
    )


def _only_some(text: str, found: list[FormWord]) -> bool:
    """`tại phòng họp, có Zoom cho đồng chí đi công tác`."""
    online = next(word for word in found if word.form == ONLINE)
    return bool(_SOME_ONLY.search(text, *_clause_around(text, online)))


def _have_figures(text: str, found: list[FormWord]) -> bool:
    """`38 đồng chí ngồi hội trường, 4 đồng chí qua Zoom`: a number for each."""
    are_apart = any(_DIGIT.search(text, one.end, other.start) for one, other in itertools.pairwise(found))
    return are_apart and all(_DIGIT.search(text, *_clause_around(text, word)) for word in found)


def _are_linked(text: str, found: list[FormWord]) -> bool:
    pairs = itertools.pairwise(found)
    return any(
        {one.form, other.form} == {IN_PERSON, ONLINE}
        and other.start - one.end <= LONGEST_LINK
        and _LINK.fullmatch(text, one.end, other.start)
        for one, other in pairs
    )


def _is_for_some(text: str, found: list[FormWord]) -> bool:
    """`trực tiếp, riêng 2 đồng chí ở xa học qua Zoom`."""
    later = found[-1]
    start, end = _clause_around(text, later)
    return bool(_FOR_SOME.search(text, start, end))


def _clause_around(text: str, word: FormWord) -> tuple[int, int]:
    start = max((match.end() for match in _CLAUSE_EDGE.finditer(text, 0, word.start)), default=0)
    end = _CLAUSE_EDGE.search(text, word.end)
    return start, end.start() if end else len(text)
