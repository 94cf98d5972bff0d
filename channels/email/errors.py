"""What a mail server's refusals mean for a letter that was to be handed in."""

import smtplib

from channels.base import SendError
from channels.email.server import NotConnectedError

# RFC 5321: the mailbox does not exist, is not here, or its name is not allowed.
NO_SUCH_MAILBOX = (550, 551, 553)


def to_send_error(error: OSError) -> SendError:
    """The refusal or failure, named; it never holds what the server wrote, which may quote the letter."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _mailbox([code for code, _ in error.recipients.values()])
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return SendError("bad_login")
    if isinstance(error, NotConnectedError):
        return SendError("unreachable")
    if isinstance(error, smtplib.SMTPResponseException):
        is_final = 500 <= error.smtp_code < 600
        return SendError("mail_refused" if is_final else "server_error", is_permanent=is_final)
    return SendError("no_answer", is_uncertain=True)


def _mailbox(codes: list[int]) -> SendError:
    if any(code in NO_SUCH_MAILBOX for code in codes):
        return SendError("no_mailbox", is_permanent=True, is_address_dead=True)
    is_final = any(500 <= code < 600 for code in codes)
    return SendError("mail_refused" if is_final else "server_error", is_permanent=is_final)
