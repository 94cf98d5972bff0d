"""Staff merge and split units in the middle of a plan: a look, choices, what happens, who hears of it."""

import io
from datetime import datetime

from openpyxl import load_workbook
from sqlalchemy import select

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from bot.demo.seed import enter_staff, load_examples
from bot.fast_forward import move_to, tick_and_settle
from domain.local_time import VIETNAM
from domain.messages import Incoming, IncomingFile
from storage.tables import AuditEntry, OutboxMessage, StoredFile, Unit
from tests.builders import plan_in_force

SCHOOL, COURT, PRIMARY = "CBT-02", "CBT-05", "CBT-03"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def jump(app: App, when: str) -> None:
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(local(when))


async def report(secretary: Player, words: str = "45/50 ngày 15/6 trực tiếp") -> None:
    await secretary.says(words)
    assert "Đã ghi nhận" in await secretary.presses("Đúng")


async def texts(person: Player) -> str:
    return "\n".join(reply.text for reply in await person.heard())


async def test_two_units_merge_into_a_new_one_after_a_look_at_every_duty(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL, COURT)
    assert "mỗi lần sáp nhập một dòng" in await staff.says("/sapnhap")
    asked = await staff.says("CBT-02 + toa an nhan dan huyen = Chi bộ Trường học và Tòa án")
    assert "Ai là bí thư Chi bộ Trường học và Tòa án" in asked
    preview = await staff.presses("Ngô Văn Phúc")
    head, *lines = preview.splitlines()
    assert head.startswith(
        "Sáp nhập Chi bộ Trường THPT Lộc Ninh, Chi bộ Tòa án nhân dân huyện → Chi bộ Trường học"
    )
    assert "(mới, mã CBT-02.1, số người" in head
    (study,) = [line for line in lines if line.startswith("– Học tập, quán triệt Nghị quyết số 14-NQ/TU: ")]
    assert "Lộc Ninh chưa báo cáo, Chi bộ Tòa án nhân dân huyện chưa báo cáo → Chi bộ Trường học" in study
    assert study.endswith("Chi bộ Trường học và Tòa án báo cáo, hết ngày 30/6/2024")
    assert "Bí thư Chi bộ Trường học và Tòa án: Ngô Văn Phúc" in lines
    assert "Thôi phụ trách: Nguyễn Văn An" in lines
    done = await staff.presses("Đồng ý")
    assert "chuyển 2 việc, miễn 0 việc" in done
    told = await phones[COURT].last()
    assert "đồng chí phụ trách Chi bộ Trường học và Tòa án" in told
    assert "Học tập, quán triệt" in told
    assert "đồng chí thôi phụ trách tại đây" in await phones[SCHOOL].last()
    assert "chưa được giao quyền" in await phones[SCHOOL].says("/viec")
    jump(app, "2024-06-17T08:00")
    await report(phones[COURT], "88/95 ngày 15/6 trực tiếp")
    assert "sáp nhập đơn vị" in await staff.says("/nhatky")


async def test_staff_choose_what_becomes_of_a_duty_that_one_has_reported(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL, COURT)
    jump(app, "2024-06-17T08:00")
    await report(phones[SCHOOL])
    asked = await staff.says("/sapnhap CBT-02 + CBT-05 = CBT-05")
    assert "«Học tập, quán triệt Nghị quyết số 14-NQ/TU»" in asked
    assert "Chi bộ Trường THPT Lộc Ninh đã báo cáo" in asked
    assert "Chi bộ Tòa án nhân dân huyện chưa báo cáo" in asked
    preview = await staff.presses("Giữ báo cáo đã có")
    assert "Chi bộ Tòa án nhân dân huyện báo cáo, hết ngày 30/6/2024" in preview
    before = await staff.says("/tonghop")
    await staff.says("/sapnhap CBT-02 + CBT-05 = CBT-05")
    await staff.presses("Giữ báo cáo đã có")
    await staff.presses("Đồng ý")
    after = await staff.says("/tonghop")
    assert before.splitlines()[2:4] == after.splitlines()[2:4], "one has reported, and one unit owes still"
    await report(phones[COURT], "20/22 ngày 16/6 trực tiếp")
    assert "Tham gia 65/72" in await staff.says("/tonghop")


async def test_reporting_anew_replaces_the_figures_and_never_adds_them(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL, COURT)
    jump(app, "2024-06-17T08:00")
    await report(phones[SCHOOL])
    await staff.says("/sapnhap CBT-05 + CBT-02 = CBT-02")
    preview = await staff.presses("Báo cáo lại cho cả đơn vị")
    assert "Chi bộ Trường THPT Lộc Ninh báo cáo lại cho cả đơn vị, hết ngày 30/6/2024" in preview
    await staff.presses("Đồng ý")
    assert "Tham gia" not in await staff.says("/tonghop")
    await report(phones[SCHOOL], "65/72 ngày 16/6 trực tiếp")
    assert "Tham gia 65/72" in await staff.says("/tonghop")


