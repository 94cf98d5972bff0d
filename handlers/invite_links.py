"""The links that carry an invite code, one for each channel that can be opened by one."""

from dataclasses import dataclass

from services.work import Installation


@dataclass(frozen=True, slots=True)
class InviteLink:
    """The channel's name as people know it, and the address that opens it with the code."""

    channel: str
    address: str


def invite_links(place: Installation, code: str) -> list[InviteLink]:
    """Links for the channels that are on, Telegram first."""
    links = []
    if place.telegram_bot:
        links.append(InviteLink("Telegram", f"https://t.me/{place.telegram_bot}?start={code}"))
    if place.public_url:
        links.append(InviteLink("Web", f"{place.public_url}/chat#code={code}"))
    return links
