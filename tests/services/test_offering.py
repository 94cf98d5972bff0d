"""Choices of what comes by itself, on a phone without buttons: a number picks them, or only their words."""

import pytest

from domain.messages import Choice, Reply
from services.conversations import Talk, load_talk, save_talks
from services.offering import offer_choices, offered_lately
from services.outbox import queue
from services.work import Database
from tests.core import NOON, accept, add_address, claim

NAG = Reply("Còn 3 ngày.", (Choice("Báo cáo", "/report 12"), Choice("Xin lùi hạn", "/moretime 12")))
YES = Choice("Đúng", "=1:yes")


@pytest.fixture
def hoa(database: Database) -> int:
    """An address at which something was said before."""
    with database.work(NOON) as work:
        address_id = add_address(work, "1001:6ede", "zalo")
        save_talks(work, {address_id: Talk()})
    return address_id


def open_dialogue(database: Database, address_id: int) -> None:
    with database.work(NOON) as work:
        talk = load_talk(work, address_id)
        talk.open("report", {})
        talk.choices = (YES,)
        save_talks(work, {address_id: talk})


def push(database: Database, address_id: int, reply: Reply = NAG, *, is_sent: bool = True) -> None:
    """Something that nobody asked for is queued and sent."""
    with database.work(NOON) as work:
        queue(work, address_id, reply, kind="reminder")
    if is_sent:
        (message,) = claim(database, channel="zalo")
        accept(database, message)


def test_where_nothing_is_open_its_numbers_pick_its_choices(database: Database, hoa: int) -> None:
    with database.work(NOON) as work:
        assert offer_choices(work, hoa, NAG) == NAG
        assert load_talk(work, hoa).choices == NAG.choices


def test_in_a_dialogue_a_number_answers_the_dialogue(database: Database, hoa: int) -> None:
    open_dialogue(database, hoa)
    with database.work(NOON) as work:
        shown = offer_choices(work, hoa, NAG)
        assert shown.takes_number, "so no number stands before its choices"
        assert shown.text.startswith("Còn 3 ngày.\n\nXong việc đang làm")
        assert load_talk(work, hoa).choices == (YES,)


def test_to_somebody_who_never_spoke_it_is_shown_without_numbers(database: Database) -> None:
    with database.work(NOON) as work:
        address_id = add_address(work, "1001:70aa", "zalo")
        assert offer_choices(work, address_id, NAG).takes_number


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Xin lùi hạn", "/moretime 12"),
        ("xin lui han", "/moretime 12"),
        ("BÁO CÁO", "/report 12"),
        ("báo", None),
        ("1", None),
        ("", None),
    ],
)
def test_its_words_pick_a_choice_later_too(
    database: Database, hoa: int, words: str, said: str | None
) -> None:
    push(database, hoa)
    with database.look(NOON) as work:
        assert offered_lately(work, hoa, words) == said


def test_of_two_with_the_same_words_the_newer_counts(database: Database, hoa: int) -> None:
    push(database, hoa)
    push(database, hoa, Reply("Còn 1 ngày.", (Choice("Báo cáo", "/report 13"),)))
    with database.look(NOON) as work:
        assert offered_lately(work, hoa, "Báo cáo") == "/report 13"
        assert offered_lately(work, hoa, "Xin lùi hạn") == "/moretime 12"


def test_what_was_not_sent_or_was_sent_to_another_picks_nothing(database: Database, hoa: int) -> None:
    push(database, hoa, is_sent=False)
    with database.work(NOON) as work:
        other = add_address(work, "1001:70aa", "zalo")
        assert offered_lately(work, hoa, "Báo cáo") is None
        assert offered_lately(work, other, "Báo cáo") is None
