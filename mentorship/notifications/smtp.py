"""One SMTP conversation, step by step, so that it is always known how far it came.

A server keeps a mail only once it has read the line with the single dot. Everything before that
line can be taken back by hanging up (RFC 5321, 4.1.1.4); after it, only the server's answer tells.
"""

import contextlib
import re
import smtplib
import ssl
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from django.conf import settings
from django.core.mail.utils import DNS_NAME

ACCEPTED = range(250, 260)
GO_AHEAD = 354
CLOSING = 421
FOR_NOW = range(400, 500)
FOR_GOOD = range(500, 600)

# A line that begins with a dot gets a second one, so that none ends the mail early.
LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


class SmtpError(Exception):
    """The mail was not accepted; `reply` says what the server said."""

    def __init__(self, reply: str) -> None:
        """Keep the reply."""
        self.reply = reply
        super().__init__(reply)


class UnreachableError(SmtpError):
    """No conversation came about, or it broke off before the mail could count as handed over."""


class PutOffError(SmtpError):
    """The server will not take this mail now, but may later (4xx)."""


class RefusedError(SmtpError):
    """The server will not take this mail (5xx)."""

    def __init__(self, reply: str, *, is_about_recipient: bool = False) -> None:
        """Keep the reply, and whether it is the address that was refused."""
        self.is_about_recipient = is_about_recipient
        super().__init__(reply)


class UncertainError(SmtpError):
    """The mail was handed over whole, and then nothing more was heard."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail ready to be handed over: two bare addresses and its bytes."""

    sender: str
    recipient: str
    content: bytes


class Conversation:
    """A conversation with the mail server: `offer` a mail, then `finish` it; hangs up on leaving.

    `seconds` is the longest that everything up to the last line may take.
    """

    def __init__(self, *, seconds: float) -> None:
        """Note when it has to be over."""
        self._end = time.monotonic() + seconds
        self._longest_step = min(float(settings.EMAIL_TIMEOUT), seconds)
        self._is_mid_mail = False
        self._server: smtplib.SMTP

    def __enter__(self) -> Self:
        """Connect and sign in; raises UnreachableError, since no answer here is about the mail."""
        try:
            self._server = self._connect()
        except OSError as error:
            raise UnreachableError(_words(error)) from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Say goodbye where that cannot be taken for part of a mail, and hang up."""
        if not self._is_mid_mail:
            with contextlib.suppress(OSError):
                self._server.putcmd("QUIT")
        self._server.close()

    def offer(self, mail: Mail) -> None:
        """Send everything but the last line. Whatever goes wrong here, the mail has not left."""
        try:
            self._expect(self._step().mail(mail.sender), ACCEPTED)
            self._expect(self._step().rcpt(mail.recipient), ACCEPTED, is_about_recipient=True)
            self._expect(self._step().docmd("DATA"), range(GO_AHEAD, GO_AHEAD + 1))
            self._is_mid_mail = True
            self._step().send(_without_end(mail.content))
        except OSError as error:
            raise UnreachableError(_words(error)) from error

    def finish(self) -> str:
        """Send the line with the single dot and return the server's answer."""
        try:
            if self._server.sock is not None:
                self._server.sock.settimeout(self._longest_step)
            self._server.send(b".\r\n")
            code, reply = self._server.getreply()
        except OSError as error:
            raise UncertainError(_words(error)) from error
        self._is_mid_mail = False
        if code in ACCEPTED:
            return _reply(code, reply)
        if code == CLOSING or code not in (*FOR_NOW, *FOR_GOOD):
            raise UncertainError(_reply(code, reply))
        raise _refusal(code, reply)

    def _connect(self) -> smtplib.SMTP:
        """Open the connection, encrypted and signed in as the settings say.

        The server's certificate is always checked: smtplib by itself would not.
        """
        is_encrypted = settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL
        tls = ssl.create_default_context() if is_encrypted else None
        place = (settings.EMAIL_HOST, settings.EMAIL_PORT, DNS_NAME.get_fqdn())
        server = (
            smtplib.SMTP_SSL(*place, timeout=self._longest_step, context=tls)
            if settings.EMAIL_USE_SSL
            else smtplib.SMTP(*place, timeout=self._longest_step)
        )
        try:
            server.ehlo_or_helo_if_needed()
            if settings.EMAIL_USE_TLS:
                server.starttls(context=tls)
            if settings.EMAIL_HOST_USER:
                server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        except BaseException:
            server.close()
            raise
        return server

    def _step(self) -> smtplib.SMTP:
        """Return the server for one more step, with what is left of the time."""
        left = self._end - time.monotonic()
        if left <= 0 or self._server.sock is None:
            raise TimeoutError
        self._server.sock.settimeout(min(self._longest_step, left))
        return self._server

    def _expect(
        self, answer: tuple[int, bytes], wanted: range, *, is_about_recipient: bool = False
    ) -> None:
        """Go on, or raise what the answer means."""
        code, reply = answer
        if code not in wanted:
            raise _refusal(code, reply, is_about_recipient=is_about_recipient)


def _refusal(code: int, reply: bytes, *, is_about_recipient: bool = False) -> SmtpError:
    """Return what a server means by this code."""
    words = _reply(code, reply)
    if code in FOR_GOOD:
        return RefusedError(words, is_about_recipient=is_about_recipient)
    if code in FOR_NOW:
        return PutOffError(words)
    return UnreachableError(words)


def _without_end(content: bytes) -> bytes:
    """Return the mail with its dots doubled and its last line ended, lacking only the end mark."""
    body = LEADING_DOT.sub(b"..", content)
    return body if body.endswith(b"\r\n") else body + b"\r\n"


def _reply(code: int, reply: bytes) -> str:
    """Return an answer as a person would quote it."""
    return f"{code} {reply.decode('utf-8', 'replace')}".replace("\x00", "").strip()


def _words(error: OSError) -> str:
    """Return an error of the connection in words."""
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        return _reply(error.smtp_code, text if isinstance(text, bytes) else text.encode())
    return f"{type(error).__name__}: {error}".rstrip(": ")
