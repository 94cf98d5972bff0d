"""A correction of the report that stands: only what changes, with what follows from it."""

import re
from collections.abc import Mapping

from domain.forms import Value, with_derived
from domain.parsing.draft import Draft, texts, whole
from domain.parsing.manners import without_manners
from domain.parsing.understanding import Understanding

_FIGURES = ("attended", "total", "absent")
_CORRECTABLE = frozenset({
    *_FIGURES, "dates", "mode", "non_party", "members", "speaker", "plan_no", "plan_date", "sessions",
    "absent_reasons", "absent_excused", "difficulties", "proposals",
})  # fmt: skip
_NOT_BUT = re.compile(r"\bkhong phai (?:la )?(?P<wrong>[^,;\n]{1,40}?) ?,? (?:ma )?(?:la|ma)\b")
_NOT = re.compile(
    r"(?:\bchu khong(?: phai)?|\bkhong phai) (?:la )?(?P<wrong>[^,;\n]{1,40}?)(?= ?(?:[,;.\n]"
    r"|$))(?!\.\d)"
)
_MENDED = re.compile(
    r"(?<![\d/\-])(?P<wrong>\d[\d/\-]{0,12})[ .,…]{0,4}(?:a|ah|oi|quen|y|ay"
    r"|uh)? ?,? ?(?:nham|xin loi|quen)(?: roi| chut| mat)?[ ,.:]*"
    r"(?:la |phai la |dung la )?(?=\d)"
)
_FROM_TO = re.compile(
    r"(?<!nham )(?<!nham ngay )(?<!nham so )(?<!nham tu )\b(?P<wrong>\d[\d/.\-]*)(?: \w+){0,2}? (?:thanh"
    r"|sang|lai la|lai thanh|-> ?)"
)
_SLIP = re.compile(r"\b(?P<first>\d[\d/]*)(?: \w+){0,2}? (?:thanh) (?P<second>\d[\d/]*)")
_WAS = re.compile(
    r"\b(?:hom truoc|lan truoc|luc nay|hom qua|truoc|ban nay|bao cao truoc|bao|ghi|da bao|da ghi"
    r"|ban dau|hom no|hom bua)(?: (?:bao|ghi|bao cao|em|toi|minh|la|nham|ghi la|du|co"
    r"|vang))+ (?P<wrong>\d[\d/]*)(?= ?[,;.\n]| nay"
    r"| gio| thuc| dung)"
)
_IS_WRONG = re.compile(
    r"(?P<wrong>\d[\d/]*(?: (?:dong chi|dang vien|nguoi))?) (?:la |thi "
    r"|bi )?(?:khong dung|chua dung|sai|chua chinh xac|nham|thieu|thua)\b"
)
# "bấm nhầm trực tiếp": what stands after it is what was wrong, when the right value stands elsewhere.
_NOTED_WRONG = re.compile(
    r"\b(?:bao|ghi|go|viet|nhan|danh|bam|chon|an|nhap|dien|de)(?: \w+){0,2} (?:nham|lon"
    r"|sai)(?: la| thanh| sang| thanh ra)?"
    r" (?P<wrong>[^,;.\n]+)"
)
_VALUE = re.compile(r"\d|truc tiep|truc tuyen|online|zoom|ket hop")
_TOO_MANY = re.compile(
    r"\b(?:bao|ghi|tinh|dem|cong|go|viet|ke)(?: \w+){0,2} (?P<way>thua|thieu|du)"
    r" (?P<by>\d{1,3})(?: (?:nguoi|dong chi|dang vien))?\b"
)
_PAIR = re.compile(r"\d ?[/⁄] ?\d")
_NUMBER = re.compile(r"(?<![\d/.,\-])(\d{1,6})(?![\d/%]|[.,]\d| ?%)")
# "tổ 3", "8 giờ": a number that counts nobody.
_OF_THINGS = re.compile(
    r"\b(?:to|thon|xom|khu|ap|bo|lop|dot|buoi|dieu|phan|muc|chuong|nhom|luc|phong|so|cum|diem) \d"
    r"|\d ?(?:gio|h|phut|buoi|to|dot|lop|quyen|trang|lan|tiet|thang|tuan)\b"
)
# "không, 21": no to a card or a report, and the figure that is right.
_DENIES = re.compile(
    r"(?:khong|sai|chua)(?: (?:phai|dung|roi|chinh xac))*[ ,.:;]*(?:la |chi |co |du |duoc )*\d{1,6}"
    r"(?: (?:dong chi|dang vien|nguoi|thoi|co|du))*"
)


def denies_a_figure(draft: Draft) -> bool:
    """`không, 21`: what stands is wrong, and the right number follows."""
    return draft.context.previous is not None and bool(_DENIES.fullmatch(without_manners(draft.line.text)))


def take_slips(draft: Draft) -> None:
    """`ngày 3/6... à nhầm 23/6`: what was mended in the same breath is not read."""
    for match in list(_MENDED.finditer(draft.line.open)):
        draft.line.take(match.start("wrong"), match.end())


