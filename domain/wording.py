"""Vietnamese numbers and dates as Party documents write them: `1.250`, `98,58%`, `02/7/2024`."""

import math
from datetime import date

TWO_DIGIT_MONTHS = (1, 2)


def number(value: int) -> str:
    """A whole number with dots between thousands."""
    return f"{value:,}".replace(",", ".")


def percent(ratio: float | None) -> str:
    """A ratio (0 to 1) as a percentage with at most two decimals and a comma; `–` when there is none."""
    if ratio is None:
        return "–"
    return f"{ratio * 100:.2f}".rstrip("0").rstrip(".").replace(".", ",") + "%"


def size(octets: int) -> str:
    """A number of bytes as people say it: `640 KB`, `1,2 MB`, `12,5 GB`."""
    for unit, octets_each in (("GB", 1024**3), ("MB", 1024**2)):
        if octets >= octets_each:
            return f"{octets / octets_each:.1f}".replace(".", ",") + f" {unit}"
    return f"{math.ceil(octets / 1024)} KB"


def day(value: date) -> str:
    """A date; days under 10 and the months 1 and 2 get a leading zero (Decree 30/2020, Appendix I)."""
    return f"{value.day:02d}/{month(value.month)}/{value.year}"


def month(number_of_month: int) -> str:
    """A month in numbers, as in a date: `02`, `6`."""
    return f"{number_of_month:02d}" if number_of_month in TWO_DIGIT_MONTHS else str(number_of_month)


def sentence(words: str) -> str:
    """Words of a person with the full stop they may lack, so that a sentence can follow them."""
    stripped = words.strip()
    return stripped if not stripped or stripped[-1] in ".!?…" else f"{stripped}."


def days(values: list[date]) -> str:
    """Several dates, joined by commas."""
    return ", ".join(day(value) for value in values)
