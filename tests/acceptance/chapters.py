"""Chapters of the story about reports that are not done with once they are in."""

from tests.acceptance.phones import Phone
from tests.acceptance.world import World

STUDY = 1
Phones = dict[str, Phone]


async def a_correction_shows_what_was_and_what_will_be(phones: Phones) -> None:
    card = await phones["CBT-01"].says("dinh chinh 23/24")
    assert "Tham gia: 22/24 → 23/24" in card
    assert "đính chính lần 2" in await phones["CBT-01"].presses("Đúng")


async def a_supplement_adds_those_who_came_later(world: World, phones: Phones) -> None:
    attended = (await world.counts())[STUDY].tally.attended
    asked = await phones["CBT-02"].says("Bổ sung: 18/6 tổ chức học bù cho các đồng chí vắng")
    assert "Báo cáo trước: 45/50" in asked
    card = await phones["CBT-02"].says("48")
    assert "Tham gia: 45/50 → 48/50" in card
    assert "15/6/2024 → 15/6/2024, 18/6/2024" in card
    assert "bổ sung" in await phones["CBT-02"].presses("Đúng")
    assert (await world.counts())[STUDY].tally.attended == attended + 3


async def a_return_names_the_field_and_is_reminded_of(world: World, staff: Phone, phones: Phones) -> None:
    """Returned on Wednesday the 19th, to be mended by Friday; the day before comes a reminder."""
    await staff.says("/tralai THCS Bình Minh")
    await staff.presses("Hình thức")
    await staff.says("Đơn vị đăng ký học trực tuyến.")
    assert "bổ sung chậm nhất hết ngày 21/6/2024" in await staff.presses("Sau 2 ngày làm việc")
    notice = (await phones["CBT-01"].heard())[-1]
    assert "trả lại để bổ sung: Hình thức" in notice
    assert "Tổ chức theo hình thức nào" in notice
    counts = (await world.counts())[STUDY].tally
    assert (counts.on_time, counts.late) == (3, 0), "a returned report is a report"
    before = len(await phones["CBT-01"].heard())
    await world.move_to("2024-06-20T09:00")
    reminders = (await phones["CBT-01"].heard())[before:]
    assert len(reminders) == 1
    assert "chưa nhận được phần bổ sung: Hình thức (chậm nhất hết ngày 21/6/2024" in reminders[0]
    await phones["CBT-01"].presses("Bổ sung")
    card = await phones["CBT-01"].presses("Trực tuyến")
    assert "Hình thức: Trực tiếp → Trực tuyến" in card
    assert "báo cáo gửi lần đầu đúng hạn" in await phones["CBT-01"].presses("Đúng")


async def a_withdrawn_report_is_owed_again(world: World, phones: Phones) -> None:
    assert (await world.counts())[STUDY].tally.on_time == 3
    assert "rút báo cáo" in await phones["CBT-06"].says("Xin rút báo cáo, gửi nhầm nhóm")
    assert "Đã rút báo cáo" in await phones["CBT-06"].presses("Rút báo cáo")
    counts = (await world.counts())[STUDY].tally
    assert (counts.on_time, counts.missing) == (2, 14)


async def a_difficulty_is_answered(staff: Phone, phones: Phones) -> None:
    told = await phones["CBT-04"].says("Chưa học được vì thiếu tài liệu")
    assert "chưa ghi nhận là đã báo cáo" in told
    assert "(vướng mắc)" in (await staff.heard())[-1]
    await staff.presses("Nhận xử lý")
    await staff.presses("Trả lời")
    assert "đã giải quyết" in await staff.says("Tài liệu gửi kèm công văn 45, nhận tại văn thư")
    heard = (await phones["CBT-04"].heard())[-1]
    assert "thiếu tài liệu" in heard
    assert "nhận tại văn thư" in heard


async def a_report_by_telephone_is_entered(world: World, staff: Phone, phones: Phones) -> None:
    before = (await world.counts())[STUDY].tally
    await staff.says("/nhapthay Đảng bộ xã An Phú")
    await staff.presses("Học tập")
    await staff.presses("Điện thoại")
    card = await staff.says("170/182 ngày 27/6 trực tiếp")
    assert "Cán bộ nhập thay theo điện thoại" in card
    assert "Đã ghi nhận báo cáo" in await staff.presses("Đúng")
    notice = (await phones["DBX-02"].heard())[-1]
    assert "đã nhập thay báo cáo" in notice
    assert "170/182" in notice
    after = (await world.counts())[STUDY].tally
    assert (after.on_time, after.missing) == (before.on_time + 1, before.missing - 1)


async def more_time_is_granted_with_one_tap(staff: Phone, phones: Phones) -> None:
    await phones["DBX-03"].says("Mưa lũ cô lập 2 thôn, xin lùi đến 05/7")
    asked = await phones["DBX-03"].presses("Học tập")
    assert "hạn vẫn là hết ngày 30/6/2024" in asked
    assert "Mưa lũ cô lập 2 thôn" in (await staff.heard())[-1]
    assert "Đã gia hạn" in await staff.presses("Đồng ý đến 05/7/2024")
    assert "hạn mới hết ngày 05/7/2024" in (await phones["DBX-03"].heard())[-1]


async def reminders_follow_the_new_deadline(world: World, phones: Phones) -> None:
    """T-1 of 5 July is the 4th; by then the unit is on time with its report."""
    heard = "\n".join(await phones["DBX-03"].heard())
    assert "«Học tập, quán triệt Nghị quyết số 14-NQ/TU» của Đảng bộ xã Tân Lập đã quá hạn" not in heard
    assert "hết ngày 05/7/2024 (còn 3 ngày)" in heard
    await phones["DBX-03"].says("151/164 ngày 03/7 kết hợp")
    assert "đúng hạn" in await phones["DBX-03"].presses("Đúng")


async def a_closed_plan_is_locked_but_for_staff(world: World, staff: Phone, phones: Phones) -> None:
    attended = (await world.counts())[STUDY].tally.attended
    await staff.says("/plans")
    await staff.presses("Học tập")
    await staff.presses("Kết thúc kế hoạch")
    await staff.presses("Kết thúc")
    assert "chưa ghi nhận" in await phones["CBT-02"].says("đính chính 49/50")
    await staff.says("/nhapthay THPT Lộc Ninh")
    assert "kế hoạch đã kết thúc" in await staff.presses("Học tập")
    await staff.presses("Điện thoại")
    assert "48/50 → 49/50" in await staff.says("49/50")
    await staff.presses("Đúng")
    assert (await world.counts())[STUDY].tally.attended == attended + 1
    assert "49/50" in (await phones["CBT-02"].heard())[-1]
