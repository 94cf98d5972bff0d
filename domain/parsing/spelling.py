"""From how secretaries type to one plain spelling: abbreviations, figures in words, slips of the finger."""

import re

from domain.parsing import word_lists
from domain.parsing.line import Line, Token, plain_and_composed
from domain.parsing.number_words import with_figures
from domain.parsing.syllables import meant_word

_TOKEN = re.compile(
    r"(?P<gap>\s*)(?P<text>d\s?/\s?c\b|b/c\b|h\.\s?(?:nay|qua)\b|tr\.\s?(?:tiep|tuyen)\b|d\.v\b|d\.c\b|q\.c\b"
    r"|\d{1,3}(?:\.\d{3})+(?!\d|\.\d)|\d+|[^\W\d_]+|\S)"
)
_SHORT_FORMS = {
    "dv": "dang vien", "d.v": "dang vien", "dvien": "dang vien", "dvi": "don vi", "dvs": "dang vien",
    "cbdv": "can bo dang vien", "hv": "hoi vien", "dvtn": "doan vien", "d.c": "dong chi", "dcs": "dong chi",
    "qc": "quan chung", "q.c": "quan chung", "ko": "khong", "kg": "khong", "khg": "khong", "hok": "khong",
    "kong": "khong", "khong": "khong", "hong": "hong", "cb": "chi bo", "chibo": "chi bo", "db": "dang bo",
    "pbt": "pho bi thu", "bt": "bi thu", "bc": "bao cao", "b/c": "bao cao", "bcv": "bao cao vien",
    "hnay": "hom nay", "h.nay": "hom nay", "hqua": "hom qua", "h.qua": "hom qua", "hqa": "hom qua",
    "homqua": "hom qua", "homnay": "hom nay", "trtiep": "truc tiep", "ttiep": "truc tiep",
    "tr.tiep": "truc tiep", "tructiep": "truc tiep", "ttuyen": "truc tuyen", "tr.tuyen": "truc tuyen",
    "tructuyen": "truc tuyen", "onl": "online", "off": "offline", "ofline": "offline", "onlile": "online",
    "dongchi": "dong chi", "dangvien": "dang vien", "r": "roi", "rui": "roi", "rui2": "roi", "oi": "oi",
    "ng": "nguoi", "nguoi": "nguoi", "ntn": "nhu the nao", "vs": "voi", "lm": "lam", "lv": "lam viec",
    "tgia": "tham gia", "tdu": "tham du", "mng": "moi nguoi", "kk": "kho khan", "dn": "de nghi",
    "ubnd": "uy ban", "nvh": "nha van hoa", "nhvh": "nha van hoa", "cn": "chu nhat", "bgio": "bao gio",
    "bh": "bao gio", "j": "gi", "ji": "gi", "z": "vay", "thui": "thoi", "okie": "ok", "oke": "ok",
    "okela": "ok", "okay": "ok", "uh": "vang", "tks": "cam on", "thanks": "cam on", "thank": "cam on",
    "vg": "vang", "nv": "nhiem vu", "ct": "chuong trinh", "gg": "google", "hum": "hom",
    "hc": "hoc",
}  # fmt: skip


