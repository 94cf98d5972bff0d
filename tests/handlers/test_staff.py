"""What staff do in chat: units by file, plans by dialogue, decisions, figures, the ledger. Transcripts."""

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from bot.demo.seed import enter_staff
from domain.local_time import VIETNAM
from domain.messages import Incoming, IncomingFile
from storage.tables import AuditEntry, Office, StoredFile, Unit
from tests.builders import plan_in_force

SCHOOL, COMMUNE = "CBT-02", "DBX-01"
SHEET = """Mã đơn vị,Tên đơn vị,Khối,Số đảng viên (hội viên)
CB-1,Chi bộ Một,Chi bộ cơ sở,12
CB-2,,Chi bộ cơ sở,9
CB-3,Chi bộ Ba,Chi bộ cơ sở,mười
"""


def jump(app: App, when: str) -> None:
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(datetime.fromisoformat(when).replace(tzinfo=VIETNAM))


async def send_file(app: App, player: Player, name: str, content: bytes) -> str:
    file = IncomingFile(name, "application/octet-stream", content)
    await app.take_in([Incoming("web", f"f{len(content)}{name}", player.chat_id, "", kind="file", file=file)])
    await app.settle()
    return await player.last()


async def test_a_sheet_with_bad_rows_is_explained_before_anything_is_kept(app: App) -> None:
    staff = await enter_staff(app)
    answer = await send_file(app, staff, "don-vi.csv", SHEET.encode())
    assert "2 dòng chưa dùng được, 1 dòng tốt" in answer
    assert "Dòng 3: thiếu «Tên đơn vị»" in answer
    assert "Dòng 4: số người «mười» không phải là số" in answer
    assert "Chưa nhập dòng nào" in await staff.presses("Không nhập gì")
    assert "0 đơn vị" in await staff.says("/donvi")
    await send_file(app, staff, "don-vi-2.csv", SHEET.encode())
    assert "thêm 1" in await staff.presses("Nhập 1 dòng tốt")
    assert "1 đơn vị" in await staff.says("/donvi")


async def test_sending_the_sheet_again_updates_and_never_duplicates(app: App) -> None:
    staff = await enter_staff(app)
    rows = "Mã đơn vị;Tên đơn vị;Khối\nCB-1;Chi bộ Một;Chi bộ cơ sở\n"
    assert "thêm 1, cập nhật 0, giữ nguyên 0" in await send_file(app, staff, "a.csv", rows.encode())
    assert "thêm 0, cập nhật 0, giữ nguyên 1" in await send_file(app, staff, "b.csv", rows.encode())
    renamed = rows.replace("Chi bộ Một", "Chi bộ Thôn Một")
    assert "thêm 0, cập nhật 1, giữ nguyên 0" in await send_file(app, staff, "c.csv", renamed.encode())


async def test_a_broken_sheet_gets_a_clear_sentence(app: App) -> None:
    staff = await enter_staff(app)
    assert "Không mở được tệp" in await send_file(app, staff, "hong.xlsx", b"PK\x03\x04 not a workbook")
    assert "Không mở được tệp" in await send_file(app, staff, "rong.xlsx", b"")
    assert "Không thấy dòng tiêu đề" in await send_file(app, staff, "khac.csv", b"a,b\n1,2\n")


async def test_the_template_comes_as_a_file_that_reads_back(app: App) -> None:
    staff = await enter_staff(app)
    await staff.says("/donvi")
    await staff.presses("Tải mẫu")
    sent = (await staff.heard())[-1]
    assert sent.file_id is not None
    with app.database.look(app.clock.now()) as work:
        file = work.session.get_one(StoredFile, sent.file_id)
    assert "thêm 2" in await send_file(app, staff, "mau.xlsx", file.content)


