"""What comes in and what goes out, the same for every messenger."""

import json
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.messages import Choice, Incoming, Reply

TEXTS = st.text(max_size=40)
SHORT = st.text(max_size=16)  # at most 64 bytes
REPLIES = st.builds(
    Reply,
    text=TEXTS,
    choices=st.lists(st.builds(Choice, label=TEXTS, says=SHORT), max_size=4).map(tuple),
    file_id=st.integers(1, 1_000_000) | st.none(),
    takes_number=st.booleans(),
    menu=st.lists(st.tuples(TEXTS, TEXTS), max_size=4).map(tuple) | st.none(),
)


@settings(max_examples=100, deadline=None)
@given(reply=REPLIES)
def test_any_reply_is_read_back_from_the_outbox_as_it_was_stored(reply: Reply) -> None:
    assert Reply.from_json(json.loads(json.dumps(reply.to_json()))) == reply


def test_an_empty_menu_is_not_the_same_as_no_menu() -> None:
    stored = json.loads(json.dumps(Reply("Kính gửi đồng chí Nguyễn Thị Hoa.", menu=()).to_json()))
    assert Reply.from_json(stored).menu == ()


def test_a_reply_stored_before_a_part_existed_has_the_default_of_that_part() -> None:
    assert Reply.from_json({"text": "Đã ghi nhận."}) == Reply("Đã ghi nhận.")


@pytest.mark.parametrize("says", ["", "/report 12", "=7:truc_tiep", "x" * 64, "ệ" * 21])
def test_a_choice_says_up_to_64_bytes(says: str) -> None:
    assert Choice("Trực tiếp", says).says == says


@pytest.mark.parametrize("says", ["x" * 65, "ệ" * 22])
def test_a_choice_that_says_more_is_refused_before_a_messenger_does(says: str) -> None:
    with pytest.raises(ValueError, match="says too much"):
        Choice("Trực tiếp", says)


def at(hour: str | None) -> datetime | None:
    return datetime.fromisoformat(f"2024-07-02T{hour}+07:00") if hour else None


@pytest.mark.parametrize(
    ("sent", "received", "now", "written"),
    [
        (None, None, "12:00", "12:00"),
        ("11:00", None, "12:00", "11:00"),
        ("11:00", "11:30", "12:00", "11:00"),
        (None, "11:30", "12:00", "11:30"),
        ("11:45", "11:30", "12:00", "11:30"),
        ("13:00", None, "12:00", "12:00"),
        ("13:00", "12:30", "12:00", "12:00"),
    ],
)
def test_the_words_were_written_at_the_earliest_instant_that_is_known(
    sent: str | None, received: str | None, now: str, written: str
) -> None:
    moment = at(now)
    assert moment is not None
    incoming = Incoming("web", "1", "chat-7", "45/50 ngày 15/6", sent_at=at(sent), received_at=at(received))
    assert incoming.written_at(moment) == at(written)


def test_a_report_sent_before_midnight_while_the_bot_was_off_is_not_late_for_that() -> None:
    sent = datetime.fromisoformat("2024-07-02T23:50+07:00")
    fetched = datetime.fromisoformat("2024-07-03T07:00+07:00")
    incoming = Incoming("telegram", "5", "42", "45/50 ngày 15/6", sent_at=sent, received_at=fetched)
    assert incoming.written_at(fetched) == sent


def test_instants_of_different_zones_are_compared_as_instants() -> None:
    utc = datetime.fromisoformat("2024-07-02T16:50+00:00")
    local = datetime.fromisoformat("2024-07-03T07:00+07:00")
    assert Incoming("telegram", "5", "42", "đã rõ", sent_at=utc).written_at(local) == utc
