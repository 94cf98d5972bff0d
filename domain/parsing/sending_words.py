"""How it is said that a report went another way, that a file comes with it, or only that word was received."""

from functools import partial

from domain.parsing.phrases import Phrases

_listed = partial(
    Phrases,
    me="toi|em|minh|chau|e|tui",
    someone="dong_chi|anh|chi|ong|ba|co|chu|bac|sep",
    office="van_phong|ban|huyen|phong|btg|van_thu|tuyen_giao|uy_ban|dang_uy|co_quan|bo_phan|truc_ban|thuong_truc|lanh_dao|huyen_uy",
    way=(
        "mail|email|gmail|thu_dien_tu|hop_thu|cong_van|van_ban|ban_giay|giay_to|bang_giay|bao_cao_giay|ban_cung"
        "|dien_thoai|zalo|messenger|mess|viber|telegram|facebook|fb|inbox|sms|fax|phan_mem|ioffice|van_thu|nhom|duong_cong_van|truc_lien_thong|van_phong|mieng|tan_tay|tan_noi"
        "|truc_tiep|bang_loi|duong_thu|van_phong_dien_tu|chuyen_phat|giao_ban|phong|he_thong|buoi_giao_ban"
    ),
    send="gui|nop|chuyen|trinh|gui_bao_cao|nop_bao_cao|dua|giao|mang|cam|de",
    picture="file|tep|anh|hinh|hinh_anh|tam_anh|bien_ban|danh_sach|ban_scan|ban_chup|anh_chup|video|clip|pdf|word|excel|scan|phieu|bang_diem_danh|ban_mem|tep_tin|bang",
)

USES_OTHER_CHANNEL = _listed("""
@send|bao_cao|goi|fax|bao|noi|trao_doi ... @way
nhan|nhan_tin qua|vao|tren|len|trong|bang .. @way
da|vua|moi|se [@send]* mail|email|gmail|fax
mail|email|gmail [bao_cao|cho|roi|den|len|sang|ve|cua]
ban|bao_cao giay|cung|van_ban|bang_giay
-bo|nganh|doan|vi|quan|truong|so buu_dien
ban_giay|ban_cung|duong_buu_dien|truc_lien_thong|van_phong_dien_tu
co|da_co|bang cong_van|van_ban bao_cao|roi|gui
se|de|da|vua|moi [@me|goi|dien]* goi|dien|goi_dien|dien_thoai
    [dien|thoai|cho|len|bao|truc_tiep|sau|lai|voi]* !nang !luc !tu !dai
goi dien|lai|dien_thoai|dt [cho|bao|voi|len|truc_tiep]
@me|ti_nua|lat_nua|chut_nua|lat|ti|chut|mai|chieu|hom_qua|sang_nay|chieu_nay [se|da|vua|minh|em|toi]*
    goi|dien|dien_thoai|goi_dien [truc_tiep|dien|lai|len]* cho|@someone|sau|bao|voi|truc_tiep|a|nhe
@me|lat|ti_nua|mai|chieu [@me|se]* goi >
bao_cao|bao|trao_doi|noi qua|bang|voi [dien_thoai|mieng|loi|@someone]* dien_thoai|mieng|dt|loi|truc_tiep
mang|cam|dua|xach ... len|den|sang|ra|xuong|qua|tan
@send [bao_cao|ban|no|lai|van_ban]* o|ve|len|cho|tai|den|sang|qua|vao @office
bao_cao|bao|trao_doi|noi .. voi @someone|lanh_dao|ban ... roi
trinh_bay|bao_cao|phat_bieu|noi ... cuoc_hop|giao_ban|hoi_nghi_giao_ban
van_thu .. phat_hanh|gui|chuyen
phat_hanh bao_cao|van_ban
bao_cao_mieng|dien_bao|bao_qua_dien_thoai
da|vua|moi @send ... bao_cao !file !hinh
bao_cao|van_ban|cong_van .. @send ... roi|hom|ngay|tu|xong
da|vua|moi bao_cao|bao|trao_doi|noi ... cho|voi|voi_ban|o|tai|len @someone|@office|truong_ban|pho_ban|ban
da|vua|moi @send ... cho @someone|@office|nhan_vien|can_bo !file !hinh
@send [bao_cao]* cho|qua @someone|@office .. roi
bao_cao so ... @send
co|da_co bao_cao .. @send
qua|len|den|toi|ve|xuong|ra|ghe .. @office|xa nop|gui|bao_cao|dua
@send buu_pham|buu_cuc|chuyen_phat
""")
# Sent, but it is not said how.
MAY_USE_OTHER_CHANNEL = _listed("""
@me|chi_bo|dang_bo|ben_em @send [bao_cao]* cho @someone|@office
da|vua @send [roi|hom_qua|sang_nay|chieu_qua|xong]* >
""")

