"""Folding Vietnamese letters."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.parsing.letters import composed, folded, folded_plain, without_diacritics

LETTERS = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
    "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬBCDĐEÈÉẺẼẸÊỀẾỂỄỆGHIÌÍỈĨỊKLMNOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢPQRSTUÙÚỦŨỤƯỪỨỬỮỰVXYỲÝỶỸỴ"
    " 0123456789/.-"
)
VIETNAMESE = st.text(st.sampled_from(LETTERS), max_size=60)


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=200))
def test_without_diacritics_any_text_is_as_long_as_when_composed(text: str) -> None:
    assert len(without_diacritics(text)) == len(composed(text))


@settings(max_examples=150, deadline=None)
@given(text=VIETNAMESE)
def test_composed_decomposed_and_capital_letters_fold_alike(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    for fold in (without_diacritics, folded, folded_plain):
        plain = fold(unicodedata.normalize("NFC", text))
        for written in (decomposed, text.upper(), decomposed.upper(), text.lower()):
            assert fold(written) == plain


@settings(max_examples=100, deadline=None)
@given(text=VIETNAMESE)
def test_vietnamese_without_diacritics_is_lower_case_ascii(text: str) -> None:
    plain = without_diacritics(text)
    assert plain.isascii()
    assert plain == plain.lower()
    assert without_diacritics(plain) == plain


@settings(max_examples=100, deadline=None)
@given(text=VIETNAMESE)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded_plain(folded_plain(text)) == folded_plain(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Đảng ủy xã Đông Hòa", "dang uy xa dong hoa"),
        ("NGUYỄN THỊ HỒNG ĐIỆP", "nguyen thi hong diep"),
        ("trước ngày 03/7/2024", "truoc ngay 03/7/2024"),
        ("quý IV", "quy iv"),
        ("Ưu, Ơn, ắ, ữ", "uu, on, a, u"),
        ("", ""),
        ("👍", "👍"),
    ],
)
def test_diacritics_and_capitals_are_dropped(text: str, plain: str) -> None:
    assert without_diacritics(text) == plain
    assert without_diacritics(unicodedata.normalize("NFD", text)) == plain


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Uỷ ban", "Ủy ban"),
        ("HUYỆN UỶ", "huyện ủy"),
        ("Hoà Bình", "Hòa Bình"),
        ("khoẻ", "khỏe"),
        ("Thuý", "Thúy"),
        ("thuỵ", "thụy"),
        ("hoạ", "họa"),
        ("Đảng  bộ\txã ", " đảng bộ xã"),
    ],
)
def test_both_tone_places_and_any_spacing_compare_alike(old: str, new: str) -> None:
    assert folded(old) == folded(new)
    assert folded(unicodedata.normalize("NFD", old)) == folded(new)


@pytest.mark.parametrize(("one", "other"), [("Hòa", "Hoa"), ("Đông", "Đồng"), ("Dung", "Đung")])
def test_folding_keeps_names_apart_that_only_diacritics_tell_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)
    assert folded_plain(one) == folded_plain(other)


def test_composed_text_is_in_nfc() -> None:
    decomposed = unicodedata.normalize("NFD", "Huyện ủy")
    assert composed(decomposed) == "Huyện ủy"
    assert len(decomposed) > len("Huyện ủy")
