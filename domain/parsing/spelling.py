"""From how secretaries type to one plain spelling: abbreviations, figures in words, slips of the finger."""

import re

from domain.parsing.line import Line, Token, plain_and_composed
from domain.parsing.numbers import LINKS, NUMBER_WORDS, ONES, SCALES, read_words
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
    "vg": "vang", "nv": "nhiem vu", "ct": "chuong trinh", "gg": "google",
}  # fmt: skip


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_FULL_COMRADE = re.compile(r"d\s?/\s?c")
# "đc" is "đồng chí" after a number and before an office or a name, "được" after what one does.
_WORDS_OF_DOING = _words(
    """
    hoc hop nhan lam chua to chuc hien khai xong biet xem gui doc den thanh xin gap bao con mo dinh
    """
)
_BEFORE_COMRADE = _words(
    """
    cac cho nhieu may gui con vang co thieu nho bao la do voi boi cua va thay moi nghi kinh em
    """
)
_AFTER_COMRADE = _words(
    """
    bi pho bt pbt chi chu nguyen tran le pham hoang vu vo dang bui do ho ngo oi a
    """
)
_NO_AFTER = _words(
    """
    phai co hoc hop the duoc dc can biet thay du vang ai tham
    """
)
_COUNTED = _words(
    """
    dong dang nguoi hoi doan quan can dv dc hv qc ng dot buoi lop lan ngay thang phan % d/c
    """
)
_BEFORE_NUMBER = _words(
    """
    vang du mat tong so gia ngay mung mong thang duoc co tren / nghi thieu them la con
    """
)
_BEFORE_NO_NUMBER = frozenset(["thu", "phan", "lan", "mot"])
# "32 trên 35" can be no day, "32/35" might.
OVER = "⁄"
_MEMBERS = frozenset(["dc", "dv", "dong", "chi", "dang", "vien", "nguoi", "d/c"])
_YEAR_WORD = "nam"


def spell_out(text: str) -> Line:
    """The reply in plain spelling; the quotes of the line are the original words."""
    original, plain = plain_and_composed(text)
    tokens = [
        Token(_restored(match["text"]), match.start("text"), match.end("text"), _gap(match["gap"]))
        for match in _TOKEN.finditer(plain)
    ]
    tokens = _with_figures(tokens, original)
    _expand(tokens, original)
    return Line(original, tokens)


def _restored(word: str) -> str:
    return word if word in _SHORT_FORMS or len(word) < 4 else meant_word(word)


def _gap(blanks: str) -> str:
    if not blanks:
        return ""
    return "\n" if "\n" in blanks else " "


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
        token.text = _expanded(word, before, after, original, token)


def _expanded(word: str, before: str, after: str, original: str, token: Token) -> str:
    if _FULL_COMRADE.fullmatch(word):
        return "dong chi"
    if before in ("/", "-") and not token.gap:
        return word
    if word == "dc":
        return _comrade_or_able(before, after, original[token.start : token.end])
    if word in ("k", "kh", "hk"):
        is_no = (after in _NO_AFTER or word == "k") and not before[-1:].isdigit()
        return "khong" if is_no else word
    if word == "bc" and before in ("da", "xin", "em"):
        return "bao cao"
    if word == "d" and before[-1:].isdigit() and after in ("/",):
        return word
    return _SHORT_FORMS.get(word) or meant_word(word)


def _comrade_or_able(before: str, after: str, original: str) -> str:
    if before[-1:].isdigit() or before in _BEFORE_COMRADE or after in _AFTER_COMRADE:
        return "duoc" if before in _WORDS_OF_DOING and not before[-1:].isdigit() else "dong chi"
    if before in _WORDS_OF_DOING or after[:1].isdigit():
        return "duoc"
    return "dong chi" if not before else "duoc"


def _with_figures(tokens: list[Token], original: str) -> list[Token]:
    """Numbers in words become digits where they count something."""
    has_marks = any(ord(letter) > 127 and letter.isalpha() for letter in original)
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        end = _end_of_number(tokens, at, original, has_marks)
        if end > at and _counts(tokens, at, end):
            words = " ".join(token.text for token in tokens[at:end])
            number = read_words(words)
            found.append(Token(str(number), tokens[at].start, tokens[end - 1].end, tokens[at].gap))
            at = end
        else:
            found.append(tokens[at])
            at += 1
    return _with_over(found)


def _end_of_number(tokens: list[Token], start: int, original: str, has_marks: bool) -> int:
    at = start
    while at < len(tokens) and at - start < 12 and _is_figure(tokens[at], original, has_marks):
        if at > start and (tokens[at].gap != " " or _starts_anew(tokens, start, at)):
            break
        at += 1
    while at > start and tokens[at - 1].text in LINKS:
        at -= 1
    if at > start and tokens[at - 1].text == _YEAR_WORD and at < len(tokens) and _is_year(tokens[at].text):
        at -= 1
    return at


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit()


def _starts_anew(tokens: list[Token], start: int, at: int) -> bool:
    """`tháng sáu năm`: two figures are one number only as `ba lăm`."""
    words = [token.text for token in tokens[start : at + 1]]
    return len(words) > 2 and all(word in ONES for word in words)


def _is_figure(token: Token, original: str, has_marks: bool) -> bool:
    if token.text not in NUMBER_WORDS:
        return False
    if not has_marks:
        return True
    written = original[token.start : token.end].lower()
    return written not in (
        "từ",
        "sau",
        "bà",
        "làm",
        "lắm",
        "tâm",
        "tạm",
        "bày",
        "bay",
        "lệ",
        "lễ",
        "tự",
        "hài",
    )


def _counts(tokens: list[Token], start: int, end: int) -> bool:
    words = [token.text for token in tokens[start:end]]
    before = tokens[start - 1].text if start else ""
    after = tokens[end].text if end < len(tokens) else ""
    if words[0] in LINKS or (words == ["khong"] and after not in ("dong", "dang", "nguoi")):
        return False
    if before in _BEFORE_NO_NUMBER:
        return False
    if words[0] == "mot" and len(words) == 1 and after in ("so", "vai", "it", "phan"):
        return False
    if words in (["lam"], ["nham"]) or (words in (["nam"], ["tu"], ["le"]) and after not in _COUNTED):
        return False
    is_fenced = before in _BEFORE_NUMBER or after in _COUNTED or after == "tren" or before == "tren"
    if any(word in SCALES for word in words) and len(words) > 1:
        return True
    if all(word in SCALES for word in words) or len(words) <= 2:
        return is_fenced and words not in (["tram"], ["khong"])
    return False


def _number_before(tokens: list[Token], at: int) -> int | None:
    """`17 đồng chí trên 19`: the place of 17."""
    back = at - 1
    while back > 0 and tokens[back].text in _MEMBERS and at - back < 4:
        back -= 1
    return back if tokens[back].text[0].isdigit() else None


def _with_over(tokens: list[Token]) -> list[Token]:
    """`32 trên 35` is a pair that can only be figures."""
    for at in range(1, len(tokens) - 1):
        token = tokens[at]
        counted = _number_before(tokens, at)
        if token.text != "tren" or counted is None:
            continue
        ahead = at + 1
        while ahead < len(tokens) and tokens[ahead].text in ("tong", "so") and ahead - at < 3:
            ahead += 1
        if ahead < len(tokens) and tokens[ahead].text[0].isdigit():
            token.text, token.gap, tokens[ahead].gap = OVER, "", ""
            for skipped in (*tokens[counted + 1 : at], *tokens[at + 1 : ahead]):
                skipped.text = skipped.gap = ""
    return [token for token in tokens if token.text]
