"""A photo of a plan sent in chat: read apart by the real Tesseract, and said to be a scan where it counts."""

from pathlib import Path

from bot.build import App
from bot.demo.seed import enter_staff, load_examples
from tests.handlers.test_plan_proposals import HEAD, PLAIN
from tests.handlers.test_staff import jump, send_file
from tests.scans import photo_of, picture_of, require_tesseract


async def test_a_photo_of_a_plan_is_read_and_every_date_is_to_be_compared(app: App, tmp_path: Path) -> None:
    require_tesseract()
    jump(app, "2024-06-10T08:30")
    await load_examples(app)
    staff = await enter_staff(app)
    picture = photo_of(picture_of(HEAD + PLAIN, tmp_path))
    summary = await send_file(app, staff, "photo.jpg", picture)
    assert "Số: 15-KH/HU" in summary
    assert "bản quét, chữ do máy nhận dạng nên có thể sai" in summary
    await staff.presses("Xem từng việc")
    card = "\n".join(reply.text for reply in await staff.heard(most=2))
    assert "trước ngày 03/7/2024 (chậm nhất hết ngày 02/7/2024)" in card
    assert "đối chiếu ngày với bản gốc" in card
    assert "Giao cho: Chi bộ cơ sở" in card


async def test_a_photo_without_words_is_told(app: App, tmp_path: Path) -> None:
    require_tesseract()
    staff = await enter_staff(app)
    told = await send_file(app, staff, "photo.jpg", photo_of(picture_of(" ", tmp_path)))
    assert "Không nhận dạng được chữ trong ảnh" in told
