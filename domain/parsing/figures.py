"""Several figures of who attended: sessions added up, both forms of meeting, a sum that was told, a contradiction."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.forms import Value
from domain.parsing.draft import Draft
from domain.parsing.found_days import FoundDay
from domain.parsing.meeting_form import form_beside

_SESSION_LABEL = re.compile(
    r"\b(?:dot|lop|buoi|lan|ca|diem|cum|diem cau|sang|chieu"
    r"|(?<!bo )(?<!vi )(?<!chung )(?<!ben )(?<!cua )(?<!bon )toi|ngay|hom)(?: sang| chieu"
    r"| toi)?(?: thu)?"
    r"(?: ?(?:\d{1,2}|nhat|hai|ba|mot|dau|sau)\b)?(?:["
    r" (]*(?:ngay )?\d{1,2} ?[/.\-] ?\d{1,2}(?:/\d{2,4})?)?[ :\-()=]*"
    r"(?:(?:co|du|duoc|hoc|la|hoc duoc|co mat|ngay)[ :\-(=]*)*\Z"
    r"|\b(?:dot|lop|buoi|lan|ca|diem|cum) ?\d{1,2}[^;.\n]{0,16}, ?\Z"
    r"|(?<![\d/])\d{1,2} ?/ ?\d{1,2}(?:/\d{2,4})? ?[:\-] ?\Z"
)
_SEVERAL_SESSIONS = re.compile(r"\b\d (?:dot|buoi|lop|lan|ca|diem)\b|\bdot (?:1|2|mot|hai)\b")
_PART = re.compile(r"\b(?:rieng|trong do|gom|co|bao gom|may|mot so)(?: [a-z]+){0,3} \Z")
# How far before a figure its label may stand, in letters.
LABEL_REACH = 32


@dataclass(frozen=True, slots=True)
class Figure:
    """How many attended, of how many if that was said, and where it stands in the text; `at` is the number."""

    attended: int
    total: int | None
    start: int
    end: int
    at: int

    @property
    def reading(self) -> dict[str, Value]:
        """The figure as values to be offered."""
        told: dict[str, Value] = {"attended": self.attended}
        return told if self.total is None else {**told, "total": self.total}


def take_figures(draft: Draft, figures: list[Figure], days: list[FoundDay]) -> None:
    """Keep one figure for the report, or ask where several contradict each other."""
    figures = _without_repeated(figures)
    if not figures:
        return
    figures = _without_parts_of_a_form(draft, figures)
    told = _told_sum(draft, figures)
    if told is None and _is_no_sum(draft, figures):
        draft.doubt("conflicting_figures", "attended", "total", readings=_sums(figures))
    elif told is not None:
        _keep(draft, told)
        parts = [figure for figure in figures if figure is not told]
        if _are_sessions(draft, parts, days):
            _keep_sessions(draft, parts, days)
    elif len(figures) == 1:
        _keep(draft, figures[0])
    elif _are_sessions(draft, figures, days):
        _add_sessions(draft, figures, days)
    elif _are_of_both_forms(draft, figures):
        _add_forms(draft, figures)
    else:
        draft.doubt("conflicting_figures", "attended", "total", readings=[one.reading for one in figures])


def has_session_label(draft: Draft, start: int) -> bool:
    """Whether the words before a figure name a session: `lớp 2`, `chiều`."""
    return bool(_SESSION_LABEL.search(draft.line.text[max(0, start - LABEL_REACH) : start]))


def _without_repeated(figures: list[Figure]) -> list[Figure]:
    """Figures that say the same twice; the one with a total is kept."""
    kept: list[Figure] = []
    for figure in sorted(figures, key=lambda figure: (figure.total is None, figure.start)):
        if not any(_repeats(figure, other) for other in kept):
            kept.append(figure)
    return sorted(kept, key=lambda figure: figure.start)


def _repeats(figure: Figure, other: Figure) -> bool:
    return figure.attended == other.attended and figure.total in (None, other.total)


def _without_parts_of_a_form(draft: Draft, figures: list[Figure]) -> list[Figure]:
    """`dự 46, riêng 5 đồng chí học qua Zalo`: the five are among the others."""
    whole = [figure for figure in figures if not form_beside(draft, figure.start, figure.end)]
    if len(whole) != 1 or has_session_label(draft, whole[0].at):
        return figures
    parts = [figure for figure in figures if figure is not whole[0]]
    are_parts = all(part.attended < whole[0].attended and _is_part(draft, part) for part in parts)
    return whole if are_parts else figures


def _is_part(draft: Draft, figure: Figure) -> bool:
    return figure.total is None and bool(_PART.search(draft.line.text, 0, figure.at))


def _told_sum(draft: Draft, figures: list[Figure]) -> Figure | None:
    """`sáng 51, chiều 46, cộng 97/104`."""
    if len(figures) < 3:
        return None
    for figure in (figures[-1], figures[0]):
        rest = sum(other.attended for other in figures if other is not figure)
        if rest == figure.attended:
            return figure
    return None


def _is_no_sum(draft: Draft, figures: list[Figure]) -> bool:
    """`lớp 1 60, lớp 2 55, cộng 125/130`: a sum that is none of what stands before it."""
    *parts, last = figures
    if len(parts) < 2 or last.total is None or has_session_label(draft, last.at):
        return False
    return all(part.total is None and has_session_label(draft, part.at) for part in parts)


def _sums(figures: list[Figure]) -> list[dict[str, Value]]:
    told = figures[-1].reading
    return [told, {**told, "attended": sum(figure.attended for figure in figures[:-1])}]


def _keep(draft: Draft, figure: Figure) -> None:
    words = draft.line.words(figure.start, figure.end)
    draft.values["attended"] = figure.attended
    draft.quotes["attended"] = words
    if figure.total is not None:
        draft.values["total"] = figure.total
        draft.quotes["total"] = words


def _are_sessions(draft: Draft, figures: Sequence[Figure], days: list[FoundDay]) -> bool:
    if len(figures) < 2:
        return False
    text = draft.line.text
    if all(has_session_label(draft, figure.at) for figure in figures):
        return True
    if len(days) == len(figures) and _alternate(figures, days):
        return True
    return bool(_SEVERAL_SESSIONS.search(text))


def _alternate(figures: Sequence[Figure], days: list[FoundDay]) -> bool:
    marks = sorted([(figure.start, "f") for figure in figures] + [(day.start, "d") for day in days])
    kinds = "".join(kind for _, kind in marks)
    return kinds in ("df" * len(days), "fd" * len(days))


def _keep_sessions(draft: Draft, figures: list[Figure], days: list[FoundDay]) -> None:
    sessions = []
    for at, figure in enumerate(figures):
        session: dict[str, int | str] = {"attended": figure.attended}
        if figure.total is not None:
            session["total"] = figure.total
        day = _day_of(at, figure, figures, days)
        sessions.append({"date": day.isoformat(), **session} if day else session)
    draft.values["sessions"] = tuple(sessions)
    draft.quotes["sessions"] = draft.line.words(figures[0].start, figures[-1].end)


def _day_of(at: int, figure: Figure, figures: list[Figure], days: list[FoundDay]) -> date | None:
    known = [day for day in days if day.day is not None]
    if len(known) == len(figures):
        return known[at].day
    if len(known) == 1:
        return known[0].day
    return None


def _add_sessions(draft: Draft, figures: list[Figure], days: list[FoundDay]) -> None:
    if any(figure.total is not None and figure.attended > figure.total for figure in figures):
        draft.doubt("attended>total", "attended", "total")
        return
    _keep_sessions(draft, figures, days)
    attended = sum(figure.attended for figure in figures)
    words = draft.quotes["sessions"]
    draft.values["attended"], draft.quotes["attended"] = attended, words
    totals = [figure.total for figure in figures if figure.total is not None]
    is_told = len(totals) == len(figures) or (len(set(totals)) == 1 and attended <= totals[0])
    total = _total_of(draft, totals, attended) if is_told else None
    if total is not None:
        draft.values["total"], draft.quotes["total"] = total, words


def _total_of(draft: Draft, totals: list[int], attended: int) -> int | None:
    """`đợt 1: 40/50, đợt 2: 10/50`: fifty members or a hundred? The register tells, else it is asked."""
    known = draft.number("total")
    if known is not None:
        return known
    if len(totals) == 1:
        return totals[0]
    if len(set(totals)) > 1 or attended > totals[0]:
        return sum(totals)
    if draft.context.members in (totals[0], sum(totals)):
        return draft.context.members
    readings: list[dict[str, Value]] = [
        {"attended": attended, "total": totals[0]},
        {"attended": attended, "total": sum(totals)},
    ]
    draft.doubt("sessions_total", "total", readings=readings)
    return None


def _are_of_both_forms(draft: Draft, figures: Sequence[Figure]) -> bool:
    """Each figure with a form of meeting of its own, and more than one form."""
    forms = [form_beside(draft, figure.start, figure.end) for figure in figures]
    return all(forms) and len(set(forms)) == len(figures)


def _add_forms(draft: Draft, figures: list[Figure]) -> None:
    draft.values["attended"] = sum(figure.attended for figure in figures)
    draft.quotes["attended"] = draft.line.words(figures[0].start, figures[-1].end)
    totals = [figure.total for figure in figures if figure.total is not None]
    if len(totals) == len(figures):
        draft.values["total"] = sum(totals)
        draft.quotes["total"] = draft.quotes["attended"]
