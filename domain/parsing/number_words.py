"""Numbers in words become digits where they count something: `ba mươi hai trên ba mươi lăm đồng chí`."""

import re

from domain.parsing import word_lists
from domain.parsing.line import Token
from domain.parsing.numbers import HALF, LINKS, NUMBER_WORDS, ONES, SCALES, read_words

# "32 trên 35" can be no day, "32/35" might.
OVER = "⁄"
LONGEST_NUMBER = 12
MONTHS = 12


# Where diacritics are typed a number is spelled so; `bọn`, `trạm` or `chúc` only look alike without them.
_SPELLED = word_lists.words(
    """
    không một mốt hai ba bốn tư năm lăm nhăm sáu bảy bẩy tám chín mười mươi hăm chục trăm nghìn ngàn linh lẻ rưỡi
    """
)
_COUNTED = word_lists.words("nguoi dv dc hv qc ng dot buoi lop lan ngay thang phan % d/c khach")
_COUNTED_IN_TWO_WORDS = frozenset(
    [
        ("dong", "chi"), ("dang", "vien"), ("hoi", "vien"), ("doan", "vien"), ("quan", "chung"), ("can", "bo"),
        ("doi", "tuong"), ("dai", "bieu"), ("thanh", "vien"), ("thanh", "nien"),
    ]
)  # fmt: skip
_BEFORE_NUMBER = word_lists.words(
    """
    vang du mat tong so gia ngay mung mong thang duoc co tren / nghi thieu them la con hoc ram hom cb
    """
)
_BEFORE_NOUGHT = word_lists.words("vang nghi thieu mat :")
_AFTER_THEN = word_lists.words("hoi khi buoi do le dai hop tet lop cuoc ngay")
_WE = word_lists.words("toi em minh tui")
_BEFORE_NO_NUMBER = word_lists.words("thu phan lan mot")
_MEMBERS = word_lists.words("ng dc dv dong chi dang vien nguoi d/c")
_MEMBERS_WHO_CAME = _MEMBERS | word_lists.words("du tham gia co mat hoc da")
_JOINED = word_lists.words("/ -")
_HUNDRED, _TENS, _THOUSANDS = "tram", ("muoi", "chuc", "ham"), ("nghin", "ngan")
_YEAR_WORD = "nam"


def with_figures(tokens: list[Token], original: str) -> list[Token]:
    """The tokens with numbers in digits, and `⁄` between two figures of which one is a part of the other."""
    has_marks = any(ord(letter) > 127 and letter.isalpha() for letter in original)
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        end = _end_of_number(tokens, at, original, has_marks)
        if end > at and _counts(tokens, at, end):
            number = read_words(" ".join(token.text for token in tokens[at:end]))
            found.append(Token(str(number), tokens[at].start, tokens[end - 1].end, tokens[at].gap))
            at = end
        else:
            found.append(tokens[at])
            at += 1
    return _with_over(found)


def _end_of_number(tokens: list[Token], start: int, original: str, has_marks: bool) -> int:
    words: list[str] = []
    for token in tokens[start : start + LONGEST_NUMBER]:
        if not _is_figure(token, original, has_marks) or (words and token.gap != " "):
            break
        words.append(token.text)
    length = _length_of_number(words)
    before = tokens[start - 1].text if start else ""
    after = tokens[start + length].text if start + length < len(tokens) else ""
    if before in _JOINED and not tokens[start].gap:
        return start
    is_before_year = length > 1 and words[length - 1] == _YEAR_WORD and len(after) == 4 and after.isdigit()
    is_month_and_more = (
        before == "thang" and length == 2 and int(read_words(" ".join(words[:2])) or 0) > MONTHS
    )
    return start + (1 if is_month_and_more else length - 1 if is_before_year else length)


def _length_of_number(words: list[str]) -> int:
    """How many of the words are one number: of `sáu hai mươi tám` only the first."""
    length = _length_below_thousand(words)
    if length < len(words) and words[length] in _THOUSANDS:
        length += 1
        if words[length : length + 1] == [HALF]:
            return length + 1
        length += _length_below_thousand(words[length:])
    return length


def _length_below_thousand(words: list[str]) -> int:
    if words[:1] == [_HUNDRED] or (words[:1] and words[0] in ONES and words[1:2] == [_HUNDRED]):
        length = 1 if words[0] == _HUNDRED else 2
        rest = words[length:]
        if rest[:1] == [HALF]:
            return length + 1
        if rest[:1] and rest[0] in LINKS:
            return length + 1 + _is_one(rest, 1)
        return length + (_length_of_tens(rest) or _is_one(rest, 0))
    return _length_of_tens(words) or _length_of_short(words)


