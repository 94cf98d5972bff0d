"""From the sent document to a draft: staff decide duty by duty. Transcripts."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.build import App
from bot.demo.cast import Player
from bot.demo.seed import enter_staff, load_examples, register
from domain.messages import Incoming, IncomingFile
from domain.roles import Role
from services.actors import find_sender, load_actor
from services.plans import list_plans
from services.registration import Application, apply, decide
from services.units import find_units
from storage.tables import Addressee, Milestone, UnitGroup
from tests.builders import build_app
from tests.handlers.test_staff import jump, send_file

REAL = Path(__file__).parents[1] / "domain/plan/documents/ke-hoach-14-nq-tu.txt"
HEAD = """ĐẢNG BỘ HUYỆN
BAN THƯỜNG VỤ HUYỆN ỦY
Số: 15-KH/HU
Lộc Ninh, ngày 05 tháng 6 năm 2024
KẾ HOẠCH
Sơ kết sáu tháng đầu năm
I. NHIỆM VỤ
"""
PLAIN = "1. Các chi bộ cơ sở báo cáo kết quả về Huyện ủy trước ngày 03/7/2024.\n"


@pytest.fixture
async def staff(app: App) -> Player:
    """The example units are known, and Thảo follows them."""
    jump(app, "2024-06-10T08:30")
    await load_examples(app)
    return await enter_staff(app)


async def send(app: App, staff: Player, *clauses: str, name: str = "ke-hoach.txt") -> str:
    return await send_file(app, staff, name, (HEAD + "\n".join(clauses)).encode())


async def card(app: App, staff: Player, clause: str) -> str:
    """What is shown of a plan's only duty, the question about it last."""
    await send(app, staff, clause)
    await staff.presses("Xem từng việc")
    heard = await staff.heard(most=2)
    return "\n".join(reply.text for reply in heard)


async def labels(player: Player) -> list[str]:
    return [choice.label for choice in (await player.heard(most=1))[-1].choices]


