"""Handing mail to a real server of the test's own, and to files."""

from __future__ import annotations

import ssl
import stat
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from data.mail import DeliveryError, FolderTransport, Problem, SmtpTransport, read_url, transport
from data.mail.folder import KIND, remove_old
from data.mail.smtp import SmtpServer, SmtpUrlError
from data.settings import Settings
from tests.mail_server import free_port, mail_server

SENDER, READER = "post@example.nl", "noor@example.org"


class Sink:
    """A mail server that keeps what it gets, or answers a command as it is told to."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.answers: dict[str, str] = {}
        self.sessions: set[int] = set()

    async def handle_MAIL(self, _server, _session, envelope, address, _options) -> str:
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.sessions.add(id(session))
        self.envelopes.append(envelope)
        return "250 OK"


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def plain_port(sink: Sink) -> Iterator[int]:
    with mail_server(sink) as port:
        yield port


def in_the_open(port: int) -> SmtpTransport:
    return SmtpTransport(read_url(f"smtp://127.0.0.1:{port}?starttls=0"), seconds=5)


def a_message(number: str = "abc") -> EmailMessage:
    message = EmailMessage()
    message["Message-ID"] = f"<{number}@week.example.nl>"
    message["Date"] = "Mon, 30 Nov 2026 12:00:00 +0000"
    message["From"], message["To"], message["Subject"] = SENDER, READER, "Hallo"
    message[KIND] = "signed_up"
    message.set_content("Dag Noor")
    return message


def test_many_mails_go_over_one_connection_each_to_one_reader(sink, plain_port):
    with in_the_open(plain_port) as open_transport:
        for number in "abc":
            open_transport.send(a_message(number), sender=SENDER, recipient=READER)

    assert [(one.mail_from, one.rcpt_tos) for one in sink.envelopes] == [(SENDER, [READER])] * 3
    assert len(sink.sessions) == 1


@pytest.mark.parametrize(
    ("command", "answer", "problem", "is_final", "is_for_all"),
    [
        ("RCPT", "550 5.1.1 nobody here", Problem.ADDRESS, True, False),
        ("RCPT", "450 4.2.1 mailbox busy", Problem.LATER, False, False),
        ("RCPT", "554 5.7.1 relay access denied", Problem.SENDER, False, True),
        ("RCPT", "530 authentication required", Problem.SENDER, False, True),
        ("MAIL", "553 5.1.8 sender unknown", Problem.SENDER, False, True),
        ("MAIL", "451 4.3.0 try later", Problem.LATER, False, False),
        ("DATA", "554 5.6.0 no", Problem.CONTENT, True, False),
        ("DATA", "452 4.3.1 disk full", Problem.LATER, False, False),
    ],
)
def test_what_a_server_refuses_is_a_problem_without_an_address(
    sink, plain_port, command, answer, problem, is_final, is_for_all
):
    sink.answers[command] = f"{answer} {READER}"

    with pytest.raises(DeliveryError) as refused, in_the_open(plain_port) as open_transport:
        open_transport.send(a_message(), sender=SENDER, recipient=READER)

    error = refused.value
    assert (error.problem, error.is_final, error.is_for_all) == (problem, is_final, is_for_all)
    assert "@" not in str(error)
    assert error.__cause__ is None
    assert error.__suppress_context__


def test_after_a_refusal_the_next_mail_goes(sink, plain_port):
    with in_the_open(plain_port) as open_transport:
        sink.answers["RCPT"] = "550 nobody"
        with pytest.raises(DeliveryError):
            open_transport.send(a_message(), sender=SENDER, recipient=READER)
        sink.answers.clear()
        open_transport.send(a_message(), sender=SENDER, recipient=READER)

    assert [one.rcpt_tos for one in sink.envelopes] == [[READER]]


def test_a_server_that_is_not_there_is_unreachable():
    with pytest.raises(DeliveryError) as refused, in_the_open(free_port()) as open_transport:
        open_transport.send(a_message(), sender=SENDER, recipient=READER)
    assert refused.value.problem is Problem.UNREACHABLE
    assert refused.value.is_for_all


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate and key for 127.0.0.1 that nobody else trusts."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            *[
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=127.0.0.1",
            ],
            *("-keyout", folder / "key", "-out", folder / "cert"),
            *("-addext", "subjectAltName=IP:127.0.0.1"),
        ],
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture
def tls_server(sink: Sink, certificate: Path) -> Iterator[SmtpServer]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "cert", certificate / "key")

    def let_in(_server, _session, _envelope, _mechanism, data) -> AuthResult:
        return AuthResult(success=data.password == b"p@ss/word", handled=False)

    options = {"require_starttls": True, "authenticator": let_in, "auth_required": True}
    with mail_server(sink, tls_context=context, **options) as port:
        yield read_url(f"smtp://noor:p%40ss%2Fword@127.0.0.1:{port}")


def test_a_server_with_tls_and_a_password_is_spoken_to_safely(sink, tls_server, certificate):
    trusting = ssl.create_default_context(cafile=str(certificate / "cert"))

    with SmtpTransport(tls_server, context=trusting, seconds=5) as open_transport:
        open_transport.send(a_message(), sender=SENDER, recipient=READER)

    assert len(sink.envelopes) == 1


def test_a_certificate_that_is_not_right_gets_no_password(sink, tls_server):
    with (
        pytest.raises(DeliveryError) as refused,
        SmtpTransport(tls_server, seconds=5) as open_transport,
    ):
        open_transport.send(a_message(), sender=SENDER, recipient=READER)
    assert refused.value.problem is Problem.NOT_SAFE
    assert sink.envelopes == []


def test_a_server_that_offers_no_tls_gets_nothing(sink, plain_port):
    with (
        pytest.raises(DeliveryError) as refused,
        SmtpTransport(read_url(f"smtp://127.0.0.1:{plain_port}"), seconds=5) as open_transport,
    ):
        open_transport.send(a_message(), sender=SENDER, recipient=READER)
    assert refused.value.problem is Problem.NOT_SAFE
    assert sink.envelopes == []


def test_a_wrong_password_is_about_the_login(sink, tls_server, certificate):
    trusting = ssl.create_default_context(cafile=str(certificate / "cert"))
    wrong = SmtpServer("127.0.0.1", tls_server.port, user="noor", password="x")
    with (
        pytest.raises(DeliveryError) as refused,
        SmtpTransport(wrong, context=trusting, seconds=5) as open_transport,
    ):
        open_transport.send(a_message(), sender=SENDER, recipient=READER)
    assert refused.value.problem is Problem.LOGIN


def test_the_url_says_where_and_how():
    assert read_url("smtp://post.example.nl") == SmtpServer("post.example.nl", 587)
    assert read_url("smtps://a:b@post.example.nl") == SmtpServer(
        "post.example.nl", 465, is_tls=True, has_starttls=False, user="a", password="b"
    )
    assert read_url("smtp://localhost:25?starttls=0").has_starttls is False
    assert "geheim" not in repr(read_url("smtp://a:geheim@post.example.nl"))
    assert "geheim" not in repr(Settings(smtp_url="smtp://a:geheim@post.example.nl"))


@pytest.mark.parametrize("url", ["http://post.example.nl", "post.example.nl:25", "smtp://:99999"])
def test_an_address_that_is_no_mail_server_is_refused_without_repeating_it(url):
    with pytest.raises(SmtpUrlError) as refused:
        read_url(url)
    assert url not in str(refused.value)


def test_without_a_server_mail_lies_in_files_for_one_user_without_an_address_in_the_name(tmp_path):
    settings = Settings(var=tmp_path)

    with transport(settings) as open_transport:
        open_transport.send(a_message(), sender=SENDER, recipient=READER)

    (file,) = (tmp_path / "outbox").iterdir()
    assert file.name == "20261130T120000Z-signed_up-abc.eml"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert READER.encode() in file.read_bytes()


def test_a_mail_that_comes_twice_replaces_itself(tmp_path):
    folder = FolderTransport(tmp_path)
    folder.send(a_message(), sender=SENDER, recipient=READER)
    later = a_message()
    later.replace_header("Date", "Mon, 30 Nov 2026 13:00:00 +0000")
    folder.send(later, sender=SENDER, recipient=READER)

    assert [file.name for file in tmp_path.iterdir()] == ["20261130T130000Z-signed_up-abc.eml"]


def test_a_folder_that_cannot_be_written_is_a_problem_for_all(tmp_path):
    (tmp_path / "outbox").write_text("a file")
    with pytest.raises(DeliveryError) as refused:
        FolderTransport(tmp_path / "outbox").send(a_message(), sender=SENDER, recipient=READER)
    assert (refused.value.problem, refused.value.is_for_all) == (Problem.DISK, True)


def test_old_files_go(tmp_path):
    FolderTransport(tmp_path).send(a_message(), sender=SENDER, recipient=READER)
    now = datetime.now(UTC)
    assert remove_old(tmp_path, before=now - timedelta(days=1)) == 0
    assert remove_old(tmp_path, before=now + timedelta(days=1)) == 1
    assert list(tmp_path.iterdir()) == []
