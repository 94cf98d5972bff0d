"""What a document says of itself: number, title, issuer, day of issue, signer, recipients."""

import re
from contextlib import suppress
from datetime import date

from domain.errors import DomainError
from domain.parsing.calendar_words import existing_day, full_year
from domain.parsing.letters import without_diacritics
from domain.parsing.plan.proposals import DocumentFacts

HEAD_LINES = 40
LONGEST_TITLE = 500
# A document is told of within so many days, or it was only put up again.
LONGEST_NEW_DAYS = 62
_TYPES = (
    "ke hoach|cong van|thong bao|huong dan|quyet dinh|chi thi|"
    "chuong trinh(?: hanh dong)?|nghi quyet|to trinh|giay moi|ket luan"
)
_NUMBER = re.compile(
    r"^\s*s[ốôo]\s*:?\s*(\d{1,5}\s*[-–/]\s*[A-ZĐƯ][\w/\-.]*(?:\s*-\s*[A-ZĐƯ][\w/]*)?)", re.IGNORECASE
)
_OWN_NUMBER = re.compile(rf"^\W*(?:{_TYPES})\s+so\s+(\d{{1,5}}\s*[-/]\s*[\w/\-]+)")
_DAY = (
    r"(?P<day>\d{1,2})\s*(?:[/.\-]|\s+thang\s+)\s*(?P<month>\d{1,2})"
    r"\s*(?:[/.\-]|,?\s+nam\s+|\s*\()\s*(?P<year>\d{4})"
)
_PLACE_AND_DAY = re.compile(
    r"(?:^|[,\s])\s*ngay\s+(?P<day>\d{1,2})\s+thang\s+(?P<month>\d{1,2})\s+nam\s+(?P<year>\d{4})\s*\.?\s*$"
)
_ISSUED = re.compile(rf"^\W*ban hanh\s+ngay\s+{_DAY}\W*$")
_PLACE_AND_FIGURES = re.compile(rf"^[^.:;|\d]{{2,30}},\s*ngay\s+{_DAY}\s*$")
_FIRST_DAY = re.compile(rf"^\s*(?:thu \w+,?\s*|chu nhat,?\s*)?(?:ngay\s+)?{_DAY}\s*(?:[.,]|$)")
_AFTER_NUMBER = re.compile(rf"^\s*(?:(?:{_TYPES})\s+)?so\s*:?\s*\d+[\w/\-. ]*?,?\s+ngay\s+{_DAY}")
# A document that tells of a plan: `Ngày 20/11/2013, Tỉnh ủy có Chương trình số …`, `Tỉnh ủy vừa ban hành Kế
# hoạch số … ngày 07/10/2024`.
# Below the title of a restated plan: `(Kế hoạch số 19-KH/BTGTU ngày 26/4/2021 của Ban Tuyên giáo Thành ủy)`.
_IN_BRACKETS = re.compile(
    rf"^\s*\((?:(?:ban hanh )?kem theo )?(?:{_TYPES})\s+so\s+\d+[\w/\-. ]{{0,30}}?,?\s+ngay\s+{_DAY}[^()]{{0,120}}\)\s*$"
)
_CITED_DAY = re.compile(rf"\bngay\s+{_DAY}")
_POSTED = re.compile(rf"{_DAY}[^|]{{0,20}}\|?\s*[\d.]*\s*(?:luot xem|co chu)\b")
_NEWS = re.compile(
    rf"(?:^|[.!?]\s+|\bvi vay,?\s+)(?:sang |chieu )?ngay\s+{_DAY},\s*(?P<issuer>[^.]{{1,120}}?)\s+"
    rf"(?:co|ban hanh)\s+(?:{_TYPES})\b(?:\s+so\s+(?P<number>\d{{1,5}}\s*[-/]\s*[\w/\-]+))?"
)
_NEWS_OF = re.compile(
    rf"(?:^|[.!?]\s+|\)\s*[-–]\s*)(?P<issuer>[^.,;:()]{{3,90}}?)\s+(?:(?:vua|da)\s+)?(?:co|ban hanh)"
    rf"\s+(?:{_TYPES})\s+so\s+(?P<number>\d{{1,5}}\s*[-/]\s*[\w/\-]+?)\s+ngay\s+{_DAY}"
)
_TYPE_LINE = re.compile(rf"^\s*(?:{_TYPES})\s*$")
# A title in one: `LỊCH CÔNG TÁC TUẦN CỦA THƯỜNG TRỰC HUYỆN ỦY`.
_TYPE_START = re.compile(rf"^\s*(?:{_TYPES}|lich|the le|phuong an|de an|quy che|noi quy)\s")
_SUBJECT = re.compile(r"^\s*v/v:?\s+|\bv/v:?\s+|^\s*ve viec\s+")
_OPENING = re.compile(
    r"^\s*(?:ban hanh ngay|\(?kem theo|"
    r"thuc hien (?:ke hoach|nghi quyet|chi thi|cong van|quyet dinh|huong dan|"
    r"chuong trinh|ket luan|thong bao)|can cu|kinh gui|nham |de |theo |tiep tuc|-|"
    r"\d+\s*[.)]|[ivx]+\s*[.)]|trien khai .*, (?:ban|uy ban|ubnd))"
)
_ISSUER = re.compile(
    r"^(?:dang bo|ban |tinh uy|huyen uy|thanh uy|thi uy|dang uy|uy ban|ubnd|hoi |doan |"
    r"so |phong |bo |truong |cong doan|lien doan|mttq|mat tran|van phong|huyen doan|"
    r"tinh doan|trung tam|cuc |chi cuc|chi bo|xa |phuong )"
)
_PLACE = re.compile(r"(?:tinh|huyen|xa|phuong|thi xa|thanh pho|thi tran|quan|dac khu) (?!uy\b|doan\b)")
_BOARD = re.compile(r"(?:ban|van phong|uy ban kiem tra|phong|so|hoi dong|trung tam) (?!thuong vu|chap hanh)")
_OFFICE_OF_PLACE = re.compile(r"^(?:UBND|ỦY BAN NHÂN DÂN)\s+(?=TỈNH|HUYỆN|XÃ|PHƯỜNG|THÀNH PHỐ|THỊ XÃ|QUẬN)")
_MOTTO = re.compile(
    r"\s*(?:dang cong san viet nam|cong hoa xa hoi chu nghia viet nam|doc lap\s*-\s*tu do.*)\s*"
)
_POSITION = re.compile(
    r"^\s*(?:pho |q\. |quyen )?(?:bi thu(?: thuong truc)?|chu tich|truong ban|giam doc|"
    r"truong phong|chanh van phong|hieu truong|thu truong)\s*$"
)
_SAYS_PUBLISHED = re.compile(r"\bdang ngay\b|\bcap nhat\b")


