"""A browser, the channel with its pages, and a demo without a bot."""

import os
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from channels.web.demo import demo_routes
from tests.channels.web_chat import START, WebChat, web_chat
from tests.page.phone import CHROMIUM, PHONE, SWITCHES, answer, heard, new_page


class ThreePhones:
    """A demo without a bot: people to choose from, and a clock."""

    def __init__(self) -> None:
        self.now = START.astimezone(ZoneInfo("Asia/Ho_Chi_Minh"))
        self.people: list[dict[str, str]] = []
        self.note = ""

    async def state(self) -> dict[str, Any]:
        event = (self.now + timedelta(days=4)).isoformat()
        return {"now": self.now.isoformat(), "people": self.people, "next_event": event, "note": self.note}

    async def advance(self, hours: float) -> dict[str, Any]:
        self.now += timedelta(hours=hours)
        self.note = "Đã gửi 38 lời nhắc."
        return await self.state()

    async def advance_to_next_event(self) -> dict[str, Any]:
        return await self.advance(96)


@pytest.fixture
def demo() -> ThreePhones:
    return ThreePhones()


@pytest.fixture
async def chat(tmp_path: Path, demo: ThreePhones) -> AsyncIterator[WebChat]:
    async with web_chat(tmp_path, lambda: demo_routes(demo)) as running:
        running.answer = answer
        yield running


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        # Elsewhere a missing browser is said; where changes land it is a failure.
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium on this machine")
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield started
        await started.close()


@pytest.fixture
async def page(browser: Browser, chat: WebChat) -> AsyncIterator[Page]:
    """A phone that has opened the chat for the first time."""
    opened = await new_page(browser, PHONE)
    await opened.goto(chat.url)
    await expect(heard(opened, "Chào đồng chí")).to_be_visible()
    yield opened
    assert opened.troubles == []  # type: ignore[attr-defined]