async def test_a_plan_made_in_chat_is_previewed_and_activated(app: App) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL)
    await staff.says("/kehoach")
    await staff.presses("Lập kế hoạch mới")
    await staff.says("Sinh hoạt chuyên đề quý III")
    await staff.says("15-KH/HU")
    await staff.says("10/7/2024")
    await staff.says("Tổ chức sinh hoạt chuyên đề")
    await staff.presses("học tập, quán triệt")
    assert "không tồn tại" not in await staff.says("trước ngày 31/9/2024"), "refused, and asked again"
    assert "Không có ngày 31/9/2024" in await staff.last()
    answer = await staff.says("trước ngày 01/10")
    assert "trước ngày 01/10 (chậm nhất hết ngày 30/9/2024)" in answer
    assert "năm được suy ra" in answer
    await staff.presses("Chi bộ cơ sở")
    await staff.presses("Xong")
    await staff.presses("Xong, xem trước")
    preview = "\n".join(reply.text for reply in await staff.heard())
    assert "Giao cho 9 đơn vị" in preview
    assert "Chưa liên lạc được 8 đơn vị" in preview
    assert "giao 9 lượt" in await staff.presses("Ban hành, chưa báo")


async def test_registrations_are_refused_called_and_approved_once(app: App) -> None:
    staff, _phones = await plan_in_force(app)
    applicant = await Player.enter(app, "Ngô Văn Phúc")
    await applicant.says("Chi bộ Tòa án nhân dân huyện")
    await applicant.presses("Tòa án")
    await applicant.presses("Đúng")
    await applicant.says("Ngô Văn Phúc")
    await applicant.presses("Bí thư")
    assert "đang chờ duyệt" in await apply_again(applicant)
    assert "Ngô Văn Phúc 0912 000 015" in await staff.presses("Gọi kiểm tra")
    assert "Đã duyệt" in await staff.presses("Duyệt")
    assert "đã được giải quyết" in await staff.says("/decide 1 refused")
    assert "Kính gửi đồng chí Ngô Văn Phúc" in await applicant.last()


async def apply_again(applicant: Player) -> str:
    await applicant.says("/start")
    await applicant.says("Chi bộ Tòa án nhân dân huyện")
    await applicant.presses("Tòa án")
    await applicant.presses("Đúng")
    await applicant.says("Ngô Văn Phúc")
    return await applicant.presses("Bí thư")


async def test_a_colleague_joins_by_a_staff_code_and_leaves_again(app: App) -> None:
    staff, _phones = await plan_in_force(app)
    await staff.says("/canbo")
    code = (await staff.presses("Mời: Cán bộ theo dõi")).splitlines()[0].rsplit(" ", 1)[1]
    colleague = await Player.enter(app, "Lê Thị Cúc")
    await colleague.says(f"/start {code}")
    assert "đã được ghi nhận" in await colleague.says("Lê Thị Cúc")
    assert "Số liệu đến" in await colleague.says("/summary")
    assert "chưa được giao quyền" in await colleague.says("/staff")
    await staff.says("/canbo")
    await staff.presses("Thôi: Lê Thị Cúc")
    assert "chưa được giao quyền" in await colleague.says("/summary")


async def test_a_colleague_who_follows_a_part_of_the_tree_sees_and_changes_that_part_only(app: App) -> None:
    staff, _phones = await plan_in_force(app)
    await staff.says("/canbo")
    await staff.presses("Cán bộ theo dõi một đơn vị")
    offered = await staff.says("dang bo xa binh minh")
    assert "Cán bộ theo dõi (Đảng bộ xã Bình Minh và cấp dưới)" in offered
    colleague = await Player.enter(app, "Lê Thị Cúc")
    await colleague.says(f"/start {offered.splitlines()[0].rsplit(' ', 1)[1]}")
    assert "đã được ghi nhận" in await colleague.says("Lê Thị Cúc")
    assert "2 đơn vị" in await colleague.says("/donvi"), "the commune and the school in it"
    refused = await colleague.says("/sapnhap CBT-02 + CBT-05 = CBT-05")
    assert "không phụ trách Chi bộ Trường THPT Lộc Ninh" in refused
    assert "Chia tách Chi bộ Trường THCS Bình Minh" in await colleague.says(
        "/chiatach CBT-01 = CBT-01 + Chi bộ Khối xã hội; 9"
    )
    assert "Lê Thị Cúc: Cán bộ theo dõi (Đảng bộ xã Bình Minh và cấp dưới)" in await staff.says("/canbo")


