"""The text of a plan document: .txt, .docx, .pdf, or a scan, told apart by content, within bounds of size."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents import scan_text
from domain.errors import DomainError
from domain.parsing.plan.column_tables import names_a_table, with_rows
from domain.wording import size

if TYPE_CHECKING:
    import pypdf
    from docx.table import Table

MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE
# What a packed file may become: a .docx of a hundred pages unpacks to less than a tenth of this.
LARGEST_UNPACKED = 100 * MEGABYTE
LARGEST_WORDS = 20 * MEGABYTE
MOST_PARTS = 2000
MOST_PAGES = 200
LARGEST_PAGE = 2 * MEGABYTE
MOST_ROWS = 2000
# Tables of two columns lay out the head and the signature; tasks need at least three.
LEAST_COLUMNS = 3
# A scan may bear a stamp with letters; a page of words has many more of them.
LEAST_LETTERS_A_PAGE = 150
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The words of a document; of a scan they were recognised, and a letter or figure may be wrong."""

    words: str
    is_scan: bool = False


def read_document(
    name: str, content: bytes, on_page: scan_text.OnPage = lambda _page, _pages: None
) -> DocumentText:
    """The words of a file, scans and photos included; those take seconds a page: never within a transaction.

    Raises:
        DomainError: those of `read_plan_text` but `plan-scan`, and those of `documents.scan_text`.
    """
    if scan_text.is_picture(content) and len(content) <= LARGEST_FILE:
        return DocumentText(scan_text.read_picture(content), is_scan=True)
    try:
        return DocumentText(read_plan_text(name, content))
    except DomainError as error:
        if error.code != "plan-scan":
            raise
    return DocumentText(scan_text.read_pages(content, on_page), is_scan=True)


def read_plan_text(name: str, content: bytes) -> str:
    """The words of a file; rows of tables are lines with `|` between cells.

    Raises:
        DomainError: `plan-file-too-large`, `plan-file-empty`, `plan-old-word`, `plan-macros`,
            `plan-encrypted`, `plan-scan`, `plan-file-damaged`, `plan-not-utf8`, `plan-file-unknown`,
            `plan-too-long` for more than MOST_PAGES.
    """
    if len(content) > LARGEST_FILE:
        raise DomainError("plan-file-too-large", limit=size(LARGEST_FILE))
    if not content.strip():
        raise DomainError("plan-file-empty")
    if content.startswith(_OLD_OFFICE) or name.lower().endswith(".doc"):
        raise DomainError("plan-old-word")
    if name.lower().endswith((".docm", ".dotm")):
        raise DomainError("plan-macros")
    if content.startswith(b"PK"):
        return _docx_text(content)
    if b"%PDF-" in content[:1024]:
        return _pdf_text(content)
    return _plain_text(content)


def _plain_text(content: bytes) -> str:
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    if encoding == "utf-8-sig" and b"\x00" in content[:4096]:
        raise DomainError("plan-file-unknown")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise DomainError("plan-not-utf8") from None


def _docx_text(content: bytes) -> str:
    _check_parts(content)
    from docx import Document

    try:
        document = Document(io.BytesIO(content))
        return "\n".join(_docx_lines(document.iter_inner_content()))
    except Exception:  # noqa: BLE001 - whatever a damaged file makes the library raise
        raise DomainError("plan-file-damaged") from None


def _check_parts(content: bytes) -> None:
    """Refuse before anything is unpacked: bombs, macros, and archives that are no Word documents."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {part.filename: part for part in archive.infolist()}
            if any(part.flag_bits & 1 for part in parts.values()):
                raise DomainError("plan-encrypted")
            count = len(archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        raise DomainError("plan-file-damaged") from None
    if "word/document.xml" not in parts:
        raise DomainError("plan-file-unknown")
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise DomainError("plan-macros")
    unpacked = sum(part.file_size for part in parts.values())
    words = sum(part.file_size for part in parts.values() if part.filename.endswith((".xml", ".rels")))
    if count > MOST_PARTS or unpacked > LARGEST_UNPACKED or words > LARGEST_WORDS:
        raise DomainError("plan-file-too-large", limit=size(LARGEST_FILE))


def _docx_lines(blocks: Iterator[object]) -> Iterator[str]:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for block in blocks:
        if isinstance(block, Table):
            yield from _table_lines(block)
        elif isinstance(block, Paragraph):
            is_bullet = block.text.strip() and (block.style is not None and "Bullet" in str(block.style.name))
            yield from (f"- {line}" if is_bullet else line for line in block.text.splitlines())


def _table_lines(table: "Table") -> Iterator[str]:
    for row in table.rows[:MOST_ROWS]:
        cells = [cell.text for cell in row.cells]
        if len(cells) < LEAST_COLUMNS:
            yield from (line for cell in dict.fromkeys(cells) for line in cell.splitlines())
        else:
            yield "| " + " | ".join(" ".join(cell.replace("|", "/").split()) for cell in cells) + " |"


def _pdf_text(content: bytes) -> str:
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise DomainError("plan-encrypted")
        if len(reader.pages) > MOST_PAGES:
            raise DomainError("plan-too-long")
        text = "\n".join(_page_text(page) for page in reader.pages)
        is_scan = _is_scan(reader, text)
    except pypdf.errors.DependencyError:
        raise DomainError("plan-encrypted") from None
    except DomainError:
        raise
    except Exception:  # noqa: BLE001 - whatever a damaged file makes the library raise
        raise DomainError("plan-file-damaged") from None
    if is_scan:
        raise DomainError("plan-scan")
    return text


def _is_scan(reader: "pypdf.PdfReader", text: str) -> bool:
    letters = sum(character.isalnum() for character in text)
    has_few = letters < LEAST_LETTERS_A_PAGE * len(reader.pages)
    return not letters or (has_few and any(len(page.images) > 0 for page in reader.pages))


def _page_text(page: "pypdf.PageObject") -> str:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > LARGEST_PAGE:
        raise DomainError("plan-file-too-large", limit=size(LARGEST_FILE))
    text = page.extract_text()
    # The place of each word costs time to work out, so only where a table may be.
    return with_rows(page.extract_text(extraction_mode="layout")) if names_a_table(text) else text
