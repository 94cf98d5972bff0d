"""`45/50` and `15/6`: figures, a day, or a question; figures of several sessions or several units."""

import re

from domain.forms import Value
from domain.parsing.draft import Draft
from domain.parsing.reply_dates import FoundDay, day_of_pair
from domain.parsing.spelling import OVER

PAIR = re.compile(r"(?<![\d/.\-])(\d{1,6}) ?[/⁄] ?(\d{1,6})(?![\d/]|[.\-]\d)")
# How far from a figure the word stands that says what it is, in letters.
CUE_REACH = 28
# Of a day and a month that could be figures, only a day of these last weeks is taken for a day.
LONGEST_AGO_DAYS = 45
_STRONG_DAY = re.compile(
    r"(?:\bngay|\bhom|\bbua|thu \d,?|\bmung|\bden|\btruoc|\b(?:lui|chuyen|doi|hoan|hen|khat"
    r"|ra)[a-z ]{0,24} (?:sang|qua|toi|vao)|\btu)(?: lam viec)?[ (:]*$"
)
_WEAK_DAY = re.compile(
    r"\b(?:hoc|hop|sang|chieu|toi|luc|vao|to chuc|trien khai|khai mac|vao ngay|quan triet|hoc tap"
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
_UNIT_LABEL = re.compile(
    r"\b((?:chi bo|thon|to|to dan pho|khu pho|ap|xom|ban|doi|khoi|truong|tram|kp|tdp|khu|chi hoi"
    r"|chi doan|dang bo|cong an|quan su)(?: (?:so )?(?!dang|du\b|hoc|co\b|da\b|vang|duoc|to chuc"
    r"|trien|em\b|toi\b|minh)[a-z]+| (?:so )?\d{1,2}(?! ?[/.]\d)){1,4}) ?(?:co |du |tham gia |hoc "
    r"|da hoc |:|-|,|=|\(|duoc )* ?$"
)
_SESSION_LABEL = re.compile(
    r"\b(?:dot|lop|buoi|lan|ca|diem|cum|diem cau|sang|chieu|toi) ?(?:thu )?(?:\d{1,2}|nhat|hai|ba"
    r"|mot)? ?(?:co |du |:|-|,|\(|= ?)* ?$"
)


def read_pairs(draft: Draft) -> None:
    """Every pair with a slash that is left; what could be both is decided by what else is known, or asked."""
    around = draft.around(is_planned=False)
    matches = list(PAIR.finditer(draft.line.open))
    kinds = [(match, _kind_of(match, draft)) for match in matches]
    has_figures = "attended" in draft.values or any(kind == "figures" for _, kind in kinds)
    has_day = bool(draft.days or draft.ahead or draft.tells_time_ahead or draft.flags) or any(
        kind == "day" for _, kind in kinds
    )
    figures, days = [], []
    for match, kind in kinds:
        decided = _settled(kind, has_figures=has_figures, has_day=has_day)
        if decided == "figures":
            figures.append(match)
        elif decided == "day":
            days.append(day_of_pair(match, around))
        else:
            _ask_which(draft, match, has_figures=has_figures, has_day=has_day)
        draft.line.take(*match.span())
    draft.pair_days = days
    draft.pair_figures = figures


def take_units(draft: Draft) -> bool:
    """Figures of several units in one message, each by its name."""
    found: list[dict[str, int | str]] = []
    spans = []
    for match in PAIR.finditer(draft.line.open):
        before = draft.line.open[max(0, match.start() - 60) : match.start()]
        label = _UNIT_LABEL.search(before)
        if label and int(match[2]) and not _is_plain_day(match, before):
            start = match.start() - len(before) + label.start(1)
            name = draft.line.words(start, match.start() - len(before) + label.end(1))
            found.append({"unit": name, "attended": int(match[1]), "total": int(match[2])})
            spans.append(match.span())
    if len({str(entry["unit"]).lower() for entry in found}) < 2:
        return False
    draft.values["units"] = tuple(found)
    draft.quotes["units"] = draft.line.words(spans[0][0], spans[-1][1])
    for span in spans:
        draft.line.take(*span)
    return True


def _is_plain_day(match: re.Match[str], before: str) -> bool:
    return can_be_day(match) and bool(_STRONG_DAY.search(before) or int(match[1]) > int(match[2]))


def take_figures(draft: Draft, days: list[FoundDay]) -> None:
    """One pair is the report; several are sessions added up, or a contradiction."""
    figures = draft.pair_figures
    if len(figures) > 1 and len({match[0] for match in figures}) > 1:
        if _are_sessions(draft, figures, days):
            _take_sessions(draft, figures, days)
        else:
            draft.doubt(
                "conflicting_figures", "attended", "total", readings=[_reading(match) for match in figures]
            )
        return
    for match in figures[:1]:
        attended, total = int(match[1]), int(match[2])
        known = draft.number("attended")
        if known is not None and known != attended:
            draft.doubt(
                "conflicting_figures", "attended", "total", readings=[_reading(match), {"attended": known}]
            )
            return
        words = draft.line.words(*match.span())
        draft.values |= {"attended": attended, "total": total}
        draft.quotes |= {"attended": words, "total": words}


def _reading(match: re.Match[str]) -> dict[str, Value]:
    return {"attended": int(match[1]), "total": int(match[2])}


def _are_sessions(draft: Draft, figures: list[re.Match[str]], days: list[FoundDay]) -> bool:
    if all(
        _SESSION_LABEL.search(draft.line.text[max(0, match.start() - 24) : match.start()])
        for match in figures
    ):
        return True
    if len(days) == len(figures):
        marks = sorted([(match.start(), "f") for match in figures] + [(day.start, "d") for day in days])
        kinds = "".join(kind for _, kind in marks)
        return kinds in ("df" * len(days), "fd" * len(days))
    text = draft.line.text
    return bool(re.search(r"\b\d (?:dot|buoi|lop|lan|ca|diem)\b|\bdot (?:1|2|mot|hai)\b", text))


def _take_sessions(draft: Draft, figures: list[re.Match[str]], days: list[FoundDay]) -> None:
    sessions: list[dict[str, int | str]] = []
    for number, match in enumerate(figures):
        session: dict[str, int | str] = {"attended": int(match[1]), "total": int(match[2])}
        day = days[number].day if len(days) == len(figures) else None
        sessions.append({"date": day.isoformat(), **session} if day else session)
    attended = sum(int(match[1]) for match in figures)
    totals = [int(match[2]) for match in figures]
    words = draft.line.words(figures[0].start(), figures[-1].end())
    if any(int(match[1]) > int(match[2]) for match in figures):
        draft.doubt("attended>total", "attended", "total")
        return
    draft.values["sessions"] = tuple(sessions)
    draft.quotes["sessions"] = words
    total: int | None = sum(totals)
    if len(set(totals)) == 1 and attended <= totals[0]:
        total = _same_total(draft, totals, attended)
    draft.values["attended"] = attended
    draft.quotes["attended"] = words
    if total is not None:
        draft.values["total"] = total
        draft.quotes["total"] = words


def _same_total(draft: Draft, totals: list[int], attended: int) -> int | None:
    """`đợt 1: 40/50, đợt 2: 10/50`: fifty members or a hundred? The register tells, else it is asked."""
    if draft.context.members in (totals[0], sum(totals)):
        return draft.context.members
    readings: list[dict[str, Value]] = [
        {"attended": attended, "total": totals[0]},
        {"attended": attended, "total": sum(totals)},
    ]
    draft.doubt("sessions_total", "total", readings=readings)
    return None


def _kind_of(match: re.Match[str], draft: Draft) -> str:
    text = draft.line.text
    before = text[max(0, match.start() - CUE_REACH) : match.start()]
    after = text[match.end() : match.end() + CUE_REACH]
    if int(match[2]) == 0 or OVER in match[0]:
        return "figures"
    if not can_be_day(match):
        is_impossible_day = _STRONG_DAY.search(before) and int(match[1]) > int(match[2])
        return "day" if is_impossible_day else "figures"
    if _STRONG_DAY.search(before):
        return "day"
    if int(match[1]) > int(match[2]) and _is_recent(match, draft):
        return "day"
    if _MEMBERS_AFTER.search(after) or _MEMBERS_BEFORE.search(before):
        return "figures"
    if int(match[1]) > int(match[2]):
        return "day"
    if _WEAK_DAY.search(before) or _DAY_AFTER.search(after):
        found = day_of_pair(match, draft.around(is_planned=False)).day
        return "day" if found is not None and found <= draft.today else "either"
    return "either"


def _is_recent(match: re.Match[str], draft: Draft) -> bool:
    """More than all cannot attend, so `19/6 dự 100%` begins with a day."""
    day = day_of_pair(match, draft.around(is_planned=False)).day
    return day is not None and 0 <= (draft.today - day).days <= LONGEST_AGO_DAYS


def _settled(kind: str, *, has_figures: bool, has_day: bool) -> str:
    if kind != "either" or has_figures == has_day:
        return kind
    return "day" if has_figures else "figures"


def _ask_which(draft: Draft, match: re.Match[str], *, has_figures: bool, has_day: bool) -> None:
    found = day_of_pair(match, draft.around(is_planned=False)).day
    readings: list[dict[str, Value]] = []
    if found is not None and found <= draft.today:
        readings.append({"held": True, "dates": [found.isoformat()]})
    if int(match[1]) <= int(match[2]):
        readings.append(_reading(match))
    names = [name for name, known in (("dates", has_day), ("attended", has_figures)) if not known]
    draft.doubt(
        f"ambiguous:{match[0].replace(' ', '')}", *(names or ["dates", "attended"]), readings=readings
    )


def can_be_day(match: re.Match[str]) -> bool:
    """Whether a pair could be a day and a month."""
    return OVER not in match[0] and 1 <= int(match[1]) <= 31 and 1 <= int(match[2]) <= 12