class TestTheWholeWay:
    async def test_the_summary_says_what_was_found_and_that_nothing_is_sent(
        self, app: App, staff: Player
    ) -> None:
        summary = await send_file(app, staff, "ke-hoach.txt", REAL.read_bytes())
        assert "Đang đọc văn bản «ke-hoach.txt»…" in (await staff.heard())[-2].text
        assert "Số: chưa rõ; ngày ban hành: chưa rõ; cơ quan ban hành: Ban Thường vụ Huyện ủy" in summary
        assert "9 việc, trong đó 6 việc chưa có thời hạn (cần ấn định)" in summary
        assert "Chưa gửi gì cho đơn vị" in summary

    async def test_each_duty_stands_beside_its_clause_and_the_draft_holds_what_was_kept(
        self, app: App, staff: Player
    ) -> None:
        await send_file(app, staff, "ke-hoach.txt", REAL.read_bytes())
        assert "Số, ký hiệu văn bản?" in await staff.presses("Xem từng việc")
        assert "Ngày ban hành văn bản?" in await staff.presses("Không có số")
        conference = await staff.presses("Không có ngày")
        assert "Mục II.2.1: «Tổ chức hội nghị cán bộ chủ chốt cấp huyện" in conference
        assert "Giao cho: Cán bộ chủ chốt cấp huyện" in conference
        assert conference.startswith("Việc 1/9")
        study = await staff.presses("Giữ")
        assert study.startswith("Giữ: Tổ chức hội nghị")
        assert "Việc 2/9" in study
        assert "Thời hạn: hoàn thành trong tháng 6/2024 (chậm nhất hết ngày 30/6/2024)" in study
        report = await staff.presses("Giữ")
        assert "trước ngày 03/7/2024 (chậm nhất hết ngày 02/7/2024)" in report
        assert "Gửi về: Thường trực Huyện ủy; qua: Ban Tuyên giáo Huyện ủy" in report
        assert "Còn 6 việc văn bản không nêu thời hạn (cần ấn định)" in await staff.presses("Giữ")
        assert "Đã quyết định 9" in await staff.presses("Giữ cả 6 việc")
        await staff.presses("Lập dự thảo")
        heard = "\n".join(reply.text for reply in await staff.heard(most=12))
        assert "6 việc chưa có thời hạn, cần ấn định:" in heard
        assert "Kế hoạch còn là dự thảo, chưa gửi gì cho đơn vị." in heard

    async def test_what_staff_said_is_not_unknown_and_what_is_left_out_is_not_counted(
        self, app: App, staff: Player
    ) -> None:
        await send_file(app, staff, "ke-hoach.txt", REAL.read_bytes())
        await staff.presses("Giữ 3 việc đã rõ")
        await staff.presses("Không có số")
        await staff.presses("Không có ngày")
        shown = await staff.presses("Bỏ cả 6 việc")
        assert "Số: không có; ngày ban hành: không có; cơ quan" in shown
        assert "3 việc, trong đó 0 việc chưa có thời hạn (cần ấn định). Đã quyết định 3. Đã bỏ 6." in shown
        listed = (await staff.presses("Danh sách việc")).splitlines()
        assert [line[:7] for line in listed[:4]] == ["1. [giữ", "2. [giữ", "3. [giữ", "4. [bỏ]"]

    async def test_clear_duties_are_kept_with_one_press(self, app: App, staff: Player) -> None:
        await send(app, staff, PLAIN, "2. Các chi bộ cơ sở học tập nghị quyết trong tháng 6/2024.")
        assert "Đã giữ các việc đã rõ" in await staff.presses("Giữ 2 việc đã rõ")
        await staff.presses("Lập dự thảo")
        with app.database.look(app.clock.now()) as work:
            assert list_plans(work)[0].number == "15-KH/HU"

    async def test_the_source_document_is_handed_out_again(self, app: App, staff: Player) -> None:
        await send(app, staff, PLAIN)
        await staff.presses("Xem từng việc")
        await staff.presses("Giữ")
        await staff.presses("Lập dự thảo")
        await staff.presses("Văn bản gốc")
        assert (await staff.heard(most=1))[-1].file_id is not None

    async def test_by_numbers_as_where_there_are_no_buttons(self, app: App, staff: Player) -> None:
        await send(app, staff, PLAIN)
        assert "Việc 1/1" in await staff.says("1")
        assert "Đã quyết định 1" in await staff.says("1")


