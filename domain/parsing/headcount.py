"""Who attended, of how many, who was absent and who else came, from all numbers of people together."""

import itertools
import re
from dataclasses import replace

from domain.parsing.absences import settle_absences
from domain.parsing.attendance import attending, without_parts
from domain.parsing.count_roles import VAGUE
from domain.parsing.count_words import ABSENT, ATTENDED, MEMBERS, NON_PARTY, PARTY, TOTAL
from domain.parsing.counts import Count
from domain.parsing.cues import Stretch
from domain.parsing.draft import Draft
from domain.parsing.everybody import settle_everybody
from domain.parsing.figures import Figure, has_session_label, take_figures
from domain.parsing.found_days import FoundDay
from domain.parsing.members import settle_members

_WITH_GUESTS = re.compile(
    r"\b(?:tinh ca|ke ca|gom ca|ca|bao gom|gom) (?:ca )?(?:khach|quan chung|doi tuong"
    r"|nguoi ngoai dang|nguoi dan)\b"
)


_CANDIDATES = re.compile(r" ?(?:,|;|va|\+|cung)* ?(?:va |co )?(\d{1,3}) (?:dong chi |dang vien )*du bi\b")
_STAYED_AWAY = re.compile(
    r"\d{1,5} (?:dong chi|dang vien|nguoi) (?:bi |xin )?(?:vang|nghi|khong du)\b(?! ?:? ?\d)"
)
_AWAY_TO_LEARN = re.compile(r"\d{1,3} (?:dong chi|dang vien|nguoi) (?:dang |ban )?(?:di )?hoc\b")
_SIGN = re.compile(r"[^\w ]")


def read_headcount(draft: Draft, counts: list[Count], reasons: list[Stretch], days: list[FoundDay]) -> None:
    """Every count has its place in the report, or it is asked what it means."""
    counts = [_with_candidates(draft.line.text, count) for count in counts]
    counts = [_as_absent(draft, count) for count in counts]
    _take_guests(draft, counts)
    draft.runs_on = _runs_on(draft.line.text, counts)
    draft.counts = [count.number for count in counts if count.role in (ATTENDED, PARTY, ABSENT)]
    counts = without_parts(counts)
    if _WITH_GUESTS.search(draft.line.text):
        # "dự 28 (cả khách)": how many of them are members is not told.
        counts = [count for count in counts if count.role != ATTENDED]
    _take_total(draft, [count for count in counts if count.role == TOTAL])
    came = _with_parts_of_a_whole(draft, attending(draft, counts), counts)
    draft.reports_figures = bool(draft.pair_figures) or any(count.is_sure for count in came)
    take_figures(draft, _figures(draft, came), days)
    draft.unnamed = [count.number for count in counts if count.role == PARTY]
    settle_absences(draft, [count for count in counts if not _was_absent_then(draft, count)], reasons)
    settle_members(draft, [count for count in counts if count.role == PARTY and count not in came])
    draft.readings += [{"attended": count.number} for count in counts if count.role == VAGUE]
    settle_everybody(draft)


def _with_candidates(text: str, count: Count) -> Count:
    """`27 đảng viên chính thức, 1 dự bị`: together 28."""
    match = _CANDIDATES.match(text, count.end) if count.noun.endswith("chinh thuc") else None
    return replace(count, number=count.number + int(match[1]), end=match.end()) if match else count


def _as_absent(draft: Draft, count: Count) -> Count:
    """`11/12 tham gia học trực tiếp 1 đồng chí vắng do ốm`, said without a comma: the one stayed away."""
    pairs = [pair for pair in draft.pair_figures if pair.end() <= count.at]
    if count.role != ATTENDED or not pairs or not _stayed_away(draft.line.text, pairs[-1], count):
        return count
    return replace(count, role=ABSENT, start=count.at, came=False, is_first=True)


def _stayed_away(text: str, pair: re.Match[str], count: Count) -> bool:
    """Also `13/14, 1 đ/c đi học`: the one who is missing from the pair is away to learn."""
    missing = int(pair[2]) - int(pair[1])
    is_away = count.number == missing and _AWAY_TO_LEARN.match(text, count.at) is not None
    return is_away or _STAYED_AWAY.match(text, count.at) is not None


def _runs_on(text: str, counts: list[Count]) -> bool:
    """Two numbers with nothing but words between them, so that a word may belong to either."""
    return any(not _SIGN.search(text, one.at, other.at) for one, other in itertools.pairwise(counts))


def _with_parts_of_a_whole(draft: Draft, came: list[Count], counts: list[Count]) -> list[Count]:
    """`hội trường 30 đồng chí, qua Zoom 8 đồng chí, tổng 38/40`: all that stands before the sum is part of it."""
    if len(draft.pair_figures) != 1:
        return came
    [whole] = draft.pair_figures
    known = {count.at for count in came}
    others = [count for count in counts if count.role == PARTY and count.at not in known]
    parts = sorted([*came, *others], key=lambda count: count.at)
    if len(parts) < 2 or parts[-1].at > whole.start():
        return came
    is_sum = sum(count.number for count in parts) == int(whole[1])
    are_sessions = all(has_session_label(draft, count.at) for count in parts)
    return parts if is_sum or are_sessions else came


def _figures(draft: Draft, came: list[Count]) -> list[Figure]:
    """Pairs, and who attended by the words beside a number, in order."""
    found = [
        Figure(int(match[1]), int(match[2]), *match.span(), match.start()) for match in draft.pair_figures
    ]
    found += [Figure(count.number, None, count.start, count.end, count.at) for count in came]
    return sorted(found, key=lambda figure: figure.at)


def _was_absent_then(draft: Draft, count: Count) -> bool:
    """`5 đồng chí vắng nay đã học bù`: absent at the first session; who `còn` is absent is so now."""
    return draft.makes_up and "con " not in draft.line.text[max(0, count.start - 12) : count.end]


def _take_guests(draft: Draft, counts: list[Count]) -> None:
    for role in (NON_PARTY, MEMBERS):
        found = [count for count in counts if count.role == role]
        if found:
            draft.values[role] = sum(count.number for count in found)
            draft.quotes[role] = draft.line.words(found[0].start, found[-1].end)


def _take_total(draft: Draft, counts: list[Count]) -> None:
    """Two different totals cannot both be the unit's."""
    for count in counts:
        known = draft.number("total")
        if known is not None and known != count.number:
            draft.doubt("conflicting_figures", "attended", "total")
        draft.values["total"] = count.number
        draft.quotes["total"] = draft.line.words(count.start, count.end)
