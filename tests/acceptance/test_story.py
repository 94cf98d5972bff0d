"""The whole story on the real plan, 1 June to 12 July 2024, told once on each messenger."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.acceptance import chapters
from tests.acceptance.phones import Phone
from tests.acceptance.world import World

CONFERENCE, STUDY, RESULT = 0, 1, 2
SECRETARIES = {
    "DBX-01": "Nguyễn Thị Hoa",
    "DBX-02": "Lê Văn Thành",
    "DBX-03": "Trần Thị Mai",
    "DBX-04": "Phạm Văn Đức",
    "DBX-05": "Võ Thị Lan",
    "DBC-06": "Hoàng Văn Nam",
    "CBT-01": "Trần Văn Bình",
    "CBT-02": "Nguyễn Văn An",
    "CBT-04": "Đặng Thị Thu",
    "CBT-05": "Ngô Văn Phúc",
    "CBT-06": "Dương Thị Yến",
    "CBT-07": "Lý Văn Quang",
    "CBT-09": "Phan Văn Lợi",
    "MTT-01": "Hồ Thị Nga",
    "MTT-02": "Tạ Văn Khôi",
    "PBH-01": "Trịnh Thị Vân",
}


@pytest.fixture(params=["web", pytest.param("chromium", marks=pytest.mark.sqlite), "telegram", "zalo"])
async def world(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    world = World(tmp_path, request.param)
    await world.begin("2024-06-01T08:00")
    yield world
    await world.end()


async def test_the_main_job_from_june_to_july(world: World) -> None:
    staff = await world.staff("Phạm Thị Thảo")
    phones = {code: await world.secretary(staff, code, name) for code, name in SECRETARIES.items()}
    await _a_secretary_without_code_is_approved(world, staff, phones)
    await _the_plan_is_previewed_and_activated(world, staff, phones)
    await _key_cadres_are_reminded_of_the_conference(world, phones)
    await _early_reports_stop_reminders(world, phones)
    await _reports_go_back_and_forth(world, staff, phones)
    await _seven_days_before_comes_on_friday(world, phones)
    await _two_days_off_send_one_message(world, phones)
    await _a_late_joiner_gets_one_message(world, staff, phones)
    await _an_extension_and_a_waiver(world, staff, phones)
    await _the_deadline_passes(world, staff, phones)
    await _nudges_follow_on_working_days(world, staff, phones)
    await _the_summary_adds_up_at_the_end(world, staff)
    await chapters.a_closed_plan_is_locked_but_for_staff(world, staff, phones)
    assert world.disorder() == []


async def _a_secretary_without_code_is_approved(world: World, staff: Phone, phones: dict[str, Phone]) -> None:
    phone = await world.phone("Bùi Thị Hạnh")
    await phone.says("xin chào")
    assert "Chi bộ Trường Tiểu học An Phú" not in await phone.says("truong khong co that nao ca")
    await phone.says("chi bo truong tieu hoc an phu")
    await phone.presses("Tiểu học An Phú")
    await phone.presses("Đúng")
    await phone.says("Bùi Thị Hạnh")
    answer = await phone.presses("Bí thư")
    assert "sẽ xem và trả lời" in answer
    assert "Không có mã mời" in (await staff.heard())[-1]
    await staff.presses("Duyệt")
    assert "đã được duyệt" in (await phone.heard())[-1]
    phones["CBT-03"] = phone


async def _the_plan_is_previewed_and_activated(world: World, staff: Phone, phones: dict[str, Phone]) -> None:
    await world.move_to("2024-06-05T08:30")
    await staff.says("/plans")
    await staff.presses("Học tập")
    preview = "\n".join(await staff.heard())
    assert "trong tháng 6/2024 (chậm nhất hết ngày 30/6/2024)" in preview
    assert "trước ngày 03/7/2024 (chậm nhất hết ngày 02/7/2024)" in preview
    assert "08:00 21/6/2024" in preview, "T-7 is a Sunday, so the Friday before is announced"
    assert "đã báo 17 đồng chí" in await staff.presses("Ban hành và báo")
    assert all(["triển khai" in (await phone.heard())[-1] for phone in phones.values()])


async def _key_cadres_are_reminded_of_the_conference(world: World, phones: dict[str, Phone]) -> None:
    await _days_pass(world, "2024-06-11T08:30")
    assert "Hội nghị trực tuyến" in (await phones["DBX-01"].heard())[-1]
    assert "triển khai" in (await phones["CBT-02"].heard())[-1], "a school's cell was not invited"


async def _early_reports_stop_reminders(world: World, phones: dict[str, Phone]) -> None:
    await _days_pass(world, "2024-06-16T19:30")
    card = await phones["CBT-02"].says("45/50 ngày 15/6 trực tiếp")
    assert "45/50 đảng viên (90%), vắng 5" in card
    receipt = await phones["CBT-02"].presses("Đúng")
    assert "đúng hạn" in receipt
    assert "BC-" in receipt
    await phones["CBT-01"].says("da hoc 15/6")
    await phones["CBT-01"].says("22")
    await phones["CBT-01"].presses("24")
    await phones["CBT-01"].presses("Trực tiếp")
    assert "Đã ghi nhận" in await phones["CBT-01"].presses("Đúng")
    await chapters.a_correction_shows_what_was_and_what_will_be(phones)
    await phones["CBT-06"].says("12/12 ngày 14/6 trực tiếp")
    await phones["CBT-06"].presses("Đúng")


async def _reports_go_back_and_forth(world: World, staff: Phone, phones: dict[str, Phone]) -> None:
    await _days_pass(world, "2024-06-19T10:00")
    await chapters.a_supplement_adds_those_who_came_later(world, phones)
    await chapters.a_return_names_the_field_and_is_reminded_of(world, staff, phones)
    await chapters.a_withdrawn_report_is_owed_again(world, phones)
    await chapters.a_difficulty_is_answered(staff, phones)


async def _seven_days_before_comes_on_friday(world: World, phones: dict[str, Phone]) -> None:
    await _days_pass(world, "2024-06-21T07:59")
    before = {code: len(await phone.heard()) for code, phone in phones.items()}
    await world.move_to("2024-06-21T08:01")
    await _days_pass(world, "2024-06-24T18:00")
    for code in ("DBX-01", "DBX-04", "CBT-06", "CBT-09"):
        new = (await phones[code].heard())[before[code] :]
        assert len(new) == 1, "one message at T-7, none over the weekend"
        assert "Còn 9 ngày đến hạn «Học tập" in new[0]
    for code in ("CBT-01", "CBT-02", "MTT-01"):
        assert len(await phones[code].heard()) == before[code], (
            "who has reported or owes nothing is left alone"
        )


async def _two_days_off_send_one_message(world: World, phones: dict[str, Phone]) -> None:
    await _days_pass(world, "2024-06-26T18:00")
    before = {code: len(await phone.heard()) for code, phone in phones.items()}
    await world.switch_off_until("2024-06-28T09:00")
    new = (await phones["DBX-04"].heard())[before["DBX-04"] :]
    assert len(new) == 1, "T-3 passed while the system was off; only the relevant step goes out"
    assert "hết ngày 30/6/2024 (còn 2 ngày)" in new[0]
    await phones["DBX-01"].says("205/215 ngày 27/6 trực tiếp")
    await phones["DBX-01"].presses("Đúng")
    await phones["CBT-06"].says("11/12 ngày 27/6 trực tiếp")
    assert "Đã ghi nhận báo cáo" in await phones["CBT-06"].presses("Đúng")


async def _a_late_joiner_gets_one_message(world: World, staff: Phone, phones: dict[str, Phone]) -> None:
    phone = await world.secretary(staff, "CBT-08", "Vũ Thị Kim")
    welcome = (await phone.heard())[-1]
    assert "Học tập" in welcome
    assert "còn 2 ngày" in welcome
    count = len(await phone.heard())
    await world.move_to("2024-06-28T13:00")
    assert len(await phone.heard()) == count, "the welcome named the duties, so no reminder follows at once"
    phones["CBT-08"] = phone


async def _an_extension_and_a_waiver(world: World, staff: Phone, phones: dict[str, Phone]) -> None:
    await staff.says("/extend Đảng bộ xã Hòa Sơn")
    await staff.presses("Học tập")
    await staff.says("đến hết ngày 05/7/2024")
    assert "Đã gia hạn" in await staff.says("mưa lũ, chia cắt")
    assert "05/7/2024" in (await phones["DBX-04"].heard())[-1]
    await staff.says("/mien chi bo ngan hang chinh sach xa hoi")
    await staff.presses("Học tập")
    assert "Đã miễn" in await staff.says("sáp nhập chi bộ")
    assert "được miễn" in (await phones["CBT-09"].heard())[-1]
    await chapters.a_report_by_telephone_is_entered(world, staff, phones)
    await chapters.more_time_is_granted_with_one_tap(staff, phones)


async def _the_deadline_passes(world: World, staff: Phone, phones: dict[str, Phone]) -> None:
    assert any("Kính báo cáo" in text for text in await staff.heard()), "a digest on the last working day"
    await _days_pass(world, "2024-06-30T23:59:58")
    await phones["DBC-06"].says("90/96 ngày 29/6 trực tiếp")
    assert "đúng hạn" in await phones["DBC-06"].presses("Đúng"), "two seconds before midnight is on time"
    await world.move_to("2024-07-01T00:00:01")
    await phones["DBX-05"].says("221/240 ngày 29/6 trực tiếp")
    assert "chậm 1 ngày" in await phones["DBX-05"].presses("Đúng"), "one second after midnight is late"


async def _nudges_follow_on_working_days(world: World, staff: Phone, phones: dict[str, Phone]) -> None:
    before = {code: len(await phone.heard()) for code, phone in phones.items()}
    await _days_pass(world, "2024-07-03T18:00")
    nudges = [
        text
        for text in (await phones["CBT-07"].heard())[before["CBT-07"] :]
        if "việc đến hạn" in text or "quá hạn" in text
    ]
    assert len(nudges) == 3, "working days 1, 2 and 3 after the deadline, merged with the report duty"
    extended = (await phones["DBX-04"].heard())[before["DBX-04"] :]
    assert not any("«Học tập" in text and "quá hạn" in text for text in extended)
    waived = (await phones["CBT-09"].heard())[before["CBT-09"] :]
    assert not any("Học tập, quán triệt Nghị quyết" in text for text in waived)
    await chapters.reminders_follow_the_new_deadline(world, phones)
    assert "vừa được nhắc" in await staff.says("/remind 2")
    await _days_pass(world, "2024-07-12T17:00")
    weekly = [text for text in await phones["CBT-07"].heard() if "quá hạn" in text]
    assert len(weekly) == 7, "1, 2, 3 July together; 4 and 5 for the report; then weekly on 10 and 12"


async def _the_summary_adds_up_at_the_end(world: World, staff: Phone) -> None:
    summary = await staff.says("/tonghop")
    assert "Đúng hạn 7, chậm 1, chưa báo cáo 7, được miễn 1" in summary
    by_group = await staff.presses("Học tập")
    assert "Cộng (16 đơn vị)" in by_group
    assert "Đảng bộ xã Bình Minh: đã báo cáo (đúng hạn)" in await staff.presses("Đảng bộ cơ sở")
    study = (await world.counts())[STUDY].tally
    assert (study.on_time, study.late, study.missing, study.waived) == (7, 1, 7, 1)
    assert study.attended == sum((23, 48, 11, 205, 170, 90, 151, 221))


async def _days_pass(world: World, until: str) -> None:
    """Move the clock; at the end of every day the figures add up to the 16 addressed units."""

    async def look() -> None:
        for summary in (await world.counts())[STUDY:]:
            counts = summary.tally
            assert counts.on_time + counts.late + counts.missing + counts.waived == 16
            assert counts.expected == counts.reported + counts.missing

    await world.move_to(until, look)