# Words that only their diacritics tell from others: each becomes a plain word that means the same.
_TOLD_BY_MARKS = {
    "ảnh": "hinh", "vâng": "ok", "dạ": "thua", "mãi": "hoai", "đăng": "up", "tải": "up", "chờ": "ngong",
    "nghĩ": "tuong", "hổng": "khong", "hông": "khong", "hem": "khong", "chớ": "chu", "tôi": "minh", "đủ": "day du", "hãy": "xin", "chữa": "sua", "chùa": "mieu", "đình": "mieu", "chợ": "mieu", "vàng": "hoang",
}  # fmt: skip
# At the end of a clause these ask.
_ASKING = frozenset(["à", "hả", "nhỉ", "chứ", "hở", "ư", "hử"])
_DASHES = word_lists.words("- – —")
_BEFORE_RANGE = word_lists.words("tu ngay hom hoc hop buoi lop dot trong khai - / .")
_OF_A_DAY = word_lists.words("/ . - thang")
LAST_DAY = 31
_OTHER_TAP = word_lists.words("trung the huan doan quan")
_NUMBERED = word_lists.words("dot lop buoi lan ca")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
# "TS 33", "QS: 25", "SS dv 40": how many there are.
_ALL_OF_THEM = {
    "ts": "tong so",
    "tso": "tong so",
    "tsdv": "tong so dang vien",
    "qs": "quan so",
    "ss": "si so",
}
# "sáng ni", "bữa ni": how the Centre says "nay".
_THIS = word_lists.words("sang trua chieu toi hom bua tuan thang dem")
FEWEST_OF_A_CELL = 10
_MISSING = word_lists.words("vang nghi thieu")
_BEFORE_FIGURE = word_lists.words(": = - la dang dv dvien dc d/c dong co")
_FULL_COMRADE = re.compile(r"d\s?/\s?c")
# "đc" is "đồng chí" after a number and before an office or a name, "được" after what one does.
_WORDS_OF_DOING = word_lists.words(
    """
    hoc hop nhan lam chua to chuc hien khai xong biet xem gui doc den thanh xin gap bao con mo dinh
    """
)
_BEFORE_COMRADE = word_lists.words(
    """
    cac cho nhieu may gui con vang co thieu nho bao la do voi boi cua va thay moi nghi kinh em vai tung so
    """
)
_AFTER_COMRADE = word_lists.words(
    """
    bi pho bt pbt chi chu nguyen tran le pham hoang vu vo dang bui do ho ngo oi a
    """
)
_NO_AFTER = word_lists.words(
    """
    phai co hoc hop the duoc dc can biet thay du vang ai tham dung
    """
)


_DOUBLED_MARK = re.compile(r"([à-ỹ])\1")


def spell_out(text: str) -> Line:
    """The reply in plain spelling; the quotes of the line are the original words."""
    original, plain = plain_and_composed(text)
    tokens = [
        Token(
            _restored(match["text"], original[match.start("text") : match.end("text")]),
            match.start("text"),
            match.end("text"),
            _gap(match["gap"]),
        )
        for match in _TOKEN.finditer(plain)
    ]
    tokens = with_figures(tokens, original)
    _separate(tokens)
    _expand(tokens, original)
    return Line(original, _with_one_word_for_study(tokens))


def _restored(word: str, written: str) -> str:
    # No Vietnamese word has the same marked vowel twice: `tổổng` is `tổng` typed with a slip.
    doubled = _DOUBLED_MARK.search(written.lower()) if len(written) == len(word) else None
    if doubled:
        word = word[: doubled.start()] + word[doubled.start() + 1 :]
    return word if word in _SHORT_FORMS or len(word) < 4 else meant_word(word)


def _gap(blanks: str) -> str:
    if not blanks:
        return ""
    return "\n" if "\n" in blanks else " "


def _separate(tokens: list[Token]) -> None:
    """`15/6 - 30/31 đảng viên - trực tiếp`: a dash with blanks around it ends a clause, but not in `15 - 17/6`."""
    for at in range(1, len(tokens) - 1):
        token, following = tokens[at], tokens[at + 1]
        if token.text not in _DASHES or not token.gap or not following.gap:
            continue
        after = tokens[at + 2].text if at + 2 < len(tokens) else ""
        begins_range = tokens[at - 1].text[:1].isdigit() and (at < 2 or tokens[at - 2].text in _BEFORE_RANGE)
        is_range = begins_range and _is_day(following.text) and after in _OF_A_DAY
        if not is_range:
            token.text = ";"


