"""Raw words are stored without the name and the illness of one who is ill; other words stay as they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.parsing.health import REMOVED, has_named_illness, without_health_details


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (
            "Đ/c Nguyễn Văn A bị ung thư nên vắng, còn lại 19/20, học 20/6 trực tiếp",
            "Đ/c […] bị […] nên vắng, còn lại 19/20, học 20/6 trực tiếp",
        ),
        ("dc nguyen van a bi ung thu nen vang, 19/20", "dc […] bi […] nen vang, 19/20"),
        ("ông Hùng tai biến, vắng 1", "ông […] […], vắng 1"),
        ("Lan ốm, Hùng đi học, dự 18/20", "[…] […], […] đi học, dự 18/20"),
        ("bà Tuyết nằm viện", "bà […] […]"),
        ("ĐC TRẦN THỊ B BỊ SUY THẬN", "ĐC […] BỊ […]"),
    ],
)
def test_name_and_illness_are_left_out_together(words: str, kept: str) -> None:
    assert has_named_illness(words)
    assert without_health_details(words) == kept


@pytest.mark.parametrize(
    "words",
    [
        "vắng 2 đ/c ốm, học 20/6, 18/20",
        "Đã học 15/6, 45/50, đ/c Nguyễn Văn Nam truyền đạt",
        "Đ/c Nguyễn Văn Nam truyền đạt, vắng 2 ốm",
        "đồng chí Lan đi công tác nên vắng",
        "Học ngày 15/6. Vắng 3 (2 ốm, 1 đi học)",
        "Bọn em học hôm qua, vắng 1 ốm",
        "",
    ],
)
def test_words_that_tell_of_nobodys_illness_stay_as_they_are(words: str) -> None:
    assert not has_named_illness(words)
    assert without_health_details(words) == words


@settings(max_examples=100, deadline=None)
@given(
    name=st.sampled_from(["Nguyễn Văn Ba", "Trần Thị Lụa", "Lò Văn Pành", "Hoàng Yến"]),
    illness=st.sampled_from(["ung thư", "tai biến", "viêm gan", "tiểu đường", "sốt xuất huyết", "suy thận"]),
    words=st.sampled_from(["đ/c {} bị {}, vắng", "Vắng 1: đồng chí {} ({})", "ông {} đang điều trị {}"]),
)
def test_neither_name_nor_illness_survives(name: str, illness: str, words: str) -> None:
    kept = without_health_details(words.format(name, illness))
    assert name not in kept
    assert illness not in kept
    assert REMOVED in kept


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=300))
def test_leaving_out_twice_leaves_out_no_more(text: str) -> None:
    once = without_health_details(text)
    assert without_health_details(once) == once
