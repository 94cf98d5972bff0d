"""Which mentions of a time are deadlines: not citations, past events, anniversaries, durations, targets."""

import re
from datetime import date

from domain.deadlines import ONE_SECOND
from domain.parsing.plan.bygone import COVERED, NEWS_START, TELLS_UNTIL, is_account, is_past, was_over
from domain.parsing.plan.mention import Mention
from domain.parsing.plan.sentences import Sentence

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
_DATA_SPAN = re.compile(
    r"(?:chot so lieu|lay so lieu|hieu luc|ap dung|ky bao cao|thoi diem|"
    r"(?:moc|nien do|thoi ky)(?: thoi gian)?(?: (?:giam sat|kiem tra|danh gia|xet))?)"
    r"(?:\s+(?:duoc|bao cao|lay|tinh|thi hanh|ke|tu|tinh tu))*[\s:(,]*$"
)
_TERM = re.compile(
    r"(?:giai doan|nhiem ky|khoa|nam hoc|so lieu|thong ke)"
    r"(?:\s+(?:duoc|bao cao|lay|tinh|thi hanh|ke|tu|tinh tu))*[\s:(,]*$"
)
# `số liệu tính đến ngày`; `về UBND tỉnh từ ngày` looks alike without diacritics.
_COUNTED = re.compile(r"(?:^|[,;:(]|\bso lieu\b[^.;]{0,90}|\bduoc|\bdanh gia)\s*tinh\s*$")
# `tuổi được tính tại thời điểm`, `số đảng viên có đến ngày`: what is counted, not when it is due.
_COUNTED_AT = re.compile(r"\btinh (?:tai|theo|vao)\s*$|\bso (?:lieu|luong)\b[^.;,]{0,60}\bco\s*$")
# `thu ngân sách đến hết tháng 10 đạt 92,4% dự toán`: how far it has come.
_REACHED = re.compile(r"[\s,]*(?:(?:uoc|moi|chi|cung|da)\s+)?dat\s+(?:(?:gan|tren|khoang|duoc)\s+)?\d")
_MUST = re.compile(r"\b(?:phai|can|bao dam|dam bao|yeu cau|de nghi|hoan thanh)\b")
_FESTIVE = re.compile(
    r"(?:ky niem|thanh lap|ngay sinh|ngay mat|quoc khanh|chien thang|giai phong|"
    r"truyen thong|nghi le|dip le|dip|dot|le|tuan cao diem|"
    r"(?<!\d )tet|(?<!to chuc )(?<!to chuc le )khai giang|thuong binh(?: -)? liet sy|sinh nhat|lan thu|nam ngay)[\s:(,]*$"
)
_DAY_AND_MONTH = re.compile(r"\b(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?\d{4}")
_LAST_CENTURIES = re.compile(r"(?<!\d)1[89]\d\d(?!\d)")
_FESTIVE_AFTER = re.compile(r"^\s*[-–/]\s*\d{1,2}/\d{1,2}/\d{4}\s*\)|^\s*\(?(?:18|19)\d\d\b")
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
# `giải ngân 60% kế hoạch vốn đến hết quý III` binds; `phấn đấu đạt 60% đến hết năm` does not.
_AIM = re.compile(r"\bty le\b|\bphan dau\b|\b(?:muc|chi) tieu\b(?! quoc gia)|\bso voi\b|\bdat\b")
_LIMIT = re.compile(r"truoc|cham nhat|muon nhat|\bden\b|\btoi\b|het|xong|han |hoan thanh|thoi han|han$")
_REPLACED = re.compile(r"(?:thay (?:cho|the)|khong phai|dieu chinh|bai bo|huy bo|gia han)\b[^.;]{0,60}$")
# `hoàn thành xuất sắc nhiệm vụ năm 2022` binds nobody.
_BINDS_YEAR = re.compile(
    r"hoan thanh(?! (?:xuat sac|tot|nhiem vu|vuot|chi tieu))|\bxong\b|cham nhat|thoi (?:gian|han)"
)
_LUNAR_BEFORE = re.compile(
    r"\b(?:mung|ngay|ram)\s+\w+\s+(?:tet|thang (?:gieng|chap|\w+))[\w ]{0,20}\(\s*(?:tuc\s+)?$"
)
_TASK_OF_YEAR = re.compile(
    r"(?<!phan dau )\bhoan thanh(?! (?:xuat sac|tot|nhiem vu|vuot|chi tieu|muc tieu))[^;:,%]{3,120}$"
)
_INSTEAD = re.compile(r"\b(?:thay (?:cho|the)|dieu chinh|gia han)\b")


