"""Who presented: kept as written, an office typed without diacritics in its full spelling."""

import re

from domain.parsing.draft import Draft

_OFFICE = (
    r"(?:pho |quyen )?(?:bi thu|chu tich|hieu truong|truong ban|truong phong|giam doc"
    r"|truong thon|truong doan|bao cao vien"
    r"|cap uy|chi uy vien|uy vien|thuong truc|truong cong an|tram truong|chi huy truong|tong giam doc)"
)
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
    r"(?:(?:ve|den|len|xuong|tham gia|du|tham du|thay mat chi uy|va|da|duoc moi"
    r"|dung lop) ){0,4}(?:truc tiep )?"
    r"(?:truyen dat|quan triet|trinh bay|pho bien|len lop|giang bai|giang"
    r"|bao cao chuyen de|thuyet trinh|doc nghi quyet)\b"
)
_HONOUR = (
    r"(?:dong chi |ong |ba |anh |chi (?!bo|doan|hoi|uy)|thay |co (?!dong chi|ong|ba|anh"
    r"|chi|mat|bi thu|pho))"
)
_NAME = r"[a-z]+(?: [a-z]+){0,6}?(?:(?: ?[,(;\-–] ?| )(?:la )?" + _OFFICE + r"(?: [a-z]+){0,5}?\)?)?"
_SPEAKER = re.compile(
    rf"\b(?:do )?(?P<who>{_HONOUR}{_NAME})[ ,\-)]*{_PRESENTED}"
    rf"|\b(?:do )?(?P<office>{_OFFICE}(?: [a-z]+){{0,4}}?) {_PRESENTED}"
    rf"|\b(?:nguoi truyen dat|bao cao vien|nguoi trinh bay|nguoi quan triet|nguoi pho bien"
    rf"|truyen dat|giang vien)"
    rf"(?: la)? ?:? ?(?P<named>(?:dong chi )?[a-z]+(?: [a-z]+){{0,7}}(?: ?[,;\-] ?{_OFFICE}(?: [a-z]+){{0,4}})?)"
)
_LABEL = re.compile(r":|\bla\b|\bnguoi\b")
_NOT_A_NAME = re.compile(
    r"\b(?:da|du|vang|hoc|khong|chua|co|tham gia|nao|nghe|duoc|cung|ngay|hom|truc tiep"
    r"|truyen dat|quan triet|va|cac|toi|em"
    r"|nguoi|xong|roi|nay|qua|se|noi dung|nghi quyet|\w*bao cao(?! vien)\w*)\b"
)


def take_speaker(draft: Draft) -> None:
    """The first one who is named, taken out of the line."""
    for match in _SPEAKER.finditer(draft.line.open):
        if _keep(draft, match):
            return


def _keep(draft: Draft, match: re.Match[str]) -> bool:
    group = match.lastgroup or ""
    plain = match[group].strip(" ,-(")
    if (
        group == "named"
        and not plain.startswith("dong chi ")
        and not _LABEL.search(match[0][: match.start(group) - match.start()])
    ):
        return False
    if len(plain) < 2 or _NOT_A_NAME.search(plain) or plain in ("dong chi", "chi bo", "dang uy"):
        return False
    draft.values["speaker"] = _shown(draft, plain, match.span(group))
    draft.quotes["speaker"] = draft.line.words(*match.span())
    draft.line.take(*match.span())
    return True


def _shown(draft: Draft, plain: str, span: tuple[int, int]) -> str:
    words = draft.line.words(*span).strip(" ,-(")
    title = _TITLES.get(plain.removeprefix("dong chi "))
    return f"đồng chí {title}" if title and words.isascii() else words
