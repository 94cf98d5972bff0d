"""What sort of duty words describe: event, study, make_plan, publicise, report, other."""

import re

_EVENT = (
    r"hoi nghi|dai hoi|mit tinh|khai mac|be mac|le ra quan|le phat dong|le ky niem|"
    r"le trao|le tong ket|hoi thi|toa dam|hop |phien hop|hoi thao|chung khao|so khao|"
    r"tap huan|buoi le|giao luu|hoi trai|ngay hoi|dien tap|lop boi duong|khai giang lop"
)
_REPORT = (
    r"bao cao|so ket|(?:gui|nop)\b[^.;]{0,120}\b(?:ve|den|cho)\b|khan truong nop|"
    r"tong hop (?:ket qua|so lieu)|gui (?:van ban|ket qua|danh sach|ho so)|so lieu"
)
_PLAN = (
    r"(?:xay dung|ban hanh|lap|gui|hoan thien|dang ky)\s+(?:va (?:ban hanh|to chuc)\s+|"
    r"\w+ ){0,3}?(?:chuong trinh|ke hoach)"
)
_STUDY = r"hoc tap|quan triet|truyen dat|nghien cuu|boi duong|sinh hoat chuyen de|hoc nghi quyet"
_PUBLICISE = (
    r"tuyen truyen|pho bien|treo (?:co|bang)|bang ron|pano|trang tri|dua tin|dang tai|"
    r"co dong|chuyen muc|phat thanh"
)


def kind_of(plain: str, *, is_exact_day: bool) -> str:
    """The kind of the words nearest to the deadline; an exact day makes a conference an event.

    `plain` is the duty in words without diacritics, the part nearest to its deadline last.
    """
    places = {
        "event": _last(_EVENT, plain),
        "report": _last(_REPORT, plain),
        "make_plan": _last(_PLAN, plain),
        "study": _last(_STUDY, plain),
        "publicise": _last(_PUBLICISE, plain),
    }
    if places["make_plan"] >= 0 and _last(r"\bbao cao\b", plain) < 0:
        return "make_plan"
    holds_event = re.search(rf"\bto chuc\s+(?:{_EVENT})", plain) and "bao cao" not in plain
    if holds_event and places["study"] < 0:
        return "event"
    if places["report"] >= 0 and _acts_by_reporting(plain):
        return "report"
    if places["event"] >= 0 and (
        is_exact_day or places["study"] < 0 or re.match(r"\W*(?:hoi nghi|dai hoi)", plain)
    ):
        return "event"
    for kind in ("study", "make_plan", "publicise", "event", "report"):
        if places[kind] >= 0:
            return kind
    return "other"


def _acts_by_reporting(plain: str) -> bool:
    """`báo cáo kết quả học tập` reports; `quán triệt báo cáo chính trị` does not."""
    return (
        re.search(
            r"(?:^|[,.;:(]\s*|\b(?:va|phai|can|gui|nop|dinh ky|hoan thanh|ky|tong hop,?|se|"
            r"dong chi|so)\s+|\w)\s*bao cao\b(?! chinh tri| vien)|"
            r"\b(?:gui|nop)\b|so ket|bao cao",
            plain,
        )
        is not None
        and re.search(r"bao cao (?:chinh tri|vien)", plain) is None
    )


def _last(pattern: str, plain: str) -> int:
    return max((match.start() for match in re.finditer(rf"\b(?:{pattern})", plain)), default=-1)
