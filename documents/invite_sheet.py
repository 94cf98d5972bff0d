"""Invites to print and cut up: six cards on an A4 page, each with its codes to scan and to type."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.shape import CT_Inline
from docx.parts.image import ImagePart
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from documents.scan_code import draw_scan_code

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Times New Roman"
CARDS_A_ROW, ROWS_A_PAGE = 2, 3
CARD_WIDTH, CARD_HEIGHT = Mm(95), Mm(91)
MARGIN = Mm(10)
# Three of them stand side by side on a card; the quiet zone of four modules is part of the picture.
PICTURE_WIDTH = Mm(29)
LONG_NAME = 45


@dataclass(frozen=True, slots=True)
class ScanCode:
    """What one picture opens, and the word under it."""

    label: str
    content: str


@dataclass(frozen=True, slots=True)
class InviteCard:
    """One unit's card: its name, how to use the card, the code to type, and until when.

    Attributes:
        scan_codes: none to three, one a channel.
        steps: short lines, read from the top.
    """

    unit: str
    code: str
    scan_codes: tuple[ScanCode, ...]
    steps: tuple[str, ...]
    expiry: str


def write_invite_sheet(heading: str, cards: Iterable[InviteCard]) -> bytes:
    """The Word document as bytes; `heading` stands on every card above the unit's name."""
    document, picture_number = _empty_document(), count(1)
    for page in _in_parts(cards, CARDS_A_ROW * ROWS_A_PAGE):
        _add_page(document, heading, page, picture_number)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def _empty_document() -> WordDocument:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = MARGIN
    section.bottom_margin = section.header_distance = section.footer_distance = Mm(5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(11)
    style.paragraph_format.space_after = Pt(0)
    return document


def _in_parts(cards: Iterable[InviteCard], most: int) -> Iterator[list[InviteCard]]:
    left = iter(cards)
    while part := list(islice(left, most)):
        yield part


def _add_page(
    document: WordDocument, heading: str, cards: Sequence[InviteCard], picture_number: Iterator[int]
) -> None:
    """One table a page: a Word table of a thousand rows takes minutes to build."""
    table = document.add_table(rows=0, cols=CARDS_A_ROW)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _draw_cutting_lines(table)
    for pair in _in_parts(cards, CARDS_A_ROW):
        row = table.add_row()
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.EXACTLY, CARD_HEIGHT
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, card in zip(row.cells, pair, strict=False):
            cell.width = CARD_WIDTH
            _fill_card(cell, heading, card, picture_number)
    # Two tables that touch become one; what does not fit on this page begins the next.
    seam = document.add_paragraph().paragraph_format
    seam.line_spacing_rule, seam.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(1)


def _draw_cutting_lines(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{edge}")
        for name, value in (("val", "dashed"), ("sz", "4"), ("space", "0"), ("color", "808080")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)


def _fill_card(cell: _Cell, heading: str, card: InviteCard, picture_number: Iterator[int]) -> None:
    _write(cell.paragraphs[0], heading, size=10, space_before=4)
    _write(
        cell.add_paragraph(),
        card.unit,
        size=14 if len(card.unit) <= LONG_NAME else 12,
        is_bold=True,
        space_after=2,
    )
    if card.scan_codes:
        _add_pictures(cell, card.scan_codes, picture_number)
    _write(cell.add_paragraph(), card.code, size=20, is_bold=True, space_before=4, space_after=2)
    for step in card.steps:
        _write(cell.add_paragraph(), step, size=10)
    _write(cell.add_paragraph(), card.expiry, size=10, is_italic=True, space_before=2)


def _add_pictures(cell: _Cell, scan_codes: Sequence[ScanCode], picture_number: Iterator[int]) -> None:
    """The pictures side by side, each over its word."""
    table = cell.add_table(rows=1, cols=len(scan_codes))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _leave_no_margins(table)
    for column in table.columns:
        column.width = PICTURE_WIDTH
    for place, scan_code in zip(table.rows[0].cells, scan_codes, strict=True):
        place.width = PICTURE_WIDTH
        picture = place.paragraphs[0]
        picture.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _add_picture(picture, draw_scan_code(scan_code.content), next(picture_number))
        _write(place.add_paragraph(), scan_code.label, size=10, is_bold=True)


def _leave_no_margins(table: Table) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _add_picture(paragraph: Paragraph, drawn: bytes, number: int) -> None:
    """What `Run.add_picture` does, without its search of the whole document for equal pictures and free ids:
    with two thousand cards that took two minutes.
    """
    name, relation = f"scan{number}.png", f"rIdScan{number}"
    part = ImagePart(PackURI(f"/word/media/{name}"), "image/png", drawn)
    paragraph.part.rels.add_relationship(RELATIONSHIP_TYPE.IMAGE, part, relation)
    inline = CT_Inline.new_pic_inline(number, relation, name, PICTURE_WIDTH, PICTURE_WIDTH)
    paragraph.add_run()._r.add_drawing(inline)


def _write(
    paragraph: Paragraph,
    text: str,
    *,
    size: float,
    is_bold: bool = False,
    is_italic: bool = False,
    space_before: float = 0,
    space_after: float = 0,
) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(space_before)
    paragraph.paragraph_format.space_after = Pt(space_after)
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), is_bold, is_italic
