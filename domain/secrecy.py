"""Marks of classified documents: such a document or its words must not be sent through a messenger.

Source: Law on Protection of State Secrets 2018, article 8: tuyệt mật, tối mật, mật.
"""

import re

from domain.parsing.letters import composed, without_diacritics

# With diacritics only: "co mat" (có mặt) and "toi mat" (tôi mất) are everyday words.
_IN_WORDS = re.compile(
    r"\b(?:tuyệt|tối)\s+mật\b|(?<!không có )\b(?:độ|dấu|tài liệu|văn bản|công văn|hồ sơ)\s+mật\b",
    re.IGNORECASE,
)
_STAMP = re.compile(r"(?<!\bBÍ )\bMẬT\b")
_IN_NAMES = re.compile(
    r"(?:^|[^a-z])(?:tuyet|toi|tai[ _-]*lieu|van[ _-]*ban|cong[ _-]*van|ho[ _-]*so)[ _-]*mat(?:[^a-z]|$)"
)
_STAMP_IN_NAMES = re.compile(
    r"(?:^|[\W\d_])(?<!BÍ[ _-])(?<!BI[ _-])(?<!CO[ _-])(?<!CÓ[ _-])(?:MẬT|MAT)(?:[\W\d_]|$)"
)


def says_classified(words: str) -> bool:
    """Whether words bear a mark of classification; *bảo vệ bí mật nhà nước* is a subject, not a mark."""
    text = composed(words)
    return bool(_IN_WORDS.search(text) or _STAMP.search(text))


def is_name_classified(name: str) -> bool:
    """Whether the name of a file says that it is classified; names are often without diacritics."""
    text = composed(name)
    has_mark = _IN_NAMES.search(without_diacritics(text)) or _STAMP_IN_NAMES.search(text)
    return bool(has_mark) or says_classified(text.replace("_", " ").replace("-", " "))
