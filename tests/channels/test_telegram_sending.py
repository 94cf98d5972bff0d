"""Replies as people see them on the phone, and sends that fail."""

from dataclasses import replace
from datetime import timedelta

import pytest
from telegram.error import NetworkError, TimedOut

from channels.base import FileToSend, SendError
from channels.long_texts import split_text
from channels.telegram.channel import TelegramChannel
from channels.telegram.errors import to_send_error
from domain.messages import Choice, Reply
from tests.channels.telegram_inbox import Inbox, refusal_of
from tests.telegram_server import Person, TelegramServer

REPORT = FileToSend(5, "Báo cáo tuần.xlsx", "application/vnd.ms-excel", b"PK\x03\x04 content")


async def test_a_text_is_sent_as_it_is(server: TelegramServer, hoa: Person, channel: TelegramChannel) -> None:
    message_id = await channel.send("1001", Reply("Hạn <b>26.6</b> & *15.7*"), None)
    assert hoa.messages == ["Hạn <b>26.6</b> & *15.7*"]
    assert message_id == str(server.sent[-1].message_id)


async def test_choices_become_buttons_one_under_the_other(hoa: Person, channel: TelegramChannel) -> None:
    long_label = "Tập huấn nghiệp vụ công tác đảng, công tác chính trị năm 2026 cho cán bộ"
    choices = (Choice("Báo cáo", "/report 12"), Choice(long_label, "/report 13"))
    await channel.send("1001", Reply("Chọn việc", choices), None)
    [[first], [second]] = hoa.received[-1].labels
    assert first == "Báo cáo"
    assert len(second) <= 60
    assert second.endswith("…")


async def test_short_choices_stand_in_pairs(hoa: Person, channel: TelegramChannel) -> None:
    choices = tuple(Choice(label, f"={label}") for label in ("Có", "Không", "Hủy"))
    await channel.send("1001", Reply("Gửi báo cáo?", choices), None)
    assert hoa.received[-1].labels == [["Có", "Không"], ["Hủy"]]


async def test_a_choice_may_say_64_bytes_and_no_more(hoa: Person, channel: TelegramChannel) -> None:
    await channel.send("1001", Reply("Chọn", (Choice("Vừa", "ế" * 21 + "x"),)), None)
    assert hoa.received[-1].buttons[0][0]["callback_data"] == "ế" * 21 + "x"
    with pytest.raises(ValueError, match="too much"):
        Choice("Dài", "ế" * 22)


async def test_a_long_text_is_cut_between_paragraphs_with_buttons_on_the_last_part(
    hoa: Person, channel: TelegramChannel
) -> None:
    paragraphs = [f"Đơn vị {number}: " + "đã học đủ. " * 60 for number in range(12)]
    text = "\n\n".join(paragraph.strip() for paragraph in paragraphs)
    message_id = await channel.send("1001", Reply(text, (Choice("Xem", "/summary"),)), None)
    assert "\n\n".join(hoa.messages) == text
    assert [bool(sent.buttons) for sent in hoa.received] == [False, True]
    assert message_id == str(hoa.received[-1].message_id)


