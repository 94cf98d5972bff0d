"""What is said around a report: how it is done, that it was done already, to be called. Transcripts."""

import pytest

from bot.build import App
from bot.demo.cast import Player
from services.assignments import load_assignments
from tests.builders import plan_in_force

SCHOOL, FRONT = "CBT-02", "MTT-01"


async def ready(app: App, code: str = SCHOOL) -> tuple[Player, Player]:
    staff, phones = await plan_in_force(app, code)
    return staff, phones[code]


async def offered(phone: Player) -> list[str]:
    return [choice.label for choice in (await phone.heard())[-1].choices]


@pytest.mark.parametrize(
    "words",
    ["Làm sao để báo cáo vậy?", "nhập số liệu ở đâu", "hướng dẫn tôi báo cáo với", "báo cáo thế nào ạ"],
)
async def test_how_to_report_is_answered_at_once(app: App, words: str) -> None:
    staff, an = await ready(app)
    before = len(await staff.heard())
    assert "45/50 ngày 15/6 trực tiếp" in await an.says(words)
    assert await offered(an) == ["Báo cáo từng bước", "Chuyển cán bộ theo dõi"]
    assert len(await staff.heard()) == before
    assert "việc nào" in await an.presses("Báo cáo từng bước")


async def test_where_papers_are_goes_to_staff(app: App) -> None:
    staff, an = await ready(app)
    assert "Đã chuyển nội dung" in await an.says("Mẫu báo cáo lấy ở đâu ạ?")
    assert "(câu hỏi)" in await staff.last()


@pytest.mark.parametrize("words", ["tôi báo cáo rồi mà", "Em gửi báo cáo rồi ạ"])
async def test_who_thinks_the_report_arrived_learns_that_it_did_not(app: App, words: str) -> None:
    _staff, an = await ready(app)
    assert "chưa nhận được báo cáo nào" in await an.says(words)
    assert "Chuyển cán bộ theo dõi" in await offered(an)


async def test_or_sees_what_has_arrived_and_what_is_left(app: App) -> None:
    _staff, an = await ready(app)
    await an.says("45/50 ngày 02/6 trực tiếp")
    await an.presses("Đúng")
    answer = await an.says("tôi báo cáo rồi mà")
    assert "Hệ thống đã nhận:" in answer
    assert "BC-" in answer
    assert [label[:15] for label in await offered(an)] == ["Báo cáo kết quả"]


async def test_who_wants_a_call_gets_one(app: App) -> None:
    staff, an = await ready(app)
    assert "sẽ gọi lại" in await an.says("gọi cho tôi")
    assert "0912 000 012" in await staff.last()


async def test_who_names_a_number_is_called_there(app: App) -> None:
    staff, an = await ready(app)
    assert "sẽ gọi lại" in await an.says("chiều nay gọi lại cho tôi số 0987654321")
    assert "điện thoại 0987654321. Tin đã gõ" in await staff.last()


async def test_figures_that_nothing_asks_for_are_not_thanked_for(app: App) -> None:
    staff, nga = await ready(app, FRONT)
    assert "chưa ghi nhận" in await nga.says("Mặt trận đã học 14/14 hôm 11/6 trực tiếp")
    await nga.presses("Chuyển cán bộ theo dõi")
    assert "14/14" in await staff.last()


@pytest.mark.parametrize("words", ["đúng rồi em", "ừ đúng", "vâng ạ", "ok em", "Chuẩn rồi"])
async def test_a_card_is_confirmed_in_the_person_s_own_words(app: App, words: str) -> None:
    _staff, an = await ready(app)
    await an.says("45/50 ngày 02/6 trực tiếp")
    assert "Đã ghi nhận" in await an.says(words)


@pytest.mark.parametrize("words", ["chưa đúng", "sai rồi em ơi"])
async def test_a_no_at_the_card_asks_what_is_to_be_changed(app: App, words: str) -> None:
    _staff, an = await ready(app)
    await an.says("45/50 ngày 02/6 trực tiếp")
    assert "sửa mục nào" in await an.says(words)


