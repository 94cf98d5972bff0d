"""Which days are working days: weekends, public holidays, the board's days off, exchanged Saturdays."""

from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Days that differ from the plain Monday-to-Friday week.

    Attributes:
        days_off: public holidays and the board's own days off.
        extra_working_days: Saturdays or holidays that are worked in exchange; they win over `days_off`.
    """

    days_off: frozenset[date] = frozenset()
    extra_working_days: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on `day`."""
        if day in self.extra_working_days:
            return True
        return day.weekday() < SATURDAY and day not in self.days_off

    def on_or_before(self, day: date) -> date:
        """`day` itself when worked, else the nearest working day before it."""
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def on_or_after(self, day: date) -> date:
        """`day` itself when worked, else the nearest working day after it."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def working_day_after(self, day: date, count: int) -> date:
        """The `count`-th working day (1 or more) strictly after `day`."""
        for _ in range(count):
            day = self.on_or_after(day + ONE_DAY)
        return day
