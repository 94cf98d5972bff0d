"""Invites on paper: every picture on the sheet opens what the card says, and six cards fill a page."""

import io
import zipfile

import zxingcpp
from docx import Document
from PIL import Image

from documents.invite_sheet import PICTURE_WIDTH, InviteCard, ScanCode, write_invite_sheet

STEPS = ("1. Quét mã.", "2. Nhấn Bắt đầu.", "3. Xác nhận đơn vị.")


def card(number: int) -> InviteCard:
    code = f"K7M2-9QXD-{number:04d}"
    scan_codes = (
        ScanCode("Telegram", f"https://t.me/dondoc_bot?start={code}"),
        ScanCode("Web", f"https://dondoc.example/chat#code={code}"),
    )
    return InviteCard(f"Chi bộ Thôn {number}", code, scan_codes, STEPS, "Đến hết ngày 23/12/2026.")


def opened(sheet: bytes) -> list[str]:
    """What the pictures of a sheet open, as a phone's camera reads them."""
    with zipfile.ZipFile(io.BytesIO(sheet)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/media/")]
        pictures = [Image.open(io.BytesIO(archive.read(name))) for name in names]
        return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]


def test_every_picture_opens_the_code_of_its_own_card() -> None:
    cards = [card(number) for number in range(8)]
    sheet = write_invite_sheet("Đôn Đốc – Ban Tuyên giáo", cards)
    assert sorted(opened(sheet)) == sorted(scan.content for each in cards for scan in each.scan_codes)
    tables = Document(io.BytesIO(sheet)).tables
    words = ["\n".join(cell.text for cell in row.cells) for table in tables for row in table.rows]
    for number, each in enumerate(cards):
        row = words[number // 2]
        assert each.unit in row
        assert each.code in row
    relations = {shape._inline.graphic.graphicData.pic.blipFill.blip.embed for shape in _shapes(sheet)}
    assert len(relations) == 16


def _shapes(sheet: bytes) -> list[object]:
    return list(Document(io.BytesIO(sheet)).inline_shapes)


def test_six_cards_fill_a_page_and_a_code_is_as_wide_as_a_phone_needs() -> None:
    sheet = write_invite_sheet("Đôn Đốc", [card(number) for number in range(13)])
    assert [len(table.rows) for table in Document(io.BytesIO(sheet)).tables] == [3, 3, 1]
    assert PICTURE_WIDTH.mm >= 25


def test_a_card_without_channels_still_carries_the_code_to_type() -> None:
    sheet = write_invite_sheet("Đôn Đốc", [InviteCard("Chi bộ Một", "AAAA-BBBB-CCCC", (), STEPS, "")])
    assert "AAAA-BBBB-CCCC" in Document(io.BytesIO(sheet)).tables[0].rows[0].cells[0].text
    assert opened(sheet) == []
