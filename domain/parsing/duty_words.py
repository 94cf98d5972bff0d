"""How it is said that the duty was done, was not done, or lies ahead; the language is that of `phrases.py`."""

from domain.parsing.phrases import Phrases

MEET = (
    "hoc|hop|to_chuc|trien_khai|quan_triet|thuc_hien|tien_hanh|sinh_hoat|pho_bien|mo_lop|mo_hoi_nghi|hoi_nghi"
    "|hoc_tap|nghien_cuu|khai_mac|hop_mat|mo_dot|len_lop|truyen_dat|lam|mo"
)
# "làm" and "mở" are of the duty only where nothing else is made or opened.
_OF_DUTY = "!bi_thu|giao_ban|an|an_xa|viec|cong_nhan|ruong|phien|thue|nhiem_vu|bao_cao|mau|file|tep|link|don|nghe|van_ban"
_ON_THE_WAY = (
    "duoc|to_chuc|tien_hanh|cho|trien_khai|hoan_thanh|vua|moi|cung|xong|co|dang|di|tham_gia|toan_bo|ca|deu|kip"
    "|chi_dao|dam_bao|tham_du|du|nghiem_tuc|chinh_thuc|cho_dang_vien|lam|noi"
)

MEETS = Phrases(f"""
{MEET} {_OF_DUTY}
""")

DONE = Phrases(f"""
-chua da|vua|duoc [{_ON_THE_WAY}]* {MEET} {_OF_DUTY} !ke_hoach !den_cac !thong_bao !giay_moi !dau
    !thong_nhat !ban !chi_uy !phan_cong !chuan_bi
da hoan_thanh|xong|hoan_tat|ket_thuc|tham_gia|du|tham_du|co_mat
moi .. {MEET} [..] xong|roi
{MEET} .. xong|roi|hoan_thanh !thi !bao_cao !gui !nop !moi !se
{MEET} {_OF_DUTY} ... roi >
-chua|khong|truoc|khi|la hoan_thanh|hoan_tat|ket_thuc [100_%|xong|tot|viec|roi]* !truoc !trong_ngay
-chua|khong|khi|truoc|chuan_bi xong !truoc !thi
< da roi >
{MEET} luon|duoc|du|day_du|ca
""")

NOT_DONE = Phrases(f"""
chua [kip|the|co|dieu_kien|duoc|thay|he|bo_tri|sap_xep|thu_xep|co_dieu_kien|dam|biet|ai|chuan_bi|
    co_thoi_gian|tap_trung|xong|xep|duoc_lich|len|ra|mo_duoc]* {MEET} {_OF_DUTY} !bu
-xin chua >
chua hoan_thanh|hoan_tat|ket_thuc|duoc|xong|lam|dau|den_luot|bat_dau|bo_tri|sap_xep|thu_xep|tap_trung|
    tap_hop|kip !nhan !nghe !biet !thay !bao !gui !nop !viet !tong_hop !go !nhan_tin
chua dua vao|ra|noi_dung|nghi_quyet !bao_cao
chua co gi|ai|lich|dieu_kien|thoi_gian|ke_hoach_hoc|bao_cao_vien|nguoi_truyen_dat
< chua co >
khong|chang [the|kip|co_dieu_kien]* {MEET} .. duoc|noi|kip !day_du !het
khong|chang hoc|hop|to_chuc|trien_khai|quan_triet !truc !online !zoom !rieng !chung !bu !tap_trung !day !du
    !het !qua
khong the|kip {MEET}
khong tap_trung|tap_hop|bo_tri|thu_xep|mo|to_chuc [dang_vien|dong_chi|moi_nguoi]* duoc
bi|tam|phai|phai_tam|dang hoan !thanh !tat
hoan >
hoan roi|het|ca|lai|vi|do|hoc|hop|buoi|lop|den|sang|chua|het|cuoc_hop
huy|tam_dung|tam_ngung|tam_hoan|dung lop|buoi|lich|hop|hoc|lai|cuoc_hop
lop|buoi|lop_hoc|buoi_hoc|cuoc_hop .. bi|phai huy|hoan|tam_dung|dung
lop|buoi|lop_hoc|buoi_hoc|cuoc_hop ... khong|chua thanh|dien_ra|to_chuc_duoc|hop_duoc|hoc_duoc|mo_duoc
dang [trong_qua_trinh]* {MEET} !vien !bo !uy !dan !bao_cao !thi !ma
dang [trong|qua_trinh]* chuan_bi !bao_cao !so_lieu
dang [trong|qua_trinh]* qua_trinh_chuan_bi|len|xay_dung|cho|doi|ngong|sap_xep|bo_tri|thu_xep|len_ke_hoach|
    len_lich !rong
da|co|kip {MEET} .. dau
{MEET} dau ma|co|a|duoc
chi_bo|don_vi|dang_vien|ben_em|bon_em .. dang|con|van ban|vuong|ket
""")

