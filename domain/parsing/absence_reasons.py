"""The words that tell why somebody was absent, by category; never who."""

import re

from domain.parsing.cues import Stretch
from domain.parsing.health import ILLNESS
from domain.parsing.phrases import Phrases, Words

_CATEGORIES = {
    "con_nho": Phrases("""
con_nho|con_om|con_bi_om|con_moi_sinh
trong|cham|nuoi con|chau
"""),
    "thai_san": Phrases("""
thai_san|ho_san
nghi_che_do|che_do thai_san|ho_san
nghi sinh|de|o_cu
sinh con|em_be|chau
mang_thai|sap_sinh|moi_sinh|o_cu
"""),
    "di_lam_xa": Phrases("""
di_lam|lam|di_man|man an_xa|xa|an_o_xa
di xa
di cong_trinh [o] xa
di lam|an|man|cong_trinh|lao_dong + xa
o|ra xa|nuoc_ngoai|ngoai_tinh
xuat_khau_lao_dong|di_nuoc_ngoai|di_cong_nhan|vao_nam|lam_cong_nhan
lao_dong [o] nuoc_ngoai
di_lam [an|o]* nam|trong_nam|mien_nam|bac|ha_noi|sai_gon|tinh_ngoai|cong_ty|ngoai_tinh|tinh_khac|thanh_pho
    |khu_cong_nghiep|cong_nhan
dang_o nam|xa|ngoai_tinh|nuoc_ngoai
"""),
    "di_hoc": Phrases("""
di|dang|ban hoc [trung_cap|cao_cap|dai_hoc|lop|tap_trung|xa|nghiep_vu|o|ly_luan|thac_si|boi_duong|chinh_tri]*
hoc trung_cap|cao_cap|dai_hoc|lop|thac_si|ly_luan_chinh_tri|boi_duong [ly_luan|chinh_tri]*
"""),
    "cong_tac": Phrases("""
cong_tac !dang
di|ban hop [huyen|tinh|o|tren]
tap_huan
truc !tiep !tuyen [ca|gac|bao|chien_dau|co_quan|dem|sscd|san_sang_chien_dau|ban]
lam_nhiem_vu|di_nhiem_vu|nghia_vu|bao_ve|tuan_tra
"""),
    "nghi_phep": Phrases("""
nghi_phep|phep_nam|nghi_che_do|nghi_mat
xin_phep !vang !nghi
"""),
    "viec_rieng": Phrases("""
viec|ban rieng|gia_dinh|nha|hieu|hy|ca_nhan
gia_dinh|nha co viec|tang|dam|hieu
cuoi !nam !thang !tuan !ky
dam cuoi|tang|ma|gio|hieu
di_vien cham|trong|nuoi bo|me|vo|chong|ong|ba|nguoi_nha|nguoi_om|bo_me [om]
cham|trong|nuoi bo|me|vo|chong|ong|ba|nguoi_nha|nguoi_om|bo_me [om]
tang_le|tang_gia|hieu_hy
ban_viec [rieng|nha|gia_dinh|dong_ang]
co_viec [ban]
"""),
    "gia_yeu": Phrases("""
tuoi_cao|gia_yeu|cao_tuoi|tuoi_gia|gia_ca [suc_yeu]
suc_yeu
"""),
    "mien_sinh_hoat": Phrases("""
mien sinh_hoat|cong_tac|hoc|hop
"""),
}
_ILL = re.compile(rf"(?<!\w){ILLNESS}(?: dot xuat)?(?!\w)")
_ABSENCE = re.compile(
    r"\b(?:vang|nghi|thieu|chua (?:hoc|du|hop|ve|tham gia)|hoc (?:sau|bu)|khong (?:du"
    r"|tham gia|tham du|hoc|den|ve|hop|co mat|di)|xin phep"
    r"|khong the|mien(?! (?:phi|nui|nam|bac|trung)))\b"
)
# "19/20, đ/c An ốm": without a word for absence these need a number of their own or the figures beside them.
_NEED_ABSENCE = frozenset({"di_hoc", "nghi_phep"})
_SENTENCE_END = re.compile(r"[;\n!?]|\.(?!\d)")
_PEOPLE = r"(?:dong chi|dang vien|nguoi|ban|bac|anh|chi|co|chu|thay|cu|ong|ba|em|vi)"
_COUNT_BEFORE = re.compile(
    rf"\d(?: {_PEOPLE})?(?: (?:bi|dang|xin|do|vi|nghi|phai|con|di|la|co|vang|cao|bao|keu|deu|cung))* $"
    rf"|\d {_PEOPLE}(?: (?!du|hoc|hop|tham|co|truc)[a-z]+){{1,4}} $"
)
_COUNT_AFTER = re.compile(r" ?[:(]? ?\d{1,3}(?! ?[/\d.\-])")
_SO_THAT = re.compile(r"[^.;\n]{0,24}\bnen (?:chi )?(?:co|con|du|hoc|dat|duoc) ")
_HAVE_COME = re.compile(r"\b(?:du|co mat|tham gia) ?:? ?\d")
_IN_SOME_FORM = re.compile(r"[ a-z]{0,12}\b(?:truc|qua|online|zoom|o|tai|bu|du|xong|roi|day)\b")
_BETWEEN_REASONS = re.compile(
    r"[ ,;.\n)+&]*(?:va )?(?:\d{1,3} )?(?:(?:dong chi|dang vien|nguoi|bi|dang|do|vi) )*"
)
_ANOTHER = re.compile(r"[,;+&]|\bva\b|\d")
# How far before a reason the number may stand that counts those who have it, in letters.
COUNT_REACH = 40


