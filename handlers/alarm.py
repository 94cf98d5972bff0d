"""What staff are told when the audit finds something, and when all is well again."""

from collections.abc import Callable

from domain import accounts, wording
from domain.messages import Choice, Reply
from handlers import phrases
from locales import say
from services.actors import staff_addresses
from services.auditor import audit_accounts, take_alarms, take_all_clear
from services.outbox import queue
from services.work import Work


def check_accounts(work: Work) -> list[accounts.Finding]:
    """Audit when it is time, tell staff what they have to know; returns what is newly found, for the log."""
    new = audit_accounts(work)
    found = take_alarms(work)
    if found:
        _tell_staff(work, lambda language: _alarm(work, found, language))
    elif take_all_clear(work):
        _tell_staff(work, lambda language: Reply(say("all-clear", language)))
    return new


def _tell_staff(work: Work, word: Callable[[str], Reply]) -> None:
    for address_id, reader in staff_addresses(work):
        queue(work, address_id, word(reader.language), kind="notice")


def _alarm(work: Work, found: list[accounts.Finding], language: str) -> Reply:
    head = say("alarm-head", language, at=phrases.instant(work, work.now))
    lines = [_line(finding, language) for finding in found]
    choice = Choice(say("menu-trouble", language), "/trouble")
    return Reply("\n".join([head, *lines, say("alarm-what-now", language)]), (choice,))


def _line(finding: accounts.Finding, language: str) -> str:
    return say(
        "alarm-line",
        language,
        what=say(f"finding-{finding.code.replace('_', '-')}", language),
        count=wording.number(finding.count),
        examples=", ".join(str(number) for number in finding.examples),
    )
