"""What secretaries say when they want something else than to report; the language is that of `phrases.py`."""

from functools import partial

from domain.parsing.phrases import Phrases

_listed = partial(
    Phrases,
    me="toi|em|minh|chau|e|tui",
    unit="chi_bo|dang_bo|don_vi|ben_em|bon_em|ben_minh|ben_toi|chung_em|chung_toi|bon_toi|chi_bo_em|chi_bo_toi",
    you="dong_chi|cac_dong_chi|anh|chi|bac|ban|cac_anh|cac_ban|co|chu|em|cap_tren|ban_tuyen_giao|huyen",
    someone="dong_chi|anh|chi|ong|ba|co|chu|bac|thay",
    secretary="bi_thu|bi_thu_chi_bo|bi_thu_dang_bo|bi_thu_dang_uy|pho_bi_thu|bi_thu_cb",
    report="bao_cao|tin|tin_nhan|so_lieu|ket_qua|ban_bao_cao|noi_dung",
    sent="gui|nop|bao_cao|bao|nhap|chuyen",
    remind="nhac|nhan|nhan_tin|giuc|thuc|goi|doi|spam|nhac_nho|don_doc|bat",
    excess=(
        "nhieu_qua|qua_nhieu|hoai|lien_tuc|suot|mai_the|mai_vay|mai_khong_thoi|nhieu_the|nhieu_vay|hoai_the|hoai_vay|lam_the"
        "|lam_vay|gi_lam|don_dap|day_dac|ra_rich|nhieu_lan_qua|lam_lam|mot_ngay_may_lan|vua_thoi|it_thoi|nhieu_lan|nhieu_lam"
    ),
    while_="ngay|hom|tuan|bua|thang|lau|it_lau|chut|thoi_gian|it_ngay|vai_hom|may_hom",
)

RETRACTS = _listed("""
< bo|huy|xoa nhe|di|giup|qua|nha|nhe_em >
rut|thu_hoi|xoa|huy|huy_bo|go|loai_bo|go_bo .. @report|ban_do|ban_truoc|bai|lan_truoc
bo cai|giup|ho|di|ban_bao_cao ... @report !moi
xoa|huy|bo [bot|giup|ho|di]* mot_cai|#_cai|cai_kia|cai_do|ban_kia|ban_cu
-chi|can|dang|toan|bo bo [giup|cai|ban|cai_ban|di|cho|ho|em|cac]* @report|ban_do|tin_do !moi
xin|cho|de_nghi|muon|nho .. rut|huy|thu_hoi|xoa !kinh_nghiem !khoi
rut_lai|tam_rut|xin_rut|cho_rut|rut_ve !kinh_nghiem !khoi
khong|dung|khoi [phai|co]* tinh|ghi|lay|dung|luu|ghi_nhan .. @report|so_do|so_kia|cai_do|ban_do|lan_do|tin_do
khong|dung|khoi tinh .. cai|lan|vua_roi|luc_nay|hom_qua
nhan|@sent nham|lon nhom|don_vi|nguoi|chi_bo|cho|bai|roi|dia_chi|phan|cua|so|sang !lieu !dang !nguoi_roi
nhan|@sent nham|lon [@report|ban|bai]* roi|cua|cho|sang
coi|xem nhu .. chua|khong bao_cao|gui|co|nhan
coi|xem nhu bo|huy|khong_co|khong_tinh
@report .. cua chi_bo|don_vi|to|thon|chi_doan khac|ben_canh|ban
@report .. khong_phai cua|chi_bo
bo_qua|bo_di|mien_tinh .. @report|ban
gui|bao|bao_cao|nhan|tin|ban thu|thu_thoi|thu_nghiem !hoach !tu
@report|cai|tin|so ... sai|nham ... bo|huy|xoa nhe|di|giup|ho|cho
xin|nho|de_nghi bo_di|bo_qua|huy_di|xoa_di
@report ... xin|cho|de_nghi|nho bo_qua|bo_di|huy|rut|xoa
""")