def _length_of_tens(words: list[str]) -> int:
    if words[:1] and words[0] in _TENS:
        return 1 + _is_one(words, 1)
    if words[:1] and words[0] in ONES and words[1:2] and words[1] in _TENS:
        return 2 + _is_one(words, 2)
    return 0


def _length_of_short(words: list[str]) -> int:
    """`ba lăm`, or a single figure."""
    return _is_one(words, 0) and 1 + _is_one(words, 1)


def _is_one(words: list[str], at: int) -> int:
    """1 when a figure stands there that does not begin the next number."""
    is_figure = at < len(words) and words[at] in ONES
    begins_another = at + 1 < len(words) and words[at + 1] in SCALES
    return int(is_figure and not (begins_another and at > 0))


def _is_figure(token: Token, original: str, has_marks: bool) -> bool:
    if token.text not in NUMBER_WORDS:
        return False
    # A marked vowel typed twice is a slip, as in `mườời`.
    written = re.sub(r"([à-ỹ])\1", r"\1", original[token.start : token.end].lower())
    return not has_marks or written in _SPELLED


def _counts(tokens: list[Token], start: int, end: int) -> bool:
    words = [token.text for token in tokens[start:end]]
    before = _word_before(tokens, start)
    after = tokens[end].text if end < len(tokens) else ""
    is_counted = after in _COUNTED or _two_words(tokens, end) in _COUNTED_IN_TWO_WORDS
    if (words[0] == "chuc" and before == "to") or (words == ["mot"] and before in ("ngay", "mai", "hom")):
        # "tổ chức", "ngày mốt".
        return False
    if (words == ["sau"] and before == "ngay" and after in _AFTER_THEN) or (
        words == ["bon"] and after in _WE
    ):
        # "ngay sau hội nghị", "bọn tôi".
        return False
    if words == ["khong"]:
        return before in _BEFORE_NOUGHT and is_counted
    if (before in _BEFORE_NO_NUMBER and not _is_read_fraction(tokens, start)) or (
        words == ["mot"] and after in ("so", "vai", "it", "phan")
    ):
        return False
    if words == ["nam"] and before in ("vang", "nghi", "thieu") and after in ("", ",", ".", ";"):
        return True
    if words in (["lam"], ["nham"]) or (words in (["nam"], ["tu"]) and not is_counted):
        return False
    if len(words) > 2 or (len(words) > 1 and any(word in SCALES for word in words)):
        return True
    is_fenced = before in _BEFORE_NUMBER or is_counted or "tren" in (before, after)
    return is_fenced and words != ["tram"]


def _is_read_fraction(tokens: list[Token], start: int) -> bool:
    """`mười chín phần hai mươi`."""
    first = tokens[start - 2].text if start > 1 else ""
    return tokens[start - 1].text == "phan" and (first.isdigit() or first in NUMBER_WORDS)


def _word_before(tokens: list[Token], start: int) -> str:
    """The word that names the number: `vắng: một`."""
    has_label = start > 1 and tokens[start - 1].text == ":" and tokens[start - 2].text in _BEFORE_NUMBER
    return tokens[start - 2 if has_label else start - 1].text if start else ""


def _two_words(tokens: list[Token], at: int) -> tuple[str, str]:
    first, second = ([token.text for token in tokens[at : at + 2]] + ["", ""])[:2]
    return first, second


def _with_over(tokens: list[Token]) -> list[Token]:
    """`32 trên 35`, `31 đồng chí/33`: pairs that can only be figures."""
    for at in range(1, len(tokens) - 1):
        counted = _number_before(tokens, at)
        if counted is None or not _divides(tokens, at, counted):
            continue
        ahead = at + 1
        while ahead < len(tokens) and tokens[ahead].text in ("tong", "so") and ahead - at < 3:
            ahead += 1
        if ahead < len(tokens) and tokens[ahead].text[:1].isdigit():
            tokens[at].text, tokens[at].gap, tokens[ahead].gap = OVER, "", ""
            for skipped in (*tokens[counted + 1 : at], *tokens[at + 1 : ahead]):
                skipped.text = skipped.gap = ""
    return [token for token in tokens if token.text]


def _divides(tokens: list[Token], at: int, counted: int) -> bool:
    """`19 phần 20` is read aloud from `19/20`."""
    is_over = tokens[at].text in ("tren", "phan") and counted in (at - 1, at - 2, at - 3)
    return is_over or tokens[at].text == "tren" or (tokens[at].text == "/" and counted < at - 1)


def _number_before(tokens: list[Token], at: int) -> int | None:
    """`17 đồng chí trên 19`, `17 đồng chí dự/19`: the place of 17."""
    back = at - 1
    while back > 0 and tokens[back].text in _MEMBERS_WHO_CAME and at - back < 7:
        back -= 1
    return back if tokens[back].text[:1].isdigit() else None
