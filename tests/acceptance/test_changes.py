"""In the middle of a plan a secretary changes, one goes on leave, two units merge and one splits."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from services.summary import MilestoneSummary, summarise_plan
from tests.acceptance.phones import Phone
from tests.acceptance.world import PLAN, World

STUDY, RESULT = 1, 2
SECRETARIES = {
    "CBT-01": "Trần Văn Bình",
    "CBT-02": "Nguyễn Văn An",
    "CBT-05": "Ngô Văn Phúc",
    "CBT-07": "Lý Văn Quang",
}
Seen = dict[datetime, list[MilestoneSummary]]


@pytest.fixture(params=["web", "telegram"])
async def world(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    world = World(tmp_path, request.param)
    await world.begin("2024-06-01T08:00")
    yield world
    await world.end()


async def test_people_and_units_change_and_the_figures_go_on(world: World) -> None:
    staff = await world.staff("Phạm Thị Thảo")
    phones = {code: await world.secretary(staff, code, name) for code, name in SECRETARIES.items()}
    seen: Seen = {}
    await world.move_to("2024-06-05T08:30")
    await staff.says("/plans")
    await staff.presses("Học tập")
    await staff.presses("Ban hành và báo")
    await _a_successor_is_named_for_the_seventeenth(world, staff, phones, seen)
    await _from_that_day_on_she_is_in_charge(world, phones, seen)
    await _a_deputy_stands_in_for_a_leave(world, staff, phones, seen)
    await _two_units_merge_of_which_one_has_reported(world, staff, phones, seen)
    await _a_unit_splits_into_two(world, staff, phones, seen)
    await _the_figures_add_up_at_the_end(world, staff, phones, seen)
    assert world.disorder() == []


async def _a_successor_is_named_for_the_seventeenth(
    world: World, staff: Phone, phones: dict[str, Phone], seen: Seen
) -> None:
    await _days_pass(world, "2024-06-12T09:00", seen, 16, 16)
    await phones["CBT-02"].says("/bangiao")
    await phones["CBT-02"].says("Lê Thị Bình")
    await phones["CBT-02"].says("17/6")
    phones["new"] = await _with_code(world, "Lê Thị Bình", await phones["CBT-02"].presses("Đúng"))
    await staff.presses("Duyệt")
    assert "phụ trách Chi bộ Trường THPT Lộc Ninh từ ngày 17/6/2024" in (await phones["new"].heard())[-1]


async def _from_that_day_on_she_is_in_charge(world: World, phones: dict[str, Phone], seen: Seen) -> None:
    await _days_pass(world, "2024-06-17T09:00", seen, 16, 16)
    assert any("Biên nhận bàn giao BG-" in text for text in await phones["CBT-02"].heard())
    assert any("Biên nhận bàn giao BG-" in text for text in await phones["new"].heard())
    assert "chưa được giao quyền" in await phones["CBT-02"].says("/viec")
    await _report(phones["new"], "45/50 ngày 15/6 trực tiếp")


async def _a_deputy_stands_in_for_a_leave(
    world: World, staff: Phone, phones: dict[str, Phone], seen: Seen
) -> None:
    await phones["CBT-05"].says("/tructhay")
    await phones["CBT-05"].says("Đỗ Thị Sáu")
    await phones["CBT-05"].says("20/6")
    await phones["CBT-05"].says("22/6")
    phones["deputy"] = await _with_code(world, "Đỗ Thị Sáu", await phones["CBT-05"].presses("Đúng"))
    await staff.presses("Duyệt")
    await _days_pass(world, "2024-06-21T09:00", seen, 16, 16)
    for name in ("CBT-05", "deputy"):
        reminders = [text for text in await phones[name].heard() if "Còn 9 ngày đến hạn" in text]
        assert len(reminders) == 1, "both are reminded, each once"
    await _days_pass(world, "2024-06-24T09:00", seen, 16, 16)
    assert any("đã hết" in text for text in await phones["deputy"].heard())
    assert "chưa được giao quyền" in await phones["deputy"].says("/viec")


async def _two_units_merge_of_which_one_has_reported(
    world: World, staff: Phone, phones: dict[str, Phone], seen: Seen
) -> None:
    asked = await staff.says("/sapnhap CBT-02 + CBT-05 = Chi bộ Liên cơ quan; 65")
    assert "Chi bộ Trường THPT Lộc Ninh đã báo cáo" in asked
    await staff.presses("Giữ báo cáo đã có")
    preview = await staff.presses("Lê Thị Bình")
    assert "Chi bộ Liên cơ quan báo cáo, hết ngày 30/6/2024" in preview
    assert "chuyển 2 việc" in await staff.presses("Đồng ý")
    assert "phụ trách Chi bộ Liên cơ quan" in (await phones["new"].heard())[-1]
    assert "thôi phụ trách" in (await phones["CBT-05"].heard())[-1]
    # The study counts sixteen times still, once as reported by the old unit; the result report once less.
    await _days_pass(world, "2024-06-26T09:00", seen, 16, 15)


async def _a_unit_splits_into_two(world: World, staff: Phone, phones: dict[str, Phone], seen: Seen) -> None:
    await staff.says("/chiatach CBT-07 = CBT-07; 12 + Chi bộ Thuế cơ sở 2; 10")
    await staff.presses("Đồng ý")
    assert "Học tập" in await phones["CBT-07"].says("/viec")
    await _days_pass(world, "2024-06-28T09:00", seen, 17, 16)


async def _the_figures_add_up_at_the_end(
    world: World, staff: Phone, phones: dict[str, Phone], seen: Seen
) -> None:
    await _report(phones["new"], "14/15 ngày 27/6 trực tiếp")
    await _days_pass(world, "2024-07-05T17:00", seen, 17, 16)
    summary = await staff.says("/tonghop")
    assert "Đúng hạn 2, chậm 0, chưa báo cáo 15, được miễn 0" in summary
    assert "Tham gia 59/65" in summary
    nudged = [text for text in await phones["CBT-05"].heard() if "quá hạn" in text]
    assert nudged == [], "a unit that is no more is not nudged"
    for then, counts in seen.items():
        with world.app.database.work(then, is_past=True) as work:
            assert list(summarise_plan(work, None, PLAN).milestones) == counts, f"the past of {then} stays"


async def _with_code(world: World, name: str, offered: str) -> Phone:
    """Somebody new opens a code that was handed on."""
    phone = await world.phone(name)
    await phone.says(f"/start {offered.splitlines()[0].rsplit(' ', 1)[1]}")
    await phone.presses("Đúng")
    await phone.says(name)
    return phone


async def _report(phone: Phone, words: str) -> None:
    await phone.says(words)
    assert "Đã ghi nhận" in await phone.presses("Đúng")


async def _days_pass(world: World, until: str, seen: Seen, studying: int, reporting: int) -> None:
    """Move the clock; at the end of every day the figures add up to the units that are addressed."""

    async def look() -> None:
        counts = await world.counts()
        seen[world.app.clock.now()] = counts
        for milestone, addressed in ((counts[STUDY], studying), (counts[RESULT], reporting)):
            figures = milestone.tally
            assert figures.on_time + figures.late + figures.missing + figures.waived == addressed
            assert figures.expected == figures.reported + figures.missing

    await world.move_to(until, look)
