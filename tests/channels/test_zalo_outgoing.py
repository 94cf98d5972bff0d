"""Replies as Zalo shows them: texts that fit, choices as a list, files as links."""

import pytest

from channels.base import FileToSend
from channels.zalo.outgoing import LONGEST_TEXT, Piece, lay_out
from domain.messages import Choice, Reply

DUTY = (Choice("Báo cáo", "/report 12"), Choice("Xin lùi hạn", "/moretime 12"))
LINK = "https://dondoc.example/files/7"
BOOK = FileToSend(7, "so-theo-doi.xlsx", "application/vnd.ms-excel", b"PK", LINK, 7)
PICTURE = FileToSend(8, "tien-do.png", "image/png", b"\x89PNG", LINK, 7)


def shown(reply: Reply, file: FileToSend | None = None) -> list[Piece]:
    return lay_out(reply, file, "vi")


def test_a_text_is_shown_as_it_is() -> None:
    assert shown(Reply("Hạn <b>26.6</b> & *15.7*")) == [Piece("Hạn <b>26.6</b> & *15.7*")]


def test_choices_are_numbered_below_the_text() -> None:
    (piece,) = shown(Reply("Còn 3 ngày.", DUTY))
    assert piece.text.startswith("Còn 3 ngày.\n\n1. Báo cáo\n2. Xin lùi hạn\n")
    assert "số hoặc chữ" in piece.text


def test_where_a_number_is_an_answer_no_choice_has_one() -> None:
    (piece,) = shown(Reply("Bao nhiêu đồng chí tham gia?", DUTY, takes_number=True))
    assert piece.text == "Bao nhiêu đồng chí tham gia?\n\n– Báo cáo\n– Xin lùi hạn"


def test_a_long_text_is_cut_at_the_end_of_a_sentence_and_the_choices_come_last() -> None:
    text = "Chi bộ đã học tập, quán triệt đầy đủ. " * 120
    pieces = shown(Reply(text.strip(), DUTY))
    assert len(pieces) == 3
    assert all(len(piece.text) <= LONGEST_TEXT for piece in pieces)
    assert all(piece.text.endswith(".") for piece in pieces[:-1])
    assert "1. Báo cáo" in pieces[-1].text
    assert "".join(piece.text for piece in pieces).count("quán triệt") == 120


@pytest.mark.parametrize("text", ["😀" * 3000, "x" * 4001, "\n" * 3000, " "])
def test_every_piece_has_1_to_2000_characters(text: str) -> None:
    for piece in shown(Reply(text)):
        assert len(piece.text.strip()) >= 1
        assert len(piece.text.encode("utf-16-le")) // 2 <= LONGEST_TEXT


def test_a_menu_alone_shows_nothing() -> None:
    assert shown(Reply("", menu=(("viec", "Việc"),))) == []


def test_a_document_is_a_link_that_says_how_long_it_works() -> None:
    (piece,) = shown(Reply("Sổ theo dõi đây.", file_id=7), BOOK)
    assert piece.photo == ""
    assert piece.text.startswith(f"Sổ theo dõi đây.\n\nTệp «so-theo-doi.xlsx»: {LINK}\n")
    assert "7 ngày" in piece.text


@pytest.mark.parametrize("file", [BOOK, PICTURE])
def test_without_a_public_address_the_person_is_told_where_the_file_is_not(file: FileToSend) -> None:
    local = FileToSend(file.id, file.name, file.media_type, file.content)
    (piece,) = shown(Reply("Đây.", file_id=file.id), local)
    assert f"«{file.name}» không gửi được qua Zalo" in piece.text


def test_a_picture_is_sent_with_its_words() -> None:
    assert shown(Reply("Tiến độ.", file_id=8), PICTURE) == [Piece("Tiến độ.", LINK)]
    assert shown(Reply("", file_id=8), PICTURE) == [Piece("", LINK)]


def test_words_too_long_for_a_caption_go_before_the_picture() -> None:
    pieces = shown(Reply("Kính báo cáo đồng chí. " * 100, file_id=8), PICTURE)
    assert [bool(piece.photo) for piece in pieces] == [False, False, True]
    assert pieces[-1].text == ""
