"""Staff print invites for the units that have no secretary, and a printed code registers one. Transcripts."""

import io
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
import zxingcpp
from openpyxl import load_workbook
from PIL import Image
from sqlalchemy import select

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from bot.demo.seed import enter_staff, load_examples, register
from handlers import invite_sheets
from services.codes import hashed
from storage.tables import AuditEntry, Invite, StoredFile

SCHOOL = "CBT-02"


def file_named(app: App, ending: str) -> bytes:
    """The newest stored file of a kind."""
    with app.database.look(app.clock.now()) as work:
        files = (
            select(StoredFile.content).where(StoredFile.name.endswith(ending)).order_by(StoredFile.id.desc())
        )
        content = work.session.scalars(files).first()
    assert content is not None
    return content


def link_rows(app: App) -> list[dict[str, object]]:
    sheet = load_workbook(io.BytesIO(file_named(app, ".xlsx"))).worksheets[0]
    headings, *rows = sheet.iter_rows(min_row=3, values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def scanned(sheet: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(sheet)) as archive:
        pictures = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    return {found.text for each in pictures for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(each)))}


async def test_the_sheet_and_the_list_carry_the_same_codes_and_one_registers(app: App) -> None:
    place = app.database.installation
    app.database.installation = replace(place, public_url="https://dondoc.example", telegram_bot="dondoc_bot")
    await load_examples(app)
    staff = await enter_staff(app)
    await register(app, staff, SCHOOL, "Nguyễn Thị Hoa")
    offer = await staff.says("/phieumoi")
    assert "Còn 23 đơn vị chưa có bí thư" in offer
    heard_before = len(await staff.heard())
    assert "Cùng các mã ấy" in await staff.presses("23 đơn vị")
    assert len(await staff.heard()) == heard_before + 2
    rows = link_rows(app)
    assert len(rows) == 23
    assert SCHOOL not in {row["Mã đơn vị"] for row in rows}
    assert scanned(file_named(app, ".docx")) == {str(row[way]) for row in rows for way in ("Telegram", "Web")}
    commune = next(row for row in rows if row["Mã đơn vị"] == "DBX-01")
    secretary = await Player.enter(app, "Trần Văn Bình")
    assert str(commune["Đơn vị"]) in await secretary.says(str(commune["Mã mời"]))


async def test_printing_again_voids_the_codes_that_nobody_used(app: App) -> None:
    await load_examples(app)
    staff = await enter_staff(app)
    await staff.says("/phieumoi")
    await staff.presses("24 đơn vị")
    first = link_rows(app)
    await staff.presses("24 đơn vị")
    second = link_rows(app)
    assert {row["Mã mời"] for row in first}.isdisjoint(row["Mã mời"] for row in second)
    secretary = await Player.enter(app, "Trần Văn Bình")
    assert "hết hiệu lực" in await secretary.says(str(first[0]["Mã mời"]))
    with app.database.look(app.clock.now()) as work:
        stored = {row.code_hash: row for row in work.session.scalars(select(Invite))}
        noted = list(work.session.scalars(select(AuditEntry).where(AuditEntry.action == "invites_created")))
    codes = [str(row["Mã mời"]).replace("-", "") for row in second]
    assert all(stored[hashed(code)].voided_at is None for code in codes)
    assert [entry.details["units"] for entry in noted] == [24, 24]
    assert not any(code in str(entry.details) for code in codes for entry in noted)


async def test_many_units_come_in_parts_that_one_message_carries(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invite_sheets, "MOST_IN_CHAT", 10)
    await load_examples(app)
    staff = await enter_staff(app)
    await staff.says("/phieumoi")
    labels = [choice.label for choice in (await staff.heard())[-1].choices]
    assert [label.rpartition("(")[2] for label in labels] == ["10 đơn vị)", "10 đơn vị)", "4 đơn vị)"]
    await staff.presses("4 đơn vị")
    assert len(link_rows(app)) == 4


async def test_a_secretary_and_an_old_button_get_no_sheet(app: App) -> None:
    await load_examples(app)
    staff = await enter_staff(app)
    secretary = await register(app, staff, SCHOOL, "Nguyễn Thị Hoa")
    assert "quyền" in await secretary.says("/phieumoi")
    assert "không còn dùng" in await staff.says("/phieumoi 1 999999")
    assert "không còn dùng" in await staff.says("/phieumoi tất cả")
    assert isinstance(app.clock, MovableClock)
    app.clock.advance(timedelta(days=1))
    with app.database.look(app.clock.now()) as work:
        assert (
            work.session.scalars(select(StoredFile.id).where(StoredFile.name.endswith(".docx"))).all() == []
        )
