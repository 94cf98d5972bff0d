"""Instants are UTC; days are local. The few conversions between the two live here."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The calendar day on which an aware instant falls in `zone`."""
    return instant.astimezone(zone).date()


def instant_at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a local day and hour."""
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The UTC instant at which a local day begins."""
    return instant_at(day, time(0), zone)


def end_of_month(year: int, month: int) -> date:
    """Last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