def find_reasons(text: str) -> list[Stretch]:
    """The stretches of the text that tell why somebody was absent."""
    absences = [match.start() for match in _ABSENCE.finditer(text)]
    found: list[Stretch] = []
    for start, end, name in _words_of_reasons(text):
        if not _is_reason(text, (start, end, name), absences, found):
            continue
        if found and found[-1][2] == name and not _ANOTHER.search(text, found[-1][1], start):
            # "nằm viện điều trị" is one reason of one person.
            found[-1] = (found[-1][0], end, name)
        else:
            found.append((start, end, name))
    return found


def _words_of_reasons(text: str) -> list[Stretch]:
    """What looks like a reason; of two that overlap the one that begins first, then the longer one."""
    words = Words(text)
    found = [(*match.span(), "om") for match in _ILL.finditer(text)]
    for name, phrases in _CATEGORIES.items():
        found += [(*match.span(), name) for match in phrases.find_all(words)]
    kept: list[Stretch] = []
    for stretch in sorted(found, key=lambda stretch: (stretch[0], -stretch[1])):
        if not kept or stretch[0] >= kept[-1][1]:
            kept.append(stretch)
    return kept


def _is_reason(text: str, stretch: Stretch, absences: list[int], found: list[Stretch]) -> bool:
    start, end, name = stretch
    if name in _NEED_ABSENCE:
        return (
            _follows_absence(text, start, absences)
            or _follows_figures(text, start, end)
            or (bool(found) and _BETWEEN_REASONS.fullmatch(text, found[-1][1], start) is not None)
        )
    return _is_of_absence(text, start, end, absences) or _is_counted(text, start, end)


def _is_of_absence(text: str, start: int, end: int, absences: list[int]) -> bool:
    """In the sentence that speaks of absence, or one that follows it."""
    return any(absence < start or not _SENTENCE_END.search(text, end, absence) for absence in absences)


def _follows_absence(text: str, start: int, absences: list[int]) -> bool:
    """`68 đồng chí đi học, 3 đồng chí miễn`: those who went to study were there."""
    return any(absence <= start and not _SENTENCE_END.search(text, absence, start) for absence in absences)


def _follows_figures(text: str, start: int, end: int) -> bool:
    """`quân số 14, dự 13, 1 đồng chí đi học sĩ quan`: who came has been told."""
    return (
        _has_count_before(text, start)
        and _HAVE_COME.search(text, 0, start) is not None
        and not _IN_SOME_FORM.match(text, end)
    )


def _is_counted(text: str, start: int, end: int) -> bool:
    """`2 đồng chí đi công tác`, `ốm 2`, `… nằm viện nên chỉ có 16/17`."""
    return bool(_has_count_before(text, start) or _COUNT_AFTER.match(text, end) or _SO_THAT.match(text, end))


def _has_count_before(text: str, start: int) -> bool:
    return _COUNT_BEFORE.search(text, max(0, start - COUNT_REACH), start) is not None
