"""A phone with the page of the web chat open: it knows what the page shows, and does what a finger can."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Page, async_playwright, expect

from bot.build import App
from services.web_sessions import chat_lines, session_address
from tests.page.phone import CHROMIUM, PHONE, SWITCHES, new_page

TOKEN = "localStorage.getItem('dondoc:/chat::token')"
OWN, UNSENT, GOING, HEARD = ".line.own", ".line.own.unsent", ".line.going", ".line:not(.own)"
NEWEST_BUTTON = """([heard, label]) => {
  for (const line of [...document.querySelectorAll(heard)].reverse()) {
    const found = [...line.querySelectorAll("button.choice")].find((one) => one.textContent.includes(label));
    if (found) return found;
  }
  return null;
}"""
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
        button = (await self._page.evaluate_handle(NEWEST_BUTTON, [HEARD, label])).as_element()
        assert button is not None, f"{self.name} sees no button «{label}»"
        await button.click()
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
        await self._waits(f"{TOKEN} !== null && document.querySelector('{UNSENT}, {GOING}') === null")
        await self._app.settle()
        texts = await self.heard()
        return texts[-1] if texts else ""

    async def _catch_up(self) -> None:
        token = await self._page.evaluate(TOKEN)
        with self._app.database.look(self._app.clock.now()) as work:
            address = session_address(work, token)
            assert address is not None
            told = [line for line in chat_lines(work, address, None, MOST_LINES) if not line.from_person]
        await self._waits(f"document.querySelectorAll('{HEARD}').length === {len(told)}")

    async def _waits(self, until: str) -> None:
        await self._page.wait_for_function(f"() => {until}", polling=LOOK_AGAIN_MS, timeout=PATIENCE_MS)
