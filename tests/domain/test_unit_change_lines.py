"""Mergers and splits as staff write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import DomainError
from domain.parsing.unit_change_lines import MOST_LINES, ChangeLine, UnitWords, read_lines

NEW = "Chi bộ thôn Đoài"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CB-01 + CB-02 = CB-01", ChangeLine(("CB-01", "CB-02"), (UnitWords("CB-01"),))),
        ("CB-01+CB-02=>CB-01", ChangeLine(("CB-01", "CB-02"), (UnitWords("CB-01"),))),
        (f"CB-01 + CB-02 = {NEW}", ChangeLine(("CB-01", "CB-02"), (UnitWords(NEW),))),
        (f"CB-01 + CB-02 → {NEW}; 45", ChangeLine(("CB-01", "CB-02"), (UnitWords(NEW, "", 45),))),
        (
            f"CB-01 + CB-02 = CB-12; {NEW}; 1.045",
            ChangeLine(("CB-01", "CB-02"), (UnitWords(NEW, "CB-12", 1045),)),
        ),
        ("CB-01 + CB-02", ChangeLine(("CB-01", "CB-02"))),
        (
            "CB-05 = Chi bộ thôn 1; 20 + Chi bộ thôn 2; 25",
            ChangeLine(("CB-05",), (UnitWords("Chi bộ thôn 1", "", 20), UnitWords("Chi bộ thôn 2", "", 25))),
        ),
    ],
)
def test_a_line_names_the_units_and_what_becomes_of_them(text: str, expected: ChangeLine) -> None:
    assert read_lines(text) == [expected]


def test_every_line_is_one_change() -> None:
    found = read_lines("CB-01 + CB-02 = CB-01\n\n  CB-03 + CB-04 = CB-03  \n")
    assert [line.units for line in found] == [("CB-01", "CB-02"), ("CB-03", "CB-04")]


@pytest.mark.parametrize(
    "text", ["= CB-01", "A = B = C", "A + B = a; b; c; d", "A + B = ;", f"A = {'x' * 201}"]
)
def test_a_line_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(DomainError, match="change-line"):
        read_lines(text)


def test_a_number_alone_is_a_name() -> None:
    assert read_lines("A + B = 45")[0].into == (UnitWords("45"),)


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(DomainError, match="change-lines-many"):
        read_lines("A + B = C\n" * (MOST_LINES + 1))


@given(text=st.text(max_size=200))
def test_whatever_is_typed_is_read_or_named(text: str) -> None:
    try:
        found = read_lines(text)
    except DomainError as error:
        assert error.code in ("change-line", "change-lines-many")
    else:
        assert all(line.units for line in found)
