"""The words that tell what a number of people counts: who came, of how many, who was missing, who else came."""

from dataclasses import dataclass

from domain.parsing.word_lists import phrases

ATTENDED, TOTAL, ABSENT = "attended", "total", "absent"
NON_PARTY, MEMBERS = "non_party", "members"
PARTY = "party"
BOTH, AHEAD, BACK = "both", "ahead", "back"
EXCUSED, UNEXCUSED = "excused", "unexcused"
LONGEST_CUE = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """What words beside a number make of it.

    Attributes:
        role: the field it fills; empty for words that only look like a cue.
        reaches: `AHEAD` to the number that follows only, `BACK` to the one before only, else `BOTH`.
        is_weak: whether any other cue of the same number outweighs it.
        reason: of absent members, why; or `EXCUSED`, `UNEXCUSED`.
    """

    role: str
    reaches: str = BOTH
    is_weak: bool = False
    reason: str = ""


def _cues(
    role: str, listed: str, reaches: str = BOTH, *, is_weak: bool = False, reason: str = ""
) -> dict[str, Cue]:
    return {phrase: Cue(role, reaches, is_weak, reason) for phrase in phrases(listed)}


CUES: dict[str, Cue] = {
    **_cues(
        ATTENDED,
        """
        du, du hoc, du hop, du hoi nghi, tham du, tham gia, tham gia hoc, tham gia hoc tap, co mat, hien dien,
        den du, den hoc, den hop, di hoc, di hop, di du, du day du, tham gia day du, co mat day du, ngoi,
        duoc hoc, duoc hoc tap, da hoc, da hop, hoc xong, da hoc xong, duoc quan triet, da duoc hoc, da du,
        hoc duoc, hop duoc, du nghe, den lop, len lop, toi du, toi hoc, vao hoc, vao phong, dang nhap,
        theo doi, du truc tiep
        """,
    ),
    **_cues(
        ATTENDED,
        """
        hoc, hop, hoc tap, quan triet, quan triet cho, trien khai cho, to chuc cho, nghe,
        den, ve du, du so, pho bien cho, mo lop cho, hoc du
        """,
        is_weak=True,
    ),
    **_cues(
        ATTENDED,
        """
        hoc co, hop co, du co, lop co, lop hoc co, buoi hoc co, hoi nghi co, co mat co, day du, thuc hoc,
        thuc te, thuc te hoc, thuc du, thuc te co, thuc te du, so hoc, so nguoi hoc, so du,
        so du hoc, so dang vien du, so co mat, con lai, chi con, so dang vien hoc, so luong tham gia
        """,
        AHEAD,
    ),
    **_cues(ATTENDED, "duoc, dat, di, chi co, thu hut, huy dong, dat duoc", AHEAD, is_weak=True),
    **_cues(
        TOTAL,
        """
        tong so, tong cong, si so, quan so, bien che, danh sach, ca chi bo,
        toan dang bo, ca dang bo, toan don vi, tren, tren tong, tren tong so, trong tong, trong tong so,
        tong so dang vien, tong dang vien, trong so, so phai hoc, so trieu tap, trieu tap,
        can hoc, dien phai hoc, tong cong co, tong so co, hien co, tong quan so, toan the,
        so luong dang vien, chi bo hien co, so dang vien hien co, dang vien hien co
        """,
        AHEAD,
    ),
    **_cues(TOTAL, "tong, toan chi bo, theo danh sach, duoc trieu tap, phai hoc"),
    **_cues(TOTAL, "co, gom, gom co, la, trong", AHEAD, is_weak=True),
    **_cues(
        TOTAL,
        """
        trong danh sach, dang sinh hoat, tham gia sinh hoat, co ten, phai du
        """,
        BACK,
    ),
    **_cues(TOTAL, "trong chi bo, cua chi bo", BACK, is_weak=True),
    **_cues(
        ABSENT,
        """
        vang, vang mat, nghi, nghi hoc, nghi hop, thieu, khong du, khong du duoc, khong hoc, khong hoc duoc,
        khong tham gia, khong tham gia duoc, khong tham du, khong den, khong den duoc, khong co mat,
        khong di, khong di duoc, chua hoc, chua hoc duoc, chua du, chua du duoc, chua tham gia, chua den,
        xin phep, xin nghi, xin vang, con thieu, vang hoc, khong the du, khong the tham gia, khong the hoc,
        khong ve duoc, chua ve, chua ve duoc, khong ve, khong tham du duoc, bi vang, vang hop,
        hoc sau, se hoc bu, se hoc sau, hoc bu sau, chua duoc hoc, so vang, so nguoi vang,
        so dang vien vang, khong the den
        """,
    ),
    **_cues(
        ABSENT,
        "co ly do, co ly do chinh dang, co phep, ly do chinh dang, duoc phep, co xin phep, phep",
        reason=EXCUSED,
    ),
    **_cues(
        ABSENT,
        "khong ly do, khong co ly do, khong phep, khong co phep, khong xin phep, chua ro ly do, khong ro ly do, khong biet ly do, chua co ly do",
        reason=UNEXCUSED,
    ),
    # "vắng anh Phúc" tells nothing of the number before it.
    **{
        f"{word} {who}": Cue("")
        for word in ("vang", "vang mat", "thieu", "nghi")
        for who in (
            "anh",
            "chi",
            "ong",
            "ba",
            "bac",
            "co",
            "chu",
            "thay",
            "may",
            "cac",
            "mot",
            "dong chi",
            "minh",
            "em",
        )
        if (word, who) not in (("vang", "co"), ("nghi", "co"), ("nghi", "ba"), ("vang mat", "co"))
    },
    **_cues(
        "",
        """
        tong so luot, tong luot, so luot, trong do, trong khi, trong thang, trong ngay, trong buoi,
        trong tuan, du bi, du kien, du tinh, du dinh, du thao, du an, du phong, hoc vien, hoc sinh, hoc ky,
        nghi quyet,
        nghi huu, nghi dinh, nghi viec, den nay, den het, den gio, den ngay, co so, co quan, co ban,
        hop tac xa,
        hop dong, thieu tai lieu, duoc biet, di lam, di xa, co the, hop le, nghi le, nghi he, nghi trua,
        hoi nghi, de nghi, kien nghi, nghi thuc, den tu, hoc bu, hoc nghi quyet, hoc hanh, tren day,
        tren dia ban, tren nen, tren xa, tren huyen
        """,
    ),
}
# In this order the longest stand first.
PEOPLE = phrases(
    """
    dong chi dang vien chinh thuc, dong chi dang vien, can bo va dang vien, can bo dang vien, can bo chien si,
    can bo giao vien, can bo cong chuc, dang vien chinh thuc, chinh thuc, can bo, dang vien, dong chi,
    nguoi, dai bieu,
    thanh vien, luot dang vien, luot nguoi, luot dong chi, anh em, chien si, giao vien, cong chuc, vien chuc,
    hoc vien, luot, ban, vi
    """
)
GUESTS = phrases(
    """
    quan chung uu tu, quan chung cam tinh dang, quan chung cam tinh, quan chung tich cuc, quan chung,
    doi tuong ket nap dang, doi tuong ket nap, doi tuong cam tinh dang, doi tuong dang, doi tuong,
    cam tinh dang, cam tinh, dai bieu khach moi, khach moi, khach, nguoi dan, nhan dan, nguoi ngoai dang,
    can bo ngoai dang, can bo khong phai dang vien, nguoi khong phai dang vien, giao vien ngoai dang,
    giao vien chua vao dang, nguoi chua vao dang, can bo chua vao dang, cong chuc ngoai dang, ngoai dang,
    ba con, dan
    """
)
MASS_MEMBERS = phrases(
    """
    hoi vien cuu chien binh, hoi vien hoi cuu chien binh, hoi vien nong dan, hoi vien phu nu, hoi vien ccb,
    hoi vien, doan vien thanh nien, doan vien cong doan, doan vien, thanh nien, cong doan vien, to vien
    """
)
# A number with one of these counts no people.
THINGS = phrases(
    """
    buoi, hom, dot, lop, gio, phut, lan, tiet, chuyen de, chuyen, diem, diem cau, cau hoi, thang, nam, to,
    thon, xom, h, p,
    g, bai, noi dung, nghi quyet, tai lieu, y kien, y, xa, huyen, tinh, ho, gia dinh, may, trieu, km,
    tieng, cuon, quyen,
    trang, phong, muc, phan, m, met, tuan, quy, hoi truong, chuong, loa, bai thu hoach, thu hoach, clip,
    anh, file,
    tep, hinh anh, phieu, cum, chi bo, dang bo, chi doan, chi hoi, ca, nghin, ngan, tang, so, ban
    """
)
# "khoảng 40", "hơn 20": no figure that a clerk would write down.
ABOUT = frozenset(
    [
        "quanh",
        "khoang",
        "hon",
        "gan",
        "tam",
        "chung",
        "xap",
        "xi",
        "nhu",
        "ngot",
        "uoc",
        "ngoai",
        "duoi",
        "loanh",
        "quanh",
        "it",
        "suyt",
    ]
)
