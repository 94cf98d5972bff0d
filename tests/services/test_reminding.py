"""Who is reminded when, and why somebody is not: the tick on the real plan."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from bot.fast_forward import move_to, tick_and_settle
from domain.local_time import VIETNAM
from domain.roles import Role
from services.assignments import load_assignments
from services.claiming import Claim, claim_next
from services.delivery import cancel_reminders, mark_address_unreachable
from services.invites import create_invite
from services.pacing import UNLIMITED
from services.units import find_units
from storage.tables import Address, CalendarDay, OutboxMessage, Reminder
from tests.builders import plan_in_force

SCHOOL, COMMUNE = "CBT-02", "DBX-01"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def jump(app: App, when: str) -> None:
    """Move the clock without any tick on the way."""
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(local(when))


async def reminders(app: App, step: str) -> list[tuple[str, str, str]]:
    """Recipient, state of the message (empty: none) and reason, of the study's steps with this label."""
    with app.database.look(app.clock.now()) as work:
        rows = work.session.execute(
            select(Reminder.recipient, OutboxMessage.state, Reminder.reason)
            .outerjoin(OutboxMessage, OutboxMessage.id == Reminder.outbox_id)
            .where(Reminder.step == f"2024-06-30/{step}")
        )
        return [(recipient.split(":")[0], state or "", reason) for recipient, state, reason in rows]


async def pushed(phone: Player) -> list[str]:
    """The reminders and nudges a phone got."""
    return [reply.text for reply in await phone.heard() if "chưa nhận được báo cáo" in reply.text]


