"""Whether a short answer says yes or no, however politely; whatever says more is neither."""

import re

from domain.parsing.letters import folded, folded_plain
from domain.parsing.word_lists import words

# Said for politeness; they change nothing.
_PARTICLES = words(
    """
    a ah ak em anh chi bac co dong dc nhe nha nhi roi vay day do the ay nay oi da thua ban het ca
    """
)
_YES = words(
    """
    dung chuan phai vang u uh uhm um ok oke oki okie okay yes y duoc 👍 👌 🆗
    """
)
_YES_PHRASES = frozenset({"chinh xac", "dong y", "xac nhan", "dung so", "dung day du", "ghi nhan"})
_NO = words(
    """
    khong ko kg khg k no n sai nham chua lech
    """
)
_NO_PHRASES = frozenset(
    {"chua dung", "khong dung", "khong phai", "ko dung", "k dung", "ko phai", "sai so", "bi sai", "bi nham"}
)
# Without their marks these look like "đúng", and mean "do not", "stop", "use".
_NOT_YES = frozenset({"đừng", "dừng", "dùng"})
_SIGNS = re.compile(r"[.,!;:…~()\"'/\\-]+")


def says_yes(text: str) -> bool:
    """`Đúng rồi em`, `vâng ạ`, `ok`: nothing but yes."""
    bare = _bare(text)
    is_yes = bare in _YES_PHRASES or (bare != "" and _YES.issuperset(bare.split()))
    return is_yes and not _NOT_YES & set(folded(text).split())


def says_no(text: str) -> bool:
    """`Chưa đúng`, `sai rồi`, `không ạ`: nothing but no."""
    return _bare(text) in _NO | _NO_PHRASES


def _bare(text: str) -> str:
    words = _SIGNS.sub(" ", folded_plain(text)).split()
    return " ".join(word for word in words if word not in _PARTICLES)
