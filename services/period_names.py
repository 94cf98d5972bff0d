"""What the period of a recurring duty is called, and its title with the period in it.

Titles are the words of a plan, the same for every reader: so a period is named in the language of the
installation.
"""

from datetime import date
from functools import lru_cache

from domain import wording
from locales import say
from services.work import Work

QUARTERS = {"Q1": "I", "Q2": "II", "Q3": "III", "Q4": "IV"}
MOST_REMEMBERED = 1_000


def titled(work: Work, title: str, occurrence: str) -> str:
    """A duty by its title and, when it comes back, by the period (`2024-06`) it is due for."""
    if not occurrence:
        return title
    language = work.installation.language
    return say("duty-of-period", language, duty=title, period=period_name(occurrence, language))


@lru_cache(maxsize=MOST_REMEMBERED)
def period_name(period: str, language: str) -> str:
    """`2024-06`, `2024-Q3`, `2024-H1`, `2024`, `2024-W26` or a day, in words."""
    year, _, part = period.partition("-")
    if not part:
        return say("period-year", language, year=year)
    if part in QUARTERS:
        return say("period-quarter", language, quarter=QUARTERS[part], year=year)
    if part.startswith("H"):
        return say(f"period-half-{part[1:]}", language, year=year)
    if part.startswith("W"):
        return say("period-week", language, week=int(part[1:]), year=year)
    if len(part) == 2:
        return say("period-month", language, month=wording.month(int(part)), year=year)
    return say("period-day", language, day=wording.day(date.fromisoformat(period)))
