"""Names in an archive: safe wherever it is unpacked, and all different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.archive_names import LONGEST_FILE, paths_of, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hop.jpg", "hop.jpg"),
        ("Biên bản họp chi bộ.pdf", "Biên bản họp chi bộ.pdf"),
        ("../../etc/passwd", "etc passwd"),
        ("C:\\Windows\\cmd.exe", "C Windows cmd.exe"),
        ("a\x00b\u202egpj.exe", "abgpj.exe"),
        ("  nhiều   dấu cách .docx. ", "nhiều dấu cách.docx"),
        ("con.pdf", "_con.pdf"),
        ("NUL", "_NUL"),
        ("...", "_"),
        ("", "_"),
        ("dòng một\nhai.jpg", "dòng một hai.jpg"),
        ("12-KH/CB", "12-KH CB"),
    ],
)
def test_what_people_typed_becomes_a_safe_name(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("a" * 300 + ".jpeg")
    assert len(name) == LONGEST_FILE
    assert name.endswith("a.jpeg")


def test_decomposed_letters_are_composed() -> None:
    assert safe_name("Ho\u0323p.jpg") == "Họp.jpg"


def test_the_same_name_twice_gets_a_number_whatever_its_capitals() -> None:
    folders = ("CBT-02 Chi bộ THPT", "02 Học tập")
    found = paths_of([(folders, "hop.jpg"), (folders, "HOP.jpg"), (folders, "hop.jpg"), (("B",), "hop.jpg")])
    assert found == [
        "CBT-02 Chi bộ THPT/02 Học tập/hop.jpg",
        "CBT-02 Chi bộ THPT/02 Học tập/HOP (2).jpg",
        "CBT-02 Chi bộ THPT/02 Học tập/hop (3).jpg",
        "B/hop.jpg",
    ]


@given(names=st.lists(st.tuples(st.text(max_size=90), st.text(max_size=120)), max_size=8))
def test_no_name_leaves_its_folder_or_hides_another(names: list[tuple[str, str]]) -> None:
    paths = paths_of([((folder,), name) for folder, name in names])
    assert len({path.casefold() for path in paths}) == len(paths)
    for path in paths:
        folder, name = path.split("/")
        assert folder not in ("", ".", "..")
        assert name not in ("", ".", "..")
        assert not set(path) & set('\\:*?"<>|\x00\n')
