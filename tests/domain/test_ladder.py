"""Which address a message goes to first, and to which one next."""

from itertools import permutations

import pytest

from domain.ladder import Rung, first_rung, in_order, rung_after_failure, rung_when_late, unreached_reason

TELEGRAM = Rung(1, "telegram")
ZALO = Rung(2, "zalo")
MAIL = Rung(3, "email")
PAGE = Rung(4, "web", is_mere_page=True)
PUSHED = Rung(5, "web")
BLOCKED = Rung(6, "telegram", dead_because="blocked")
NEVER_OPENED = Rung(7, "zalo", dead_because="chat_not_found")
PREFERRED_MAIL = Rung(8, "email", rank=-1)
SECOND_ZALO = Rung(9, "zalo", rank=1)
PREFERRED_PAGE = Rung(10, "web", rank=-1, is_mere_page=True)


def id_of(rung: Rung | None) -> int | None:
    return rung.address_id if rung else None


@pytest.mark.parametrize(
    ("rungs", "order"),
    [
        ([ZALO, TELEGRAM], [TELEGRAM, ZALO]),
        ([MAIL, ZALO], [ZALO, MAIL]),
        ([MAIL, SECOND_ZALO], [MAIL, SECOND_ZALO]),
        ([TELEGRAM, PREFERRED_MAIL], [PREFERRED_MAIL, TELEGRAM]),
        ([PREFERRED_PAGE, MAIL, PUSHED], [PUSHED, MAIL, PREFERRED_PAGE]),
    ],
)
def test_the_order_is_the_persons_then_messengers_then_mail_then_a_page(
    rungs: list[Rung], order: list[Rung]
) -> None:
    for shuffled in permutations(rungs):
        assert in_order(shuffled) == order


@pytest.mark.parametrize(
    ("rungs", "first"),
    [
        ([], None),
        ([TELEGRAM], TELEGRAM),
        ([BLOCKED, ZALO], ZALO),
        ([BLOCKED, PAGE], PAGE),
        ([BLOCKED, NEVER_OPENED], BLOCKED),
        ([PAGE, MAIL], MAIL),
    ],
)
def test_a_new_message_goes_to_the_first_address_that_lives(rungs: list[Rung], first: Rung | None) -> None:
    assert first_rung(rungs) == first


@pytest.mark.parametrize(
    ("rungs", "failed", "late", "then"),
    [
        ([TELEGRAM, ZALO, MAIL], {1}, (), ZALO),
        ([TELEGRAM, ZALO, MAIL], {1, 2}, (), MAIL),
        ([TELEGRAM, ZALO, MAIL], {1, 2, 3}, (), None),
        ([TELEGRAM, NEVER_OPENED], {1}, (), None),
        ([TELEGRAM], {1}, (), None),
        # Where it was only late it may arrive after all, but what was not tried comes first.
        ([TELEGRAM, ZALO], {2}, {1}, TELEGRAM),
        ([TELEGRAM, ZALO, MAIL], {2}, {1}, MAIL),
        # The page is the last of all, and its own notifications failing takes nothing off it.
        ([TELEGRAM, PAGE], {1}, (), PAGE),
        ([PAGE, MAIL], {4}, (), MAIL),
        ([PAGE, MAIL], {3, 4}, (), PAGE),
        ([TELEGRAM, PAGE], {4}, {1}, TELEGRAM),
        ([PUSHED], {5}, (), None),
    ],
)
def test_after_a_failure_the_next_one_is_tried(
    rungs: list[Rung], failed: set[int], late: set[int], then: Rung | None
) -> None:
    assert rung_after_failure(rungs, failed, late) == then


@pytest.mark.parametrize(
    ("rungs", "tried", "then"),
    [
        ([TELEGRAM, ZALO], {1}, ZALO),
        ([TELEGRAM, ZALO, MAIL], {1, 2}, MAIL),
        ([TELEGRAM, ZALO], {1, 2}, None),
        ([TELEGRAM, BLOCKED], {1}, None),
        ([TELEGRAM, PAGE], {1}, None),
        ([TELEGRAM, PUSHED], {1}, PUSHED),
        ([TELEGRAM], {1}, None),
    ],
)
def test_what_waits_too_long_goes_where_it_was_not_tried(
    rungs: list[Rung], tried: set[int], then: Rung | None
) -> None:
    assert rung_when_late(rungs, tried) == then


@pytest.mark.parametrize(
    ("rungs", "reason"),
    [
        ([TELEGRAM], ""),
        ([BLOCKED, MAIL], ""),
        ([BLOCKED, NEVER_OPENED], "blocked"),
        ([BLOCKED, PAGE], "page_only"),
        ([PAGE, PUSHED], ""),
        ([], ""),
    ],
)
def test_a_person_is_not_reached_only_when_no_address_works(rungs: list[Rung], reason: str) -> None:
    assert unreached_reason(rungs) == reason


@pytest.mark.parametrize("fails", list(permutations([1, 2, 3])))
def test_a_message_that_always_fails_tries_every_address_once_and_ends(fails: tuple[int, ...]) -> None:
    rungs = [Rung(known, "telegram", rank=place) for place, known in enumerate(fails)]
    failed: list[int] = []
    while (rung := rung_after_failure(rungs, failed)) is not None:
        failed.append(rung.address_id)
    assert tuple(failed) == fails
    assert id_of(rung_when_late(rungs, failed)) is None
