"""The Vietnamese lunar calendar: only to propose a day (`rằm`, `mùng một`), never to record one.

Source: Hồ Ngọc Đức, "Thuật toán tính âm lịch" (after Jean Meeus, Astronomical Algorithms), time zone +7.
"""

from datetime import date, timedelta
from math import floor, pi, sin

_JULIAN_DAY_OF_ORDINAL_0 = 1721424.5
_FIRST_NEW_MOON = 2415021.076998695
_MONTH = 29.530588853
_ZONE = 7 / 24


def latest_lunar_day(day_of_month: int, on_or_before: date) -> date:
    """The latest day that is this day of a lunar month (1 to 30) and not after the given one."""
    number = _months_until(on_or_before) + 1
    while True:
        first, following = new_moon_day(number), new_moon_day(number + 1)
        found = first + timedelta(days=day_of_month - 1)
        if found < following and found <= on_or_before:
            return found
        number -= 1


def next_lunar_day(day_of_month: int, on_or_after: date) -> date:
    """The first day that is this day of a lunar month (1 to 30) and not before the given one."""
    number = _months_until(on_or_after) - 1
    while True:
        first, following = new_moon_day(number), new_moon_day(number + 1)
        found = first + timedelta(days=day_of_month - 1)
        if found < following and found >= on_or_after:
            return found
        number += 1


def lunar_day(day_of_month: int, month: int, around: date) -> date | None:
    """The solar day of a day and month of the lunar year nearest to `around`; None when there is none."""
    found = [
        solar
        for year in (around.year - 1, around.year, around.year + 1)
        if (solar := _solar(day_of_month, month, year)) is not None
    ]
    return min(found, key=lambda solar: abs(solar - around), default=None)


def new_moon_day(number: int) -> date:
    """Local day of the new moon with this number, counted from January 1900."""
    julian_day = floor(_new_moon(number) + 0.5 + _ZONE)
    return date.fromordinal(int(julian_day - _JULIAN_DAY_OF_ORDINAL_0 - 0.5))


def _months_until(day: date) -> int:
    return floor((day.toordinal() + _JULIAN_DAY_OF_ORDINAL_0 - _FIRST_NEW_MOON) / _MONTH)


def _solar(day_of_month: int, month: int, year: int) -> date | None:
    """Leap months are passed over: what is proposed is confirmed anyway."""
    start = _month_of_winter_solstice(year - 1)
    length = _month_of_winter_solstice(year) - start
    leap = _leap_offset(start) if length == 13 else None
    offset = month - 11 if month >= 11 else month + 1
    if month >= 11:
        start, leap = _month_of_winter_solstice(year), None
    if leap is not None and offset >= leap:
        offset += 1
    first, following = new_moon_day(start + offset), new_moon_day(start + offset + 1)
    found = first + timedelta(days=day_of_month - 1)
    return found if 1 <= day_of_month <= 30 and 1 <= month <= 12 and found < following else None


def _month_of_winter_solstice(year: int) -> int:
    number = _months_until(date(year, 12, 31))
    while new_moon_day(number) > date(year, 12, 31):
        number -= 1
    return number - 1 if _sun_sector(new_moon_day(number)) >= 9 else number


def _leap_offset(start: int) -> int:
    offset, last = 1, _sun_sector(new_moon_day(start + 1))
    while offset < 14:
        offset += 1
        sector = _sun_sector(new_moon_day(start + offset))
        if sector == last:
            break
        last = sector
    return offset - 1


def _sun_sector(day: date) -> int:
    """Which twelfth of its yearly way the sun is in at local midnight; 0 begins at the spring equinox."""
    century = (day.toordinal() + _JULIAN_DAY_OF_ORDINAL_0 - _ZONE - 2451545.0) / 36525
    degree = pi / 180
    anomaly = (357.52910 + 35999.05030 * century) * degree
    mean = 280.46645 + 36000.76983 * century
    equation = (1.914600 - 0.004817 * century) * sin(anomaly) + 0.019993 * sin(2 * anomaly)
    return int((mean + equation) % 360 // 30)


def _new_moon(number: int) -> float:
    t = number / 1236.85
    degree = pi / 180
    julian = 2415020.75933 + 29.53058868 * number + 0.0001178 * t * t
    julian += 0.00033 * sin((166.56 + 132.87 * t) * degree)
    sun = (359.2242 + 29.10535608 * number - 0.0000333 * t * t) * degree
    moon = (306.0253 + 385.81691806 * number + 0.0107306 * t * t) * degree
    node = (21.2964 + 390.67050646 * number - 0.0016528 * t * t) * degree
    correction = (0.1734 - 0.000393 * t) * sin(sun) + 0.0021 * sin(2 * sun) - 0.4068 * sin(moon)
    correction += 0.0161 * sin(2 * moon) - 0.0004 * sin(3 * moon) + 0.0104 * sin(2 * node)
    correction -= 0.0051 * sin(sun + moon) + 0.0074 * sin(sun - moon) - 0.0004 * sin(2 * node + sun)
    correction -= 0.0004 * sin(2 * node - sun) + 0.0006 * sin(2 * node + moon)
    correction += 0.0010 * sin(2 * node - moon) + 0.0005 * sin(2 * moon + sun)
    # Terrestrial time runs about a minute ahead of the clock in our days.
    return julian + correction - (-0.000278 + 0.000265 * t + 0.000262 * t * t)
