"""A reply as a letter: plain text, one subject, at most one file; no words of anybody make a header.

Made of the library's older parts: the newer ones, when they fold a long subject that is not ASCII, lose the
space between two words (Python 3.11).
"""

from datetime import datetime
from email import encoders
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr, make_msgid

from channels.base import FileToSend
from domain.mail_addresses import is_mail_address
from domain.messages import Reply

LONGEST_SUBJECT = 78
UTF_8 = "utf-8"


def write_letter(
    reply: Reply, file: FileToSend | None, *, sender: str, name: str, to: str, now: datetime
) -> MIMEMultipart:
    """The letter to one address; ValueError for what is none, a line break with more headers for instance."""
    if not is_mail_address(to) or not is_mail_address(sender):
        raise ValueError("no mail address")
    letter = MIMEMultipart()
    letter["Subject"] = Header(subject_of(reply.text), UTF_8, header_name="Subject").encode()
    letter["From"] = formataddr((in_one_line(name), sender), UTF_8)
    letter["To"] = to
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = make_msgid(domain=sender.partition("@")[2])
    # Out of office notes would answer for ever.
    letter["Auto-Submitted"] = "auto-generated"
    letter.attach(MIMEText(reply.text + "\n", "plain", UTF_8))
    if file is not None:
        letter.attach(_attached(file))
    return letter


def subject_of(text: str) -> str:
    """The first words of a message, in one line."""
    first = in_one_line(text.strip().split("\n")[0])
    if len(first) <= LONGEST_SUBJECT:
        return first or "Đôn Đốc"
    return first[: LONGEST_SUBJECT - 1].rpartition(" ")[0] + "…"


def in_one_line(text: str) -> str:
    """The words of a text with nothing between them that a header could end with."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _attached(file: FileToSend) -> MIMEBase:
    main, _, sub = file.media_type.partition("/")
    part = MIMEBase(main, sub or "octet-stream")
    if main == "text":
        part.set_param("charset", UTF_8)  # without a word on its letters, text is taken for ASCII
    part.set_payload(file.content)
    encoders.encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=(UTF_8, "", in_one_line(file.name)))
    return part