def read_facts(lines: list[str]) -> DocumentFacts:
    """The document's own data, from its head and its signature; silence is named, never filled."""
    plains = [without_diacritics(line) for line in lines]
    facts = {
        "number": _number(lines, plains),
        "title": _title(lines, plains),
        "issuer": _issuer(lines, plains),
        "signer": _signer(lines, plains),
    }
    issued_on, recipients = _issued_on(plains), _recipients(lines, plains)
    if not facts["number"] and issued_on is None:
        told, issued_on = _told_of(lines, plains)
        facts |= {name: value for name, value in told.items() if value}
    missing = [name for name, value in facts.items() if not value]
    missing += ["issued_on"] * (issued_on is None) + ["recipients"] * (not recipients)
    return DocumentFacts(**facts, issued_on=issued_on, recipients=recipients, needs=tuple(missing))


def reference_day(facts: DocumentFacts, lines: list[str]) -> date | None:
    """The day from which a missing year is counted: the day of issue, else the year of the title."""
    told = facts.issued_on or told_on(lines)
    if told:
        return told
    plains = [without_diacritics(line) for line in lines]
    years = [int(year) for year in re.findall(r"\bnam\s+(20\d\d)\b", " ".join(plains[:3])[:400])]
    if not years:
        counted = re.findall(r"\b\d{1,2}[/.\-](20\d\d)\b", _SAYS_PUBLISHED.split(" ".join(plains))[0])
        years = [int(max(counted))] if counted else []
    return date(years[0], 1, 1) if years else None