async def test_a_report_by_telephone_is_not_called_a_paper_one(app: App) -> None:
    staff, an = await ready(app)
    assert "điện thoại" in await an.says("tôi báo cáo cho chị Thảo qua điện thoại rồi")
    assert "qua điện thoại rồi" in await staff.last()


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("còn việc gì nữa không", "Các việc đơn vị còn phải thực hiện"),
        ("đến đâu rồi", "Các việc đơn vị còn phải thực hiện"),
        ("mai gửi", "dự kiến"),
        ("báo cáo hộ tôi với", "sẽ gọi lại"),
    ],
)
async def test_short_words_have_their_answer(app: App, words: str, answer: str) -> None:
    _staff, an = await ready(app)
    assert answer in await an.says(words)


@pytest.mark.parametrize(
    "words",
    ["con gi nua khong", "con gi nua ko", "con nhung gi nua", "viec con lai", "con viec gi nua"],
)
async def test_what_is_left_is_shown(app: App, words: str) -> None:
    staff, an = await ready(app)
    before = len(await staff.heard())
    assert "Các việc đơn vị còn phải thực hiện" in await an.says(words)
    assert len(await staff.heard()) == before


async def test_what_is_left_is_shown_amid_a_report_too(app: App) -> None:
    _staff, an = await ready(app)
    await an.says("45/50")
    assert "thực hiện ngày nào" in await an.says("con nhung gi nua")
    assert "Các việc đơn vị còn phải thực hiện" in (await an.heard())[-2].text


async def test_who_is_reminded_after_all_was_sent_sees_what_has_arrived(app: App) -> None:
    staff, an = await ready(app)
    await an.says("45/50 ngày 02/6 trực tiếp")
    await an.presses("Đúng")
    answer = await an.says("sao nhan hoai vay toi bao cao roi ma")
    assert "Cảm ơn đồng chí đã phản ánh" in (await an.heard())[-2].text
    assert "Mã BC-" in answer
    assert "Còn phải báo cáo" in answer
    assert "(phản ánh)" in await staff.last()


async def test_who_leads_is_a_question(app: App) -> None:
    staff, an = await ready(app)
    assert "Đã chuyển nội dung" in await an.says("ai lam chu tri vay")
    assert "(câu hỏi)" in await staff.last()


@pytest.mark.parametrize("words", ["ok", "cam on", "vâng", "vang cam on"])
async def test_thanks_after_a_report_are_no_reason_to_ask_for_one(app: App, words: str) -> None:
    _staff, an = await ready(app)
    assert "Khi tổ chức xong" in await an.says(words)
    await an.says("45/50 ngày 02/6 trực tiếp")
    await an.presses("Đúng")
    assert "Hệ thống đã nhận báo cáo" in await an.says(words)
    assert [label[:15] for label in await offered(an)] == ["Báo cáo kết quả"]
    await an.presses("Báo cáo kết quả")
    await an.presses("Đúng")
    assert "không còn việc nào phải báo cáo" in await an.says(words)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("chua bao cao dc, may hong", "khó khăn của đồng chí"),
        ("mất điện chưa gửi được", "khó khăn của đồng chí"),
        ("chi bo khong phai hoc", "có thuộc diện thực hiện không"),
        ("don vi toi giai the roi", "có thuộc diện thực hiện không"),
        ("xoa so toi di", "Lời nhắc việc của tổ chức không tự dừng được"),
        ("STOP", "Lời nhắc việc của tổ chức không tự dừng được"),
        ("dung nhan nua", "Lời nhắc việc của tổ chức không tự dừng được"),
    ],
)
async def test_a_difficulty_reaches_staff(app: App, words: str, answer: str) -> None:
    staff, an = await ready(app)
    assert answer in await an.says(words)
    assert words in await staff.last()


async def test_who_wants_no_more_messages_may_put_them_off_or_choose_a_channel(app: App) -> None:
    _staff, an = await ready(app)
    await an.says("STOP")
    assert await offered(an) == ["Nhắc lại sau", "Kênh nhận tin của tôi"]
    assert "Nhắc lại lúc nào" in await an.presses("Nhắc lại sau")


