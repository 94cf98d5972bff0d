"""A whole document: its facts, then its duties, clause by clause and table by table."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, islice
from zoneinfo import ZoneInfo

from domain.errors import DomainError
from domain.parsing.letters import without_diacritics
from domain.parsing.plan.duties import DutyReader
from domain.parsing.plan.facts import read_facts, reference_day, told_on
from domain.parsing.plan.merging import merged
from domain.parsing.plan.paragraphs import Paragraph, cells_of, read_paragraphs, tidy_lines
from domain.parsing.plan.proposals import DocumentFacts, PlanReading, ProposedDuty
from domain.parsing.plan.tables import TableReader, names_an_event

# A plan of a hundred pages has about this many characters; what is longer is no plan.
LONGEST_TEXT = 400_000
LEAST_LETTERS = 20
LEAST_TITLE = 30
MOST_HEAD = 20
# A hundred times what real plans hold, repetitions included: keeps any text within seconds.
MOST_READ = 1000
_LETTERS_OUTSIDE_ASCII = re.compile(r"[^\W\d_a-zA-Z]")
# `hộ gia đình ký cam kết` is no `định kỳ`.
_YEARLY = re.compile(r"\b(?:hang nam|moi nam|(?<!gia )dinh ky)\b")


def read_plan(text: str, zone: ZoneInfo, wordings: tuple[str, ...] = ()) -> PlanReading:
    """The duties a document proposes; `wordings` are what the profile calls its units (`Profile.wordings`).

    Raises:
        DomainError: `plan-no-text` when there is nothing to read, `plan-letters-lost` when the text layer
            lost its Vietnamese letters (nothing could be found in it, which is not to say that nothing is
            there), `plan-too-long`.
    """
    if len(text) > LONGEST_TEXT:
        raise DomainError("plan-too-long")
    lines = tidy_lines(text)
    if sum(character.isalnum() for line in lines for character in line) < LEAST_LETTERS:
        raise DomainError("plan-no-text")
    if has_lost_letters(" ".join(lines)):
        raise DomainError("plan-letters-lost")
    facts = read_facts(lines)
    paragraphs = [each for each in read_paragraphs(lines) if not _is_of_title(each, facts.title)]
    facts = _titled(facts, paragraphs)
    issued_on = facts.issued_on or told_on(lines)
    reader = DutyReader(zone, issued_on, reference_day(facts, lines), _letter_to(lines), wordings)
    reader.is_yearly = any(_YEARLY.search(paragraph.plain) for paragraph in paragraphs)
    tables = TableReader(zone, reader.reference)
    duties = merged(islice(_duties(paragraphs, reader, tables, facts.title), MOST_READ))
    return PlanReading(facts, tuple(duty for duty in duties if not _is_replaced(duty, reader)))


def has_lost_letters(text: str) -> bool:
    """Whether a text layer lost its Vietnamese letters: `Đ NG B T NH`, `TO CHC THC HIN`, `K� HO�CH`.

    Vietnamese has a letter with a diacritic in most of its words; text typed without them keeps its vowels.
    """
    words = re.findall(r"[^\W\d_]+", text[:20_000])
    if len(words) < 8:
        return False
    if text.count("\ufffd") > len(words) * 0.05:
        return True
    marked = sum(1 for word in words if _LETTERS_OUTSIDE_ASCII.search(word))
    without_vowel = sum(1 for word in words if not re.search("[aeiouy]", without_diacritics(word)))
    return without_vowel > len(words) * 0.2 and (
        marked < len(words) * 0.3 or without_vowel > len(words) * 0.3
    )


def _duties(
    paragraphs: list[Paragraph], reader: DutyReader, tables: TableReader, title: str
) -> Iterator[ProposedDuty]:
    caption = title
    for is_table, run in groupby(paragraphs, key=lambda paragraph: bool(paragraph.cells)):
        if is_table:
            yield from tables.read(list(run), caption if names_an_event(caption) else title)
            continue
        for paragraph in run:
            # `(kèm theo Kế hoạch số …)` stands between a caption and its table.
            caption = caption if paragraph.text.startswith("(") else paragraph.text
            yield from reader.read(paragraph)


def _is_replaced(duty: ProposedDuty, reader: DutyReader) -> bool:
    return duty.last_moment is not None and any(
        (late_from - duty.last_moment).total_seconds() == 1 for late_from in reader.replaced
    )


def _letter_to(lines: list[str]) -> str:
    """Whom a letter addresses: the words after `Kính gửi:`, or the dashes below it."""
    for at, line in enumerate(lines[:40]):
        match = re.match(r"\s*kinh gui\s*:?\s*", without_diacritics(line))
        if match and not cells_of(line):
            first = line[match.end() :].strip(" .;")
            dashes = []
            for below in lines[at + 1 : at + 15]:
                if not below.strip().startswith(("-", "–", "+")):
                    break
                dashes.append(below.strip(" -–+.;,"))
            return "; ".join(part for part in (first, *dashes) if part)
    return ""


def _is_of_title(paragraph: Paragraph, title: str) -> bool:
    """A title names its plan and its weeks; it asks nothing of anybody."""
    return not paragraph.clause and paragraph.number < MOST_HEAD and paragraph.text.strip() in title


def _titled(facts: DocumentFacts, paragraphs: list[Paragraph]) -> DocumentFacts:
    """A restated document has no title of its own: its first sentence tells what it is about."""
    if facts.title or not paragraphs:
        return facts
    sentences = [sentence for paragraph in paragraphs[:3] for sentence in paragraph.text.split(". ")]
    title = next((sentence for sentence in sentences if len(sentence) >= LEAST_TITLE), sentences[0])
    return replace(facts, title=title[:300].strip(" .:"))
