"""Small real files of each kind that people send."""

import io
import zipfile

JPEG = bytes.fromhex("FFD8FFE000104A46494600010100000100010000FFD9")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
LOCKED_PDF = PDF.replace(b"/Root", b"/Encrypt 2 0 R /Root")
HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(16)
OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
OLD_WORD = OLE + "WordDocument".encode("utf-16-le")
OLD_WORD_WITH_MACROS = OLD_WORD + "_VBA_PROJECT".encode("utf-16-le")
LOCKED_WORD = OLE + "EncryptedPackage".encode("utf-16-le")
LOCKED_OLD_WORD = (
    OLE + bytes.fromhex("ECA5C100000000000000") + b"\x00\x01" + "WordDocument".encode("utf-16-le")
)


def archive(*names: str) -> bytes:
    """A ZIP with these entries."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return written.getvalue()


WORD = archive("[Content_Types].xml", "word/document.xml")
WORD_WITH_MACROS = archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
SHEET = archive("[Content_Types].xml", "xl/workbook.xml")
