"""The worker: once each, again after a fault, and no more readers than one."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from email.utils import getaddresses
from pathlib import Path
from threading import Barrier

import pytest

from data import tables
from data.database import Database, open_database
from data.mail import DeliveryError, Problem, transport
from data.repositories import outbox, people
from data.settings import Settings
from domain.contacts import MailKind, Person
from services.mail import post, sending, work
from services.mail.sending import TRIES, delay_after, send_due
from tests.mail_server import mail_server
from tests.mailbox import mails, send
from tests.services.mail.made_up import NOW, a_world

ROOT = Path(__file__).parent.parent.parent.parent


class Kept:
    """A transport that keeps what it gets, or fails as it is told to."""

    def __init__(self, *problems: Problem | BaseException | None) -> None:
        self.numbers: list[str] = []
        self.problems = list(problems)

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, *_exception: object) -> None:
        pass

    def send(self, message, *, sender: str, recipient: str) -> None:
        problem = self.problems.pop(0) if self.problems else None
        if isinstance(problem, Problem):
            raise DeliveryError(problem)
        self.numbers.append(message["Message-ID"])
        if problem is not None:
            raise problem


@contextmanager
def handing_to(handler: object) -> Iterator[Settings]:
    """Settings that hand mail to a server of the test's own."""
    with mail_server(handler) as port:
        yield Settings(
            public_url="https://week.example.nl",
            smtp_url=f"smtp://127.0.0.1:{port}?starttls=0",
            mail_from="post@example.nl",
        )


class Sink:
    def __init__(self) -> None:
        self.got: list[tuple[list[str], bytes]] = []

    async def handle_DATA(self, _server, _session, envelope) -> str:
        self.got.append((envelope.rcpt_tos, envelope.content))
        return "250 OK"


def many(database: Database, count: int) -> None:
    """Mails to people about themselves, which need nothing else."""
    with database.write() as session:
        for number in range(count):
            id = f"p{number}"
            people.save(session, Person(id, "Noor", f"noor{number}@example.org", created_at=NOW))
            post(session, MailKind.MY_DATA, id, id, now=NOW)


# A hundred ways to ask for another reader, another header or another mail.
_BREAKS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\u2028", "\u2029", "\x85", "%0d%0a", "\\r\\n"]
_MORE = [
    "Bcc: slecht@example.org",
    "Cc: slecht@example.org",
    "To: slecht@example.org",
    "Subject: gewonnen",
    "Reply-To: slecht@example.org",
    "Content-Type: text/html\r\n\r\n<b>x</b>",
    ".\r\nMAIL FROM:<x@example.org>\r\nRCPT TO:<slecht@example.org>",
    "\r\n.\r\n",
    ", slecht@example.org",
    "<slecht@example.org>",
]
PAYLOADS = [f"Noor{line}{more}" for line in _BREAKS for more in _MORE]


def test_a_hundred_ways_to_smuggle_a_header_reach_one_reader_each(sqlite_database):
    assert len(set(PAYLOADS)) == 100
    sink = Sink()
    world = a_world(sqlite_database)
    with handing_to(sink) as settings:
        for number, payload in enumerate(PAYLOADS):
            # Straight into the database: forms and constructors clean most of it away.
            with sqlite_database.write() as session:
                columns = tables.people.c
                session.execute(
                    tables.people.update()
                    .where(columns.id == world.visitor.id)
                    .values(first_name=payload)
                )
                session.execute(tables.activities.update().values(title=payload, summary=payload))
                session.execute(tables.tasks.update().values(title=payload))
            if number % 2:
                world.post(MailKind.ACTIVITY_CHANGED, old_when=payload, old_where=payload)
            else:
                world.post(MailKind.MESSAGE, text=payload)
            run = send(sqlite_database, settings, now=NOW)
            assert (run.sent, run.postponed, run.given_up) == (1, 0, 0), repr(payload)

    assert len(sink.got) == 100
    for readers, content in sink.got:
        message = message_from_bytes(content, policy=policy.default)
        assert readers == ["noor@example.org"]
        assert getaddresses(message.get_all("To")) == [("", "noor@example.org")]
        assert (message["Cc"], message["Bcc"], message["Reply-To"]) == (None, None, None)
        assert "gewonnen" not in message["Subject"]
        assert message.get_content_type() in {"multipart/alternative", "multipart/mixed"}


