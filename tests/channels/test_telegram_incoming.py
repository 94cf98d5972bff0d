"""Recorded updates in, the expected Incoming out."""

import json
from typing import Any

import pytest

from channels.raw import UnreadableError
from channels.telegram.incoming import AttachedFile, attached_file, read_update, unreadable
from domain.messages import Incoming
from tests.channels.telegram_inbox import SENT_AT

HOA = {"id": 1001, "is_bot": False, "first_name": "Nguyễn", "last_name": "Thị Hoa", "language_code": "vi"}
BOT = {"id": 7000000001, "is_bot": True, "first_name": "Đôn Đốc", "username": "dondoc_test_bot"}
PRIVATE = {"id": 1001, "type": "private", "first_name": "Nguyễn", "last_name": "Thị Hoa"}
GROUP = {"id": -4001, "type": "group", "title": "Ban Chỉ huy"}
PLAN_FILE = {"file_id": "BQACAg", "file_unique_id": "AgAD", "file_name": "ke-hoach.xlsx", "file_size": 9000}
PHOTO_SIZES = [
    {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 60, "file_size": 900},
    {"file_id": "large", "file_unique_id": "l", "width": 1280, "height": 853, "file_size": 90_000},
]


def message(**content: Any) -> dict[str, Any]:
    stamp = int(SENT_AT.timestamp())
    return {
        "update_id": 870,
        "message": {"message_id": 7, "date": stamp, "from": HOA, "chat": PRIVATE} | content,
    }


def press(**content: Any) -> dict[str, Any]:
    says = {} if "game_short_name" in content else {"data": "/report 12"}
    query = {"id": "43", "from": HOA, "chat_instance": "1"} | says
    return {"update_id": 870, "callback_query": query | content}


def membership(status: str, chat: dict[str, Any]) -> dict[str, Any]:
    member: dict[str, Any] = {"user": BOT, "status": status}
    gone = member | ({"until_date": 0} if status == "kicked" else {})
    change = {"chat": chat, "from": HOA, "date": int(SENT_AT.timestamp())}
    was = {"user": BOT, "status": "member"}
    return {"update_id": 870, "my_chat_member": change | {"old_chat_member": was, "new_chat_member": gone}}


def from_hoa(text: str, kind: str = "text", chat_id: str = "1001", **more: Any) -> Incoming:
    return Incoming("telegram", "870", chat_id, text, "Nguyễn Thị Hoa", kind, **({"sent_at": SENT_AT} | more))


BOT_MESSAGE = {"message_id": 6, "date": 1782462600, "from": BOT, "chat": GROUP, "text": "Chọn đơn vị"}
TOO_OLD_MESSAGE = {"message_id": 6, "date": 0, "chat": PRIVATE}
VOICE = {"file_id": "v", "file_unique_id": "v", "duration": 3}
STICKER = {"file_id": "s", "file_unique_id": "s", "type": "regular", "width": 9, "height": 9}
STICKER |= {"is_animated": False, "is_video": False}

UPDATES = {
    "a text": (message(text="đã xong 12 người"), from_hoa("đã xong 12 người")),
    "an invitation link": (message(text="/start K7XM"), from_hoa("/start K7XM")),
    "a text in a group": (message(chat=GROUP, text="xong"), from_hoa("xong", chat_id="-4001")),
    "a command to this bot by name": (
        message(chat=GROUP, text="/report@DonDoc_test_bot 12"),
        from_hoa("/report 12", chat_id="-4001"),
    ),
    "a command to another bot": (message(chat=GROUP, text="/report@other_bot 12"), None),
    "a document with a caption": (
        message(document=PLAN_FILE, caption="Kế hoạch quý 3"),
        from_hoa("Kế hoạch quý 3", "file"),
    ),
    "a photo without a caption": (message(photo=PHOTO_SIZES), from_hoa("", "file")),
    "a pressed button": (press(message=BOT_MESSAGE), from_hoa("/report 12", "choice", "-4001", sent_at=None)),
    "a button on a very old message": (
        press(message=TOO_OLD_MESSAGE),
        from_hoa("/report 12", "choice", sent_at=None),
    ),
    "a button without its message": (press(), from_hoa("/report 12", "choice", sent_at=None)),
    "a button that says nothing": (press(game_short_name="g"), None),
    "a block": (membership("kicked", PRIVATE), from_hoa("", "blocked")),
    "an unblock": (membership("member", PRIVATE), None),
    "being thrown out of a group": (membership("kicked", GROUP), None),
    "a group's upgrade": (
        message(chat=GROUP, migrate_to_chat_id=-1004001),
        from_hoa("", "migrated", "-4001", new_chat_id="-1004001"),
    ),
    "a sticker": (message(sticker=STICKER), from_hoa("", "unsupported")),
    "a voice message": (message(voice=VOICE), from_hoa("", "unsupported")),
    "a location": (message(location={"latitude": 21.0, "longitude": 105.8}), from_hoa("", "unsupported")),
    "a new group member": (message(chat=GROUP, new_chat_members=[BOT]), None),
    "an edited text": ({"update_id": 870, "edited_message": message(text="sửa")["message"]}, None),
    "a kind of update invented later": ({"update_id": 870, "telepathy": {}}, None),
}


