"""`/lichlamviec`: staff declare days off and days worked in exchange, and reminders follow. Transcripts."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from bot.build import App
from bot.demo.cast import Player
from bot.demo.seed import enter_staff
from bot.fast_forward import move_to
from domain.local_time import VIETNAM
from services.calendar import work_calendar
from storage.tables import AuditEntry, CalendarDay
from tests.builders import plan_in_force

SCHOOL = "CBT-02"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def declared(app: App) -> dict[date, tuple[bool, str]]:
    """What the board declared: whether worked, and why."""
    with app.database.look(app.clock.now()) as work:
        return {row.day: (row.is_working, row.note) for row in work.session.scalars(select(CalendarDay))}


def is_working(app: App, day: date) -> bool:
    with app.database.look(app.clock.now()) as work:
        return work_calendar(work).is_working_day(day)


async def reminders(player: Player) -> list[str]:
    """The instants at which this phone was reminded of the study."""
    lines = [line for line in await player.lines() if not line.from_person]
    return [
        f"{line.at.astimezone(VIETNAM):%d/%m %H:%M}"
        for line in lines
        if "Học tập" in line.reply.text and "chưa nhận được báo cáo" in line.reply.text
    ]


async def test_days_off_are_declared_with_their_reason_and_shown_with_their_weekday(app: App) -> None:
    staff = await enter_staff(app)
    answer = await staff.says("/lichlamviec nghỉ từ 24/6 đến 26/6 hội thao")
    assert "Đã ghi nghỉ thứ Hai 24/6/2024, thứ Ba 25/6/2024, thứ Tư 26/6/2024." in answer
    assert "– nghỉ thứ Ba 25/6/2024 (hội thao)" in answer
    assert declared(app) == {date(2024, 6, day): (False, "hội thao") for day in (24, 25, 26)}


async def test_a_day_off_and_the_saturday_worked_in_exchange_by_buttons(app: App) -> None:
    staff = await enter_staff(app)
    await staff.says("/lichlamviec")
    assert "Cơ quan nghỉ ngày nào?" in await staff.presses("Thêm ngày nghỉ")
    await staff.says("thứ Sáu 21/6")
    assert "Cơ quan làm bù ngày nào?" in await staff.presses("Thêm ngày làm bù")
    answer = await staff.says("22/6 làm bù cho ngày 21/6")
    assert "– nghỉ thứ Sáu 21/6/2024" in answer
    assert "– làm việc thứ Bảy 22/6/2024 (làm bù cho ngày 21/6)" in answer
    assert "Đã bỏ thứ Sáu 21/6/2024" in await staff.presses("Bỏ 21/6/2024")
    assert declared(app) == {date(2024, 6, 22): (True, "làm bù cho ngày 21/6")}


async def test_what_cannot_be_read_is_asked_again_and_nothing_is_lost(app: App) -> None:
    staff = await enter_staff(app)
    await staff.says("/lichlamviec nghi")
    assert "chưa đọc được ngày" in await staff.says("tuần sau")
    assert "Không có ngày 31/6/2024" in await staff.says("31/6/2024")
    assert "Đã ghi nghỉ thứ Hai 01/7/2024" in await staff.says("01/7/2024")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("nghi 31/5/2024", "Ngày 31/5/2024 đã qua"),
        ("lam 01/5/2024", "đã qua"),
        ("xoa 31/5/2024", "đã qua"),
        ("nghi 02/9", "Ngày 02/9/2024 vốn đã là ngày nghỉ"),
        ("nghi 22/6/2024", "vốn đã là ngày nghỉ"),
        ("lam 24/6/2024", "vốn đã là ngày làm việc"),
        ("xoa 24/6/2024", "không có trong các ngày cơ quan đã ghi"),
        ("nghi từ 26/6/2024 đến 24/6/2024", "Ngày kết thúc trước ngày bắt đầu"),
        ("nghi từ 01/7/2024 đến 31/12/2024", "nhiều nhất 31 ngày"),
        ("tang ca 24/6", "Đề nghị đồng chí gõ"),
        ("xoa", "chưa đọc được ngày"),
    ],
)
async def test_what_makes_no_sense_is_told_kindly_and_changes_nothing(
    app: App, words: str, answer: str
) -> None:
    staff = await enter_staff(app)
    assert answer in await staff.says(f"/lichlamviec {words}")
    assert declared(app) == {}


async def test_of_several_days_those_that_are_off_already_stay_as_they_are(app: App) -> None:
    staff = await enter_staff(app)
    answer = await staff.says("/calendar off từ 30/8 đến 04/9/2024")
    assert "Đã ghi nghỉ thứ Sáu 30/8/2024, thứ Tư 04/9/2024." in answer
    assert set(declared(app)) == {date(2024, 8, 30), date(2024, 9, 4)}, "2/9, 3/9 are holidays"


async def test_a_public_holiday_may_be_worked_and_given_back(app: App) -> None:
    staff = await enter_staff(app)
    await staff.says("/lichlamviec lam 03/9/2024 trực")
    assert is_working(app, date(2024, 9, 3))
    await staff.says("/lichlamviec xoa 03/9/2024")
    assert not is_working(app, date(2024, 9, 3))


async def test_every_changed_day_is_in_the_audit_log(app: App) -> None:
    staff = await enter_staff(app)
    await staff.says("/lichlamviec nghi 24/6, 25/6")
    with app.database.look(app.clock.now()) as work:
        changes = work.session.scalars(select(AuditEntry).where(AuditEntry.action == "calendar_changed"))
        assert [entry.details["day"] for entry in changes] == ["2024-06-24", "2024-06-25"]


async def test_days_that_are_over_are_not_shown_any_more(app: App) -> None:
    staff = await enter_staff(app)
    await staff.says("/lichlamviec nghi 03/6, 24/6")
    await move_to(app, local("2024-06-04T09:00"))
    answer = await staff.says("/lichlamviec")
    assert "24/6/2024" in answer
    assert "03/6/2024" not in answer


async def test_reminders_before_and_nudges_after_the_deadline_follow_the_new_calendar(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    await staff.says("/lichlamviec nghi từ 27/6 đến 28/6 đại hội")
    await staff.says("/lichlamviec lam 29/6 làm bù")
    await staff.says("/lichlamviec nghi 01/7")
    await move_to(app, local("2024-07-02T09:00"))
    # The study is due on Sunday 30/6: without a change 21/6, 27/6, 28/6, then 1/7 and 2/7.
    assert await reminders(phones[SCHOOL]) == [
        "21/06 08:00",  # seven days before, from Sunday 23/6 to the Friday before it
        "26/06 08:00",  # three days before, from Thursday 27/6
        "29/06 08:00",  # one day before and the last day: the Saturday is worked
        "02/07 08:00",  # the first working day after, from Monday 1/7
    ]