CHANGES_ROLE = _listed("""
-neu thoi|het|khong_con|khong_phai|khong_lam|khong_giu|nghi|roi|xin_thoi|xin_nghi
    [giu|lam|la|chuc|chuc_vu|dam_nhan|nhiem_vu]* @secretary
@me khong|thoi|het|nghi [lam|con|giu|la]* cong_tac_dang|phu_trach|chi_uy|cap_uy
@me thoi_lam|het_lam|nghi_lam|thoi_giu|thoi_chuc|thoi_phu_trach|khong_giu|da_nghi|da_thoi|da_chuyen !duoc
    !hoc !hop
thoi_chuc|het_nhiem_ky|mien_nhiem|khong_trung_cu|khong_tai_cu|khong_tham_gia_cap_uy|khong_lam_nua|
    khong_phu_trach
@me [da|vua|moi|duoc|sap]* nghi_huu|nghi_che_do|chuyen_cong_tac|ve_huu|chuyen_don_vi|chuyen_sinh_hoat|
    nghi_viec|chuyen_di|chuyen_sang|dieu_dong|luan_chuyen
nghi_huu|ve_huu roi|tu|theo
-vang|nghi da|vua|moi|duoc chuyen_cong_tac|nghi_huu|ve_huu|luan_chuyen|dieu_dong|chuyen_don_vi|nghi_che_do|
    thoi_viec|tu_tran
@someone .. chuyen_cong_tac|nghi_huu|luan_chuyen|dieu_dong|tu_tran|qua_doi roi|chua_co|tu|tuan|thang|hom
-bau @secretary moi|cu|khac|hien_nay !hoc !hop !truyen_dat
@secretary [gio|hien|nay|bay_gio|hien_tai|moi|bay_h]* la !nguoi !nguoi_truyen_dat
@secretary [cu|dong_chi|da|vua|moi]* chuyen|nghi_huu|nghi_che_do|mat|tu_tran|luan_chuyen|dieu_dong|ve_huu|
    ve_tinh|ve_huyen|thoi_giu|qua_doi|di_hoc_dai_han
la|moi_la|lam|giu|len|nhan @secretary [chi_bo|moi]* thay|roi|tu|ke_nhiem|nhe
@someone .. lam|giu_chuc|len_lam|nhan @secretary
@me khong_con sinh_hoat|o|thuoc|cong_tac|lien_quan
@me .. len|ve|sang|chuyen .. cong_tac|nhan_cong_tac|lam_viec tu|roi
chi_bo|dang_uy giao|phan_cong|cu @someone
@me tiep_nhan|tiep_quan|nhan_viec|nhan_ban_giao
@secretary .. di chua_benh|dieu_tri|hoc|vien dai_ngay|dai_han|lau_ngay
de_nghi|xin|nho|tu_nay gui|nhan|lien_he|chuyen|nhan_tin [tin|tin_nhan]* cho|voi|sang @someone
moi la @secretary
chuyen|doi|thay dau_moi|nguoi_lien_he ... cho|sang|la
@me tam|dang_tam|tam_thoi phu_trach|dieu_hanh|quan_ly
gio|bay_gio|hien|hien_nay|nay @someone + lam|dam_nhan|phu_trach >
chi la pho|pho_bi_thu
doi|thay|thay_doi nguoi bao_cao|phu_trach|lien_he|nhan_tin|theo_doi
chong|vo|bo|cha|me|bo_toi|ong_nha .. mat|qua_doi roi
doi|thay|thay_doi|cap_nhat_lai|cap_nhat [nguoi]* @secretary !bao_cao !gui !nhan
doi|thay|thay_doi|cap_nhat_lai|cap_nhat [nguoi]* dau_moi|can_bo_phu_trach|nguoi_phu_trach|nguoi_lien_he|
    nguoi_nhan_tin|so_dien_thoai|so_lien_he
thay|the|thay_the|thay_cho @me [dam_nhan|lam|phu_trach|giu|la]* !la !rang !co !he !kho
pho_bi_thu thay|tam_thay|phu_trach_thay|phu_trach_chi_bo|tam_quyen
@me thay|tam_thay|se_thay @someone|cho|bi_thu|lam
@me phu_trach_thay|phu_trach_chi_bo|tam_quyen|quyen_bi_thu
bau|bau_lam|dam_nhan|phu_trach|nhan_chuc|quyen [chuc|nhiem_vu|chuc_vu]* @secretary
kien_toan|ban_giao|sap_nhap [chi_uy|bi_thu|chuc_danh|cong_viec|nhiem_vu|chuc_bi_thu|lai|cho|xong|roi]
@me [vua|moi|duoc|da]* nhan|nhan_nhiem_vu|duoc_bau|bau|tiep_quan|duoc_phan_cong|dam_nhiem|duoc_chi_dinh|
    nhan_chuc|len .. @secretary
@me [moi|vua|chi|hien]* la @secretary moi
@me la .. @secretary|cap_uy|chi_uy_vien|nguoi .. phu_trach|moi|thay|tam_thoi|tam_quyen
@me khong_phai @secretary|nguoi_phu_trach
phu_trach_thay|lam_thay|tiep_nhan_thay|nhan_thay|nguoi_moi_la|nguoi_phu_trach_moi|nguoi_khac_phu_trach|
    nguoi_khac_lam
chua_co nguoi_thay
tu_nay|tu_gio|tu_thang|tu_hom_nay|lan_sau|ke_tu_nay|tu_bay_gio ... lien_he|gui|nhan|nhan_tin|nhac|goi ..
    cho|so|vao|qua|sang|@someone
lien_he|nhan|nhan_tin [tin]* cho|voi @someone
lien_he @someone
chuyen|chuyen_sang|chuyen_cho [dau_moi|cho|sang]* @someone ... phu_trach|theo_doi|lam_bi_thu
so_nay|so_dien_thoai_nay|may_nay|tin_nay .. khong_phai|khong_con|cua
@someone ... lam|giu|la|len|nhan @secretary roi|moi|thay|tu|tu_nay|tu_thang
gio|hien|hien_nay|bay_gio|tu_thang ... lam|la|giu|phu_trach .. @secretary
gio|hien|nay|hien_nay|bay_gio ... @secretary phu_trach|thay|lam_thay|tam_quyen
-vang|dong @someone|bi_thu .. mat|qua_doi roi|hom|thang|dot_ngot
""")

