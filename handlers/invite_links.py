"""The links that carry an invite code, one for each channel that can be opened by one."""

from dataclasses import dataclass

from services.work import Installation


@dataclass(frozen=True, slots=True)
class InviteLink:
    """The channel's name as people know it, and the address that opens it with the code."""

    channel: str
    address: str


def open_channels(place: Installation, zalo_bot: str = "") -> list[InviteLink]:
    """Where each channel that is on is found, without any code."""
    links = []
    if place.telegram_bot:
        links.append(InviteLink("Telegram", f"https://t.me/{place.telegram_bot}"))
    if zalo_bot:
        links.append(InviteLink("Zalo", f"https://zalo.me/{zalo_bot}"))
    if place.public_url:
        links.append(InviteLink("Web", f"{place.public_url}/chat"))
    return links


def invite_links(place: Installation, code: str, zalo_bot: str = "") -> list[InviteLink]:
    """Links for the channels that are on, Telegram first.

    `zalo_bot`: the name of the Zalo bot that has room; its link opens the chat, where the code is typed.
    """
    links = []
    if place.telegram_bot:
        links.append(InviteLink("Telegram", f"https://t.me/{place.telegram_bot}?start={code}"))
    if zalo_bot:
        links.append(InviteLink("Zalo", f"https://zalo.me/{zalo_bot}"))
    if place.public_url:
        links.append(InviteLink("Web", f"{place.public_url}/chat#code={code}"))
    return links
