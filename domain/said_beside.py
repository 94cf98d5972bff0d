"""What few words beside a report mean: one number that mends its figures, one more day beside its days."""

import re

from domain.forms import Value, Values
from domain.parsing.letters import folded_plain

_PEOPLE = r"(?:thoi|d/?c|dong chi|nguoi|dang vien|dv)"
# `44`, `44 ạ`, `44 thôi`, `trực tiếp, 44 đồng chí`; `tầng 3` and `8h` number something else.
_ONLY_NUMBER = re.compile(r"^\W*(?:co\s+|chi\s+)?(\d{1,4})(?:\s+(?:a|nhe|nha|chu))?\W*$")
_COUNTED = re.compile(rf"(?<![\d/.,])(\d{{1,4}})\s*{_PEOPLE}\b")
_OF_A_PART = re.compile(r"\b(?:moi|to|nhom|diem|tang|phong|trong do|so voi)\b")
_ONE_MORE = re.compile(r"\b(?:them|ca|nua|va)\b")


def figures_meant(text: str, known: Values) -> tuple[dict[str, Value], ...]:
    """`44 thôi` beside 45/50: 44/50 or still 45/50, to be asked; nothing when it cannot mean either."""
    attended, total, number = known.get("attended"), known.get("total"), _lone_number(text)
    if number is None or not (isinstance(attended, int) and isinstance(total, int)):
        return ()
    if number == attended or not 0 < number <= total:
        return ()
    return {"attended": number, "total": total}, {"attended": attended, "total": total}


def with_days_kept(text: str, values: Values, known: Values) -> Values:
    """`thêm ngày 21/6` joins the days that were told; `ngày 21/6` takes their place."""
    days, before = values.get("dates"), known.get("dates")
    if not (isinstance(days, list) and isinstance(before, list)) or values.keys() - {"held", "dates"}:
        return values
    if not _ONE_MORE.search(folded_plain(text)):
        return values
    return {**values, "dates": sorted({*before, *days})}


def _lone_number(text: str) -> int | None:
    plain = folded_plain(text)
    found = _ONLY_NUMBER.match(plain) or _COUNTED.search(plain)
    if found is None or _OF_A_PART.search(plain) or len(re.findall(r"\d+", plain)) > 1:
        return None
    return int(found[1])