async def test_the_ledger_holds_the_report_and_the_messages(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    jump(app, "2024-06-17T08:12")
    await phones[SCHOOL].says("45/50 ngày 15/6 trực tiếp")
    await phones[SCHOOL].presses("Đúng")
    await staff.says("/xuat")
    sent = (await staff.heard())[-1]
    with app.database.look(app.clock.now()) as work:
        file = work.session.get_one(StoredFile, sent.file_id)
    book = load_workbook(io.BytesIO(file.content))
    assert book.sheetnames == ["Đơn vị × việc", "Báo cáo", "Tin nhắn", "Vướng mắc", "Tệp đính kèm"]
    reported = list(book["Báo cáo"].iter_rows(min_row=4, values_only=True))
    assert reported[0][1] == "Chi bộ Trường THPT Lộc Ninh"
    assert 45 in reported[0]
    assert reported[0][-1] == "45/50 ngày 15/6 trực tiếp"
    states = [row[4] for row in book["Đơn vị × việc"].iter_rows(min_row=4, values_only=True)]
    assert states.count("Đúng hạn") == 1
    assert len(states) == 47


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("tong hop", "Số liệu đến"),
        ("tình hình thế nào rồi", "Số liệu đến"),
        ("ai chua nop", "Đơn vị chưa báo cáo, theo việc:"),
        ("nhac cac don vi chua nop", "Đơn vị chưa báo cáo, theo việc:"),
        ("con may don vi", "Đơn vị chưa báo cáo, theo việc:"),
        ("thpt loc ninh nop chua", "Quán triệt"),
        ("Chi bộ Trường THPT Lộc Ninh", "Quán triệt"),
        ("cam on", "Cảm ơn đồng chí"),
    ],
)
async def test_plain_words_of_staff_are_answered(app: App, words: str, answer: str) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL)
    told = await staff.says(words)
    if answer == "Quán triệt":
        assert told.startswith("Chi bộ Trường THPT Lộc Ninh:\n– Học tập")
        assert "chưa báo cáo, còn" in told
    else:
        assert answer in told
    assert "/donvi" not in told


async def test_a_command_of_secretaries_says_whose_it_is(app: App) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL)
    assert "dành cho bí thư, phó bí thư" in await staff.says("/lichsu")


async def test_after_an_extension_staff_see_that_the_result_is_due_as_before(app: App) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL)
    await staff.says("/giahan thpt loc ninh")
    await staff.presses("Học tập")
    await staff.says("05/7/2024")
    said = await staff.presses("Không ghi lý do")
    assert "Hạn việc «Báo cáo kết quả" in said
    assert "không đổi: hết ngày 02/7/2024" in said


async def test_extending_to_an_earlier_day_is_refused(app: App) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL)
    await staff.says("/giahan thpt loc ninh")
    await staff.presses("Học tập")
    await staff.says("20/6/2024")
    assert "phải sau hạn hiện nay" in await staff.presses("Không ghi lý do")
    assert "Đã dừng" in await staff.says("/huy")


