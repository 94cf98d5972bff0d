"""What sort of duty words describe: event, study, make_plan, publicise, report, other."""

import re

# What happens at an hour in a place. `le` alone looks like `lẻ` and `tỷ lệ` without diacritics.
_GATHERING = (
    r"hoi nghi|dai hoi|mit tinh|khai mac|be mac|khai giang|hoi thi|toa dam|"
    r"(?<!phoi )(?<!tong )(?<!phu )(?<!ket )(?<!truong )(?<!tich )hop(?! dong| tac| ly| le\b| phap| nhat| chuan)|phien hop|hoi thao|"
    r"giao ban|chung khao|so khao|chung ket|ban ket|tap huan|giao luu|hoi trai|hoi dien|ngay hoi|dien tap|"
    r"lop boi duong|lop hoc|thi (?:viet|giang|ly thuyet|thuc hanh|van dap|tu luan|trac nghiem)|vong thi|"
    r"tong ket,? (?:va )?trao|ra quan|"
    r"le (?:ky niem|trao|phat dong|ra quan|giao|don|thap|khai|tong ket|cong bo|dang huong|vieng|"
    r"mit tinh|chao co|"
    r"ket nap|tuyen duong|ton vinh|be mac|khanh thanh|dat|truy dieu|tien|so ket|gap mat)|buoi (?:le|lam viec|"
    r"gap mat|toa dam)|gap mat|doi thoai|tiep xuc cu tri|tiep cong dan|ky hop|"
    r"hoi khoe|hoi thao|thi dau|giai (?:bong|cau long|viet da|the thao|co|chay)|le hoi|khai hoi|"
    r"(?<!chi )thi (?:tot nghiep|tuyen sinh|chon hoc sinh)|tet trong cay|ngay bau cu|chao co|ban phao hoa"
)
# `Nghị quyết Đại hội`, `chuyên mục về đại hội`: spoken of, not held.
_SPOKEN_OF = (
    r"(?:nghi quyet|van kien|ket qua|chao mung|ve|sau|truoc khi|noi dung|thanh cong|tai lieu|phuc vu|tien toi|dung cu|"
    r"to chuc thanh cong) (?:cua |cac |cuoc |ky )?"
)
_EVENT = rf"(?<!hoc tap )(?:{_GATHERING})"
_REPORT = (
    r"bao cao(?! chinh tri| vien| trung tam)|so ket|tong hop (?:ket qua|so lieu)|so lieu|"
    r"(?:gui|nop)\b[^.;]{0,60}\b(?:ket qua|van ban tong ket)|van ban tong ket"
)
# What is sent without reporting anything: lists, files, entries, papers.
_SENDING = (
    r"(?:gui|nop|lap|dang ky|cung cap|trinh|de nghi)\b[^.;]{0,90}?\b(?:danh sach|ho so|bai|tham luan|"
    r"tac pham|san pham|de tai|dau moi|tai lieu|phieu|y kien|giay|anh|video|mau|du thao|van ban|lich|"
    r"nhan su|to trinh|ho (?:va )?ten|so dien thoai)|"
    r"\b(?:danh sach|ho so|bai du thi|bai thu hoach|tham luan|tac pham|san pham du thi|dang ky|lich truc|y kien|gop y)\b"
    r"[^.;]{0,120}\b(?:gui|nop)\b|\bdang ky\b"
)
_PLAN = (
    r"(?:xay dung|ban hanh|lap|gui|hoan thien|dang ky|tham muu)\s+(?:va (?:ban hanh|to chuc)\s+|"
    r"\w+ ){0,3}?(?:chuong trinh|ke hoach|phuong an)|"
    r"ke hoach (?:thuc hien |cua [^.;]{0,40})?(?:gui|nop)\b"
)
_STUDY = r"hoc tap|quan triet|truyen dat|nghien cuu|boi duong|sinh hoat chuyen de|hoc nghi quyet"
_PUBLICISE = (
    r"tuyen truyen|pho bien|treo (?:co|bang)|bang ron|pano|trang tri|dua tin|dang tai|"
    r"co dong|chuyen muc|chuyen trang|phat thanh"
)


def kind_of(plain: str, *, is_exact_day: bool, happens: bool = False) -> str:
    """The kind of the words nearest to the deadline; an exact day makes a conference an event.

    Args:
        plain: the duty in words without diacritics, the part nearest to its deadline last.
        is_exact_day: the deadline is a day or days, not a month or longer.
        happens: an hour or a place stands with the day, so that what has no other kind is an event.
    """
    words = re.sub(rf"\b{_SPOKEN_OF}(?:{_GATHERING})\b", " ", plain)
    has = {kind: _names(pattern, words) for kind, pattern in _PATTERNS}
    if has["make_plan"] and not re.search(r"\bbao cao\b", words):
        return "make_plan"
    if _holds_event(words) and not has["study"]:
        return "event"
    if has["report"]:
        return "report"
    if has["sending"]:
        return "other"
    if has["event"] and (is_exact_day or not has["study"]) and not (has["study"] and _studies(words)):
        return "event"
    for kind in ("study", "make_plan", "publicise", "event"):
        if has[kind]:
            return kind
    if _sends(words):
        return "report"
    return "event" if happens else "other"


def _names(pattern: str, words: str) -> bool:
    return re.search(rf"\b(?:{pattern})\b", words) is not None


def _holds_event(words: str) -> bool:
    """Words that begin with a gathering, or say that one is held: `Hội nghị thông qua báo cáo`."""
    begins = re.match(rf"\W*(?:[-\d.:h]+\W*)?(?:to chuc\s+)?(?:{_GATHERING})\b", words)
    holds = re.search(rf"\bto chuc\s+(?:{_GATHERING})\b", words) and "bao cao" not in words
    return bool(begins or holds)


def _studies(words: str) -> bool:
    """`tổ chức học tập, quán triệt Nghị quyết`: what is held is a study, whatever day is named."""
    return re.search(rf"\bto chuc\s+(?:\w+ ){{0,2}}?(?:{_STUDY})", words) is not None


def _sends(words: str) -> bool:
    return re.search(r"\b(?:gui|nop)\b[^.;]{0,120}\b(?:ve|den|cho)\b|\bkhan truong nop\b", words) is not None


_PATTERNS = (
    ("event", _EVENT),
    ("report", _REPORT),
    ("sending", _SENDING),
    ("make_plan", _PLAN),
    ("study", _STUDY),
    ("publicise", _PUBLICISE),
)
