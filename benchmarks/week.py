"""The whole week played once at the desk: import, moderate, plan, ask, answer, plan again, report.

Everything goes through the services that the pages call, on SQLite, with mail written to a folder.
Answers are thrown by dice: of who is asked 55 % say yes, 25 % no, the rest nothing. At the end it is
counted whether a rule was broken.

    python -m benchmarks.week --activities 2000 --volunteers 20000
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from benchmarks import made_up_week
from data import mail as transports
from data.database import Database, open_database
from data.geocoding.gazetteer import Gazetteer, load
from data.repositories import activities, editions, people, proposals, signups, volunteers
from data.settings import Settings
from domain.accounts import NATIONAL
from domain.activities import Activity, ActivityFullError, new_id
from domain.actors import Actor, Role
from domain.contacts import LinkPurpose
from domain.imports import ImportKind
from domain.proposals import Proposal, ProposalState
from domain.vocabulary import SignUpState
from i18n.texts import Language
from services import importing, links, organising, programme
from services.contacts import Contact
from services.demo import programme as demo
from services.desk import exports, overview, white_spots
from services.mail.sending import send_due
from services.organising import many, reviewing
from services.planning import answering, making, sending
from services.volunteering import joining

YEAR = 2026
BEGIN = datetime(2026, 11, 23, 9, tzinfo=UTC)
DESK = Actor(Role.COORDINATOR, "desk")
EDITION = demo.DEMO_EDITION
BY_ORGANISERS = 0.15  # of the activities; the rest comes from a spreadsheet
CONFIRMS, YES, NO = 0.85, 0.55, 0.25
ROUNDS = 2


@contextmanager
def step(name: str) -> Iterator[list[str]]:
    """Time a step and print it with what it said."""
    said: list[str] = []
    begun = time.perf_counter()
    yield said
    print(f"| {name} | {time.perf_counter() - begun:.1f} | {'; '.join(said)} |", flush=True)


def bring_in(
    database: Database,
    gazetteer: Gazetteer,
    content: bytes,
    kind: ImportKind,
    now: datetime,
    *,
    actor: Actor = DESK,
) -> str:
    """A spreadsheet through every step of the importer, as guessed; what became of it."""
    with database.read() as session:
        edition = editions.get(session, EDITION)
    seen = importing.inspect(content, "lijst.csv", actor=actor, gazetteer=gazetteer)
    if seen.kind is not kind:
        raise SystemExit(f"taken for {seen.kind}")
    chosen = [importing.Chosen(one.sheet, one.meanings) for one in seen.sheets]
    found = importing.preview(
        chosen, actor=actor, gazetteer=gazetteer, kind=kind, edition=edition, editions=[edition]
    )
    done = importing.commit(database, found, actor=actor, now=now, file_name="lijst.csv")
    return f"{done.added} in, {len(found.handed_back)} back"


def send_in(database: Database, drafts: Sequence[Activity], now: datetime) -> int:
    """Activities that organisers put on the map themselves."""
    for n, draft in enumerate(drafts):
        own = replace(
            draft,
            id=new_id(),
            tasks=tuple(replace(task, id=new_id()) for task in draft.tasks),
            needs=tuple(replace(need, id=new_id()) for need in draft.needs),
        )
        organising.put_on_map(
            database,
            own,
            accepts_rules=True,
            contact=Contact("Robin", f"organisator{n}@example.org", "nl"),
            source_address=f"192.0.2.{n}",
            now=now,
        )
    return len(drafts)


def send_mail(database: Database, settings: Settings, now: datetime) -> int:
    """Let the worker run until nothing is due; how many went."""
    total = 0
    while sent := send_due(database, settings, transports.transport(settings), now=now).sent:
        total += sent
    return total


def opened(database: Database, purpose: LinkPurpose, id: str, person: str, now: datetime) -> Actor:
    """The browser in which somebody opened the link of a mail."""
    with database.write() as session:
        secret = links.make(session, purpose, id, person_id=person, now=now)
    return links.actor_of(
        database, links.open_link(database, secret, None, now=now).cookie, now=now
    )


def say_yes_to_being_asked(database: Database, now: datetime, random: np.random.Generator) -> int:
    """Most of who were invited open their link."""
    with database.read() as session:
        ids = people.all_ids(session)
    chosen = [id for id in sorted(ids) if random.random() < CONFIRMS]
    for id in chosen:
        actor = opened(database, LinkPurpose.WISHES, id, id, now)
        joining.confirm(database, id, actor=actor, now=now)
    return len(chosen)


def asked(database: Database, state: ProposalState) -> list[Proposal]:
    """The proposals in one state."""
    with database.read() as session:
        found = proposals.of_edition(session, EDITION, [state])
    return sorted(found, key=lambda one: one.id)


def answer(database: Database, now: datetime, random: np.random.Generator) -> Counter[str]:
    """Everybody who was asked and does not wait for next week answers, or not."""
    said: Counter[str] = Counter()
    for one in asked(database, ProposalState.SENT):
        luck = random.random()
        if luck >= YES + NO:
            said["nothing"] += 1
            continue
        actor = opened(database, LinkPurpose.PROPOSAL, one.id, one.volunteer_id, now)
        if luck >= YES:
            answering.decline(database, one.id, actor=actor, now=now)
            said["no"] += 1
            continue
        try:
            answering.accept(database, one.id, actor=actor, now=now)
            said["yes"] += 1
        except ActivityFullError:
            said["full meanwhile"] += 1
    return said


def broken(database: Database) -> dict[str, int]:
    """How often a rule was broken: all zero when the week was fair."""
    with database.read() as session:
        every = proposals.of_edition(session, EDITION, list(ProposalState))
        columns = dict(volunteers.columns(session, NATIONAL))
        shown = {
            one.id: one
            for one in activities.by_ids(session, sorted({one.activity_id for one in every}))
        }
        yes = [one for one in every if one.state is ProposalState.ACCEPTED]
        without = sum(
            (found := signups.find(session, one.activity_id, one.volunteer_id)) is None
            or found.state is SignUpState.CANCELLED
            for one in yes
        )
    wished = dict(zip(columns["ids"], columns["asks_per_week"], strict=True))
    sent: dict[str, list[datetime]] = {}
    for one in every:
        if one.sent_at is not None:
            sent.setdefault(one.volunteer_id, []).append(one.sent_at)
    week = timedelta(days=7)
    often = sum(
        max(sum(moment <= other < moment + week for other in moments) for moment in moments)
        > wished[who]
        for who, moments in sent.items()
    )
    full = sum(
        one.capacity is not None and one.taken > one.capacity for one in shown.values()
    ) + sum(task.taken > task.people for one in shown.values() for task in one.tasks)
    return {"asked too often": often, "above the places": full, "yes without a sign-up": without}


def main() -> None:
    """Play it and print a table of steps with their seconds."""
    asks = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asks.add_argument("--activities", type=int, default=2_000)
    asks.add_argument("--volunteers", type=int, default=20_000)
    wanted = asks.parse_args()
    gazetteer, random, now = load(None), np.random.default_rng(7), BEGIN
    made = list(made_up_week.activities(gazetteer, wanted.activities, year=YEAR))
    own = [one for one in made if one.place.point][: round(BY_ORGANISERS * len(made))]
    ids = {one.id for one in own}
    sheets = made_up_week.activities_file([one for one in made if one.id not in ids])
    people_sheet = made_up_week.volunteers_file(gazetteer, wanted.volunteers)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(var=Path(folder))
        database = open_database(settings)
        demo.add(database, gazetteer, year=YEAR, actor=DESK, count=12)
        print("| step | seconds | what |\n|---|---|---|")
        with step("import activities") as said:
            said.append(bring_in(database, gazetteer, sheets, ImportKind.ACTIVITIES, now))
        with step("organisers send in") as said:
            said.append(f"{send_in(database, own, now)} activities")
        with step("read along, many at once") as said:
            lines = reviewing.lines(database, actor=DESK, now=now)
            done = many.decide(database, lines, many.Decision.PUBLISH, actor=DESK, now=now)
            said.append(f"{len(done.done)} on the map")
        with step("import volunteers") as said:
            said.append(bring_in(database, gazetteer, people_sheet, ImportKind.VOLUNTEERS, now))
        with step("mail to organisers and volunteers") as said:
            said.append(f"{send_mail(database, settings, now)} mails")
        with step("volunteers open their link") as said:
            said.append(f"{say_yes_to_being_asked(database, now, random)} may be asked")
        for number in range(1, ROUNDS + 1):
            play_round(database, settings, number, now, random)
            now += timedelta(days=7, hours=1)  # who was asked may be asked again
        report(database, gazetteer, now)
        print("\nRules broken:", broken(database))
        database.close()


def play_round(
    database: Database,
    settings: Settings,
    number: int,
    now: datetime,
    random: np.random.Generator,
) -> None:
    """A plan, its mail, the answers, and the end of the time to answer."""
    with step(f"plan {number}") as said:
        run = making.make(database, EDITION, actor=DESK, now=now)
        said.append(f"{run.seekers} people, {run.placed} placed, gap {run.gap:.2%}")
        said += [f"{way}: {one['placed']:.0f} placed, {one['too_many']:.0f} too many, worst "
                 f"{one['worst']:.2f}" for way, one in run.compared.items()]  # fmt: skip
    with step(f"send the proposals of plan {number}") as said:
        sent = sending.send(database, EDITION, actor=DESK, now=now)
        said.append(f"{sent.count} sent, held back {dict(sent.held_back)}")
    with step(f"mail of plan {number}") as said:
        said.append(f"{send_mail(database, settings, now)} mails")
    with step(f"answers to plan {number}") as said:
        said.append(str(dict(answer(database, now + timedelta(hours=20), random))))
    with step(f"no answer in time, plan {number}") as said:
        expired, withdrawn = answering.release(database, now=now + timedelta(days=4))
        said.append(f"{expired} over, {withdrawn} taken back")


def report(database: Database, gazetteer: Gazetteer, now: datetime) -> None:
    """What a coordinator looks at and takes along at the end."""
    with step("overview and pictures") as said:
        shown = programme.load(database)
        numbers = overview.numbers(database, shown, EDITION, actor=DESK)
        overview.pictures(database, shown, EDITION, actor=DESK)
        said.append(f"{numbers.on_the_map} on the map, {numbers.open_places} places open")
    with step("white spots") as said:
        spots = white_spots.municipalities(database, shown, gazetteer, EDITION, actor=DESK)
        said.append(f"{len(spots)} municipalities")
    with step("every list as XLSX") as said:
        for kind in exports.available(DESK):
            order = exports.Order(kind, EDITION, exports.FileKind.XLSX, True, "rapport")
            size = len(exports.made(database, order, Language.NL, actor=DESK, now=now))
            said.append(f"{kind} {size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
