"""Days counted from something whose day staff have to give."""

import re

from domain.parsing.plan.mention import Around, Mention

_SPAN = r"\d{1,3}\s*(?:\([^)]{1,20}\)\s*)?(?:ngay|tuan|thang|gio)(?:\s+lam viec)?"

RELATIVE = (
    rf"(?:\b(?:trong|cham nhat|muon nhat)\s+)*(?:(?:vong|thoi han|thoi gian|sau|"
    rf"la)\s+)*(?:khong qua\s+)?{_SPAN}[\s,]*"
    r"(?:(?:tinh\s+)?ke tu|tinh tu|tu (?:ngay|khi)|sau (?:khi|ngay)|truoc (?:khi|"
    r"ngay))(?:\s+(?:ngay|khi))?\s+(?P<anchor>[^.,;()]{3,90})"
    rf"|(?:\b(?:cham nhat|trong|muon nhat)\s+)?{_SPAN}\s+sau\s+"
    r"(?:(?:khi|moi|tung)\s+)?(?:dai hoi|hoi nghi|dot|ket thuc|dip|buoi|phien|cuoc|le|lop)[^.,;()]{0,60}"
    rf"|\bsau\s+(?:dai hoi|hoi nghi|dot hoc|ket thuc[^.,;]{{0,30}}?)\s+{_SPAN}"
    r"|\b(?:hoan thanh\s+)?truoc\s+(?:ngay|khi|le|tet|thoi diem|dip|hoi nghi|"
    r"dai hoi)\s+(?P<anchor_2>(?!\d)[^.,;()]{3,80})"
)


def read_relative(match: re.Match[str], _context: Around) -> Mention | None:
    """`sau 15 ngày kể từ …`: staff give the day it counts from."""
    return Mention(match.start(), match.end(), "relative", "sau", needs=("anchor",))
