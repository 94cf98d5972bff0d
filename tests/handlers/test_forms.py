"""Staff change what a report must say: a form goes out as a file and comes back changed. Transcripts."""

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from documents.form_file import read_form_file, write_form_file
from domain.forms import FORMS
from services.assignments import load_assignments
from services.files import load_file
from tests.builders import plan_in_force
from tests.handlers.test_lifecycle import SCHOOL, jump
from tests.handlers.test_staff import send_file

CHANGED = """code: study
title: Học tập có bài thu hoạch
fields:
  - {name: dates, kind: dates}
  - {name: attended, kind: integer}
  - {name: total, kind: integer, lowest: 1}
  - {name: essays, kind: integer, label: Số bài thu hoạch, question: "Có bao nhiêu bài thu hoạch?"}
  - {name: result, kind: choice, label: Kết quả, choices: [Đạt, Chưa đạt]}
  - {name: minutes, kind: document_number, label: Số biên bản, help: "Ví dụ: 05-BB/CB", required: false}
checks:
  - attended <= total
  - absent = total - attended
  - essays <= attended
  - dates not after today
"""


async def change(app: App, staff: Player, text: str = CHANGED) -> str:
    return await send_file(app, staff, "bieu-mau.yaml", text.encode())


class TestChangingAForm:
    async def test_a_form_is_sent_as_a_file_that_describes_it(self, app: App) -> None:
        staff, _phones = await plan_in_force(app)
        listed = await staff.says("/bieumau")
        assert "Học tập, quán triệt (study): Ngày thực hiện, Số tham gia" in listed
        await staff.presses("Học tập, quán triệt")
        sent = (await staff.heard())[-1]
        assert sent.file_id is not None
        with app.database.look(app.clock.now()) as work:
            assert read_form_file(load_file(work, sent.file_id).content) == FORMS["study"]

    async def test_a_changed_form_is_shown_confirmed_and_asked_from_then_on(self, app: App) -> None:
        staff, phones = await plan_in_force(app, SCHOOL)
        jump(app, "2024-06-21T09:00")
        preview = await change(app, staff)
        assert "Thêm: Số bài thu hoạch, Kết quả, Số biên bản" in preview
        assert "Bỏ: Hình thức" in preview
        assert "đã được áp dụng" in await staff.presses("Áp dụng")
        phone = phones[SCHOOL]
        assert "Có bao nhiêu bài thu hoạch" in await phone.says("45/50 ngày 15/6")
        refusal = await phone.says("46")
        assert "Số bài thu hoạch (46) lớn hơn mức cho phép (45)" in refusal
        assert "Kết quả là gì" in await phone.says("44")
        card = await phone.presses("Chưa đạt")
        assert "Số bài thu hoạch: 44" in card
        assert "Kết quả: Chưa đạt" in card
        await phone.presses("Sửa")
        assert "Ví dụ: 05-BB/CB" in await phone.presses("Số biên bản")
        assert "Số biên bản: 07-BB/CB" in await phone.says("07-BB/CB")
        assert "Đã ghi nhận" in await phone.presses("Đúng")
        with app.database.look(app.clock.now()) as work:
            values = next(view.values for view in load_assignments(work) if view.has_report)
        assert values == {
            "dates": ["2024-06-15"],
            "attended": 45,
            "total": 50,
            "absent": 5,
            "essays": 44,
            "result": "Chưa đạt",
            "minutes": "07-BB/CB",
        }

    async def test_a_declined_form_changes_nothing(self, app: App) -> None:
        staff, phones = await plan_in_force(app, SCHOOL)
        jump(app, "2024-06-21T09:00")
        await change(app, staff)
        assert "giữ như cũ" in await staff.presses("Không áp dụng")
        assert "hình thức" in await phones[SCHOOL].says("45/50 ngày 15/6")

    async def test_every_mistake_is_told_with_its_place(self, app: App) -> None:
        staff, _phones = await plan_in_force(app)
        broken = CHANGED.replace("kind: choice", "kind: choise").replace(
            "essays <= attended", "essays < attended"
        )
        answer = await change(app, staff, broken)
        assert "2 chỗ sai" in answer
        assert "fields[5].kind: chỉ nhận một trong: integer" in answer
        assert "checks[3]: chưa đọc được «essays < attended»" in answer

    async def test_a_secretary_sends_a_file_and_changes_nothing(self, app: App) -> None:
        _staff, phones = await plan_in_force(app, SCHOOL)
        assert "Biểu mẫu" not in await change(app, phones[SCHOOL])

    async def test_the_ledger_has_a_column_for_each_field(self, app: App) -> None:
        staff, _phones = await plan_in_force(app, SCHOOL)
        await change(app, staff)
        await staff.presses("Áp dụng")
        assert isinstance(app.clock, MovableClock)
        await staff.says("/xuat")
        sent = (await staff.heard())[-1]
        with app.database.look(app.clock.now()) as work:
            assert sent.file_id is not None
            content = load_file(work, sent.file_id).content
        headings = _headings(content)
        assert {"Số bài thu hoạch", "Kết quả", "Số biên bản", "Loại", "Nguồn"} <= headings


def _headings(content: bytes) -> set[object]:
    import io

    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content))
    return {cell.value for sheet in book.worksheets for cell in sheet[3]}


def test_every_form_comes_back_from_its_file_as_it_was() -> None:
    for form in FORMS.values():
        if form.fields:
            assert read_form_file(write_form_file(form, "ghi chú")) == form
