"""A plan in force gets a new version, from a corrected document or changed right in chat. Transcripts."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.build import App
from bot.demo.cast import Player
from bot.demo.seed import enter_staff, load_examples, register
from storage.tables import OutboxMessage, PlanVersion
from tests.builders import plan_in_force
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
STUDY = "1. Các chi bộ cơ sở học tập, quán triệt nghị quyết, hoàn thành trong tháng 6/2024."
REPORT = "2. Các chi bộ cơ sở báo cáo kết quả về Huyện ủy trước ngày 03/7/2024."
MOVED = "2. Các chi bộ cơ sở báo cáo kết quả về Huyện ủy trước ngày 08/7/2024."
NEW = "3. Các đảng bộ cơ sở gửi danh sách báo cáo viên về Huyện ủy trước ngày 28/6/2024."
SCHOOL, COMMUNE = "CBT-02", "DBX-01"


async def send(app: App, staff: Player, *clauses: str, name: str) -> str:
    return await send_file(app, staff, name, (HEAD + "\n".join(clauses)).encode())


@pytest.fixture
async def people(app: App) -> tuple[Player, Player, Player]:
    """Thảo, the secretary of a school and the secretary of a commune; a plan of two duties is in force."""
    jump(app, "2024-06-10T08:30")
    await load_examples(app)
    staff = await enter_staff(app)
    school = await register(app, staff, SCHOOL, "Nguyễn Văn An")
    commune = await register(app, staff, COMMUNE, "Nguyễn Thị Hoa")
    await send(app, staff, STUDY, REPORT, name="ban-dau.txt")
    await staff.presses("Giữ 2 việc đã rõ")
    await staff.presses("Lập dự thảo")
    await staff.presses("Ban hành và báo")
    return staff, school, commune


async def notices(app: App) -> list[str]:
    with app.database.look(app.clock.now()) as work:
        keyed = OutboxMessage.once_key.like("plan-version/%")
        return [
            content["text"] for content in work.session.scalars(select(OutboxMessage.content).where(keyed))
        ]


class TestACorrectedDocument:
    async def test_what_moved_is_shown_confirmed_and_told_once_to_those_it_concerns(
        self, app: App, people: tuple[Player, Player, Player]
    ) -> None:
        staff, school, commune = people
        before = len(await commune.heard())
        found = await send(app, staff, STUDY, MOVED, name="sua.txt")
        assert "Đây là bản sửa của kế hoạch đó?" in found
        card = await staff.presses("Là bản sửa")
        assert "Hiện đang giao: hết ngày 02/7/2024; Chi bộ cơ sở" in card
        assert "trước ngày 08/7/2024 (chậm nhất hết ngày 07/7/2024)" in card
        await staff.presses("Giữ")
        shown = await staff.presses("Xem thay đổi")
        assert "hết ngày 02/7/2024 → hết ngày 07/7/2024" in shown
        assert "Thêm:" not in shown
        assert await notices(app) == []
        assert "phiên bản 2; đã báo 1 đồng chí" in await staff.presses("Xác nhận phiên bản 2")
        assert "từ hết ngày 02/7/2024 thành hết ngày 07/7/2024" in await school.last()
        assert len(await commune.heard()) == before
        assert len(await notices(app)) == 1
        assert "hết ngày 07/7/2024" in await school.presses("Việc còn phải báo cáo")

    async def test_what_is_new_is_asked_and_what_is_gone_stops(
        self, app: App, people: tuple[Player, Player, Player]
    ) -> None:
        staff, school, commune = people
        await send(app, staff, REPORT, NEW, name="sua.txt")
        await staff.presses("Là bản sửa")
        assert "Văn bản mới không còn nêu việc này" in await staff.presses("Giữ")
        assert "Thôi giao việc này" in [choice.label for choice in (await staff.heard())[-1].choices]
        await staff.presses("Thôi giao việc này")
        shown = await staff.presses("Xem thay đổi")
        assert "Thêm:\n– Các đảng bộ cơ sở gửi danh sách" in shown
        assert "Thôi giao:" in shown
        await staff.presses("Xác nhận")
        assert "Không còn phải thực hiện" in await school.last()
        assert "Việc mới" in await commune.last()
        assert "học tập" not in await school.says("/viec")

    async def test_another_plan_with_the_same_title_is_made_when_staff_say_so(
        self, app: App, people: tuple[Player, Player, Player]
    ) -> None:
        staff, _school, _commune = people
        await send(app, staff, STUDY, name="khac.txt")
        assert "đây là kế hoạch khác" in await staff.presses("Là kế hoạch khác")
        await staff.presses("Giữ")
        assert "Kế hoạch số 15-KH/HU đã có" in await staff.presses("Lập dự thảo")
        await staff.presses("Sửa số, ngày")
        await staff.presses("Số, ký hiệu")
        await staff.says("16-KH/HU")
        await staff.presses("Lập dự thảo")
        assert "Kế hoạch còn là dự thảo" in await staff.last()

    async def test_sent_from_the_plan_s_own_page(
        self, app: App, people: tuple[Player, Player, Player]
    ) -> None:
        staff, _school, _commune = people
        await staff.says("/kehoach")
        await staff.presses("15-KH/HU")
        await staff.presses("Ra phiên bản mới")
        await staff.presses("Gửi văn bản đã sửa")
        found = await send(app, staff, STUDY, MOVED, name="sua.txt")
        assert "Sửa đổi kế hoạch «Kế hoạch Sơ kết sáu tháng đầu năm», hiện ở phiên bản 1" in found
        await staff.presses("Xem từng việc")
        await staff.presses("Giữ")
        await staff.presses("Xem thay đổi")
        assert "phiên bản 2" in await staff.presses("Xác nhận")
        await staff.presses("Xem kế hoạch")
        await staff.presses("Văn bản gốc")
        assert await staff.last() == "sua.txt"

    async def test_a_duty_taken_for_the_wrong_one_is_separated(
        self, app: App, people: tuple[Player, Player, Player]
    ) -> None:
        staff, _school, _commune = people
        await send(app, staff, STUDY, MOVED, name="sua.txt")
        await staff.presses("Là bản sửa")
        assert "Hiện đang giao" not in await staff.presses("Là việc mới")
        await staff.presses("Giữ")
        await staff.presses("Vẫn giao như cũ")
        shown = await staff.presses("Xem thay đổi")
        assert "Thêm:" in shown
        assert "Đổi thời hạn" not in shown


class TestTheSamePlanOnceMore:
    """The plan in force is sent again as a document: it has no number, and its title is longer."""

    async def test_is_said_and_becomes_a_new_version(self, app: App) -> None:
        staff, _phones = await plan_in_force(app, SCHOOL)
        found = await send_file(app, staff, "ke-hoach.txt", REAL.read_bytes())
        assert "Giống kế hoạch đang thực hiện «Học tập, quán triệt" in found
        await staff.presses("Là bản sửa")
        assert "Sửa đổi kế hoạch «Học tập, quán triệt" in await staff.presses("Bỏ cả 6")

    async def test_is_said_again_before_units_are_asked_twice(self, app: App) -> None:
        staff, _phones = await plan_in_force(app, SCHOOL)
        await send_file(app, staff, "ke-hoach.txt", REAL.read_bytes())
        for pressed in ("Là kế hoạch khác", "Không có số", "Không có ngày", "Giữ", "Giữ", "Giữ", "Bỏ cả 6"):
            await staff.presses(pressed)
        shown = await staff.presses("Lập dự thảo")
        assert "Giống kế hoạch đang thực hiện «Học tập, quán triệt" in shown
        assert "hai lần cùng một việc" in shown
        assert "Phiên bản mới của «Học tập" in await staff.presses("Ra phiên bản mới của kế hoạch đang có")


class TestChangingInChat:
    async def test_a_deadline_is_moved_without_a_document(
        self, app: App, people: tuple[Player, Player, Player]
    ) -> None:
        staff, school, _commune = people
        await staff.says("/kehoach")
        await staff.presses("15-KH/HU")
        await staff.presses("Ra phiên bản mới")
        await staff.presses("Sửa ngay tại đây")
        assert "Chưa có thay đổi nào" in await staff.presses("Xem thay đổi")
        await staff.presses("Danh sách việc")
        await staff.presses("2.")
        await staff.presses("Đổi thời hạn")
        await staff.says("đến hết ngày 10/7/2024")
        await staff.presses("Giữ")
        await staff.presses("Xem thay đổi")
        await staff.presses("Xác nhận phiên bản 2")
        assert "thành hết ngày 10/7/2024" in await school.last()
        with app.database.look(app.clock.now()) as work:
            assert work.session.scalars(select(PlanVersion.number).order_by(PlanVersion.number)).all() == [
                1,
                2,
            ]

    async def test_a_draft_is_changed_and_nobody_hears_of_it(
        self, app: App, people: tuple[Player, Player, Player]
    ) -> None:
        staff, school, _commune = people
        before = len(await school.heard())
        await staff.says("/kehoach")
        await staff.presses("Học tập, quán triệt và triển khai")
        await staff.presses("Sửa dự thảo")
        await staff.presses("Danh sách việc")
        await staff.presses("1.")
        await staff.presses("Thôi giao việc này")
        await staff.presses("Xem thay đổi")
        assert "Đã sửa dự thảo" in await staff.presses("Lưu vào dự thảo")
        await staff.presses("Xem kế hoạch")
        assert "2 việc" in "\n".join(reply.text for reply in await staff.heard(most=5))
        assert len(await school.heard()) == before

    async def test_a_secretary_changes_no_plan(self, app: App, people: tuple[Player, Player, Player]) -> None:
        _staff, school, _commune = people
        for words in ("edit 2", "revise 2", "source 2", "1", "1 confirm"):
            assert "chưa được giao quyền" in await school.says(f"/proposal {words}")
