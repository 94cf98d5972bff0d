"""What an answer tells beside the field that was asked for: said last it counts, and nothing is guessed."""

from datetime import datetime

import pytest

from domain.forms import BUILT_IN_FIELDS, Values
from domain.parsing.understanding import ReplyContext
from domain.told_answers import read_instead, read_told

MONDAY = ReplyContext(datetime.fromisoformat("2024-06-24T09:00+07:00"))
STANDING: Values = {"attended": 45, "total": 50, "absent": 5, "dates": ["2024-06-20"], "mode": "truc_tiep"}


def known(*names: str) -> Values:
    """What was told before but for these."""
    return {name: value for name, value in STANDING.items() if name not in names}


TOLD = [
    ("dates", "44/50 ngày 19/6 trực tuyến", {"attended": 44, "dates": ["2024-06-19"], "mode": "truc_tuyen"}),
    ("dates", "20/6 có 3 đ/c học bù 22/6", {"attended": 48, "dates": ["2024-06-20", "2024-06-22"]}),
    ("mode", "nhầm 10/50, trực tuyến", {"attended": 10, "mode": "truc_tuyen"}),
    ("mode", "ngày học là 14/6 chứ không phải 20/6", {"dates": ["2024-06-14"]}),
    ("mode", "trực tiếp, có 2 đ/c học bù hôm 22/6", {"attended": 47, "dates": ["2024-06-20", "2024-06-22"]}),
    ("total", "trực tuyến", {"mode": "truc_tuyen"}),
    ("total", "44/51", {"attended": 44, "total": 51}),
]


@pytest.mark.parametrize(("asked", "words", "told"), TOLD)
def test_what_was_said_last_replaces_what_was_said_before(asked: str, words: str, told: Values) -> None:
    found = read_told(BUILT_IN_FIELDS[asked], words, MONDAY, known(asked))
    assert found.values.items() >= told.items()
    assert not found.readings


KEPT = [
    ("total", "50, tính cả 2 đ/c mới chuyển về hôm 10/6"),
    ("total", "50, 2 đồng chí học trực tuyến"),
    ("mode", "trực tiếp, mỗi tổ 15 người"),
    ("mode", "trực tiếp tại hội trường tầng 2"),
    ("dates", "hôm qua, 2 tổ"),
    ("dates", "5/6, 20/6"),
    ("difficulties", "thiếu tài liệu từ hôm 19/6, 44 đ/c học trực tuyến"),
]


@pytest.mark.parametrize(("asked", "words"), KEPT)
def test_numbers_and_days_of_something_else_replace_nothing(asked: str, words: str) -> None:
    before = known(asked)
    found = read_told(BUILT_IN_FIELDS[asked], words, MONDAY, before)
    replaced = [name for name, value in before.items() if found.values.get(name, value) != value]
    assert replaced == []
    assert not found.readings


ASKED = [
    ("dates", "24/22 ngày 20/6", {"attended": 22, "total": 24}),
    ("dates", "20/6 tại hội trường 2", {"attended": 45, "total": 50}),
    ("mode", "vắng 3", {"attended": 47, "total": 50}),
    ("attended", "45 người, trong đó 2 người dự trực tuyến", {"attended": 45}),
    ("mode", "trực tiếp, 44 thôi", {"attended": 44, "total": 50}),
    ("mode", "44 đ/c thôi, truc tuyen", {"attended": 44, "total": 50}),
]


@pytest.mark.parametrize(("asked", "words", "offered"), ASKED)
def test_a_lone_number_or_a_contradiction_is_asked_about(asked: str, words: str, offered: Values) -> None:
    found = read_told(BUILT_IN_FIELDS[asked], words, MONDAY, known(asked))
    assert offered in found.readings
    assert "attended" not in found.values


def test_at_the_card_a_pair_of_the_known_total_is_no_day() -> None:
    assert read_instead("nhầm 10/12", MONDAY, {"attended": 11, "total": 12}).values["attended"] == 10


@pytest.mark.parametrize("words", ["44", "44 thôi", "44 đ/c thôi", "44 ạ"])
def test_at_the_card_a_number_on_its_own_is_asked_about(words: str) -> None:
    offered = ({"attended": 44, "total": 50}, {"attended": 45, "total": 50})
    assert read_instead(words, MONDAY, STANDING).readings == offered


@pytest.mark.parametrize("words", ["45", "51 thôi", "tầng 3", "tổ 2", "lúc 8h", "mỗi tổ 15 người"])
def test_a_number_that_mends_nothing_is_not_asked_about(words: str) -> None:
    told = read_instead(words, MONDAY, STANDING)
    assert {"attended": 45, "total": 50} not in told.readings


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("thêm ngày 21/6", ["2024-06-20", "2024-06-21"]),
        ("cả hôm 21/6 nữa", ["2024-06-20", "2024-06-21"]),
        ("ngày 21/6", ["2024-06-21"]),
        ("không phải, học ngày 21/6", ["2024-06-21"]),
    ],
)
def test_at_the_card_one_more_day_joins_and_another_takes_the_place(words: str, days: list[str]) -> None:
    assert read_instead(words, MONDAY, STANDING).values["dates"] == days