COMPLAINS = _listed("""
// reminded too much
@remind|gui|bao|hoi ... @excess !duoc
@remind|gui|bao|hoi gi ma ... the|vay|lam|nhieu
@remind|hoi|bao di @remind|hoi|bao lai
@remind gi @remind|ma
-co dung|thoi|khoi|ngung|khong|bot [co|phai]* @remind|gui|lam_phien|gui_tin [tin]*
    @me|nua|luc|vao|ban_dem|nhieu|lam_gi
suot_ngay|ca_ngay|toi_ngay|ngay_nao|gio_nao|luc_nao|hom_nao|tuan_nao|sang_nao|toi_nao [cung]*
    @remind|bao_cao|bao|tin|tin_nhan|hoi|gui|doi
moi_ngay|mot_ngay may|may_lan|may_tin|bao_nhieu|ba_bon
lan_thu_#|lan_thu|may_lan|bao_nhieu_lan|nhieu_lan|#_lan roi ... van|cu|con|sao|ma|day
cu|van|con [bi]* nhac|nhac_hoai|bao_chua|hoi_hoai|nhan_hoai|bao_la_chua|bat|nhac_nho|giuc
-khong gioi|chi_gioi|chi_biet giuc|nhac|doi|hoi|bat
giuc_gia|giuc_hoai|giuc_mai|giuc_suot|thuc_giuc
// reported and reminded all the same
-chua @sent|nop|lam ... roi|xong|day_du|tu_lau ma|sao|the_ma|van|con|cu|ma_sao ...
    nhac|hoi|chua|doi|nhan|hoai|bao|khong|neu_ten|beu_ten|bi
-chua da|moi|vua [@sent|lam]* roi|xong ... ma|sao|the_ma|van ... nhac|hoi|doi|bao_chua|chua|nhan
@sent ... ma ... van|con|cu|lai|bi nhac|hoi|doi|bao|nhan|bi|chua|beu_ten|neu_ten
@sent [roi|xong] ma van|con|cu|lai|sao
@sent roi con|lai nhac|hoi|doi|bao
@sent xong tu_lau|tu_doi
sao|tai_sao|vi_sao|co_sao ... cu|van|hoai|mai|chua_ghi|khong_ghi|nhac_hoai|lai_nhac|con_nhac
-cua la_sao|la_the_nao >
@sent roi ma >
@sent .. #_lan|may_lan|nhieu_lan roi
@sent roi .. dung|khoi|thoi @remind|hoi
sao|tai_sao|vi_sao [lai|cu|cac_anh|ban|he_thong|may|cac_dong_chi|dong_chi|phai|toan]* @remind
chua den_han|toi_han ma ... nhac|giuc|nhan
gio_nay|khuya|nua_dem|dem_roi ... @remind
con @remind|nhan_tin ha|sao
bao_gio moi thoi|ngung|het
tin_nhan ... cu|lien_tuc|suot|reo
bat|doi|yeu_cau .. bao_cao [toi|cho|den]* #|may|nhieu noi|cho|ban|kieu|mau|lan
co_so|chi_bo|don_vi|cap_duoi|chung_toi kho|cuc|met|vat_va qua|lam|the
qua_nhieu|nhieu_qua .. bao_cao|tin|thu_tuc|van_ban
tat [cai|cac|bot|giup|may]* tin|tin_nhan|bot|thong_bao|nhac
toan nhac|nhan|gui nham|sai|linh_tinh|lung_tung
hanh_chinh_hoa|quan_lieu_hoa|giay_to_hoa
may_moc .. thi chiu|thua
xoa .. so .. khoi
khong .. dong_y|dong_tinh|chap_nhan|tan_thanh|phuc !hoc
khong [them]* tra_loi|bao_cao|lam|hop_tac nua
// how it feels
kho_qua|gom_qua|ngan_qua|ngao_ngan|kho_the|ngan_ngam|chan_ghe|tuc_minh|bo_tay
hanh dan|nhau|ha|chinh_nhau|xac|ca_dan
lam_kho|gay_kho|lam_tinh_lam_toi|danh_do|vo_bo|ngoi_mat
phien|phien_phuc|phien_ha|phien_qua|phien_lam|lam_phien|buc|buc_minh|buc_xuc|kho_chiu|met_moi|dau_dau|
    nan_qua|chan_qua|chan_lam|chan_that|ruom_ra|quay_ray|quay_roi|ap_luc
qua_dang !bo !vien !uy !hoc !trong
vo_ly|vo_duyen|mat_lich_su|bat_cap|bat_tien|khong_hop_ly|that_vong|khong_hai_long|khong_dong_tinh|nhieu_khe|
    hanh_ha|hanh_nhau
-khong|dam hinh_thuc|hanh_chinh|may_moc|quan_lieu qua|lam|vua_thoi
cach_lam|kieu_lam|lam_viec|cach_nhac ... hinh_thuc|quan_lieu|may_moc|kieu|gi|the_nay
-khong|khong_dam|dau_dam|dau|khac phan_nan|phe_binh|gop_y|phan_anh|khieu_nai|phan_doi|y_kien_voi
rut_kinh_nghiem|chan_chinh|xem_lai_cach|xem_lai_gio|coi_lai_cach
khong_hieu noi|sao|kieu
thai_do|mat_thoi_gian|ton_thoi_gian|qua_tai|nua_dem|khong_ngu_duoc|dem_hom|tinh_mo|gio_nghi|ban_dem
ai|ai_ma|lam_sao [ma|co]* chiu|lam|ngu|co_thoi_gian|kip|noi|chiu_noi|lam_noi|ngu_duoc|chiu_duoc
    !chu_tri !bi_thu !bao_cao_vien !thu_ky !chu_toa
khong|co de ... nghi|yen|tho
ngay_nghi|cuoi_tuan|ngay_le|chu_nhat|tet cung @remind|gui|doi
cung khong tha|buong_tha|cho_nghi|de_yen|yen
lam_an|lam_viec the|gi|kieu|chan|nhu_the
lam|nhac|nhan|bao_cao|an_noi [an|viec]* kieu_gi
gi_ma|viec_gi_lam
dau_co ranh|thoi_gian
// the machine
bot|cai_may|may_nay|phan_mem|he_thong|app|ung_dung|tin_nhan_tu_dong ...
    te|loi_suot|loi_hoai|kem|ngu|nham_lung_tung|vo_tich_su|kho_dung|roi_ram|phien|dien|gi_ma|cham|hoai|
    dang_ghet|khong_nhan|khong_ghi
he_thong|bot|may_nay|cai_may|phan_mem|app [cua|nay|bi|lai|cac_dong_chi]*
    loi|hong|sai|bao_sai|ghi_sai|tinh_sai|treo !chinh_ta
""")

