"""Who owes a duty, to whom it is reported and through whom, as the document words it."""

import re
from functools import lru_cache

from domain.parsing.letters import without_diacritics

LONGEST = 220
_UNIT = (
    r"(?:cac|chi bo|chi uy|chi,? dang bo|dang bo|dang uy|dang doan|ban can su|ban|uy ban|"
    r"ubnd|hdnd|so|phong|mttq|mat tran|hoi|doan|lien doan|cong doan|"
    r"truong(?! hop)|nha truong|co quan|don vi|cap uy|cap (?:tinh|huyen|xa|co so)|huyen|thi xa|"
    r"thanh pho|xa|phuong|dia phuong|trung tam|van phong|cong an|bo chi huy|"
    r"bo phan|benh vien|cuc|chi cuc|vien|tung|moi|tat ca|thu truong|dong chi|bi thu|"
    r"nguoi dung dau|can bo|dang vien|to chuc|doan the|thuong truc|huyen uy|tinh uy|"
    r"thanh uy|thi uy|lanh dao|giam doc|hieu truong|chu tich|truong(?! hop)|giao vien|hoc sinh|"
    r"doanh nghiep|thi sinh|tac gia|cac thi sinh|to|chi doan|toan the|dai (?:phat|truyen)|"
    r"nhan dan|ubmttq|ldld|hoi dong)\b"
)
_VERB = (
    r"(?:co trach nhiem|chiu trach nhiem|co nhiem vu|can|phai|se|khan truong|kip thoi|"
    r"chu dong|nghiem tuc|tap trung(?! tai)|tiep tuc|tang cuong|xay dung|"
    r"(?<!cac )(?<!moi )to chuc(?! (?:chinh tri|dang|co so|doan|chinh quyen|xa hoi|"
    r"thanh vien|ct))|bao cao|gui|nop|hoan thanh|"
    r"hoc tap|truyen dat|truc tiep|quan triet|tuyen truyen|day manh|phan cong|phat dong|"
    r"lap|chi dao|huong dan|theo doi|kiem tra|chu tri|phoi hop|thuc hien|trien khai|"
    r"ra soat|tong hop|cham|dang ky|ban hanh|(?<!bau )cu |bo tri|lua chon|tham muu|hoan thien|"
    r"tong ket|so ket|danh gia|ky cam ket|nhan |mac |treo|tham gia|tham du|bat dau|"
    r"thong ke|cung cap|dinh ky|xong|mo |tien hanh|dua |chuan bi|thanh lap|gop y|cap nhat|"
    r"thanh toan|ke khai|lam |de xuat|cho |dang tai|khai mac|quyet dinh|hop |xet |trao |"
    r"sinh hoat|lam viec|dam bao|bao dam|nghien cuu)\b"
)
_ADVERB = (
    r"(?i:(?:sau|truoc|tren co so|can cu|trong|khi|de|tu|theo(?! doi)|cung voi|ngoai ra|"
    r"dong thoi|vi vay|hang|dinh ky|cham nhat|den|thong qua|tai|qua|nhan|vao|"
    r"ngay)\b[^.;]{0,150}?,\s*)?"
    r"(?:[^.:;]{1,60}:\s*)?"
)
_LEVEL = re.compile(
    r"(?i)\b(?:hoi nghi|dai hoi|le)\s+(?:o\s+|tai\s+|cua\s+)?(?P<who>(?:cap|chi bo|"
    r"dang bo|chi,? dang bo|khoi|cum|can bo)\b.{0,80}?)\s*(?=\bbo tri\b|\bkeo dai\b|"
    r"\bkhong qua\b|\bhoan thanh\b|\bto chuc\b|\bxong\b|\btruoc\b|\btrong\b|\btu ngay\b|"
    r"\bdiem\b|\bvoi\b|\bngay\b|\bvao\b|\btai\b|\bde\b|\bbang\b|\btheo\b|[,;:(.]|$)"
)
_CONGRESS = re.compile(
    r"(?i)^[\s(]*(?P<who>(?:chi bo|dang bo|chi,? dang bo)\s"
    r"(?:(?!\bto chuc\b|\bhoan thanh\b).){0,120}?)\s+(?:dai hoi|hoi nghi)\b"
)
# `Chủ trì: Phòng Kinh tế; phối hợp: Công an xã.`
_LEADS = re.compile(rf"(?i)^\W*(?:(?:don vi|co quan)\s+)?chu tri\s*:\s*(?P<who>{_UNIT}[^.;:]{{0,120}})")
_PERSONAL = re.compile(r"^(?:dong chi|bi thu|nguoi dung dau|dang vien)\b")
_NO_UNIT = re.compile(
    r"^(?:ban hanh|to chuc(?! (?:dang|chinh tri|co so|doan|chinh quyen))|bao cao|doan ket|"
    r"ban (?:mem|cung|giay|in|sao|chup|dien tu)\b|so luong|so \d|moi nam|hoi nghi|hoi thi|hoi thao|cac noi dung|xa hoi|tung buoc|"
    r"truong hop|bao gom|bao dam|don doc|so\b(?! [a-z]+)|(?:tat ca )?cac thu |"
    r"cac (?:nghi quyet|chi thi|hoat dong|quy dinh|cong viec|nhiem vu|bai|chi tieu|"
    r"van ban|giai phap|buoc|thu ))"
)
_ORG = (
    r"(?:thuong truc|thuong vu|ban|so|ubnd|uy ban|van phong|phong|huyen uy|tinh uy|"
    r"thanh uy|thi uy|dang uy|bo|cuc|chi cuc|hoi|doan|lien doan|cong doan|mttq|mat tran|"
    r"trung tam|huyen doan|tinh doan|thi doan|cong an|to |thanh tra|vien|truong|btc|hoi dong|ldld|lhpn|"
    r"chu tich|co van|"
    r"thu vien|cap tren|dia chi)"
)
_STOP = (
    r"(?=\s*(?:[(),.;:]|$|\b(?:truoc|xong |han cuoi|han chot|thoi han|cham nhat|muon nhat|"
    r"de |bang |theo |qua |thong qua|"
    r"trong |hang |dinh ky|vao |kem |khi |ket qua|viec |tinh hinh|den het|den ngay|"
    r"hoan thanh|tu ngay|xem xet|nham |dong thoi|ky ban hanh|(?:cuoi|giua|dau) (?:thang|quy|nam)\b)))"
)
_RECIPIENT = re.compile(
    rf"\b(?:gui|nop|bao cao|phan anh|dang ky|chuyen)\b[^.;]{{0,160}}?\b(?:ve|den|toi|cho|"
    rf"len)\s+(?P<who>{_ORG}[^.;:(),]{{0,90}}?){_STOP}"
    rf"|\b(?:gui|bao cao|nop|trinh)\s+(?:hoa toc\s+)?(?:ve\s+|den\s+|"
    rf"cho\s+)?(?P<who_2>{_ORG}[^.;:()]{{0,90}}?){_STOP}"
)
_VIA = re.compile(rf"\b(?:thong qua|qua)\s+(?P<who>{_ORG}[^.;:(),]{{0,80}}?){_STOP}")
_SPLIT = re.compile(
    r"\s*;\s*(?:và\s+)?|,\s+(?:và\s+)?(?=(?:UBND|MTTQ|Mặt trận|Ủy ban|UBMTTQ|Ban |Đảng ủy|"
    r"Sở |Phòng |Hội |Huyện đoàn|Công an|Trung tâm|Văn phòng|Liên đoàn|các (?:tổ chức|"
    r"đoàn thể|cơ quan|ban|phòng|trường|chi|đảng|xã|sở|đơn vị)))"
)
# Without diacritics these look like `Sở` and `Viện`.
_SOUND_ALIKE = ("số ", "viên ", "sổ ")
_ATTENDING = re.compile(
    r"\bthanh phan(?:\s+(?:tham du|tham gia|du|du hop|moi|gom))*\s*(?::\s*|\bgom\s+|(?<=gom)\s+)"
    r"(?P<who>[^.;:]{3,200})"
)
_GENERIC = re.compile(
    r"^(?:cac |moi |tung )?(?:don vi|dia phuong|co quan|dong chi|co quan, don vi|"
    r"don vi, dia phuong)(?: tren| neu tren)?$"
)


