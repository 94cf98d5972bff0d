"""What a reply wants, before its values are looked at: a report, a question, more time, a withdrawal …"""

import re
from dataclasses import dataclass

_VERB = (
    r"(?:hoc|hop|to chuc|trien khai|quan triet|thuc hien|tien hanh|sinh hoat|pho bien|mo lop"
    r"|mo hoi nghi|lam(?! (?:pho )?bi thu))"
)
_RETRACT = re.compile(
    r"\b(?:rut|huy|thu hoi|xoa|bo|go)\b(?: (?:lai|bo|giup|ho|em|toi|chi bo|cai|ban|tin|bai|di|phan"
    r"|lan))* (?:bao cao|tin|cai|so lieu|ban|ket qua)"
    r"|\b(?:xin|cho|de nghi)(?: \w+){0,3} (?:rut|huy|thu hoi|xoa)\b|\bkhong tinh (?:bao cao|cai"
    r"|tin|lan|so lieu)|\b(?:gui|nhan|bao cao|bao|nop) (?:nham|lon)(?: (?:nhom|don vi|nguoi|chi bo"
    r"|cho|bai|tin|roi|dia chi|phan|bao cao|so lieu|cua))"
    r"|\b(?:coi nhu|xem nhu)(?: \w+){0,2} (?:chua|khong) (?:bao cao|gui|co)|\b(?:bao cao|tin"
    r"|so lieu)(?: \w+){0,4} (?:cua chi bo khac|cua don vi khac|khong phai cua)"
    r"|\b(?:tam )?rut lai\b|\bcho (?:em |toi )?rut\b"
    r"|\bdung (?:ghi|tinh|lay|dung)(?: \w+){0,3} (?:bao cao|so lieu|tin)"
)
_ROLE = re.compile(
    r"\b(?:khong con|khong phai|thoi|nghi|het|thoi giu chuc|roi) (?:la |lam |giu |chuc |chuc vu "
    r"|giu chuc |dam nhan |dam nhiem )*(?:pho )?bi thu|\bbi thu (?:moi|cu|khac|da chuyen|da nghi"
    r"|nghi|chuyen)|\bdoi bi thu|\bthay (?:toi|em|minh|dong chi) (?:lam|phu trach|giu)"
    r"|\b(?:nghi huu|nghi che do|chuyen cong tac|chuyen sinh hoat|luan chuyen|chuyen don vi"
    r"|dieu dong|da mat|tu tran)\b(?!.*\bvang\b)"
    r"|\bban giao\b|\bkien toan\b|\b(?:lam|giu chuc|la|bau|bau lam|duoc bau|duoc bau lam"
    r"|nhan) (?:chuc )?bi thu(?: chi bo| dang uy)? (?:thay|tu|moi|ke)|\b(?:thay doi"
    r"|thay) (?:nguoi |bi thu|dau moi|can bo)|\btu nay(?: \w+){0,4} (?:lien he|gui|nhan|nhan tin"
    r"|do)|\b(?:thay|the) (?:bi thu|cho bi thu)|\bphu trach thay\b|\b(?:toi|em|minh) (?:khong lam"
    r"|thoi lam|het lam|nghi lam|khong phu trach|khong con phu trach|da nghi)(?! duoc)\b"
    r"|\b(?:toi|em|minh) (?:vua |moi |duoc |da )+(?:nhan|bau|phan cong"
    r"|tiep quan)(?: \w+){0,3} bi thu|\bnguoi (?:khac )?phu trach (?:moi|khac|la)\b"
    r"|\bdoi (?:dau moi|nguoi|so dien thoai)\b|\bchuyen (?:cho|sang cho) (?:dong chi|d/c|anh"
    r"|chi) .{2,40}phu trach"
)
_COMPLAINT = re.compile(
    r"\b(?:nhac|nhan|gui|bao|doi|hoi|spam)(?: \w+){0,3} (?:nhieu qua|hoai|mai|lam the|lien tuc"
    r"|suot|nhieu the|nhieu vay|hoai vay|qua nhieu|mai the|gi lam|hoai the)\b|\b(?:phien"
    r"|phien phuc|phien qua|buc|buc minh|buc xuc|kho chiu|met qua|met moi|spam|nan qua|chan qua"
    r"|ruom ra|hanh chinh qua|hinh thuc qua)\b"
    r"|\b(?:dung|thoi|khoi)(?: co)? (?:nhac|nhan|gui|lam phien)(?: \w+)? (?:nua|tin nua|toi nua"
    r"|em nua|toi|em)\b|\b(?:sao|tai sao|vi sao)(?: \w+){0,3} (?:cu|van|con|lai|hoai|mai)\b"
    r"|\b(?:da |moi )?(?:bao cao|gui|nop|bao) (?:\w+ ){0,3}(?:roi )?(?:ma|sao"
    r"|the ma) (?:\w+ ){0,2}(?:van|con|cu|lai|nhac|chua)\b|\bcu nhac\b|\bvan (?:con |cu )?(?:nhac"
    r"|bao chua)|\b(?:bot|may|phan mem|he thong|app|ung dung)(?: \w+){0,3} (?:te|do|loi|kem|ngu"
    r"|hong|nham|sai)\b|\bphan anh\b|\bkhong hieu (?:noi|sao|gi)\b|\bthai do\b|\bmat thoi gian\b"
    r"|\bqua tai\b|\bnua dem\b"
)
_CORRECTION = re.compile(
    r"\bdinh chinh\b|\bsua(?: lai)?(?! chua| may| duong| nha| hoi| sang)\b|\bchua lai\b"
    r"|\bcai chinh\b|\b(?:bao|ghi|go|viet|nhan|danh|bam|dem|tinh|nop|bao cao|gui|cong) (?:nham|lon"
    r"|sai|thieu|du|thua)\b|\bnham\b(?! nang| muc| giup| thuc)|\bbi (?:nham|sai|lon)\b|\bthuc ra\b"
    r"|\b(?:chu )?khong phai(?: la)? \d|\bdung (?:ra )?(?:phai )?la\b|\bmoi dung\b"
    r"|\bdieu chinh\b(?! ke hoach| lich)|\bsai (?:so|ngay|roi|so lieu)|\bso dung\b"
    r"|\bcap nhat lai\b|\bbao cao lai\b|\bphai la \d"
)
_SUPPLEMENT = re.compile(
    r"\bhoc bu\b|\bbo sung\b(?! (?:ke hoach|bien ban|ho so|tai lieu|sau|them thoi))|\bhoc vet\b"
    r"|\bhoc not\b|\bhoc lai\b|\bhoc them\b|\b(?:nay|gio|den nay|hien nay|hom nay) (?:da "
    r"|moi )?du\b|\bthem (?:duoc )?\d+ (?:dong chi|dang vien|nguoi)|\bhoc (?:tiep )?dot (?:2|3|hai"
    r"|ba|sau|cuoi|bo sung)\b|\bdot (?:2|hai) (?:hoc|da)|\b(?:so )?con lai(?: \w+){0,3} (?:da )?"
    r"(?:hoc|du)|\b(?:dong chi|nguoi|dang vien) (?:vang|thieu)(?: \w+){0,3} (?:da|nay|gio) (?:hoc"
    r"|du)|\bluy ke\b|\btong cong den nay\b"
)
_EXTENSION = re.compile(
    r"\bxin (?:(?:phep|duoc|ban|cap|tren|dong chi|cac|huyen|cho|chi bo|em|toi|don vi|btg"
    r"|tuyen giao) )*(?:lui|gia han|hoan|cham(?! tre roi)|them (?:\w+ ){0,2}(?:thoi gian|ngay|tuan"
    r"|hom|han)|khat|muon|tre|bao cao sau|bao cao (?:cham|muon|tre)|nop (?:sau|cham|muon|tre)"
    r"|gui (?:sau|cham|muon|tre)|doi (?:lich|ngay|lai)|dieu chinh (?:lich|thoi|ngay)|keo dai"
    r"|to chuc (?:muon|cham|sau)|hoc (?:muon|cham|sau))"
    r"|\bgia han\b|\blui (?:han|thoi gian|thoi han|ngay|lich|lai|den|sang|toi|them|giup|cho)\b"
    r"|\bcho (?:(?:duoc|bao cao|nop|chi bo|em|toi|don vi|chung em|bon em|chung toi|phep|xin|ben"
    r"|ban|minh) )*(?:lui|cham|muon|tre|them (?:\w+ ){0,2}(?:thoi gian|ngay|tuan|hom|buoi)|khat"
    r"|gia han|nop (?:muon|tre|sau|cham)|hoan|hen|muon|keo dai|bao cao (?:sau|cham|muon|tre)"
    r"|gui (?:sau|cham|muon))|\bkhat (?:den|toi|lai|sang|bao cao|may)\b|\bnoi han\b"
    r"|\bkeo dai (?:thoi )?han\b"
)
_APOLOGY = re.compile(r"\bxin (?:loi|thu loi|thong cam|luong thu)\b")
_LATE_EXCUSE = re.compile(r"\bxin (?:duoc )?(?:bao cao |nop |gui )?(?:cham|muon|tre)\b")
_QUESTION = re.compile(
    r"\?|\b(?:bao gio|khi nao|ngay nao|o dau|cho nao|the nao|nhu the nao|lam sao|ra sao|la gi"
    r"|cai gi|gi (?:a|vay|the)\b|may gio|ngay may|thu may|bao nhieu|bao lau|cho ai|gap ai|ai la"
    r"|mau nao|kieu gi|vi sao|tai sao|hay khong|duoc khong|co khong|phai khong|dung khong"
    r"|khong (?:a|vay|nhi|the|dong chi|anh|chi|em) ?$|chua (?:a|nhi|vay) ?\?|hay la|hay sao"
    r"|co phai|co can|co duoc|co bat buoc|cho (?:em |toi |minh |chi bo )?hoi|xin hoi|muon hoi"
    r"|hoi (?:them|chut|ti)|chua ro|chua hieu|khong ro|khong biet|chua biet|huong dan (?:giup|them"
    r"|cach|em|toi|chi|cho)|xin (?:huong dan|y kien|mau|tai lieu)|cho (?:em |toi "
    r"|minh )?xin (?:mau|tai lieu|file|so|duong|link|dia chi)|chua (?:nhan|thay"
    r"|co) (?:duoc )?(?:tai lieu|ke hoach|mau|van ban|cong van|file|slide|de cuong)|khong (?:mo"
    r"|xem|tai|doc|vao) duoc|gui lai giup|thac mac|han (?:nop|chot|den|cuoi)(?: \w+){0,3} (?:nao"
    r"|may)|ha (?:anh|chi|em|dong chi|bac|ban|chu)|may (?:buoi|dot|bai)|gom nhung gi"
    r"|phai lam gi)\b"
)
_CHANNEL = re.compile(
    r"\b(?:gui|nop|bao cao|chuyen|goi|fax|trinh)\b(?: \w+){0,6}? (?:qua|bang|vao|theo|len|duong"
    r"|cong|ban|tren)(?: \w+){0,3}? (?:mail|email|gmail|thu dien tu|hop thu|cong van|van ban|giay"
    r"|cung|buu dien|dien thoai|zalo|duong cong van|fax|he thong|phan mem|phong|ioffice|i-office"
    r"|tay|van thu|truc lien thong|nhom|thu)\b"
    r"|\b(?:gui|nop|chuyen) (?:ban (?:cung|giay)|mail|email|gmail|cong van|van ban|buu dien|giay)"
    r"|\bmail\b|\bemail\b|\b(?:se|de) (?:toi |em |minh )?(?:goi|dien)(?: (?:dien|thoai|cho|len|bao"
    r"|truc tiep|sau|lai))*|\bgoi (?:dien|lai|dt)\b|\bdien thoai (?:bao|bao cao|cho|trao doi"
    r"|truc tiep)|\b(?:nop|gui|bao cao|trao doi|mang|dua) truc tiep\b|\bmang (?:\w+ ){0,4}(?:len"
    r"|den|sang|ra|xuong)\b|\b(?:ban giay|ban cung|van thu|buu dien|ioffice"
    r"|phan mem (?:quan ly )?van ban)\b|\bgui (?:\w+ )?(?:o|ve|len|cho|tai|den) (?:van phong|ban"
    r"|huyen|phong|btg|anh|chi|dong chi|van thu|tuyen giao)\b|\bbao cao mieng\b|\bda (?:nop"
    r"|gui)(?: \w+){0,3} bao cao|\bda bao cao (?:\w+ ){0,4}(?:cho|voi|voi ban|o|tai)\b"
    r"|\bdien bao\b|\bbao qua dien thoai\b"
)
_ATTACHMENT = re.compile(
    r"\b(?:dinh kem|kem theo|gui kem|kem (?:anh|file|danh sach|bao cao|bien ban|hinh)"
    r"|trong (?:file|tep|anh|hinh)|theo (?:file|tep|anh|hinh)|xem (?:file|anh|hinh|tep|ban)|(?:gui"
    r"|chup|co|day la|nop|dang|tai)(?: (?:lai|cac|cho|len|dong chi|anh|chi|ban|mot so|vai|them|em"
    r"|ca|bao cao|may))* (?:file|tep|anh|hinh|hinh anh|tam anh|bien ban|danh sach|ban scan"
    r"|ban chup|anh chup|video|clip|pdf|word|excel|scan)|(?:anh|hinh|hinh anh) (?:lop|buoi|hop|hoc"
    r"|chup|hoi nghi)|(?:file|tep|anh|hinh) (?:bao cao|day|duoi|tren|a|nay|chup|ben)|o duoi"
    r"|ben duoi)\b"
)
_ACKNOWLEDGED = re.compile(
    r"\b(?:nhan duoc|da nhan|nhan roi|nhan tin|nhan thong tin|da ro|ro roi|ro a|da biet|biet roi"
    r"|nam duoc|nam roi|da nam|da hieu|hieu roi|vang a|da vang|vang|ok|cam on|nhat tri|tuan lenh"
    r"|ghi nho|tiep thu|da xem|da doc|xem roi|doc roi|dong y|ro|uhm|um|u|da co thong tin|chap hanh"
    r"|tuan thu|^da(?= \w{1,4}$| dong chi$|$)|duoc a|duoc roi|duoc)\b"
)
_ACK_SIGNS = re.compile("[👍👌✅🆗🤝🙏❤💯☑✔🫡♥🌹💐]")
_WORDS_OF_SMALL_TALK = """
a anh bac ban bao bi biet bo btg c cac cam cao chap chi cho chu chuan co cong cua d da dao day de do
doc don dong du dung duoc e em gang ghi gian giao gui ha han hanh hien hieu hoach hoan hoc hop huyen
ke khai ki kien kinh ky la lai lam len lenh luon luu minh nam nay ne ngay nghe nghi nghiem nha nhac
nhan nhat nhe nhi nhieu nho nhu noi nop oi ok on phan quyet ro roi se som tam thanh the theo thi
thoi thong thu thua thuc thuong tiep tin toi tri trien trong truc tuan tuc tuyen u uh uhm um uy va
van vang vay vi voi vua xem xin y yen
"""
_SMALL_TALK = frozenset(_WORDS_OF_SMALL_TALK.split())
DONE = re.compile(
    rf"\b(?:da|vua|duoc|moi(?= \w+ xong)) (?:(?:duoc|to chuc|tien hanh|cho|trien khai|hoan thanh"
    rf"|vua|moi|cung|xong|co|dang|di|tham gia|cung da|toan bo|ca) ){{0,3}}{_VERB}\b(?! (?:ke hoach"
    rf"|den cac|thong bao))"
    rf"|\bda (?:hoan thanh|xong|hoan tat|ket thuc|tham gia|du)\b|(?<!chua )\b(?:hoan thanh|hoan tat"
    rf"|xong)\b(?! truoc| trong ngay)|\b{_VERB}(?: (?!chua|se|sap|khong)[a-z]+){{0,4}} roi\b"
    rf"|^(?:da )?roi\b|\bhoan thanh\b"
)
NOT_DONE = re.compile(
    r"\bchua\b(?! (?:co (?:kho khan|vuong|y kien|ly do)|biet|ro|nhan|thay|hieu|nop|gui|bao cao|ke"
    r"|tinh|dung|day du|benh|chinh xac|chot duoc|chac|co tai lieu|co mau|co ke hoach|he))"
    r"|\bkhong (?:the )?(?:to chuc|hoc|hop|trien khai|mo lop|mo duoc lop|tien hanh|tap trung"
    r"|thuc hien)(?: \w+)? ?(?:duoc)?\b(?! (?:day|du|het))|\b(?:bi |tam |phai )?hoan (?:lai|vi|do"
    r"|hoc|hop|buoi|lop|den|sang|chua)|\bphai hoan\b|\btam hoan\b|\bbi hoan\b|\b(?:huy|tam dung"
    r"|tam ngung) (?:lop|buoi|lich|hop|hoc)|\bdang (?:hoc|trien khai|chuan bi|to chuc|thuc hien"
    r"|tien hanh|len|xay dung|cho)\b|\bchua$"
)
PLANNED = re.compile(
    rf"\b(?:du kien|du tinh|du dinh|sap|toi day|len lich|chot lich|chot ngay|hen"
    rf"|(?<!gia )dinh(?! chinh| ky)|moi {_VERB}|chuan bi {_VERB}|lich hoc|lich hop|lich la|(?:doi"
    rf"|chuyen|lui|hoan|rut) (?:lich |lai )?(?:sang|den|qua|toi|sang den)|ke hoach (?:la )?(?:hoc"
    rf"|hop|to chuc|trien khai|ngay|vao))\b"
    rf"|\bse (?!(?:bao cao|gui|nop|goi|bo sung|dien|co gang|chi dao|nghiem|lam bao|ban giao"
    rf"|thong bao|hoan thien|chuyen|xem|kiem|luu|nhac|ghi)\b)|\bmai (?:\w+ )?{_VERB}\b|\b(?:tuan"
    rf"|thang) (?:sau|toi)\b"
)
_ABOUT_TO = re.compile(rf"\b(?:sap|se|chuan bi|du kien|sap sua)(?: \w+)? {_VERB}(?: \w+)? roi\b")
_PROMISE = re.compile(r"\bse (?:bao cao|gui|nop|co gang|chi dao|nghiem|thuc hien ngay|trien khai ngay)\b")
_ONLY_LETTERS = re.compile(r"[a-z]+|\d+")


