"""Matters in chat: asked by secretaries, taken, answered and closed by staff, by button and by typing."""

import io
from datetime import datetime

from openpyxl import load_workbook
from sqlalchemy import select

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from bot.fast_forward import move_to
from domain.local_time import VIETNAM
from domain.messages import Incoming, IncomingFile
from domain.roles import Role
from services.invites import create_invite
from storage.tables import Assignment, Extension, Matter, StoredFile
from tests.builders import plan_in_force
from tests.sample_files import JPEG

SCHOOL, COMMUNE = "CBT-02", "DBX-01"
QUESTION = "Kế hoạch này có áp dụng cho đảng viên miễn sinh hoạt không ạ"


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


async def ready(app: App, *codes: str) -> tuple[Player, dict[str, Player]]:
    """The plan in force on 21 June, with these secretaries."""
    staff, phones = await plan_in_force(app, *codes)
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(local("2024-06-21T09:00"))
    return staff, phones


async def colleague_of(app: App) -> Player:
    """A second member of staff, who follows all units too."""
    with app.database.work(app.clock.now()) as work:
        code = create_invite(work, None, Role.BOARD_STAFF, None)
    colleague = await Player.enter(app, "Lê Thị Bích")
    await colleague.says(f"/start {code}")
    await colleague.says("Lê Thị Bích")
    return colleague


def states(app: App) -> list[tuple[str, str]]:
    with app.database.look(app.clock.now()) as work:
        return [(row.kind, row.state) for row in work.session.scalars(select(Matter).order_by(Matter.id))]


async def test_a_question_reaches_staff_and_the_answer_quotes_it(app: App) -> None:
    staff, phones = await ready(app, SCHOOL)
    assert "Đã chuyển nội dung" in await phones[SCHOOL].says(f"/hoi {QUESTION}")
    assert QUESTION in await staff.last()
    assert "đã nhận việc số 1" in await staff.presses("Nhận xử lý")
    assert "gõ câu trả lời" in await staff.presses("Trả lời")
    assert "Đã gửi câu trả lời" in await staff.says("Không áp dụng, chỉ báo số")
    heard = await phones[SCHOOL].last()
    assert f"trả lời nội dung «{QUESTION}»" in heard
    assert "Không áp dụng, chỉ báo số" in heard
    assert states(app) == [("question", "answered")]


async def test_ask_without_words_asks_for_them(app: App) -> None:
    staff, phones = await ready(app, SCHOOL)
    assert "gõ câu hỏi" in await phones[SCHOOL].says("/ask")
    assert "Đã chuyển nội dung" in await phones[SCHOOL].says(QUESTION)
    assert QUESTION in await staff.last()


async def test_words_that_are_forwarded_become_a_question(app: App) -> None:
    staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says("mượn phòng họp trên huyện")
    assert "Đã chuyển nội dung" in await phones[SCHOOL].presses("Chuyển cán bộ")
    assert "mượn phòng họp trên huyện" in await staff.last()
    assert states(app) == [("question", "open")]


async def test_staff_list_open_and_answer_by_typing_alone(app: App) -> None:
    staff, phones = await ready(app, SCHOOL, COMMUNE)
    assert "Không còn vướng mắc" in await staff.says("/vuongmac")
    await phones[SCHOOL].says(f"/hoi {QUESTION}")
    await phones[COMMUNE].says("/hoi Tài liệu lấy ở đâu")
    listed = await staff.says("/vuongmac")
    assert "câu hỏi 2" in listed
    assert "2. câu hỏi, Đảng bộ xã" in listed
    assert "Tài liệu lấy ở đâu" in await staff.says("/matters 2")
    assert "Đã gửi" in await staff.says("/matters answer 2 Tại Ban Tuyên giáo")
    assert "Tại Ban Tuyên giáo" in await phones[COMMUNE].last()
    assert "Đã đóng việc số 1" in await staff.says("/matters close 1")
    assert "Không còn vướng mắc" in await staff.says("/vuongmac")
    assert "đã đóng" in await staff.says("/matters all")
    assert "đã giải quyết" in await staff.says("/matters close 1")
    assert "Không có việc số này" in await staff.says("/matters 99999999999")
    assert "Không có việc số này" in await staff.says("/matters answer x")


