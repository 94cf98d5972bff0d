"""Adding an e-mail address in two steps: which one, and the code that came there."""

from domain.messages import Reply
from handlers.conversation import Replies, Turn
from handlers.linking import MAIL, greet_linked, registered
from services.channel_codes import CODE_HOURS, LinkedChannel
from services.own_mail import ask_mail_code, confirm_mail


def continue_mail(turn: Turn, text: str, _picked: str | None) -> Replies:
    """The address, then the code."""
    actor = registered(turn)
    if turn.talk.state["step"] == "address":
        return _send_code(turn, text)
    linked = confirm_mail(turn.work, actor, turn.sender, turn.talk.state["address_id"], text)
    if isinstance(linked, LinkedChannel):
        return greet_linked(turn, linked)
    return turn.answer(f"error-{linked.code}")


def _send_code(turn: Turn, text: str) -> Replies:
    address_id, code = ask_mail_code(turn.work, registered(turn), text)
    letter = turn.say("mail-code", code=code, board=turn.work.installation.board, hours=CODE_HOURS)
    turn.tell(address_id, Reply(letter), kind="reply")
    return turn.ask(MAIL, {"step": "code", "address_id": address_id}, turn.say("mail-sent"))
