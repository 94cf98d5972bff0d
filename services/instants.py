"""Instants the installation remembers, in the database: all its processes share them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update

from services.work import Work, insert_or_ignore
from storage.tables import Setting

# An instant further ahead was kept before the computer's clock was set back.
CLOCKS_DIFFER = timedelta(minutes=1)


def read_instant(work: Work, name: str) -> datetime | None:
    """The instant kept under a name, or None."""
    value = work.session.scalar(select(Setting.value).where(Setting.key == name))
    return datetime.fromisoformat(value) if value else None


def keep_instant(work: Work, name: str) -> None:
    """Keep `now` under a name."""
    changed = update(Setting).where(Setting.key == name).values(value=_written(work.now))
    if not _is_changed(work, changed):
        _keep_first(work, name)


def claim_turn(work: Work, name: str, every: timedelta) -> bool:
    """Whether it is time again for what is done `every` so often; of several processes one gets True.

    The name then keeps `now` as the instant of the last turn.
    """
    is_over = Setting.value <= _written(work.now - every)
    is_ahead = Setting.value > _written(work.now + CLOCKS_DIFFER)
    changed = update(Setting).where(Setting.key == name, or_(is_over, is_ahead))
    return _is_changed(work, changed.values(value=_written(work.now))) or _keep_first(work, name)


def _keep_first(work: Work, name: str) -> bool:
    values = {"key": name, "value": _written(work.now)}
    return _is_changed(work, insert_or_ignore(work, Setting).values(values))


def _is_changed(work: Work, statement: Any) -> bool:
    return work.session.connection().execute(statement.returning(Setting.key)).first() is not None


def _written(instant: datetime) -> str:
    # Always as long and in the same zone, so that comparing the texts compares the instants.
    return instant.isoformat(timespec="microseconds")