STOPS_REMINDERS = _listed("""
dung|thoi|khoi [co]* spam|lam_phien
-co dung|thoi|khoi|ngung|bot [co|phai]* @remind|gui|lam_phien|gui_tin|hoi [tin]*
    @me|nua|luc|vao|ban_dem|nhieu|lam_gi
khong [can|phai]* @remind|gui_tin nua|toi_nua|em_nua
de_nghi|xin|lam_on thoi|dung|ngung|khong|khoi >
de_nghi|xin|lam_on khong|dung|thoi|ngung @remind|gui|lam_phien
""")

WANTS_MORE_TIME = _listed("""
gia_han|ra_han|noi_han|khat_han|lui_han|gian_han|keo_dai_han|keo_dai_thoi_han
xin|xin_phep|de_nghi|mong|cho|kinh_mong ... lui|khat|gia_han|keo_dai|hoan_lai !nguoi
xin|xin_phep|cho|de_nghi|mong|nho [cho|duoc|phep|@you|@me|@unit|bao_cao|nop|gui|hoc|to_chuc|viec|btg|
    tuyen_giao]* lui|hoan|khat|keo_dai|lui_lai|doi_lai|no_lai|no|doi|tam_hoan !tre_roi
xin|cho|de_nghi|mong ... nop|gui|bao_cao .. cham|muon|tre|sau_han|sau_ngay|sau_khi
xin|cho|cho_phep|de_nghi|mong [cho|duoc|phep|@you|@me|@unit]* nop|gui|bao_cao|hoc|to_chuc|bao
    sau|cham|muon|tre|sau_han|cham_hon|qua_han|cham_lai|bu|muon_hon|sau_ngay !thang !quy !hoi
xin|xin_phep|cho [cho|duoc|phep|@you|@me|@unit|bao_cao|nop]* cham|muon|tre|sau_han|tri_hoan !tre_roi
xin|cho [cho|duoc|phep|@you|@me|@unit]* them .. @while_ !nguoi
xin|cho|mong [cho|duoc|phep|@you|@me|@unit]* vai|may|it|#|thoi_gian [them]* @while_|them|nua [nua|them]
cho|cho_phep [@me|@unit] thoi_gian them|nua
xin [@you] cho ... lui|hoan|khat|cham|muon|gia_han|them
cho|cho_phep|xin [cho|duoc|phep|@me|@unit|@you]* bao_cao|nop|gui [bao_cao]
    vao|den|sang|ngay|thu|tuan|dau|mai|hom|trong
xin|de_nghi|cho_phep|mong !bao_cao !phep_bao_cao ... to_chuc|hoc|hop|bao_cao|nop|gui|quan_triet ...
    sang|qua thang|tuan|quy|dau|ngay|#
tuan_sau|mai|ngay_mai|thang_sau|hom_sau|dau_tuan_sau [@me|@unit|moi|se]* bao_cao|nop|gui [sau|lai|bu]*
    duoc_khong|co_duoc|nhe|duoc_chu|co_sao|co_kip
@unit|@me ... tuan_sau|mai|ngay_mai|thang_sau|hom_sau .. bao_cao|nop|gui
    duoc_khong|co_duoc|nhe|duoc_chu|co_sao
lui|day|keo|dieu_chinh [lai]* han|thoi_han|thoi_gian|ngay_nop|han_nop|thoi_diem_nop|thoi_gian_bao_cao|
    ngay_bao_cao
dieu_chinh|doi|thay_doi thoi_gian|ngay|lich|thoi_diem bao_cao|nop
lui|hoan|khat [bao_cao|nop|lai|ngay_nop|viec_nop|gui]* den|sang|toi|sau|lai|vai|may|it|them|cho !nam
-da|bi|phai|tam hoan [viec|thoi_han]* nop|bao_cao|han
cho [@me|@unit]* hen sang|den|toi|lai|may|vai|it
khong_kip|chua_kip|kho_kip ... xin|cho|de_nghi|mong
cho_phep [@me|@unit]* hoc|hoc_bu|bao_cao|hop ... sau
tre|cham|muon|qua han ... duoc_khong|co_duoc|co_sao
tre|cham|muon [lai|hon|them]* #|mot|may|vai|it @while_|tuan|ngay|hom ... duoc_khong|co_duoc|co_sao
thu_thu|cham_chuoc|chau_chuoc
thong_cam [cho|giup]* .. nop|them|may|vai|lui|cham
nop|bao_cao|gui muon|cham|tre|sau_han [hon|lai|mot]* #|may|vai|it|chut @while_ [duoc]
nop|bao_cao|gui muon|cham|tre [hon|lai|mot]* may|vai|it|chut|hon duoc|co
de|cho [den|toi|sang] ... nop|bao_cao|gui co_duoc|duoc_khong|co_sao
xin|cho [@me|@unit]* mai|mot|hom_sau|chieu_mai|toi_mai|chieu|toi gui|nop|bao_cao|bao
xin_den|xin_toi|xin_sang|khat_den|khat_lai
""")