async def test_what_happened_since_the_preview_is_shown_before_anything_is_done(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL, COURT)
    jump(app, "2024-06-17T08:00")
    await staff.says("/sapnhap CBT-02 + CBT-05 = CBT-05")
    await report(phones[SCHOOL])
    assert "Chi bộ Trường THPT Lộc Ninh đã báo cáo" in await staff.presses("Đồng ý"), "now there is a choice"
    await report(phones[COURT], "20/22 ngày 16/6 trực tiếp")
    again = await staff.presses("Giữ báo cáo đã có")
    assert "Học tập, quán triệt" not in again, "both have reported, nobody is asked again"
    assert "thành Chi bộ Tòa án nhân dân huyện: chuyển 1 việc" in await staff.presses("Đồng ý")


async def test_several_mergers_at_once_are_decided_with_one_tap(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL, COURT, "CBT-01", PRIMARY)
    jump(app, "2024-06-17T08:00")
    await report(phones[SCHOOL])
    await report(phones["CBT-01"], "22/24 ngày 15/6 trực tiếp")
    lines = "CBT-02 + CBT-05 = CBT-05\nCBT-01 + CBT-03 = CBT-03"
    await staff.says(f"/sapnhap {lines}")
    preview = await staff.presses("Giữ báo cáo đã có, báo cáo phần còn lại – cả 2 việc")
    assert preview.count("Sáp nhập ") == 2
    done = await staff.presses("Đồng ý")
    assert done.count("Đã sáp nhập") == 2


async def test_a_preview_of_many_duties_comes_as_a_sheet(app: App) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL)
    pairs = ["CBT-01 + CBT-02 = CBT-01", "CBT-03 + CBT-04 = CBT-03", "CBT-05 + CBT-06 = CBT-05"]
    pairs += ["CBT-07 + CBT-08 = CBT-07", "DBX-01 + DBX-02 = DBX-01", "DBX-03 + DBX-04 = DBX-03"]
    preview = await staff.says("/sapnhap " + "\n".join(pairs))
    assert "việc còn phải làm (xem tệp)" in preview
    sent = (await staff.heard())[-1]
    with app.database.look(app.clock.now()) as work:
        file = work.session.get_one(StoredFile, sent.file_id)
    rows = list(load_workbook(io.BytesIO(file.content)).worksheets[0].iter_rows(min_row=4, values_only=True))
    assert len(rows) == 4 * 2 + 2 * 3, "branches owe two duties, commune committees a conference as well"
    assert all("báo cáo, " in str(row[4]) for row in rows)


