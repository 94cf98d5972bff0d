"""Which column of a table tells what: the task, who owes it, by when."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.parsing.letters import without_diacritics
from domain.parsing.plan.mention import HOUR_ALONE

LONGEST_LABEL = 60
LONGEST_TIME = 80
# A column without a telling label is one of deadlines when nearly all its cells name a time.
LEAST_SHARE_OF_TIMES = 0.6
_LABELS = (
    (
        "task",
        (
            r"nhiem vu|noi dung|cong viec|hoat dong|viec|dau viec|ten bao cao|noi dung cong viec|"
            r"chuyen de|ten (?:van ban|de an|nghi quyet|chuong trinh|ke hoach)|de an|loai bao cao|de muc"
        ),
    ),
    ("helper", r"phoi hop"),
    ("number", r"s?tt|so tt"),
    ("deadline", r"thoi han|thoi gian|han|tien do|ngay|hoan thanh|thoi diem|moc"),
    ("product", r"san pham|ket qua|hinh thuc|ghi chu|dia diem"),
    ("recipient", r"noi nhan|gui ve|noi gui"),
)
# Who answers for a row, the plainest word first: beside `Chủ trì`, `Đối tượng` is what it is done to.
_OWNERS = (
    r"chu tri",
    r"thuc hien|chiu trach nhiem|phu trach|phan cong",
    r"don vi|co quan|bo phan",
    r"thanh phan",
    r"doi tuong",
)
_UNIT = r"chi bo|dang bo|dang uy|don vi|co quan|xa|phuong|truong|ap|thon|khu dan cu|cum|dia ban|dia phuong"
_START = re.compile(r"\bbat dau\b|\bkhoi cong\b")
_END = re.compile(r"\bket thuc\b|\bhoan thanh\b|\bxong\b")
# `Ngày sinh`, `Ngày vào Đảng`: days of people and papers, not of duties.
_NO_DEADLINE = re.compile(
    r"\bngay (?:\w+ )?(?:sinh|vao|cap|ky|ban hanh|ket nap|bo nhiem|thanh lap)\b|\bsinh\b"
)
_WHEN_FIRST = re.compile(r"\W*(?:thoi|han|tien do|ngay)")
_FIGURE = re.compile(r"(?<!lan )(?<!dot )(?<!ky )(?<!quy )(?<!buoc )\d")


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the cells that tell something; None where a table has no such column.

    Attributes:
        deadlines: usually one; a table may set a deadline for each of several steps.
        hour: says at what hour of its day something begins.
        labels: the cells of the header.
        is_schedule: the rows are units and days of what the caption names, not tasks.
    """

    task: int
    owner: int | None
    deadlines: tuple[int, ...]
    start: int | None
    hour: int | None
    recipient: int | None
    labels: tuple[str, ...]
    is_schedule: bool = False


def columns_of(
    header: tuple[str, ...],
    rows: Sequence[tuple[str, ...]],
    tells_time: Callable[[str], bool],
    *,
    is_schedule: bool = False,
) -> Columns | None:
    """The columns below a header; None when it is the header of no table of duties.

    Args:
        header: a row of cells.
        rows: the rows below it, by which a column of times without a telling label is known.
        tells_time: whether the words of a cell name a time.
        is_schedule: the caption names what happens, so that a column of units and one of times suffice.
    """
    if any(len(cell) >= LONGEST_LABEL or _FIGURE.search(without_diacritics(cell)) for cell in header):
        return None
    labels = tuple(without_diacritics(cell) for cell in header)
    found = _named(labels)
    owner = _owner(labels, found)
    unit = _first(labels, _UNIT, set(found.values()))
    if "task" not in found and is_schedule and unit is not None and "deadline" in found:
        days = [found["deadline"]]
        hour = _hour(rows, days, [at for at in range(len(labels)) if at not in (unit, *days)])
        return Columns(unit, unit, tuple(days), None, hour, None, header, is_schedule=True)
    if "task" not in found or ("deadline" not in found and owner is None):
        return None
    taken = {*found.values(), *(() if owner is None else (owner,))}
    others = [at for at in range(len(labels)) if at not in taken and not _NO_DEADLINE.search(labels[at])]
    deadlines = [found["deadline"]] if "deadline" in found else []
    deadlines += [at for at in others if _are_times(rows, at, tells_time)]
    hour = _hour(rows, deadlines, others)
    start = _start(labels, deadlines)
    last = tuple(at for at in deadlines if at not in (start, hour))
    return Columns(found["task"], owner, last, start, hour, found.get("recipient"), header)


def _start(labels: tuple[str, ...], deadlines: list[int]) -> int | None:
    """The column of beginnings, where another says when what begins there is to end."""
    start = next((at for at in deadlines[:1] if _START.search(labels[at])), None)
    has_end = any(_END.search(labels[at]) for at in deadlines if at != start)
    return start if has_end else None


def _hour(rows: Sequence[tuple[str, ...]], deadlines: list[int], others: list[int]) -> int | None:
    """The column of hours, where another has the days."""
    found = next((at for at in (*deadlines, *others) if _are_times(rows, at, _is_hour)), None)
    return found if found is not None and set(deadlines) - {found} else None


def _named(labels: tuple[str, ...]) -> dict[str, int]:
    """Columns by their labels; a cell is one thing only."""
    found: dict[str, int] = {}
    for name, pattern in sorted(_LABELS, key=lambda label: label[0] != "helper"):
        at = _first(labels, pattern, set(found.values()), is_when=name == "deadline")
        if at is not None:
            found[name] = at
    return found


def _owner(labels: tuple[str, ...], found: dict[str, int]) -> int | None:
    owners = (_first(labels, pattern, set(found.values())) for pattern in _OWNERS)
    return next((at for at in owners if at is not None), None)


def _first(labels: tuple[str, ...], pattern: str, taken: set[int], *, is_when: bool = False) -> int | None:
    for at, label in enumerate(labels):
        is_free = at not in taken and not (is_when and _NO_DEADLINE.search(label))
        tells_when = _WHEN_FIRST.match(label) is not None
        if is_free and tells_when <= is_when and re.search(rf"\b(?:{pattern})\b", label):
            return at
    return None


def _are_times(rows: Sequence[tuple[str, ...]], at: int, tells_time: Callable[[str], bool]) -> bool:
    filled = [row[at] for row in rows if at < len(row) and re.search(r"\w", row[at])]
    times = sum(1 for cell in filled if len(cell) <= LONGEST_TIME and tells_time(cell))
    return bool(filled) and times >= LEAST_SHARE_OF_TIMES * len(filled)


def _is_hour(cell: str) -> bool:
    return HOUR_ALONE.fullmatch(without_diacritics(cell)) is not None
