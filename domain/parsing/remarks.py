"""Free text kept as written: difficulties, proposals, the reason why not, and who presented."""

import re

from domain.parsing.draft import Draft
from domain.parsing.health import without_health_details
from domain.parsing.intent import is_request
from domain.parsing.letters import without_diacritics

# A remark ends with its sentence, or where figures, days, the form of meeting or another remark begin.
_END = re.compile(
    r",? ?\b(?:nen|cho nen|chua|khong (?:hoc|hop|to chuc|trien khai))\b|"
    r"[.;\n!](?!\d)|,? ?(?:(?:va )?\b(?:de nghi|kien nghi|de xuat)\b)|,? ?\b(?:kho khan|vuong mac"
    r"|y kien)\b ?:"
    r"|[,(] ?(?:ngay )?\d+ ?/ ?\d|[,] ?(?:ngay \d|du \d|vang|co mat|truc tiep\b|truc tuyen\b"
    r"|hoc ngay|da hoc|hoc \d|xin |de em|se |du kien|tong so|\d+ (?:dang|dong))"
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
    r"|de xuat))?(?: la)? ?[:,\-]? ?"
)
_POLITE_REQUEST = re.compile(
    r"(?:dong chi|anh|chi|ban|cac dong chi) (?:xem|cho (?:biet|hoi)|kiem tra|giup|ghi nhan"
    r"|xac nhan)|ghi nhan|sua|rut|huy|bo |dinh chinh|lui|gia han|cho (?:phep )?(?:lui|gia han)"
)
_NO_PROPOSAL = re.compile(
    r"\b(?:khong|k) (?:co )?(?:de nghi|kien nghi|de xuat|y kien)(?:[, ]*(?:va )?(?:kien nghi"
    r"|de xuat))? ?(?:gi)?"
)
_REASON = re.compile(
    r"\b(?:ly do(?: la)?(?! ?\))|boi vi|(?<!khong )vi(?! tri| du)|nguyen nhan(?: la)?|bi do"
    r"|do(?! ban tuyen)|bi vuong|vuong|ket|(?<!nghi )(?<!gui )(?<!cao )(?<!cua )(?<!cac )ban(?! "
    r"(?:cho|tuyen|thuong|chap|dan|xay|to chuc|nganh|oi|a|hanh|bi thu)\b))\b ?:? ?(?=\S)"
)
_NOTHING = re.compile(r"(?:khong|ko|k|khong co|chua co|khong a|khong co gi|khong)(?: a)?")
# Words of a reason as they are spelled with diacritics; others only look like them.
_SPELLED = {"do": ("do",), "vi": ("vì",), "ban": ("bận",), "ket": ("kẹt", "kết")}
_TITLES = {
    "bi thu": "bí thư", "pho bi thu": "phó bí thư", "chu tich": "chủ tịch",
    "pho chu tich": "phó chủ tịch", "bi thu chi bo": "bí thư chi bộ",
    "bi thu dang uy": "bí thư đảng ủy", "pho bi thu chi bo": "phó bí thư chi bộ",
    "pho bi thu dang uy": "phó bí thư đảng ủy", "hieu truong": "hiệu trưởng",
    "truong ban": "trưởng ban", "bi thu huyen uy": "bí thư huyện ủy",
    "truong ban tuyen giao": "trưởng ban tuyên giáo", "bi thu chi doan": "bí thư chi đoàn",
    "pho bi thu thuong truc": "phó bí thư thường trực", "pho hieu truong": "phó hiệu trưởng",
    "bi thu dang bo": "bí thư đảng bộ", "chu tich hoi": "chủ tịch hội", "bao cao vien": "báo cáo viên",
    "bi thu xa": "bí thư xã", "cap uy": "cấp ủy",
}  # fmt: skip
_PRESENTED = (
    r"(?:truyen dat|quan triet|trinh bay|pho bien|len lop|giang|bao cao (?:chuyen de|vien)"
    r"|truc tiep (?:truyen dat|quan triet|trinh bay|bao cao|len lop|pho bien))"
)
_SPEAKER = re.compile(
    rf"\b(?:do )?(?P<honour>dong chi |ong |ba |anh |chi (?!bo|doan"
    rf"|hoi))(?P<who>[a-z]+(?: [a-z]+){{0,6}}?)[ ,\-(]*(?:truc tiep )?{_PRESENTED}\b"
    rf"|\b(?:do )(?P<office>(?:pho )?(?:bi thu|chu tich|hieu truong"
    rf"|truong ban)(?: [a-z]+){{0,3}}?) (?:truc tiep )?{_PRESENTED}\b"
    rf"|(?<!\w)(?P<bare>(?:pho )?bi thu) (?:truc tiep )?(?:truyen dat|quan triet|trinh bay|len lop"
    rf"|pho bien)\b"
    rf"|\b(?:nguoi truyen dat|bao cao vien|nguoi trinh bay"
    rf"|nguoi quan triet)(?: la)? ?:? ?(?P<title>dong chi )?(?P<named>[a-z]+(?: [a-z]+){{0,5}})"
)
_NOT_A_NAME = re.compile(r"\b(?:da|du|vang|hoc|khong|chua|co|tham gia|nao|nghe|duoc|cung)\b")


def take_remarks(draft: Draft) -> None:
    """Difficulties and proposals as written; their words are not read as figures or days."""
    line = draft.line
    line.take_all(_NO_DIFFICULTY)
    line.take_all(_NO_PROPOSAL)
    _take_free_text(draft, "difficulties", _DIFFICULTY)
    if "?" not in line.open and not _asks_politely(line.open):
        _take_free_text(draft, "proposals", _PROPOSAL)


def take_speaker(draft: Draft) -> None:
    """Who presented: an office in its full spelling, a name as written."""
    for match in _SPEAKER.finditer(draft.line.open):
        if _keep_speaker(draft, match):
            return


def _keep_speaker(draft: Draft, match: re.Match[str]) -> bool:
    name = next(group for group in ("who", "office", "bare", "named") if match[group])
    plain = match[name].strip()
    if _NOT_A_NAME.search(plain) or len(plain) < 2:
        return False
    words = draft.line.words(*match.span(name)).strip(" ,-(")
    draft.values["speaker"] = f"đồng chí {_TITLES.get(plain, words)}"
    draft.quotes["speaker"] = draft.line.words(*match.span())
    draft.line.take(*match.span())
    return True


def read_reason(draft: Draft) -> None:
    """Why it was not done, as written; only where a word says that it is a reason."""
    match = next((found for found in _REASON.finditer(draft.line.open) if _is_spelled(draft, found)), None)
    if match is None:
        return
    # A reason may begin with the word that would end it: "vì chưa có báo cáo viên".
    end = _end_of(draft.line.text, match.end() + 1)
    keeps_cue = match[0].strip() in ("ban", "vuong", "ket", "bi vuong")
    words = draft.line.words(match.start() if keeps_cue else match.end(), end).strip(" ,.;:")
    if len(words) >= 2:
        draft.values["reason"] = without_health_details(words)
        draft.quotes["reason"] = without_health_details(words)


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
    draft.values[name] = without_health_details(words)
    draft.quotes[name] = without_health_details(words)
    draft.line.take(match.start(), end)


def _end_of(text: str, start: int) -> int:
    match = _END.search(text, start)
    return match.start() if match else len(text)


def _asks_politely(text: str) -> bool:
    match = _PROPOSAL.search(text)
    if match is None:
        return False
    return _POLITE_REQUEST.match(text, match.end()) is not None or is_request(text)
