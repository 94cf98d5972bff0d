"""Documents named in a reply: the unit's own plan, and what is only cited."""

import re

from domain.errors import DomainError
from domain.parsing.calendar_words import existing_day, full_year, nearest_such_day
from domain.parsing.draft import Draft

_SYMBOL = r"\d{1,4}\s?[-/]?\s?k[eh] ?[-/] ?[a-z]{1,6}(?: ?[-/] ?[a-z]{1,6})?|\d{1,4} ?/ ?kh[-/ ][a-z]{1,6}"
_DATE = (
    r"(?:,? ?(?:ban hanh |ky )?(?:(?:vao |ngay |hom )+|(?=\d{1,2} ?[/.] ?(?:0?[1-9]|1[0-2])(?!\d)"
    r"(?! ?(?:dang vien|dong chi|nguoi))))(?P<day>\d{1,2})(?: ?[/.\-] ?"
    r"| thang )(?P<month>\d{1,2})(?:(?: ?[/.\-] ?| nam )(?P<year>\d{4}|\d{2}))?(?!\d))?"
)
_PLAN = re.compile(
    rf"(?P<cited>\b(?:thuc hien|theo|can cu|trien khai|nhan duoc|nhan) )?(?:\b(?:ke hoach"
    rf"|kh) )?(?:so )?:? ?(?P<number>{_SYMBOL}){_DATE}(?P<superior> (?:cua )?(?:huyen uy|tinh uy"
    rf"|thanh uy|ban thuong vu|btv|hu|btg|ban tuyen giao|dang uy cap tren|thuong truc))?"
)
_SHORT_PLAN = re.compile(
    rf"(?P<cited>\b(?:thuc hien|theo|can cu|nhan duoc|nhan) )?\b(?:ke hoach|kh) (?:so "
    rf"|so: )(?P<number>\d{{1,4}})(?![\d/.])(?: ?[/\-] ?[a-z]+(?:[/\-][a-z]+)?)?{_DATE}"
    rf"(?P<superior> (?:cua )?(?:huyen|tinh|thanh|ban|btv|hu|btg))?"
)
_CITED = re.compile(
    r"\b(?:nghi quyet|nq|chi thi|ct|ket luan|quy dinh|huong dan|cong van|thong bao|quyet dinh|qd"
    r"|cv|hd|kl|chuong trinh|van ban|chuyen de)\s(?:so )?:? ?\d+[a-z]?(?: ?[-/] ?[a-z]+)*(?:,?"
    r" ?ngay \d{1,2} ?[/.\-] ?\d{1,2}(?: ?[/.\-] ?\d{2,4})?)?"
    r"|\bso \d+ ?[-/] ?[a-z]+(?: ?[-/] ?[a-z]+)*|\b\d{1,3} ?- ?(?:nq|ct|kl|cv|qd|bc|hd|tb) ?[-/] ?[a-z]{1,5}"
)
_NOISE = re.compile(
    r"(?<!\d)0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}(?!\d)|\b(?:luc |vao luc )?\d{1,2} ?(?:h|gio"
    r"|g)(?: ?\d{1,2}(?: phut| p)?)?(?! ?[/\-] ?\d)\b(?: (?:sang|chieu|toi|trua))?"
    r"|(?<![\d/])\d{1,2}:[0-5]\d\b(?! ?/)|\b(?:nam|nhiem ky) (?:hoc )?20\d\d(?: ?- ?20\d\d)?\b"
    r"|\b\d{1,3} ?(?:phut|tieng|trieu|tr|dong(?! chi)|bai thu hoach|bai|km|may)\b"
    r"|\b(?:mot|1|2|3|4|5|\d{1,2}) (?:buoi|ngay(?= (?:hoc|lien|ruoi))|chuyen de|noi dung"
    r"|nghi quyet|dot(?! ?:)|lop|tiet)\b(?! ?:)|\b(?:lan|dot|buoi) (?:thu )?(?:nhat|hai|ba"
    r"|\d{1,2})\b(?! ?[/])"
)
_UNIT_NUMBER = re.compile(
    r"\b(?:chi bo|dang bo|thon|to dan pho|khu pho|to|ap|xom|doi|khoi|kp|tdp|khu|tieu khu|cum|thcs"
    r"|thpt|mam non|tieu hoc) (?:so )?\d{1,3}(?! ?[/%.]|\d| (?:dong chi|dang vien|nguoi|hoi vien"
    r"|doan vien|du|vang))\b"
)


def take_documents(draft: Draft) -> None:
    """Number and date of the unit's own plan; cited documents, hours and telephones are only passed over."""
    for pattern in (_PLAN, _SHORT_PLAN):
        for match in pattern.finditer(draft.line.open):
            if match["cited"] or match["superior"] or "plan_no" in draft.values:
                draft.line.take(*match.span())
            else:
                _take_plan(draft, match)
    draft.line.take_all(_CITED)


def pass_over_noise(draft: Draft) -> None:
    """Numbers that are neither figures nor days: hours, telephones, units with a number."""
    draft.line.take_all(_NOISE)
    draft.line.take_all(_UNIT_NUMBER)


def _take_plan(draft: Draft, match: re.Match[str]) -> None:
    number = draft.line.words(*match.span("number"))
    if match["day"]:
        try:
            day = _plan_day(draft, match)
        except DomainError:
            draft.doubt("no_such_day:" + draft.line.words(match.start("day"), match.end()), "plan_date")
        else:
            draft.values["plan_date"] = [day]
            draft.quotes["plan_date"] = draft.line.words(match.start("day"), match.end())
    draft.take("plan_no", re.sub(r"\s+", "", number).upper(), *match.span())
    draft.quotes["plan_no"] = number


def _plan_day(draft: Draft, match: re.Match[str]) -> str:
    day, month = int(match["day"]), int(match["month"])
    if match["year"]:
        return existing_day(full_year(match["year"]), month, day).isoformat()
    return nearest_such_day(month, day, draft.today).isoformat()
