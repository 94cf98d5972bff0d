"""A deadline is the first instant at which a report is late, kept with the phrase it came from.

Source of every rule: docs/domain-rules.md, section "Deadlines".
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.local_time import end_of_month, instant_at, local_day, start_of_day

ONE_SECOND = timedelta(seconds=1)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a report begins to be late.

    Attributes:
        late_from: first late instant, UTC; a report one second earlier is on time.
        phrase: the words of the document the deadline was read from.
        starts_on: first day of a window (`từ ngày A đến ngày B`), else None.
        is_vague: the phrase names a period's end without saying which day (`cuối tháng`).
        is_year_inferred: the phrase gave no year; it was taken from the document's date.
    """

    late_from: datetime
    phrase: str
    starts_on: date | None = None
    is_vague: bool = False
    is_year_inferred: bool = False

    @property
    def last_moment(self) -> datetime:
        """Last second at which a report is on time, UTC."""
        return self.late_from - ONE_SECOND

    def last_day(self, zone: ZoneInfo) -> date:
        """Last local day on which a report can be on time."""
        return last_valid_day(self.late_from, zone)


def last_valid_day(late_from: datetime, zone: ZoneInfo) -> date:
    """Last local day before `late_from`: the day that is shown and counted from."""
    return local_day(late_from - ONE_SECOND, zone)


def is_whole_day(late_from: datetime, zone: ZoneInfo) -> bool:
    """Whether the deadline is the end of a day, so that no hour has to be shown."""
    return late_from.astimezone(zone).time() == time(0)


def before_day(day: date, zone: ZoneInfo) -> datetime:
    """`trước ngày X`: late from the first instant of X."""
    return start_of_day(day, zone)


def before_hour(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """`trước 17 giờ ngày X`: late from 17:00:00 on X."""
    return instant_at(day, hour, zone)


def by_end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """`chậm nhất / đến hết / trong ngày X`: late from the day after X."""
    return start_of_day(day + ONE_DAY, zone)


def by_end_of_month(year: int, month: int, zone: ZoneInfo) -> datetime:
    """`trong tháng M`: late from the first day of the next month."""
    return by_end_of_day(end_of_month(year, month), zone)


def by_end_of_year(year: int, zone: ZoneInfo) -> datetime:
    """`trong năm Y`: late from 1 January of Y + 1."""
    return by_end_of_month(year, 12, zone)


def before_month(year: int, month: int, zone: ZoneInfo) -> datetime:
    """`trước tháng M`: late from the first day of M."""
    return start_of_day(date(year, month, 1), zone)


def days_late(received_at: datetime, late_from: datetime, zone: ZoneInfo) -> int:
    """How many days late an instant is: 0 when on time, at least 1 when late."""
    if received_at < late_from:
        return 0
    passed = local_day(received_at, zone) - last_valid_day(late_from, zone)
    return max(1, passed.days)
