"""Which mentions of a time are deadlines: not citations, past events, anniversaries, durations, targets."""

import re
from datetime import date

from domain.deadlines import ONE_SECOND
from domain.parsing.plan.mention import Mention

_DOCUMENTS = (
    r"(?:nghi quyet|chi thi|cong van|ke hoach|quyet dinh|huong dan|thong bao|ket luan|"
    r"quy dinh|thong tu|nghi dinh|"
    r"luat|chuong trinh hanh dong|to trinh|bao cao|phap lenh|cong dien|van ban|giay moi|quy che)"
)
# `Nghị quyết số 14- NQ/TU ngày`, `Công văn ngày`, `Báo cáo số 5-BC/HU,`
_CITED_BEFORE = re.compile(
    rf"(?:\bso\s*:?\s*\d+\s*[-–/]?[\s\w/\-.]{{0,40}}|{_DOCUMENTS}(?:\s+(?:lien tich|"
    rf"so\s+[\w/.\- ]{{1,30}}))?)[\s,(]*$"
)
_CITED_AFTER = re.compile(
    r"^\s*(?:cua\s+(?:ban|bo|ubnd|uy ban|chinh phu|thu tuong|tinh|huyen|quoc hoi|"
    r"thuong truc|so|dang)|ve viec\b)"
)
_PAST = re.compile(
    r"\b(?:da|vua|chua)\b(?!\s+(?:de nghi|yeu cau|chi dao|giao|quy dinh|an dinh|ban hanh ke hoach yeu cau))"
)
_DATA_SPAN = re.compile(
    r"(?:so lieu|thong ke|chot so lieu|lay so lieu|thoi ky|giai doan|nhiem ky|khoa|"
    r"nam hoc|hieu luc|ap dung|ky bao cao|"
    r"thoi diem)(?:\s+(?:duoc|bao cao|lay|tinh|thi hanh|ke))*[\s:(,]*$"
)
# `số liệu tính đến ngày`; `về UBND tỉnh từ ngày` looks alike without diacritics.
_COUNTED = re.compile(r"(?:^|[,;:(]|\bso lieu\b[^.;]{0,40}|\bduoc|\bdanh gia)\s*tinh\s*$")
_FESTIVE = re.compile(
    r"(?:ky niem|thanh lap|ngay sinh|ngay mat|quoc khanh|chien thang|giai phong|"
    r"truyen thong|nghi le|dip le|dip|le|tuan cao diem|"
    r"tet|khai giang|thuong binh(?: -)? liet sy|sinh nhat|lan thu|nam ngay)[\s:(,]*$"
)
_FESTIVE_AFTER = re.compile(r"^\s*[-–/]\s*\d{1,2}/\d{1,2}/\d{4}\s*\)|^\s*\(?(?:18|19)\d\d\b")
_NEWS_START = re.compile(
    r"^\s*(?:vao\s+)?(?:(?:sang|chieu|toi)\s+)?(?:hom\s+)?(?:thu \w+,?\s+)?(?:den\s+)?(?:ngay\s+)?$"
)
_REPORTED = re.compile(
    r"\b(?:thang|quy|nam|ket qua|cong tac|tinh hinh|so lieu|bao cao|nhiem vu|ke hoach|"
    r"chuong trinh|thu chi|sinh hoat chuyen de|so ket|tong ket)\s*$"
)
_DOING = re.compile(
    r"\b(?:to chuc|khai mac|bat dau|hop|hoi nghi|dai hoi|le|hoi thi|trien khai|tham du|"
    r"du |hoan thanh|gui|nop|bao cao|hoc tap|"
    r"quan triet|ra quan|phat dong|mit tinh|toa dam|be mac|chung khao|so khao|vong|thi|"
    r"tap huan|ban hanh|thoi gian|lop|tuyen truyen|kiem tra|thuc hien|to chuc)\b"
)
_GOALS = re.compile(r"\b(?:muc tieu|chi tieu|tam nhin|quan diem)\b")
_SCHEDULE = re.compile(r"\b(?:thoi gian|tien do|lo trinh|lich|ke hoach to chuc)\b")
_PURPOSE = re.compile(r"\bmuc dich\b|\bcan cu\b")
_TARGET = re.compile(
    r"%|\bty le\b|\bphan dau\b|\bmuc tieu\b|\bchi tieu\b|\bso voi\b|\bdat\s+(?:tren|it nhat|tu|\d)"
)
_LIMIT = re.compile(r"truoc|cham nhat|muon nhat|\bden\b|\btoi\b|het|xong|han |hoan thanh|thoi han|han$")
_REPLACED = re.compile(r"(?:thay (?:cho|the)|khong phai|dieu chinh|bai bo|huy bo|gia han)\b[^.;]{0,60}$")
_INSTEAD = re.compile(r"\b(?:thay (?:cho|the)|dieu chinh|gia han)\b")