async def test_every_change_by_a_person_is_in_the_audit_log(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    jump(app, "2024-06-17T08:12")
    await phones[SCHOOL].says("45/50 ngày 15/6 trực tiếp")
    await phones[SCHOOL].presses("Đúng")
    await staff.says("/mien thpt loc ninh")
    await staff.says("sáp nhập")
    with app.database.look(app.clock.now()) as work:
        actions = set(work.session.scalars(select(AuditEntry.action)))
    assert actions == {
        "units_imported",
        "plan_created",
        "bot_claimed",
        "invite_created",
        "registration_applied",
        "registration_approved",
        "plan_activated",
        "report_recorded",
        "assignment_waived",
    }
    assert "ghi nhận báo cáo" in await staff.says("/nhatky")


async def test_words_that_are_no_report_can_be_handed_to_staff(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    await phones[SCHOOL].says("Nước lên to, đường ngập")
    assert "Đã chuyển nội dung" in await phones[SCHOOL].presses("Chuyển cán bộ")
    assert "Nước lên to, đường ngập" in await staff.last()


async def test_a_secretary_who_leaves_can_be_taken_off_the_unit(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    await staff.says("/donvi CBT-02")
    await staff.presses("Thôi: Nguyễn Văn An")
    assert "thôi phụ trách" in await staff.presses("Thôi phụ trách")
    assert "chưa được giao quyền" in await phones[SCHOOL].says("/tasks")
    assert "cho thôi (Nguyễn Văn An, Chi bộ Trường THPT Lộc Ninh)" in await staff.says("/nhatky")


async def test_the_audit_log_names_the_duty_and_the_unit(app: App) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL)
    await staff.says("/mien thpt loc ninh")
    await staff.presses("Học tập")
    await staff.says("sáp nhập")
    assert (
        "miễn (Học tập, quán triệt Nghị quyết số 14-NQ/TU, Chi bộ Trường THPT Lộc Ninh)"
        in await staff.says("/nhatky")
    )


async def test_a_file_of_somebody_unregistered_is_not_kept(app: App) -> None:
    stranger = await Player.enter(app, "Người lạ")
    assert "chưa đăng ký nên tệp chưa được lưu" in await send_file(app, stranger, "virus.exe", b"MZ" * 100)
    with app.database.look(app.clock.now()) as work:
        assert (work.session.scalars(select(StoredFile))).all() == []


def narrow_to(app: App, code: str) -> None:
    """The administrator follows one part of the tree from now on."""
    with app.database.work(app.clock.now()) as work:
        unit = work.session.scalars(select(Unit).where(Unit.code == code)).one()
        of_staff = select(Office).where(Office.role == "administrator")
        work.session.scalars(of_staff).one().unit_id = unit.id


async def test_staff_of_a_part_read_in_the_log_what_concerns_their_units_only(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL, COMMUNE)
    for phone in phones.values():
        await phone.says("/hoi Xin gặp cán bộ")
    everything = await staff.says("/audit")
    assert "(Nguyễn Văn An, Chi bộ Trường THPT Lộc Ninh)" in everything
    assert "ban hành kế hoạch" in everything
    narrow_to(app, COMMUNE)
    told = [line.split(": ")[1] for line in (await staff.says("/audit")).splitlines()[1:]]
    assert told == [
        "nêu vướng mắc, câu hỏi (Đảng bộ xã Bình Minh)",
        "duyệt đăng ký (Nguyễn Thị Hoa)",
        "đăng ký (Nguyễn Thị Hoa, Đảng bộ xã Bình Minh)",
        "tạo mã mời (Đảng bộ xã Bình Minh)",
    ]


async def test_staff_of_a_part_are_told_of_their_own_units_that_nobody_is_reached_for(app: App) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL)

    async def unreached() -> set[str]:
        before = len(await staff.heard())
        await staff.says("/plan 1")
        texts = [reply.text for reply in (await staff.heard())[before:]]
        return {line for text in texts for line in text.splitlines() if "Chưa liên lạc được" in line}

    assert all("15 đơn vị" in line for line in await unreached())
    assert "Kết thúc kế hoạch" in str((await staff.heard())[-1].choices)
    narrow_to(app, COMMUNE)
    assert await unreached() == {
        "Chưa liên lạc được 1 đơn vị: Đảng bộ xã Bình Minh",
        "Chưa liên lạc được 2 đơn vị: Chi bộ Trường THCS Bình Minh, Đảng bộ xã Bình Minh",
    }
    assert "Kết thúc kế hoạch" not in str((await staff.heard())[-1].choices)
