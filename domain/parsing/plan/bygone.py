"""What has been: accounts, news, what was over before the document asked for anything."""

import re
from datetime import date

from domain.deadlines import ONE_SECOND
from domain.parsing.plan.mention import Mention, is_limit
from domain.parsing.plan.sentences import Sentence

# With the letters' marks, for `đa` and `da` are no `đã`; a document typed without any has only `da`.
_PAST = re.compile(
    r"\b(?:đã|vừa|chưa)\b(?!\s+(?:đề nghị|yêu cầu|chỉ đạo|giao|quy định|ấn định|ban hành kế hoạch yêu cầu))"
)
_PAST_UNMARKED = re.compile(
    r"\b(?:da|vua|chua)\b(?!\s+(?:de nghi|yeu cau|chi dao|giao|quy dinh|an dinh|ban hanh ke hoach yeu cau))"
)
# `cán bộ nghỉ hưu trước ngày 01/01/2012 xét theo quy định cũ`: who or what a rule covers.
COVERED = re.compile(
    r"\b(?:sinh|nghi huu|nghi viec|vao dang|ket nap|nhap ngu|tuyen dung|bo nhiem|truong hop|thanh lap)"
    r"\b[^.,;:]{0,40}$"
)
NEWS_START = re.compile(
    r"^\s*(?:truoc do,?\s+)?(?:vao\s+)?(?:(?:sang|chieu|toi)\s+)?(?:hom\s+)?(?:thu \w+,?\s+)?(?:den\s+)?(?:ngay\s+)?$"
)
_CLAUSE = re.compile(
    r"[;:(]|\b(?:dù|du|mặc dù|mac du|trong khi|tuy) (?=thời hạn|thoi han|hạn|han |$)|, (?=hoàn thành|hoan thanh|đề nghị|de nghi|gửi|gui|nộp|nop|phải|phai|cần|can )"
)
# Sections that tell what has been: what they name was due, is done or was missed.
_ACCOUNT = re.compile(
    r"^\W*(?:(?:dac diem|khai quat|danh gia|nhan xet|mot so net)\s+)?(?:ve )?(?:tinh hinh(?! (?:moi|thuc hien nhiem vu))|"
    r"ket qua (?:dat duoc|thuc hien|cong tac|hoat dong|lanh dao|chu yeu|noi bat|quy|thang|0?6 thang|nam|chung)|"
    r"danh gia chung|uu diem|han che|ton tai|nguyen nhan)"
)
_BINDING = re.compile(r"(?:hoàn thành|hoan thanh|xong|chậm nhất|cham nhat)")
_AHEAD = re.compile(r"\b(?:nhiem vu|phuong huong|ke hoach trien khai|giai phap)\b")
_NEWS_OF = re.compile(r".{0,40}?\d,(?P<asked>.{0,120}?)\b(?P<told>chua|da)\b")
_ASKS = re.compile(r"\b(?:hoan thanh|gui|nop|trinh|ban giao|bo sung)\b[^;]*[^,;\s]\s*$")
TELLS_UNTIL = re.compile(r"(?:tinh )?(?:(?:den|toi|het)\s*)+")
# A limit missed longer ago than this is history.
_LONGEST_OWED = 366
# A span that began longer ago is the one that is examined, whenever it ends.
_LONGEST_UNDERWAY = 183


def is_account(headings: tuple[str, ...]) -> bool:
    """Whether a section tells what has been and sets nothing."""
    return any(_ACCOUNT.search(heading) and not _AHEAD.search(heading) for heading in headings)


def was_over(mention: Mention, before: str, issued_on: date | None) -> bool:
    """What ended before the day of issue was examined, not set; a missed limit is still owed."""
    if mention.late_from is None or issued_on is None:
        return False
    if mention.starts and (issued_on - mention.starts.date()).days > _LONGEST_UNDERWAY:
        return True
    days = (issued_on - (mention.late_from - ONE_SECOND).date()).days
    if days <= 0 or mention.rrule:
        return False
    if mention.form in ("window", "period", "periods") or days > _LONGEST_OWED:
        return True
    # `Đến hết ngày 30/6, tỷ lệ giải ngân đạt 31,7%` tells; `thời hạn đến ngày 30/6` binds.
    tells = TELLS_UNTIL.fullmatch(mention.lead) is not None and not re.search(r"\bhan\s*$", before)
    return tells or COVERED.search(before) is not None


def is_past(mention: Mention, sentence: Sentence) -> bool:
    """Whether the words before a mention tell of what is done or was left undone."""
    is_marked = sentence.text.lower() != sentence.plain
    pattern, text = (_PAST, sentence.text.lower()) if is_marked else (_PAST_UNMARKED, sentence.plain)
    before = text[: mention.start]
    if before.rstrip().endswith((",", "),")) and _BINDING.match(text, mention.start):
        # `(nơi chưa thực hiện), hoàn thành chậm nhất trong ngày 05/8`
        return False
    clause = _CLAUSE.split(before)[-1]
    told = pattern.search(clause)
    if told:
        asked = sentence.plain[mention.start - len(clause) :][: told.start()]
        if is_limit(mention.lead) and _is_of_a_thing(told[0], asked):
            return False
        # `03 xã chưa nộp báo cáo (thời hạn nộp trước ngày 10/5)`: what was missed is still owed.
        is_missed = re.search(r"ch[ưu]a\b", clause) and re.search(r"\bhan\b", mention.lead)
        return not is_missed
    if not NEWS_START.match(sentence.plain[: mention.start]):
        return False
    # `Đến ngày 4.1, Sở chưa nhận được báo cáo`
    news = _NEWS_OF.match(sentence.plain)
    return news is not None and not _is_of_a_thing(news["told"], news["asked"])


def _is_of_a_thing(told: str, asked: str) -> bool:
    """`hoàn thành chi trả cho các hộ đã có quyết định`: `đã` tells of the households, not of the duty."""
    return told in ("đã", "da") and _ASKS.search(asked) is not None