def is_deadline(mention: Mention, plain: str, headings: tuple[str, ...], reference: date | None) -> bool:
    """Whether a mention in a sentence binds somebody; `headings` are plain, innermost first."""
    before, after = plain[: mention.start], plain[mention.end :]
    if _is_noise(mention, before, after, plain, headings):
        return False
    if mention.form in ("recurring", "weekly", "relative", "part", "periods"):
        return mention.form != "periods" or _is_bound_period(mention, before, plain)
    is_goal = any(_GOALS.search(heading[:80]) for heading in headings)
    if mention.form in ("year", "period", "periods") and is_goal and "hoan thanh" not in plain:
        return False
    if mention.form == "year":
        return _is_bound_year(mention, before)
    if mention.form == "period":
        is_schedule = any(_SCHEDULE.search(heading[:80]) for heading in headings)
        is_labelled = is_schedule and re.search(r":\s*$", before) is not None
        return is_labelled or _is_bound_period(mention, before, plain)
    if mention.form == "window":
        if mention.late_from and reference and (mention.late_from - ONE_SECOND).date() < reference:
            return False
        return mention.lead == "tu" or _is_future_event(mention, before, plain, reference)
    return bool(_LIMIT.search(mention.lead)) or _is_future_event(mention, before, plain, reference)


def is_replaced(mention: Mention, plain: str) -> bool:
    """`thay cho thời hạn trước ngày 15/6`: these words name the deadline that is gone."""
    return _REPLACED.search(plain[: mention.start]) is not None and _names_old(mention, plain)


def _names_old(mention: Mention, plain: str) -> bool:
    words = plain[: mention.start]
    last = max((match for match in _INSTEAD.finditer(words)), key=lambda match: match.start(), default=None)
    between = words[last.start() :] if last else ""
    # `điều chỉnh thời hạn từ A thành B`, `gia hạn đến B`: what follows `thành`, `sang`, `đến` is the new one.
    if between.startswith(("dieu chinh", "gia han")):
        return (
            re.search(r"\b(?:tu|truoc|cham nhat|la)\s*$|\btu\b(?!.*\b(?:thanh|sang|den)\b)", between)
            is not None
        )
    return True


def _is_noise(mention: Mention, before: str, after: str, plain: str, headings: tuple[str, ...]) -> bool:
    if any(_PURPOSE.search(heading[:80]) for heading in headings[-1:]):
        return True
    if _DATA_SPAN.search(before) or (mention.lead.startswith(("den", "tu")) and _COUNTED.search(before)):
        return True
    if not _LIMIT.search(mention.lead) and _CITED_BEFORE.search(before) and mention.form == "day":
        return True
    if (
        mention.form == "day"
        and not mention.lead
        and (_CITED_AFTER.search(after) or _FESTIVE_AFTER.search(after))
    ):
        return True
    if not mention.lead and re.search(r"\d{4}\s*[-–]\s*$", before):
        return True
    if mention.lead in ("", "vao", "la") and _FESTIVE.search(before):
        return True
    # `kể từ ngày`, `đăng ngày`, `từ đầu năm đến ngày`
    is_since = re.search(r"\bke\s*(?:tu\s*)?$|\btu dau (?:nam|nhiem ky)\s*$", before) is not None
    is_published = not mention.lead and re.search(r"\bdang\s*$", before) is not None
    if (is_since or is_published) and mention.form in ("day", "period"):
        return True
    return mention.form not in ("recurring", "weekly") and _is_past(before, plain)


def _is_past(before: str, plain: str) -> bool:
    clause = re.split(r"[;:(]|, (?=hoan thanh|de nghi|gui|nop|phai|can )", before)[-1]
    if _PAST.search(clause):
        return True
    # `Đến ngày 4.1, Sở chưa nhận được báo cáo`
    return bool(_NEWS_START.match(before)) and bool(re.match(r".{0,40}?\d,.{0,120}?\b(?:chua|da)\b", plain))


def _is_bound_year(mention: Mention, before: str) -> bool:
    if "truoc" in mention.lead or mention.lead.endswith(("den", "toi")):
        return "hoan thanh truoc" in mention.lead
    near = before[-40:] + mention.lead
    return re.search(r"hoan thanh|\bxong\b|cham nhat|thoi (?:gian|han)", near) is not None


def _is_bound_period(mention: Mention, before: str, plain: str) -> bool:
    lead = mention.lead
    if _TARGET.search(before[-80:]) and "hoan thanh" not in lead:
        return False
    if re.search(r"truoc|hoan thanh|xong|het|cham nhat|thoi |han|cuoi", lead):
        return True
    if re.search(r"(?:hoan thanh|xong|thoi gian|thoi han)[^,.;]{0,40}$", before):
        return True
    if re.search(r"\b(?:trong|tu|vao|den)\b", lead):
        return not _REPORTED.search(before) and (_DOING.search(plain) is not None or bool(before.strip()))
    return False


def _is_future_event(mention: Mention, before: str, plain: str, reference: date | None) -> bool:
    if not mention.has_day_word or (mention.late_from is None and not mention.needs):
        return False
    if mention.late_from and reference and (mention.late_from - ONE_SECOND).date() <= reference:
        return False
    after = plain[mention.end :]
    is_news = (
        _NEWS_START.match(before) and re.match(r"\s*,\s*[a-z]", after) and not re.search(r"\bse\b", plain)
    )
    if is_news and not re.match(r"\s*,\s*(?:to chuc|khai mac|hoan thanh|tham du|hop|du )", after):
        return False
    return _DOING.search(plain) is not None or bool(mention.starts)
