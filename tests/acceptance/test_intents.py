"""Everything a secretary's message can want, on each messenger: one line in, the answer, what staff got."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select

from storage.tables import Extension, Report
from tests import sample_files as sample
from tests.acceptance.moments import begin_after
from tests.acceptance.phones import Phone
from tests.acceptance.world import World

SCHOOL = "CBT-02"
Office = tuple[World, Phone, Phone]
REPORTED = ("45/50 ngày 15/6 trực tiếp", "=Đúng")


@dataclass(frozen=True)
class Situation:
    """What was said before (`=` presses a button), the line, words of the answer, words staff got.

    `staff` is empty when staff must not be disturbed; `reports` is how many reports stand afterwards.
    """

    intent: str
    words: str
    answer: tuple[str, ...]
    staff: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    reports: int = 0


SITUATIONS = [
    Situation("record", "45/50 ngày 15/6 trực tiếp", ("như sau", "45/50")),
    Situation("record", "45/50 ngày 15/6 trực tiếp", ("Đã ghi nhận", "BC-"), after=("=Đúng",), reports=1),
    Situation("record_partial", "Đã học trực tiếp ngày 15/6", ("bao nhiêu đồng chí tham gia",)),
    Situation("plan_only", "Chi bộ dự kiến 28/6 tổ chức", ("dự kiến", "chưa ghi nhận")),
    Situation(
        "not_done",
        "Chưa học được vì hội trường bị ngập",
        ("Đã chuyển nội dung", "chưa ghi nhận"),
        staff="(vướng mắc)",
    ),
    Situation(
        "supplement",
        "Hôm 18/6 có 3 đồng chí vắng đã học bù",
        ("45/50",),
        before=REPORTED,
        reports=1,
    ),
    Situation("correction", "sai rồi, 47/50 mới đúng", ("Đính chính", "47/50"), before=REPORTED, reports=1),
    Situation("retract", "Xin rút báo cáo, gửi nhầm nhóm", ("rút", "45/50"), before=REPORTED, reports=1),
    Situation(
        "extension_request",
        "Mất điện cả tuần, xin lùi đến 05/7",
        ("Đã chuyển đề nghị lùi hạn", "hạn vẫn là hết ngày 30/6/2024"),
        after=("=Học tập",),
        staff="Mất điện cả tuần",
    ),
    Situation(
        "question",
        "Cho hỏi tài liệu lấy ở đâu ạ?",
        ("Đã chuyển nội dung",),
        staff="(câu hỏi)",
    ),
    Situation("question", "bao giờ nộp?", ("hết ngày 30/6/2024",)),
    Situation("ack_only", "Vâng, đã nhận được, cảm ơn đồng chí", ("Cảm ơn đồng chí",)),
    Situation("attachment", "Gửi kèm ảnh buổi học", ("chưa nhận được tệp",)),
    Situation(
        "other_channel",
        "Đơn vị đã gửi bản giấy qua bưu điện",
        ("bản giấy", "chưa ghi nhận"),
        staff="bản giấy qua bưu điện",
    ),
    Situation(
        "role_change",
        "Tôi thôi giữ chức bí thư từ hôm nay",
        ("thay đổi người phụ trách",),
        staff="(đổi bí thư)",
    ),
    Situation(
        "complaint",
        "Đã báo cáo rồi mà vẫn nhắc, phiền quá",
        ("Cảm ơn đồng chí đã phản ánh",),
        staff="(phản ánh)",
    ),
    Situation(
        "several_units",
        "Chi bộ Một 20/22, Chi bộ Hai 30/32 học ngày 15/6",
        ("nhiều bộ phận",),
    ),
]


@pytest.fixture(params=["web", "telegram"])
async def office(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Office]:
    world = World(tmp_path, request.param)
    staff, secretary = await begin_after(world, "2024-06-05T08:30", in_force)
    yield world, staff, secretary
    await world.end()


async def in_force(world: World) -> tuple[Phone, Phone]:
    """The plan in force on 21 June, with staff and one secretary, who has heard the reminder."""
    staff = await world.staff("Phạm Thị Thảo")
    secretary = await world.secretary(staff, SCHOOL, "Nguyễn Văn An")
    await staff.says("/plans")
    await staff.presses("Học tập")
    await staff.presses("Ban hành và báo")
    await world.move_to("2024-06-21T09:00")
    return staff, secretary


async def does(phone: Phone, steps: tuple[str, ...]) -> str:
    """Say each step, or press the button it names; returns the last answer."""
    answer = ""
    for step in steps:
        answer = await (phone.presses(step[1:]) if step.startswith("=") else phone.says(step))
    return answer


def reports(world: World) -> int:
    with world.app.database.look(world.app.clock.now()) as work:
        return work.session.scalar(select(func.count()).select_from(Report)) or 0


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda s: f"{s.intent}: {s.words[:24]}")
async def test_each_intent_has_its_own_answer(office: Office, situation: Situation) -> None:
    world, staff, secretary = office
    await does(secretary, situation.before)
    before = len(await staff.heard())
    answer = await does(secretary, (situation.words, *situation.after))
    for words in situation.answer:
        assert words in answer
    told = (await staff.heard())[before:]
    if situation.staff:
        assert situation.staff in told[-1]
        assert "Nguyễn Văn An" in told[-1]
    else:
        assert told == []
    assert reports(world) == situation.reports


async def test_a_request_is_decided_once_with_one_tap_and_the_secretary_is_told(office: Office) -> None:
    world, staff, secretary = office
    await does(secretary, ("xin lùi đến 05/7, mất điện", "=Học tập"))
    assert "Đã gia hạn" in await staff.presses("Đồng ý đến 05/7/2024")
    assert "hạn mới hết ngày 05/7/2024" in (await secretary.heard())[-1]
    assert "đã giải quyết" in await staff.presses("Thêm 2 ngày làm việc")
    with world.app.database.look(world.app.clock.now()) as work:
        assert work.session.scalar(select(func.count()).select_from(Extension)) == 1
    await world.move_to("2024-07-01T12:00")
    assert not any("đã quá hạn" in words for words in await secretary.heard())


async def test_an_answer_of_staff_reaches_the_secretary_with_the_question(office: Office) -> None:
    _world, staff, secretary = office
    await does(secretary, ("/hoi Tài liệu lấy ở đâu",))
    await does(staff, ("=Nhận xử lý", "=Trả lời", "Tại Ban Tuyên giáo"))
    heard = (await secretary.heard())[-1]
    assert "Tài liệu lấy ở đâu" in heard
    assert "Tại Ban Tuyên giáo" in heard


async def test_difficulties_of_a_report_wait_in_the_ledger_and_are_answered(office: Office) -> None:
    _world, staff, secretary = office
    steps = ("45/50 ngày 15/6 trực tiếp", "=Sửa", "=Khó khăn", "Thiếu máy chiếu", "=Đúng")
    assert "Đã ghi nhận" in await does(secretary, steps)
    assert "vướng mắc 1" in await staff.says("/vuongmac")
    await does(secretary, ("sai rồi, 46/50", "=Đúng"))
    assert "vướng mắc 1" in await staff.says("/vuongmac"), "the same words are not raised twice"
    await staff.says("/matters answer 1 Huyện cho mượn máy chiếu")
    assert "Huyện cho mượn máy chiếu" in (await secretary.heard())[-1]


async def test_a_photo_goes_with_the_report_and_comes_back_to_staff(office: Office) -> None:
    _world, staff, secretary = office
    assert "kèm báo cáo việc nào" in await secretary.sends_file("hop.jpg", sample.JPEG)
    assert "Đã lưu tệp" in await secretary.presses("Học tập")
    await staff.says("/tep")
    await staff.presses("Lộc Ninh")
    assert "(đồng chí Nguyễn Văn An" in (await staff.heard())[-1]
    assert "chứa macro" in await secretary.sends_file("a.docm", sample.WORD_WITH_MACROS)
