"""Task tables and schedules, row by row: who chủ trì owes it, by the cell of its deadline."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from domain.deadlines import ONE_SECOND
from domain.errors import DomainError
from domain.parsing.letters import without_diacritics
from domain.parsing.plan import addressees as who_owes
from domain.parsing.plan.kinds import kind_of
from domain.parsing.plan.mention import HOUR_ALONE, Mention, is_limit, start_at, starts_at_an_hour
from domain.parsing.plan.mentions import find_mentions
from domain.parsing.plan.paragraphs import Paragraph
from domain.parsing.plan.proposals import ProposedDuty
from domain.parsing.plan.table_columns import Columns, columns_of

LONGEST_CAPTION = 120
_EVERY = (
    (re.compile(r"\bhang thang\b|\bmoi thang\b"), "FREQ=MONTHLY"),
    (re.compile(r"\bhang quy\b|\bmoi quy\b"), "FREQ=MONTHLY;INTERVAL=3"),
    (re.compile(r"\bhang tuan\b|\bmoi tuan\b"), "FREQ=WEEKLY"),
    (re.compile(r"\bhang nam\b|\bmoi nam\b"), "FREQ=YEARLY"),
)
_HANDED_TO = re.compile(r"^(?:trình|gửi|báo cáo)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableReader:
    """Reads the rows of one table by what its header says of each column."""

    zone: ZoneInfo
    reference: date | None

    def read(self, rows: list[Paragraph], caption: str = "") -> Iterator[ProposedDuty]:
        """Duties of the rows below a header that names a task and a deadline; else nothing.

        `caption` stands above the table; of a schedule of units it says what happens there.
        """
        for at in range(len(rows)):
            columns = self._columns(rows, at, caption)
            if columns is not None:
                for row in _whole_rows(rows[at + 1 :], columns):
                    if self._columns([row], 0, caption) is None:
                        yield from self._row(row, columns, caption)
                return

    def _columns(self, rows: list[Paragraph], at: int, caption: str) -> Columns | None:
        below = [row.cells for row in rows[at + 1 :]]
        return columns_of(rows[at].cells, below, self._tells_time, is_schedule=names_an_event(caption))

    def _tells_time(self, words: str) -> bool:
        return bool(self._mentions(without_diacritics(words)))

    def _mentions(self, plain: str) -> list[Mention]:
        found = find_mentions(plain, self.reference, self.zone)
        return [mention for mention in found if _is_sound(mention)]

    def _row(self, row: Paragraph, columns: Columns, caption: str) -> Iterator[ProposedDuty]:
        task = _cell(row, columns.task)
        if not re.search(r"[^\W\d]{2}", task):
            return
        words = f"{_sentence(caption)}: {task}" if columns.is_schedule else task
        for place in columns.deadlines:
            when = _cell(row, place)
            mentions = [
                self._at_its_hour(each, row, columns) for each in self._mentions(without_diacritics(when))
            ]
            if not mentions and re.search(r"\w", when) and _cell(row, columns.owner):
                mentions = [Mention(0, len(when), "none", needs=("deadline",))]
            for mention in mentions:
                yield self._started(_duty(row, columns, place, words, mention), row, columns)

    def _at_its_hour(self, mention: Mention, row: Paragraph, columns: Columns) -> Mention:
        """A day with the hour of the column of hours."""
        hour = HOUR_ALONE.fullmatch(without_diacritics(_cell(row, columns.hour)))
        if hour is None or mention.form != "day" or mention.late_from is None or is_limit(mention.lead):
            return mention
        day = (mention.late_from - ONE_SECOND).date()
        with suppress(DomainError):
            return replace(mention, starts=start_at(day, hour["hour"], hour["minute"], self.zone))
        return mention

    def _started(self, duty: ProposedDuty, row: Paragraph, columns: Columns) -> ProposedDuty:
        """With the day of the column that says when it begins."""
        found = self._mentions(without_diacritics(_cell(row, columns.start)))
        if duty.start is not None or duty.last_moment is None or not found or not found[0].late_from:
            return duty
        first = (found[0].late_from - ONE_SECOND).replace(hour=0, minute=0, second=0)
        return replace(duty, start=first) if first < duty.last_moment else duty


def _duty(row: Paragraph, columns: Columns, place: int, words: str, mention: Mention) -> ProposedDuty:
    when, plain = _cell(row, place), without_diacritics(words)
    label = columns.labels[place] if len(columns.deadlines) > 1 else ""
    recipient, via = who_owes.recipient_of(words, plain)
    who = who_owes.groups_of(_cell(row, columns.owner))
    rrule = mention.rrule or _every(without_diacritics(when), mention)
    needs = mention.needs if mention.late_from or mention.needs or rrule else ("deadline",)
    is_exact_day = mention.form in ("day", "window")
    return ProposedDuty(
        title=_titled(words, label),
        kind=kind_of(plain, is_exact_day=is_exact_day, happens=starts_at_an_hour(mention)),
        addressees=who,
        last_moment=mention.late_from - ONE_SECOND if mention.late_from else None,
        start=mention.starts,
        phrase=when[mention.start : mention.end].strip() or when,
        clause=row.clause,
        recipient=_cell(row, columns.recipient) or recipient or _HANDED_TO.split(label)[-1] * bool(label),
        via=via,
        rrule=rrule,
        needs=needs + (() if who else ("addressees",)),
    )


def _titled(words: str, label: str) -> str:
    title = words[:1].upper() + words[1:200].strip(" .;")
    return f"{title}: {label[:1].lower()}{label[1:]}" if label else title


def _sentence(caption: str) -> str:
    words = caption[:LONGEST_CAPTION].strip(" .:")
    return words.capitalize() if words.isupper() else words


def names_an_event(caption: str) -> bool:
    """Whether what stands above a table of units and times says what happens at those times."""
    return kind_of(without_diacritics(caption), is_exact_day=True) == "event"


def _every(plain: str, mention: Mention) -> str:
    if mention.late_from is not None:
        return ""
    return next((rule for pattern, rule in _EVERY if pattern.search(plain)), "")


def _is_sound(mention: Mention) -> bool:
    return mention.form != "year" or mention.late_from is not None


def _cell(row: Paragraph, at: int | None) -> str:
    return row.cells[at] if at is not None and at < len(row.cells) else ""


def _whole_rows(rows: list[Paragraph], columns: Columns) -> list[Paragraph]:
    """Rows whose cells ran over several lines of a text layer are put together again."""
    whole: list[Paragraph] = []
    for each in rows:
        row = _with_day_above(each, whole, columns)
        is_rest = (
            whole
            and row.cells
            and not row.cells[0]
            and len(row.cells) == len(whole[-1].cells)
            and columns.task != 0
        )
        has_time = any(_cell(row, place) for place in columns.deadlines)
        if is_rest and not (has_time and _cell(row, columns.task)):
            last = whole.pop()
            cells = tuple(
                f"{first} {rest}".strip() for first, rest in zip(last.cells, row.cells, strict=True)
            )
            whole.append(replace(last, cells=cells))
        else:
            whole.append(row)
    return whole


def _with_day_above(row: Paragraph, above: list[Paragraph], columns: Columns) -> Paragraph:
    """A row of a schedule with an hour and no day of its own is on the day of the row above."""
    place = columns.deadlines[0] if columns.deadlines else 0
    if not above or not _cell(row, columns.hour) or _cell(row, place) or len(row.cells) <= place:
        return row
    return replace(row, cells=(*row.cells[:place], _cell(above[-1], place), *row.cells[place + 1 :]))
