"""After more than a day off, staff hear from when to when: messengers keep messages for a day only."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from bot.demo.seed import enter_staff
from domain.local_time import VIETNAM
from services.work import NamedBot
from tests.builders import build_app

FRIDAY = "2024-06-14T17:00"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


async def started(folder: Path, when: str, *bots: NamedBot) -> App:
    """A process that begins to work at an instant, on the same database as the ones before."""
    app = build_app(folder, local(when))
    app.database.installation = replace(app.database.installation, zalo_bots=bots)
    await app.open()
    await app.start()
    return app


async def off_until(folder: Path, staff: Player, *starts: str, bots: Sequence[NamedBot] = ()) -> list[str]:
    """What staff hear of it when the bot is started again at these instants."""
    for when in starts:
        staff.app = await started(folder, when, *bots)
        assert isinstance(staff.app.clock, MovableClock)
        if staff.app.clock.now() < local("2024-06-17T06:30"):
            staff.app.clock.advance_to(local("2024-06-17T06:30"))
        await staff.app.settle()
        heard = [reply.text for reply in await staff.heard() if "Hệ thống đã ngừng" in reply.text]
        await staff.app.stop()
    return heard


@pytest.fixture
async def staff(tmp_path: Path) -> Player:
    """Somebody of the staff, as the bot is switched off on Friday afternoon."""
    app = await started(tmp_path, FRIDAY)
    staff = await enter_staff(app)
    await app.stop()
    return staff


async def test_a_weekend_off_is_told_once(tmp_path: Path, staff: Player) -> None:
    heard = await off_until(tmp_path, staff, "2024-06-17T07:30", "2024-06-17T07:31")
    assert len(heard) == 1
    assert "đã ngừng từ 17:00 14/6/2024 đến 07:30 17/6/2024" in heard[0]
    assert "gửi trước 07:30 16/6/2024 có thể đã mất" in heard[0]


async def test_a_night_off_is_nothing_to_tell(tmp_path: Path, staff: Player) -> None:
    assert await off_until(tmp_path, staff, "2024-06-15T07:30") == []


@pytest.mark.parametrize(
    ("when", "count"), [("2024-06-14T17:05", 0), ("2024-06-14T17:06", 1), ("2024-06-17T07:30", 2)]
)
async def test_zalo_keeps_nothing_so_less_is_worth_telling(
    tmp_path: Path, staff: Player, when: str, count: int
) -> None:
    heard = await off_until(tmp_path, staff, when, bots=[NamedBot("1001")])
    assert len(heard) == count
    assert any("tin các đơn vị gửi qua Zalo" in text for text in heard) == bool(count)


async def test_exactly_a_day_off_loses_nothing(tmp_path: Path, staff: Player) -> None:
    assert await off_until(tmp_path, staff, "2024-06-15T17:00") == []


async def test_the_first_start_is_no_absence(tmp_path: Path) -> None:
    app = await started(tmp_path, "2024-06-17T07:30")
    staff = await enter_staff(app)
    assert "đã ngừng" not in " ".join(reply.text for reply in await staff.heard())
    await app.stop()