@pytest.mark.parametrize(("recorded", "expected"), UPDATES.values(), ids=UPDATES.keys())
def test_each_kind_of_update_is_translated(recorded: dict[str, Any], expected: Incoming | None) -> None:
    assert read_update(json.loads(json.dumps(recorded)), "dondoc_test_bot") == expected


def test_a_message_without_a_person_is_named_after_its_group() -> None:
    update = message(chat=GROUP, text="thông báo")
    del update["message"]["from"]
    incoming = read_update(update, "dondoc_test_bot")
    assert incoming is not None
    assert incoming.sender_name == "Ban Chỉ huy"


FILES = {
    "a document": (
        message(document=PLAN_FILE),
        ("BQACAg", "ke-hoach.xlsx", "application/octet-stream", 9000),
    ),
    "a document without a name": (
        message(document={"file_id": "x", "file_unique_id": "y", "mime_type": "text/csv"}),
        ("x", "document", "text/csv", 0),
    ),
    "the largest size of a photo": (
        message(photo=PHOTO_SIZES),
        ("large", "photo.jpg", "image/jpeg", 90_000),
    ),
}


@pytest.mark.parametrize(("recorded", "expected"), FILES.values(), ids=FILES.keys())
def test_the_file_to_fetch_is_found(recorded: dict[str, Any], expected: tuple[str, str, str, int]) -> None:
    assert attached_file(recorded) == AttachedFile(*expected)


async def test_a_name_too_long_to_be_stored_keeps_its_end() -> None:
    named = PLAN_FILE | {"file_name": "kế hoạch " * 40 + ".xlsx", "mime_type": "x" * 300}
    attached = attached_file(message(document=named))
    assert attached is not None
    assert (len(attached.name), len(attached.media_type)) == (150, 100)
    assert attached.name.endswith(".xlsx")


UNREADABLE: dict[str, dict[str, Any]] = {
    "a chat that is none": message(text="xong", chat=12),
    "a chat without its id": message(text="xong", chat={"type": "private"}),
    "an id in words": message(text="xong", chat=PRIVATE | {"id": "1001"}),
    "an id of no size": message(text="xong", chat=PRIVATE | {"id": 10**30}),
    "a text that is none": message(text={"vi": "xong"}),
    "a date in words": message(text="xong", date="26/6"),
    "a date beyond all calendars": message(text="xong", date=10**17),
    "a name that is none": message(text="xong", **{"from": HOA | {"last_name": 7}}),
    "photos that are none": message(photo=["large"]),
    "a press by nobody": {"update_id": 870, "callback_query": {"data": "/report 12"}},
    "a message that is none": {"update_id": 870, "message": []},
}


@pytest.mark.parametrize("update", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_not_as_described_is_named_and_not_guessed(update: dict[str, Any]) -> None:
    with pytest.raises(UnreadableError):
        read_update(update, "dondoc_test_bot")


def test_a_file_that_is_none_is_named_too() -> None:
    with pytest.raises(UnreadableError):
        attached_file(message(document={"file_name": "ke-hoach.xlsx"}))


@pytest.mark.parametrize(
    ("update", "chat_id"),
    [
        (message(text=7), "1001"),
        (message(text=7, chat=12, reply_to_message={"chat": GROUP}), "-4001"),
        ({"update_id": 870, "callback_query": {"message": {"chat": GROUP}, "from": 7}}, "-4001"),
        ({"update_id": 870, "news": [{"chat": {"id": True}}, {"chat": {"id": 1002}}]}, "1002"),
        ({"update_id": 870, "message": "Xin chào"}, ""),
    ],
)
def test_what_cannot_be_read_is_kept_with_the_chat_it_came_from(update: dict[str, Any], chat_id: str) -> None:
    kept = unreadable(update)
    assert kept == Incoming("telegram", "870", chat_id, kept.text, kind="unreadable")
    assert json.loads(kept.text) == update


def test_what_cannot_be_read_is_cut_when_it_is_long() -> None:
    assert len(unreadable(message(text=["dài"] * 9000)).text) == 20_000


def test_a_text_is_made_such_that_a_database_takes_it() -> None:
    update = json.loads(json.dumps(message(text="xong")).replace("xong", "n\\u0000ửa \\ud83d chữ"))
    incoming = read_update(update, "dondoc_test_bot")
    assert incoming is not None
    assert incoming.text == "nửa ? chữ"
    assert "?" in unreadable(update).text.encode().decode()
