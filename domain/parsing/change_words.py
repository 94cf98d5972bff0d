"""How it is said that a report is mended or added to; the language is that of `phrases.py`."""

from functools import partial

from domain.parsing.phrases import Phrases

_listed = partial(
    Phrases,
    for_me="giup|ho|cho|em|toi|chi_bo|minh|lai|cai|phan|muc|bao_cao|so_lieu|e",
    told="bao|ghi|go|viet|nhan|danh|bam|dem|tinh|nop|bao_cao|gui|cong|nhap|an|lay|chep|nho|noi|thong_ke|tong_hop|dien",
)

SURELY_CORRECTS = _listed("""
dinh_chinh|cai_chinh|dinh_chinh_lai|chua_lai|cap_nhat_lai|bao_cao_lai|so_dung|moi_dung|sua_so_lieu
sua|sua_lai|chinh|chinh_lai|thay|doi|doi_lai [@for_me]* so|so_lieu|ngay|ngay_hoc|tong|tong_so|hinh_thuc|
    thanh|bao_cao|ket_qua|la|du|vang|# !ke_hoach !nguoi
sua lai|giup|ho|cho_em|cho_toi|cho_minh !nha !duong !chua
dieu_chinh [lai]* so|so_lieu|bao_cao|tong|ngay_hoc|hinh_thuc|ket_qua|#
@told [so|so_lieu|ngay|tong|hinh_thuc]* nham|lon|sai|thieu|du|thua|chua_dung|chua_chinh_xac|khong_dung
    !nguoi !ca !mat !het !tien !tai !dang
""")
MAY_CORRECT = _listed("""
khong_phai ... ma_la|ma
gui_lai_so|gui_lai_so_lieu
-dam_nham|nham|nguoi|tiet nham !nang !muc !giup !thuc !chan !nguoi
bi nham|sai|lon
thuc_ra|dung_ra|dung_phai|le_ra|chinh_xac la|phai_la|thi|co|chi|# !chua !khong
khong_phai [la] #
chu khong|khong_phai|chang|dau_phai|ko
sai [ve|o|phan]* so|ngay|roi|so_lieu|mat_roi|sot|tong|hinh_thuc
so|so_lieu|ngay|tong|tong_so|hinh_thuc ... dung|dung_la|dung_phai_la|chinh_xac_la|phai_la|moi_la !gio !han
    !quy
@told|kiem_tra|dem|ra_soat lai ... #|chi_co|con|thay
moi du|day_du|chinh_xac|phai
khong_phai truc_tiep|truc_tuyen|online|zoom|ngay|hom
xin|cho [em|toi|chi_bo|minh]* sua|chinh|dinh_chinh|dieu_chinh !chua !ke_hoach !thoi_gian !lich
""")

FORGOT = _listed("""
< quen|a_quen >
""")
SUPPLEMENTS = _listed("""
hoc_bu|hop_bu|hoc_vet|hoc_not|hoc_lai|hoc_them|hoc_bo_sung|pho_bien_bu|truyen_dat_bu|bu_cho|hoc_sau|day_bu|
    bo_tuc
bo_sung !ke_hoach !bien_ban !ho_so !tai_lieu !sau !kinh_phi !vao_ke_hoach
ghi|them|dien|cap_nhat|bao|noi them [giup|vao|cho|em]*
quen|sot|thieu [chua|khong|la]* bao|ghi|noi|ke|neu|bao_cao|them
them [duoc]* # dong_chi|dang_vien|nguoi
# dong_chi|dang_vien|nguoi .. vang|con_lai|thieu|chua_hoc ... hoc|du|xong
nay|gio|den_nay|hien_nay|hom_nay|bay_gio|den_gio|the_la|vay_la|hien [da|moi|la|thi|chi_bo|hoc|deu|duoc]*
    du|day_du|#
dot 2|hai|sau|cuoi|bo_sung
# dong_chi|dang_vien|nguoi nua
con_lai|so_con_lai ... da|nay|vua hoc|du|xong
dong_chi|nguoi|dang_vien vang|thieu|chua_hoc ... da|nay|gio|vua hoc|du|hoc_xong|hoc_bu
luy_ke|tong_cong_den_nay|cong_don|tinh_den_nay|tinh_ca|nang_tong
gui_them|bao_cao_them|noi_them|bao_them|thong_tin_them
""")
