"""From sentences to proposed duties: words, who, kind, deadline, and what staff must settle."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.deadlines import ONE_SECOND
from domain.parsing.letters import without_diacritics
from domain.parsing.plan import addressees as who_owes
from domain.parsing.plan.judging import is_deadline, is_replaced
from domain.parsing.plan.kinds import kind_of
from domain.parsing.plan.mention import Mention, is_limit, starts_at_an_hour
from domain.parsing.plan.mentions import find_mentions
from domain.parsing.plan.paragraphs import Paragraph
from domain.parsing.plan.proposals import ProposedDuty
from domain.parsing.plan.segments import phrase_start, segment_end, segment_start, tail_of
from domain.parsing.plan.sentences import Sentence, sentences_of
from domain.parsing.plan.titles import (
    LABEL,
    SAYS_WHO_AND_WHEN,
    is_label,
    listed_title,
    shortened,
    title_after,
    title_of,
)

LONGEST_QUOTE = 300
# A sentence with more deadlines than this is no sentence.
MOST_IN_A_SENTENCE = 20
_UNDATED = re.compile(
    r"\b(?:xay dung|ban hanh|lap)\s+(?:va \w+ \w+ )?(?:chuong trinh|ke hoach)|"
    r"\b(?:dinh ky |tong hop,? |gui |nop )?bao cao (?!vien|chinh tri)(?:ket qua|tinh hinh|"
    r"ban|ve|thuong|cap|so(?! ?\d))|"
    r"\bdinh ky\b[^.;]{0,40}\bbao cao|\bkhan truong\s+(?:nop|gui|bao cao|hoan thanh|"
    r"xay dung|trien khai)|\bgui (?:bao cao|ke hoach|danh sach)|"
    r"\bto chuc (?:hoc tap|quan triet|hoi nghi)|\btruc tiep truyen dat"
)
_NOT_A_DUTY = re.compile(
    r"^\s*(?:thuc hien|can cu|de|nham)\b|\bda (?:xay dung|bao cao|gui|co|ban hanh|to chuc|"
    r"hoan thanh|hoc|trien khai)|"
    r"\bchua (?:xay dung|nhan|gui)|\btren day la\b|\btruoc day\b|"
    # What the document is called, and what it does itself: `V/v báo cáo …`, `UBND xã xây dựng kế hoạch như sau`.
    r"\bv/v\b|\bve viec bao cao\b|\bke hoach\b[^.;]{0,60}\bnhu sau\b"
)
_WHEN_AND_WHERE = re.compile(r"\W*thoi gian\W*(?:va\s+)?(?:thoi luong\W*)?dia diem")
_YEARLY = re.compile(
    r"\b(?:hang nam|moi nam|dinh ky (?:6|06) thang|6 thang va (?:hang )?nam|bao cao (?:06|"
    r"6) thang|ky bao cao|dinh ky)\b"
)


@dataclass(slots=True)
class DutyReader:
    """Reads paragraph after paragraph; remembers who was spoken of and which deadlines were replaced.

    Attributes:
        issued_on: day of issue; None when the document bears none.
        reference: from which day a missing year is counted; may be only the first day of a known year.
        letter_to: whom the whole document addresses (`Kính gửi`).
        wordings: what the profile calls its units, plain.
    """

    zone: ZoneInfo
    issued_on: date | None
    reference: date | None
    letter_to: str = ""
    wordings: tuple[str, ...] = ()
    replaced: set[datetime] = field(default_factory=set)
    is_yearly: bool = False
    _clause: str = ""
    _previous: str = ""
    _task: str = ""
    _spoken_of: str = ""

    def read(self, paragraph: Paragraph) -> Iterator[ProposedDuty]:
        """Duties of one paragraph in their order."""
        if paragraph.clause != self._clause:
            self._clause, self._spoken_of = paragraph.clause, ""
        headings = tuple(without_diacritics(heading) for heading in paragraph.headings)
        self._task = ""
        for sentence in sentences_of(paragraph.text, paragraph.plain):
            dated = list(self._dated(sentence, paragraph, headings))
            yield from dated or self._undated(sentence, paragraph, headings)
            self._remember(sentence)
            self._task = self._task if SAYS_WHO_AND_WHEN.match(sentence.plain) else sentence.text
        if not LABEL.match(paragraph.plain):
            self._previous = paragraph.text

    def _dated(
        self, sentence: Sentence, paragraph: Paragraph, headings: tuple[str, ...]
    ) -> Iterator[ProposedDuty]:
        mentions = find_mentions(
            sentence.plain, self.reference, self.zone, is_dated=self.issued_on is not None
        )[:MOST_IN_A_SENTENCE]
        begins = 0
        for mention in mentions:
            if is_replaced(mention, sentence.plain):
                if mention.late_from:
                    self.replaced.add(mention.late_from)
                continue
            if not is_deadline(mention, sentence, headings, self.issued_on):
                continue
            opening = sentence.text[: mentions[0].start]
            yield self._duty(mention, sentence, paragraph, begins, opening)
            begins = mention.end

    def _duty(
        self, mention: Mention, sentence: Sentence, paragraph: Paragraph, begins: int, opening: str
    ) -> ProposedDuty:
        text, plain = sentence.text, sentence.plain
        segment = segment_start(plain, begins, mention.start)
        words, folded = text[segment : mention.start], plain[segment : mention.start]
        if begins and folded.strip(" ,;") in ("", "va"):
            # The second day of a list is due for what the first is.
            words, folded = opening, plain[: len(opening)]
        tail = tail_of(text, mention.end)
        quote = phrase_start(text, plain, mention.start, segment)
        phrase = text[quote : mention.end + len(tail)].strip(" ,;:(")
        after = segment_end(plain, mention.end)
        kind = self._kind(mention, sentence, paragraph, folded, (begins, after))
        spans = ((segment, mention.end), (mention.end, after), (0, len(plain)))
        invited = who_owes.attending(paragraph.text, paragraph.plain) if kind == "event" else ()
        who = invited or self._who(spans, sentence, paragraph)
        recipient, via = _recipient(sentence, ((segment, after), (0, len(plain))))
        rrule = mention.rrule or self._yearly_rule(mention, plain)
        return ProposedDuty(
            title=listed_title(opening, words, begins)
            or title_after(text[mention.end : after], words, mention)
            or title_of(words, folded, tail, self._around(sentence, paragraph)[:1], opening)
            or shortened(phrase),
            kind=kind,
            addressees=who,
            last_moment=mention.late_from - ONE_SECOND if mention.late_from else None,
            start=mention.starts,
            phrase=phrase,
            clause=paragraph.clause,
            recipient=recipient,
            via=via,
            rrule=rrule,
            needs=_needs(mention, rrule) + (() if who else ("addressees",)),
        )

    def _kind(
        self,
        mention: Mention,
        sentence: Sentence,
        paragraph: Paragraph,
        folded: str,
        span: tuple[int, int],
    ) -> str:
        """What is due, by the words before the mention; `span` is the part of the sentence that is about it."""
        plain = sentence.plain
        # `Định kỳ 6 tháng (trước ngày 15/6) …`: what is to be done follows.
        is_unnamed = is_label(plain[: mention.start]) or SAYS_WHO_AND_WHEN.match(plain) is not None
        is_aside = re.search(r"\bdinh ky\b|\($", folded.rstrip()) is not None
        context = _context(
            folded,
            plain[span[0] : span[1]],
            plain if is_aside else plain[: mention.start],
            self._around(sentence, paragraph) if is_unnamed else (),
        )
        happens = (
            starts_at_an_hour(mention)
            or _has_place(mention, plain)
            or _tells_when(mention, paragraph.headings)
        )
        return kind_of(context, is_exact_day=mention.form in ("day", "window"), happens=happens)

    def _around(self, sentence: Sentence, paragraph: Paragraph) -> tuple[str, ...]:
        """What names a duty whose own words do not, the nearest first."""
        task = (self._task,) if self._task and SAYS_WHO_AND_WHEN.match(sentence.plain) else ()
        return (*task, *paragraph.headings[:2], self._previous)

    def _yearly_rule(self, mention: Mention, plain: str) -> str:
        """A day without a year in a rule about regular reports comes back every year."""
        is_rule = (self.is_yearly and "bao cao" in plain) or re.search(
            r"\b(?:hang|moi) nam\b|(?<!gia )\bdinh ky\b", plain
        )
        if mention.form != "day" or not mention.is_year_inferred or not mention.late_from or not is_rule:
            return ""
        last = (mention.late_from - ONE_SECOND).date()
        return f"FREQ=YEARLY;BYMONTH={last.month};BYMONTHDAY={last.day}"

    def _undated(
        self, sentence: Sentence, paragraph: Paragraph, headings: tuple[str, ...]
    ) -> Iterator[ProposedDuty]:
        plain = sentence.plain
        matches = list(_UNDATED.finditer(plain))
        is_purpose = any(re.search(r"muc dich|yeu cau|can cu|muc tieu", heading[:60]) for heading in headings)
        if (
            not matches
            or is_purpose
            or _NOT_A_DUTY.search(plain)
            or (paragraph.clause == "" and paragraph.number == 0)
        ):
            return
        who = self._who(((0, len(plain)),), sentence, paragraph)
        if not who:
            return
        recipient, via = who_owes.recipient_of(sentence.text, plain)
        kinds = {
            kind_of(plain[match.start() : match.end() + 20], is_exact_day=False): match
            for match in reversed(matches)
        }
        for kind, match in reversed(kinds.items()):
            yield self._without_date(kind, match, sentence, paragraph, who, (recipient, via))

    def _without_date(
        self,
        kind: str,
        match: re.Match[str],
        sentence: Sentence,
        paragraph: Paragraph,
        who: tuple[str, ...],
        channel: tuple[str, str],
    ) -> ProposedDuty:
        return ProposedDuty(
            title=shortened(sentence.text[match.start() :]),
            kind=kind,
            addressees=who,
            last_moment=None,
            start=None,
            phrase=shortened(sentence.text[match.start() :], LONGEST_QUOTE, is_quote=True),
            clause=paragraph.clause,
            recipient=channel[0] if kind in ("report", "make_plan") else "",
            via=channel[1] if kind in ("report", "make_plan") else "",
            needs=("deadline",),
        )

    def _who(
        self, parts: tuple[tuple[int, int], ...], sentence: Sentence, paragraph: Paragraph
    ) -> tuple[str, ...]:
        subjects = (
            who_owes.subject_of(sentence.text[a:b], sentence.plain[a:b], self.wordings) for a, b in parts
        )
        named = next((subject for subject in subjects if subject), "")
        if named and who_owes.is_generic(named) and self.letter_to:
            return who_owes.groups_of(self.letter_to)
        if named and not who_owes.is_person(named):
            return who_owes.groups_of(named)
        if self._spoken_of:
            return who_owes.groups_of(self._spoken_of)
        for heading in paragraph.headings:
            words = re.sub(r"^Đối với\s+", "", heading).strip(" :.")
            if who_owes.is_unit(words, self.wordings) and len(words) < 160:
                return who_owes.groups_of(words)
        return who_owes.groups_of(named or self.letter_to)

    def _remember(self, sentence: Sentence) -> None:
        named = who_owes.subject_of(sentence.text, sentence.plain, self.wordings)
        if named and not who_owes.is_person(named):
            self._spoken_of = named


def _needs(mention: Mention, rrule: str) -> tuple[str, ...]:
    """What staff have to tell before it can be scheduled; a series needs no year."""
    needs = tuple(need for need in mention.needs if need != "year") if rrule else mention.needs
    return needs if needs or mention.late_from or rrule else ("deadline",)


def _recipient(sentence: Sentence, parts: tuple[tuple[int, int], ...]) -> tuple[str, str]:
    for begins, end in parts:
        recipient, via = who_owes.recipient_of(sentence.text[begins:end], sentence.plain[begins:end])
        if recipient or via:
            return recipient, via
    return "", ""


def _context(folded: str, segment: str, plain: str, around: tuple[str, ...]) -> str:
    """The words that say what is to be done: the nearest that do; a label takes what stands around it."""
    outside = (without_diacritics(words) for words in around if words and is_label(folded))
    for words in (folded, segment, plain, *outside):
        if kind_of(words, is_exact_day=False) != "other":
            return words
    return plain


def _has_place(mention: Mention, plain: str) -> bool:
    """`14/11/2025, tại Nhà văn hóa`: a day with a place is one on which something happens."""
    is_day = mention.form in ("day", "window") and not is_limit(mention.lead)
    return is_day and re.match(r"[\s,)]*tai\s", plain[mention.end :]) is not None


def _tells_when(mention: Mention, headings: tuple[str, ...]) -> bool:
    """A bare day below `THỜI GIAN, ĐỊA ĐIỂM`: what the plan is about happens then."""
    heading = without_diacritics(headings[0]) if headings else ""
    return mention.form == "day" and not is_limit(mention.lead) and _WHEN_AND_WHERE.match(heading) is not None