def told_on(lines: list[str]) -> date | None:
    """The day on which a web page told of a document that was new; old ones are put there years later, too."""
    plains = [without_diacritics(line) for line in lines]
    posted = next(filter(None, (_day_in(_POSTED.search(plain[:200])) for plain in plains[:6])), None)
    if posted is None:
        return None
    cited = (_day_in(match) for match in _CITED_DAY.finditer(" ".join(plains)[:20_000]))
    is_new = any(day and 0 <= (posted - day).days <= LONGEST_NEW_DAYS for day in cited)
    return posted if is_new else None


def _number(lines: list[str], plains: list[str]) -> str:
    for line in lines[:HEAD_LINES]:
        match = _NUMBER.match(line)
        if match:
            return re.sub(r"\s+", "", match[1]).rstrip(".,")
    match = _OWN_NUMBER.match(plains[0]) if plains else None
    return re.sub(r"\s+", "", lines[0][match.start(1) : match.end(1)]) if match else ""


def _issued_on(plains: list[str]) -> date | None:
    for plain in plains[:HEAD_LINES]:
        found = _day_in(
            _PLACE_AND_DAY.search(plain[-120:])
            or _PLACE_AND_FIGURES.match(plain[:80])
            or _ISSUED.match(plain[:80])
            or _IN_BRACKETS.match(plain[:300])
        )
        if found:
            return found
    for at, plain in enumerate(plains[:3]):
        found = _day_in(_AFTER_NUMBER.match(plain[:200])) or (
            _day_in(_FIRST_DAY.match(plain[:80])) if at == 0 and not _NEWS.search(plain[:400]) else None
        )
        if found:
            return found
    return None


def _told_of(lines: list[str], plains: list[str]) -> tuple[dict[str, str], date | None]:
    """Number, issuer and day of the latest document that news tell of."""
    found: list[tuple[date, dict[str, str]]] = []
    for line, plain in zip(lines[:HEAD_LINES], plains[:HEAD_LINES], strict=True):
        for pattern in (_NEWS, _NEWS_OF):
            for match in pattern.finditer(plain[:2000]):
                day = _day_in(match)
                if day:
                    found.append((day, {name: _words(line, match, name) for name in ("number", "issuer")}))
    if not found:
        return {}, None
    day, told = max(found, key=lambda each: each[0])
    return told, day


def _words(line: str, match: re.Match[str], name: str) -> str:
    words = line[match.start(name) : match.end(name)] if match[name] else ""
    return re.sub(r"\s+", "", words) if name == "number" else " ".join(words.split())


def _day_in(match: re.Match[str] | None) -> date | None:
    if match is not None:
        with suppress(DomainError):
            return existing_day(full_year(match["year"]), int(match["month"]), int(match["day"]))
    return None


def _title(lines: list[str], plains: list[str]) -> str:
    for at, plain in enumerate(plains[:HEAD_LINES]):
        if _TYPE_LINE.match(plain) or (lines[at].isupper() and _TYPE_START.match(plain)):
            words = [lines[at].strip(), *_title_lines(lines, plains, at + 1)]
            return _mended(" ".join(words))[:LONGEST_TITLE]
    for at, plain in enumerate(plains[:HEAD_LINES]):
        match = _SUBJECT.search(plain[:200])
        if match:
            rest = lines[at][match.end() :].split(". ")[0]
            return _mended(" ".join([rest, *_title_lines(lines, plains, at + 1, most=3)]))[:LONGEST_TITLE]
    return ""


def _title_lines(lines: list[str], plains: list[str], at: int, most: int = 10) -> list[str]:
    taken: list[str] = []
    for line, plain in zip(lines[at : at + most], plains[at : at + most], strict=True):
        if (
            _OPENING.match(plain)
            or re.match(r"(?:Ngày|Từ)\s+(?:ngày\s+)?\d", line.strip())
            or "|" in line
            or (taken and taken[-1].endswith((".", ":")))
        ):
            break
        if most < 10 and not line.strip()[:1].islower():
            break
        taken.append(line.strip())
    return taken


