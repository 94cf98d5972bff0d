"""Files in chat: which report they go with, what is refused, and how staff get them back. Transcripts."""

import itertools
from datetime import datetime

import pytest
from sqlalchemy import select

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from domain.local_time import VIETNAM
from domain.messages import Incoming, IncomingFile
from storage.tables import Attachment, InboxMessage, StoredFile
from tests import sample_files as sample
from tests.builders import plan_in_force

SCHOOL, COMMUNE = "CBT-02", "DBX-01"
_numbers = itertools.count(1)


async def ready(app: App, *codes: str) -> tuple[Player, dict[str, Player]]:
    """The plan in force on 21 June, with these secretaries."""
    staff, phones = await plan_in_force(app, *codes)
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(datetime.fromisoformat("2024-06-21T09:00").replace(tzinfo=VIETNAM))
    return staff, phones


async def sends(app: App, player: Player, name: str, content: bytes, caption: str = "") -> str:
    file = IncomingFile(name, "application/octet-stream", content)
    number = f"file{next(_numbers)}"
    await app.take_in([Incoming("web", number, player.chat_id, caption, kind="file", file=file)])
    await app.settle()
    return await player.last()


def kept(app: App) -> list[str]:
    with app.database.look(app.clock.now()) as work:
        joined = select(StoredFile.name).join(Attachment, Attachment.file_id == StoredFile.id)
        return list(work.session.scalars(joined.order_by(Attachment.id)))


async def test_a_photo_is_kept_with_the_duty_that_is_picked_and_staff_get_it_back(app: App) -> None:
    staff, phones = await ready(app, SCHOOL)
    assert "kèm báo cáo việc nào" in await sends(app, phones[SCHOOL], "hop.jpg", sample.JPEG)
    assert "Đã lưu tệp hop.jpg kèm báo cáo «Học tập" in await phones[SCHOOL].presses("Học tập")
    assert "Tệp kèm báo cáo" in await staff.says("/tep")
    await staff.presses("Chi bộ Trường THPT Lộc Ninh")
    head, sent = (await staff.heard())[-2:]
    assert "1 tệp" in head.text
    assert "hop.jpg (đồng chí" in sent.text
    with app.database.look(app.clock.now()) as work:
        assert work.session.get_one(StoredFile, sent.file_id).content == sample.JPEG