async def test_a_unit_splits_and_each_part_owes_what_was_open(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    jump(app, "2024-06-17T08:00")
    await report(phones[SCHOOL])
    asked = await staff.says("/chiatach CBT-02 = Chi bộ Khối tự nhiên; 20 + KXH-1; Chi bộ Khối xã hội; 30")
    assert "Đồng chí Nguyễn Văn An (bí thư Chi bộ Trường THPT Lộc Ninh) phụ trách đơn vị nào?" in asked
    preview = await staff.presses("Khối xã hội")
    assert "Chi bộ Khối tự nhiên (mới, mã CBT-02.1, số người 20)" in preview
    assert "Chi bộ Khối xã hội (mới, mã KXH-1, số người 30)" in preview
    assert "Học tập" not in preview, "it was reported, and counts once"
    assert "Báo cáo kết quả" in preview
    done = await staff.presses("Đồng ý")
    assert "chuyển 1 việc" in done
    assert "phụ trách Chi bộ Khối xã hội" in await phones[SCHOOL].last()
    assert "Mã mời cho Chi bộ Khối tự nhiên" in await staff.presses("Tạo mã mời: Chi bộ Khối tự nhiên")
    assert "Tham gia 45/50" in await staff.says("/tonghop")
    assert "đã chuyển thành Chi bộ Khối tự nhiên, Chi bộ Khối xã hội" in await staff.says("/donvi CBT-02")


async def test_a_unit_that_goes_on_beside_a_new_one_keeps_secretary_and_duties(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    await staff.says("/chiatach CBT-02 = CBT-02; 30 + Chi bộ Khối xã hội; 20")
    await staff.presses("Đồng ý")
    assert "Học tập" in await phones[SCHOOL].says("/viec")
    with app.database.look(app.clock.now()) as work:
        counts = dict(work.session.execute(select(Unit.code, Unit.member_count)).all())
    assert (counts["CBT-02"], counts["CBT-02.1"]) == (30, 20)


async def test_reminders_of_what_is_no_more_stop_with_a_reason(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL, COURT)
    jump(app, "2024-06-24T21:00")
    await staff.says("/remind 2")
    await staff.says("/sapnhap CBT-02 + CBT-05 = CBT-05")
    await staff.presses("Đồng ý")
    with app.database.look(app.clock.now()) as work:
        cancelled = work.session.execute(
            select(OutboxMessage.kind, OutboxMessage.reason).where(OutboxMessage.state == "cancelled")
        )
        assert ("reminder", "merged") in [tuple(row) for row in cancelled]
    jump(app, "2024-06-25T08:00")
    await tick_and_settle(app)
    assert "chưa nhận được báo cáo" not in await texts(phones[SCHOOL])
    await move_to(app, local("2024-07-12T18:00"))
    assert "chưa nhận được báo cáo" not in await texts(phones[SCHOOL])


async def test_a_draft_of_a_merged_unit_goes_on_in_the_new_one(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL, COURT)
    jump(app, "2024-06-17T08:00")
    assert "hình thức" in await phones[COURT].says("20/22 ngày 15/6")
    await staff.says("/sapnhap CBT-02 + CBT-05 = Chi bộ Liên cơ quan")
    await staff.presses("Ngô Văn Phúc")
    await staff.presses("Đồng ý")
    await phones[COURT].says("/baocao")
    await phones[COURT].presses("Học tập")
    assert "20/22" in await phones[COURT].presses("Trực tiếp")


async def test_bad_words_are_told_kindly_and_nothing_changes(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL, COURT)
    assert "chưa rõ là đơn vị nào" in await staff.says("/sapnhap CBT-02 + Chi bộ Trường = CBT-02")
    assert "ít nhất hai đơn vị" in await staff.says("/sapnhap CBT-02 = CBT-02")
    assert "có mặt trong hai dòng" in await staff.says(
        "/sapnhap CBT-02 + CBT-05 = CBT-02\nCBT-05 + CBT-01 = CBT-01"
    )
    assert "Mã cbt-01 đã dùng" in await staff.says("/sapnhap CBT-02 + CBT-05 = CBT-01; Chi bộ Mới")
    assert "Chưa đọc được dòng" in await staff.says("/sapnhap = CBT-02")
    assert "ít nhất hai đơn vị sau dấu =" in await staff.says("/chiatach CBT-02 = CBT-02")
    assert "ít nhất hai đơn vị sau dấu =" in await staff.says("/chiatach CBT-02 = CBT-05 + Chi bộ Mới")
    assert "chưa được giao quyền" in await phones[SCHOOL].says("/sapnhap CBT-02 + CBT-05 = CBT-05")
    assert "Học tập" in await phones[SCHOOL].says("/viec")


async def test_the_receiving_unit_is_asked_for_when_it_is_left_out(app: App) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL)
    assert "nhập vào đơn vị nào" in await staff.says("/sapnhap CBT-02 + CBT-05")
    preview = await staff.says("Chi bộ Liên cơ quan; 72")
    assert "Chi bộ Liên cơ quan (mới, mã CBT-02.1, số người 72)" in preview
    assert "Đã dừng" in await staff.presses("Không")
    await staff.says("/sapnhap CBT-02 + CBT-05")
    assert "→ Chi bộ Tòa án nhân dân huyện (mã CBT-05" in await staff.presses("Tòa án")


async def test_an_old_sheet_does_not_bring_a_merged_unit_back(app: App) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL)
    await staff.says("/sapnhap CBT-02 + CBT-05 = CBT-05")
    await staff.presses("Đồng ý")
    sheet = "Mã đơn vị;Tên đơn vị;Khối\nCBT-02;Chi bộ Trường THPT Lộc Ninh;Chi bộ cơ sở\n"
    file = IncomingFile("cu.csv", "text/csv", sheet.encode())
    await app.take_in([Incoming("web", "f1", staff.chat_id, "", kind="file", file=file)])
    await app.settle()
    answer = await staff.last()
    assert "đơn vị mã «CBT-02» đã sáp nhập hoặc chia tách" in answer
    with app.database.look(app.clock.now()) as work:
        assert not work.session.scalars(select(Unit.is_active).where(Unit.code == "CBT-02")).one()


async def test_a_code_of_a_unit_that_is_no_more_opens_nothing(app: App) -> None:
    staff, _phones = await plan_in_force(app)
    await staff.says("/mamoi CBT-02")
    code = (await staff.last()).splitlines()[0].rsplit(" ", 1)[1]
    waiting = await Player.enter(app, "Ngô Văn Phúc")
    await waiting.says("Chi bộ Tòa án nhân dân huyện")
    await waiting.presses("Tòa án")
    await waiting.presses("Đúng")
    await waiting.says("Ngô Văn Phúc")
    await waiting.presses("Bí thư")
    await staff.says("/sapnhap CBT-02 + CBT-05 = Chi bộ Liên cơ quan")
    await staff.presses("Đồng ý")
    assert "đăng ký trước không còn dùng" in await waiting.last()
    stranger = await Player.enter(app, "Nguyễn Văn An")
    assert "hết hiệu lực" in await stranger.says(f"/start {code}")


async def test_the_audit_log_keeps_who_changed_what_into_what(app: App) -> None:
    await load_examples(app)
    staff = await enter_staff(app)
    await staff.says("/sapnhap CBT-02 + CBT-05 = CBT-05")
    await staff.presses("Đồng ý")
    with app.database.look(app.clock.now()) as work:
        entry = work.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        units = dict(work.session.execute(select(Unit.code, Unit.id)).all())
    assert entry is not None
    assert entry.action == "units_merged"
    assert entry.details["units"] == [units["CBT-02"], units["CBT-05"]]
    assert entry.details["successors"] == [units["CBT-05"]]