@pytest.mark.parametrize(
    "address",
    [
        "noor@example.org, slecht@example.org",
        "noor@example.org\r\nBcc: slecht@example.org",
        "noor@example.org;slecht@example.org",
        "Noor <noor@example.org>",
        "@",
        "",
    ],
)
def test_an_address_that_is_not_exactly_one_gets_no_mail(sqlite_database, tmp_path, address):
    many(sqlite_database, 1)
    with sqlite_database.write() as session:
        session.execute(tables.people.update().values(email=address))
    kept = Kept()

    run = send_due(sqlite_database, Settings(var=tmp_path), kept, now=NOW)

    assert (run.given_up, kept.numbers) == (1, [])
    with sqlite_database.read() as session:
        assert outbox.failed(session) == 1


def test_two_workers_send_each_mail_once(database, settings):
    many(database, 60)
    start, kept = Barrier(4), [Kept() for _ in range(4)]
    databases = [open_database(settings) for _ in kept]

    def work_on(number: int) -> int:
        start.wait()
        return send_due(databases[number], settings, kept[number], now=NOW).sent

    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(work_on, range(4)))
    for one in databases:
        one.close()

    assert sum(sent) == 60
    assert Counter(number for one in kept for number in one.numbers).most_common(1)[0][1] == 1
    with database.read() as session:
        assert outbox.waiting(session) == []


class Together(Kept):
    """Hands its first mail over at the same moment as the others do."""

    def __init__(self, start: Barrier) -> None:
        super().__init__()
        self.start = start

    def send(self, message, *, sender: str, recipient: str) -> None:
        if not self.numbers:
            self.start.wait(timeout=60)
        super().send(message, sender=sender, recipient=recipient)


def test_without_the_claim_the_same_mail_goes_from_every_worker(database, settings, monkeypatch):
    # The positive control of the test above.
    many(database, 5)
    start = Barrier(3)
    kept = [Together(start) for _ in range(3)]
    databases = [open_database(settings) for _ in kept]

    def unclaimed(session, *, now, limit):
        return outbox.waiting(session)[:limit]

    monkeypatch.setattr(sending.outbox, "claim", unclaimed)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda n: send_due(databases[n], settings, kept[n], now=NOW), range(3)))
    for one in databases:
        one.close()

    sent = Counter(number for one in kept for number in one.numbers)
    assert sent.most_common(1)[0][1] == 3


def test_a_mail_that_cannot_go_now_waits_longer_each_time_and_is_given_up_after_days(
    sqlite_database, tmp_path
):
    many(sqlite_database, 1)
    now, waited = NOW, []
    settings = Settings(var=tmp_path)
    for _ in range(TRIES):
        run = send_due(sqlite_database, settings, Kept(Problem.LATER), now=now)
        with sqlite_database.read() as session:
            left = outbox.waiting(session)
        if left:
            waited.append(round((left[0].due_at - now).total_seconds() / 60))
            assert left[0].problem == "later"
            now = left[0].due_at

    assert waited == [1, 5, 15, 60, 240, 720, 1440, 1440, 1440, 1440]
    assert run.given_up == 1
    assert delay_after(99) == timedelta(days=1)
    with sqlite_database.read() as session:
        assert (outbox.waiting(session), outbox.failed(session)) == ([], 1)


def test_a_server_that_is_gone_is_asked_once_in_a_run(sqlite_database, tmp_path):
    many(sqlite_database, 5)
    kept = Kept(Problem.UNREACHABLE)

    run = send_due(sqlite_database, Settings(var=tmp_path), kept, now=NOW)

    assert (run.postponed, run.sent, kept.numbers) == (1, 0, [])
    again = send_due(sqlite_database, Settings(var=tmp_path), kept, now=NOW + timedelta(minutes=2))
    assert again.sent == 5


def test_an_address_that_is_refused_does_not_keep_others_waiting(sqlite_database, tmp_path):
    many(sqlite_database, 3)

    run = send_due(sqlite_database, Settings(var=tmp_path), Kept(Problem.ADDRESS), now=NOW)

    assert (run.sent, run.given_up) == (2, 1)


def test_a_fault_of_ours_in_one_mail_does_not_keep_others_waiting(
    sqlite_database, tmp_path, monkeypatch, caplog
):
    many(sqlite_database, 3)
    compose, broken = sending.compose, []

    def breaks_once(*args: object, **more: object):
        if not broken:
            broken.append(1)
            raise ZeroDivisionError
        return compose(*args, **more)

    monkeypatch.setattr(sending, "compose", breaks_once)
    run = send_due(sqlite_database, Settings(var=tmp_path), Kept(), now=NOW)

    assert (run.sent, run.postponed) == (2, 1)
    assert "ZeroDivisionError" in caplog.text