class TestGaps:
    async def test_an_inferred_year_is_asked(self, app: App, staff: Player) -> None:
        question = await card(app, staff, "1. Các chi bộ cơ sở gửi danh sách về Huyện ủy trước ngày 20/6.")
        assert "Văn bản không ghi năm; hệ thống suy ra: chậm nhất hết ngày 19/6/2024" in question
        assert "trước ngày 20/6 (chậm nhất hết ngày 19/6/2024)" in await staff.presses("Đúng")
        assert (await labels(staff))[0] == "Giữ"

    async def test_a_weekday_that_contradicts_is_asked_and_the_date_stands(
        self, app: App, staff: Player
    ) -> None:
        question = await card(
            app, staff, "1. Các chi bộ cơ sở gửi báo cáo về Huyện ủy trước thứ Hai ngày 20/6/2024."
        )
        assert "Thứ ghi trong văn bản không khớp với ngày" in question
        assert "hết ngày 19/6/2024" in await staff.presses("Đúng")

    async def test_an_impossible_date_is_asked_and_never_corrected(self, app: App, staff: Player) -> None:
        question = await card(
            app, staff, "1. Các chi bộ cơ sở gửi báo cáo về Huyện ủy trước ngày 31/11/2024."
        )
        assert "không xác định được ngày" in question
        assert "Không có ngày 31/9/2024" in await staff.says("31/9/2024")
        assert "chậm nhất hết ngày 29/11/2024" in await staff.says("trước ngày 30/11/2024")

    async def test_a_vague_end_of_a_period_is_asked(self, app: App, staff: Player) -> None:
        question = await card(
            app, staff, "1. Các chi bộ cơ sở hoàn thành báo cáo kết quả gửi Huyện ủy cuối tháng 6/2024."
        )
        assert "Văn bản chỉ ghi cuối kỳ" in question
        assert "chậm nhất hết ngày 30/6/2024" in question
        await staff.presses("Đổi thời hạn")
        assert "đến hết ngày 28/6/2024" in await staff.says("đến hết ngày 28/6/2024")

    async def test_a_relative_deadline_takes_its_anchor_from_staff(self, app: App, staff: Player) -> None:
        clause = "1. Sau 15 ngày kể từ ngày kết thúc hội nghị, các chi bộ cơ sở báo cáo kết quả về Huyện ủy."
        assert "Mốc đó là ngày nào?" in await card(app, staff, clause)
        shown = await staff.says("ngày 11/6/2024")
        assert "chậm nhất hết ngày 26/6/2024" in shown
        assert "15 ngày kể từ ngày kết thúc hội nghị" in shown

    async def test_the_day_of_issue_is_offered_where_the_words_mean_it(self, app: App, staff: Player) -> None:
        clause = "1. Trong vòng 10 ngày kể từ ngày ban hành, các chi bộ cơ sở gửi báo cáo về Huyện ủy."
        await card(app, staff, clause)
        assert "chậm nhất hết ngày 15/6/2024" in await staff.presses("Ngày ban hành 05/6/2024")

    async def test_an_event_of_the_document_is_offered_as_anchor(self, app: App, staff: Player) -> None:
        await send(
            app,
            staff,
            "1. Văn phòng tổ chức hội nghị cán bộ ngày 25/6/2024.",
            "2. Chậm nhất 5 ngày làm việc kể từ ngày kết thúc hội nghị, các chi bộ cơ sở gửi báo cáo.",
        )
        await staff.presses("Xem từng việc")
        await staff.presses("Cán bộ chủ chốt")
        await staff.presses("Xong")
        await staff.presses("Giữ")
        assert "chậm nhất hết ngày 02/7/2024" in await staff.presses("25/6/2024")

    async def test_an_anchor_nobody_knows_yet_leaves_the_duty_undated(self, app: App, staff: Player) -> None:
        await card(app, staff, "1. Trước ngày khai giảng, các chi bộ cơ sở gửi báo cáo về Huyện ủy.")
        assert "1 việc chưa có thời hạn" in await staff.presses("Để chưa có thời hạn")
        await staff.presses("Lập dự thảo")
        with app.database.look(app.clock.now()) as work:
            row = work.session.scalars(select(Milestone).order_by(Milestone.id.desc())).first()
            assert row is not None
            assert (row.late_from, row.needs) == (None, ["anchor"])

    async def test_unknown_addressees_are_chosen_among_the_groups_or_typed_as_units(
        self, app: App, staff: Player
    ) -> None:
        clause = "1. Các ban, ngành liên quan gửi báo cáo về Huyện ủy trước ngày 20/6/2024."
        question = await card(app, staff, clause)
        assert "Văn bản ghi «Các ban, ngành liên quan»" in question
        await staff.presses("Phòng, ban, đơn vị sự nghiệp")
        await staff.says("Huyện Đoàn")
        assert (await labels(staff))[0] == "Xong: Phòng, ban, đơn vị sự nghiệp, Huyện Đoàn"
        shown = await staff.presses("Xong")
        assert "Giao cho: Phòng, ban, đơn vị sự nghiệp, Huyện Đoàn" in shown
        await staff.presses("Giữ")
        await staff.presses("Lập dự thảo")
        with app.database.look(app.clock.now()) as work:
            last = select(Milestone.id).order_by(Milestone.id.desc()).limit(1).scalar_subquery()
            rows = work.session.execute(
                select(UnitGroup.code, Addressee.unit_id)
                .select_from(Addressee)
                .outerjoin(UnitGroup, UnitGroup.id == Addressee.group_id)
                .where(Addressee.milestone_id == last)
            ).all()
        assert [code for code, _ in rows] == ["phong_ban_don_vi_su_nghiep", None]

    async def test_a_bad_answer_is_explained_and_asked_again(self, app: App, staff: Player) -> None:
        await card(app, staff, "1. Các chi bộ cơ sở gửi báo cáo về Huyện ủy trước ngày 31/11/2024.")
        assert "chưa đọc được thời hạn" in await staff.says("khi nào xong thì báo")
        assert "chậm nhất hết ngày 29/11/2024" in await staff.says("trước ngày 30/11/2024")


