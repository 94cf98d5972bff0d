"""Classified documents are refused kindly; what of them arrived is thrown away."""

from domain.messages import Reply
from handlers.conversation import Replies, Turn
from services.privacy import is_classified, throw_away


def refuse_classified(turn: Turn) -> Replies | None:
    """The refusal of a message that bears a mark of classification; None for any other."""
    if turn.incoming.kind == "choice" or not is_classified(
        turn.work, turn.incoming.text, turn.incoming.file_id
    ):
        return None
    throw_away(turn.work, turn.actor, turn.inbox_id, turn.incoming.file_id)
    return [Reply(turn.say("classified-refused", board=turn.work.installation.board))]