def attending(text: str, plain: str) -> tuple[str, ...]:
    """Who is to come: `Thành phần: Thường trực Huyện ủy, trưởng các ban`."""
    match = _ATTENDING.search(plain)
    return groups_of(text[match.start("who") : match.end("who")]) if match else ()


def subject_of(text: str, plain: str, wordings: tuple[str, ...] = ()) -> str:
    """Who acts in these words; empty when they name nobody. `wordings` are what the profile calls units."""
    cased = "".join(
        letter.upper() if was.isupper() else letter for was, letter in zip(text, plain, strict=True)
    )
    subject, asked, intended = _patterns(wordings)
    for pattern in (_LEADS, asked, _CONGRESS, subject, _LEVEL, intended):
        for match in pattern.finditer(cased):
            who = text[match.start("who") : match.end("who")].strip(" ,-–(")
            if who and is_unit(who, wordings):
                return re.sub(r"^đối với\s+", "", who, flags=re.IGNORECASE)
    return ""


def is_unit(words: str, wordings: tuple[str, ...] = ()) -> bool:
    """Whether words name somebody who can owe a duty; see `subject_of`."""
    plain = without_diacritics(words)
    if words.lower().startswith(_SOUND_ALIKE):
        return False
    return (
        re.match(_unit(wordings), plain) is not None and not _NO_UNIT.match(plain) and len(words) <= LONGEST
    )


