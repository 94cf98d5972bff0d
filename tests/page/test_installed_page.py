"""The page as an app: installable, open without a network, told by a notification while it is closed."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from channels.web import watching
from domain.messages import Reply
from services.personal_links import give_link
from tests.channels.push_service import PushService, push_service
from tests.channels.test_personal_links import somebody, web_addresses
from tests.channels.web_chat import WebChat, web_chat
from tests.page.phone import CHROMIUM, PHONE, SWITCHES, answer, heard, new_page, said, write

pytestmark = pytest.mark.browser

URL = "https://dondoc.example"
# Headless Chromium reaches no push service: this is what a browser that does answers with.
SUBSCRIBES = """
PushManager.prototype.subscribe = async function ({ userVisibleOnly, applicationServerKey }) {
  if (!userVisibleOnly || applicationServerKey.length !== 65) throw new TypeError("not what browsers take");
  return { toJSON: () => (SUBSCRIPTION) };
};
"""

SHOWN = """navigator.serviceWorker.getRegistration("/chat").then((worker) => worker.getNotifications())
  .then((shown) => shown.map((one) => one.body))"""

SIZE = """async (src) => {
  const icon = new Image();
  icon.src = src;
  await icon.decode();
  return [icon.width, icon.height];
}"""
KEPT = """async () => {
  const shelves = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const requests = (await Promise.all(shelves.map((shelf) => shelf.keys()))).flat();
  return requests.map((request) => new URL(request.url).pathname);
}"""


async def worker_is_ready(page: Page) -> None:
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)")


@pytest.fixture
async def own_page(chat: WebChat, tmp_path: Path) -> AsyncIterator[Page]:
    """A page in a browser that keeps what it is given: others may install nothing."""
    if CHROMIUM is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium on this machine")
    async with async_playwright() as playwright:
        profile = str(tmp_path / "profile")
        launch = playwright.chromium.launch_persistent_context
        context = await launch(profile, executable_path=CHROMIUM, args=SWITCHES)
        page = await context.new_page()
        await page.goto(chat.url)
        yield page
        await context.close()


async def test_a_phone_can_install_it(own_page: Page) -> None:
    page = own_page
    await worker_is_ready(page)
    protocol = await page.context.new_cdp_session(page)
    assert (await protocol.send("Page.getInstallabilityErrors"))["installabilityErrors"] == []
    manifest = await protocol.send("Page.getAppManifest")
    assert manifest["errors"] == []
    named = json.loads(manifest["data"])
    assert (named["name"], named["start_url"], named["display"]) == ("Đôn Đốc", "/chat", "standalone")
    for icon in named["icons"]:
        size = await page.evaluate(SIZE, icon["src"])
        assert icon["sizes"] in ("any", "x".join(map(str, size)))


async def test_it_opens_without_a_network_and_sends_later_what_is_written(page: Page, chat: WebChat) -> None:
    await worker_is_ready(page)
    await page.context.set_offline(True)
    await page.reload()
    await expect(page.get_by_text("Mất kết nối, đang thử lại…")).to_be_visible()
    await write(page, "Báo cáo khi mất mạng")
    await expect(page.locator(".line.unsent")).to_contain_text("Chưa gửi")
    await page.reload()
    await expect(page.locator(".line.unsent")).to_contain_text("Báo cáo khi mất mạng")
    await page.context.set_offline(False)
    await expect(heard(page, "Đã nhận: Báo cáo khi mất mạng")).to_be_visible()
    await expect(said(page, "Báo cáo khi mất mạng")).to_have_count(1)


async def test_nothing_private_is_kept_for_times_without_a_network(page: Page, chat: WebChat) -> None:
    await worker_is_ready(page)
    await write(page, "Nội dung riêng")
    await expect(heard(page, "Đã nhận: Nội dung riêng")).to_be_visible()
    kept = await page.evaluate(KEPT)
    assert kept
    assert [path for path in kept if path.startswith("/chat/api")] == []


@pytest.fixture
async def service() -> AsyncIterator[PushService]:
    async with push_service() as running:
        yield running


@pytest.fixture
async def secure(tmp_path: Path, service: PushService) -> AsyncIterator[WebChat]:
    """The channel of an installation that is on https; the test itself comes by http to this machine."""

    def is_ours(endpoint: str) -> bool:
        return endpoint.startswith(service.url)

    async with web_chat(tmp_path, public_url=URL, trusts=is_ours) as running:
        running.answer = answer
        yield running


async def test_a_person_turns_notifications_on_by_a_button_and_is_told(
    browser: Browser, secure: WebChat, service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "SEEN_SECONDS", 0.0)
    page = await new_page(browser, PHONE)
    await page.context.grant_permissions(["notifications"])
    await page.add_init_script(SUBSCRIBES.replace("SUBSCRIPTION", json.dumps(service.subscription())))
    hoa = somebody(secure)
    with secure.database.work(secure.now) as work:
        link = give_link(work, hoa, hoa.person_id)
    await page.goto(f"{secure.url}#link={link}")
    await page.get_by_role("button", name="Mở trên máy này").click()
    await expect(page.locator("#opening")).to_be_hidden()
    await write(page, "Chào")
    await page.get_by_role("button", name="Nhận thông báo").click()
    await expect(page.locator("#push-text")).to_have_text("Đã bật thông báo trên máy này.")
    chat_id = web_addresses(secure, hoa)[0].chat_id
    await secure.channel.send(chat_id, Reply("Còn 9 ngày đến hạn"), None)
    assert service.pushed == [], "the page is looked at"
    await page.close()
    while not service.pushed:  # until the server has heard that the page is gone
        await secure.channel.send(chat_id, Reply("Còn 3 ngày đến hạn"), None)
        await asyncio.sleep(0.05)
    assert "Đồng chí có tin mới" in service.read()


async def test_a_notification_is_shown_unless_somebody_looks_at_the_page(page: Page, chat: WebChat) -> None:
    await page.context.grant_permissions(["notifications"])
    await worker_is_ready(page)
    beside = await page.context.new_page()
    await beside.goto(f"{chat.url}/static/icon.svg")
    protocol = await beside.context.new_cdp_session(beside)
    found: list[dict[str, str]] = []
    protocol.on("ServiceWorker.workerRegistrationUpdated", lambda told: found.extend(told["registrations"]))
    await protocol.send("ServiceWorker.enable")
    while not found:
        await beside.wait_for_timeout(50)
    pushed = {
        "origin": chat.url.removesuffix("/chat"),
        "registrationId": found[0]["registrationId"],
        "data": json.dumps({"title": "Đôn Đốc", "body": "Đồng chí có tin mới."}),
    }
    await protocol.send("ServiceWorker.deliverPushMessage", pushed)
    await beside.wait_for_timeout(300)
    assert await beside.evaluate(SHOWN) == []
    await page.close()
    await protocol.send("ServiceWorker.deliverPushMessage", pushed)
    await beside.wait_for_function(f"{SHOWN}.then((shown) => shown.length > 0)")
    assert await beside.evaluate(SHOWN) == ["Đồng chí có tin mới."]