class TestChanging:
    async def test_date_title_kind_and_dropping(self, app: App, staff: Player) -> None:
        await card(app, staff, PLAIN)
        await staff.presses("Đổi thời hạn")
        assert "đến hết ngày 05/7/2024 (chậm nhất hết ngày 05/7/2024)" in await staff.says(
            "đến hết ngày 05/7/2024"
        )
        await staff.presses("Đổi tên việc")
        assert "(báo cáo): Báo cáo sơ kết" in await staff.says("Báo cáo sơ kết")
        await staff.presses("Đổi loại việc")
        assert "(việc khác): Báo cáo sơ kết" in await staff.presses("việc khác")
        assert "0 việc" in await staff.presses("Bỏ việc này")
        assert "Đã bỏ 1." in await staff.last()
        assert "Chưa giữ việc nào" in await staff.presses("Lập dự thảo")

    async def test_two_duties_become_one_that_names_both_clauses(self, app: App, staff: Player) -> None:
        await send(app, staff, PLAIN, "2. Các đảng bộ cơ sở tổng hợp, báo cáo kết quả trước ngày 06/7/2024.")
        await staff.presses("Xem từng việc")
        await staff.presses("Gộp với việc khác")
        merged = await staff.presses("2.")
        assert "Mục I.2; I.1" in merged
        assert "Giao cho: Đảng bộ cơ sở, Chi bộ cơ sở" in merged
        kept = await staff.presses("Giữ")
        assert "1 việc, trong đó 0 việc chưa có thời hạn (cần ấn định). Đã quyết định 1" in kept

    async def test_a_decision_can_be_changed_from_the_list(self, app: App, staff: Player) -> None:
        await card(app, staff, PLAIN)
        await staff.presses("Bỏ việc này")
        assert "1. [bỏ] Các chi bộ cơ sở" in await staff.presses("Danh sách việc")
        await staff.presses("1.")
        assert "Đã chọn: bỏ" in (await staff.heard(most=1))[-1].text
        await staff.presses("Giữ")
        assert "1. [giữ]" in await staff.presses("Danh sách việc")

    async def test_a_duty_the_document_does_not_name_is_added(self, app: App, staff: Player) -> None:
        await card(app, staff, PLAIN)
        await staff.presses("Giữ")
        await staff.presses("Thêm một việc")
        assert "cần ấn định" in await staff.says("Kiểm tra việc thực hiện")
        await staff.presses("Đổi thời hạn")
        await staff.says("trong tháng 7/2024")
        await staff.presses("Chi bộ cơ sở")
        await staff.presses("Xong")
        assert "2 việc" in await staff.presses("Giữ")

    async def test_number_date_and_title_can_be_put_right(self, app: App, staff: Player) -> None:
        await card(app, staff, PLAIN)
        await staff.presses("Giữ")
        await staff.presses("Sửa số, ngày, trích yếu")
        await staff.presses("Số, ký hiệu")
        assert "Số: 16-KH/HU" in await staff.says("16-KH/HU")


