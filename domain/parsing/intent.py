"""What a reply wants, before its values are looked at: a report, a question, more time, a withdrawal …"""

import re
from dataclasses import dataclass

from domain.parsing import change_words, sending_words
from domain.parsing import intent_words as said
from domain.parsing.phrases import Phrases, Words
from domain.parsing.questions import question_spans

_REQUESTS = (said.RETRACTS, said.CHANGES_ROLE, said.WANTS_MORE_TIME, said.STOPS_REMINDERS)
_ACK_SIGNS = re.compile("[👍👌✅🆗🤝🙏❤💯☑✔🫡♥🌹💐]")
_ONLY_LETTERS = re.compile(r"[a-z]+|\d+")
_SMALL_TALK = frozenset(
    [
        "a",
        "anh",
        "bac",
        "ban",
        "bao",
        "bi",
        "biet",
        "bo",
        "btg",
        "c",
        "cac",
        "cam",
        "cao",
        "chap",
        "chi",
        "cho",
        "chu",
        "chuan",
        "co",
        "cong",
        "cua",
        "d",
        "da",
        "dao",
        "day",
        "de",
        "do",
        "doc",
        "don",
        "dong",
        "du",
        "dung",
        "duoc",
        "e",
        "em",
        "gang",
        "ghi",
        "gian",
        "giao",
        "gui",
        "ha",
        "han",
        "hanh",
        "hien",
        "hieu",
        "hoach",
        "hoan",
        "hoc",
        "hop",
        "huyen",
        "ke",
        "khai",
        "ki",
        "kien",
        "kinh",
        "ky",
        "la",
        "lai",
        "lam",
        "len",
        "lenh",
        "luon",
        "luu",
        "minh",
        "nam",
        "nay",
        "ne",
        "ngay",
        "nghe",
        "nghi",
        "nghiem",
        "nha",
        "nhac",
        "nhan",
        "nhat",
        "nhe",
        "nhi",
        "nhieu",
        "nho",
        "nhu",
        "noi",
        "nop",
        "oi",
        "ok",
        "oki",
        "on",
        "phan",
        "quyet",
        "ro",
        "roi",
        "se",
        "som",
        "tam",
        "thanh",
        "the",
        "theo",
        "thi",
        "thoi",
        "thong",
        "thu",
        "thua",
        "thuc",
        "thuong",
        "tiep",
        "tin",
        "toi",
        "tri",
        "uk",
        "ukm",
        "yep",
        "okla",
        "trien",
        "trong",
        "truc",
        "truong",
        "tuan",
        "tuc",
        "tuyen",
        "u",
        "uh",
        "uhm",
        "um",
        "uy",
        "va",
        "van",
        "vang",
        "vay",
        "vi",
        "voi",
        "vua",
        "xem",
        "xin",
        "y",
        "yen",
        "noted",
        "yes",
        "sir",
        "chao",
        "nhac",
        "nho",
        "tot",
        "alo",
        "tran",
        "giao",
        "thay",
        "mat",
        "bo",
        "dang",
        "lanh",
        "rat",
        "qua",
        "chuc",
        "suc",
        "khoe",
        "dia",
        "phuong",
        "don",
        "vi",
    ]
)


@dataclass(frozen=True, slots=True)
class Intent:
    """Which signs of intent the words carry; `questions` are the stretches of text that ask."""

    plain: str
    retracts: bool
    changes_role: bool
    complains: bool
    corrects: bool
    surely_corrects: bool
    wants_more_time: bool
    uses_other_channel: bool
    may_use_other_channel: bool
    attaches: bool
    acknowledges: bool
    questions: tuple[tuple[int, int], ...]

    @property
    def asks(self) -> bool:
        """Whether something is asked."""
        return bool(self.questions)

    def asks_at(self, position: int) -> bool:
        """Whether a position lies in a question."""
        return any(start <= position < end for start, end in self.questions)


def is_request(text: str) -> bool:
    """Whether words that begin with `đề nghị` want something done now, and are no proposal of a report."""
    return any(phrases.says(text) for phrases in _REQUESTS)


def read_intent(text: str, original: str, *, has_file: bool) -> Intent:
    """The signs of intent in words whose remarks are taken out."""
    words = Words(text)
    questions = tuple(question_spans(text))
    surely_corrects = change_words.SURELY_CORRECTS.find(words) is not None
    return Intent(
        plain=text,
        retracts=said.RETRACTS.find(words) is not None,
        changes_role=_is_said_outside(said.CHANGES_ROLE, words, questions),
        complains=said.COMPLAINS.find(words) is not None or said.STOPS_REMINDERS.find(words) is not None,
        corrects=surely_corrects or change_words.MAY_CORRECT.find(words) is not None,
        surely_corrects=surely_corrects,
        wants_more_time=said.WANTS_MORE_TIME.find(words) is not None,
        uses_other_channel=sending_words.USES_OTHER_CHANNEL.find(words) is not None,
        may_use_other_channel=sending_words.MAY_USE_OTHER_CHANNEL.find(words) is not None,
        attaches=has_file or sending_words.ATTACHES.find(words) is not None,
        acknowledges=_acknowledges(words, original),
        questions=questions,
    )


def _is_said_outside(phrases: Phrases, words: Words, questions: tuple[tuple[int, int], ...]) -> bool:
    """`bí thư mới là ai?` tells of no new secretary."""
    return any(
        not any(start <= match.start() < end for start, end in questions) for match in phrases.find_all(words)
    )


def _acknowledges(words: Words, original: str) -> bool:
    letters = _ONLY_LETTERS.findall(words.text)
    if _ACK_SIGNS.search(original) and all(word in _SMALL_TALK for word in letters):
        return True
    if sending_words.SURELY_ACKNOWLEDGES.find(words):
        return True
    return sending_words.ACKNOWLEDGES.find(words) is not None and all(word in _SMALL_TALK for word in letters)
