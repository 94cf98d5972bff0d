"""Lines of a text layer become whole paragraphs with the path of their clause."""

import re
from dataclasses import dataclass

from domain.parsing.letters import composed, without_diacritics
from domain.parsing.plan.column_tables import with_rows
from domain.parsing.plan.day_tables import with_rows_of_days
from domain.parsing.plan.line_tables import with_rows_of_lines

# A line nearly as long as the others was broken by the width of the page, not by the writer.
FULL_SHARE = 0.8
LONGEST_HEADING = 200
LONGEST_FOOTER = 40
# Regular expressions run over pieces of at most this size, so that any text is read in bounded time.
LONGEST_PARAGRAPH = 4000

_PAGE_NUMBER = re.compile(r"(?:[-–—\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–—\s]*)", re.IGNORECASE)
_RULE = re.compile(r"[\s*_\-–—=.·|+:]*")
# `PHẦN THỨ NHẤT` and `A. NHIỆM VỤ` stand above the Roman numbers.
_PART = re.compile(r"(ph[ầâ]n\s+(?:th[ứư]\s+\w+|[IVX]{1,4}|[A-D]|\d))\s*[.:\-–]?\s*", re.IGNORECASE)
_LETTERED = re.compile(r"([A-HĐ])\s*[./)\-–]\s+(?=\S)")
LEVEL_OF_PARTS = 0.5
_MARKERS = (
    (1, re.compile(r"(?:ph[ầâ]n\s+)?([IVX]{1,6})\s*[./):\-–]\s+(?=\S)", re.IGNORECASE)),
    (2, re.compile(r"(?:đi[ềê]u\s+)?(\d{1,2})\s*[.)/]\s*(?=[^\d\s/.])", re.IGNORECASE)),
    (3, re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\s*[.)]?\s+(?=[^\d\s])")),
    (4, re.compile(r"([a-zđ])\s*[.)]\s+(?=\S)")),
    (5, re.compile(r"([-–—•*●])\s*(?=\S)")),
    (6, re.compile(r"(\+)\s*(?=\S)")),
)
# No heading and no clause ends with these words: the line was broken by the width of the page.
_UNFINISHED = re.compile(r"\b(?:và|với|của|các|ngày|trước|đến|từ|về|cho|theo|tại|trong|là|do)$")
# `trong tháng⏎02/2021`
_AWAITS_FIGURES = re.compile(r"\b(?:tháng|năm|quý|lúc)$")
# `(26/3/1931⏎- 26/3/2025)` is one anniversary, not a clause that begins with a dash.
_GOES_ON_IN_BRACKETS = re.compile(r"[-–]\s*\d[^()]{0,40}\)")
_BROKEN = re.compile(r"\b(?:t ruoc|tr uoc|tru oc|truo c|tha ng|th ang|ng ay|nga y)(?= (?:ngay |thang |\d))")
_END = re.compile(
    r"^\s*(?:noi\s+nhan\s*:?\s*$|noi nhan\s*:|(?:t/m|tm\.|k/t|kt\.|tl\.|t/l)\s+[a-z]+(?:\s+[a-z]+){0,8}\s*$)"
)
# `Tân An, ngày 20 tháng 5 năm 2024` ends the head; what follows is another matter.
# What a web page shows below the text: other pages.
_FOOTER = re.compile(
    r"^\W*(?:tin cung chuyen muc|cac tin (?:khac|lien quan|cung chuyen muc)|tin (?:lien quan|moi hon|cu hon|khac)|"
    r"bai viet lien quan|xem them)\b"
)
_DATE_LINE = re.compile(r"^[^.:;\d]{2,40},\s*ngày\s+\d{1,2}\s*(?:tháng|/)\s*\d{1,2}\s*(?:năm|/)\s*\d{4}\.?$")
_ANNEX = re.compile(r"^\s*(?:phu luc|bieu mau|danh muc|lich)\b")
# A decision is signed before the plan that it issues: `KẾ HOẠCH`, `(Kèm theo Quyết định số …)`.
_ISSUED_WITH = re.compile(
    r"^\s*(?:(?:ke hoach|quy che|chuong trinh|de an|phuong an|huong dan|the le|noi quy)\s*$|"
    r"\(?\s*(?:ban hanh )?kem theo\b)"
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or one row of a table when it has `cells`.

    Attributes:
        text: single spaces, without the marker of its clause.
        plain: `text` without diacritics, letter for letter.
        clause: `II.2.1`, empty before the first heading.
        headings: texts of the clauses it stands in, innermost first; its own is not among them.
        cells: the cells of a table row, else empty.
        number: which paragraph of the document, from 0.
    """

    text: str
    plain: str
    clause: str
    headings: tuple[str, ...]
    cells: tuple[str, ...]
    number: int
    marker: float = 0


def read_paragraphs(lines: list[str]) -> list[Paragraph]:
    """The body of the document; page numbers, rules, `Nơi nhận` and signatures are left out."""
    found: list[Paragraph] = []
    path: dict[float, tuple[str, str]] = {}
    for line in _whole_lines(_body(lines)):
        cells = cells_of(line)
        if cells:
            headings = tuple(text for _, text in _innermost_first(path))
            found.append(Paragraph(line, without_diacritics(line), _label(path), headings, cells, len(found)))
            continue
        level, name, text = _split_marker(line)
        if not level and line.isupper() and path and not path[max(path)][1]:
            # The words of `PHẦN THỨ NHẤT` stand on the line below it.
            level, (name, _) = max(path), path[max(path)]
        if level:
            path = {key: value for key, value in path.items() if key < level}
        elif _ANNEX.match(without_diacritics(line[:40])) and (line.isupper() or line.startswith("Phụ lục")):
            path = {0: ("Phụ lục", line[:LONGEST_HEADING])} if "PH" in line[:2].upper() else {}
        headings = tuple(heading for _, heading in _innermost_first(path))
        if level:
            path[level] = (name, text[:LONGEST_HEADING])
        for piece in _pieces(text):
            plain = with_whole_words(without_diacritics(piece))
            found.append(Paragraph(piece, plain, _label(path), headings, (), len(found), level))
    return found


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of a table row written with `|` or tabs, empty when the line is none."""
    separator = "|" if line.count("|") >= 2 else "\t" if line.strip().count("\t") >= 2 else ""
    if not separator:
        return ()
    stripped = line.strip()
    if separator == "|":
        stripped = stripped.removeprefix("|").removesuffix("|")
    return tuple(" ".join(cell.split()) for cell in stripped.split(separator))


def tidy_lines(text: str) -> list[str]:
    """NFC lines without page numbers and rules; tabs of tables are kept, and tables laid out are rows."""
    composed_text = composed(text).replace("\xa0", " ").replace("\x0c", "\n")
    lines = with_rows_of_lines([line.rstrip() for line in with_rows(composed_text).splitlines()])
    lines = with_rows_of_days(lines)
    return [
        line for line in lines if line.strip() and not _PAGE_NUMBER.fullmatch(line) and not _is_rule(line)
    ]


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line) is not None


