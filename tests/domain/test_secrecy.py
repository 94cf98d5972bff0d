"""What bears a mark of classification, and the many everyday words that only look like one."""

import pytest

from domain.secrecy import is_name_classified, says_classified

MARKED = [
    "Gửi đồng chí văn bản tối mật số 12", "MẬT", "Công văn mật của Huyện ủy", "tuyệt mật", "đóng dấu mật",
    "Kế hoạch số 5 (MẬT)",
]  # fmt: skip
PLAIN = [
    "co mat 45/50", "CÓ MẶT 45/50", "toi mat dien thoai", "Đã quán triệt Luật Bảo vệ bí mật nhà nước, 45/50",
    "HỌC LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC", "văn bản không có độ mật", "45/50 ngày 15/6 trực tiếp", "",
]  # fmt: skip
MARKED_NAMES = ["cong-van-mat.pdf", "KH 12 MẬT.docx", "12-CV-MAT.pdf", "Tài liệu mật.pdf", "toi_mat_05.pdf"]
PLAIN_NAMES = [
    "danh-sach-co-mat.jpg", "DANH SACH CO MAT.pdf", "luat-bi-mat-nha-nuoc.pdf", "BÍ MẬT NHÀ NƯỚC.pdf",
    "bao-cao-do-mat-dien.pdf", "FORMAT.docx", "anh.jpg",
]  # fmt: skip


@pytest.mark.parametrize("words", MARKED)
def test_a_mark_is_seen(words: str) -> None:
    assert says_classified(words)


@pytest.mark.parametrize("words", PLAIN)
def test_everyday_words_are_no_mark(words: str) -> None:
    assert not says_classified(words)


@pytest.mark.parametrize("name", MARKED_NAMES)
def test_a_mark_in_the_name_of_a_file_is_seen(name: str) -> None:
    assert is_name_classified(name)


@pytest.mark.parametrize("name", PLAIN_NAMES)
def test_an_everyday_name_is_no_mark(name: str) -> None:
    assert not is_name_classified(name)
