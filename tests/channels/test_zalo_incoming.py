"""Recorded messages of Zalo in, the expected Incoming out."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from channels.raw import UnreadableError
from channels.zalo.incoming import image_address, read_event, unreadable, unwrapped
from domain.messages import Incoming, split_chat

BOT = "1459232241454765289"
TED = {"id": "6ede9afa66b88fe6d6a9", "display_name": "Nguyễn Thị Hoa", "is_bot": False}
PRIVATE = {"id": "6ede9afa66b88fe6d6a9", "chat_type": "PRIVATE"}
SENT_AT = datetime(2025, 6, 19, 6, 55, 31, 602000, tzinfo=UTC)
PICTURE = "https://photo-stal-1.zdn.vn/jpg/8203527.jpg"


def event(kind: str, **content: Any) -> dict[str, Any]:
    message = {"from": TED, "chat": PRIVATE, "message_id": "2d758cb5e222177a4e35", "date": 1750316131602}
    return {"event_name": f"message.{kind}.received", "message": message | content}


def from_hoa(text: str, kind: str = "text", **changes: Any) -> Incoming:
    told: dict[str, Any] = {
        "chat_id": f"{BOT}:6ede9afa66b88fe6d6a9",
        "sender_name": "Nguyễn Thị Hoa",
        "sent_at": SENT_AT,
    }
    return Incoming("zalo", f"{BOT}:2d758cb5e222177a4e35", text=text, kind=kind, **(told | changes))


EVENTS = {
    "a text": (event("text", text="Đã học 45/50 ngày 15/6"), from_hoa("Đã học 45/50 ngày 15/6")),
    "a picture": (event("image", photo=PICTURE), from_hoa("", "file")),
    "a picture with words": (
        event("image", photo_url=PICTURE, caption="Biên bản"),
        from_hoa("Biên bản", "file"),
    ),
    "a sticker": (event("sticker", sticker="0e078a2fb66a", url="https://zalo"), from_hoa("", "unsupported")),
    "a voice message": (event("voice", voice_url="https://zalo/a.aac"), from_hoa("", "unsupported")),
    "what Zalo keeps to itself": (event("unsupported"), from_hoa("", "unsupported")),
    "a kind invented later": (event("telepathy", thought="xong"), from_hoa("", "unsupported")),
    "a sender without a name": (
        event("text", text="xong", **{"from": {"id": TED["id"], "is_bot": False}}),
        from_hoa("xong", sender_name=""),
    ),
    "a date in words": (event("text", text="xong", date="19/6"), from_hoa("xong", sent_at=None)),
    "a date as a text": (event("text", text="xong", date="1750316131602"), from_hoa("xong")),
    "a date beyond all calendars": (event("text", text="xong", date=10**20), from_hoa("xong", sent_at=None)),
    "another bot": (event("text", text="beep", **{"from": TED | {"is_bot": True}}), None),
    "an event that is no message": ({"event_name": "bot.joined.group", "message": {}}, None),
}


@pytest.mark.parametrize(("recorded", "expected"), EVENTS.values(), ids=EVENTS.keys())
def test_each_kind_of_event_is_translated(recorded: dict[str, Any], expected: Incoming | None) -> None:
    assert read_event(json.loads(json.dumps(recorded)), BOT) == expected


def test_one_person_at_two_bots_is_two_chats_with_messages_of_their_own() -> None:
    first, second = (read_event(event("text", text="chào"), bot) for bot in (BOT, "2000000000000000002"))
    assert first is not None
    assert second is not None
    assert first.chat_id != second.chat_id
    assert first.message_id != second.message_id
    assert split_chat(second.chat_id) == ("2000000000000000002", TED["id"])


@pytest.mark.parametrize("key", ["photo", "photo_url"])
def test_the_address_of_a_picture_stands_in_one_of_two_places(key: str) -> None:
    assert image_address(event("image", **{key: PICTURE})) == PICTURE
    assert image_address(event("image")) == ""


def test_a_post_comes_with_and_without_its_wrapper() -> None:
    bare = event("text", text="xong")
    assert unwrapped(bare) == unwrapped({"ok": True, "result": bare}) == bare


@pytest.mark.parametrize("body", [{}, {"ok": True}, {"result": "xong"}, {"ok": True, "result": {}}])
def test_a_post_without_a_message_is_none(body: dict[str, Any]) -> None:
    with pytest.raises(UnreadableError):
        unwrapped(body)


UNREADABLE: dict[str, dict[str, Any]] = {
    "no message": {"event_name": "message.text.received"},
    "a message that is none": {"event_name": "message.text.received", "message": "xong"},
    "a chat that is none": event("text", text="xong", chat="6ede"),
    "a chat without its id": event("text", text="xong", chat={"chat_type": "PRIVATE"}),
    "an id that is a number": event("text", text="xong", message_id=7),
    "an id that no database holds": event("text", text="xong", message_id="2d" * 40),
    "an empty id": event("text", text="xong", message_id=""),
    "a text that is none": event("text", text={"vi": "xong"}),
    "a text that is missing": event("text"),
    "nobody": event("text", text="xong", **{"from": None}),
    "a name that is none": event("text", text="xong", **{"from": TED | {"display_name": 7}}),
}


@pytest.mark.parametrize("recorded", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_not_as_described_is_named_and_kept_once(recorded: dict[str, Any]) -> None:
    with pytest.raises(UnreadableError):
        read_event(recorded, BOT)
    kept = unreadable(recorded, BOT)
    assert (kept.kind, json.loads(kept.text)) == ("unreadable", recorded)
    assert kept.message_id == unreadable(recorded, BOT).message_id
    assert len(kept.message_id) <= 80


def test_what_cannot_be_read_keeps_the_chat_it_came_from() -> None:
    assert unreadable(event("text", text=7), BOT).chat_id == f"{BOT}:6ede9afa66b88fe6d6a9"
    assert unreadable("xong", BOT).chat_id == ""
    assert unreadable(event("text", text="một", message_id=""), BOT).message_id != (
        unreadable(event("text", text="hai", message_id=""), BOT).message_id
    )


def test_a_text_is_made_such_that_a_database_takes_it() -> None:
    told = json.loads(json.dumps(event("text", text="xong")).replace("xong", "n\\u0000ửa \\ud83d chữ"))
    incoming = read_event(told, BOT)
    assert incoming is not None
    assert incoming.text == "nửa ? chữ"