ATTACHES = _listed("""
dinh_kem|kem_theo|gui_kem|xin_gui_kem|kem_day|duoi_day|o_duoi|ben_duoi|o_tren|phia_duoi
kem|kem_theo anh|bao_cao|@picture
trong|theo|o|qua|xem [giup|ho|lai|em|cho]* anh|@picture|tin_tren !thuc !nao
gui|chup|co|day_la|nop|dang_tai|tai|chuyen|up|day ... @picture !thuc !nao
anh|hinh|hinh_anh|bien_ban|danh_sach|file|video|clip !dong_chi
    [chup|bien_ban|lop|buoi|hop|hoc|hoi_nghi|bao_cao|cua|chi_bo]*
    lop|buoi|hop|hoc|chup|hoi_nghi|day|ben_duoi|duoi|tren|nay|o_tren|kem
hinh|file|tep|bien_ban|danh_sach|pdf|word|excel|video|clip .. day|day_a|a|nhe|nha|xem|dong_chi >
""")

ACKNOWLEDGES = _listed("""
nhan_duoc|da_nhan|nhan_roi|nhan_tin|nhan_thong_tin|da_ro|ro_roi|ro_a|da_biet|biet_roi|nhan_du|nhan_day_du|
    da_tiep_nhan|nho_roi
nam_duoc|nam_roi|da_nam|da_hieu|hieu_roi|vang_a|da_vang|vang|ok|cam_on|nhat_tri|tuan_lenh|da_thong|chuc
< ro >
ghi_nho|ghi_nhan|tiep_thu|da_xem|da_doc|xem_roi|doc_roi|dong_y|ro|uhm|um|u|da_co_thong_tin|chap_hanh|oki|
    yes|noted
tuan_thu|duoc_a|duoc_roi|duoc|nhan_nhe|nhan_a|cam_on_nhieu|se_thuc_hien|se_lam|se_co_gang|se_bao_cao
uk|ukm|uh|uhm|okla|yep|dc_roi|duoc_nhe
< da|thua [da|thua] >
< da|thua dong_chi|anh|chi|a|em|ban|c|e|d|bac|co|chu|em_nghe|nghe >
""")
SURELY_ACKNOWLEDGES = _listed("""
nhan_duoc|da_nhan|da_ro|da_nam|nhan_roi|nhat_tri|da_tiep_nhan|ghi_nho|tiep_thu|nhan_du|nhan_day_du|da_biet|
    da_doc|da_xem|ro_roi|da_hieu|biet_roi|nho_roi
cam_on ... nhac|thong_bao|thong_tin|quan_tam|huong_dan|ghi_nhan
se [chap_hanh|co_gang|nghiem_tuc|som|khan_truong|tich_cuc|don_doc|chi_dao|chi_bo|nhac|gui|nop|ve]*
    bao_cao|co_gang|nghiem|nghiem_tuc|chi_dao|gui|nop|khan_truong|nhac|don_doc|thuc_hien_dung|
    thuc_hien_nghiem|hoan_thanh|chap_hanh|luu_y|kiem_tra|xem_lai|luu_tam
se|mai|lat|chieu|toi|ti_nua|lat_nua|chut_nua|hom_sau [@me|se|moi]* bao|gui|nop|bao_cao !duoc !co
se ... bao|gui|nop|bao_cao [sau|ngay|som|lai] >
khi_nao|hoc|hop|bao_gio ... xong ... bao|gui|nop|bao_cao|bao_ngay
dang tong_hop|lam|chuan_bi|hoan_thien|viet|soan|danh_may [bao_cao|so_lieu]*
de|co_gi|se @me .. bao|nhac|bao_lai|xem|kiem_tra|don_doc|trien_khai|lam|hoi|xem_lai|bao_cao|lo
""")
