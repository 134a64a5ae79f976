"""Sending a letter over SMTP."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final
from urllib.parse import unquote, urlsplit

TIMEOUT_S: Final = 20.0
_PORTS: Final = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


class MailNotSent(Exception):  # noqa: N818 - a fact about one letter
    """The mail server did not take the letter; the text names the kind of fault, never the address."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter; ``id`` makes its Message-ID, so that the same letter twice can be known for one."""

    id: str
    to: str
    subject: str
    text: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Mailer:
    """A mail server (``smtp://``, ``smtps://`` or ``smtp+starttls://user:password@host:port``)."""

    url: str
    sender: str

    def send(self, letter: Letter) -> None:
        """Hand a letter to the server.

        Raises:
            MailNotSent: the server is away or refused it.

        """
        try:
            with self._connected() as server:
                server.send_message(self._message(letter))
        except (OSError, smtplib.SMTPException) as fault:
            raise MailNotSent(type(fault).__name__) from fault

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["Message-ID"] = f"<{letter.id}@{self.sender.rpartition('@')[2]}>"
        message["Date"] = format_datetime(letter.written_at)
        message["From"] = self.sender
        message["To"] = letter.to
        message["Subject"] = letter.subject
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "localhost", parts.port or _PORTS[parts.scheme]
        context = ssl.create_default_context()
        server = (
            smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=context)
            if parts.scheme == "smtps"
            else smtplib.SMTP(host, port, timeout=TIMEOUT_S)
        )
        with server:
            if parts.scheme == "smtp+starttls":
                server.starttls(context=context)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            yield server
