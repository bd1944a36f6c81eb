"""Made-up programmes for the tests of filters, tiles and maps."""

from __future__ import annotations

import numpy as np

from domain.branches import Branch
from domain.vocabulary import ActivityState
from matching import catalogue as columns
from matching.catalogue import Catalogue
from services.programme import Coded, Programme
from services.searching import fold

# Latitude, longitude and how many times as busy, for the spread of made-up activities.
TOWNS = np.array([
    [52.37, 4.90, 9], [51.92, 4.48, 7], [52.08, 4.31, 5.5], [52.09, 5.12, 4], [51.44, 5.48, 2.5],
    [51.56, 5.08, 2.3], [53.22, 6.57, 2.4], [52.37, 5.22, 2.2], [51.59, 4.78, 1.9],
    [51.84, 5.86, 1.9], [52.22, 6.89, 1.6], [52.21, 5.97, 1.7], [52.16, 5.39, 1.6],
    [51.69, 5.30, 1.6], [52.52, 6.09, 1.3], [53.20, 5.80, 1.3], [50.85, 5.69, 1.2],
    [52.00, 4.71, 1.1], [52.63, 4.75, 1.1], [51.98, 5.91, 1.7], [52.99, 6.56, .8],
    [52.78, 6.90, .9], [51.37, 6.17, 1], [51.50, 3.61, .6], [51.49, 4.29, .8], [52.51, 5.47, .8],
    [50.89, 5.98, 1.1], [51.99, 6.29, .7], [52.70, 5.75, .4], [53.11, 6.10, .5],
])  # fmt: skip


def catalogue_of(lat, lon, **given) -> Catalogue:
    """A catalogue of published activities at these points; other columns by name."""
    n = len(lat)
    filled = {
        "ids": np.char.add("a", np.char.zfill(np.arange(n).astype(str), 9)),
        "editions": np.full(n, "voorbeeld"),
        "lat": lat,
        "lon": lon,
        "state": np.full(n, columns.code(ActivityState.PUBLISHED)),
        "has_site_task": np.ones(n, bool),
        "people_asked": np.full(n, columns.NO_LIMIT),
        "people_left": np.full(n, columns.NO_LIMIT),
        "slot_offsets": np.zeros(n + 1, int),
        "slot_starts": [],
        "slot_ends": [],
    }
    unknown = {"branch", "attendance", "province", "municipality", "min_age", "minutes", "expected_participants", "shows_sponsor"}  # fmt: skip
    for name in columns._COLUMN_TYPES:
        filled.setdefault(name, np.full(n, -1 if name in unknown else 0))
    return Catalogue.from_columns(filled | given)


def programme_of(
    catalogue: Catalogue, *, titles=None, places=None, version=1, plain=None
) -> Programme:
    """A programme around a catalogue; titles are counted when none are given."""
    titles = titles or [f"Activiteit {number}" for number in range(len(catalogue))]
    places = places or [""] * len(catalogue)
    search = tuple(fold(f"{one} {other}") for one, other in zip(titles, places, strict=True))
    coded = {name: Coded.of(values) for name, values in (plain or {}).items()}
    return Programme(version, catalogue, tuple(titles), tuple(places), search, coded)


def a_big_programme(n: int, *, seed: int = 1, version: int = 1) -> Programme:
    """`n` activities spread around thirty towns, with branches and a time slot each."""
    random = np.random.default_rng(seed)
    town = random.choice(len(TOWNS), n, p=TOWNS[:, 2] / TOWNS[:, 2].sum())
    spread = random.exponential(0.07, n)
    angle = random.random(n) * 2 * np.pi
    lat = np.clip(TOWNS[town, 0] + spread * np.sin(angle) * 0.62, 50.76, 53.5)
    lon = np.clip(TOWNS[town, 1] + spread * np.cos(angle), 3.4, 7.2)
    starts = 29_600_000 + random.integers(0, 5, n) * 1440 + random.integers(8, 20, n) * 60
    catalogue = catalogue_of(
        lat,
        lon,
        branch=random.integers(-1, len(Branch), n),
        people_asked=np.full(n, 10),
        people_left=random.integers(0, 11, n),
        slot_offsets=np.arange(n + 1),
        slot_starts=starts,
        slot_ends=starts + 120,
    )
    kinds = ["Soep met de buren", "Wandelen langs het water", "Taalcafé", "Repair café", "Samen zingen", "Schaken in de bieb"]  # fmt: skip
    titles = [f"{kinds[number % len(kinds)]} {number}" for number in range(n)]
    return programme_of(catalogue, titles=titles, version=version)
