"""Who attended, of how many, who was absent and who else came, from all numbers of people together."""

import itertools
import re

from domain.forms import Value
from domain.parsing.absences import settle_absences
from domain.parsing.count_words import ABSENT, ATTENDED, MEMBERS, NON_PARTY, PARTY, TOTAL
from domain.parsing.counts import VAGUE, Count
from domain.parsing.counts import Stretch as Reason
from domain.parsing.draft import Draft
from domain.parsing.figures import Figure, has_session_label, take_figures
from domain.parsing.meeting_form import form_beside
from domain.parsing.number_words import OVER
from domain.parsing.reply_dates import FoundDay

LAST_DAY, LAST_MONTH = 31, 12
_WHO = r"(?:ai|nguoi nao|dong chi nao|dang vien nao|mot ai|nguoi|dong chi)"
_NOBODY = re.compile(
    rf"\bkhong (?:co |con )?(?:{_WHO} )?(?:nao )?(?:bi )?(?:vang|nghi|thieu)(?: mat)?(?: (?:mat )?{_WHO})?\b(?! ?:? ?\d)"
    r"|\b(?:vang|nghi)(?: mat)? ?:? ?(?:khong|0)\b(?! (?:ly|phep|co|xin|bao|ro)|\d| ?[/.,]\d)"
)
_EVERYBODY = re.compile(
    r"\b100 ?(?:%|phan tram)|\b(?:du|day du|tham gia|co mat|hoc)(?: \w+){0,2} (?:100 ?%|day du"
    r"|dong du)|\b(?:du quan so|quan so du|du ca|day du|dong du|du het|du mat|full)\b"
    r"|\b(?:toan bo|tat ca|toan the)(?: (?:cac|cac dong chi|can bo|dang vien|dong chi|moi nguoi"
    r"|deu|nguoi|chi bo))+(?: (?:da|deu))*(?: (?:du|hoc|tham gia|co mat|tham du))?"
    r"|\b(?:dang vien|dong chi|moi nguoi) (?:deu )?(?:di |tham gia |du |hoc )(?:day )?(?:du|het)\b"
    r"|\bca chi bo (?:du|hoc|tham gia|di)"
    r"|\b(?:dang vien|dong chi|nguoi) deu (?:da |duoc )?(?:tham gia|tham du|du|hoc|co mat|di hoc|di du)\b(?! ?\d)"
)
# Without "cả" it may as well be "dự 21": who came, not that all did.
_ALL_OF_A_NUMBER = re.compile(r"\bdu ca \d")
_ABSENT_OF_TOTAL = re.compile(r"\b(?:vang|thieu|nghi)(?: mat)? ?:? ?(\d{1,4}) ?[/⁄] ?(\d{1,6})(?![\d/])")


_WITH_GUESTS = re.compile(
    r"\b(?:tinh ca|ke ca|gom ca|ca|bao gom|gom) (?:ca )?(?:khach|quan chung|doi tuong|nguoi ngoai dang|nguoi dan)\b"
)


_SIGN = re.compile(r"[^\w ]")
_AND = re.compile(r" ?(?:[+&]|va|cung|cung voi|voi|cung ca),? ?(?:co )?")
# Members as such, rather than those who came.
_STOCK = ("dang vien", "can bo dang vien", "can bo va dang vien", "hoi vien")


def take_nobody_absent(draft: Draft) -> None:
    """`không vắng ai`, and `vắng 3/50`, which is no pair of attended and total."""
    nobody = _NOBODY.search(draft.line.open)
    if nobody:
        draft.take("absent", 0, *nobody.span())
    match = _ABSENT_OF_TOTAL.search(draft.line.open)
    may_be_day = match and OVER not in match[0] and int(match[1]) <= LAST_DAY and int(match[2]) <= LAST_MONTH
    is_most = match and OVER not in match[0] and int(match[1]) * 2 > int(match[2])
    if match and not may_be_day and not is_most and int(match[1]) <= int(match[2]):
        draft.values["total"] = int(match[2])
        draft.quotes["total"] = draft.line.words(*match.span())
        draft.take("absent", int(match[1]), *match.span())