@dataclass(frozen=True, slots=True)
class Intent:
    """Which signs of intent the words carry."""

    plain: str
    retracts: bool
    changes_role: bool
    complains: bool
    corrects: bool
    supplements: bool
    wants_more_time: bool
    asks: bool
    uses_other_channel: bool
    attaches: bool
    acknowledges: bool
    is_done: bool
    is_not_done: bool
    is_planned: bool


def says_done(plain: str) -> bool:
    """Whether words tell of something done; `sắp học rồi` does not."""
    return bool(DONE.search(_ABOUT_TO.sub(" ", plain)))


def is_request(text: str) -> bool:
    """Whether words that begin with `đề nghị` want something done now, and are no proposal of a report."""
    return any(pattern.search(text) for pattern in (_RETRACT, _ROLE, _EXTENSION))


def read_intent(text: str, original: str) -> Intent:
    """The signs of intent in words whose remarks are taken out."""
    plain = text.strip()
    wants_more_time = bool(_EXTENSION.search(plain))
    return Intent(
        plain=plain,
        retracts=bool(_RETRACT.search(plain)),
        changes_role=bool(_ROLE.search(plain)),
        complains=bool(_COMPLAINT.search(plain)),
        corrects=bool(_CORRECTION.search(plain)),
        supplements=bool(_SUPPLEMENT.search(plain)),
        wants_more_time=wants_more_time,
        asks=bool(_QUESTION.search(plain)),
        uses_other_channel=bool(_CHANNEL.search(plain)),
        attaches=bool(_ATTACHMENT.search(plain)),
        acknowledges=_acknowledges(plain, original),
        is_done=says_done(plain),
        is_not_done=bool(NOT_DONE.search(plain)),
        is_planned=bool(PLANNED.search(plain)),
    )


def _acknowledges(plain: str, original: str) -> bool:
    words = _ONLY_LETTERS.findall(plain)
    if not words:
        return bool(_ACK_SIGNS.search(original))
    if not _ACKNOWLEDGED.search(plain):
        return False
    return all(word in _SMALL_TALK for word in words) or bool(
        re.search(
            r"\b(?:nhan duoc|da nhan|cam on|da ro|da nam|nhan roi|se (?:bao cao|co gang|nghiem|chi dao))\b",
            plain,
        )
    )
