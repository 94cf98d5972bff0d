"""Numbers that are neither figures nor days: hours, telephones, units and sessions with a number, lists, file names."""

import re

from domain.parsing.draft import Draft

_HOURS = re.compile(
    r"(?<!\d)0\d{2,3}[ .]?\d{3}[ .]?\d{3,4}(?!\d)"
    r"|\b(?:tu )?(?:luc |vao luc |vao hoi |hoi )?(?<![\d/])\d{1,2} ?(?:h|gio"
    r"|g)(?: ?(?:ruoi|kem|[0-5]\d(?: phut| p)?))?"
    r"(?! ?[/\-] ?\d)\b(?: ?(?:den|-) ?\d{1,2} ?(?:h|gio|g)(?: ?\d{2})?\b)?(?: (?:sang"
    r"|trua)(?! (?:nay|qua|mai|thu|ngay|\d)))?"
    r"|(?<![\d/])\d{1,2}:[0-5]\d\b(?! ?/)|\b(?:nam|nhiem ky) (?:hoc )?20\d\d(?: ?- ?20\d\d)?\b"
)
_MEASURES = re.compile(
    r"\b(?:moi |vua |da )?chuyen (?:di|den|ve|sinh hoat|sang)(?: sinh hoat)? \d{1,2}(?: (?:dong chi|dang vien|nguoi))?\b"
    r"|\b\d{1,3} ?(?:phut|tieng|trieu|tr|dong(?! chi)|bai thu hoach|bai|km|may|trang|cau hoi|y kien)\b"
    r"|(?<![\d/])\d{1,3} ?/ ?(?:1[3-9]|[2-9]\d|\d{3}) (?:chi bo|to dang|don vi|chi doan"
    r"|dang bo)\b(?= (?:da|hoc|hop|to chuc|trien khai|hoan))"
    r"|(?<![/⁄])\b(?:mot|\d{1,2}) (?:buoi|ngay(?= (?:lien|ruoi|hoc lien))|chuyen de|noi dung"
    r"|nghi quyet|dot(?! ?:)|lop|tiet|diem cau|diem|thang|tuan|nam|lan)\b(?! ?:)"
    r"|\b(?:lan|dot|buoi) (?:thu )?(?:nhat|hai|ba|\d{1,2})\b(?! ?[/])"
    r"|\b(?<=trong )[2-9] ngay\b(?= [\d\x00])|\b(?<=hoc )[2-9] ngay\b(?= [\d\x00])"
    r"|\b(?:tuan|thang|quy) \d{1,2}\b(?! ?[/.\-]\d)"
)
_UNIT_NUMBER = re.compile(
    r"\b(?:chi bo|dang bo|thon|to dan pho|khu pho|to|ap|xom|doi|khoi|kp|tdp|khu|tieu khu"
    r"|cum|thcs|ban|lop|khoi pho"
    r"|thpt|mam non|tieu hoc|truong|to dang|cong ty|phan xuong"
    r"|nha may)(?: so)? \d{1,3}[a-z]?(?! ?[/%.\-]\d|\d"
    r"| (?:dong chi|dang vien|nguoi|hoi vien|doan vien|du|vang))\b"
    r"|\b(?:truong|th|thcs|thpt|mn|chi bo|cong ty|doi|tram|benh vien)(?: [a-z]+){0,3} so \d{1,3}\b"
)
# "tổng số đảng viên chi bộ 35": not the 35th of its kind.
_OF_A_TOTAL = re.compile(
    r"\b(?:tong|tong so|si so|quan so|so luong|danh sach|hien co"
    r"|bien che)(?: [a-z]+){0,4} $|\b(?:toan|ca) $"
)
_FIGURE_AFTER = re.compile(r" ?: ?\d")
_LIST_MARK = re.compile(
    r"(?:^|(?<=[\n.;:!?,])|(?<=[a-z\d]) (?=[1-9]\. )|^\w+"
    r" (?=1 ?[/.)]))(?P<blank> *)(?P<mark>[1-9]\d?) ?[/.)\-:](?= ?[a-z\n]| +\d)"
)
_FILE = re.compile(
    r"\[ ?(?:tep|file|anh|hinh|video|tai lieu|ghi am|sticker|hinh anh)[^\]\n]{0,200}\]"
    r"|\b[\w\-]{1,80} ?\. ?(?:docx?|xlsx?|pdf|jpe?g|png|pptx?|mp4|zip|rar|heic|txt)\b"
)
# The conference that secretaries attend is none of the unit's own meetings, which is told after it.
_CONFERENCE = re.compile(
    r"(?:^|(?<=[.;\n]))[^.;\n]*\b(?:du|nghe|tham gia) (?:\w+ )?hoi nghi\b[^.;\n]*[.;\n](?=[^?]*\bchi bo\b[^?]*\d)"
)
# The same said the other way round: the conference first, and that it was attended.
_CONFERENCE_ATTENDED = re.compile(
    r"(?:^|(?<=[.;\n]))[^.;\n]{0,80}\bhoi nghi\b[^.;\n]{0,80}\b(?:da du|da tham du|da tham gia|da nghe)\b"
    r"[^.;\n]{0,80}[.;\n](?=[^?]*\bchi bo\b[^?]*\d)"
)
# `11/6 dự hội nghị trực tuyến của huyện 3 đồng chí, đến 20/6 học tại chi bộ 24/26`
_CONFERENCE_OF_OTHERS = re.compile(
    r"(?:\b(?:ngay|hom|sang|chieu) )?\d{1,2}/\d{1,2} (?:da )?(?:du|tham gia|tham du|nghe) (?:hoi nghi\b|[^\d,.;\n]{1,40}\bcua\b)[^,.;\n]{0,40}"
    r"\b(?:truc tuyen|huyen|tinh|xa|thanh pho|trung uong|toan quoc)\b[^,.;\n]{0,40}[,.;\n](?=[^?]{0,200}\d{1,2}/\d{1,2}[^?]{0,80}\bchi bo\b)"
)
_BULLET = re.compile(r"(?:^|(?<=\n)) *[-+*•]+ *")


