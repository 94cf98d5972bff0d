"""What has been read of a reply so far: values with the words they came from, doubts, and readings."""

import re
from collections.abc import Iterable
from datetime import date

from domain.forms import Value
from domain.local_time import local_day
from domain.parsing.clauses import Clause, Tense, read_clauses
from domain.parsing.found_days import Around, FoundDay
from domain.parsing.line import TAKEN, Line
from domain.parsing.understanding import ReplyContext

_PUTS_OFF_UNTIL = re.compile(r"\b(?:doi|chuyen|lui|hoan)(?: [a-z]+){0,3} (?:sang|den|qua|lai)\b")


class Draft:
    """Readers take words out of the line and put values here."""

    def __init__(self, line: Line, context: ReplyContext) -> None:
        self.line = line
        self.context = context
        self.values: dict[str, Value] = {}
        self.quotes: dict[str, str] = {}
        self.flags: list[str] = []
        self.ask: list[str] = []
        self.readings: list[dict[str, Value]] = []
        self.clauses: list[Clause] = [Clause(0, len(line.text))]
        self.ahead: list[date] = []
        self.tells_time_ahead = False
        self.makes_up = False
        self.corrects = False
        self.has_come = False
        self.says_supplement = False
        self.is_everybody = False
        self.runs_on = False
        self.bare_number: tuple[int, str] | None = None
        self.wrong = ""
        self.stated_absent: int | None = None
        self.tells_form = False
        self.unnamed: list[int] = []
        self.counts: list[int] = []
        self.reports_figures = False
        self.form_words: list[tuple[int, int, str]] = []
        self.pair_days: list[FoundDay] = []
        self.pair_figures: list[re.Match[str]] = []
        local = context.sent_at.astimezone(context.zone)
        self.today = local_day(context.sent_at, context.zone)
        self.hour = local.hour

    @property
    def unread(self) -> str:
        """The words that nobody has taken, each in its place."""
        return self.line.open.replace(TAKEN, " ")

    def read_clauses(self) -> None:
        """Find out what each clause says of the duty."""
        self.clauses = read_clauses(self.unread)

    def around(self) -> Around:
        """What a bare day is understood by."""
        ahead = tuple(
            (clause.start, clause.end)
            for clause in self.clauses
            if clause.tense is Tense.AHEAD or clause.not_before or clause.wants_time
        )
        return Around(self.today, self.hour, self.context.window, ahead)

    def tells(self, tense: Tense) -> bool:
        """Whether a clause says so of the duty."""
        return any(clause.tense is tense for clause in self.clauses)

    @property
    def days(self) -> list[str]:
        """Days on which it was done, in order."""
        return texts(self.values.get("dates"))

    def number(self, name: str) -> int | None:
        """A whole number that was read, or None."""
        return whole(self.values.get(name))

    def take(self, name: str, value: Value, start: int, end: int) -> None:
        """Keep a value with the words between two positions, and mark them as read."""
        self.values[name] = value
        self.quotes[name] = self.line.words(start, end)
        self.line.take(start, end)

    def doubt(self, flag: str, *names: str, readings: Iterable[dict[str, Value]] = ()) -> None:
        """Something is to be asked: why, which fields, and what may be meant."""
        if flag and flag not in self.flags:
            self.flags.append(flag)
        self.ask += [name for name in names if name not in self.ask]
        self.readings += [reading for reading in readings if reading not in self.readings]

    def take_done_day(self, found: FoundDay) -> None:
        """Keep a day beside those found before."""
        assert found.day is not None
        words = self.line.words(found.start, found.end)
        self.values["dates"] = sorted({*self.days, found.day.isoformat()})
        quote = self.quotes.get("dates", "")
        self.quotes["dates"] = f"{quote}, {words}" if quote and words not in quote else quote or words

    def take_day_ahead(self, found: FoundDay) -> None:
        """Keep a day on which it is planned."""
        assert found.day is not None
        if _PUTS_OFF_UNTIL.search(self.line.text, found.end):
            # "định 25/6 mà dời sang 29/6"
            return
        self.ahead.append(found.day)
        self.quotes.setdefault("planned_dates", self.line.words(found.start, found.end))


def whole(value: Value | None) -> int | None:
    """The value when it is a whole number."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def texts(value: Value | None) -> list[str]:
    """The value when it is a list of days."""
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []
