"""Free text kept as written: difficulties, proposals, and the reason why it was not done."""

import re

from domain.parsing.clauses import Tense, clause_at
from domain.parsing.draft import Draft
from domain.parsing.health import without_health_details
from domain.parsing.intent import is_request
from domain.parsing.intent_words import WANTS_MORE_TIME
from domain.parsing.letters import without_diacritics

# A remark ends with its sentence, or where figures, days, the form of meeting or another remark begin.
_END = re.compile(
    r", (?:chi bo|don vi|dang bo|chung toi|ben em|bon em|minh|em|toi)(?: \w+){0,3}"
    r" (?:chua|khong|phai|xin|de nghi|moi|se|van)\b|"
    r",? ?\b(?:nen|cho nen|(?<!\d chi bo )(?<!\d don vi )(?<!\d dang bo )(?<!\d to dang )(?<!\d dong chi )(?<!\d dang vien )(?:chua"
    r"|khong) (?:the |kip |duoc )?(?:hoc|hop|to chuc|trien khai|quan triet|thuc hien|mo"
    r"|lam|the))\b|"
    r"[.;\n!](?!\d)|,? ?(?:(?:va )?\b(?:de nghi|kien nghi|de xuat)\b)|,? ?\b(?:kho khan|vuong mac"
    r"|y kien)\b ?:"
    r"|[,(] ?(?:ngay )?\d+ ?/ ?\d|[,] ?(?:ngay \d|du \d|vang|co mat|truc tiep\b|truc tuyen\b"
    r"|hoc ngay|da hoc|hoc \d|xin |cho (?:em|toi|minh|chi bo|phep|duoc|ben|bon|don vi)"
    r"|mong |nho |de em|se |du kien|tong so|\d+ (?:dang|dong))"
)
_DIFFICULTY = re.compile(
    r"\b(?:kho khan|vuong mac|ton tai)(?:[, /\-]*(?:va )?(?:kho khan|vuong mac|ton tai"
    r"|han che))?(?: (?:la|o cho|nhat la|lon nhat la|o))* ?[:,\-]? ?"
)
_NO_DIFFICULTY = re.compile(
    r"\b(?:khong|chua|k) (?:co |gap |thay )*(?:kho khan|vuong mac|vuong"
    r"|kho)(?:[, ]*(?:va )?(?:kho khan|vuong mac))? ?(?:gi|nao)?"
)
_PROPOSAL = re.compile(
    r"\b(?:de nghi|kien nghi|de xuat|xin kien nghi)(?:[, /]*(?:va )?(?:kien nghi"
    r"|de xuat))?(?: bo sung| them)?(?: la)? ?[:,\-]? ?"
)
_POLITE_REQUEST = re.compile(
    r"(?:(?:dong chi|anh|chi|ban|cac dong chi) (?:xem|cho (?:biet|hoi)|kiem tra|giup|ghi nhan"
    r"|xac nhan)|ghi nhan|sua|rut|huy|bo (?:qua|giup|di|bao cao)|dinh chinh|lui|gia han"
    r"|cho (?:phep )?(?:lui|gia han))\b"
)
_NO_PROPOSAL = re.compile(
    r"\b(?:khong|k) (?:co )?(?:de nghi|kien nghi|de xuat|y kien)(?:[, ]*(?:va )?(?:kien nghi"
    r"|de xuat))? ?(?:gi)?"
)
_REASON = re.compile(
    r"\b(?:ly do(?: la)?(?! ?\))|boi vi|(?<!khong )(?<!don )vi(?! tri| du)|nguyen nhan(?: la)?|bi do"
    r"|do(?! ban tuyen)|bi vuong|vuong|ket|(?<!nghi )(?<!gui )(?<!cao )(?<!cua )(?<!cac )ban(?! "
    r"(?:cho|tuyen|thuong|chap|dan|xay|to chuc|nganh|oi|a|hanh|bi thu)\b))\b ?:? ?(?=\S)"
)
_DELAYED = (Tense.NOT_DONE, Tense.AHEAD)
_OF_ABSENCE = re.compile(r"\b(?:vang|(?<!de )(?<!kien )(?<!hoi )nghi|thieu)\b")
_SENTENCE = re.compile(r"(?:[^.;\n!?]|\.(?=\d))+")
_NOTHING = re.compile(r"(?:khong|ko|k|khong co|chua co|khong a|khong co gi|khong)(?: a)?")
# Words of a reason as they are spelled with diacritics; others only look like them.
_SPELLED = {"do": ("do",), "vi": ("vì",), "ban": ("bận",), "ket": ("kẹt", "kết")}


def take_remarks(draft: Draft) -> None:
    """Difficulties and proposals as written; their words are not read as figures or days."""
    line = draft.line
    line.take_all(_NO_DIFFICULTY)
    line.take_all(_NO_PROPOSAL)
    _take_free_text(draft, "difficulties", _DIFFICULTY)
    if "?" not in line.open and not _asks_politely(line.open):
        _take_free_text(draft, "proposals", _PROPOSAL)


def take_reason(draft: Draft) -> None:
    """Why it was not done or is put off, as written; only where a word says that it is a reason."""
    if not _tells_of_delay(draft):
        return
    match = next((found for found in _REASON.finditer(draft.line.open) if _is_reason(draft, found)), None)
    if match is None:
        return
    end = _end_of_reason(draft.line.text, match.end())
    keeps_cue = match[0].strip() in ("ban", "vuong", "ket", "bi vuong")
    words = draft.line.words(match.start() if keeps_cue else match.end(), end).strip(" ,.;:")
    if len(words.split()) > int(keeps_cue) and len(words) > 1:
        draft.values["reason"] = without_health_details(words)
        draft.quotes["reason"] = without_health_details(words)
        draft.line.take(match.start(), end)


def _end_of_reason(text: str, start: int) -> int:
    """A reason may begin with the word that would end it: `vì chưa có báo cáo viên`."""
    is_over = start < len(text) and text[start] in ".;,\n!?"
    return start if is_over else _end_of(text, start + 1)


def _tells_of_delay(draft: Draft) -> bool:
    is_not_done = any(clause.tense in _DELAYED or clause.not_before for clause in draft.clauses)
    return is_not_done or WANTS_MORE_TIME.says(draft.unread)


def _is_reason(draft: Draft, match: re.Match[str]) -> bool:
    """`vắng 2 do đi công tác` tells why members were absent."""
    clause = clause_at(draft.clauses, match.start())
    return _is_spelled(draft, match) and not _OF_ABSENCE.search(draft.line.text, clause.start, match.start())


def _is_spelled(draft: Draft, match: re.Match[str]) -> bool:
    cue = match[0].strip(" :")
    written = draft.line.words(match.start(), match.start() + len(cue)).lower()
    return draft.line.original.isascii() or written.isupper() or written in _SPELLED.get(cue, (written,))


def _take_free_text(draft: Draft, name: str, pattern: re.Pattern[str]) -> None:
    match = pattern.search(draft.line.open)
    if match is None:
        return
    end = _end_of(draft.line.open, match.end())
    words = draft.line.words(match.end(), end).strip(" ,.;:-")
    if len(words) < 2:
        return
    if _NOTHING.fullmatch(without_diacritics(words)):
        draft.line.take(match.start(), end)
        return
    draft.says_supplement |= "bo sung" in match[0] or " them" in match[0]
    draft.values[name] = without_health_details(words)
    draft.quotes[name] = without_health_details(words)
    draft.line.take(match.start(), end)


def _end_of(text: str, start: int) -> int:
    match = _END.search(text, start)
    return match.start() if match else len(text)


def _asks_politely(text: str) -> bool:
    match = _PROPOSAL.search(text)
    if match is None or ":" in match[0]:
        return False
    sentence = next((found for found in _SENTENCE.finditer(text) if match.start() < found.end()), None)
    return _POLITE_REQUEST.match(text, match.end()) is not None or is_request(
        sentence[0] if sentence else text
    )
