"""The demo page in a real browser: three phones, one clock."""

import pytest
from playwright.async_api import Browser, expect

from tests.channels.web_chat import WebChat
from tests.page.conftest import ThreePhones
from tests.page.phone import PHONE, new_page

PEOPLE = (("Hoa", "Chi bộ Trường"), ("Bình", "Đảng bộ xã"), ("Đức", "Cán bộ"), ("Hà", "Chi bộ Y tế"))

pytestmark = pytest.mark.browser


async def test_the_demo_shows_three_phones_and_moves_the_clock(
    browser: Browser, chat: WebChat, demo: ThreePhones
) -> None:
    for name, unit in (
        ("Hoa", "Chi bộ Trường"),
        ("Bình", "Đảng bộ xã"),
        ("Đức", "Cán bộ"),
        ("Hà", "Chi bộ Y tế"),
    ):
        session = await chat.open_session(name)
        await session.says(f"Tôi là {name}")
        demo.people.append({"key": name, "label": name, "detail": unit, "token": session.token})
    page = await new_page(browser, {"width": 1440, "height": 900})
    await page.goto(chat.url.removesuffix("/chat"))

    for number, name in enumerate(("Hoa", "Bình", "Đức")):
        phone = page.frame_locator("iframe").nth(number)
        await expect(phone.get_by_text(f"Đã nhận: Tôi là {name}")).to_be_visible()
    await expect(page.locator("#now")).to_have_text("Thứ Sáu 21/6/2024 08:00")
    await page.get_by_role("button", name="Đến sự kiện kế tiếp (25/6 08:00)").click()
    await expect(page.locator("#now")).to_have_text("Thứ Ba 25/6/2024 08:00")
    await expect(page.locator("#note")).to_have_text("Đã gửi 38 lời nhắc.")
    await page.get_by_label("Điện thoại 1").first.select_option("Hà")
    await expect(page.frame_locator("iframe").nth(0).get_by_text("Đã nhận: Tôi là Hà")).to_be_visible()

    await page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    await expect(page.locator(".phone:visible")).to_have_count(1)
    await page.locator("#tabs button", has_text="Đức").click()
    await expect(page.frame_locator("iframe").nth(2).get_by_text("Đã nhận: Tôi là Đức")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.troubles == []  # type: ignore[attr-defined]
    await page.context.close()


@pytest.mark.parametrize("step", [{}, {"hours": -1}, {"hours": True}, {"hours": 1e9}, {"hours": "1"}])
async def test_the_demo_clock_moves_only_forward_and_not_far(
    chat: WebChat, demo: ThreePhones, step: dict[str, object]
) -> None:
    before = demo.now
    answer = await chat.client.post("/demo/advance", json=step)
    assert answer.status == 400
    assert demo.now == before
