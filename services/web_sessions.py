"""Web chat sessions: a browser's token stands for one address of the web channel."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from domain.messages import Reply
from services.codes import hashed, new_token
from services.work import Work
from storage.tables import Address, InboxMessage, OutboxMessage, WebSession
from storage.text import fitted

SESSION_DAYS = 180
CHANNEL = "web"
LAST = 2**62


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the chat as the page shows it: `from_person` or from the bot."""

    key: str
    at: datetime
    from_person: bool
    reply: Reply


def open_session(work: Work, display_name: str = "") -> str:
    """A new web address and the token that opens it; only the token's hash is kept."""
    return start_session(work, new_web_address(work, display_name))


def new_web_address(work: Work, display_name: str) -> Address:
    """An address of the web chat that nobody can open yet."""
    address = Address(
        channel=CHANNEL,
        chat_id=new_token()[:32],
        display_name=fitted(display_name, Address.display_name),
        created_at=work.now,
    )
    work.session.add(address)
    work.session.flush()
    return address


def start_session(work: Work, address: Address) -> str:
    """A token that opens an address; only its hash is kept."""
    token = new_token()
    work.session.add(
        WebSession(
            token_hash=hashed(token),
            address_id=address.id,
            created_at=work.now,
            expires_at=work.now + timedelta(days=SESSION_DAYS),
        )
    )
    return token


def session_address(work: Work, token: str) -> Address | None:
    """The address a token opens, or None when it is unknown or expired."""
    session = work.session.scalar(select(WebSession).where(WebSession.token_hash == hashed(token)))
    if session is None or session.expires_at <= work.now:
        return None
    return work.session.get_one(Address, session.address_id)


def chat_lines(work: Work, address: Address, since: datetime | None, most: int = 200) -> list[Line]:
    """What was said on both sides from `since` on, oldest first.

    A line may come twice when the page asks again from its last instant; its `key` tells. Messages whose
    words were blanked are left out.
    """
    start = since or datetime.min.replace(tzinfo=work.now.tzinfo)
    received = work.session.scalars(
        select(InboxMessage)
        .where(
            InboxMessage.channel == CHANNEL,
            InboxMessage.chat_id == address.chat_id,
            InboxMessage.received_at >= start,
        )
        .order_by(InboxMessage.id.desc())
        .limit(most)
    )
    sent = work.session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.address_id == address.id,
            OutboxMessage.state == "sent",
            OutboxMessage.finished_at >= start,
        )
        .order_by(OutboxMessage.id.desc())
        .limit(most)
    )
    # At one instant an answer stands below the message it answers, and what nobody asked for stands last.
    lines: list[tuple[datetime, int, int, Line]] = []
    for heard in received:
        if not heard.text and heard.kind != "file":
            continue
        line = Line(f"i{heard.id}", heard.received_at, True, Reply(heard.text, file_id=heard.file_id))
        lines.append((line.at, heard.id, 0, line))
    for said in sent:
        if not said.content:
            continue
        line = Line(f"o{said.id}", said.finished_at or said.created_at, False, Reply.from_json(said.content))
        lines.append((line.at, said.inbox_id or LAST, said.id, line))
    return [line for *_order, line in sorted(lines, key=lambda entry: entry[:3])]