def take_what_was_wrong(draft: Draft) -> None:
    """`46 chứ không phải 45`, `sửa 45 thành 46`: the wrong value is not read."""
    by = _TOO_MANY.search(draft.line.open)
    if by and _PAIR.search(draft.line.open):
        # "47/52, hôm trước tính thiếu 2": both figures are told, so that the difference is none.
        draft.line.take(*by.span())
    for pattern in (_NOT_BUT, _NOT, _FROM_TO, _WAS):
        match = pattern.search(draft.line.open)
        if match:
            draft.wrong = match["wrong"]
            draft.line.take(*match.span("wrong"))
            return
    for pattern in (_IS_WRONG, _NOTED_WRONG):
        match = pattern.search(draft.line.open)
        if match and _VALUE.search(match["wrong"]) and _is_told_elsewhere(draft, match):
            draft.wrong = match["wrong"]
            draft.line.take(*match.span("wrong"))
            return
    slip = _SLIP.search(draft.line.open)
    if slip:
        # "nhầm 46 thành 45": what stands in the report is what is wrong.
        standing = {str(value) for value in (draft.context.previous or {}).values()}
        wrong = "first" if slip["first"].split("/")[0] in standing else "second"
        draft.wrong = slip[wrong]
        draft.line.take(*slip.span(wrong))


def _is_told_elsewhere(draft: Draft, match: re.Match[str]) -> bool:
    text = draft.line.open
    return match.re is _IS_WRONG or bool(_VALUE.search(text[: match.start()] + " " + text[match.end() :]))


def correction(draft: Draft) -> Understanding:
    """Only what changes, with what follows from it; what stays unclear is asked."""
    previous = draft.context.previous or {}
    _take_slip_of_counting(draft, previous)
    _take_bare_number(draft)
    fields = {name: value for name, value in draft.values.items() if name in _CORRECTABLE}
    _drop_days_that_stood(fields, previous)
    given = [name for name in _FIGURES if name in fields]
    if draft.ask:
        fields = {name: value for name, value in fields.items() if name not in (*draft.ask, "absent")}
    elif len(given) == 1:
        fields = _with_previous(fields, previous, given[0])
    quotes = {name: words for name, words in draft.quotes.items() if name in fields and words}
    flags = tuple(flag for flag in draft.flags if flag != "several_units")
    return Understanding("correction", fields, tuple(draft.ask), flags, quotes, tuple(draft.readings))


def _take_slip_of_counting(draft: Draft, previous: Mapping[str, Value]) -> None:
    """`báo thừa 1 người, chỉ 44 thôi`: the number is what stood, less what was too much."""
    match = _TOO_MANY.search(draft.line.open)
    if match is None:
        return
    draft.line.take(*match.span())
    by = int(match["by"]) * (-1 if match["way"] in ("thua", "du") else 1)
    number = _NUMBER.search(draft.line.open)
    names = [name for name in ("attended", "total") if (whole(previous.get(name)) or 0) + by > 0]
    told = [name for name in names if number and whole(previous.get(name)) == int(number[1]) - by]
    if len(told) == 1 and number and told[0] not in draft.values:
        draft.take(told[0], int(number[1]), *number.span(1))


def _drop_days_that_stood(fields: dict[str, Value], previous: Mapping[str, Value]) -> None:
    """Beside the right day the wrong one is often named; it is the one in the report."""
    days, stood = texts(fields.get("dates")), texts(previous.get("dates"))
    left = [day for day in days if day not in stood]
    if len(days) > 1 and left:
        fields["dates"] = left


def _take_bare_number(draft: Draft) -> None:
    """`46 chứ không phải 45`: the field is the one that stands at 45."""
    if any(name in draft.values for name in _FIGURES) or draft.ask:
        return
    known = draft.context.previous or {}
    matches = _NUMBER.findall(draft.line.open)
    if len(set(matches)) != 1:
        return
    number = int(matches[0])
    wrong = draft.wrong.strip().split(" ")[0]
    names = [name for name in _FIGURES if wrong.isdigit() and whole(known.get(name)) == int(wrong)]
    if len(names) == 1:
        draft.values[names[0]] = number
        draft.quotes[names[0]] = matches[0]
        draft.readings.clear()
    elif texts(draft.values.get("dates")):
        return
    elif _is_of_those_who_came(number, known) and not _OF_THINGS.search(draft.line.open):
        draft.values["attended"] = number
        draft.quotes["attended"] = matches[0]
        draft.readings.clear()
    else:
        draft.doubt("", "attended", readings=[{"attended": number}, {"total": number}])


def _is_of_those_who_came(number: int, known: Mapping[str, Value]) -> bool:
    """`sai rồi, 46 mới đúng` after 45/50: the total seldom changes, and so many can have come."""
    attended, total = whole(known.get("attended")), whole(known.get("total"))
    return attended is not None and total is not None and 0 < number <= total and number != attended


def _with_previous(fields: dict[str, Value], previous: Mapping[str, Value], given: str) -> dict[str, Value]:
    """One figure changed: total stays as reported, the third follows."""
    kept = "attended" if given == "total" else "total"
    other = whole(previous.get(kept))
    if other is None:
        return fields
    changed = with_derived({**{name: fields[name] for name in (given,)}, kept: other})
    attended, total = whole(changed.get("attended")), whole(changed.get("total"))
    if attended is None or total is None or not 0 <= attended <= total:
        return fields
    return {**fields, **changed}