def test_a_process_that_stops_after_handing_over_sends_the_same_number_again(
    sqlite_database, tmp_path
):
    many(sqlite_database, 1)
    settings = Settings(var=tmp_path)
    killed = Kept(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        send_due(sqlite_database, settings, killed, now=NOW)

    again = Kept()
    assert send_due(sqlite_database, settings, again, now=NOW + timedelta(minutes=1)).sent == 0
    assert send_due(sqlite_database, settings, again, now=NOW + timedelta(minutes=6)).sent == 1
    assert again.numbers == killed.numbers


_CHILD = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from data.database import open_database
from data.mail import transport
from data.settings import Settings
from services.mail.sending import send_due

settings = Settings(var=Path(sys.argv[1]))
database = open_database(settings)
while True:
    send_due(database, settings, transport(settings), now=datetime.fromisoformat(sys.argv[2]))
"""


@pytest.mark.slow
def test_workers_that_are_killed_lose_no_mail_and_no_reader_gets_two(tmp_path, migrated_file):
    (tmp_path / "verbindingswijzer.sqlite3").write_bytes(migrated_file.read_bytes())
    settings = Settings(var=tmp_path)
    database = open_database(settings)
    many(database, 15)
    now, kills = NOW, 0

    def left() -> int:
        with database.read() as session:
            return len(outbox.waiting(session))

    folder = tmp_path / "outbox"

    def written() -> int:
        return len(list(folder.glob("*.eml")))

    while left():
        child = subprocess.Popen(
            [sys.executable, "-c", _CHILD, str(tmp_path), now.isoformat()],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        enough = written() + 1 + kills % 4
        while written() < enough and left():
            time.sleep(0.001)
        time.sleep(0.001 * (kills % 5))  # a little further: before, in or after the noting
        child.send_signal(signal.SIGKILL)
        child.wait()
        kills += 1
        now += timedelta(minutes=6)  # the claim of the killed one is over

    database.close()
    assert kills > 3
    readers = Counter(mail["To"] for mail in mails(settings))
    assert readers == {f"noor{number}@example.org": 1 for number in range(15)}


def test_logs_hold_no_address(sqlite_database, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    many(sqlite_database, 4)
    problems = [Problem.ADDRESS, Problem.LATER, None, Problem.UNREACHABLE]

    send_due(sqlite_database, Settings(var=tmp_path), Kept(*problems), now=NOW)

    assert len([one for one in caplog.records if "try 1" in one.message]) == 3
    assert "@" not in caplog.text.replace("@example.nl>", "")
    assert "noor" not in caplog.text.lower()


def test_what_went_keeps_no_words_of_anybody(sqlite_database, tmp_path):
    world = a_world(sqlite_database)
    world.post(MailKind.MESSAGE)
    settings = Settings(var=tmp_path)

    assert send_due(sqlite_database, settings, Kept(), now=NOW).sent == 1

    with sqlite_database.read() as session:
        (row,) = session.execute(tables.outbox.select()).mappings()
    assert (row["facts"], row["problem"], row["claimed_until"]) == ({}, "", None)
    assert row["sent_at"] is not None


def test_a_coordinator_sees_how_it_stands(sqlite_database, tmp_path):
    many(sqlite_database, 3)
    with sqlite_database.write() as session:
        post(session, MailKind.MY_DATA, "p0", "p0", now=NOW, due_at=NOW + timedelta(days=9))
    files = Settings(var=tmp_path)
    server = Settings(var=tmp_path, smtp_url="smtp://post.example.nl")

    state = work.state(sqlite_database, files, now=NOW)
    assert (state.has_server, state.waiting, state.late, state.oldest) == (False, 3, 0, NOW)

    send_due(sqlite_database, server, Kept(Problem.ADDRESS, Problem.LATER), now=NOW)
    state = work.state(sqlite_database, server, now=NOW + timedelta(minutes=20))
    assert (state.waiting, state.late, state.failed) == (1, 1, 1)
    assert abs(state.oldest - NOW) < timedelta(seconds=10)


def test_a_server_that_answers_gets_real_mail(sqlite_database):
    sink = Sink()
    with handing_to(sink) as settings:
        many(sqlite_database, 3)
        run = send_due(sqlite_database, settings, transport(settings), now=NOW)

    assert run.sent == 3
    assert [readers for readers, _ in sink.got] == [[f"noor{n}@example.org"] for n in _order(sink)]


def _order(sink: Sink) -> list[str]:
    return [readers[0].removeprefix("noor").partition("@")[0] for readers, _ in sink.got]
