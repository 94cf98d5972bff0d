"""A secretary hands over, or somebody stands in: who hears what, and who may do what from when on."""

from datetime import datetime

import pytest
from sqlalchemy import select

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from bot.fast_forward import move_to
from domain.local_time import VIETNAM
from storage.tables import AuditEntry, OutboxMessage
from tests.builders import plan_in_force

SCHOOL, COURT = "CBT-02", "CBT-05"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def jump(app: App, when: str) -> None:
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(local(when))


def code_in(text: str) -> str:
    return text.splitlines()[0].rsplit(" ", 1)[1]


async def name_successor(secretary: Player, name: str, day: str = "") -> str:
    """The secretary names who comes after; returns the code."""
    await secretary.says("/bangiao")
    await secretary.says(name)
    if day:
        await secretary.says(day)
    else:
        await secretary.presses("Ngay khi đăng ký xong")
    return code_in(await secretary.presses("Đúng"))


async def register(app: App, code: str, name: str) -> Player:
    """Somebody new opens a successor's or stand-in's code."""
    person = await Player.enter(app, name)
    await person.says(f"/start {code}")
    await person.presses("Đúng")
    await person.says(name)
    return person


async def texts(person: Player) -> str:
    return "\n".join(reply.text for reply in await person.heard())


async def test_a_telephone_beside_the_name_is_no_part_of_it(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    an = phones[SCHOOL]
    await an.says("/bangiao")
    assert "đồng chí Lê Văn Tám từ khi nào" in await an.says("Lê Văn Tám 0912345678")
    sure = await an.presses("Ngay khi đăng ký xong")
    assert "cho đồng chí Lê Văn Tám, ngay khi" in sure
    assert sure.endswith("Điện thoại: 0912345678")
    assert "Mã mời cho Lê Văn Tám:" in await an.presses("Đúng")
    assert (await staff.last()).endswith("Điện thoại: 0912345678")


async def test_a_secretary_names_the_successor_who_registers_and_takes_over_at_once(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    an = phones[SCHOOL]
    assert "bàn giao cho ai" in await an.says("/bangiao")
    assert "từ khi nào" in await an.says("Lê Thị Bình")
    sure = await an.presses("Ngay khi đăng ký xong")
    assert "Bàn giao việc của Chi bộ Trường THPT Lộc Ninh cho đồng chí Lê Thị Bình" in sure
    answer = await an.presses("Đúng")
    assert "đến khi đó người hiện nay vẫn phụ trách" in answer
    assert "giới thiệu đồng chí Lê Thị Bình" in await staff.last(), "staff see it"
    binh = await Player.enter(app, "Lê Thị Bình")
    assert "nhận bàn giao việc của Chi bộ Trường THPT Lộc Ninh từ đồng chí" in await binh.says(
        f"/start {code_in(answer)}"
    )
    await binh.presses("Đúng")
    assert "sẽ xem và trả lời" in await binh.says("Lê Thị Bình")
    assert "Học tập" in await an.says("/viec"), "until staff approve, the old secretary is in charge"
    assert "Nhận bàn giao từ đồng chí Nguyễn Văn An, ngay khi được ghi nhận" in await staff.last()
    assert "Đã duyệt Lê Thị Bình" in await staff.presses("Duyệt")
    welcome = await binh.last()
    assert "Học tập, quán triệt" in welcome
    receipt = next(line for line in welcome.splitlines() if "Biên nhận bàn giao BG-" in line)
    assert "08:30 05/6/2024" in receipt
    assert "từ đồng chí Nguyễn Văn An" in receipt
    code = receipt.split(",")[0].rsplit(" ", 1)[1]
    given = await an.last()
    assert f"Biên nhận bàn giao {code}" in given
    assert "đã chuyển cho đồng chí Lê Thị Bình" in given
    assert "chưa được giao quyền" in await an.says("/viec")
    assert "chưa được giao quyền" in await an.says("/report 1")
    jump(app, "2024-06-17T08:00")
    await binh.says("45/50 ngày 15/6 trực tiếp")
    assert "Đã ghi nhận báo cáo" in await binh.presses("Đúng")
    assert "bàn giao (Lê Thị Bình, Chi bộ Trường THPT Lộc Ninh)" in await staff.says("/nhatky")


async def test_staff_see_who_is_named_and_take_it_back(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    await name_successor(phones[SCHOOL], "Lê Thị Bình", "01/7")
    listed = await staff.says("/bangiao")
    assert "Đồng chí Lê Thị Bình, Chi bộ Trường THPT Lộc Ninh, từ ngày 01/7/2024: chưa dùng mã" in listed
    assert "vẫn phụ trách" in await staff.presses("Thôi giới thiệu: Lê Thị Bình")
    assert "Lê Thị Bình" not in await staff.says("/bangiao")


async def test_a_report_that_was_begun_goes_on_with_the_successor(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    jump(app, "2024-06-17T08:00")
    code = await name_successor(phones[SCHOOL], "Lê Thị Bình")
    binh = await register(app, code, "Lê Thị Bình")
    assert "Tổng số" in await phones[SCHOOL].says("da hoc ngay 15/6, du 45 dong chi")
    await staff.presses("Duyệt")
    await binh.presses("Soạn tiếp: Học tập")
    await binh.says("50")
    card = await binh.presses("Trực tiếp")
    assert "Ngày thực hiện: 15/6/2024" in card
    assert "45/50" in card
    assert "Đã ghi nhận" in await binh.presses("Đúng")
    assert "Đã ghi nhận" not in await phones[SCHOOL].says("50"), "nobody answers for a report taken away"


async def test_a_report_that_was_open_when_handing_over_began_is_not_lost(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    jump(app, "2024-06-17T08:00")
    await phones[SCHOOL].says("45/50 ngày 15/6")
    code = await name_successor(phones[SCHOOL], "Lê Thị Bình")
    binh = await register(app, code, "Lê Thị Bình")
    await staff.presses("Duyệt")
    await binh.says("/baocao")
    assert "hình thức" in await binh.presses("Học tập")
    assert "45/50" in await binh.presses("Trực tiếp")


async def test_a_coming_day_is_waited_for_and_then_everything_changes_by_itself(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    an = phones[SCHOOL]
    code = await name_successor(an, "Lê Thị Bình", "01/7")
    binh = await register(app, code, "Lê Thị Bình")
    assert "từ ngày 01/7/2024" in await staff.last()
    assert "Đã duyệt Lê Thị Bình (Chi bộ Trường THPT Lộc Ninh), từ ngày 01/7/2024" in await staff.presses(
        "Duyệt"
    )
    assert "đồng chí phụ trách Chi bộ Trường THPT Lộc Ninh từ ngày 01/7/2024" in await binh.last()
    await move_to(app, local("2024-06-30T23:59"))
    assert "Học tập" in await an.says("/viec")
    assert "chưa đăng ký" in await binh.says("/viec")
    await move_to(app, local("2024-07-01T00:00:30"))
    assert "chưa được giao quyền" in await an.says("/viec")
    assert "quá hạn 1 ngày" in await binh.says("/viec")
    assert "Biên nhận" not in await texts(binh), "receipts do not come at midnight"
    await move_to(app, local("2024-07-01T06:30"))
    assert "Biên nhận bàn giao BG-" in await texts(binh)
    assert "đã chuyển cho đồng chí Lê Thị Bình" in await texts(an)
    count = len(await an.heard())
    await move_to(app, local("2024-07-12T18:00"))
    assert len(await an.heard()) == count, "nothing more is sent to who handed over"
    assert sum("quá hạn" in reply.text for reply in await binh.heard()) > 2


async def test_what_was_queued_for_the_old_secretary_is_cancelled_with_a_reason(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    jump(app, "2024-06-24T21:00")
    code = await name_successor(phones[SCHOOL], "Lê Thị Bình")
    await register(app, code, "Lê Thị Bình")
    await staff.says("/remind 2")
    await staff.says("/duyet")
    await staff.presses("Duyệt")
    with app.database.look(app.clock.now()) as work:
        rows = work.session.execute(
            select(OutboxMessage.kind, OutboxMessage.reason).where(OutboxMessage.state == "cancelled")
        )
        assert [tuple(row) for row in rows] == [("reminder", "handed_over")]
    jump(app, "2024-06-25T06:30")
    await app.settle()
    assert "chưa nhận được báo cáo" not in await texts(phones[SCHOOL])


async def test_who_speaks_for_two_units_hands_over_one(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL, COURT)
    an = phones[SCHOOL]
    await staff.says("/mamoi Chi bộ Tòa án nhân dân huyện")
    await an.says(f"/start {code_in(await staff.last())}")
    await an.presses("Đúng")
    await an.presses("Bí thư")
    await staff.presses("Duyệt")
    await an.says("/bangiao")
    await an.presses("Tòa án")
    await an.says("Lê Thị Bình")
    await an.presses("Ngay khi đăng ký xong")
    binh = await register(app, code_in(await an.presses("Đúng")), "Lê Thị Bình")
    await staff.presses("Duyệt")
    assert "Tòa án" in await binh.last()
    tasks = await an.says("/viec")
    assert "Học tập" in tasks
    assert "Tòa án" not in tasks
    assert "Lộc Ninh" not in await binh.says("/viec")


async def test_a_deputy_takes_over_without_registering_again(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    mai = await deputy_of_the_school(app, staff)
    await phones[SCHOOL].says("/bangiao")
    await phones[SCHOOL].presses("Trần Thị Mai (Phó bí thư")
    await phones[SCHOOL].presses("Từ hôm nay")
    assert "Đã gửi Ban Tuyên giáo" in await phones[SCHOOL].presses("Đúng")
    await staff.presses("Duyệt")
    assert "Biên nhận bàn giao BG-" in await mai.last()
    assert "Đã giao quyền" not in await mai.says("/bangiao")
    assert "bàn giao cho ai" in await mai.last(), "she is the secretary now"
    assert "chưa được giao quyền" in await phones[SCHOOL].says("/viec")


async def deputy_of_the_school(app: App, staff: Player) -> Player:
    await staff.says("/mamoi CBT-02")
    mai = await Player.enter(app, "Trần Thị Mai")
    await mai.says(f"/start {code_in(await staff.last())}")
    await mai.presses("Đúng")
    await mai.says("Trần Thị Mai")
    await mai.presses("Phó bí thư")
    await staff.presses("Duyệt")
    return mai


async def test_staff_hand_over_a_unit_to_somebody_registered_elsewhere_at_once(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL, COURT)
    assert "Bàn giao của đơn vị nào" in await staff.says("/bangiao")
    await staff.says("thpt loc ninh")
    await staff.says("ngo van phuc")
    await staff.presses("Ngô Văn Phúc (Bí thư")
    await staff.presses("Từ hôm nay")
    assert "Đồng chí Ngô Văn Phúc đã phụ trách Chi bộ Trường THPT Lộc Ninh" in await staff.presses("Đúng")
    assert "Biên nhận bàn giao BG-" in await phones[COURT].last()
    assert "đã chuyển cho đồng chí Ngô Văn Phúc" in await phones[SCHOOL].last()
    tasks = await phones[COURT].says("/viec")
    assert "Lộc Ninh" in tasks
    assert "Tòa án" in tasks


async def test_codes_work_once_for_one_and_a_taken_back_one_never(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    code = await name_successor(phones[SCHOOL], "Lê Thị Bình")
    assert "Đã giới thiệu người kế nhiệm" in await phones[SCHOOL].says("/bangiao")
    assert "người hiện nay vẫn phụ trách" in await phones[SCHOOL].presses("Thôi giới thiệu")
    stranger = await Player.enter(app, "Kẻ lạ")
    assert "hết hiệu lực" in await stranger.says(f"/start {code}")
    assert "đã xong hoặc đã thôi" in await phones[SCHOOL].says("/handover cancel 2")
    second = await name_successor(phones[SCHOOL], "Lê Thị Bình")
    assert "đã được ghi nhận chức vụ này" in await own_code(phones[SCHOOL], second)
    binh = await register(app, second, "Lê Thị Bình")
    assert "đã được dùng" in await stranger.says(f"/start {second}")
    assert "không đúng" in await stranger.says("/start ABCD-EFGH-JKMN")
    await staff.presses("Từ chối")
    assert "chưa được duyệt" in await binh.last()
    assert "Học tập" in await phones[SCHOOL].says("/viec"), "refused, so nothing has changed"


async def own_code(secretary: Player, code: str) -> str:
    await secretary.says(f"/start {code}")
    return await secretary.presses("Đúng")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("31/11", "Không có ngày 31/11"),
        ("01/6/2024", "Ngày 01/6/2024 đã qua"),
        ("01/7/2034", "xa quá một năm"),
        ("bao giờ cũng được", "chưa đọc được ngày"),
    ],
)
async def test_a_day_that_cannot_be_meant_is_asked_again(app: App, typed: str, answer: str) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    await phones[SCHOOL].says("/bangiao")
    await phones[SCHOOL].says("Lê Thị Bình")
    assert answer in await phones[SCHOOL].says(typed)
    assert "Đúng không" in await phones[SCHOOL].says("01/7"), "the name is not asked again"


async def test_a_deputy_or_stranger_hands_nothing_over(app: App) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL)
    mai = await deputy_of_the_school(app, staff)
    assert "chưa được giao quyền" in await mai.says("/bangiao")
    assert "chưa được giao quyền" in await mai.says("/tructhay")
    assert "chưa đăng ký" in await (await Player.enter(app, "Kẻ lạ")).says("/bangiao")


async def stand_in(app: App, staff: Player, secretary: Player, first: str, last: str) -> Player:
    await secretary.says("/tructhay")
    await secretary.says("Trần Thị Mai")
    await secretary.says(first)
    await (secretary.presses("Chưa rõ") if not last else secretary.says(last))
    mai = await register(app, code_in(await secretary.presses("Đúng")), "Trần Thị Mai")
    await staff.presses("Duyệt")
    return mai


async def test_a_deputy_stands_in_for_a_leave_and_it_ends_by_itself(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    mai = await stand_in(app, staff, phones[SCHOOL], "20/6", "30/6")
    assert "từ ngày 20/6/2024, đến hết ngày 30/6/2024" in await mai.last()
    await move_to(app, local("2024-06-20T09:00"))
    assert (
        "Đồng chí trực thay việc của Chi bộ Trường THPT Lộc Ninh đến hết ngày 30/6/2024" in await mai.last()
    )
    assert "đã bắt đầu trực thay" in await phones[SCHOOL].last()
    await move_to(app, local("2024-06-21T09:00"))
    for person in (mai, phones[SCHOOL]):
        reminders = [reply for reply in await person.heard() if "Còn 9 ngày đến hạn" in reply.text]
        assert len(reminders) == 1, "both are reminded, each once"
    await mai.says("45/50 ngày 15/6 trực tiếp")
    assert "Đã ghi nhận" in await mai.presses("Đúng")
    await move_to(app, local("2024-07-01T08:01"))
    assert "Thời gian trực thay việc của Chi bộ Trường THPT Lộc Ninh đã hết" in await texts(mai)
    assert "đã thôi trực thay" in await texts(phones[SCHOOL])
    assert "chưa được giao quyền" in await mai.says("/viec")
    before = len(await mai.heard())
    await move_to(app, local("2024-07-12T18:00"))
    assert len(await mai.heard()) == before


async def test_a_stand_in_without_an_end_is_ended_by_the_secretary(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    mai = await stand_in(app, staff, phones[SCHOOL], "hôm nay", "")
    assert "Học tập" in await mai.says("/viec")
    assert "đã bắt đầu trực thay" in await phones[SCHOOL].last()
    listed = await phones[SCHOOL].says("/tructhay")
    assert "Cũng được nhắc và báo cáo: đồng chí Trần Thị Mai (chưa có ngày kết thúc)" in listed
    assert "Trần Thị Mai thôi phụ trách" in await phones[SCHOOL].presses("Thôi: Trần Thị Mai")
    assert "đã hết" in await mai.last()
    assert "chưa được giao quyền" in await mai.says("/viec")


async def test_an_end_before_the_beginning_is_refused(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    await phones[SCHOOL].says("/tructhay")
    await phones[SCHOOL].says("Trần Thị Mai")
    await phones[SCHOOL].says("20/6")
    assert "trước ngày bắt đầu" in await phones[SCHOOL].says("19/6/2024")
    assert "từ ngày 20/6/2024, đến hết ngày 25/6/2024" in await phones[SCHOOL].says("25/6")


async def test_words_that_tell_of_a_new_secretary_lead_to_the_handover(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    await phones[SCHOOL].says("Tôi đã thôi giữ chức bí thư từ tháng 5")
    assert "đổi bí thư" in await staff.last()
    assert "bàn giao cho ai" in await phones[SCHOOL].presses("Bàn giao")


async def test_every_step_of_a_handover_is_in_the_audit_log(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    code = await name_successor(phones[SCHOOL], "Lê Thị Bình", "01/7")
    await register(app, code, "Lê Thị Bình")
    await staff.presses("Duyệt")
    await move_to(app, local("2024-07-01T08:00"))
    with app.database.look(app.clock.now()) as work:
        entries = list(work.session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
    steps = [entry.action for entry in entries][-5:]
    assert steps == [
        "successor_named",
        "registration_applied",
        "registration_approved",
        "office_handed_over",
        "office_begun",
    ]
    details = entries[-2].details
    assert (details["name"], details["before"]) == ("Lê Thị Bình", "Nguyễn Văn An")
    assert details["code"].startswith("BG-")
