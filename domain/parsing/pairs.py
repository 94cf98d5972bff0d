"""`45/50` and `15/6`: figures, a day, or a question."""

import re

from domain.forms import Value
from domain.parsing.clauses import Tense
from domain.parsing.draft import Draft
from domain.parsing.found_days import can_be_day
from domain.parsing.number_words import OVER
from domain.parsing.reply_dates import day_of_pair

PAIR = re.compile(r"(?<![\d/.\-])(\d{1,6}) ?[/⁄] ?(\d{1,6})(?![\d/]|[.\-]\d)")
# How far from a figure the word stands that says what it is, in letters.
CUE_REACH = 28
# Of a day and a month that could be figures, only a day of these last weeks is taken for a day.
LONGEST_AGO_DAYS = 45
STRONG_DAY = re.compile(
    r"(?:\bngay|\bhom|\bbua|thu \d,?|\bmung|\bden"
    r"|(?<!tuan )(?<!thang )(?<!hom )(?<!bua )\btruoc|\b(?:lui|chuyen|doi|hoan|hen|khat"
    r"|ra)[a-z ]{0,24} (?:sang|qua|toi|vao)|\btu)(?: lam viec)?[ (:]*$"
)
_WEAK_DAY = re.compile(
    r"\b(?:hoc|hop|sang|chieu|toi|luc|vao|to chuc|trien khai|khai mac|vao ngay|quan triet"
    r"|hoc tap|thuong ky|dinh ky"
    r"|hoc bu|xong|trong|dot \d ?:|du kien)[ (:]*$"
)
_DAY_AFTER = re.compile(
    r"^ ?(?:chi bo|don vi|hoc|to chuc|hop|da|trien khai|vua roi|vua qua|bon em|ben em|chung)\b"
)
_MEMBERS_AFTER = re.compile(
    r"^ ?(?:dang vien|dong chi(?! (?:a|oi|nhe|nha|ne|day)\b)|nguoi|hoi vien|doan vien|can bo"
    r"|dai bieu|du\b|tham gia|co mat|quan so|vang)"
)
_MEMBERS_BEFORE = re.compile(
    r"(?:\bdu(?! (?:kien|tinh|dinh))|co mat|quan so|tham gia|tham du|si so|so luong|co|duoc"
    r"|con lai|nay du|tong so|day du|ty le)(?: (?!sang|chieu|toi|trua|ngay|hom)\w+)? ?:? ?$"
)


def read_pairs(draft: Draft, *, has_day: bool, has_count: bool, absent: frozenset[int] = frozenset()) -> None:
    """Every pair with a slash that is left; what could be both is decided by what else is known, or asked."""
    matches = list(PAIR.finditer(draft.line.open))
    kinds = [(match, _kind_of(match, draft)) for match in matches]
    # "10/11, vắng 1": the figures agree.
    kinds = [
        (match, "figures" if kind == "either" and int(match[2]) - int(match[1]) in absent else kind)
        for match, kind in kinds
    ]
    has_figures = has_count or any(kind == "figures" for _, kind in kinds)
    has_day = has_day or bool(draft.flags) or any(kind == "day" for _, kind in kinds)
    figures, days = [], []
    for match, kind in kinds:
        decided = _settled(kind, has_figures=has_figures, has_day=has_day)
        if decided == "figures":
            figures.append(match)
        elif decided == "day":
            days.append(day_of_pair(match, draft.around()))
        else:
            _ask_which(draft, match, has_figures=has_figures, has_day=has_day)
        draft.line.take(*match.span())
    draft.pair_days = days
    draft.pair_figures = figures


def _kind_of(match: re.Match[str], draft: Draft) -> str:
    text = draft.line.text
    before = text[max(0, match.start() - CUE_REACH) : match.start()]
    after = text[match.end() : match.end() + CUE_REACH]
    if int(match[2]) == 0 or OVER in match[0]:
        return "figures"
    if not can_be_day(match):
        is_impossible_day = STRONG_DAY.search(before) and int(match[1]) > int(match[2])
        return "day" if is_impossible_day else "figures"
    if STRONG_DAY.search(before):
        return "day"
    if int(match[1]) > int(match[2]) and _is_recent(match, draft):
        return "day"
    if _MEMBERS_AFTER.search(after) or _MEMBERS_BEFORE.search(before):
        return "figures"
    if int(match[1]) > int(match[2]):
        return "day"
    if _lies_ahead(match, draft):
        return "day"
    if _WEAK_DAY.search(before) or _DAY_AFTER.search(after):
        found = day_of_pair(match, draft.around()).day
        is_over = found is not None and found <= draft.today
        return "day" if is_over or draft.tells(Tense.NOT_DONE) else "either"
    return "either"


def _lies_ahead(match: re.Match[str], draft: Draft) -> bool:
    """`sẽ học 5/7`: of what is planned a day is told, and nobody has attended yet."""
    found = day_of_pair(match, draft.around()).day
    return draft.around().is_ahead_at(match.start()) and found is not None and found > draft.today


def _is_recent(match: re.Match[str], draft: Draft) -> bool:
    """More than all cannot attend, so `19/6 dự 100%` begins with a day."""
    day = day_of_pair(match, draft.around()).day
    return day is not None and 0 <= (draft.today - day).days <= LONGEST_AGO_DAYS


def _settled(kind: str, *, has_figures: bool, has_day: bool) -> str:
    if kind != "either" or has_figures == has_day:
        return kind
    return "day" if has_figures else "figures"


def _ask_which(draft: Draft, match: re.Match[str], *, has_figures: bool, has_day: bool) -> None:
    found = day_of_pair(match, draft.around()).day
    readings: list[dict[str, Value]] = []
    if found is not None and found <= draft.today:
        readings.append({"held": True, "dates": [found.isoformat()]})
    if int(match[1]) <= int(match[2]):
        readings.append({"attended": int(match[1]), "total": int(match[2])})
    names = [name for name, known in (("dates", has_day), ("attended", has_figures)) if not known]
    draft.doubt(
        f"ambiguous:{match[0].replace(' ', '')}", *(names or ["dates", "attended"]), readings=readings
    )
