"""A phone with the page open, and a bot of a few words to talk to."""

import shutil

from playwright.async_api import Browser, Locator, Page, expect

from domain.messages import Choice, Incoming, Reply

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
# The machine may be busy with other tests: what a page shows is waited for longer than a person would.
expect.set_options(timeout=30_000)
PHONE = {"width": 390, "height": 844}


def answer(incoming: Incoming) -> list[Reply]:
    """A bot that greets, offers a choice, and repeats what it heard."""
    if incoming.text.startswith("/start"):
        return [Reply("Chào đồng chí. Đề nghị đồng chí báo cáo.")]
    if incoming.text == "=7:yes":
        return [Reply("Đã ghi nhận. Mã biên nhận K7M29Q.")]
    if "45/50" in incoming.text:
        return [Reply("Dự 45/50 (90%). Đúng không?", (Choice("Đúng", "=7:yes"), Choice("Sửa", "=7:edit")))]
    return [Reply(f"Đã nhận: {incoming.text}")]


async def new_page(browser: Browser, size: dict[str, int]) -> Page:
    context = await browser.new_context(viewport={"width": size["width"], "height": size["height"]})
    opened = await context.new_page()
    opened.troubles = troubles = []  # type: ignore[attr-defined]
    opened.on("pageerror", lambda error: troubles.append(str(error)))
    opened.on("console", lambda said: troubles.append(said.text) if "Content Security" in said.text else None)
    return opened


def heard(page: Page, text: str) -> Locator:
    return page.locator(".line:not(.own)", has_text=text)


def said(page: Page, text: str) -> Locator:
    return page.locator(".line.own:not(.going)", has_text=text)


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox").fill(text)
    await page.keyboard.press("Enter")


async def box(locator: Locator) -> tuple[float, float]:
    """Width and height of what is shown."""
    found = await locator.bounding_box()
    assert found is not None
    return found["width"], found["height"]
