"""Documents named in a reply: the unit's own plan, and what is only cited, with the date of the citation."""

import re
from datetime import date

from domain.errors import DomainError
from domain.parsing.calendar_words import existing_day, full_year, nearest_such_day
from domain.parsing.draft import Draft

# A day no longer ago than this may be the day on which a cited resolution was studied.
LONGEST_AGO_DAYS = 45

_PLAN = re.compile(
    r"(?P<cited>\b(?:thuc hien|theo|can cu|trien khai|nhan duoc|nhan|theo tinh than) )?"
    r"(?:\b(?P<named>ke hoach|kh) )?(?:so )?:? ?"
    r"(?:(?P<number>\d{1,4}\s?[-/]?\s?k[eh] ?[-/] ?(?P<issuer>[a-z]{1,8})(?: ?[-/] ?[a-z]{1,6})?"
    r"|\d{1,4} ?/ ?kh[-/ ][a-z]{1,8})"
    r"|(?<=so )(?P<bare>\d{1,4})(?![\d/.])(?: ?[/\-] ?[a-z]+(?:[/\-][a-z]+)?)?)"
)
_DATE = re.compile(
    r",? ?\(?(?:ban hanh |ky |duoc |da )*(?:(?:vao |ngay |hom |cua )+"
    r"|(?=\d{1,2} ?[/.] ?(?:0?[1-9]|1[0-2])(?!\d)"
    r"(?! ?(?:dang vien|dong chi|nguoi))))(?P<day>\d{1,2})(?: ?[/.\-] ?| thang )(?P<month>\d{1,2})"
    r"(?:(?: ?/ ?|[.\-]| nam )(?P<year>\d{4}|\d{2}))?(?![\d/])"
)
_OF_OWN = re.compile(r" ?(?:cua )?(?:chi bo|don vi|minh|chung toi|chi uy|ben em|bon em|truong|co quan)\b")
_OF_SUPERIOR = re.compile(
    r" ?(?:cua )?(?:huyen uy|tinh uy|thanh uy|ban thuong vu|btv|hu|btg|ban tuyen giao"
    r"|dang uy|thuong truc|huyen|tinh"
    r"|thanh|ban|cap tren|trung uong|uy ban)\b"
)
_ISSUERS_ABOVE = frozenset(["hu", "tu", "tw", "btg", "btghu", "btgtu", "ubnd", "hdnd", "btv", "thu", "qu"])
_STUDIED = r"nghi quyet|nq|chi thi|ct|chuong trinh|chuyen de"
_CITED = re.compile(
    rf"\b(?:(?P<studied>{_STUDIED})|ket luan|quy dinh|huong dan|cong van|thong bao"
    rf"|quyet dinh|qd|cv|hd|kl|van ban|tb"
    r"|giay moi|gm) (?:so |so: )?:? ?(?P<number>\d+(?!\d)[a-z]?(?: ?[-/] ?[a-z]+)*)(?!"
    r" (?:dong chi|dang vien|nguoi|can bo)\b)"
    r"|\b(?P<symbol>so \d+ ?[-/] ?[a-z]+(?: ?[-/] ?[a-z]+)*"
    r"|\d{1,3} ?- ?(?:(?P<resolution>nq|ct)|kl|cv|qd|bc|hd|tb) ?[-/] ?[a-z]{1,6})"
)
_ANY_DAY = re.compile(
    r"\b(?:ngay|hom|sang|chieu|toi|mung) \d|\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?\d{2,4}"
    r"|\b(?:hom|sang|chieu|toi) (?:nay|qua|kia)\b|\bthu (?:\d|hai|ba|tu|nam|sau|bay)\b|\bchu nhat\b|\bram\b"
)


def take_documents(draft: Draft) -> None:
    """Number and date of the unit's own plan; cited documents are only passed over."""
    for match in _PLAN.finditer(draft.line.open):
        if not (match["number"] or match["named"]):
            continue
        dated = _DATE.match(draft.line.open, match.end())
        if "plan_no" in draft.values or not _is_own(draft.line.open, match, dated):
            draft.line.take(match.start(), dated.end() if dated else match.end())
        else:
            _take_plan(draft, match, dated)
    for match in _CITED.finditer(draft.line.open):
        _pass_over_citation(draft, match)


def _is_own(text: str, match: re.Match[str], dated: re.Match[str] | None) -> bool:
    """`05-KH/CB`, `của chi bộ`; a plan that is carried out is the superior's unless it says otherwise."""
    issuer = match["issuer"] or ""
    end = dated.end() if dated else match.end()
    if issuer in _ISSUERS_ABOVE or _OF_SUPERIOR.match(text, end):
        return False
    return issuer == "cb" or not match["cited"] or bool(_OF_OWN.match(text, end))


def _take_plan(draft: Draft, match: re.Match[str], dated: re.Match[str] | None) -> None:
    group = "number" if match["number"] else "bare"
    number = draft.line.words(*match.span(group))
    if dated:
        try:
            day = _day_of(draft, dated)
        except DomainError:
            draft.doubt("no_such_day:" + draft.line.words(dated.start("day"), dated.end()), "plan_date")
        else:
            draft.values["plan_date"] = [day.isoformat()]
            draft.quotes["plan_date"] = draft.line.words(dated.start("day"), dated.end())
    draft.take(
        "plan_no", re.sub(r"\s+", "", number).upper(), match.start(), dated.end() if dated else match.end()
    )
    draft.quotes["plan_no"] = number


def _day_of(draft: Draft, dated: re.Match[str]) -> date:
    day, month = int(dated["day"]), int(dated["month"])
    if dated["year"]:
        return existing_day(full_year(dated["year"]), month, day)
    return nearest_such_day(month, day, draft.today)


def _pass_over_citation(draft: Draft, match: re.Match[str]) -> None:
    dated = _DATE.match(draft.line.open, match.end())
    is_studied = bool(match["studied"] or match["resolution"])
    draft.line.take(*match.span("number" if match["number"] else "symbol"))
    if dated and not (is_studied and _may_be_day_of_study(draft, dated)):
        draft.line.take(*dated.span())


def _may_be_day_of_study(draft: Draft, dated: re.Match[str]) -> bool:
    """`học NQ 14 ngày 17/6`: the only day that is told, and a recent one; else it is that of the resolution."""
    others = draft.line.open[: dated.start()] + draft.line.open[dated.end() :]
    try:
        day = _day_of(draft, dated)
    except DomainError:
        return False
    return 0 <= (draft.today - day).days <= LONGEST_AGO_DAYS and not _ANY_DAY.search(others)