def is_person(words: str) -> bool:
    """Secretaries and heads act for their unit: the unit owes, when it is named nearby."""
    return _PERSONAL.match(without_diacritics(words)) is not None


def is_generic(words: str) -> bool:
    """`các đơn vị` are those the letter is addressed to."""
    return _GENERIC.match(without_diacritics(words)) is not None


def groups_of(words: str) -> tuple[str, ...]:
    """A list of addressees in its groups; `các chi, đảng bộ cơ sở` stays one."""
    parts = (part.strip(" .,;–-") for part in _SPLIT.split(words))
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part))


def recipient_of(text: str, plain: str) -> tuple[str, str]:
    """To whom a report goes and through whom; empty where the words do not say."""
    via = _VIA.search(plain)
    channel = text[via.start("who") : via.end("who")].strip() if via else ""
    for match in _RECIPIENT.finditer(plain):
        name = "who" if match["who"] else "who_2"
        who = text[match.start(name) : match.end(name)].strip(" ,")
        if (
            who
            and who != channel
            and not who.lower().startswith(_SOUND_ALIKE)
            and not re.match(r"bao cao|so lieu|so ket|hoi nghi|truong hop", without_diacritics(who))
        ):
            return _capital(who), _capital(channel)
    return "", _capital(channel)


def _unit(wordings: tuple[str, ...]) -> str:
    """How a unit begins: in the words of any document, or in those of the profile."""
    return rf"(?:{_UNIT}|(?:{'|'.join(map(re.escape, wordings))})\b)" if wordings else _UNIT


@lru_cache(maxsize=8)
def _patterns(wordings: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Who acts, who is asked to, and for whom something holds."""
    unit = _unit(wordings)
    return (
        # Names keep their capitals, so that `Ban Tổ chức` is no verb; other words may begin with one.
        re.compile(
            rf"^[\s,:]*(?:[-+*]\s*)?{_ADVERB}(?P<who>(?i:{unit})[^.;:]{{0,{LONGEST}}}?)[\s,:]+(?P<verb>{_VERB})"
        ),
        re.compile(
            rf"(?i:\b(?:de nghi|yeu cau|(?<!tuyen )giao(?!(?-i: vien\b))|don doc|phan cong|giao cho|luu y|"
            rf"nhac nho))\s+(?P<who>(?i:{unit})[^.:]{{0,{LONGEST}}}?)(?:[\s,]+{_VERB}|\s*:)"
        ),
        re.compile(
            rf"(?i)(?:^|\b)(?:doi voi|danh cho)\s+(?P<who>{unit}[^.;:,]{{0,120}}?)"
            rf"(?=\s+(?:la|truoc|cham nhat|den het)\b|[.;:,()]|$)"
        ),
    )


def _capital(words: str) -> str:
    words = " ".join(words.split())
    return words[:1].upper() + words[1:]