def _with_one_word_for_study(tokens: list[Token]) -> list[Token]:
    """`học tập` is `học`; `học tập trung` is not."""
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if token.text == "tap" and kept and kept[-1].text == "hoc" and after not in _OTHER_TAP:
            kept[-1].end = token.end
        else:
            kept.append(token)
    return kept


def _is_day(word: str) -> bool:
    return word.isdigit() and len(word) <= 2 and 1 <= int(word) <= LAST_DAY


def _expand(tokens: list[Token], original: str) -> None:
    texts = [token.text for token in tokens]
    for at, token in enumerate(tokens):
        word = token.text
        before = texts[at - 1] if at else ""
        after = texts[at + 1] if at + 1 < len(texts) else ""
        if word[0].isdigit():
            token.text = word.replace(".", "")
            if before[-1:].isalpha() and not token.gap:
                token.gap = " "
            continue
        if before[-1:].isdigit() and not token.gap and word[0].isalpha():
            token.gap = " "
        if word == "ts" and _is_at_childbed(texts[max(0, at - 6) : at], after):
            token.text = "thai san"
            continue
        token.text = _told_by_marks(original, token, before, after) or _expanded(
            word, before, after, original, token
        )


def _is_at_childbed(before: list[str], after: str) -> bool:
    """`vắng 2 (1 TS, 1 ốm)`; but `dự 31 TS 33`, `vắng 2 TS 33`."""
    if _MISSING.isdisjoint(before):
        return False
    is_beside = before[-1][-1:].isdigit() or before[-1] in ("vang", "nghi", "do", "vi", "(")
    is_total = after.isdigit() and int(after) >= FEWEST_OF_A_CELL
    return is_beside and not is_total


def _told_by_marks(original: str, token: Token, before: str, after: str) -> str:
    written = original[token.start : token.end].lower()
    if written in _ASKING:
        return "" if before in ("", ",") or after[:1].isalnum() else "ha"
    if written == "mốt":
        return "ngay kia" if before in ("", ",", ".", "ok", "thua") else ""
    if before in ("chung", "day", "dong", "gia"):
        # "chúng tôi", "đầy đủ", "đông đủ", "gia đình" are plain enough.
        return ""
    return _TOLD_BY_MARKS.get(written, "")


def _expanded(word: str, before: str, after: str, original: str, token: Token) -> str:
    if _FULL_COMRADE.fullmatch(word):
        return "dong chi"
    if before in ("/", "-") and not token.gap:
        return word
    if word == "dc":
        return _comrade_or_able(before, after, original[token.start : token.end])
    if word in ("k", "kh", "hk"):
        is_unit = before[-1:].isdigit() and token.gap != " "
        is_no = (after in _NO_AFTER or word == "k") and not is_unit
        return "khong" if is_no else word
    if word in _ALL_OF_THEM and (after[:1].isdigit() or after in _BEFORE_FIGURE):
        return _ALL_OF_THEM[word]
    if before in _NUMBERED and word in _ROMAN:
        return _ROMAN[word]
    if word == "bc" and before in ("da", "xin", "em"):
        return "bao cao"
    if word == "d" and before[-1:].isdigit() and after in ("/",):
        return word
    return _of_a_day(word, before, after) or _SHORT_FORMS.get(word) or meant_word(word)


def _of_a_day(word: str, before: str, after: str) -> str:
    """`mồng 1 tháng 7` hopes nothing; `sáng ni` is `sáng nay`."""
    if word == "mong" and after[:1].isdigit():
        return "mung"
    return "nay" if word == "ni" and before in _THIS else ""


def _comrade_or_able(before: str, after: str, original: str) -> str:
    if before[-1:].isdigit() or before in _BEFORE_COMRADE or after in _AFTER_COMRADE:
        return "duoc" if before in _WORDS_OF_DOING and not before[-1:].isdigit() else "dong chi"
    if before in _WORDS_OF_DOING or after[:1].isdigit():
        return "duoc"
    return "dong chi" if not before else "duoc"