class TestInterruptions:
    async def test_another_command_and_a_restart_lose_nothing(
        self, app: App, staff: Player, tmp_path: Path
    ) -> None:
        await send(app, staff, PLAIN, "2. Các chi bộ cơ sở gửi danh sách về Huyện ủy trước ngày 31/11/2024.")
        await staff.presses("Xem từng việc")
        await staff.presses("Giữ")
        await staff.says("/tonghop")
        staff.app = build_app(tmp_path, app.clock.now())
        await staff.app.open()
        await staff.says("/kehoach")
        assert "Đã quyết định 1" in await staff.presses("Đang xem: Kế hoạch Sơ kết")
        assert "không xác định được ngày" in await staff.presses("Xem từng việc")
        assert "chậm nhất hết ngày 29/11/2024" in await staff.says("trước ngày 30/11/2024")
        await staff.app.stop()

    async def test_an_answer_that_comes_in_another_talk_leaves_its_question_alone(
        self, app: App, staff: Player
    ) -> None:
        file = IncomingFile("ke-hoach.txt", "text/plain", (HEAD + PLAIN).encode())
        await app.take_in([Incoming("web", "d1", staff.chat_id, "", kind="file", file=file)])
        await app.worker.handle_next()
        await app.take_in([Incoming("web", "d2", staff.chat_id, "/newplan")])
        await app.settle()
        assert "Đã đọc văn bản" in await staff.last()
        assert "Số, ký hiệu văn bản" in await staff.says("Kế hoạch khác")

    async def test_nothing_is_sent_to_anybody_before_it_is_activated(self, app: App, staff: Player) -> None:
        secretary = await register(app, staff, "CBT-02", "Nguyễn Văn An")
        before = len(await secretary.heard())
        await send(app, staff, PLAIN)
        await staff.presses("Xem từng việc")
        await staff.presses("Giữ")
        await staff.presses("Lập dự thảo")
        assert len(await secretary.heard()) == before
        await staff.presses("Ban hành và báo")
        assert "báo cáo kết quả về Huyện ủy: hết ngày 02/7/2024" in await secretary.last()

    async def test_dropping_asks_once(self, app: App, staff: Player) -> None:
        await send(app, staff, PLAIN)
        assert "Đồng chí chắc chắn?" in await staff.presses("Bỏ văn bản này")
        assert "Đã bỏ văn bản" in await staff.presses("Bỏ")
        assert "Đang xem" not in "".join(await labels(staff))
        assert "đã được giải quyết" in await staff.presses("Xem từng việc")


class TestSending:
    async def test_pasted_words_are_read_when_they_are_all_there(self, app: App, staff: Player) -> None:
        await staff.says("/kehoach")
        await staff.presses("Đọc từ văn bản")
        assert "Đã nhận" in await staff.says(HEAD)
        await staff.says(PLAIN)
        assert "1 việc" in await staff.presses("Đọc văn bản")

    async def test_a_long_text_out_of_the_blue_is_offered_to_be_read(self, app: App, staff: Player) -> None:
        words = "\n".join(f"{number}. {PLAIN[3:]}" for number in range(1, 30))
        assert "Đã nhận" in await staff.says(HEAD + words * 3)
        assert "Đã đọc văn bản" in await staff.presses("Đọc văn bản")

    async def test_a_file_that_cannot_be_read_gets_its_reason(self, app: App, staff: Player) -> None:
        assert "Tệp là Word đời cũ" in await send_file(app, staff, "cu.doc", b"\xd0\xcf\x11\xe0" + bytes(99))
        assert "Tệp bị hỏng" in await send_file(app, staff, "hong.docx", b"PK\x03\x04" + bytes(50))
        assert "Tệp bị hỏng" in await send_file(app, staff, "hong.pdf", b"%PDF-1.7\n" + b"x" * 500)
        await staff.says("/kehoach")
        assert not any("Đang xem" in label for label in await labels(staff))

    async def test_a_document_without_duties_says_so(self, app: App, staff: Player) -> None:
        answer = await send(app, staff, "Đề nghị các đồng chí lưu ý.")
        assert "Không tìm thấy nhiệm vụ nào" in answer

    async def test_a_secretary_s_document_goes_with_a_report(self, app: App, staff: Player) -> None:
        secretary = await register(app, staff, "CBT-02", "Nguyễn Văn An")
        assert "Đang đọc" not in await send_file(app, secretary, "ke-hoach.txt", HEAD.encode())
        assert "chưa được giao quyền" in await secretary.says("/proposal new")

    async def test_staff_who_also_report_are_asked_what_a_file_is(self, app: App, staff: Player) -> None:
        with app.database.work(app.clock.now()) as work:
            sender = find_sender(work, "web", staff.chat_id)
            assert sender.actor is not None
            unit_id = find_units(work, "CBT-02")[0].unit.id
            wish = Application("Phạm Thị Thảo", "bí thư", Role.SECRETARY, unit_id)
            decide(work, load_actor(work, sender.actor.person_id), apply(work, sender, wish).id, "approved")
        assert "hay gửi kèm báo cáo" in await send(app, staff, PLAIN)
        assert "1 việc" in await staff.presses("Là văn bản kế hoạch")