@pytest.mark.parametrize(
    "words", ["toi muon nhan qua zalo nua", "email abc@gmail.com", "cho tôi thêm kênh telegram"]
)
async def test_another_channel_is_asked_for_and_shown(app: App, words: str) -> None:
    staff, an = await ready(app)
    before = len(await staff.heard())
    assert "Các kênh của đồng chí" in await an.says(words)
    assert "Thêm kênh" in await offered(an)
    assert len(await staff.heard()) == before


async def test_a_report_sent_over_another_channel_stays_one(app: App) -> None:
    staff, an = await ready(app)
    assert "gửi bằng đường khác" in await an.says("tôi gửi qua zalo rồi")
    assert "qua zalo rồi" in await staff.last()


async def test_what_was_sent_is_shown_on_request(app: App) -> None:
    _staff, an = await ready(app)
    await an.says("45/50 ngày 02/6 trực tiếp")
    await an.presses("Đúng")
    assert "Mã BC-" in await an.says("cho tôi xem lại")


class TestRemarks:
    async def test_a_difficulty_before_any_report_goes_to_staff(self, app: App) -> None:
        staff, an = await ready(app)
        assert "Đã chuyển nội dung" in await an.says("Khó khăn: thiếu tài liệu")
        assert "(vướng mắc)" in await staff.last()

    async def test_after_a_report_it_is_asked_where_it_belongs(self, app: App) -> None:
        _staff, an = await ready(app)
        await an.says("45/50 ngày 02/6 trực tiếp")
        await an.presses("Đúng")
        assert "việc nào" in await an.says("Khó khăn: thiếu tài liệu")
        card = await an.presses("Học tập")
        assert "Bổ sung báo cáo" in card
        assert "không có → thiếu tài liệu" in card


class TestCorrectionsThatChangeNothing:
    async def _reported(self, app: App) -> Player:
        _staff, an = await ready(app)
        await an.says("45/50 ngày 02/6 trực tiếp")
        await an.presses("Đúng")
        return an

    @pytest.mark.parametrize("words", ["nhầm rồi", "đính chính 45/50"])
    async def test_it_is_asked_which_field_is_meant(self, app: App, words: str) -> None:
        an = await self._reported(app)
        answer = await an.says(words)
        assert "hiện là" in answer
        assert "sửa mục nào" in answer
        await an.presses("Số tham gia")
        assert "45/50 → 46/50" in await an.says("46")

    async def test_confirming_it_makes_no_revision(self, app: App) -> None:
        an = await self._reported(app)
        await an.says("/lichsu")
        with app.database.look(app.clock.now()) as work:
            (view,) = (view for view in load_assignments(work) if view.has_report)
        await an.says(f"/report {view.id}")
        assert "không thay đổi" in await an.presses("Đúng")
        with app.database.look(app.clock.now()) as work:
            assert [known.revision for known in load_assignments(work) if known.has_report] == [1]


@pytest.mark.parametrize(
    ("words", "is_kept"), [("ừ rút đi", False), ("có", False), ("thôi không rút nữa", True), ("để đó", None)]
)
async def test_a_withdrawal_is_answered_in_plain_words(app: App, words: str, is_kept: bool | None) -> None:
    _staff, an = await ready(app)
    await an.says("45/50 ngày 02/6 trực tiếp")
    await an.presses("Đúng")
    await an.says("/rut")
    answer = await an.says(words)
    assert ("vẫn được giữ" in answer, "Đã rút" in answer) == (is_kept is True, is_kept is False)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("viec con lai", "Các việc đơn vị còn phải thực hiện"),
        ("STOP", "không tự dừng được"),
        ("máy hỏng rồi", "khó khăn của đồng chí"),
    ],
)
async def test_amid_a_report_it_is_answered_and_the_report_goes_on(app: App, words: str, answer: str) -> None:
    _staff, an = await ready(app)
    await an.says("/report")
    await an.says("45/50")
    before = len(await an.heard())
    assert "thực hiện ngày nào" in await an.says(words)
    assert any(answer in reply.text for reply in (await an.heard())[before:])
    await an.says("02/6")
    assert "45/50" in await an.presses("Trực tiếp")
