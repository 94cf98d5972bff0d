"""Which files are kept with a report, by their content against their name."""

import pytest

from domain.attachments import LARGEST_FILE, kind_of
from domain.errors import DomainError
from tests import sample_files as sample

KEPT = [
    ("anh.jpg", sample.JPEG, "photo"),
    ("IMG_0001.HEIC", sample.HEIC, "photo"),
    ("anh.jpg", sample.PNG, "photo"),
    ("bao-cao.pdf", sample.PDF, "pdf"),
    ("Báo cáo.docx", sample.WORD, "word"),
    ("bao-cao.doc", sample.OLD_WORD, "word"),
    ("không có đuôi", sample.PDF, "pdf"),
]
REFUSED = [
    ("trong.pdf", b"", "file-empty"),
    ("lon.pdf", sample.PDF + bytes(LARGEST_FILE), "file-too-large"),
    ("bao-cao.docm", sample.WORD, "file-macros"),
    ("bao-cao.docx", sample.WORD_WITH_MACROS, "file-macros"),
    ("bao-cao.doc", sample.OLD_WORD_WITH_MACROS, "file-macros"),
    ("bao-cao.docx", sample.LOCKED_WORD, "file-encrypted"),
    ("bao-cao.doc", sample.LOCKED_OLD_WORD, "file-encrypted"),
    ("bao-cao.pdf", sample.LOCKED_PDF, "file-encrypted"),
    ("bao-cao.pdf", sample.JPEG, "file-mismatch"),
    ("anh.jpg", b"MZ\x90\x00 a program", "file-mismatch"),
    ("bao-cao.docx", sample.SHEET, "file-mismatch"),
    ("hong.docx", b"PK\x03\x04 not an archive", "file-mismatch"),
    ("so-lieu.xlsx", sample.SHEET, "file-kind"),
    ("cai-dat.exe", b"MZ\x90\x00 a program", "file-kind"),
    ("loi.mp3", b"ID3\x03", "file-kind"),
]


@pytest.mark.parametrize(("name", "content", "kind"), KEPT)
def test_photos_pdf_and_word_are_kept(name: str, content: bytes, kind: str) -> None:
    assert kind_of(name, content) == kind


@pytest.mark.parametrize(("name", "content", "code"), REFUSED, ids=[f"{n} {c}" for n, _, c in REFUSED])
def test_anything_else_is_refused_with_its_reason(name: str, content: bytes, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        kind_of(name, content)
    assert refused.value.code == code
