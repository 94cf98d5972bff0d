"""Replies as people see them in Zalo, and sends that fail."""

import json

import httpx
import pytest

from channels.base import FileToSend, SendError
from channels.zalo.channel import ZaloChannel
from channels.zalo.errors import to_send_error
from domain.messages import Choice, Reply, chat_of_bot
from tests.channels.telegram_inbox import Inbox, refusal_of
from tests.sample_files import JPEG, PDF
from tests.zalo_server import Person, ZaloServer

HELLO = Reply("Kính gửi đồng chí")


@pytest.fixture
async def lans_chat(lan: Person, inbox: Inbox, zalo_channel: ZaloChannel) -> str:
    """The chat of somebody who wrote first, as she must."""
    lan.says("chào")
    return (await inbox.holds(1))[0].chat_id


async def test_a_text_and_its_choices_arrive(
    zalo: ZaloServer, lan: Person, lans_chat: str, zalo_channel: ZaloChannel
) -> None:
    reply = Reply("Còn 3 ngày.", (Choice("Báo cáo", "/report 12"),))
    message_id = await zalo_channel.send(lans_chat, reply, None)
    assert lan.last.startswith("Còn 3 ngày.\n\n1. Báo cáo\n")
    assert message_id == zalo.sent[-1].message_id


async def test_a_long_text_arrives_in_parts_and_is_counted_as_so_many(
    lan: Person, lans_chat: str, zalo_channel: ZaloChannel
) -> None:
    text = "Chi bộ đã học tập, quán triệt đầy đủ. " * 120
    await zalo_channel.send(lans_chat, Reply(text.strip()), None)
    assert len(lan.messages) == zalo_channel.messages_for(Reply(text.strip()), None) == 3
    assert " ".join(lan.messages) == text.strip()


async def test_a_menu_is_nothing_that_zalo_shows(
    lan: Person, lans_chat: str, zalo_channel: ZaloChannel
) -> None:
    menu = (("viec", "Việc phải làm"),)
    assert await zalo_channel.send(lans_chat, Reply("", menu=menu), None) is None
    await zalo_channel.send(lans_chat, Reply("Đã đăng ký.", menu=menu), None)
    assert lan.messages == ["Đã đăng ký."]


async def test_a_picture_is_fetched_by_its_link(
    zalo: ZaloServer, lan: Person, lans_chat: str, zalo_channel: ZaloChannel
) -> None:
    picture = FileToSend(8, "tien-do.jpg", "image/jpeg", JPEG, zalo.keep_photo(JPEG), 7)
    await zalo_channel.send(lans_chat, Reply("Tiến độ", file_id=8), picture)
    assert (lan.received[-1].text, lan.received[-1].photo) == ("Tiến độ", JPEG)


async def test_a_document_arrives_as_a_link(lan: Person, lans_chat: str, zalo_channel: ZaloChannel) -> None:
    book = FileToSend(7, "so.pdf", "application/pdf", PDF, "https://dondoc.example/files/7", 7)
    await zalo_channel.send(lans_chat, Reply("Sổ theo dõi", file_id=7), book)
    assert "https://dondoc.example/files/7" in lan.last


async def test_each_chat_is_answered_through_its_own_bot(
    zalo: ZaloServer, lan: Person, lans_chat: str, inbox: Inbox, zalo_channel: ZaloChannel
) -> None:
    same_person = zalo.person(lan.user_id, "Hoàng Thị Lan", bot=1)
    same_person.says("chào bot kia")
    other_chat = (await inbox.holds(2))[1].chat_id
    await zalo_channel.send(other_chat, Reply("hai"), None)
    await zalo_channel.send(lans_chat, Reply("một"), None)
    assert (lan.messages, same_person.messages) == (["một"], ["hai"])


# -- sends that fail ----------------------------------------------------------------------------------


def outcome(error: SendError) -> tuple[str, bool, bool, bool]:
    return error.reason, error.is_permanent, error.is_address_dead, error.is_uncertain


REFUSALS = {
    "a faulty request": (400, "no such chat", ("bad_request: no such chat", True, False, False)),
    "a bad token": (401, "Unauthorized", ("bad_token", True, False, False)),
    "a server error, and no block": (403, "Internal server error", ("server_error", False, False, False)),
    "a request that is not allowed": (404, "Not found", ("bad_request: Not found", True, False, False)),
    "a timeout": (408, "Request timeout", ("no_answer", False, False, True)),
    "a quota": (429, "Quota exceeded", ("quota", False, False, False)),
    "a code nobody knows": (-32, "?", ("refused: -32", False, False, False)),
}


@pytest.mark.parametrize(("code", "words", "expected"), REFUSALS.values(), ids=REFUSALS.keys())
@pytest.mark.parametrize("is_text", [False, True])
async def test_each_refusal_is_named_by_the_code_in_the_body(
    zalo: ZaloServer,
    lan: Person,
    lans_chat: str,
    zalo_channel: ZaloChannel,
    code: int,
    words: str,
    expected: tuple[str, bool, bool, bool],
    is_text: bool,
) -> None:
    told = {"ok": False, "error_code": str(code) if is_text else code, "description": words}
    zalo.garble_next("sendMessage", 200, json.dumps(told))
    error = await refusal_of(zalo_channel.send(lans_chat, HELLO, None))
    assert outcome(error) == expected
    assert error.wait is None
    assert lan.messages == []