def _mended(text: str) -> str:
    """Single spaces, and document numbers that were broken put together: `14 - NQ/TU`."""
    text = " ".join(text.split())
    return re.sub(r"(\d)\s*-\s*([A-ZĐ]{2,}/[A-ZĐ])", r"\1-\2", text).strip(" .")


def _issuer(lines: list[str], plains: list[str]) -> str:
    found: list[str] = []
    for line, plain in list(zip(lines, plains, strict=True))[:8]:
        left = re.split(r"\s{3,}|\t|\|", line.strip())[0]
        folded = without_diacritics(left)
        if _TYPE_LINE.match(plain) or _NUMBER.match(left):
            break
        if (
            left.isupper()
            and (_ISSUER.match(folded) or (found and _PLACE.match(folded)))
            and not _MOTTO.fullmatch(folded)
        ):
            found.append(left.strip(" *"))
    if found:
        return _whole_issuer(found)
    found_in_words = _issuer_in_opening(lines, plains)
    if found_in_words:
        return found_in_words
    for line, plain in zip(lines[:-12:-1], plains[:-12:-1], strict=True):
        match = re.match(r"\s*(?:t/m|tm\.?)\s+", plain)
        if match:
            return line[match.end() :].strip()
    return _issuer_in_words(lines, plains)


def _whole_issuer(lines: list[str]) -> str:
    """`ỦY BAN NHÂN DÂN` over `HUYỆN THẠCH KHÊ` is one name; a board stands below its committee."""
    last, above = lines[-1], lines[-2] if len(lines) > 1 else ""
    if not above:
        return last
    if _PLACE.match(without_diacritics(last)):
        return f"{above} {last}"
    if _BOARD.match(without_diacritics(last)):
        return f"{last} {_OFFICE_OF_PLACE.sub('', above)}"
    return last


def _issuer_in_opening(lines: list[str], plains: list[str]) -> str:
    """`…, Ban Thường vụ Huyện ủy xây dựng Kế hoạch …` in the opening, which may run over lines."""
    text, plain = " ".join(lines[:HEAD_LINES])[:6000], " ".join(plains[:HEAD_LINES])[:6000]
    text, plain = " ".join(text.split()), " ".join(plain.split())
    match = re.search(
        rf",\s*([a-z][^,.;:]{{3,60}}?)\s+(?:xay dung|ban hanh|de nghi)\s+(?:{_TYPES}|cac)\b", plain
    )
    return (
        text[match.start(1) : match.end(1)]
        if match and text[match.start(1)].isupper() and _ISSUER.match(match[1] + " ")
        else ""
    )


def _issuer_in_words(lines: list[str], plains: list[str]) -> str:
    for line, plain in list(zip(lines, plains, strict=True))[:3]:
        match = re.search(rf",\s*([a-z][^,.;]{{3,60}}?)\s+(?:co|ban hanh)\s+(?:{_TYPES})\b", plain[:300])
        if match and _ISSUER.match(match[1] + " "):
            return line[match.start(1) : match.end(1)]
    return ""


def _signer(lines: list[str], plains: list[str]) -> str:
    for at in range(len(lines) - 1, max(len(lines) - 60, 0), -1):
        name = lines[at].strip()
        is_name = re.fullmatch(r"(?:[A-ZÀ-ỸĐ][a-zà-ỹđ]+\s*){2,5}", name) is not None
        if is_name and any(_POSITION.match(plain) for plain in plains[max(at - 4, 0) : at]):
            return " ".join(name.split())
    return ""


def _recipients(lines: list[str], plains: list[str]) -> tuple[str, ...]:
    for at, plain in enumerate(plains):
        if re.match(r"\s*noi nhan\s*:?", plain):
            taken = [
                line.strip(" -–,;.")
                for line in lines[at + 1 : at + 20]
                if line.strip().startswith(("-", "–"))
            ]
            return tuple(taken)
    return ()