def read_headcount(draft: Draft, counts: list[Count], reasons: list[Reason], days: list[FoundDay]) -> None:
    """Every count has its place in the report, or it is asked what it means."""
    _take_guests(draft, counts)
    draft.runs_on = _runs_on(draft.line.text, counts)
    draft.counts = [count.number for count in counts if count.role in (ATTENDED, PARTY, ABSENT)]
    counts = _without_parts(draft, counts)
    if _WITH_GUESTS.search(draft.line.text):
        # "dự 28 (cả khách)": how many of them are members is not told.
        counts = [count for count in counts if count.role != ATTENDED]
    _take_total(draft, [count for count in counts if count.role == TOTAL])
    attending = _attending(draft, counts)
    draft.reports_figures = bool(draft.pair_figures) or any(count.is_sure for count in attending)
    take_figures(draft, _figures(draft, attending), days)
    draft.unnamed = [count.number for count in counts if count.role == PARTY]
    settle_absences(draft, [count for count in counts if not _was_absent_then(draft, count)], reasons)
    _settle_members(draft, [count for count in counts if count.role == PARTY and count not in attending])
    draft.readings += [{"attended": count.number} for count in counts if count.role == VAGUE]
    _settle_everybody(draft)


def _runs_on(text: str, counts: list[Count]) -> bool:
    """Two numbers with nothing but words between them, so that a word may belong to either."""
    return any(not _SIGN.search(text, one.at, other.at) for one, other in itertools.pairwise(counts))


def _figures(draft: Draft, attending: list[Count]) -> list[Figure]:
    """Pairs, and who attended by the words beside a number, in order."""
    found = [
        Figure(int(match[1]), int(match[2]), *match.span(), match.start()) for match in draft.pair_figures
    ]
    found += [Figure(count.number, None, count.start, count.end, count.at) for count in attending]
    return sorted(found, key=lambda figure: figure.at)


def _attending(draft: Draft, counts: list[Count]) -> list[Count]:
    """The counts of those who came: said so by a word, a session, a form of meeting, or the guests beside them."""
    if draft.pair_figures and draft.makes_up:
        # "3 đồng chí đã học bù, nay 48/50": the pair counts all, the number those of that day.
        return []
    pairs = draft.pair_figures
    attended = [count for count in counts if count.role == ATTENDED]
    members = [count for count in counts if count.role == PARTY]
    placed = [count for count in members if _is_placed(draft, count)]
    is_told_sum = len(pairs) == 1 and sum(count.number for count in placed) == int(pairs[0][1])
    are_pairs_placed = is_told_sum or all(has_session_label(draft, pair.start()) for pair in pairs)
    if placed and are_pairs_placed and all(_is_placed(draft, count) for count in attended):
        attended += placed
    elif len(members) == 1 and not (pairs or attended) and _came_with_guests(draft, members[0], counts):
        attended = members
    return attended


def _was_absent_then(draft: Draft, count: Count) -> bool:
    """`5 đồng chí vắng nay đã học bù`: absent at the first session; who `còn` is absent is so now."""
    return draft.makes_up and "con " not in draft.line.text[max(0, count.start - 12) : count.end]


def _is_placed(draft: Draft, count: Count) -> bool:
    """`sáng 60 đồng chí`, `7 đồng chí Zoom`: the session or the form says that they were there."""
    return has_session_label(draft, count.at) or bool(form_beside(draft, count.start, count.end))


def _came_with_guests(draft: Draft, members: Count, counts: list[Count]) -> bool:
    """`45 đảng viên và 12 quần chúng dự`: what both did is said once."""
    guests = [count for count in counts if count.role in (NON_PARTY, MEMBERS) and count.came]
    text = draft.line.text
    return any(
        _AND.fullmatch(text, min(members.end, count.end), max(members.start, count.start)) for count in guests
    )


def _take_guests(draft: Draft, counts: list[Count]) -> None:
    for role in (NON_PARTY, MEMBERS):
        found = [count for count in counts if count.role == role]
        if found:
            draft.values[role] = sum(count.number for count in found)
            draft.quotes[role] = draft.line.words(found[0].start, found[-1].end)


