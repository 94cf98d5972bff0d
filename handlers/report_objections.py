"""What is said instead of a report: it cannot be sent, is not for this unit, messages are to stop."""

import re

from domain.messages import Choice
from domain.parsing.letters import without_diacritics
from domain.parsing.replies import Understanding
from domain.roles import Action
from handlers import linking, matters
from handlers.conversation import Replies, Turn
from services.actors import require
from services.assignments import AssignmentView, open_assignments

_DEVICE = r"(?:may(?: tinh)?|dien thoai|dt|mang|internet|wifi|dien|phan mem|tai khoan)"
CANNOT_SEND = re.compile(
    rf"\b{_DEVICE} (?:\w+ )?(?:hong|hu|loi|yeu|mat|cham|sap)\b|\b(?:hong|hu|mat|loi) {_DEVICE}\b"
    r"|\b(?:chua|khong|ko|k) (?:the )?(?:bao cao|gui|nop|nhap|vao)(?: \w+)? (?:dc|duoc|noi)\b"
)
NOT_FOR_UNIT = re.compile(
    r"\b(?:khong|ko|k) (?:phai|thuoc|can) (?:\w+ )?(?:hoc|dien|doi tuong|thuc hien|bao cao|lam|nop)\b"
    r"|\bgiai the\b|\b(?:khong con|het) (?:hoat dong|dang vien|chi bo)\b"
)
# Without its marks «đừng» reads like «đúng»: only with «nữa» behind it is it certain.
STOP_MESSAGES = re.compile(
    r"^\W*(?:stop|unsubscribe|huy dang ky)\W*$"
    r"|\bxoa (?:so(?: dien thoai| may)?|ten|thong tin|tai khoan|du lieu)(?: cua)? (?:toi|em|minh|chau)\b"
    r"|\b(?:dung|thoi|ngung|khoi|khong)(?: co)? (?:nhan tin|nhan|gui tin|gui|nhac)(?: \w+){0,3} nua\b"
)
_CHANNEL = r"(?:zalo|telegram|tele|viber|e-?mail|gmail|thu dien tu|kenh)"
WANTS_CHANNEL = re.compile(
    rf"\b(?:muon|cho|xin|dang ky|them|lien ket|ket noi|doi|chuyen|nhan)\b.*\b{_CHANNEL}\b"
    rf"|^\W*(?:{_CHANNEL}\W+)?(?:cua (?:toi|em)\W+)?(?:la\W+)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\W*$"
)
SENDS = re.compile(r"\b(?:gui|nop|bao cao|goi)\b")


def answer_objection(turn: Turn, understood: Understanding, text: str) -> Replies | None:
    """The answer to such words; None for all others. What asks something is a question for staff."""
    plain = without_diacritics(text)
    if WANTS_CHANNEL.search(plain) and not SENDS.search(plain):
        return linking.show_channels(turn, "")
    if STOP_MESSAGES.search(plain):
        return no_more_messages(turn, text)
    if understood.action == "question":
        return None
    if NOT_FOR_UNIT.search(plain):
        return matters.hand_to_staff(turn, "difficulty", text, _only_duty(turn), key="not-for-unit-noted")
    if CANNOT_SEND.search(plain):
        return matters.hand_to_staff(turn, "difficulty", text, _only_duty(turn), key="cannot-send-noted")
    return None


def no_more_messages(turn: Turn, text: str) -> Replies:
    """Staff hear of it; what a duty is reminded of is not stopped in silence, but can be put off."""
    (told,) = matters.hand_to_staff(turn, "complaint", text, key="stop-noted")
    owed = open_assignments(turn.work, require(turn.actor, Action.REPORT).unit_ids())
    later = f"/later {','.join(str(view.id) for view in owed)}"
    choices = [Choice(turn.say("menu-link"), "/link")]
    if owed and len(later.encode()) <= 50:
        choices.insert(0, Choice(turn.say("later-button"), later))
    return turn.offer(told.text, choices)


def _only_duty(turn: Turn) -> AssignmentView | None:
    views = open_assignments(turn.work, require(turn.actor, Action.REPORT).unit_ids())
    return views[0] if len(views) == 1 else None
