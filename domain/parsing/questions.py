"""Questions to staff: clauses that end in a question mark or a particle, or hold a word that asks."""

import itertools
import re

from domain.parsing.phrases import Phrases, Words

_ASKS = Phrases(
    """
// words that ask wherever they stand
bao_gio|khi_nao|ngay_nao|hom_nao|luc_nao|o_dau|cho_nao|ve_dau|den_dau|noi_nao !cung
the_nao|nhu_the_nao|lam_sao|ra_sao|kieu_gi|lam_the_nao|nhu_nao|tinh_sao|ghi_sao
la_gi|cai_gi|nhung_gi|viec_gi|gi_nua|noi_dung_gi|mau_gi|phan_gi !ma
bao_nhieu !de !thi
may_gio|ngay_may|thu_may|bao_lau|may_ngay|may_buoi|may_dot|may_bai|may_ban|mung_may|quy_may|thang_may
cho_ai|gap_ai|ai_la|ai_phu_trach|gui_ai|nop_ai|hoi_ai|bao_ai|lien_he_ai|ai_se
vi_sao|tai_sao|sao_lai|sao_khong|co_sao_khong
// two things to choose from
hay_khong|hay_la|hay_sao|hay_chua|hay_ngay|hay_gui|hay_phai|hay_chi|hay_tinh|hay_ca|hay_cho|hay_doi|hay_can|
    hay_ghi
hay_lay|hay_bao_cao|hay_truc_tiep|hay_truc_tuyen|hay_online|hay_nop|hay_hoc|hay_thoi|hay_cua|hay_theo|
    hay_quy|hay_thang
#|ngay_# ... hay #
-dong_chi|chi|anh|cac|ban|xin|rat|that|nghe|cung hay !qua|lam|that|quen|bi|lai|dung +
phan|cai|nguoi|chi_bo|mau|ai|nghi_quyet|cap|co_quan|loai|huyen|xa|muc|cot nao !cung !do !day
nao|gi|ai|may|sao|dau ... vay|the >
so_may|quy_may|may_ban
ai bao_cao|nop|gui|lam|ky|chiu|se|di|nhan|duoc
ua
// yes or no
co|duoc|phai|can|dung|kip|nen|on|tinh|bat_buoc|du|cho|xem|thay|nhan|the_la|con|biet|hieu|hop_le|dat|vay|
    nhu_the ... khong >
duoc|phai|dung|kip|on|can|dat|xong|du|nhe|hop_le khong >
nhan_duoc|thay|xem|duyet|nghe|doc|biet|da_nhan|da_thay|da_xem|da_gui ... chua >
da !van !chi_bo !ben !bon !em !minh + chua >
< co + chua >
co tai_lieu|ke_hoach|mau|lich|ai|gi .. chua >
co_phai|co_can|co_duoc|co_bat_buoc|co_nen|co_ai ... khong|chua|a|nhi|ha|vay
phai_khong|dung_khong|duoc_khong|kip_khong|co_khong|nhe_khong|khong_nhi|khong_ha|khong_vay|khong_the
khong dong_chi|anh|chi|em >
ha|nhi @you|sep|cac|thay
// asking for an answer, or for papers
cho [@me]* hoi
xin|muon|can|nho hoi
-dai|quoc|hiep|chi|xa|le|tu hoi them|chut|ti|thu|xiu|nho|dong_chi|anh !em
xin|nho|can|mong|de_nghi ... huong_dan|giai_thich|giai_dap|tu_van|chi_giup|lam_ro
xin|nho|mong [@you]* cho_biet|cho_em_biet|cho_toi_biet
huong_dan giup|them|cach|em|toi|chi|cho|lai
xin !gui !nop !kem !bao_cao !bao !doi !thay .. @paper
gui|cho|gui_cho|gui_lai|gui_lai_cho|cho_xin @me [xin|lai|mot|them]* @paper !roi
gui_lai|gui_giup giup|cho|ho|@me !bao_cao !roi !sau !so
@me|chi_bo can|muon|muon_xin|thieu [xin|co|lay|mot]* @paper
co @paper .. khong|chua cho|de|xin
chua ro|hieu|nam_ro|biet !sao_lai !ngay !bua !hom !khi !bao_gio !luc !the_nao
khong ro|biet|hieu_ro !ly_do ...
chua nhan|thay|co [duoc]* @paper|giay_moi|noi_dung
khong|chua mo|xem|tai|doc|vao|dang_nhap|nhan|tim .. duoc|thay
khong|chua tim_thay|nhan_duoc|mo_duoc|vao_duoc|xem_duoc|tai_duoc|thay @paper|noi
khong|chua thay|tim_thay|biet cho|nut|muc|link|mau|file|phan|o_nao !nao
khong hieu|ro|biet ... gi|nao|the_nao|sao >
khong thay gi|dau|duoc_gi
nho|xin|de_nghi [@you]* gui|gui_lai .. @paper
thac_mac|ban_khoan
-bo phan_van
may_lan >
han nop|chot|den|cuoi|bao_cao ... nao|may|bao_gio
@paper|cho|muc|nut|bao_cao|phieu ... dau >
gom_nhung_gi|phai_lam_gi|lam_gi_tiep|can_gi|can_nhung_gi|thieu_gi
""",
    me="em|toi|minh|chi_bo|phep|chau|don_vi|ben_em|bon_em|e",
    you="dong_chi|anh|chi|em|bac|ban|chu|co|cac_dong_chi",
    paper=(
        "mau|mau_bao_cao|tai_lieu|file|link|duong_link|dia_chi|de_cuong|slide|bieu_mau|so_dien_thoai|ke_hoach|van_ban"
        "|cong_van|file_mau|mau_bien_ban|huong_dan|sdt"
    ),
)
# "ghi gì", "theo danh sách nào": a clause that ends so asks, unless something is denied in it.
_ENDS_ASKING = re.compile(
    r"\b(?:gi|nao|dau|sao|ai|ha|nhi)\b(?= *(?:(?:a|nhe|nha|day|dong chi|anh|chi|em|oi|vay"
    r"|the|ta|bac|day|duoc|hop ly) *)*[^\w]*$)"
)
_DENIES = re.compile(r"\b(?:khong|chua|chang|cha|khoi|dung|bat cu|bat ky|cung|moi|dau co)\b")
# "khi nào học xong tôi báo" promises.
_ON_CONDITION = re.compile(
    r"(?:khi nao|bao gio|hom nao|luc nao) [^,;.?]{0,40}\b(?:xong"
    r"|het)\b[^,;.?]{0,24}\b(?:bao|gui|nop|moi|se|thi)\b(?!.*\?)"
)
# "chưa nhận được tài liệu nên chưa học" tells why.
_THEREFORE = re.compile(r"[^,;.?!\n]{0,24} (?:nen|cho nen) ")
_CLAUSE_EDGE = re.compile(r"[,;!?\n]|\.(?!\d)")
_LETTERS = re.compile(r"\w")


def question_spans(text: str) -> list[tuple[int, int]]:
    """The clauses that ask, each from its beginning to its end or question mark."""
    edges = [0, *(match.end() for match in _CLAUSE_EDGE.finditer(text)), len(text)]
    clauses = [(start, end) for start, end in itertools.pairwise(edges) if end > start]
    asking = {at for at, (start, end) in enumerate(clauses) if _is_question(text[start:end])}
    for match in _ASKS.find_all(Words(text)):
        if _ON_CONDITION.match(text, match.start()) or _THEREFORE.match(text, match.end()):
            continue
        asking.add(next(at for at, (_, end) in enumerate(clauses) if match.start() < end))
    return [clauses[at] for at in sorted(_with_bare_marks(text, clauses, asking))]


def _is_question(clause: str) -> bool:
    if "?" in clause:
        return True
    end = _ENDS_ASKING.search(clause)
    return end is not None and end.start() > 0 and not _DENIES.search(clause, 0, end.start())


def _with_bare_marks(text: str, clauses: list[tuple[int, int]], asking: set[int]) -> set[int]:
    """A question mark that stands alone asks the clause before it."""
    return asking | {at - 1 for at in asking if at and not _LETTERS.search(text, *clauses[at])}
