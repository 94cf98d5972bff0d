"""Replies as secretaries write them: the action is right, and nothing wrong is recorded unasked."""

import random
import unicodedata
from collections.abc import Callable

import pytest

from domain.parsing.letters import without_diacritics
from tests.domain.understanding.corpus import (
    FILES,
    FURTHER_FILES,
    Case,
    cases,
    in_another_order,
    read,
    ways_to_type,
    with_a_slip,
    with_manners,
    wrong_values,
)

SAMPLES, WRITTEN, *LATER = (cases(file) for file in FILES)
HELD_OUT = [case for found in LATER for case in found]
FURTHER = [case for file in FURTHER_FILES for case in cases(file)]
ALL = SAMPLES + WRITTEN + HELD_OUT
LEAST_RIGHT = 0.97
# A slip of the finger may hide the one word that tells what is meant; then the bot asks.
LEAST_RIGHT_WITH_SLIPS = 0.9
SAFE = frozenset({"ask_again", "record_partial"})


@pytest.mark.parametrize("case", SAMPLES, ids=lambda case: case.text[:30])
def test_the_samples_of_the_specification_are_understood_wholly(case: Case) -> None:
    assert read(case).to_json() == case.expected


@pytest.mark.parametrize("found", [WRITTEN, HELD_OUT, FURTHER], ids=["written", "held out", "further"])
def test_the_action_is_right(found: list[Case]) -> None:
    wrong = [case.text for case in found if read(case).action != case.expected["action"]]
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(found), wrong


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.text[:30])
def test_no_wrong_value_is_recorded_and_each_is_quoted_in_the_words_of_the_message(case: Case) -> None:
    found = read(case)
    assert wrong_values(case, found.to_json()) == {}
    if found.flags and "raw_telex" in found.flags:
        return
    text = unicodedata.normalize("NFC", case.text)
    for name, words in found.quotes.items():
        if name in ("dates", "reason", "difficulties", "proposals"):
            continue
        assert words in text, name


@pytest.mark.parametrize(
    ("vary", "least"),
    [
        (with_manners, LEAST_RIGHT),
        (in_another_order, 0.9),
        (with_a_slip, LEAST_RIGHT_WITH_SLIPS),
    ],
)
def test_the_same_thing_typed_otherwise_is_understood(
    vary: Callable[[str, random.Random], str], least: float
) -> None:
    chance = random.Random(14)  # noqa: S311
    free = [case for case in ALL if case.context.asked is None]
    wrong = []
    for case in free:
        text = vary(case.text, chance)
        found = read(case, text).to_json()
        if found["action"] != case.expected["action"]:
            wrong.append((text, found["action"]))
    assert len(wrong) <= (1 - least) * len(free), wrong


@pytest.mark.parametrize("vary", [with_manners, with_a_slip])
def test_typing_otherwise_never_records_a_wrong_value(vary: Callable[[str, random.Random], str]) -> None:
    chance = random.Random(6)  # noqa: S311
    for case in ALL:
        if case.context.asked is None:
            text = vary(case.text, chance)
            assert wrong_values(case, read(case, text).to_json(), is_varied=True) == {}, text


def test_diacritics_capitals_and_the_form_of_letters_change_nothing() -> None:
    wrong = []
    for case in ALL:
        for text in ways_to_type(case.text):
            found = read(case, text).to_json()
            values = wrong_values(case, found, is_varied=True)
            if found["action"] != case.expected["action"] or values:
                wrong.append((text, found))
    assert len(wrong) <= 0.02 * len(ALL) * len(ways_to_type("")), wrong


def test_the_plain_letters_of_a_report_say_the_same() -> None:
    for case in ALL:
        found = read(case, without_diacritics(case.text)).to_json()
        assert wrong_values(case, found, is_varied=True) == {}, case.text