async def test_ticking_a_hundred_times_sends_a_step_once(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    await move_to(app, local("2024-06-21T08:00"))
    for _ in range(100):
        await tick_and_settle(app)
    assert len(await pushed(phones[SCHOOL])) == 1


async def test_nothing_is_pushed_before_half_past_six(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    jump(app, "2024-06-22T05:00")
    await tick_and_settle(app)
    assert await pushed(phones[SCHOOL]) == []


async def test_what_was_queued_in_the_evening_waits_for_the_morning(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    jump(app, "2024-06-24T21:00")
    assert "sẽ được gửi lúc 06:30 25/6/2024" in await staff.says("/remind 2")
    assert await pushed(phones[SCHOOL]) == []
    jump(app, "2024-06-25T06:30")
    await app.settle()
    assert len(await pushed(phones[SCHOOL])) == 1


async def test_staff_cannot_nudge_twice_within_twelve_hours(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    jump(app, "2024-06-24T09:00")
    assert "Đã đôn đốc 1 đơn vị" in await staff.says("/remind 2")
    assert "1 đơn vị vừa được nhắc" in await staff.says("/remind 2")
    assert len(await pushed(phones[SCHOOL])) == 1


async def test_a_report_stops_a_reminder_that_is_queued(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    jump(app, "2024-06-24T21:00")
    await staff.says("/remind 2")
    await phones[SCHOOL].says("45/50 ngày 15/6 trực tiếp")
    await phones[SCHOOL].presses("Đúng")
    jump(app, "2024-06-25T06:30")
    await app.settle()
    assert await pushed(phones[SCHOOL]) == []
    with app.database.look(app.clock.now()) as work:
        rows = work.session.execute(
            select(OutboxMessage.state, OutboxMessage.reason).where(OutboxMessage.kind == "reminder")
        )
        assert [tuple(row) for row in rows] == [("cancelled", "reported")]


@pytest.mark.postgresql
async def test_a_report_that_meets_its_reminder_on_the_way_does_not_call_it_cancelled(app: App) -> None:
    """One process claims the reminder while another records the report: what left has left."""
    staff, _phones = await plan_in_force(app, SCHOOL)
    jump(app, "2024-06-24T21:00")
    await staff.says("/remind 2")
    now = local("2024-06-25T06:30")
    with app.database.look(now) as work:
        (assignment_id,) = work.session.scalars(select(Reminder.assignment_id).where(Reminder.outbox_id > 0))

    def report() -> None:
        with app.database.work(now) as work:
            cancel_reminders(work, assignment_id, "reported")

    with ThreadPoolExecutor(1) as other_process:
        with app.database.work(now) as work:
            (claimed,) = claim_next(work, Claim("web", 1, UNLIMITED, now, most=1, is_quiet=False))
            reported = other_process.submit(report)
            with pytest.raises(TimeoutError):
                reported.result(timeout=0.5)
        reported.result(timeout=10)
    with app.database.look(now) as work:
        message = work.session.get_one(OutboxMessage, claimed.id)
        assert (message.state, message.content["assignment_ids"]) == ("sending", [])


async def test_one_message_names_both_duties_the_most_urgent_first(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    jump(app, "2024-06-28T08:00")
    await tick_and_settle(app)
    texts = await pushed(phones[SCHOOL])
    assert len(texts) == 1
    assert "Có 2 việc" in texts[0]
    assert texts[0].index("30/6/2024") < texts[0].index("02/7/2024")


async def test_a_unit_without_secretary_is_listed_with_the_reason(app: App) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL)
    await move_to(app, local("2024-06-21T08:00"))
    assert ("nobody", "", "no_secretary") in await reminders(app, "T-7")
    await staff.says("/missing")
    missing = await staff.presses("Học tập")
    assert "chưa có bí thư đăng ký: Nguyễn Thị Hoa 0912 000 001" in missing


async def test_a_blocked_address_is_not_written_to_and_staff_see_it(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    with app.database.work(app.clock.now()) as work:
        address = work.session.scalar(select(Address).where(Address.chat_id == phones[SCHOOL].chat_id))
        assert address is not None
        mark_address_unreachable(work, address.id, "blocked")
    await move_to(app, local("2024-06-21T08:00"))
    assert await pushed(phones[SCHOOL]) == []
    assert ("nobody", "", "blocked") in await reminders(app, "T-7")
    await staff.says("/missing 2")
    assert "Chi bộ Trường THPT Lộc Ninh (còn 9 ngày) – đã chặn bot" in await staff.last()
    await phones[SCHOOL].says("/tasks")
    await tick_and_settle(app)
    assert len(await pushed(phones[SCHOOL])) == 1, "who writes again is reachable again"


async def test_steps_missed_while_off_are_noted_as_superseded(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    jump(app, "2024-06-27T09:00")
    await tick_and_settle(app)
    assert len(await pushed(phones[SCHOOL])) == 1
    assert ("person", "", "superseded") in await reminders(app, "T-7")
    assert ("person", "sent", "") in await reminders(app, "T-3")


async def test_remind_me_later_waits_and_comes_back_once(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    phone = phones[SCHOOL]
    await move_to(app, local("2024-06-21T08:00"))
    await phone.presses("Nhắc lại sau")
    assert "08:00 24/6/2024" in await phone.presses("3 ngày nữa")
    await move_to(app, local("2024-06-23T18:00"))
    assert len(await pushed(phone)) == 1
    await move_to(app, local("2024-06-24T18:00"))
    assert len(await pushed(phone)) == 2
    await move_to(app, local("2024-06-25T07:00"))
    assert len(await pushed(phone)) == 2


async def test_a_step_that_falls_into_a_snooze_is_not_sent(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    phone = phones[SCHOOL]
    await move_to(app, local("2024-06-27T08:00"))
    await phone.presses("Nhắc lại sau")
    await phone.presses("3 giờ nữa")
    before = len(await pushed(phone))
    await move_to(app, local("2024-06-27T10:59"))
    assert len(await pushed(phone)) == before
    await move_to(app, local("2024-06-27T11:00"))
    assert len(await pushed(phone)) == before + 1


async def test_a_snooze_cannot_pass_the_deadline(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    jump(app, "2024-06-30T22:00")
    assert "không lùi lời nhắc được nữa" in await phones[SCHOOL].says(f"/later {await study_of(app, SCHOOL)}")


async def test_a_day_off_declared_by_the_board_moves_a_step(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    assert "nghỉ thứ Sáu 21/6/2024" in await staff.says("/lichlamviec nghi 21/6/2024")
    await move_to(app, local("2024-06-20T07:59"))
    assert await pushed(phones[SCHOOL]) == []
    await move_to(app, local("2024-06-20T08:00"))
    assert len(await pushed(phones[SCHOOL])) == 1
    assert "nghỉ thứ Sáu 21/6/2024" not in await staff.says("/lichlamviec xoa 21/6/2024")


async def test_a_worked_saturday_keeps_its_step(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    await staff.says("/calendar work 22/6/2024")
    with app.database.look(app.clock.now()) as work:
        days = list(work.session.scalars(select(CalendarDay)))
        assert [day.is_working for day in days] == [True]
    await move_to(app, local("2024-06-21T18:00"))
    assert await pushed(phones[SCHOOL]) == []
    await move_to(app, local("2024-06-22T08:00"))
    assert len(await pushed(phones[SCHOOL])) == 1


async def test_a_closed_plan_reminds_nobody(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    await staff.says("/closeplan 1")
    await staff.presses("Kết thúc")
    await move_to(app, local("2024-07-05T18:00"))
    assert await pushed(phones[SCHOOL]) == []
    assert "đã kết thúc" in await phones[SCHOOL].says(f"/report {await study_of(app, SCHOOL)}")


async def test_the_digest_comes_once_on_days_when_something_is_due(app: App) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL)
    await move_to(app, local("2024-06-27T18:00"))
    digests = [reply.text for reply in await staff.heard() if "Kính báo cáo" in reply.text]
    assert digests == [], "nothing is due before the next working day is over"
    await move_to(app, local("2024-07-02T18:00"))
    digests = [reply.text for reply in await staff.heard() if "Kính báo cáo" in reply.text]
    assert len(digests) == 3, "Friday 28/6, Monday 1/7, Tuesday 2/7; not on the weekend"


async def test_the_secretary_of_two_units_gets_one_message_and_chooses(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    phone = phones[SCHOOL]
    with app.database.work(app.clock.now()) as work:
        lower_school = (find_units(work, "CBT-01"))[0].unit.id
        code = create_invite(work, None, Role.SECRETARY, lower_school)
    await phone.says(f"/start {code}")
    await phone.presses("Đúng")
    await phone.presses("Bí thư")
    await staff.presses("Duyệt")
    await move_to(app, local("2024-06-21T08:00"))
    texts = await pushed(phone)
    assert len(texts) == 1
    assert "Chi bộ Trường THCS Bình Minh" in texts[0]
    assert "việc nào?" in await phone.says("22/24 ngày 18/6 trực tiếp")


async def study_of(app: App, code: str) -> int:
    """The study assignment of a unit."""
    with app.database.look(app.clock.now()) as work:
        views = load_assignments(work, milestone_id=2)
        return next(view.id for view in views if view.unit_code == code)