def is_deadline(
    mention: Mention, sentence: Sentence, headings: tuple[str, ...], issued_on: date | None
) -> bool:
    """Whether a mention in a sentence binds somebody; `headings` are plain, innermost first."""
    plain = sentence.plain
    before = plain[: mention.start]
    if is_account(headings) or was_over(mention, before, issued_on):
        return False
    if _is_noise(mention, sentence, headings):
        return False
    is_goal = any(_GOALS.search(heading[:80]) for heading in headings)
    if mention.form in ("year", "period", "periods") and is_goal and "hoan thanh" not in plain:
        return False
    if mention.form == "periods":
        return _is_bound_period(mention, before, plain)
    if mention.form == "year":
        return _is_bound_year(mention, before)
    if mention.form == "period":
        is_schedule = any(_SCHEDULE.search(heading[:80]) for heading in headings)
        is_labelled = is_schedule and re.search(r":\s*$", before) is not None
        return is_labelled or _is_bound_period(mention, before, plain)
    if mention.form == "window":
        return mention.lead == "tu" or _is_future_event(mention, before, plain, issued_on)
    if mention.form == "day":
        return bool(_LIMIT.search(mention.lead)) or _is_future_event(mention, before, plain, issued_on)
    return True


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


def _is_noise(mention: Mention, sentence: Sentence, headings: tuple[str, ...]) -> bool:
    before, after = sentence.plain[: mention.start], sentence.plain[mention.end :]
    if any(_PURPOSE.search(heading[:80]) for heading in headings[-1:]):
        return True
    if _is_of_data(mention, before, after) or _is_of_cases(mention, before, after):
        return True
    if _only_begins(mention, before, after):
        return True
    if _is_of_an_anniversary(mention, sentence.plain):
        return True
    if mention.form == "day" and _names_another_day(mention, before, after):
        return True
    # `kể từ ngày`, `đăng ngày`, `từ đầu năm đến ngày`
    is_since = re.search(r"\bke\s*(?:tu\s*)?$|\btu dau (?:nam|nhiem ky)\s*$", before) is not None
    is_published = not mention.lead and re.search(r"\b(?:dang|ban hanh)\s*$", before) is not None
    if (is_since or is_published) and mention.form in ("day", "period"):
        return True
    if mention.lead in ("", "vao", "la") and _FESTIVE.search(before):
        return True
    is_repeated = mention.form in ("recurring", "weekly", "daily")
    return not is_repeated and is_past(mention, sentence)


def _is_of_an_anniversary(mention: Mention, plain: str) -> bool:
    """`(20/11/1982 - 20/11/2025)`, `sinh 20/10/1970`: the same day, many years apart, or one long ago."""
    words = plain[mention.start : mention.end]
    if mention.lead or mention.late_from is not None:
        return False
    days = _DAY_AND_MONTH.findall(words)
    return (len(days) == 2 and days[0] == days[1]) or _LAST_CENTURIES.search(words) is not None


def _is_of_data(mention: Mention, before: str, after: str) -> bool:
    """The span or day of what is counted, examined or in force."""
    if TELLS_UNTIL.fullmatch(mention.lead) and _REACHED.match(after) and not _MUST.search(before):
        return True
    if _DATA_SPAN.search(before) or _COUNTED_AT.search(before):
        return True
    # `gửi số liệu trước ngày 10/6`, `kết thúc năm học trước ngày 31/5` bind.
    is_due = re.search(r"truoc|cham nhat|muon nhat|xong|hoan thanh", mention.lead) is not None
    if _TERM.search(before) and not is_due:
        return True
    return mention.lead.startswith(("den", "tu")) and _COUNTED.search(before) is not None


