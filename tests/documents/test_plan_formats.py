"""Documents of the table are read alike as text, as a Word file and as a PDF."""

import html
import io
from collections.abc import Iterator

from docx import Document
from playwright.async_api import Browser

from documents.plan_text import read_plan_text
from domain.local_time import VIETNAM
from domain.parsing.plan.paragraphs import cells_of
from domain.parsing.plan.reading import read_plan
from tests.domain.plan.table import FOLDER, Score, names, score_of, totals
from tests.page.conftest import browser  # noqa: F401 - the fixture

# Later sets are written in the same layouts: as text they are all read, as files these are enough.
IN_FILES = [name for name in names() if not name.startswith(("n", "p", "q", "r"))]
PAGE = "<style>body{font:14px serif}table{border-collapse:collapse}td{border:1px solid;padding:3px}</style>"


def lines_of(name: str) -> list[str]:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def blocks_of(lines: list[str]) -> Iterator[str | list[tuple[str, ...]]]:
    """Paragraphs, and tables as lists of rows of at least three cells."""
    rows: list[tuple[str, ...]] = []
    for line in [*lines, ""]:
        cells = cells_of(line) if not set(line) <= set("|-: ") else ()
        if len(cells) >= 3 or (rows and line and set(line) <= set("|-: ")):
            rows += [cells] if cells else []
            continue
        if rows:
            yield rows
            rows = []
        yield line


def word_file(name: str) -> bytes:
    document = Document()
    for block in blocks_of(lines_of(name)):
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=0, cols=max(len(row) for row in block))
        for row in block:
            for cell, words in zip(table.add_row().cells, row, strict=False):
                cell.text = words
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def as_html(name: str) -> str:
    parts = []
    for block in blocks_of(lines_of(name)):
        if isinstance(block, str):
            parts.append(f"<div style='white-space:pre-wrap'>{html.escape(block) or '&nbsp;'}</div>")
            continue
        rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in block)
        parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    return PAGE + "".join(parts)


def scores_of(files: dict[str, bytes], ending: str) -> list[Score]:
    return [
        score_of(name, read_plan(read_plan_text(f"{name}.{ending}", content), VIETNAM))
        for name, content in files.items()
    ]


def shortfall(scores: list[Score]) -> list[str]:
    return [f"{each.name}: {words}" for each in scores for words in (*each.missed, *each.invented)]


def test_word_files_give_what_their_text_gives() -> None:
    scores = scores_of({name: word_file(name) for name in IN_FILES}, "docx")
    recall, precision, kinds = totals(scores)
    assert recall >= 0.97 and precision >= 0.95 and kinds >= 0.95, shortfall(scores)


async def test_pdf_files_give_what_their_text_gives(browser: Browser) -> None:  # noqa: F811
    page = await browser.new_page()
    files = {}
    for name in IN_FILES:
        await page.set_content(as_html(name))
        files[name] = await page.pdf(
            format="A4", margin=dict.fromkeys(("top", "left", "right", "bottom"), "20mm")
        )
    scores = scores_of(files, "pdf")
    recall, precision, kinds = totals(scores)
    assert recall >= 0.97 and precision >= 0.95 and kinds >= 0.95, shortfall(scores)