def _body(lines: list[str]) -> list[str]:
    """Without recipients and signature; an annex after them is read again."""
    kept: list[str] = []
    is_body = True
    for line in lines:
        plain = without_diacritics(line[:120])
        if _FOOTER.match(plain) and len(line) < LONGEST_FOOTER:
            break
        if is_body and kept and _END.match(plain):
            is_body = False
        elif not is_body and (_ANNEX.match(plain) or _begins_issued(line, plain) or cells_of(line)):
            is_body = True
        if is_body:
            kept.append(line)
    return kept


def _begins_issued(line: str, plain: str) -> bool:
    return _ISSUED_WITH.match(plain) is not None and (line.isupper() or "kem theo" in plain)


def _whole_lines(lines: list[str]) -> list[str]:
    lengths = sorted(len(line.strip()) for line in lines) or [0]
    full = FULL_SHARE * lengths[int(len(lengths) * 0.9)] if len(lengths) > 1 else 0
    whole: list[list[str]] = []
    previous = ""
    for line in lines:
        stripped = line if cells_of(line) else " ".join(line.split())
        if previous and _continues(previous, stripped, full):
            whole[-1].append(stripped)
        else:
            whole.append([stripped])
        previous = stripped
    return [" ".join(parts) for parts in whole]


def _continues(previous: str, line: str, full: float) -> bool:
    if cells_of(previous) or cells_of(line) or _DATE_LINE.search(previous):
        return False
    if _UNFINISHED.search(previous) or (line[0].isdigit() and _AWAITS_FIGURES.search(previous)):
        return True
    if _GOES_ON_IN_BRACKETS.match(line) and previous.rfind("(") > previous.rfind(")"):
        return True
    if previous[-1] in "/-–,(":
        return not (_split_marker(line)[0] and line[0] in "-–+")
    if line[0].islower() and not _MARKERS[3][1].match(line):
        return True
    if line[0].isdigit() and len(previous) >= full and previous[-1] not in ".;:":
        return True
    if _split_marker(line)[0] or previous[-1] in ".;:!?":
        return False
    is_heading = _split_marker(previous)[0] and previous.isupper()
    return len(previous) >= full and not is_heading and not previous.isupper()


def with_whole_words(plain: str) -> str:
    """`tru oc ngay` as `truoc  ngay`: a text layer may break the word that makes a deadline of a day.

    As long as before, so that every place in it is still that of the same words with their letters.
    """
    return _BROKEN.sub(lambda match: match[0].replace(" ", "") + " ", plain)


def _split_marker(line: str) -> tuple[float, str, str]:
    part = _PART.match(line) or (_LETTERED.match(line) if line.isupper() else None)
    if part and (line.isupper() or not line[part.end() :].strip() or line[: part.end()].isupper()):
        return LEVEL_OF_PARTS, part[1], line[part.end() :].strip()
    for level, pattern in _MARKERS:
        match = pattern.match(line)
        if match:
            return level, match[1], line[match.end() :].strip() or line
    return 0, "", line


def _innermost_first(path: dict[float, tuple[str, str]]) -> list[tuple[str, str]]:
    return [path[level] for level in sorted(path, reverse=True)]


def _label(path: dict[float, tuple[str, str]]) -> str:
    """`II.2.1`: a number such as 2.1 already names the clause above it; dashes name nothing."""
    names = {level: path[level][0] for level in sorted(path) if level <= 4}
    if 3 in names:
        names.pop(2, None)
    return ".".join(names.values())


def _pieces(text: str) -> list[str]:
    return [text[at : at + LONGEST_PARAGRAPH] for at in range(0, len(text), LONGEST_PARAGRAPH)]