def _is_of_cases(mention: Mention, before: str, after: str) -> bool:
    """`vào Đảng trước ngày 19/5/1994`, `bị kỷ luật từ … đến … thì không xét`: which cases are meant."""
    if mention.late_from is None and COVERED.search(before):
        return True
    return mention.form == "window" and re.match(r"\s*thi\b", after) is not None


def _only_begins(mention: Mention, before: str, after: str) -> bool:
    """`Từ ngày 01/01/2024, …`, `bắt đầu từ ngày 05/6 …`: since when something holds; nothing ends then."""
    if mention.form != "day" or mention.lead or not re.search(r"\btu\s*$", before):
        return False
    return mention.starts is None or re.match(r"\s*tro di\b", after) is not None


def _names_another_day(mention: Mention, before: str, after: str) -> bool:
    """A citation, an anniversary, the end of a span of years."""
    if not _LIMIT.search(mention.lead) and _CITED_BEFORE.search(before):
        return True
    if mention.lead:
        return False
    # `sau ngày 15/7, đơn vị không báo cáo coi như không có`
    if re.search(r"\bsau\s*$", before) or _CITED_AFTER.search(after) or _FESTIVE_AFTER.search(after):
        return True
    return re.search(r"\d{4}\s*[-–]\s*$", before) is not None


def _is_bound_year(mention: Mention, before: str) -> bool:
    if re.search(r"\btu nay\s*$", before):
        return True
    if "truoc" in mention.lead or mention.lead.endswith(("den", "toi")):
        return "hoan thanh truoc" in mention.lead
    near = before[-40:] + mention.lead
    # `hoàn thành cập nhật hồ sơ cho 18.500 người dân trong năm 2025`
    is_task = mention.lead == "trong" and _TASK_OF_YEAR.search(before) is not None
    return is_task or _BINDS_YEAR.search(near) is not None


def _is_bound_period(mention: Mention, before: str, plain: str) -> bool:
    lead = mention.lead
    if re.search(r"hoan thanh|xong", lead):
        return True
    if _TARGET.search(before[-80:]) and not ("het" in lead and not _AIM.search(before[-80:])):
        return False
    if re.search(r"truoc|het|cham nhat|thoi |han|cuoi", lead):
        return True
    if re.search(r"(?:hoan thanh|xong|thoi gian|thoi han)[^,.;]{0,40}$", before):
        return True
    if re.search(r"\b(?:trong|tu|vao|den)\b", lead):
        return ("trong" in lead or not _REPORTED.search(before)) and (
            _DOING.search(plain) is not None or bool(before.strip())
        )
    return False


def _is_future_event(mention: Mention, before: str, plain: str, issued_on: date | None) -> bool:
    if not mention.has_day_word or (mention.late_from is None and not mention.needs):
        return False
    if mention.late_from and issued_on and (mention.late_from - ONE_SECOND).date() <= issued_on:
        return False
    after = plain[mention.end :]
    is_news = (
        not mention.lead
        and NEWS_START.match(before)
        and re.match(r"\s*,\s*[a-z]", after)
        and not re.search(r"\bse\b", plain)
    )
    if is_news and not re.match(r"\s*,\s*(?:to chuc|khai mac|hoan thanh|tham du|hop|du )", after):
        return False
    # `Khu dân cư Bình Hòa: 14 tháng 11 năm 2025`, `sáng mùng 6 Tết (ngày 03/02/2025)`
    # and `Khám sức khỏe: tập trung 01 ngày vào ngày 12/11/2025`
    named = r":[^:;.]{0,40}$" if mention.lead == "vao" else r":\s*$"
    is_set = re.search(named, before) is not None or _LUNAR_BEFORE.search(before) is not None
    return is_set or _DOING.search(plain) is not None or bool(mention.starts)
