"""Whether the head of the list is true: an earlier engine beside this one, on three programmes.

Run: python -m benchmarks.truth [FILE]. The example week, 20,000 made-up activities, and FILE: the
event permits of the city of Utrecht, 2011 to 2016 (`events_utrecht_2011_2016_location.csv`). The
earlier engine is taken out of the history of this repository and runs in a process of its own; all
lists are measured by the same rules, those of `matching/evaluation.py`.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import numpy as np

from benchmarks import country
from data.geocoding.gazetteer import load
from domain.activities import Activity
from domain.places import NOWHERE, Place, Point
from domain.seekers import Seeker
from domain.times import TimeSlot, local_to_utc
from domain.vocabulary import ActivityState, Audience
from i18n.texts import Language
from matching.bulk import Ranking
from matching.catalogue import UNKNOWN, Catalogue, minute
from matching.evaluation import TOP, figures, in_lanes, one_list, surroundings
from matching.seekers import Seekers
from matching.weights import current
from services import demo
from services.demo.seekers import seekers
from services.demo.towns import Town, towns_of
from services.head_of_list import as_table
from services.nearby import km_from, spots

ROOT = Path(__file__).parents[1]
OLD = "7afa0f3"  # the last with a nearness that ends at one's reach, and silence that counts for nothing
LARGE, BARE = 20_000, 0.05
AROUND_KM = 30  # so far from a city live those who look there
YEAR = 2026

# What the other process runs: the columns of this engine hold all that the earlier one asks.
IN_OLD_ENGINE = """
import sys, numpy as np
from domain.vocabulary import Audience
from matching.bulk import rank
from matching.catalogue import Catalogue
from matching.seekers import Seekers
given, made, audience, now, top = sys.argv[1:]
columns = dict(np.load(given))
take = lambda part: {name.split(".")[1]: columns[name] for name in columns if name.startswith(part)}
found = rank(
    Seekers.from_columns(Audience(audience), take("seekers.")),
    Catalogue.from_columns(take("catalogue.")),
    now_minute=int(now), top=int(top),
)
np.savez(made, offsets=found.offsets, rows=found.rows, scores=found.scores)
"""


@dataclass(frozen=True)
class Programme:
    """Activities, the minute from which they are looked at, and where those live who look."""

    name: str
    catalogue: Catalogue
    now_minute: int
    towns: list[Town]


@contextmanager
def old_engine() -> Iterator[Path]:
    """A folder with the code of the earlier engine."""
    archive = ("git", "archive", OLD, "matching", "domain")
    packed = subprocess.run(archive, cwd=ROOT, check=True, capture_output=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
            tar.extractall(folder, filter="data")
        yield Path(folder)


def ranked_by_old(engine: Path, people: Seekers, programme: Programme) -> Ranking:
    """What the earlier engine, in `engine`, puts first."""
    catalogue = programme.catalogue
    given = {f"seekers.{one.name}": getattr(people, one.name) for one in fields(people)[1:]}
    given |= {f"catalogue.{one.name}": getattr(catalogue, one.name) for one in fields(catalogue)}
    given["catalogue.minutes"] = catalogue.site_minutes
    with tempfile.TemporaryDirectory() as folder:
        before, after = f"{folder}/given.npz", f"{folder}/made.npz"
        np.savez(before, **given)
        words = (before, after, people.audience, str(programme.now_minute), str(TOP))
        subprocess.run([sys.executable, "-c", IN_OLD_ENGINE, *words], cwd=engine, check=True)
        made = np.load(after)
        return Ranking(made["offsets"], made["rows"], made["scores"])


def example_week() -> Programme:
    gazetteer = load(None)
    made = demo.build(gazetteer, year=YEAR)
    now = datetime.combine(made.edition.first_day - timedelta(days=30), time(), UTC)
    catalogue = Catalogue.from_activities(made.activities)
    return Programme("The example week", catalogue, minute(now), towns_of(gazetteer))


def made_up_country() -> Programme:
    catalogue = country.activities(LARGE, bare=BARE)
    return Programme("Made up", catalogue, country.NOW, towns_of(load(None)))


def real_city(file: Path) -> Programme:
    with file.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    activities = [one for number, row in enumerate(rows) if (one := permit(number, row))]
    known = [one.place.point for one in activities if one.place.point]
    middle = Point(*np.median([(point.lat, point.lon) for point in known], axis=0))
    towns = towns_of(load(None))
    km = km_from(middle, spots(town.place.point for town in towns))
    around = [town for town, away in zip(towns, km, strict=True) if away < AROUND_KM]
    now = minute(datetime(2010, 12, 31, tzinfo=UTC))
    return Programme("Real", Catalogue.from_activities(activities), now, around)


def permit(number: int, row: dict[str, str]) -> Activity | None:
    """An event permit as an activity; None when its day or its name cannot be read."""
    said = re.search(r"\b(\d{1,2})[-/](\d{1,2})[-/](20\d\d)\b", row["date_from_to"])
    try:
        day = date(int(said[3]), int(said[2]), int(said[1])) if said else None
    except ValueError:
        return None
    if day is None or not row["event_naam"].strip():
        return None
    clock = re.match(r"(\d{1,2}):(\d\d)\b", row["time_from"].strip())
    starts_at = local_to_utc(day, time(int(clock[1]) % 24, int(clock[2])) if clock else time(12))
    point = Point(float(row["lat"]), float(row["lon"])) if row["lat"] else None
    return Activity(
        id=f"u{number:05d}",
        edition_id="2011-2016",
        title=row["event_naam"].strip(),
        place=Place(row["location"], point) if point else NOWHERE,
        slots=(TimeSlot(starts_at, starts_at + timedelta(hours=2)),),
        state=ActivityState.PUBLISHED,
    )


def audiences(towns: list[Town], count: int) -> dict[str, Seekers]:
    """Who looks: volunteers who say no more than where they are, and three audiences with wishes."""
    gazetteer, found = load(None), {}
    for audience in Audience:
        people = seekers(towns, count, audience=audience, gazetteer=gazetteer)
        if audience is Audience.VOLUNTEER:
            bare = [
                Seeker(one.id, audience, one.point, travel_mode=one.travel_mode) for one in people
            ]
            found["volunteers who say where they are"] = Seekers.from_seekers(bare)
        found[f"{audience.name.lower()}s with wishes"] = Seekers.from_seekers(people)
    return found


def measure(programme: Programme, count: int, engine: Path) -> None:
    """Print what each engine puts first for each kind of seeker."""
    now, catalogue = programme.now_minute, programme.catalogue
    print(f"\n**{programme.name}**, {len(catalogue):,} activities, {count:,} seekers of each kind")
    for number, (name, people) in enumerate(audiences(programme.towns, count).items()):
        around = surroundings(people, catalogue, now_minute=now)
        if (around.lane == UNKNOWN).all():  # no permit asks a sponsor for anything
            continue
        weights = current(people.audience)
        lists = {
            "earlier engine": ranked_by_old(engine, people, programme),
            "one list": one_list(people, catalogue, weights=weights, now_minute=now),
            "in lanes": in_lanes(people, catalogue, weights=weights, now_minute=now),
        }
        columns = {key: figures(found, around) for key, found in lists.items()}
        table = as_table(columns, around, Language.EN)
        if not number:
            print("\n| seekers | list |", " | ".join(row[0] for row in table.rows), "|")
            print("|---|---|" + "---|" * len(table.rows))
        for column, heading in enumerate(table.headings[1:], start=1):
            figures_said = " | ".join(row[column] for row in table.rows)
            print(f"| {name if column == 1 else ''} | {heading} | {figures_said} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path, nargs="?", help="event permits of Utrecht")
    parser.add_argument("--seekers", type=int, default=1_000)
    chosen = parser.parse_args()
    programmes = [example_week(), made_up_country()]
    if chosen.file:
        programmes.append(real_city(chosen.file))
    with old_engine() as engine:
        for programme in programmes:
            measure(programme, chosen.seekers, engine)


if __name__ == "__main__":
    main()