@pytest.mark.parametrize("text", ["chữ " * 3000, "x" * 9000, "😀" * 5000, "Câu một. " * 1000, ""])
def test_no_part_of_a_long_text_is_too_long_and_nothing_is_lost(text: str) -> None:
    parts = split_text(text, 4096)
    assert all(len(part.encode("utf-16-le")) <= 2 * 4096 for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


async def test_a_file_is_sent_with_its_caption_and_buttons(hoa: Person, channel: TelegramChannel) -> None:
    await channel.send("1001", Reply("Báo cáo tuần này", (Choice("Xem", "/summary"),), file_id=5), REPORT)
    [sent] = hoa.received
    assert (sent.text, sent.file_name, sent.file_content) == ("Báo cáo tuần này", REPORT.name, REPORT.content)
    assert sent.labels == [["Xem"]]


async def test_a_file_name_that_no_header_can_carry_is_changed(hoa: Person, channel: TelegramChannel) -> None:
    await channel.send("1001", Reply("", file_id=5), replace(REPORT, name='Báo\r\ncáo "tuần".xlsx'))
    await channel.send("1001", Reply("", file_id=5), replace(REPORT, name=""))
    assert [sent.file_name for sent in hoa.received] == ["Báo__cáo _tuần_.xlsx", "file"]


async def test_a_text_too_long_for_a_caption_goes_before_the_file(
    hoa: Person, channel: TelegramChannel
) -> None:
    text = "Kính gửi đồng chí. " * 60
    await channel.send("1001", Reply(text.strip(), file_id=5), REPORT)
    assert [(sent.text, sent.file_name) for sent in hoa.received] == [
        (text.strip(), None),
        ("", REPORT.name),
    ]


async def test_a_menu_is_set_before_the_message(hoa: Person, channel: TelegramChannel) -> None:
    await channel.send("1001", Reply("Đã đăng ký", menu=(("report", "Báo cáo"), ("/help", "Trợ giúp"))), None)
    assert hoa.menu == [("report", "Báo cáo"), ("help", "Trợ giúp")]
    assert hoa.last == "Đã đăng ký"


async def test_a_menu_may_come_alone_and_may_be_empty(hoa: Person, channel: TelegramChannel) -> None:
    await channel.send("1001", Reply("Chào", menu=(("help", "Trợ giúp"),)), None)
    assert await channel.send("1001", Reply("", menu=()), None) is None
    assert (hoa.menu, hoa.messages) == ([], ["Chào"])


async def test_a_menu_that_is_refused_does_not_hold_up_the_message(
    hoa: Person, channel: TelegramChannel
) -> None:
    await channel.send("1001", Reply("Chào", menu=(("Báo-cáo", "Báo cáo"),)), None)
    assert (hoa.menu, hoa.messages) == ([], ["Chào"])


# -- sends that fail ----------------------------------------------------------------------------------


def outcome(error: SendError) -> tuple[str, bool, bool, bool]:
    return error.reason, error.is_permanent, error.is_address_dead, error.is_uncertain


async def test_somebody_who_blocked_the_bot_is_unreachable_until_they_return(
    hoa: Person, channel: TelegramChannel
) -> None:
    hoa.blocks()
    error = await refusal_of(channel.send("1001", Reply("Nhắc hạn"), None))
    assert outcome(error) == ("blocked", True, True, False)
    hoa.unblocks()
    await channel.send("1001", Reply("Nhắc hạn"), None)
    assert hoa.last == "Nhắc hạn"


async def test_an_unknown_chat_is_a_dead_address(channel: TelegramChannel) -> None:
    error = await refusal_of(channel.send("999", Reply("Chào", menu=(("help", "Trợ giúp"),)), None))
    assert outcome(error) == ("chat_not_found", True, True, False)


async def test_a_group_that_moved_tells_its_new_id(
    hoa: Person, inbox: Inbox, channel: TelegramChannel
) -> None:
    supergroup = hoa.in_group(-4001, "Ban Chỉ huy").upgrades_group(-1004001)
    [incoming] = await inbox.holds(1)
    assert (incoming.kind, incoming.chat_id, incoming.new_chat_id) == ("migrated", "-4001", "-1004001")
    error = await refusal_of(channel.send("-4001", Reply("Tổng hợp"), None))
    assert (error.reason, error.new_chat_id, error.is_permanent) == ("chat_migrated", "-1004001", False)
    await channel.send("-1004001", Reply("Tổng hợp"), None)
    assert supergroup.last == "Tổng hợp"


@pytest.mark.parametrize("library_setting", ["true", "false"])
@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
async def test_a_flood_error_tells_how_long_to_wait(
    server: TelegramServer,
    hoa: Person,
    channel: TelegramChannel,
    monkeypatch: pytest.MonkeyPatch,
    library_setting: str,
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", library_setting)
    server.refuse_next("sendMessage", 429, "Too Many Requests: retry after 7", retry_after=7)
    error = await refusal_of(channel.send("1001", Reply("Nhắc hạn"), None))
    assert outcome(error) == ("too_many_requests", False, False, False)
    assert error.wait == timedelta(seconds=7)


async def test_messages_beyond_the_limit_are_refused_and_not_shown(
    server: TelegramServer, hoa: Person, channel: TelegramChannel
) -> None:
    server.per_second = 2
    await channel.send("1001", Reply("một"), None)
    await channel.send("1001", Reply("hai"), None)
    assert (await refusal_of(channel.send("1001", Reply("ba"), None))).wait == timedelta(seconds=1)
    assert hoa.messages == ["một", "hai"]


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        (500, '{"ok":false,"error_code":500,"description":"Internal Server Error"}', ("server_error", False)),
        (502, "<html>Bad Gateway</html>", ("server_error", False)),
        (504, "", ("server_error", False)),
        (429, "<html>slow down</html>", ("too_many_requests", False)),
        (413, "<html>too large</html>", ("file_too_large", False)),
        (200, "<html>please sign in</html>", ("unexpected_answer", True)),
        (200, '{"ok": false}', ("unexpected_answer", True)),
    ],
)
async def test_answers_that_are_no_answers(
    server: TelegramServer,
    hoa: Person,
    channel: TelegramChannel,
    status: int,
    body: str,
    expected: tuple[str, bool],
) -> None:
    server.garble_next("sendMessage", status, body)
    error = await refusal_of(channel.send("1001", Reply("Nhắc hạn"), None))
    assert (error.reason, error.is_uncertain) == expected
    assert error.is_permanent == (status == 413)


async def test_a_connection_lost_after_the_request_leaves_the_outcome_unknown(
    server: TelegramServer, hoa: Person, channel: TelegramChannel
) -> None:
    server.drop_next("sendMessage")
    error = await refusal_of(channel.send("1001", Reply("Nhắc hạn"), None))
    assert outcome(error) == ("no_answer", False, False, True)
    assert hoa.last == "Nhắc hạn"


async def test_a_refused_connection_is_certain_not_to_have_sent(
    server: TelegramServer, channel: TelegramChannel
) -> None:
    await server.stop()
    error = await refusal_of(channel.send("1001", Reply("Nhắc hạn"), None))
    assert outcome(error) == ("unreachable", False, False, False)


@pytest.mark.parametrize("error", [TimedOut(), NetworkError("Unknown error in HTTP implementation")])
def test_an_answer_that_never_came_is_uncertain(error: NetworkError) -> None:
    error.__cause__ = OSError("connection reset")
    assert to_send_error(error, "7:x").is_uncertain


async def test_what_telegram_finds_wrong_is_permanent_and_quoted(
    hoa: Person, channel: TelegramChannel
) -> None:
    error = await refusal_of(channel.send("1001", Reply(" "), None))
    assert outcome(error) == ("bad_request: Message text is empty", True, False, False)


async def test_an_unchanged_message_is_no_failure(
    server: TelegramServer, hoa: Person, channel: TelegramChannel
) -> None:
    server.refuse_next("sendMessage", 400, "Bad Request: message is not modified")
    assert await channel.send("1001", Reply("Chào"), None) is None
