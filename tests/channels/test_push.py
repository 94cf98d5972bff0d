"""Notifications of the web chat: who may take them, what they say, and what becomes of those gone."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from channels.base import SendError
from channels.web.push import is_known_service
from domain.messages import Reply
from services.actors import Actor
from services.reach import rungs_by_person
from storage.tables import Address, PushSubscription, Setting
from tests.channels.push_service import PushService, push_service
from tests.channels.test_personal_links import Phone, link_for, somebody, web_addresses
from tests.channels.web_chat import WebChat, web_chat

URL = "https://dondoc.example"
PUSH = "/chat/api/push"


@pytest.fixture
async def service() -> AsyncIterator[PushService]:
    async with push_service() as running:
        yield running


@pytest.fixture
async def chat(tmp_path: Path, service: PushService) -> AsyncIterator[WebChat]:
    def is_ours(endpoint: str) -> bool:
        return endpoint.startswith(service.url)

    async with web_chat(tmp_path, public_url=URL, trusts=is_ours) as running:
        yield running


async def registered(chat: WebChat) -> tuple[Actor, Phone]:
    """Somebody whose phone has opened a personal link."""
    hoa, phone = somebody(chat), Phone(chat)
    await phone.opens(link_for(chat, hoa))
    return hoa, phone


async def notified(chat: WebChat, service: PushService) -> tuple[Actor, Phone, str]:
    """The same, and the phone takes notifications; also its chat."""
    hoa, phone = await registered(chat)
    assert (await phone.asks("POST", PUSH, service.subscription())).status == 204
    return hoa, phone, web_addresses(chat, hoa)[0].chat_id


async def test_a_registered_person_is_offered_the_key_and_a_stranger_nothing(chat: WebChat) -> None:
    _hoa, phone = await registered(chat)
    told = await (await phone.asks("GET", PUSH)).json()
    assert (len(told["key"]), told["is_on"]) == (87, False)
    again = await (await phone.asks("GET", PUSH)).json()
    assert again["key"] == told["key"], "the key is made once"
    stranger = await chat.open_session()
    assert (await (await stranger.get("push")).json())["key"] is None
    assert (await chat.client.get(PUSH)).status == 401


async def test_a_message_is_told_in_one_line_without_its_words(chat: WebChat, service: PushService) -> None:
    _hoa, phone, chat_id = await notified(chat, service)
    await chat.channel.send(chat_id, Reply("Kính gửi đồng chí Nguyễn Thị Hoa. Còn 3 ngày đến hạn."), None)
    read = service.read()
    assert "Đồng chí có tin mới từ Ban Tuyên giáo" in read
    assert "Hoa" not in read
    assert "hạn" not in read
    key = (await (await phone.asks("GET", PUSH)).json())["key"]
    assert f'"sub":"{URL}"' in service.verify(key)
    headers = service.pushed[-1][0]
    assert (headers["Content-Encoding"], headers["TTL"], headers["Topic"]) == ("aes128gcm", "86400", "dondoc")


async def test_who_looks_at_the_page_is_not_told(chat: WebChat, service: PushService) -> None:
    _hoa, phone, chat_id = await notified(chat, service)
    await phone.hears()
    await chat.channel.send(chat_id, Reply("Đã ghi nhận"), None)
    assert service.pushed == []
    await phone.asks("GET", "/chat/api/messages?seen=no")
    await chat.channel.send(chat_id, Reply("Còn 3 ngày"), None)
    assert len(service.pushed) == 1


@pytest.mark.parametrize("status", [404, 410])
async def test_a_browser_that_is_gone_is_forgotten_and_the_person_not_reached_by_the_page(
    chat: WebChat, service: PushService, status: int
) -> None:
    hoa, _phone, chat_id = await notified(chat, service)
    service.status = status
    with pytest.raises(SendError) as refused:
        await chat.channel.send(chat_id, Reply("Còn 3 ngày"), None)
    assert (refused.value.reason, refused.value.is_permanent) == ("no_push", True)
    with chat.database.look(chat.now) as work:
        assert work.session.scalars(select(PushSubscription.gone_at)).one() is not None
        assert [rung.is_mere_page for rung in rungs_by_person(work, [hoa.person_id])[hoa.person_id]] == [
            False,
            True,
        ]
    assert await chat.channel.send(chat_id, Reply("Còn 3 ngày"), None) is None, "the page still takes it"


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_a_service_that_fails_is_tried_again(chat: WebChat, service: PushService, status: int) -> None:
    _hoa, _phone, chat_id = await notified(chat, service)
    service.status = status
    with pytest.raises(SendError) as refused:
        await chat.channel.send(chat_id, Reply("Còn 3 ngày"), None)
    assert (refused.value.is_permanent, refused.value.is_uncertain) == (False, False)
    service.status = 201
    await chat.channel.send(chat_id, Reply("Còn 3 ngày"), None)
    assert len(service.pushed) == 1


async def test_of_two_browsers_one_is_enough(chat: WebChat, service: PushService) -> None:
    _hoa, phone, chat_id = await notified(chat, service)
    await phone.asks("POST", PUSH, service.subscription("may-tinh"))
    await chat.channel.send(chat_id, Reply("Còn 3 ngày"), None)
    assert len(service.pushed) == 2
    assert {service.read(name, number) for number, name in enumerate(("may-hoa", "may-tinh"))}


async def test_a_browser_belongs_to_the_last_person_who_used_it(chat: WebChat, service: PushService) -> None:
    hoa, _phone, chat_id = await notified(chat, service)
    lan, other = somebody(chat, "Hoàng Thị Lan"), Phone(chat)
    await other.opens(link_for(chat, lan))
    await other.asks("POST", PUSH, service.subscription())
    await chat.channel.send(chat_id, Reply("Việc của Hoa"), None)
    assert service.pushed == []
    assert hoa.person_id != lan.person_id


async def test_a_stranger_takes_no_notifications(chat: WebChat, service: PushService) -> None:
    stranger = await chat.open_session()
    answer = await chat.client.post(PUSH, json=service.subscription(), headers=stranger.headers)
    assert answer.status == 400
    with chat.database.look(chat.now) as work:
        assert list(work.session.scalars(select(PushSubscription))) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"endpoint": "http://127.0.0.1:1/latest/meta-data"},
        {"endpoint": 5},
        {"endpoint": ""},
        {"keys": None},
        {"keys": {"p256dh": "AAAA", "auth": "AAAA"}},
        {"keys": {"p256dh": "!!", "auth": "!!"}},
    ],
)
async def test_what_no_browser_would_answer_is_refused(
    chat: WebChat, service: PushService, changed: dict[str, object]
) -> None:
    _hoa, phone = await registered(chat)
    answer = await phone.asks("POST", PUSH, {**service.subscription(), **changed})
    assert answer.status == 400
    assert (await answer.json())["error"]


@pytest.mark.parametrize(
    ("endpoint", "is_known"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc", True),
        ("https://updates.push.services.mozilla.com/wpush/v2/abc", True),
        ("https://web.push.apple.com/abc", True),
        ("https://wns2-par02p.notify.windows.com/w/?token=abc", True),
        ("http://fcm.googleapis.com/fcm/send/abc", False),
        ("https://fcm.googleapis.com:8443/abc", False),
        ("https://fcm.googleapis.com@evil.example/abc", False),
        ("https://evil.example/fcm.googleapis.com", False),
        ("https://evilpush.apple.com/abc", False),
        ("https://127.0.0.1/abc", False),
        ("https://[::1/abc", False),
        ("file:///etc/passwd", False),
    ],
)
def test_only_the_makers_of_browsers_are_called(endpoint: str, is_known: bool) -> None:
    assert is_known_service(endpoint) is is_known


async def test_without_https_the_page_says_that_another_channel_is_needed(tmp_path: Path) -> None:
    async with web_chat(tmp_path, public_url="http://10.0.0.5:8080") as plain:
        _hoa, phone = await registered(plain)
        told = await (await phone.asks("GET", PUSH)).json()
        assert told["key"] is None
        assert "thêm Zalo, Telegram" in told["sentence"]
        assert (await phone.asks("POST", PUSH, {"endpoint": "x", "keys": {}})).status == 400
        plain.database.installation = replace(plain.database.installation, page_reaches=True)
        told = await (await phone.asks("GET", PUSH)).json()
        assert told["sentence"] == "", "on trial all pages are watched"


async def test_the_private_key_fits_where_settings_are_kept(chat: WebChat) -> None:
    _hoa, phone = await registered(chat)
    await phone.asks("GET", PUSH)
    with chat.database.look(chat.now) as work:
        assert len(work.session.get_one(Setting, "push_key").value) == 43
        assert work.session.scalars(select(Address.channel).where(Address.channel == "web")).all()
