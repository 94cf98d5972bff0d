"""Words beside a report that say that the report on the results is ready as well."""

import re

from domain.parsing.letters import folded_plain

_RESULT = r"\bbao cao ket qua\b"
_NOT_YET = r"(?!chua|se|sau|mai|khong|ko)"
_READY = re.compile(rf"{_RESULT}(?: {_NOT_YET}\w+){{0,4}} (?:xong|roi|ok)\b")
_BOTH = re.compile(rf"\b(?:ca hai|ca 2|hai|2) (?:viec|nhiem vu)\b(?: {_NOT_YET}\w+){{0,4}} (?:xong|roi)\b")
# As a heading in the middle: at the beginning it is only the title of the message.
_HEADING = re.compile(rf"\d[^\n]*[.;\n]\s*{_RESULT} ?:")


def says_results_too(text: str) -> bool:
    """`… báo cáo kết quả cũng xong rồi`, `cả hai việc xong rồi`: the next duty is to be asked about as well."""
    plain = folded_plain(text)
    return any(pattern.search(plain) for pattern in (_READY, _BOTH, _HEADING))
