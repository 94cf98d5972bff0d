"""Whether plain letters can be a Vietnamese syllable, and the word meant by one mistyped letter."""

import re
from functools import lru_cache

_ONSETS = "b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x"
_RHYMES = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|ech|em|en|eng|enh|eo|ep|et|eu|i|ia|ich|iec|iem|ien|ieng|"
    "iep|iet|ieu|im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oc|oe|oen|oeo|oet|oi|"
    "om|on|ong|ooc|oong|op|ot|u|ua|uan|uang|uat|uau|uay|uc|ue|uech|uenh|ui|um|un|ung|uo|uoc|uoi|uom|uon|uong|"
    "uop|uot|uou|up|ut|uu|uy|uya|uych|uyen|uyet|uynh|uyt|uyu|uyn|y|yem|yen|yet|yeu"
)
_SYLLABLE = re.compile(rf"(?:{_ONSETS})?(?:{_RHYMES})")
# Only words that decide how a reply is read are worth restoring.
_MEANT = (
    "thay", "muoi", "truc", "tiep", "tuyen", "vang", "ngay", "hoc", "hop", "dang", "vien", "dong",
    "chua", "khong", "xong", "tham", "tong", "thang", "chieu", "sang", "hom", "qua", "nay", "trien",
    "khai", "online", "zoom", "dinh", "chinh", "nham", "bao", "cao", "kien", "truoc", "tuan", "hoan",
    "thanh", "ket", "quan", "chung", "thai",
)  # fmt: skip
_LETTERS = "abcdeghiklmnopqrstuvxy"


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Whether plain letters can be one Vietnamese syllable."""
    return _SYLLABLE.fullmatch(word) is not None


@lru_cache(maxsize=4096)
def meant_word(word: str) -> str:
    """The word that one slip of the finger away was meant; the same word when there is none or several."""
    if not 3 <= len(word) <= 8 or is_syllable(word):
        return word
    for slips_of in (_letters_swapped_in, _slips_of):
        near = {meant for meant in _MEANT if word in slips_of(meant)}
        if near:
            return near.pop() if len(near) == 1 else word
    return word


@lru_cache(maxsize=64)
def _letters_swapped_in(word: str) -> frozenset[str]:
    """The commonest slip: `nagy` is `ngay` before it is `nay` with a letter too many."""
    return frozenset(word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))


@lru_cache(maxsize=64)
def _slips_of(word: str) -> frozenset[str]:
    """One letter left out, doubled or too many; the first letter mostly is right."""
    left_out = {word[:at] + word[at + 1 :] for at in range(1, len(word))}
    doubled = {word[:at] + word[at] + word[at:] for at in range(len(word))}
    added = {word[:at] + letter + word[at:] for at in range(1, len(word) + 1) for letter in _LETTERS}
    return frozenset(left_out | doubled | added)