def _without_parts(draft: Draft, counts: list[Count]) -> list[Count]:
    """`có mặt 33 người, trong đó 31 đảng viên và 2 quần chúng`: of these 31 are members of the Party."""
    whole = next((count for count in counts if count.role == ATTENDED and not count.is_part), None)
    parts = [
        count
        for count in counts
        if count.role in (PARTY, ATTENDED, NON_PARTY, MEMBERS) and count is not whole
    ]
    is_split = len(parts) > 1 or any(count.is_part for count in parts)
    if whole is None or not is_split or sum(count.number for count in parts) != whole.number:
        return counts
    members = [count for count in parts if count.role in (PARTY, ATTENDED)]
    if len(members) == len(parts):
        return [count for count in counts if count not in parts]
    if len(members) != 1:
        return counts
    of_party = Count(members[0].number, ATTENDED, members[0].start, members[0].end)
    return [of_party, *(count for count in counts if count is not whole and count not in parts)]


def _take_total(draft: Draft, counts: list[Count]) -> None:
    """Two different totals cannot both be the unit's."""
    for count in counts:
        known = draft.number("total")
        if known is not None and known != count.number:
            draft.doubt("conflicting_figures", "attended", "total")
        draft.values["total"] = count.number
        draft.quotes["total"] = draft.line.words(count.start, count.end)


def _settle_members(draft: Draft, counts: list[Count]) -> None:
    """`50 đảng viên` and nothing that says what they did: the total beside other figures, else unsettled."""
    attended, absent = draft.number("attended"), draft.number("absent")
    if _leaves_unexplained(draft, counts):
        draft.doubt("unclear_figures", "attended", "total")
    if "total" in draft.values or "conflicting_figures" in draft.flags or draft.makes_up:
        return
    counts = _of_all(counts, attended or 0)
    if len({count.number for count in counts}) != 1:
        return
    number, count = counts[0].number, counts[0]
    words = draft.line.words(count.start, count.end)
    if attended is None and absent and not count.noun.startswith(_STOCK):
        # "45 đồng chí. 3 đồng chí vắng.": who came, or how many there are?
        readings: list[dict[str, Value]] = [
            {"attended": number, "total": number + absent},
            {"attended": number - absent, "total": number},
        ]
        draft.doubt("unclear_figures", "attended", "total", readings=readings)
        return
    if attended is not None or absent is not None:
        if number >= (attended or 0) + (absent or 0):
            draft.values["total"], draft.quotes["total"] = number, words
        elif not draft.pair_figures:
            draft.doubt("unclear_figures", "attended", "total")
        return
    draft.readings += [{"attended": number}, {"total": number}]
    draft.quotes["_bare"] = words


def _of_all(counts: list[Count], attended: int) -> list[Count]:
    """`đảng viên 27, đi 25, 2 người bận`: of several numbers the one that the others make up."""
    whole = [count for count in counts if count.number >= attended > 0]
    rest = sum(count.number for count in counts if count not in whole)
    is_made_up = len(whole) == 1 and rest in (0, whole[0].number - attended)
    return whole if is_made_up else counts


def _leaves_unexplained(draft: Draft, counts: list[Count]) -> bool:
    """Members of whom nothing is said, beside figures that do not add up without them."""
    attended, total, absent = (draft.number(name) for name in ("attended", "total", "absent"))
    if attended is None or total is None or draft.pair_figures or draft.makes_up:
        return False
    is_proved = absent is not None and attended + absent == total
    return not is_proved and any(count.number not in (attended, total, total - attended) for count in counts)


def _settle_everybody(draft: Draft) -> None:
    """`đủ`, `100%`: as many as there are members, when it is known how many there are."""
    match = _EVERYBODY.search(draft.line.open) or _ALL_OF_A_NUMBER.search(draft.line.text)
    draft.is_everybody = match is not None
    if match is None or "absent" in draft.values:
        return
    total = draft.number("total")
    if total is None and draft.number("attended") is not None:
        total = draft.number("attended")
        draft.values["total"], draft.quotes["total"] = total or 0, draft.quotes["attended"]
    if total is None:
        total = _bare_total(draft) or draft.context.members
    if total is None or draft.number("attended") is not None:
        return
    draft.values |= {"attended": total, "total": total}
    words = draft.line.words(*match.span())
    draft.quotes["attended"] = words
    draft.quotes.setdefault("total", words)


def _bare_total(draft: Draft) -> int | None:
    """`50 đảng viên, dự 100%`."""
    if "_bare" not in draft.quotes:
        return None
    draft.quotes["total"] = draft.quotes["_bare"]
    found = draft.readings.pop()["total"]
    draft.readings.pop()
    return found if isinstance(found, int) else None