def take_files(draft: Draft) -> bool:
    """`[tệp: BC_thon2.docx]`: whether a file is named; its name tells nothing."""
    found = list(_FILE.finditer(draft.line.open))
    for match in found:
        draft.line.take(*match.span())
    return bool(found)


def take_conference(draft: Draft) -> None:
    """`Ngày 11/6 tôi dự hội nghị ở xã. Về chi bộ, 19/6 học xong`: only the second tells of the duty."""
    draft.line.take_all(_CONFERENCE)
    draft.line.take_all(_CONFERENCE_ATTENDED)
    draft.line.take_all(_CONFERENCE_OF_OTHERS)


def take_list_marks(draft: Draft) -> None:
    """`1/ … 2/ …`, `1. … 2. …`: numbers that only count lines; one alone is none."""
    marks: list[re.Match[str]] = []
    for match in _LIST_MARK.finditer(draft.line.open):
        if int(match["mark"]) == len(marks) + 1:
            marks.append(match)
    for match in marks if len(marks) > 1 else ():
        draft.line.take(match.start("mark"), match.end())
    draft.line.take_all(_BULLET)


def pass_over_hours(draft: Draft) -> None:
    """Hours, telephone numbers and numbered units, before days are looked for."""
    draft.line.take_all(_HOURS)
    for match in list(_UNIT_NUMBER.finditer(draft.line.open)):
        is_label = _FIGURE_AFTER.match(draft.line.open, match.end())
        if is_label or not _OF_A_TOTAL.search(draft.line.open, 0, match.start()):
            draft.line.take(*match.span())


def pass_over_measures(draft: Draft) -> None:
    """What else counts neither people nor days."""
    draft.line.take_all(_MEASURES)
