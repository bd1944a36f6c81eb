"""Made-up programmes for the tests of filters, tiles and maps."""

from __future__ import annotations

import numpy as np

from domain.branches import Branch
from domain.vocabulary import ActivityState
from matching import catalogue as columns
from matching.catalogue import Catalogue
from services.programme import Programme, fold

TOWNS = np.array([[52.37, 4.90], [51.92, 4.48], [52.08, 4.31], [52.09, 5.12], [53.22, 6.57], [51.44, 5.48], [50.85, 5.69], [52.22, 6.89]])  # fmt: skip


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
    unknown = {"branch", "attendance", "province", "municipality", "min_age", "minutes", "participants", "shows_sponsor"}  # fmt: skip
    for name in columns._COLUMN_TYPES:
        filled.setdefault(name, np.full(n, -1 if name in unknown else 0))
    return Catalogue.from_columns(filled | given)


def programme_of(catalogue: Catalogue, *, titles=None, places=None, version=1) -> Programme:
    """A programme around a catalogue; titles are counted when none are given."""
    titles = titles or [f"Activiteit {number}" for number in range(len(catalogue))]
    places = places or [""] * len(catalogue)
    search = tuple(fold(f"{one} {other}") for one, other in zip(titles, places, strict=True))
    return Programme(version, catalogue, tuple(titles), tuple(places), search)


def a_big_programme(n: int, *, seed: int = 1, version: int = 1) -> Programme:
    """`n` activities spread around eight towns, with branches and a time slot each."""
    random = np.random.default_rng(seed)
    town = random.integers(0, len(TOWNS), n)
    spread = random.exponential(0.18, n) * np.where(random.random(n) < 0.3, 2.2, 1)
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
