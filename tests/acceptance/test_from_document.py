"""From the document to the plan in force and its corrected version, told once on each messenger."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.tables import Assignment, Milestone, Plan
from tests.acceptance.phones import Phone
from tests.acceptance.world import World

REAL = Path(__file__).parents[1] / "domain/plan/documents/ke-hoach-14-nq-tu.txt"
FIRST, CELL, MASS = "DBX-01", "CBT-02", "MTT-01"


@pytest.fixture(params=["web", "telegram"])
async def world(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[World]:
    world = World(tmp_path, request.param)
    await world.begin("2024-06-05T08:00")
    yield world
    await world.end()


async def test_the_real_plan_from_the_sent_file_to_its_second_version(world: World) -> None:
    staff = await world.staff("Phạm Thị Thảo")
    names = {FIRST: "Nguyễn Thị Hoa", CELL: "Nguyễn Văn An", MASS: "Hồ Thị Nga"}
    phones = {code: await world.secretary(staff, code, name) for code, name in names.items()}
    await _the_document_is_read(staff)
    await _three_duties_are_confirmed_by_choices(staff)
    await _the_others_are_left_undated(staff)
    heard = {code: len(await phone.heard()) for code, phone in phones.items()}
    await _the_draft_is_activated(world, staff, phones, heard)
    await _a_corrected_document_moves_the_report(world, staff, phones)
    assert world.disorder() == []


async def _the_document_is_read(staff: Phone) -> None:
    summary = await staff.sends_file("ke-hoach-14.txt", REAL.read_bytes())
    assert "Đang đọc văn bản «ke-hoach-14.txt»" in "\n".join(await staff.heard())
    assert "Số: chưa rõ; ngày ban hành: chưa rõ" in summary
    assert "9 việc, trong đó 6 việc chưa có thời hạn (cần ấn định)" in summary


async def _three_duties_are_confirmed_by_choices(staff: Phone) -> None:
    await staff.presses("Xem từng việc")
    await staff.presses("Không có số")
    conference = await staff.presses("Không có ngày")
    assert "Mục II.2.1" in conference
    assert "hết ngày 11/6/2024" in conference
    study = await staff.presses("Giữ")
    assert "chậm nhất hết ngày 30/6/2024" in study
    await staff.presses("Đổi nơi thực hiện")
    await staff.presses("MTTQ và các tổ chức")
    assert "MTTQ và các tổ chức chính trị - xã hội" in await staff.presses("Xong")
    report = await staff.presses("Giữ")
    assert "trước ngày 03/7/2024 (chậm nhất hết ngày 02/7/2024)" in report
    assert "Gửi về: Thường trực Huyện ủy; qua: Ban Tuyên giáo Huyện ủy" in report


async def _the_others_are_left_undated(staff: Phone) -> None:
    undated = await staff.presses("Giữ")
    assert "Còn 6 việc văn bản không nêu thời hạn (cần ấn định)" in undated
    assert "Định kỳ báo cáo Ban Thường vụ Huyện ủy" in undated
    await staff.presses("Giữ cả 6 việc")


async def _the_draft_is_activated(
    world: World, staff: Phone, phones: dict[str, Phone], heard: dict[str, int]
) -> None:
    assert "chưa gửi gì cho đơn vị" in await staff.presses("Lập dự thảo")
    for code, phone in phones.items():
        assert len(await phone.heard()) == heard[code], "nothing is sent before it is activated"
    await staff.presses("Ban hành và báo")
    assert await _assigned(world) == {
        "II.2.1": {"event": 15},
        "II.2.2; IV.1; V.3": {"study": 21},
        "V.3": {"report": 16},
    }
    assert "còn" in (await phones[MASS].heard())[-1]


async def _a_corrected_document_moves_the_report(
    world: World, staff: Phone, phones: dict[str, Phone]
) -> None:
    await world.move_to("2024-06-20T09:00")
    before = {code: await phone.heard() for code, phone in phones.items()}
    corrected = REAL.read_text(encoding="utf-8").replace("trước ngày 03/7/2024", "trước ngày 08/7/2024")
    found = await staff.sends_file("ke-hoach-14-sua.txt", corrected.encode())
    assert "Đây là bản sửa của kế hoạch đó?" in found
    card = await staff.presses("Là bản sửa")
    assert "Hiện đang giao: hết ngày 02/7/2024" in card
    await staff.presses("Giữ")
    assert "hết ngày 02/7/2024 → hết ngày 07/7/2024" in await staff.presses("Xem thay đổi")
    assert "đã báo 2 đồng chí" in await staff.presses("Xác nhận phiên bản 2")
    for code in (FIRST, CELL):
        (told,) = (await phones[code].heard())[len(before[code]) :]
        assert "phiên bản 2" in told
        assert "từ hết ngày 02/7/2024 thành hết ngày 07/7/2024" in told
    assert await phones[MASS].heard() == before[MASS], "the report is none of theirs"


async def _assigned(world: World) -> dict[str, dict[str, int]]:
    """How many units owe each duty of the plan that is in force, by clause and kind."""
    found: dict[str, dict[str, int]] = {}
    with world.app.database.look(world.app.clock.now()) as work:
        rows = work.session.execute(
            select(Milestone.clause, Milestone.kind)
            .join(Assignment, Assignment.milestone_id == Milestone.id)
            .join(Plan, Plan.id == Milestone.plan_id)
            .where(Plan.state == "active")
        )
        for clause, kind in rows:
            kinds = found.setdefault(clause.partition(":")[0], {})
            kinds[kind] = kinds.get(kind, 0) + 1
    return found
