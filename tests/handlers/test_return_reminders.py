"""A returned report is reminded of by its own short deadline, and no more once it is mended."""

from datetime import datetime

import pytest
from sqlalchemy import select

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from bot.fast_forward import move_to, tick_and_settle
from domain.local_time import VIETNAM
from services.assignments import load_assignments
from services.schedule import planned_steps
from storage.tables import Reminder
from tests.builders import Begun, begun, plan_in_force

SCHOOL = "CBT-02"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


async def sent_back(app: App, until: str = "đến hết ngày 19/6/2024") -> tuple[Player, Player]:
    """The school reports on Friday 14 June; on Monday at ten staff send it back for the form of meeting."""

    async def play() -> Begun:
        staff, phones = await plan_in_force(app, SCHOOL)
        assert isinstance(app.clock, MovableClock)
        app.clock.advance_to(local("2024-06-14T09:00"))
        await phones[SCHOOL].says("45/50 ngày 13/6 trực tiếp")
        await phones[SCHOOL].presses("Đúng")
        await move_to(app, local("2024-06-17T10:00"))
        await staff.says("/tralai lộc ninh thpt")
        await staff.presses("Hình thức")
        await staff.says("Chi bộ họp trực tuyến mà.")
        await staff.says(until)
        return staff, phones

    staff, phones = await begun(app, ("sent back", until), play)
    return staff, phones[SCHOOL]


async def reminded(phone: Player) -> list[str]:
    return [reply.text for reply in await phone.heard() if "chưa nhận được phần bổ sung" in reply.text]


async def mends(phone: Player) -> str:
    await phone.presses("Bổ sung")
    await phone.presses("Trực tuyến")
    return await phone.presses("Đúng")


async def test_it_is_reminded_of_the_day_before_on_the_day_and_once_after(app: App) -> None:
    _staff, phone = await sent_back(app)
    counts = []
    for day in ("17T18:00", "18T18:00", "19T18:00", "20T07:59", "20T18:00", "24T18:00"):
        await move_to(app, local(f"2024-06-{day}"))
        counts.append(len(await reminded(phone)))
    assert counts == [0, 1, 2, 2, 3, 3]
    first, _second, last = await reminded(phone)
    assert "Hình thức (chậm nhất hết ngày 19/6/2024, còn 1 ngày)" in first
    assert "Chi bộ họp trực tuyến mà." in first
    assert "quá hạn 1 ngày" in last


async def test_the_button_of_a_reminder_asks_the_field_and_mending_stops_the_others(app: App) -> None:
    _staff, phone = await sent_back(app)
    await move_to(app, local("2024-06-18T08:01"))
    assert "Đã ghi nhận đính chính" in await mends(phone)
    await move_to(app, local("2024-06-21T18:00"))
    assert len(await reminded(phone)) == 1


async def test_one_that_waits_for_the_morning_is_cancelled_when_it_is_mended_in_the_evening(app: App) -> None:
    staff, phone = await sent_back(app)
    await move_to(app, local("2024-06-17T21:00"))
    assert "sẽ được gửi lúc 06:30" in await staff.says("/remind 2")
    await mends(phone)
    await move_to(app, local("2024-06-21T07:00"))
    assert await reminded(phone) == []


async def test_accepting_it_as_it_stands_stops_them_too(app: App) -> None:
    staff, phone = await sent_back(app)
    assert "Đã duyệt" in await staff.says("/chapnhan lộc ninh thpt")
    assert "không phải bổ sung nữa" in await phone.last()
    await move_to(app, local("2024-06-21T18:00"))
    assert await reminded(phone) == []


async def test_the_reminders_of_the_assignment_do_not_come_beside(app: App) -> None:
    _staff, phone = await sent_back(app, "đến hết ngày 24/6/2024")
    before = len(await phone.heard())
    await move_to(app, local("2024-06-21T18:00"))
    new = [reply.text for reply in (await phone.heard())[before:]]
    assert len(new) == 1, "on Friday 21 June T-7 of the study and the day before the return's last day meet"
    assert "phần bổ sung" in new[0]


async def test_with_another_duty_due_the_same_day_it_is_one_message(app: App) -> None:
    _staff, phone = await sent_back(app, "đến hết ngày 26/6/2024")
    before = len(await phone.heard())
    await move_to(app, local("2024-06-25T18:00"))
    new = [reply.text for reply in (await phone.heard())[before:]]
    assert len(new) == 1
    assert "được trả lại để bổ sung, chậm nhất hết ngày 26/6/2024" in new[0]
    assert "Báo cáo kết quả" in new[0]


async def test_after_a_long_absence_one_message_comes_and_no_burst(app: App) -> None:
    _staff, phone = await sent_back(app)
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(local("2024-06-20T09:00"))
    for _ in range(3):
        await tick_and_settle(app)
    assert len(await reminded(phone)) == 1


async def test_each_step_is_in_the_ledger_once_for_the_address(app: App) -> None:
    await sent_back(app)
    await move_to(app, local("2024-06-20T18:00"))
    with app.database.look(app.clock.now()) as work:
        steps = list(work.session.scalars(select(Reminder.step).where(Reminder.step.contains("returned"))))
    assert sorted(step.split("/")[-1] for step in steps) == ["T+1", "T-0", "T-1"]


async def test_staff_see_beforehand_what_will_go_out(app: App) -> None:
    await sent_back(app)
    with app.database.look(app.clock.now()) as work:
        planned = [
            step.at.astimezone(VIETNAM)
            for step in planned_steps(work)
            if "Chi bộ Trường THPT Lộc Ninh" in step.units and "Học tập" in step.title
        ]
    assert planned == [local(f"2024-06-{day}T08:00") for day in (18, 19, 20)]


async def test_more_time_for_the_mending_moves_only_the_mending(app: App) -> None:
    staff, phone = await sent_back(app)
    await move_to(app, local("2024-06-18T08:01"))
    assert "hạn hiện nay hết ngày 19/6/2024" in await phone.presses("Xin lùi hạn")
    await phone.says("đồng chí thư ký đi vắng, xin đến 21/6")
    assert "hết ngày 21/6/2024" in await staff.presses("Đồng ý đến 21/6/2024")
    await move_to(app, local("2024-06-19T18:00"))
    assert len(await reminded(phone)) == 1, "nothing on the day that was the last"
    await move_to(app, local("2024-06-24T18:00"))
    assert len(await reminded(phone)) == 4
    with app.database.look(app.clock.now()) as work:
        (study,) = (view for view in load_assignments(work) if view.has_report)
    assert study.facts.late_from == local("2024-07-01T00:00")


@pytest.mark.parametrize(
    ("day", "offered"), [("18", ["3 giờ nữa", "Sáng ngày làm việc tới"]), ("20", ["Sáng ngày làm việc tới"])]
)
async def test_later_is_offered_within_the_deadline_of_the_return(
    app: App, day: str, offered: list[str]
) -> None:
    _staff, phone = await sent_back(app)
    await move_to(app, local(f"2024-06-{day}T08:01"))
    await phone.presses("Nhắc lại sau")
    assert [choice.label for choice in (await phone.heard())[-1].choices] == offered
