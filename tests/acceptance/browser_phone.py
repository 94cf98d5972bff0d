"""A phone with the page of the web chat open: it knows what the page shows, and does what a finger can."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, async_playwright, expect

from bot.build import App
from services.web_sessions import chat_lines, session_address
from tests.page.phone import CHROMIUM, PHONE, SWITCHES, new_page

TOKEN = "localStorage.getItem('dondoc:/chat::token')"
OWN, GOING, HEARD = ".line.own", ".line.going", ".line:not(.own)"
MOST_LINES = 500
# The machine may be busy with other tests: a page is waited for longer than a person would.
PATIENCE_MS = 30_000
LOOK_AGAIN_MS = 20


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A browser for all phones of a story."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        await browser.close()


class BrowserPhone:
    """Somebody's phone with the chat open."""

    def __init__(self, app: App, page: Page, name: str) -> None:
        self._app = app
        self._page = page
        self.name = name

    @classmethod
    async def open(cls, app: App, browser: Browser, address: str, name: str) -> "BrowserPhone":
        """Open the chat for the first time; the page greets by itself."""
        page = await new_page(browser, PHONE)
        page.set_default_timeout(PATIENCE_MS)
        await page.goto(f"{address}/chat")
        await expect(page.locator(OWN)).not_to_have_count(0, timeout=PATIENCE_MS)
        phone = cls(app, page, name)
        await phone._answer()
        return phone

    def use(self, app: App) -> None:
        """Talk to this application from now on."""
        self._app = app

    async def says(self, text: str) -> str:
        await self._page.get_by_role("textbox").fill(text)
        await self._page.keyboard.press("Enter")
        return await self._answer()

    async def presses(self, label: str) -> str:
        await self._catch_up()
        words = re.compile(re.escape(label))  # A plain text would match capitals and small letters alike.
        button = self._page.locator("button.choice", has_text=words)
        newest = self._page.locator(HEARD, has=button).last
        await newest.locator("button.choice", has_text=words).first.click()
        return await self._answer()

    async def sends_file(self, name: str, content: bytes, caption: str = "") -> str:
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        await self._page.locator("#file").set_input_files(files=[file])  # type: ignore[list-item]
        return await self.says(caption)

    async def heard(self) -> list[str]:
        await self._catch_up()
        return await self._page.locator(f"{HEARD} .said").all_inner_texts()

    async def _answer(self) -> str:
        """What was said has reached the bot, and its answer the page."""
        await expect(self._page.locator(f"{OWN}.unsent")).to_have_count(0)
        await self._page.wait_for_function(f"{TOKEN} !== null")
        await self._all_taken()
        await self._app.settle()
        texts = await self.heard()
        return texts[-1] if texts else ""

    async def _all_taken(self) -> None:
        await self._shows(GOING, 0)

    async def _catch_up(self) -> None:
        token = await self._page.evaluate(TOKEN)
        with self._app.database.look(self._app.clock.now()) as work:
            address = session_address(work, token)
            assert address is not None
            told = [line for line in chat_lines(work, address, None, MOST_LINES) if not line.from_person]
        await self._shows(HEARD, len(told))

    async def _shows(self, kind: str, count: int) -> None:
        counted = "([kind, count]) => document.querySelectorAll(kind).length === count"
        await self._page.wait_for_function(
            counted, arg=[kind, count], polling=LOOK_AGAIN_MS, timeout=PATIENCE_MS
        )
