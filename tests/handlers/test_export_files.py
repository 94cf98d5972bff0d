"""The export names every file with size and hash, and packs them by unit and milestone."""

import io
import zipfile
from datetime import datetime
from hashlib import sha256

import pytest
from openpyxl import load_workbook

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from domain.local_time import VIETNAM
from domain.messages import Incoming, IncomingFile, Reply
from handlers import export_files
from storage.tables import StoredFile
from tests.builders import plan_in_force
from tests.sample_files import JPEG, PDF

SCHOOL, CLINIC = "CBT-02", "CBT-04"
STUDY_FOLDER = "02 Học tập, quán triệt Nghị quyết số 14-NQ TU"


async def sends(app: App, phone: Player, name: str, content: bytes) -> None:
    file = IncomingFile(name, "application/octet-stream", content)
    await app.take_in([Incoming("web", f"{phone.chat_id}-{name}", phone.chat_id, "", kind="file", file=file)])
    await app.settle()
    await phone.presses("Học tập")


async def with_files(app: App) -> Player:
    """The school sent a photo and the minutes of its study, the clinic a photo of the same name."""
    staff, phones = await plan_in_force(app, SCHOOL, CLINIC)
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(datetime(2024, 6, 21, 9, tzinfo=VIETNAM))
    await sends(app, phones[SCHOOL], "hop.jpg", JPEG)
    await sends(app, phones[SCHOOL], "bien ban: 12/KH.pdf", PDF)
    await sends(app, phones[CLINIC], "hop.jpg", JPEG + b"clinic")
    return staff


def content_of(app: App, reply: Reply) -> bytes:
    with app.database.look(app.clock.now()) as work:
        return work.session.get_one(StoredFile, reply.file_id).content


async def test_the_ledger_names_each_file_with_size_hash_and_place(app: App) -> None:
    staff = await with_files(app)
    await staff.says("/xuat")
    book = load_workbook(io.BytesIO(content_of(app, (await staff.heard())[-1])))
    headings, *rows = [list(row) for row in book["Tệp đính kèm"].iter_rows(min_row=3, values_only=True)]
    files = [dict(zip(headings, row, strict=True)) for row in rows]
    assert [(file["Tệp"], file["Dung lượng (byte)"]) for file in files] == [
        ("hop.jpg", len(JPEG)),
        ("bien ban: 12/KH.pdf", len(PDF)),
        ("hop.jpg", len(JPEG) + 6),
    ]
    assert files[1]["Mã băm SHA-256"] == sha256(PDF).hexdigest()


async def test_one_button_sends_the_ledger_and_the_files_in_folders(app: App) -> None:
    staff = await with_files(app)
    await staff.says("/xuat")
    assert "3 tệp" in await staff.presses("Kèm 3 tệp")
    sent = (await staff.heard())[-1]
    with zipfile.ZipFile(io.BytesIO(content_of(app, sent))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        book = load_workbook(io.BytesIO(archive.read(names[0])))
        places = [row[-1] for row in book["Tệp đính kèm"].iter_rows(min_row=4, values_only=True)]
        assert places == names[1:]
        assert names == [
            "So theo doi.xlsx",
            f"CBT-02 Chi bộ Trường THPT Lộc Ninh/{STUDY_FOLDER}/hop.jpg",
            f"CBT-02 Chi bộ Trường THPT Lộc Ninh/{STUDY_FOLDER}/bien ban 12 KH.pdf",
            f"CBT-04 Chi bộ Trung tâm Y tế huyện/{STUDY_FOLDER}/hop.jpg",
        ]
        assert archive.read(names[2]) == PDF
        assert archive.read(names[3]) == JPEG + b"clinic"


async def test_without_files_nothing_is_offered(app: App) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL)
    await staff.says("/xuat")
    assert (await staff.heard())[-1].choices == ()
    assert "Chưa có tệp nào" in await staff.says("/xuat files 1")


async def test_what_no_message_carries_is_offered_duty_by_duty(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = await with_files(app)
    monkeypatch.setattr(export_files, "LARGEST_ARCHIVE", 2 * len(JPEG))
    answer = await staff.says("/xuat files 1")
    assert "chọn từng việc" in answer
    assert "dondoc export TEP.zip" in await staff.presses("Học tập")


async def test_one_duty_alone_is_packed_at_the_same_places(app: App) -> None:
    staff = await with_files(app)
    await staff.says("/xuat files 1 2")
    with zipfile.ZipFile(io.BytesIO(content_of(app, (await staff.heard())[-1]))) as archive:
        assert len(archive.namelist()) == 4
    assert "Chưa có tệp nào" in await staff.says("/xuat files 1 3")


async def test_a_secretary_gets_no_files_of_others(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    assert "dành cho cán bộ" in await phones[SCHOOL].says("/xuat files 1")
