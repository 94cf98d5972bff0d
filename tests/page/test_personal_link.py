"""A personal link in a real browser: opened by a button, on one phone, and what a second one is told."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Page, expect

from services.personal_links import give_link
from tests.channels.test_personal_links import somebody
from tests.channels.web_chat import WebChat
from tests.page.phone import PHONE, heard, new_page, said, write

pytestmark = pytest.mark.browser


def link_of(chat: WebChat) -> str:
    chat.database.installation = replace(
        chat.database.installation, public_url=chat.url.removesuffix("/chat")
    )
    hoa = somebody(chat)
    with chat.database.work(chat.now) as work:
        return f"{chat.url}#link={give_link(work, hoa, hoa.person_id)}"


async def opened(browser: Browser, link: str) -> Page:
    page = await new_page(browser, PHONE)
    await page.goto(link)
    await expect(page.get_by_role("button", name="Mở trên máy này")).to_be_visible()
    return page


async def test_a_phone_opens_it_by_the_button_and_is_the_persons_from_then_on(
    browser: Browser, chat: WebChat
) -> None:
    link = link_of(chat)
    page = await opened(browser, link)
    assert chat.received == [], "nothing is said before the button is pressed"
    assert urlsplit(page.url).fragment == "", "the address may be shared"
    await page.get_by_role("button", name="Mở trên máy này").click()
    await expect(page.locator("#opening")).to_be_hidden()
    await write(page, "Chào")
    await expect(heard(page, "Đã nhận: Chào")).to_be_visible()
    assert [incoming.text for incoming in chat.received] == ["Chào"], "nobody has to register"
    assert await page.evaluate("document.cookie") == "", "no script reads the session"

    await page.reload()
    await expect(said(page, "Chào")).to_be_visible()
    await page.goto("about:blank")
    await page.goto(link)
    await page.get_by_role("button", name="Mở trên máy này").click()
    await expect(said(page, "Chào")).to_be_visible()
    assert page.troubles == []  # type: ignore[attr-defined]


async def test_a_second_phone_is_refused_and_told_what_to_do(browser: Browser, chat: WebChat) -> None:
    link = link_of(chat)
    first = await opened(browser, link)
    await first.get_by_role("button", name="Mở trên máy này").click()
    await expect(first.locator("#opening")).to_be_hidden()

    second = await opened(browser, link)
    await second.get_by_role("button", name="Mở trên máy này").click()
    await expect(second.locator("#opening-text")).to_contain_text("đã được mở trên một máy khác")
    await expect(second.locator("#opening-text")).to_contain_text("xin liên kết mới")
    await second.get_by_role("button", name="Đóng").click()
    await expect(heard(second, "Chào đồng chí")).to_be_visible()
    assert second.troubles == []  # type: ignore[attr-defined]
