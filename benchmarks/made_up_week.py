"""Spreadsheets of a made-up week as coordinators get them: activities of a region, volunteers of a list.

Titles and texts are those of the demonstration's recipes, names are of nobody, and every address is
at example.org (RFC 2606). One row in `ODD` is as untidy as such lists are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np

from data.geocoding.gazetteer import Gazetteer
from data.spreadsheets.writing import to_csv
from domain.activities import Activity
from domain.branches import Branch
from domain.vocabulary import TravelMode
from i18n.texts import Language, label
from services import exporting
from services.demo import activities as kitchen
from services.demo import participants
from services.demo.programme import DEMO_EDITION
from services.demo.towns import Town, towns_of

ODD = 40
_FIRST_NAMES = [
    "Noor",
    "Sem",
    "Fatima",
    "Jan",
    "Yara",
    "Kees",
    "Mila",
    "Daan",
    "Amira",
    "Bram",
    "Lotte",
    "Youssef",
    "Tess",
    "Finn",
    "Sanne",
    "Ravi",
    "Eva",
    "Teun",
]
_VOLUNTEER_HEADINGS = (
    "Voornaam",
    "E-mail",
    "Postcode of plaats",
    "Hoe ver (km)",
    "Vervoer",
    "Branches",
    "Keer per week",
)


def activities(gazetteer: Gazetteer, count: int, *, year: int) -> Iterator[Activity]:
    """Activities as organisers would send them in, nobody signed up yet."""
    country = towns_of(gazetteer)
    pots = kitchen.Kitchen(DEMO_EDITION, year, gazetteer, participants.teams(country, DEMO_EDITION))
    return islice(kitchen.cook(pots, country, count=count, series_id=""), count)


def activities_file(found: list[Activity]) -> bytes:
    """They as CSV; every so many rows one has no date that exists."""
    language = Language.NL
    headings = exporting.headings(language)
    when = next(n for n, one in enumerate(exporting.COLUMNS) if one.value == "datum")
    rows = [list(row) for row in exporting.rows(found, language)]
    for row in rows[::ODD]:
        row[when] = "31-02-2026"
    return to_csv(headings, rows)


def volunteers_file(gazetteer: Gazetteer, count: int, *, seed: int = 1) -> bytes:
    """`count` volunteers spread like the population, as CSV; every so many rows one has no address."""
    random = np.random.default_rng(seed)
    country = towns_of(gazetteer)
    share = np.array([town.share for town in country])
    chosen = random.choice(len(country), count, p=share / share.sum())
    rows = [_volunteer(n, country[town], random) for n, town in enumerate(chosen.tolist())]
    return to_csv(list(_VOLUNTEER_HEADINGS), rows)


def _volunteer(n: int, town: Town, random: np.random.Generator) -> list[str]:
    branches = [one for one in Branch if random.random() < 0.1]
    modes = list(TravelMode)
    return [
        _FIRST_NAMES[n % len(_FIRST_NAMES)],
        "" if n % ODD == 1 else f"vrijwilliger{n}@example.org",
        f"{town.place.name}, {town.place.municipality}",
        str(random.choice([3, 5, 10, 25])),
        label(Language.NL, modes[int(random.integers(len(modes)))]),
        ", ".join(label(Language.NL, one) for one in branches),
        str(random.choice([1, 1, 1, 2, 3])),
    ]
