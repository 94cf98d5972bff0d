"""What staff hear of the audit: once for each kind of finding, rarely again, and when all is well."""

from datetime import datetime

from sqlalchemy import func, select, update

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from bot.demo.seed import enter_staff
from domain.local_time import VIETNAM
from handlers.alarm import check_accounts
from storage.tables import Finding, OutboxMessage, Person


def jump(app: App, when: str) -> None:
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(datetime.fromisoformat(when).replace(tzinfo=VIETNAM))


async def audit(app: App, when: str) -> None:
    """Audit at an instant and send what staff are to be told."""
    jump(app, when)
    with app.database.work(app.clock.now()) as work:
        check_accounts(work)
    await app.settle()


def spoil(app: App, **columns: object) -> int:
    """Put the oldest message out of order; returns its number."""
    with app.database.work(app.clock.now()) as work:
        number = work.session.scalars(select(func.min(OutboxMessage.id))).one()
        work.session.execute(update(OutboxMessage).where(OutboxMessage.id == number).values(columns))
        return number


def mend(app: App, number: int) -> None:
    with app.database.work(app.clock.now()) as work:
        work.session.get_one(OutboxMessage, number).state = "sent"


async def alarms(staff: Player) -> list[str]:
    return [reply.text for reply in await staff.heard() if "kiểm tra" in reply.text.lower()]


async def test_an_alarm_comes_once_then_every_six_hours_then_the_all_clear(app: App) -> None:
    staff = await enter_staff(app)
    number = spoil(app, state="lost")
    for when in ("09:00", "09:01", "10:00", "14:59"):
        await audit(app, f"2024-06-03T{when}")
    assert [text.splitlines() for text in await alarms(staff)] == [
        [
            "Tự kiểm tra lúc 09:00 03/6/2024 phát hiện sai lệch:",
            f"– tin gửi đi ở trạng thái lạ: 1 (số {number})",
            "Đề nghị đồng chí báo quản trị hệ thống.",
        ]
    ]
    await audit(app, "2024-06-03T15:00")
    assert len(await alarms(staff)) == 2
    mend(app, number)
    for when in ("15:01", "15:02"):
        await audit(app, f"2024-06-03T{when}")
    assert (await alarms(staff))[2:] == ["Tự kiểm tra: các sai lệch đã báo nay không còn."]


async def test_what_comes_and_goes_is_told_every_six_hours_at_most(app: App) -> None:
    staff = await enter_staff(app)
    for hour in ("09", "10", "11"):
        number = spoil(app, state="lost")
        await audit(app, f"2024-06-03T{hour}:00")
        mend(app, number)
        await audit(app, f"2024-06-03T{hour}:30")
    assert len(await alarms(staff)) == 2, "one alarm, one all clear"


async def test_each_kind_of_finding_has_an_alarm_of_its_own(app: App) -> None:
    staff = await enter_staff(app)
    spoil(app, state="lost")
    await audit(app, "2024-06-03T09:00")
    spoil(app, state="cancelled")
    await audit(app, "2024-06-03T09:01")
    first, second = await alarms(staff)
    assert "trạng thái lạ" in first
    assert "trạng thái lạ" not in second
    assert "không đến mà không ghi lý do" in second


async def test_it_speaks_the_language_of_the_reader(app: App) -> None:
    staff = await enter_staff(app)
    with app.database.work(app.clock.now()) as work:
        work.session.execute(update(Person).values(language="en"))
    spoil(app, state="lost")
    await audit(app, "2024-06-03T09:00")
    assert "The audit at 09:00 03/6/2024 found what should not be" in await staff.last()


async def test_when_nothing_is_wrong_nobody_hears_anything(app: App) -> None:
    staff = await enter_staff(app)
    for when in ("09:00", "09:01", "09:02"):
        await audit(app, f"2024-06-03T{when}")
    assert await alarms(staff) == []
    with app.database.look(app.clock.now()) as work:
        assert work.session.scalars(select(Finding)).all() == []


async def test_at_night_the_alarm_waits_for_the_morning(app: App) -> None:
    staff = await enter_staff(app)
    jump(app, "2024-06-03T21:00")
    spoil(app, state="lost")
    await audit(app, "2024-06-03T21:00")
    assert await alarms(staff) == []
    jump(app, "2024-06-04T06:30")
    await app.settle()
    assert len(await alarms(staff)) == 1