async def test_the_words_of_a_photo_are_read_as_a_report(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    await sends(app, phones[SCHOOL], "hop.jpg", sample.JPEG, "45/50 ngày 15/6 trực tiếp")
    card = await phones[SCHOOL].presses("Học tập")
    assert "45/50" in card
    assert "Đã lưu tệp" in (await phones[SCHOOL].heard())[-2].text


async def test_words_that_name_no_duty_are_read_and_the_photo_may_be_left_out(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    phone = phones[SCHOOL]
    await sends(app, phone, "hop.jpg", sample.JPEG)
    assert "kèm báo cáo việc nào" in await phone.says("anh chi bo toi")
    assert "kèm báo cáo việc nào" in await phone.says("con viec gi nua khong")
    assert "Các việc đơn vị còn phải thực hiện" in (await phone.heard())[-2].text
    assert "Đã bỏ tệp" in await phone.presses("Bỏ tệp")
    assert kept(app) == []
    assert "Các việc đơn vị" in await phone.says("/viec")


async def test_a_report_told_after_a_photo_takes_it_along(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    phone = phones[SCHOOL]
    await sends(app, phone, "hop.jpg", sample.JPEG)
    await phone.says("gui dong chi")
    assert "45/50" in await phone.says("45/50 ngày 15/6 trực tiếp")
    assert "Đã lưu tệp hop.jpg kèm báo cáo «Học tập" in (await phone.heard())[-2].text
    assert "Đã ghi nhận" in await phone.presses("Đúng")


async def test_a_report_line_after_a_photo_waits_for_its_duty(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    await sends(app, phones[SCHOOL], "hop.jpg", sample.JPEG)
    assert "kèm báo cáo việc nào" in await phones[SCHOOL].says("45/50 ngày 15/6 trực tiếp")
    assert "45/50" in await phones[SCHOOL].presses("Học tập")
    assert kept(app) == ["hop.jpg"]


async def test_several_photos_are_asked_about_once(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    await sends(app, phones[SCHOOL], "1.jpg", sample.JPEG)
    assert "Đã nhận 2 tệp" in await sends(app, phones[SCHOOL], "2.png", sample.PNG)
    assert "1.jpg, 2.png" in await phones[SCHOOL].presses("Học tập")
    assert kept(app) == ["1.jpg", "2.png"]


async def test_the_same_file_is_kept_once(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    for name in ("a.pdf", "b.pdf"):
        await sends(app, phones[SCHOOL], name, sample.PDF)
        await phones[SCHOOL].presses("Học tập")
    assert "đã có trong báo cáo" in await phones[SCHOOL].last()
    assert kept(app) == ["a.pdf"]


async def test_a_file_after_the_report_goes_with_it_too(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says("45/50 ngày 15/6 trực tiếp")
    await phones[SCHOOL].presses("Đúng")
    await sends(app, phones[SCHOOL], "bao-cao.docx", sample.WORD)
    assert "Đã lưu tệp bao-cao.docx" in await phones[SCHOOL].presses("Học tập")


REFUSED = [
    ("bao-cao.docm", sample.WORD_WITH_MACROS, "chứa macro"),
    ("bao-cao.docx", sample.LOCKED_WORD, "có mật khẩu"),
    ("so-lieu.xlsx", sample.SHEET, "thuộc loại khác"),
    ("anh.jpg", b"MZ a program", "không đúng với đuôi tệp"),
    ("rong.pdf", b"", "không có nội dung"),
]


@pytest.mark.parametrize(("name", "content", "why"), REFUSED)
async def test_what_is_not_kept_is_refused_kindly(app: App, name: str, content: bytes, why: str) -> None:
    _staff, phones = await ready(app, SCHOOL)
    assert why in await sends(app, phones[SCHOOL], name, content)
    assert kept(app) == []


async def test_a_file_sent_while_a_report_is_open_goes_with_it(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says("45/50 ngày 15/6 trực tiếp")
    await sends(app, phones[SCHOOL], "hop.jpg", sample.JPEG)
    assert kept(app) == ["hop.jpg"]
    assert "Đã ghi nhận" in await phones[SCHOOL].presses("Đúng")


async def test_a_refused_file_leaves_the_open_report_as_it_was(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    await phones[SCHOOL].says("45/50 ngày 15/6 trực tiếp")
    await sends(app, phones[SCHOOL], "bao-cao.docm", sample.WORD)
    assert "Đã ghi nhận" in await phones[SCHOOL].presses("Đúng")


async def test_files_of_other_units_are_not_listed_for_a_secretary(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL, COMMUNE)
    await sends(app, phones[SCHOOL], "hop.jpg", sample.JPEG)
    await phones[SCHOOL].presses("Học tập")
    assert "hop.jpg" not in await phones[COMMUNE].says("/files 1")
    assert "hop.jpg" not in await phones[COMMUNE].says("/tep")


async def test_classified_documents_are_refused_and_thrown_away(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    assert "đã xóa" in await sends(app, phones[SCHOOL], "cong-van-MAT.pdf", sample.PDF)
    assert "văn thư mật" in await phones[SCHOOL].says("Gửi đồng chí nội dung tối mật: điều quân")
    with app.database.look(app.clock.now()) as work:
        assert work.session.scalars(select(StoredFile)).all() == []
        words = " ".join(work.session.scalars(select(InboxMessage.text)))
        assert "điều quân" not in words


async def test_registration_and_help_say_that_nothing_classified_may_be_sent(app: App) -> None:
    _staff, phones = await ready(app, SCHOOL)
    welcome = [reply.text for reply in await phones[SCHOOL].heard() if "đã được duyệt" in reply.text]
    assert "không gửi tài liệu mật" in welcome[0]
    assert "không gửi tài liệu mật" in await phones[SCHOOL].says("/trogiup")
