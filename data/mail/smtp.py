"""Mail to a server: checked TLS unless it is turned off, a limit on waiting, one recipient."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

from data.mail.transport import DeliveryError, Problem
from domain.errors import VerbindingError

SECONDS = 20.0  # for each answer of the server
_FOR_EVER = 500  # an answer from here on will be the same at a next try
_NO_LOGIN = 530


class SmtpUrlError(VerbindingError):
    """`VERBINDING_SMTP_URL` does not name a mail server."""

    key = "error.smtp_url"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """A mail server. `is_tls` from the first byte on, or `has_starttls` after the greeting."""

    host: str
    port: int
    is_tls: bool = False
    has_starttls: bool = True
    user: str = ""
    password: str = field(default="", repr=False)


def read_url(url: str) -> SmtpServer:
    """The server that "smtp://name:password@host:587" names, or "smtps://..." for TLS at once.

    `?starttls=0` sends in the open, for a server on the same machine. Signs such as @ in a
    password are percent-encoded. Raises `SmtpUrlError`.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SmtpUrlError() from None  # the reason would repeat the password
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise SmtpUrlError()
    is_tls = parts.scheme == "smtps"
    asked = parse_qs(parts.query).get("starttls", ["1"])[0]
    return SmtpServer(
        host=parts.hostname,
        port=port or (465 if is_tls else 587),
        is_tls=is_tls,
        has_starttls=not is_tls and asked not in {"0", "no", "off"},
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


class SmtpTransport:
    """Hands mail to one server over one connection for each `with` block."""

    def __init__(
        self,
        server: SmtpServer,
        *,
        context: ssl.SSLContext | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self._server = server
        self._context = context or ssl.create_default_context()
        self._seconds = seconds
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        """Say goodbye to the server, if it still listens."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(smtplib.SMTPException, OSError):  # everything was handed over by now
                connection.quit()

    def send(self, message: EmailMessage, *, sender: str, recipient: str) -> None:
        """Hand one mail over. Raises `DeliveryError`."""
        with _problems():
            connection = self._connected()
        try:
            with _problems():
                connection.send_message(message, from_addr=sender, to_addrs=[recipient])
        except DeliveryError:
            # Whatever state it is in, the next mail begins with a clean connection.
            self._connection = None
            connection.close()
            raise

    def _connected(self) -> smtplib.SMTP:
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        connection: smtplib.SMTP = (
            smtplib.SMTP_SSL(server.host, server.port, timeout=self._seconds, context=self._context)
            if server.is_tls
            else smtplib.SMTP(server.host, server.port, timeout=self._seconds)
        )
        try:
            if server.has_starttls:
                connection.starttls(context=self._context)
            if server.user:
                connection.login(server.user, server.password)
        except (smtplib.SMTPException, OSError):
            connection.close()
            raise
        return connection


@contextmanager
def _problems() -> Iterator[None]:
    """Turn what a server or the network says into a `DeliveryError` that holds no address.

    What they said is left out on purpose, also from the chain: it often repeats the address.
    """
    try:
        yield
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        problem = _problem(error)
    else:
        return
    raise DeliveryError(problem) from None


def _refused(code: int, answer: bytes) -> Problem:
    if code < _FOR_EVER:
        return Problem.LATER
    # 5.7 is about who sends (no login, no right to relay), not about who is written to.
    return Problem.SENDER if answer.startswith(b"5.7.") or code == _NO_LOGIN else Problem.ADDRESS


# What a server says that it cannot do, by the first word of smtplib's sentence.
_UNSUPPORTED = {
    "SMTPUTF8": Problem.ADDRESS,
    "One": Problem.ADDRESS,  # "One or more source or delivery addresses require ..."
    "STARTTLS": Problem.NOT_SAFE,
}


def _problem(error: Exception) -> Problem:
    match error:
        case smtplib.SMTPRecipientsRefused():
            ((code, answer),) = error.recipients.values()
            return _refused(code, answer)
        case smtplib.SMTPSenderRefused():
            return Problem.SENDER if error.smtp_code >= _FOR_EVER else Problem.LATER
        case smtplib.SMTPDataError():
            return Problem.CONTENT if error.smtp_code >= _FOR_EVER else Problem.LATER
        case smtplib.SMTPAuthenticationError():
            return Problem.LOGIN
        case smtplib.SMTPNotSupportedError():
            return _UNSUPPORTED.get(str(error).split(" ", 1)[0], Problem.LOGIN)
        case ssl.SSLError():
            return Problem.NOT_SAFE
        case UnicodeError():
            return Problem.ADDRESS
        case _:
            return Problem.UNREACHABLE
