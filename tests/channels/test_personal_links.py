"""A personal link over HTTP: opened once, on one device, never by looking at it, and what thieves get."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from aiohttp import ClientResponse
from sqlalchemy import select
from structlog.testing import capture_logs

from domain.messages import Reply
from services.actors import Actor, load_actor
from services.personal_links import LINK_DAYS, give_link, revoke_links
from storage.tables import Address, AuditEntry, OutboxMessage, Person, PersonalLink, WebSession
from tests.channels.web_chat import WebChat, web_chat

URL = "https://dondoc.example"


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[WebChat]:
    async with web_chat(tmp_path) as running:
        running.database.installation = replace(running.database.installation, public_url=URL)
        yield running


class Phone:
    """A browser: it keeps the cookie that it was given and sends it along."""

    def __init__(self, chat: WebChat) -> None:
        self._client = chat.client
        self.cookie = ""

    async def asks(self, method: str, path: str, body: object = None, **headers: str) -> ClientResponse:
        if self.cookie:
            headers["Cookie"] = f"dondoc_chat={self.cookie}"
        return await self._client.request(method, path, json=body, headers=headers)

    async def opens(self, token: str) -> ClientResponse:
        """Press the button of the page."""
        answer = await self.asks("POST", "/chat/api/link", {"link": token})
        if "dondoc_chat" in answer.cookies:
            self.cookie = answer.cookies["dondoc_chat"].value
        return answer

    async def is_let_in(self) -> bool:
        return bool((await (await self.asks("GET", "/chat/api/session")).json())["known"])

    async def says(self, text: str, **headers: str) -> int:
        body = {"id": str(uuid4()), "text": text}
        return (await self.asks("POST", "/chat/api/messages", body, **headers)).status

    async def hears(self) -> list[str]:
        answer = await self.asks("GET", "/chat/api/messages")
        return [line["text"] for line in (await answer.json())["lines"]]


def somebody(chat: WebChat, name: str = "Nguyễn Thị Hoa") -> Actor:
    with chat.database.work(chat.now) as work:
        person = Person(name=name, created_at=work.now)
        work.session.add(person)
        work.session.flush()
        work.session.add(Address(channel="telegram", chat_id=name, person_id=person.id, created_at=work.now))
        work.session.flush()
        return load_actor(work, person.id)


def link_for(chat: WebChat, actor: Actor) -> str:
    with chat.database.work(chat.now) as work:
        return give_link(work, actor, actor.person_id)


def web_addresses(chat: WebChat, actor: Actor) -> list[Address]:
    with chat.database.look(chat.now) as work:
        own = select(Address).where(Address.person_id == actor.person_id, Address.channel == "web")
        return list(work.session.scalars(own))


async def test_the_first_device_is_let_in_as_the_person_and_stays(chat: WebChat) -> None:
    hoa, phone = somebody(chat), Phone(chat)
    answer = await phone.opens(link_for(chat, hoa))
    assert (answer.status, await answer.json()) == (200, {"is_new": True})
    cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Strict", "Secure", "Path=/chat"))
    assert await phone.is_let_in()
    assert await phone.says("45/50") == 202
    (own,) = web_addresses(chat, hoa)
    assert chat.received[-1].chat_id == own.chat_id
    assert (await phone.asks("GET", "/chat/api/menu")).status == 200


async def test_the_person_hears_of_it_on_the_other_channel(chat: WebChat) -> None:
    hoa, phone = somebody(chat), Phone(chat)
    await phone.opens(link_for(chat, hoa))
    with chat.database.look(chat.now) as work:
        said = {row.channel: row.content["text"] for row in work.session.scalars(select(OutboxMessage))}
    assert "vừa được mở trên một máy mới" in said["telegram"]
    assert "Kính chào đồng chí Nguyễn Thị Hoa" in said["web"]


async def test_the_same_device_may_open_it_again_and_gets_no_second_chat(chat: WebChat) -> None:
    hoa, phone = somebody(chat), Phone(chat)
    token = link_for(chat, hoa)
    await phone.opens(token)
    again = await phone.opens(token)
    assert (again.status, await again.json()) == (200, {"is_new": False})
    assert (await phone.opens(link_for(chat, hoa))).status == 200, (
        "a new link on the device that has the chat"
    )
    assert len(web_addresses(chat, hoa)) == 1


async def test_a_second_device_is_refused_with_what_to_do_and_leaves_the_first_alone(chat: WebChat) -> None:
    hoa, phone, thief = somebody(chat), Phone(chat), Phone(chat)
    token = link_for(chat, hoa)
    await phone.opens(token)
    refused = await thief.opens(token)
    assert refused.status == 409
    assert "đã được mở trên một máy khác" in (await refused.json())["error"]
    assert "Set-Cookie" not in refused.headers
    assert not await thief.is_let_in()
    assert await thief.says("45/50") == 401
    assert await phone.is_let_in()


async def test_looking_at_the_page_uses_nothing_up(chat: WebChat) -> None:
    hoa, preview = somebody(chat), Phone(chat)
    token = link_for(chat, hoa)
    for path in ("/chat", f"/chat?link={token}", "/chat/api/link"):
        shown = await preview.asks("GET", path)
        assert shown.status in (200, 405)
        assert token not in await shown.text()
        if shown.status == 200:
            assert shown.headers["Referrer-Policy"] == "no-referrer"
    assert (await Phone(chat).opens(token)).status == 200


@pytest.mark.parametrize("guess", ["", "x", "A" * 43, "A" * 5000, "'; DROP TABLE person; --"])
async def test_a_guessed_link_opens_nothing(chat: WebChat, guess: str) -> None:
    somebody(chat)
    answer = await Phone(chat).opens(guess)
    assert answer.status == 404
    assert "không đúng" in (await answer.json())["error"]


@pytest.mark.parametrize("body", ["{", "[]", '{"link": 5}', '{"link": null}'])
async def test_what_is_no_link_at_all_is_refused_kindly(chat: WebChat, body: str) -> None:
    answer = await chat.client.post("/chat/api/link", data=body, headers={"Content-Type": "application/json"})
    assert answer.status in (400, 404)
    assert (await answer.json())["error"]


async def test_guessing_is_slowed_down(chat: WebChat) -> None:
    phone = Phone(chat)
    statuses = [(await phone.opens(f"guess{number}")).status for number in range(21)]
    assert statuses == [404] * 20 + [429]


async def test_it_expires_unused_and_a_device_that_has_it_stays(chat: WebChat) -> None:
    hoa, phone = somebody(chat), Phone(chat)
    used = link_for(chat, hoa)
    await phone.opens(used)
    unused = link_for(chat, hoa)
    chat.now += timedelta(days=LINK_DAYS)
    assert (await Phone(chat).opens(unused)).status == 410
    assert (await phone.opens(used)).status == 200


async def test_a_new_link_voids_the_unused_one_before(chat: WebChat) -> None:
    hoa = somebody(chat)
    first, second = link_for(chat, hoa), link_for(chat, hoa)
    assert (await Phone(chat).opens(first)).status == 410
    assert (await Phone(chat).opens(second)).status == 200


async def test_what_is_revoked_is_closed_at_once(chat: WebChat) -> None:
    hoa, phone = somebody(chat), Phone(chat)
    token = link_for(chat, hoa)
    await phone.opens(token)
    with chat.database.work(chat.now) as work:
        assert revoke_links(work, hoa, hoa.person_id) == 1
    assert not await phone.is_let_in()
    assert await phone.says("45/50") == 401
    assert (await phone.opens(token)).status == 410
    assert web_addresses(chat, hoa) == []
    with chat.database.look(chat.now) as work:
        actions = list(work.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))
    assert actions == ["link_given", "link_opened", "channel_removed", "links_revoked"]


async def test_a_cookie_serves_only_our_own_page(chat: WebChat) -> None:
    hoa, phone = somebody(chat), Phone(chat)
    await phone.opens(link_for(chat, hoa))
    assert await phone.says("từ trang khác", **{"Sec-Fetch-Site": "cross-site"}) == 401
    assert await phone.says("từ trang này", **{"Sec-Fetch-Site": "same-origin"}) == 202


async def test_one_person_reads_nothing_of_another(chat: WebChat) -> None:
    hoa, lan = somebody(chat), somebody(chat, "Hoàng Thị Lan")
    of_hoa, of_lan = Phone(chat), Phone(chat)
    await of_hoa.opens(link_for(chat, hoa))
    await of_lan.opens(link_for(chat, lan))
    await chat.bot_says(web_addresses(chat, hoa)[0].chat_id, Reply("Việc của Hoa"))
    assert "Việc của Hoa" in await of_hoa.hears()
    of_others = await of_lan.hears()
    assert len(of_others) == 1
    assert "Hoàng Thị Lan" in of_others[0]


async def test_nothing_that_is_kept_or_logged_opens_the_chat(chat: WebChat) -> None:
    hoa, phone = somebody(chat), Phone(chat)
    token = link_for(chat, hoa)
    with capture_logs() as logs:
        opened = await phone.opens(token)
        await Phone(chat).opens(token)
    session = opened.cookies["dondoc_chat"].value
    assert token not in str(logs)
    assert session not in str(logs)
    with chat.database.look(chat.now) as work:
        links = list(work.session.scalars(select(PersonalLink.token_hash)))
        sessions = list(work.session.scalars(select(WebSession.token_hash)))
    assert token not in links
    assert session not in sessions
