"""The chat page in a real browser, in front of the real channel."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Route, expect

from domain.messages import Reply
from services.files import store_file
from tests.channels.web_chat import WebChat
from tests.page.phone import PHONE, box, heard, new_page, said, write

SMALLEST_TARGET = 44
SMALLEST_LETTERS = 17

pytestmark = pytest.mark.browser


async def test_a_secretary_reports_and_confirms(page: Page, chat: WebChat, tmp_path: Path) -> None:
    await write(page, "Da hoc 45/50")
    await expect(said(page, "Da hoc 45/50")).to_have_count(1)
    offered = page.get_by_role("button", name="Đúng")
    await expect(offered).to_be_visible()
    assert min(await box(offered)) >= SMALLEST_TARGET

    await offered.click()

    await expect(heard(page, "Mã biên nhận K7M29Q")).to_be_visible()
    await expect(said(page, "Đúng")).to_have_count(1)
    assert [incoming.text for incoming in chat.received] == ["/start", "Da hoc 45/50", "=7:yes"]
    await expect(page.locator(".day")).to_have_text("Thứ Sáu, 21/6/2024")
    await expect(page.locator(".choices.past")).to_have_count(1)
    picture = tmp_path / "chat.png"
    await page.screenshot(path=picture)
    assert picture.stat().st_size > 0


async def test_after_a_reload_the_talk_is_the_same_and_shows_labels(page: Page, chat: WebChat) -> None:
    await write(page, "45/50")
    await page.get_by_role("button", name="Đúng").click()
    await expect(heard(page, "Đã ghi nhận")).to_be_visible()

    await page.reload()

    await expect(heard(page, "Đã ghi nhận")).to_be_visible()
    await expect(page.locator(".line.own .said")).to_have_text(["Bắt đầu", "45/50", "Đúng"])
    assert len(chat.received) == 3


async def test_what_is_written_offline_is_kept_and_sent_once_when_the_network_is_back(
    page: Page, chat: WebChat
) -> None:
    await page.context.set_offline(True)
    await write(page, "Đã học ngày 15/6")
    await expect(page.locator(".line.unsent")).to_contain_text("Chưa gửi")
    await expect(page.get_by_text("Mất kết nối, đang thử lại…")).to_be_visible()

    await page.context.set_offline(False)

    await expect(heard(page, "Đã nhận: Đã học ngày 15/6")).to_be_visible()
    await expect(page.locator("#notice")).to_be_hidden()
    await expect(page.locator(".line.going")).to_have_count(0)
    await expect(page.locator(".line.own", has_text="Đã học ngày 15/6")).to_have_count(1)
    assert [incoming.text for incoming in chat.received] == ["/start", "Đã học ngày 15/6"]


async def test_an_answer_that_was_lost_does_not_send_the_message_twice(page: Page, chat: WebChat) -> None:
    async def lose_the_answer(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await page.route("**/chat/api/messages", lose_the_answer, times=1)
    await write(page, "Báo cáo một lần")
    await expect(heard(page, "Đã nhận: Báo cáo một lần")).to_be_visible()
    await expect(page.locator(".line.going")).to_have_count(0)
    assert [incoming.text for incoming in chat.received] == ["/start", "Báo cáo một lần"]


async def test_what_was_not_sent_survives_a_reload(page: Page, chat: WebChat) -> None:
    await page.route("**/chat/api/messages", lambda route: route.abort())
    await write(page, "Chưa kịp gửi")
    await expect(page.locator(".line.unsent")).to_contain_text("Chưa kịp gửi")
    await page.unroute("**/chat/api/messages")
    await page.reload()
    await expect(heard(page, "Đã nhận: Chưa kịp gửi")).to_be_visible()
    await expect(page.locator(".line.going")).to_have_count(0)


async def test_a_reminder_appears_by_itself(page: Page, chat: WebChat) -> None:
    await chat.bot_says(chat.received[0].chat_id, Reply("Còn 3 ngày đến hạn"), marked_after=0.2)
    await expect(heard(page, "Còn 3 ngày đến hạn")).to_be_visible(timeout=10_000)


async def test_a_file_is_sent_with_its_caption_and_another_is_downloaded(page: Page, chat: WebChat) -> None:
    photo = {"name": "Ảnh hội nghị.jpg", "mimeType": "image/jpeg", "buffer": b"photo"}
    await page.set_input_files("#file", photo)  # type: ignore[arg-type]
    await expect(page.locator("#attached")).to_contain_text("Ảnh hội nghị.jpg")
    await write(page, "Ảnh buổi học")
    await expect(said(page, "Ảnh hội nghị.jpg")).to_have_count(1)
    assert chat.received[-1].file is not None
    assert chat.received[-1].file.content == b"photo"

    with chat.database.work(chat.now) as work:
        file_id = store_file(work, "Tổng hợp.xlsx", "application/vnd.ms-excel", b"rows")
    await chat.bot_says(chat.received[0].chat_id, Reply("Bảng tổng hợp", file_id=file_id))
    async with page.expect_download() as downloading:
        await page.get_by_role("button", name="Tải tệp Tổng hợp.xlsx").click()
    download = await downloading.value
    assert download.suggested_filename == "Tổng hợp.xlsx"
    assert (await download.path()).read_bytes() == b"rows"


async def test_everything_is_reached_by_keyboard(page: Page, chat: WebChat) -> None:
    await write(page, "45/50")
    await expect(page.get_by_role("button", name="Đúng")).to_be_visible()
    await reach(page, "Đúng")
    await page.keyboard.press("Enter")
    await expect(heard(page, "Đã ghi nhận")).to_be_visible()

    await reach(page, "Các chức năng")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await page.keyboard.press("Enter")
    await reach(page, "Tổng hợp tình hình báo cáo")
    await page.keyboard.press("Space")
    await expect(heard(page, "Đã nhận: /summary")).to_be_visible()


async def reach(page: Page, name: str) -> None:
    """Press Tab until the control with that name has the focus, and see that the focus shows."""
    for _ in range(30):
        await page.keyboard.press("Shift+Tab" if name == "Đúng" else "Tab")
        focused = page.locator(":focus")
        if await focused.count() == 0:
            continue
        label = await focused.get_attribute("aria-label") or await focused.inner_text()
        if label.startswith(name):
            assert await focused.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
            return
    raise AssertionError(f"no way to {name} by keyboard")


@pytest.mark.parametrize("width", [320, 390, 1280])
async def test_nothing_is_cut_off_or_too_small(browser: Browser, chat: WebChat, width: int) -> None:
    page = await new_page(browser, {"width": width, "height": 640})
    await page.goto(chat.url)
    await expect(heard(page, "Chào đồng chí")).to_be_visible()
    await write(page, "45/50 " + "https://dondoc.example.vn/" + "a" * 90)
    await expect(page.get_by_role("button", name="Đúng")).to_be_visible()

    overflow = "[document.documentElement, ...document.querySelectorAll('#talk, .bubble')]"
    assert await page.evaluate(f"{overflow}.every(node => node.scrollWidth <= node.clientWidth)")
    for button in await page.locator("button:visible, textarea").all():
        assert min(await box(button)) >= SMALLEST_TARGET
    letters = "[...document.querySelectorAll('body, p, button, span, textarea, h1')]"
    sizes = await page.evaluate(f"{letters}.map(node => parseFloat(getComputedStyle(node).fontSize))")
    assert min(sizes) >= SMALLEST_LETTERS
    await page.context.close()


async def test_an_invite_opens_the_device_own_chat_and_leaves_no_code_in_the_address(
    browser: Browser, chat: WebChat
) -> None:
    page = await new_page(browser, PHONE)
    await page.goto(f"{chat.url}#code=K7M2-9QXD-4TZA")
    await expect(said(page, "Bắt đầu")).to_have_count(1)
    await expect(heard(page, "Chào đồng chí")).to_be_visible()
    assert page.url == chat.url
    assert [incoming.text for incoming in chat.received] == ["/start K7M2-9QXD-4TZA"]
    await page.context.close()


async def test_a_link_with_a_session_of_somebody_else_changes_nothing(page: Page, chat: WebChat) -> None:
    """Else the person would write, and send codes, into the chat of whoever made the link."""
    stranger = await chat.open_session("Người lạ")
    await page.goto(f"{chat.url}?x#token={stranger.token}")
    await write(page, "45/50")
    await expect(heard(page, "Dự 45/50")).to_be_visible()
    assert await stranger.lines() == []


async def test_nothing_said_becomes_markup(page: Page, chat: WebChat) -> None:
    await write(page, "<img src=x onerror=alert(1)> <b>đậm</b>")
    await expect(heard(page, "<b>đậm</b>")).to_be_visible()
    await expect(page.locator(".bubble img, .bubble b")).to_have_count(0)
