"""Which files are kept with a report: told by their content, not by what their name claims."""

import io
import zipfile

from domain.errors import DomainError

LARGEST_FILE = 20 * 1024 * 1024
"""In bytes: what a messenger hands over at most."""

PHOTO, PDF, WORD = "photo", "pdf", "word"
_ENDINGS = {
    "jpg": PHOTO, "jpeg": PHOTO, "png": PHOTO, "webp": PHOTO, "heic": PHOTO, "heif": PHOTO,
    "pdf": PDF, "doc": WORD, "docx": WORD,
}  # fmt: skip
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1")
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim"})
_MACROS, _ENCRYPTED_PACKAGE, _WORD_STREAM = (
    name.encode("utf-16-le") for name in ("_VBA_PROJECT", "EncryptedPackage", "WordDocument")
)
# Of an old Word file: where its header usually stands, and the bit that says encrypted ([MS-DOC] 2.5.1).
_OLD_HEADER, _OLD_MAGIC, _OLD_ENCRYPTED = 0x200, b"\xec\xa5", 0x01


def kind_of(name: str, content: bytes) -> str:
    """`photo`, `pdf` or `word`.

    Raises:
        DomainError: `file-empty`, `file-too-large`, `file-macros` for a Word file that carries programs,
            `file-encrypted`, `file-mismatch` when the name claims another kind than the content is, or
            `file-kind` for any other kind.
    """
    if not content:
        raise DomainError("file-empty", name=name[:80])
    if len(content) > LARGEST_FILE:
        raise DomainError("file-too-large", name=name[:80])
    ending = name.rpartition(".")[2].lower()
    if ending in ("docm", "dotm"):
        raise DomainError("file-macros", name=name[:80])
    kind = _kind_of_content(name, content)
    claimed = _ENDINGS.get(ending)
    if kind is None:
        raise DomainError("file-kind" if claimed is None else "file-mismatch", name=name[:80])
    if claimed not in (None, kind):
        raise DomainError("file-mismatch", name=name[:80])
    return kind


def _kind_of_content(name: str, content: bytes) -> str | None:
    if _is_photo(content):
        return PHOTO
    if content.startswith(b"%PDF-"):
        return _unless(b"/Encrypt" in content, "file-encrypted", name, PDF)
    if content.startswith(_ZIP):
        return _office_file(name, content)
    return _old_word_file(name, content) if content.startswith(_OLE) else None


def _is_photo(content: bytes) -> bool:
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return True
    is_webp = content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    return is_webp or (content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS)


def _office_file(name: str, content: bytes) -> str | None:
    """A new Word file; other archives, sheets and slides are none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return None
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise DomainError("file-encrypted", name=name[:80])
    has_macros = any(entry.lower().endswith(("vbaproject.bin", "vbadata.xml")) for entry in names)
    is_word = "[Content_Types].xml" in names and "word/document.xml" in names
    return _unless(has_macros, "file-macros", name, WORD if is_word else None)


def _old_word_file(name: str, content: bytes) -> str | None:
    if _ENCRYPTED_PACKAGE in content or _is_encrypted_old(content):
        raise DomainError("file-encrypted", name=name[:80])
    return _unless(_MACROS in content, "file-macros", name, WORD if _WORD_STREAM in content else None)


def _is_encrypted_old(content: bytes) -> bool:
    header = content[_OLD_HEADER : _OLD_HEADER + 12]
    return header[:2] == _OLD_MAGIC and len(header) == 12 and bool(header[11] & _OLD_ENCRYPTED)


def _unless(is_refused: bool, code: str, name: str, kind: str | None) -> str | None:
    if is_refused:
        raise DomainError(code, name=name[:80])
    return kind
