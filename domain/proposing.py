"""From the reading of a document to a proposal: duties numbered, each with the words it quotes."""

from datetime import UTC

from domain.deadlines import ONE_SECOND
from domain.parsing.plan.paragraphs import Paragraph, read_paragraphs, tidy_lines
from domain.parsing.plan.proposals import DocumentFacts, PlanReading, ProposedDuty
from domain.parsing.plan.sentences import sentences_of
from domain.plan_proposals import Proposal, ProposalDuty, ProposalFacts

LONGEST_QUOTE = 300


def propose(reading: PlanReading, text: str, source: str = "") -> Proposal:
    """The proposal that a reading of `text` makes; `source` is the name of the file."""
    sentences = [
        (paragraph.clause, sentence)
        for paragraph in read_paragraphs(tidy_lines(text))
        for sentence in _sentences(paragraph)
    ]
    duties = (_duty(number, duty, sentences) for number, duty in enumerate(reading.duties, start=1))
    return Proposal(_facts(reading.facts, source), tuple(duties))


def _sentences(paragraph: Paragraph) -> list[str]:
    """The sentences of a paragraph as they can be quoted; a row of a table is one."""
    if paragraph.cells:
        return [" ".join(paragraph.text.split()).strip("| ")]
    return [sentence.text.strip() for sentence in sentences_of(paragraph.text, paragraph.plain)]


def _quote(duty: ProposedDuty, sentences: list[tuple[str, str]]) -> str:
    """The sentence that holds the duty's phrase, of its own clause if there is one."""
    clauses = duty.clause.split("; ")
    holding = [(clause not in clauses, sentence) for clause, sentence in sentences if duty.phrase in sentence]
    if not holding:
        return duty.phrase[:LONGEST_QUOTE]
    return _around(min(holding, key=lambda found: found[0])[1], duty.phrase)


def _facts(facts: DocumentFacts, source: str) -> ProposalFacts:
    return ProposalFacts(_in_lower_case(facts.title), facts.number, facts.issuer, facts.issued_on, source)


def _in_lower_case(title: str) -> str:
    """`KẾ HOẠCH tổ chức …` as a sentence says it; a title all in capitals stays."""
    words = title.split()
    ends = next((at for at, word in enumerate(words) if not word.isupper()), 0)
    return " ".join([*([" ".join(words[:ends]).capitalize()] if ends else []), *words[ends:]])


def _duty(number: int, duty: ProposedDuty, sentences: list[tuple[str, str]]) -> ProposalDuty:
    last, start = duty.last_moment, duty.start
    is_window = start is not None and last is not None and start.date() < last.date()
    return ProposalDuty(
        id=number,
        title=duty.title,
        kind=duty.kind,
        addressees=duty.addressees,
        phrase=duty.phrase,
        clause=duty.clause,
        quote=_quote(duty, sentences),
        late_from=(last + ONE_SECOND).astimezone(UTC) if last else None,
        starts_on=start.date() if start and is_window else None,
        recipient=duty.recipient,
        via=duty.via,
        rrule=duty.rrule,
        needs=duty.needs,
    )


def _around(sentence: str, phrase: str) -> str:
    """A long sentence cut at whole words, so that the phrase stays in it."""
    if len(sentence) <= LONGEST_QUOTE:
        return sentence
    first = sentence.index(phrase)
    last = first + len(phrase)
    start = max(0, last - LONGEST_QUOTE)
    start = sentence.find(" ", start, first) + 1 or first if start else 0
    end = start + LONGEST_QUOTE
    return sentence[start : max(last, sentence.rfind(" ", last, end))]
