"""The web chat's interface: who may ask, what is stored once, and what a page is told, and when."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest

from domain.messages import Choice, Incoming, Reply
from services.files import store_file
from tests.channels.web_chat import START, WebChat, web_chat

JSON = {"Content-Type": "application/json"}

HOW_HELD = Reply(
    "Đơn vị đã học theo hình thức nào?",
    (
        Choice("Trực tiếp", "=12:truc_tiep"),
        Choice("Trực tuyến", "=12:truc_tuyen"),
        Choice("Báo cáo", "/report 3"),
    ),
)
QUICK = 2.0


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[WebChat]:
    async with web_chat(tmp_path) as running:
        yield running


async def test_nothing_is_told_without_a_token(chat: WebChat) -> None:
    asked = [
        await chat.client.get("/chat/api/messages"),
        await chat.client.get("/chat/api/menu"),
        await chat.client.get("/chat/api/files/1"),
        await chat.client.post("/chat/api/messages", json={"id": str(uuid4()), "text": "xin chào"}),
        await chat.client.post("/chat/api/files", data={"id": str(uuid4())}),
        await chat.client.get("/chat/api/messages", headers={"Authorization": "Bearer wrong"}),
    ]
    for answer in asked:
        assert answer.status == 401
        assert "Phiên làm việc" in (await answer.json())["error"]
    assert chat.received == []


async def test_a_message_is_stored_before_it_is_acknowledged(chat: WebChat) -> None:
    hoa = await chat.open_session("Nguyễn Thị Hoa")
    message_id = str(uuid4())

    answer = await hoa.says("Da hoc ngay 15/6", message_id)

    assert (answer.status, await answer.json()) == (202, {"stored": True})
    [received] = chat.received
    assert (received.channel, received.kind, received.text) == ("web", "text", "Da hoc ngay 15/6")
    assert received.message_id.endswith(f":{message_id}")
    assert (received.sender_name, received.sent_at) == ("Nguyễn Thị Hoa", START)


async def test_a_repeat_is_acknowledged_but_dropped(chat: WebChat) -> None:
    hoa, message_id = await chat.open_session(), str(uuid4())
    await hoa.says("45/50", message_id)

    again = await hoa.says("45/50", message_id)

    assert (again.status, await again.json()) == (202, {"stored": False})
    assert [line["text"] for line in await hoa.lines()] == ["45/50"]


async def test_the_same_id_of_another_visitor_is_another_message(chat: WebChat) -> None:
    message_id = str(uuid4())
    for visitor in (await chat.open_session(), await chat.open_session()):
        assert await (await visitor.says("45/50", message_id)).json() == {"stored": True}


@pytest.mark.parametrize("text", ["đ" * 10_001, "=1:" + "x" * 10_000])
async def test_a_message_that_is_too_long_is_refused_with_its_limit(chat: WebChat, text: str) -> None:
    hoa = await chat.open_session()
    answer = await hoa.says(text)
    assert answer.status == 413
    assert "10.000 ký tự" in (await answer.json())["error"]
    assert (await hoa.says("đ" * 10_000)).status == 202


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        '"text"',
        "{}",
        '{"text": "xin chào"}',
        '{"id": "1", "text": "x"}',
        '{"id": "6f2b7a34-5d0e-4c55-9a9e-0d8f6f3f7a10", "text": 5}',
        '{"id": "6f2b7a34-5d0e-4c55-9a9e-0d8f6f3f7a11", "text": "  "}',
        '{"id": {"a": 1}, "text": "x"}',
        "[" * 100_000,
        '{"id": ' + "1" * 5_000 + "}",
        b"\xff\xfe",
    ],
)
async def test_what_cannot_be_read_is_refused_kindly(chat: WebChat, body: str | bytes) -> None:
    hoa = await chat.open_session()
    answer = await chat.client.post("/chat/api/messages", data=body, headers={**hoa.headers, **JSON})
    assert answer.status == 400
    assert (await answer.json())["error"]


@pytest.mark.parametrize("path", ["messages", "session", "link", "push", "files"])
async def test_a_packed_body_is_not_unpacked(chat: WebChat, path: str) -> None:
    """Twelve thousand bytes that would hold everybody up for seconds."""
    hoa = await chat.open_session()
    bomb = gzip.compress(b'{"a": [' + b"[]," * 4_000_000 + b"[]]}")
    packed = {**hoa.headers, **JSON, "Content-Encoding": "gzip"}
    answer = await chat.client.post(f"/chat/api/{path}", data=bomb, headers=packed)
    assert answer.status in (400, 415)


async def test_a_long_body_that_is_no_file_is_refused(chat: WebChat) -> None:
    hoa = await chat.open_session()
    long = b'{"id": "' + b"x" * 200_000 + b'"}'
    answer = await chat.client.post("/chat/api/messages", data=long, headers={**hoa.headers, **JSON})
    assert answer.status == 413


@pytest.mark.parametrize("said", ["same-site", "cross-site"])
async def test_the_page_of_somebody_else_opens_no_chat_here(chat: WebChat, said: str) -> None:
    for path in ("session", "link"):
        answer = await chat.client.post(
            f"/chat/api/{path}", json={"link": "x"}, headers={"Sec-Fetch-Site": said}
        )
        assert answer.status == 403
        assert "Set-Cookie" not in answer.headers


async def test_a_form_of_another_page_is_no_json(chat: WebChat) -> None:
    answer = await chat.client.post(
        "/chat/api/link", data='{"link": "x"}', headers={"Content-Type": "text/plain"}
    )
    assert answer.status == 415


@pytest.mark.parametrize("since", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "x"])
async def test_an_instant_that_is_none_is_refused(chat: WebChat, since: str) -> None:
    hoa = await chat.open_session()
    assert (await hoa.get("messages", since=since)).status == 400


async def test_half_a_letter_does_not_stop_the_message(chat: WebChat) -> None:
    hoa = await chat.open_session()
    body = f'{{"id": "{uuid4()}", "text": "Đúng \\ud83d"}}'
    answer = await chat.client.post("/chat/api/messages", data=body, headers={**hoa.headers, **JSON})
    assert answer.status == 202
    assert [line["text"] for line in await hoa.lines()] == ["Đúng ?"]


async def test_a_file_comes_with_its_caption(chat: WebChat) -> None:
    hoa = await chat.open_session()

    answer = await hoa.sends(b"%PDF-1.7", "../../Báo cáo.pdf", "application/pdf", "Báo cáo tháng 6")

    assert answer.status == 202
    [received] = chat.received
    assert (received.kind, received.text) == ("file", "Báo cáo tháng 6")
    assert received.file is not None
    assert received.file.name == "Báo cáo.pdf"
    assert (received.file.media_type, received.file.content) == ("application/pdf", b"%PDF-1.7")


async def test_a_file_above_twenty_megabytes_is_refused(chat: WebChat) -> None:
    hoa = await chat.open_session()
    largest = 20 * 1024 * 1024
    assert (await hoa.sends(b"x" * largest, "anh.jpg", "image/jpeg")).status == 202
    refused = await hoa.sends(b"x" * (largest + 1), "anh.jpg", "image/jpeg")
    assert refused.status == 413
    assert "20 MB" in (await refused.json())["error"]
    assert len(chat.received) == 1


async def test_a_form_without_a_file_or_with_an_empty_one_is_refused(chat: WebChat) -> None:
    hoa = await chat.open_session()
    assert (await hoa.sends(b"", "rong.pdf", "application/pdf")).status == 400
    assert (await chat.client.post("/chat/api/files", data={"text": "x"}, headers=hoa.headers)).status == 400
    broken = {**hoa.headers, "Content-Type": "multipart/form-data; boundary=b"}
    assert (await chat.client.post("/chat/api/files", data=b"--x\r\n", headers=broken)).status == 400


async def test_a_visitor_reads_only_files_sent_to_them(chat: WebChat) -> None:
    chat.answer = lambda incoming: [Reply("Bảng tổng hợp", file_id=int(incoming.text))]
    with chat.database.work(chat.now) as work:
        file_id = store_file(work, 'Tổng "hợp".xlsx', "application/vnd.ms-excel", b"rows")
    hoa, lan = await chat.open_session(), await chat.open_session()
    await hoa.says(str(file_id))

    [_, told] = await hoa.lines()
    given = await hoa.get(f"files/{file_id}")

    assert told["file"] == {
        "id": file_id,
        "name": 'Tổng "hợp".xlsx',
        "media_type": "application/vnd.ms-excel",
    }
    assert await given.read() == b"rows"
    assert (
        given.headers["Content-Disposition"]
        == "attachment; filename*=UTF-8''T%E1%BB%95ng%20%22h%E1%BB%A3p%22.xlsx"
    )
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    refused = await lan.get(f"files/{file_id}")
    assert refused.status == 404
    assert (await refused.json())["error"] == "Không tìm thấy tệp này."


async def test_visitors_do_not_read_each_other(chat: WebChat) -> None:
    hoa, lan = await chat.open_session(), await chat.open_session()
    await hoa.says("Chỉ mình tôi biết")
    assert await lan.lines() == []


async def test_times_are_told_in_the_zone_of_the_organisation(chat: WebChat) -> None:
    hoa = await chat.open_session()
    await hoa.says("Báo cáo")
    answer = await (await hoa.get("messages")).json()
    assert answer["lines"][0]["at"] == "2024-06-21T08:00:00+07:00"
    assert answer["now"] == "2024-06-21T08:00:01+07:00"


async def test_known_lines_are_not_told_again(chat: WebChat) -> None:
    chat.answer = lambda _: [Reply("Đã nhận")]
    hoa = await chat.open_session()
    await hoa.says("Báo cáo")
    [mine, answer] = await hoa.lines()
    since = mine["at"]
    assert [line["key"] for line in await hoa.lines(since=since, known=mine["key"])] == [answer["key"]]
    assert await hoa.lines(since=since, known=f"{mine['key']},{answer['key']}") == []


@pytest.mark.parametrize("query", [{"since": "hôm qua"}, {"since": "2024-06-21T08:00:00"}, {"wait": "lâu"}])
async def test_a_question_that_makes_no_sense_is_refused(chat: WebChat, query: dict[str, str]) -> None:
    hoa = await chat.open_session()
    assert (await hoa.get("messages", **query)).status == 400


async def test_a_waiting_page_is_woken_and_reads_what_is_marked_sent_a_moment_later(chat: WebChat) -> None:
    hoa = await chat.open_session()
    await hoa.says("Chào")
    [known] = await hoa.lines()
    waiting = asyncio.create_task(hoa.lines(since=known["at"], known=known["key"], wait="20"))
    await asyncio.sleep(0.2)
    assert not waiting.done()

    await chat.bot_says(chat.received[0].chat_id, Reply("Còn 3 ngày đến hạn"), marked_after=0.3)

    told = await asyncio.wait_for(waiting, QUICK)
    assert [line["text"] for line in told] == ["Còn 3 ngày đến hạn"]


async def test_a_page_sees_within_two_seconds_what_another_process_sent(chat: WebChat) -> None:
    hoa = await chat.open_session()
    await hoa.says("Chào")
    [known] = await hoa.lines()
    waiting = asyncio.create_task(hoa.lines(since=known["at"], known=known["key"], wait="20"))
    await asyncio.sleep(0.1)

    # What another process sends wakes nobody here.
    await chat.bot_says(chat.received[0].chat_id, Reply("Từ tiến trình khác"), is_elsewhere=True)

    told = await asyncio.wait_for(waiting, QUICK)
    assert [line["text"] for line in told] == ["Từ tiến trình khác"]


async def test_waiting_ends_when_nothing_comes_or_the_channel_stops(chat: WebChat) -> None:
    hoa = await chat.open_session()
    assert await asyncio.wait_for(hoa.lines(wait="0.2"), QUICK) == []
    waiting = asyncio.create_task(hoa.lines(wait="25"))
    await asyncio.sleep(0.1)
    await chat.channel.stop()
    assert await asyncio.wait_for(waiting, QUICK) == []
    assert (await hoa.says("Còn ai không?")).status == 503


async def test_history_shows_the_label_of_a_pressed_choice_never_its_code(chat: WebChat) -> None:
    chat.answer = lambda incoming: [HOW_HELD] if incoming.text == "Báo cáo" else []
    hoa = await chat.open_session()
    await hoa.says("Báo cáo")
    [_, offered] = await hoa.lines()
    assert offered["choices"][0] == {"label": "Trực tiếp", "says": "=12:truc_tiep"}

    await hoa.says("=12:truc_tiep", choice=True)
    await hoa.says("/report 3", choice=True)
    await hoa.says("=99:khong_con")
    await hoa.says("/summary")
    await hoa.says("/start K7M2-9QXD-4TZA")

    assert [incoming.kind for incoming in chat.received] == [
        "text",
        "choice",
        "choice",
        "choice",
        "text",
        "text",
    ]
    shown = [line["text"] for line in await hoa.lines() if line["from_person"]]
    assert shown == ["Báo cáo", "Trực tiếp", "Báo cáo", "…", "/summary", "Bắt đầu"]
    since = (await hoa.lines())[-1]["at"]
    assert [line["text"] for line in await hoa.lines(since=since)] == ["Bắt đầu"]


async def test_a_label_is_found_though_its_offer_lies_before_what_is_asked_for(chat: WebChat) -> None:
    chat.answer = lambda incoming: [HOW_HELD] if incoming.text == "Báo cáo" else []
    hoa = await chat.open_session()
    await hoa.says("Báo cáo")
    chat.now = chat.now.replace(minute=5)
    await hoa.says("=12:truc_tuyen", choice=True)
    [told] = await hoa.lines(since="2024-06-21T08:04:00+07:00")
    assert told["text"] == "Trực tuyến"


async def test_the_menu_is_what_the_bot_allows(chat: WebChat) -> None:
    hoa = await chat.open_session()
    menu = await (await hoa.get("menu")).json()
    assert menu[0] == {"name": "summary", "description": "Tổng hợp tình hình báo cáo"}


async def test_at_most_twenty_sessions_a_minute_are_opened_from_one_place(chat: WebChat) -> None:
    for _ in range(20):
        await chat.open_session()
    refused = await chat.client.post("/chat/api/session")
    assert refused.status == 429
    assert "nhiều người" in (await refused.json())["error"]


async def test_a_bug_is_told_as_a_sentence(chat: WebChat) -> None:
    def fail(_incoming: Incoming) -> list[Reply]:
        raise RuntimeError("a bug")

    chat.answer = fail
    hoa = await chat.open_session()
    answer = await hoa.says("Báo cáo")
    assert answer.status == 500
    assert "gặp lỗi" in (await answer.json())["error"]


async def test_the_page_allows_nothing_from_elsewhere(chat: WebChat) -> None:
    page = await chat.client.get("/chat")
    text, policy = await page.text(), page.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy
    assert "{web-" not in text
    assert "Ban Tuyên giáo" in text
    assert ' style="' not in text


@pytest.mark.parametrize("name", ["chat.css", "chat.js", "icon.svg", "manifest.webmanifest"])
async def test_static_files_are_served_and_revalidated(chat: WebChat, name: str) -> None:
    first = await chat.client.get(f"/chat/static/{name}")
    assert first.status == 200
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    again = await chat.client.get(f"/chat/static/{name}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status == 304


@pytest.mark.parametrize("name", ["..%2Froutes.py", "chat.html", "none.js", "%2e%2e"])
async def test_nothing_else_can_be_named(chat: WebChat, name: str) -> None:
    assert (await chat.client.get(f"/chat/static/{name}")).status == 404
