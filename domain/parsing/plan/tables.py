"""Task tables and schedules, row by row: who chủ trì owes it, by the cell of its deadline."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from domain.deadlines import ONE_SECOND
from domain.parsing.letters import without_diacritics
from domain.parsing.plan import addressees as who_owes
from domain.parsing.plan.kinds import kind_of
from domain.parsing.plan.mention import Mention
from domain.parsing.plan.mentions import find_mentions
from domain.parsing.plan.paragraphs import Paragraph
from domain.parsing.plan.proposals import ProposedDuty

_COLUMNS = (
    (
        "task",
        (
            r"nhiem vu|noi dung|cong viec|hoat dong|viec|dau viec|ten bao cao|noi dung cong viec|"
            r"chuyen de|ten van ban|loai bao cao|de muc"
        ),
    ),
    ("helper", r"phoi hop"),
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
_VAGUE = re.compile(
    r"thuong xuyen|theo quy dinh|khi co|theo ke hoach|dinh ky|hang nam|hang thang|"
    r"hang quy|kip thoi|lien tuc|trong nam"
)
_EVERY = (
    (re.compile(r"\bhang thang\b|\bmoi thang\b"), "FREQ=MONTHLY"),
    (re.compile(r"\bhang quy\b|\bmoi quy\b"), "FREQ=MONTHLY;INTERVAL=3"),
    (re.compile(r"\bhang tuan\b|\bmoi tuan\b"), "FREQ=WEEKLY"),
    (re.compile(r"\bhang nam\b|\bmoi nam\b"), "FREQ=YEARLY"),
)

LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class TableReader:
    """Reads the rows of one table; `columns` says what stands where."""

    zone: ZoneInfo
    reference: date | None

    def read(self, rows: list[Paragraph]) -> Iterator[ProposedDuty]:
        """Duties of the rows below a header that names a task and a deadline; else nothing."""
        header = next((at for at, row in enumerate(rows) if _is_header(row.cells)), None)
        if header is None:
            return
        columns = _columns(rows[header].cells)
        for row in _whole_rows(rows[header + 1 :], columns):
            yield from self._row(row, columns)

    def _row(self, row: Paragraph, columns: dict[str, int]) -> Iterator[ProposedDuty]:
        task, when = _cell(row, columns, "task"), _cell(row, columns, "deadline")
        if not task or not re.search(r"[^\W\d]{2}", task) or _is_header(row.cells):
            return
        plain = without_diacritics(when)
        mentions = [
            mention for mention in find_mentions(plain, self.reference, self.zone) if _is_sound(mention)
        ]
        who = who_owes.groups_of(_cell(row, columns, "owner"))
        if not mentions:
            if who and when:
                yield self._duty(row, columns, Mention(0, len(when), "none", needs=("deadline",)), who)
            return
        for mention in mentions:
            yield self._duty(row, columns, mention, who)

    def _duty(
        self, row: Paragraph, columns: dict[str, int], mention: Mention, who: tuple[str, ...]
    ) -> ProposedDuty:
        task, when = _cell(row, columns, "task"), _cell(row, columns, "deadline")
        recipient, via = who_owes.recipient_of(task, without_diacritics(task))
        words = f"{without_diacritics(task)}"
        is_day = mention.form in ("day", "window")
        late_from, rrule = mention.late_from, mention.rrule or _every(without_diacritics(when), mention)
        needs = mention.needs if late_from or mention.needs or rrule else ("deadline",)
        return ProposedDuty(
            title=task[:1].upper() + task[1:200].strip(" .;"),
            kind=kind_of(words, is_exact_day=is_day),
            addressees=who,
            last_moment=late_from - ONE_SECOND if late_from else None,
            start=mention.starts,
            phrase=when[mention.start : mention.end].strip() or when,
            clause=row.clause,
            recipient=_cell(row, columns, "recipient") or recipient,
            via=via,
            rrule=rrule,
            needs=needs + (() if who else ("addressees",)),
        )


def _every(plain: str, mention: Mention) -> str:
    if mention.late_from is not None:
        return ""
    return next((rule for pattern, rule in _EVERY if pattern.search(plain)), "")


def _is_sound(mention: Mention) -> bool:
    return mention.form != "year" or mention.late_from is not None


def _is_header(cells: tuple[str, ...]) -> bool:
    columns = _columns(cells)
    is_label = all(len(cell) < LONGEST_LABEL and not re.search(r"\d", cell) for cell in cells)
    return is_label and "task" in columns and ("deadline" in columns or "owner" in columns)


def _columns(cells: tuple[str, ...]) -> dict[str, int]:
    """Which cell stands for what; a cell is one thing only."""
    plains = [without_diacritics(cell) if len(cell) < LONGEST_LABEL else "" for cell in cells]
    found: dict[str, int] = {}
    for name, pattern in sorted(_COLUMNS, key=lambda column: column[0] != "helper"):
        at = _first_cell(plains, pattern, found, is_when=name == "deadline")
        if at is not None:
            found[name] = at
    owners = (_first_cell(plains, pattern, found, is_when=False) for pattern in _OWNERS)
    owner = next((at for at in owners if at is not None), None)
    return found if owner is None else {**found, "owner": owner}


def _first_cell(plains: list[str], pattern: str, found: dict[str, int], *, is_when: bool) -> int | None:
    for at, plain in enumerate(plains):
        tells_when = re.match(r"\W*(?:thoi|han|tien do|ngay)", plain) is not None
        if at not in found.values() and tells_when <= is_when and re.search(rf"\b(?:{pattern})\b", plain):
            return at
    return None


def _cell(row: Paragraph, columns: dict[str, int], name: str) -> str:
    at = columns.get(name)
    return row.cells[at] if at is not None and at < len(row.cells) else ""


def _whole_rows(rows: list[Paragraph], columns: dict[str, int]) -> list[Paragraph]:
    """Rows whose cells ran over several lines of a text layer are put together again."""
    whole: list[Paragraph] = []
    for row in rows:
        is_rest = (
            whole
            and row.cells
            and not row.cells[0]
            and len(row.cells) == len(whole[-1].cells)
            and columns.get("task") != 0
        )
        if is_rest and (not _cell(row, columns, "deadline") or not _cell(row, columns, "task")):
            last = whole.pop()
            cells = tuple(
                f"{first} {rest}".strip() for first, rest in zip(last.cells, row.cells, strict=True)
            )
            whole.append(replace(last, cells=cells))
        else:
            whole.append(row)
    return whole
