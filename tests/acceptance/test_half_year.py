"""Half a year of a monthly and a quarterly report, July to December 2024, on the fast-forward clock."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import MovableClock
from bot.fast_forward import tick_and_settle
from documents.plan_file import read_plan_file
from domain.local_time import VIETNAM
from domain.summary import Tally
from services.plans import create_plan
from services.summary import summarise_plan
from tests.acceptance.phones import Phone
from tests.acceptance.world import World, local

PLAN = """\
title: Chế độ báo cáo năm 2024
number: 30-QĐ/HU
issued_on: 2024-06-28
milestones:
  - title: Báo cáo công tác tháng
    kind: report
    deadline: định kỳ hằng tháng trước ngày 25
    groups: [chi_bo_co_so]
  - title: Báo cáo công tác quý
    kind: report
    deadline: trước ngày 20 của tháng cuối quý
    groups: [chi_bo_co_so]
"""
UNITS = 9
# When a period opens: seven days before its last valid day, or on the working day before that.
OPENS = {
    "kỳ tháng 7/2024": date(2024, 7, 17),
    "kỳ tháng 8/2024": date(2024, 8, 16),
    "kỳ quý III/2024": date(2024, 9, 12),
    "kỳ tháng 9/2024": date(2024, 9, 17),
    "kỳ tháng 10/2024": date(2024, 10, 17),
    "kỳ tháng 11/2024": date(2024, 11, 15),
    "kỳ quý IV/2024": date(2024, 12, 12),
    "kỳ tháng 12/2024": date(2024, 12, 17),
}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    world = World(tmp_path, "web")
    await world.begin("2024-06-28T09:00")
    yield world
    await world.end()


async def test_half_a_year_of_regular_reports(world: World) -> None:
    staff = await world.staff("Phạm Thị Thảo")
    an = await world.secretary(staff, "CBT-02", "Nguyễn Văn An")
    binh = await world.secretary(staff, "CBT-01", "Trần Văn Bình")
    await _the_plan_begins(world, staff, an)
    await _july_is_reported_in_time_and_late(world, an, binh)
    await _august_is_reported_and_the_quarter_opens(world, an, binh)
    await _september_is_extended_for_one_unit(world, staff, an, binh)
    await _october_falls_into_a_downtime(world, staff, an, binh)
    await _the_year_ends(world, staff, an, binh)
    assert world.disorder() == []


async def _the_plan_begins(world: World, staff: Phone, an: Phone) -> None:
    with world.app.database.work(world.app.clock.now()) as work:
        plan_id = create_plan(work, None, read_plan_file(PLAN, work.zone))
    await world.move_to("2024-07-01T08:30")
    await staff.says(f"/plan {plan_id}")
    preview = "\n".join(await staff.heard())
    assert "các kỳ tới: kỳ tháng 7/2024 (hết ngày 24/7/2024)" in preview
    assert "các kỳ tới: kỳ quý III/2024 (hết ngày 19/9/2024); kỳ quý IV/2024" in preview
    assert "2 việc định kỳ" in await staff.presses("Ban hành và báo")
    announced = (await an.heard())[-1]
    assert "Báo cáo công tác tháng (kỳ tháng 7/2024): hết ngày 24/7/2024" in announced
    assert "Báo cáo công tác quý (kỳ quý III/2024): hết ngày 19/9/2024" in announced


async def _july_is_reported_in_time_and_late(world: World, an: Phone, binh: Phone) -> None:
    await _days_pass(world, "2024-07-17T09:00")
    assert "Còn 7 ngày đến hạn «Báo cáo công tác tháng (kỳ tháng 7/2024)»" in (await an.heard())[-1]
    assert "đúng hạn" in await _reports(an, "kỳ tháng 7/2024", "17/7")
    await _days_pass(world, "2024-07-29T10:00")
    assert "chậm 5 ngày" in await _reports(binh, "kỳ tháng 7/2024", "29/7")
    assert await _counts(world, "kỳ tháng 7/2024") == (1, 1, 7, 0)


async def _august_is_reported_and_the_quarter_opens(world: World, an: Phone, binh: Phone) -> None:
    await _days_pass(world, "2024-08-20T09:00")
    await _reports(an, "kỳ tháng 8/2024", "20/8")
    await _reports(binh, "kỳ tháng 8/2024", "20/8")
    await _days_pass(world, "2024-09-17T10:00")
    owed = await an.says("/viec")
    assert "Báo cáo công tác quý (kỳ quý III/2024): hết ngày 19/9/2024 (còn 2 ngày)" in owed
    assert "Báo cáo công tác tháng (kỳ tháng 9/2024): hết ngày 24/9/2024 (còn 7 ngày)" in owed
    await _reports(an, "kỳ quý III/2024", "17/9")
    await _reports(an, "kỳ tháng 9/2024", "17/9")
    assert await _counts(world, "kỳ tháng 8/2024") == (2, 0, 7, 0)
    assert await _counts(world, "kỳ quý III/2024") == (1, 0, 8, 0)


async def _september_is_extended_for_one_unit(world: World, staff: Phone, an: Phone, binh: Phone) -> None:
    await staff.says("/giahan CBT-01")
    await staff.presses("(kỳ tháng 9/2024)")
    await staff.says("30/9/2024")
    await staff.presses("Không ghi lý do")
    assert "kỳ tháng 9/2024" in (await binh.heard())[-1]
    await _days_pass(world, "2024-09-28T10:00")
    assert "đúng hạn" in await _reports(binh, "kỳ tháng 9/2024", "28/9")
    assert await _counts(world, "kỳ tháng 9/2024") == (2, 0, 7, 0)
    await _days_pass(world, "2024-10-10T09:00")


async def _october_falls_into_a_downtime(world: World, staff: Phone, an: Phone, binh: Phone) -> None:
    before = len(await an.heard())
    await world.switch_off_until("2024-10-28T09:00")
    [missed] = (await an.heard())[before:]
    assert "«Báo cáo công tác tháng (kỳ tháng 10/2024)»" in missed
    assert "quá hạn 4 ngày" in missed
    assert "chậm 4 ngày" in await _reports(an, "kỳ tháng 10/2024", "28/10")
    await staff.says("/mien CBT-01")
    await staff.presses("(kỳ tháng 10/2024)")
    await staff.says("mưa lũ, chia cắt")
    assert await _counts(world, "kỳ tháng 10/2024") == (0, 1, 7, 1)


async def _the_year_ends(world: World, staff: Phone, an: Phone, binh: Phone) -> None:
    await _days_pass(world, "2024-11-20T09:00")
    await _reports(an, "kỳ tháng 11/2024", "20/11")
    assert "Các kỳ trước: 4 kỳ, còn 28 lượt chưa báo cáo" in await staff.says("/tonghop")
    await _days_pass(world, "2024-12-18T09:00")
    assert "«Báo cáo công tác tháng (kỳ tháng 10/2024)»" not in "".join((await binh.heard())[-15:])
    for period in ("kỳ quý IV/2024", "kỳ tháng 12/2024"):
        await _reports(an, period, "18/12")
        await _reports(binh, period, "18/12")
    await _days_pass(world, "2024-12-24T10:00")
    assert [await _counts(world, period) for period in OPENS] == [
        (1, 1, 7, 0), (2, 0, 7, 0), (1, 0, 8, 0), (2, 0, 7, 0),
        (0, 1, 7, 1), (1, 0, 8, 0), (2, 0, 7, 0), (2, 0, 7, 0),
    ]  # fmt: skip
    await staff.says("/closeplan 2 yes")
    await world.move_to("2025-01-20T09:00")
    assert len(await _periods(world)) == len(OPENS), "a closed plan opens no period of January"


async def _reports(phone: Phone, period: str, day: str) -> str:
    """A secretary picks the period, reports 45 of 50 and confirms; returns the receipt."""
    await phone.says("/viec")
    await phone.presses(f"({period})")
    card = await phone.says(f"{day}, 45/50 đảng viên, trực tiếp")
    assert f"({period})" in card
    return await phone.presses("Đúng")


async def _days_pass(world: World, until: str) -> None:
    """Every morning at eight what is due goes out; at the end of every day the figures add up."""
    clock, target = world.app.clock, local(until)
    assert isinstance(clock, MovableClock)
    while world.now().date() < target.date():
        clock.advance_to(world.now().replace(hour=23, minute=59, second=59))
        await _figures_add_up(world)
        clock.advance_to(world.now() + timedelta(hours=8, seconds=1))
        await tick_and_settle(world.app)
    clock.advance_to(target)


async def _figures_add_up(world: World) -> None:
    periods = await _periods(world)
    assert list(periods) == [period for period, opened in OPENS.items() if opened <= world.now().date()]
    for counts in periods.values():
        assert counts.on_time + counts.late + counts.missing + counts.waived == UNITS
        assert counts.expected == counts.reported + counts.missing == UNITS - counts.waived


async def _periods(world: World) -> dict[str, Tally]:
    """The periods that have opened, in the order of their deadlines."""
    with world.app.database.look(world.app.clock.now()) as work:
        found = [one for one in summarise_plan(work, None, 2).milestones if not one.is_coming]
    in_order = sorted(found, key=lambda one: one.last_moment or datetime.max.replace(tzinfo=VIETNAM))
    return {one.title.partition("(")[2].rstrip(")"): one.tally for one in in_order}


async def _counts(world: World, period: str) -> tuple[int, int, int, int]:
    """On time, late, missing, waived."""
    counts = (await _periods(world))[period]
    return counts.on_time, counts.late, counts.missing, counts.waived