@pytest.mark.parametrize("code", ["null", '"soon"', "{}", "1.5"])
async def test_a_refusal_without_a_code_is_tried_again(
    zalo: ZaloServer, lans_chat: str, zalo_channel: ZaloChannel, code: str
) -> None:
    zalo.garble_next("sendMessage", 200, f'{{"ok": false, "error_code": {code}}}')
    error = await refusal_of(zalo_channel.send(lans_chat, HELLO, None))
    assert outcome(error) == ("refused: None", False, False, False)


async def test_the_month_of_a_bot_is_spent(
    zalo: ZaloServer, lan: Person, lans_chat: str, zalo_channel: ZaloChannel
) -> None:
    lan.account.quota = 1
    await zalo_channel.send(lans_chat, HELLO, None)
    assert (await refusal_of(zalo_channel.send(lans_chat, HELLO, None))).reason == "quota"


async def test_a_refusal_in_the_middle_tells_how_much_had_gone(
    lan: Person, lans_chat: str, zalo_channel: ZaloChannel
) -> None:
    lan.account.quota = 2
    error = await refusal_of(zalo_channel.send(lans_chat, Reply("Câu một. " * 600), None))
    assert (error.reason, error.accepted, len(lan.messages)) == ("quota", 2, 2)


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (502, "<html>Bad Gateway</html>", ("server_error", False, False, False)),
        (504, "", ("server_error", False, False, False)),
        (200, "<html>please sign in</html>", ("unexpected_answer", False, False, True)),
        (200, "[]", ("unexpected_answer", False, False, True)),
        (200, "{}", ("unexpected_answer", False, False, True)),
        (200, '{"ok": "yes"}', ("unexpected_answer", False, False, True)),
    ],
)
async def test_answers_that_are_no_answers(
    zalo: ZaloServer,
    lans_chat: str,
    zalo_channel: ZaloChannel,
    status: int,
    body: str,
    expected: tuple[str, bool, bool, bool],
) -> None:
    zalo.garble_next("sendMessage", status, body)
    assert outcome(await refusal_of(zalo_channel.send(lans_chat, HELLO, None))) == expected


async def test_a_status_says_nothing_when_the_body_says_more(
    zalo: ZaloServer, lans_chat: str, zalo_channel: ZaloChannel
) -> None:
    zalo.garble_next("sendMessage", 500, '{"ok": true, "result": {"message_id": "82599fa32f56d00e8941"}}')
    assert await zalo_channel.send(lans_chat, HELLO, None) == "82599fa32f56d00e8941"
    zalo.garble_next("sendMessage", 200, '{"ok": true}')
    assert await zalo_channel.send(lans_chat, HELLO, None) is None


async def test_a_connection_lost_after_the_request_leaves_the_outcome_unknown(
    zalo: ZaloServer, lan: Person, lans_chat: str, zalo_channel: ZaloChannel
) -> None:
    zalo.drop_next("sendMessage")
    error = await refusal_of(zalo_channel.send(lans_chat, HELLO, None))
    assert outcome(error) == ("no_answer", False, False, True)
    assert lan.last == HELLO.text


async def test_a_refused_connection_is_certain_not_to_have_sent(
    zalo: ZaloServer, lans_chat: str, zalo_channel: ZaloChannel
) -> None:
    await zalo.stop()
    error = await refusal_of(zalo_channel.send(lans_chat, HELLO, None))
    assert outcome(error) == ("unreachable", False, False, False)


NETWORK = [
    (httpx.ConnectTimeout("?"), "unreachable"),
    (httpx.PoolTimeout("?"), "unreachable"),
    (httpx.ProxyError("?"), "unreachable"),
    (httpx.InvalidURL("?"), "unreachable"),
    (httpx.ReadTimeout("?"), "no_answer"),
    (httpx.WriteTimeout("?"), "no_answer"),
    (httpx.RemoteProtocolError("?"), "no_answer"),
]


@pytest.mark.parametrize(("error", "reason"), NETWORK)
def test_whether_it_left_is_told_by_how_it_failed(error: Exception, reason: str) -> None:
    named = to_send_error(error, "7:x")
    assert (named.reason, named.is_uncertain) == (reason, reason == "no_answer")


async def test_a_chat_of_a_bot_whose_token_was_taken_away_is_told(zalo_channel: ZaloChannel) -> None:
    for chat_id in (chat_of_bot("1999", "6ede"), "6ede"):
        error = await refusal_of(zalo_channel.send(chat_id, HELLO, None))
        assert outcome(error) == ("bot_gone", True, False, False)


async def test_before_the_start_and_after_the_stop_nothing_is_sent(
    lans_chat: str, zalo_channel: ZaloChannel
) -> None:
    await zalo_channel.stop()
    error = await refusal_of(zalo_channel.send(lans_chat, HELLO, None))
    assert outcome(error) == ("not_started", False, False, False)