async def test_a_secretary_does_not_see_the_ledger(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says(f"/hoi {QUESTION}")
    assert QUESTION not in await phones[SCHOOL].says("/vuongmac")
    assert states(app) == [("question", "open")]
    await phones[SCHOOL].says("/matters close 1")
    assert states(app) == [("question", "open")]


async def test_the_digest_counts_what_waits(app: App) -> None:
    staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says(f"/hoi {QUESTION}")
    await move_to(app, local("2024-06-28T09:00"))
    digests = [reply.text for reply in await staff.heard() if "Kính báo cáo" in reply.text]
    assert "chờ giải quyết: câu hỏi 1" in digests[-1]


async def test_a_request_is_granted_with_one_tap_and_reminders_follow(app: App) -> None:
    staff, phones = await ready(app, SCHOOL)
    phone = phones[SCHOOL]
    assert "xin lùi hạn việc nào" in await phone.says("Mất điện cả tuần, xin lùi đến 05/7")
    assert "hạn vẫn là hết ngày 30/6/2024" in await phone.presses("Học tập")
    asked = await staff.last()
    assert "Mất điện cả tuần" in asked
    assert "hạn hiện nay hết ngày 30/6/2024" in asked
    labels = [choice.label for choice in (await staff.heard())[-1].choices]
    assert labels == [
        "Đồng ý đến 05/7/2024", "Thêm 2 ngày làm việc (02/7/2024)", "Ngày khác", "Không đồng ý"
    ]  # fmt: skip
    assert "Đã gia hạn" in await staff.presses("Đồng ý đến 05/7")
    assert "đã được đồng ý: hạn mới hết ngày 05/7/2024" in await phone.last()
    assert "hết ngày 05/7/2024" in await phone.says("/viec")
    with app.database.look(app.clock.now()) as work:
        granted = work.session.scalars(select(Extension)).one()
        assert "Mất điện cả tuần" in granted.reason
    await move_to(app, local("2024-07-01T20:00"))
    late = [
        reply.text for reply in await phone.heard() if "đã quá hạn" in reply.text and "Học tập" in reply.text
    ]
    assert late == [], "nobody is nudged by the old deadline"


async def test_working_days_or_another_day_are_granted_too(app: App) -> None:
    staff, phones = await ready(app, SCHOOL, COMMUNE)
    await phones[SCHOOL].says("bận mùa vụ, xin lùi hạn")
    await phones[SCHOOL].presses("Học tập")
    assert "hết ngày 02/7/2024" in await staff.presses("Thêm 2 ngày")
    await phones[COMMUNE].says("/xinlui")
    assert "nêu lý do" in await phones[COMMUNE].presses("Học tập")
    await phones[COMMUNE].says("bí thư đi công tác")
    assert "đến khi nào" in await staff.presses("Ngày khác")
    await staff.says("25/6/2024")
    assert states(app)[-1] == ("extension", "open"), "earlier than the deadline is no extension"
    assert "hết ngày 09/7/2024" in await staff.says("09/7/2024")
    assert states(app) == [("extension", "answered"), ("extension", "answered")]


async def test_a_refusal_needs_a_reason_and_reaches_the_secretary(app: App) -> None:
    staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says("xin gia hạn thêm 3 ngày")
    await phones[SCHOOL].presses("Học tập")
    assert "Lý do không đồng ý" in await staff.presses("Không đồng ý")
    assert "Đã báo đơn vị" in await staff.says("Huyện ủy tổng hợp ngày 01/7")
    heard = await phones[SCHOOL].last()
    assert "chưa được đồng ý, lý do: Huyện ủy tổng hợp ngày 01/7" in heard
    assert "Hạn vẫn là hết ngày 30/6/2024" in heard
    with app.database.look(app.clock.now()) as work:
        assert work.session.scalars(select(Extension)).all() == []


async def test_of_two_staff_the_first_tap_wins(app: App) -> None:
    staff, phones = await ready(app, SCHOOL)
    colleague = await colleague_of(app)
    await phones[SCHOOL].says("xin lùi đến 05/7")
    await phones[SCHOOL].presses("Học tập")
    await staff.presses("Thêm 2 ngày")
    before = len(await phones[SCHOOL].heard())
    answer = await colleague.presses("Đồng ý đến 05/7")
    assert "đã giải quyết" in answer
    assert "Quản trị viên" in answer or "Phạm Thị Thảo" in answer
    assert "đồng ý lùi hạn đến hết ngày 02/7/2024" in answer
    assert "đã giải quyết" in await colleague.presses("Không đồng ý")
    assert len(await phones[SCHOOL].heard()) == before
    with app.database.look(app.clock.now()) as work:
        assert len(work.session.scalars(select(Extension)).all()) == 1


async def test_a_second_request_adds_to_the_first_and_the_bot_grants_nothing(app: App) -> None:
    staff, phones = await ready(app, SCHOOL)
    for words in ("xin lùi hạn", "xin lùi hạn đến 08/7"):
        await phones[SCHOOL].says(words)
        await phones[SCHOOL].presses("Học tập")
    assert states(app) == [("extension", "open")]
    assert "Đồng ý đến 08/7/2024" in [choice.label for choice in (await staff.heard())[-1].choices]
    with app.database.look(app.clock.now()) as work:
        assert work.session.scalars(select(Extension)).all() == []
        moved = select(Assignment.id).where(Assignment.late_from > local("2024-07-03T00:00"))
        assert work.session.scalars(moved).all() == []


async def test_the_export_lists_matters_and_names_the_files(app: App) -> None:
    staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says(f"/hoi {QUESTION}")
    photo = IncomingFile("hop.jpg", "image/jpeg", JPEG)
    await app.take_in([Incoming("web", "photo", phones[SCHOOL].chat_id, "", kind="file", file=photo)])
    await app.settle()
    await phones[SCHOOL].presses("Học tập")
    await staff.says("/xuat")
    sent = (await staff.heard())[-1]
    with app.database.look(app.clock.now()) as work:
        content = work.session.get_one(StoredFile, sent.file_id).content
    book = load_workbook(io.BytesIO(content))
    matters = [[str(cell.value) for cell in row] for row in book["Vướng mắc"].iter_rows()]
    assert any(QUESTION in row and "Chi bộ Trường THPT Lộc Ninh" in row for row in matters)
    units = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert "hop.jpg" in units


async def test_a_question_in_the_midst_of_a_report_reaches_staff_and_the_report_goes_on(app: App) -> None:
    staff, phones = await ready(app, SCHOOL)
    phone = phones[SCHOOL]
    await phone.says("45/50 ngày 15/6 trực tiếp")
    assert "hạn việc nào" in await phone.says("mất điện, xin lùi đến 05/7")
    await phone.presses("Học tập")
    assert "mất điện" in await staff.last()
    await phone.says("45/50")
    assert "Đề nghị đồng chí gửi kết quả" not in await phone.last()
    assert "thực hiện ngày nào" in await phone.last()
    await phone.says("dự kiến tuần sau mới họp")
    said = [reply.text for reply in (await phone.heard())[-2:]]
    assert "dự kiến" in said[0]
    assert "thực hiện ngày nào" in said[1]