AHEAD = Phrases(f"""
se .. {MEET} {_OF_DUTY} !nghiem
se co lop|hop|buoi|hoi_nghi|lich|buoi_hoc
du_kien|du_tinh|du_dinh|tinh_la|uoc
-gia|xac|quy|nhat|an|kien|on|ca dinh !chinh !ky !huong !bien !luong !cu
sap|sap_sua|sap_toi|chuan_bi|cho [to_chuc]* {MEET}
toi_day|thoi_gian_toi|sap_toi
chac|chac_la|co_le|chac_phai ... {MEET}
sang tuan|thang [sau|toi|7|8]* [moi|thi|chi_bo|se|em|bon_em]* {MEET}
len_lich|xep_lich|chot_lich|chot_ngay|chot|an_dinh|thong_nhat|quyet_dinh|nhat_tri|co_lich|bo_tri_lich|
    sap_lich|xep|len_ke_hoach ... {MEET}|ngay|vao|hom|toi|sang|chieu|thu
chot #|ngay|lich|vao|thu|toi|sang|chieu
lich hoc|hop|la|vao|ngay
lich [cua] chi_bo|don_vi|ben_em|bon_em|chung_em|chung_toi|bon_toi [em|toi|minh]*
    la|vao|ngay|toi|sang|chieu|thu|chu_nhat
co_lich roi|hoc|hop|vao|cu_the
hen [den|sang|ngay|vao|lai|may|thu|toi|chieu|mai]
ke_hoach [la] hoc|hop|to_chuc|trien_khai|ngay|vao|tuan|thang
doi|chuyen|lui|hoan|rut [lich|lai|buoi_hoc|lop]* sang|den|qua|toi|mai|sang_den
de [lai|sang|den]* mai|tuan|thang|hom|thu|chu_nhat|ngay
mai|mai_mot|nay_mai [..] {MEET}
not|het tuan|thang [nay|moi|thi|chi_bo|se|em|bon_em|nay_moi]* {MEET}
xong vu|mua|vu_mua ... {MEET}|se
tuan|thang sau|toi !hoc_bu
hom|bua|it_hom|vai_hom|may_hom sau|nua ... {MEET}
""")

# "moi" is only just, or not before; the day beside it tells.
NOT_BEFORE = Phrases(f"""
moi [duoc|bat_dau|to_chuc|co|tap_trung|kip|la]* {MEET}|tap_trung|tap_hop {_OF_DUTY}
-vua|la|sap|toi|ngay moi [duoc|to_chuc]* >
""")

# What follows from a study that is not said to be over.
ON_CONDITION = Phrases(f"""
khi|neu|bao_gio|hom_nao|luc_nao|sau_khi|cho|doi|khi_nao [chi_bo|don_vi|em|toi|minh|ma|nao|dang_bo|ben_em]*
    {MEET}|xong|hoan_thanh|co_ket_qua !bu
{MEET} roi [moi|em|toi|minh|chi_bo|bon_em]* bao|gui|nop !cao_roi !duoc
{MEET} .. xong [thi|la|se|em|toi|chi_bo|minh|bon_em|ben_em|ngay]* se|bao_cao|gui|nop|bao_ngay
-da|roi xong [thi|la|se|em|toi|chi_bo|minh|ngay]* se|bao_cao|gui|nop
truoc_khi {MEET}
""")

# Sending, receiving and handing in are no meeting: a day beside them is not that of the duty.
SENDS = Phrases("""
bao hom|ngay|roi|tu|so|so_lieu|lai|sau
gui|nop|nhan_duoc|nhan|ky|chuyen|ban_hanh|gui_bao_cao|nop_bao_cao|da_bao_cao|se_bao_cao|bao_cao_sau|
    bao_cao_bu|nhan_tin|nhac
han|thoi_han|han_nop|truoc|truoc_ngay|cham_nhat|het_han|tre_nhat|muon_nhat
ket_nap|sinh_nhat|sinh_ngay|sinh_nam|thanh_lap|lam_bi_thu|nhan_nhiem_vu|dai_hoi|chuyen_den|chuyen_di|
    chuyen_ve|nhap_vien
""")
