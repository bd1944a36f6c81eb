"""A made-up country: activities and people spread like the population of the embedded gazetteer."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from data.geocoding.gazetteer import load
from domain.vocabulary import ActivityState, AttendanceMode, Audience, TravelMode
from matching.catalogue import BRANCHES, NO_LIMIT, STATES, UNKNOWN, Catalogue, minute
from matching.seekers import Seekers

MONDAY = minute(datetime(2026, 12, 7, tzinfo=UTC))
NOW = MONDAY - 7 * 1440
_ONLINE = list(AttendanceMode).index(AttendanceMode.ONLINE)


def _spread(n: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    towns = [town for town in load(None).municipalities() if town.population and town.point]
    people = np.array([town.population for town in towns], float)
    chosen = random.choice(len(towns), n, p=people / people.sum())
    km = random.normal(0, 1, (n, 2)) * np.clip(np.sqrt(people[chosen] / 12_000), 1.2, 6)[:, None]
    lat = np.array([town.point.lat for town in towns])[chosen] + km[:, 0] / 111.2
    lon = np.array([town.point.lon for town in towns])[chosen] + km[:, 1] / 68.5
    return np.clip(lat, 50.75, 53.5), np.clip(lon, 3.35, 7.2), chosen


def _masks(n: int, bits: int, share: float, random: np.random.Generator) -> np.ndarray:
    return (random.random((n, bits)) < share) @ (1 << np.arange(bits))


def activities(n: int, *, seed: int = 1, bare: float = 0.0) -> Catalogue:
    """n activities in one week: some online (half of these without a place), 5 % with a task for at home.

    A share `bare` on the spot says no more than when it is.
    """
    random = np.random.default_rng(seed)
    lat, lon, town = _spread(n, random)
    slots = random.choice([1, 2, 3], n, p=[0.85, 0.12, 0.03])
    offsets = np.concatenate([[0], np.cumsum(slots)])
    starts = (
        MONDAY
        + random.integers(0, 6, offsets[-1]) * 1440
        + random.integers(32, 80, offsets[-1]) * 15
    )
    asked = random.choice([4, 8, 10, 20, NO_LIMIT], n)
    left = np.where(asked == NO_LIMIT, NO_LIMIT, np.rint(asked * random.random(n)).astype(int))
    money = random.choice([0, 0, 25_000, 50_000, 100_000], n)
    kinds = _masks(n, 6, 0.2, random) & ~1 | (money > 0)
    attendance = random.choice(4, n, p=[0.5, 0.4, 0.03, 0.07])
    from_home = random.random(n) < 0.05
    # An activity without a place is online.
    unsaid = (attendance == _ONLINE) & (random.random(n) < 0.5)
    columns = {
        "ids": np.char.add("a", np.char.zfill(np.arange(n).astype(str), 7)),
        "editions": ["2026"] * n,
        "lat": np.where(unsaid, np.nan, lat),
        "lon": np.where(unsaid, np.nan, lon),
        "state": np.full(n, STATES.index(ActivityState.PUBLISHED)),
        "branch": random.integers(0, 20, n),
        "forms": _masks(n, 6, 0.3, random),
        "groups": _masks(n, 10, 0.15, random),
        "attendance": attendance,
        "province": np.zeros(n, int),
        "municipality": town,
        "has_home_task": from_home,
        "has_site_task": np.ones(n, bool),
        "people_asked": asked,
        "people_left": left,
        "home_left": np.where(from_home, left, 0),
        "site_left": left,
        "helpers_asked": np.where(asked == NO_LIMIT, 0, asked),
        "home_minutes": np.where(from_home, 60, UNKNOWN),
        "site_minutes": np.full(n, 60),
        "needs_asked": kinds,
        "needs_open": kinds,
        "money_asked": money,
        "money_open": (money * np.round(random.random(n), 1)).astype(int),
        "has_team": random.random(n) < 0.5,
        "min_age": random.choice([-1, -1, -1, -1, 16, 18], n),
        "min_crew": np.zeros(n, int),
        "expected_participants": random.integers(-1, 200, n),
        "shows_sponsor": random.integers(-1, 2, n),
        "slot_offsets": offsets,
        "slot_starts": starts,
        "slot_ends": starts + random.choice([60, 90, 120, 180], offsets[-1]),
    }
    silent = (
        (np.random.default_rng([seed, 1]).random(n) < bare) & ~from_home & (attendance != _ONLINE)
    )
    for name, unsaid_value in _UNSAID.items():
        columns[name] = np.where(silent, unsaid_value, columns[name])
    return Catalogue.from_columns(columns)


_UNSAID = {
    "lat": np.nan,
    "lon": np.nan,
    "branch": UNKNOWN,
    "forms": 0,
    "groups": 0,
    "people_asked": NO_LIMIT,
    "people_left": NO_LIMIT,
    "site_left": NO_LIMIT,
    "helpers_asked": 0,
    "needs_asked": 0,
    "needs_open": 0,
    "money_asked": 0,
    "money_open": 0,
    "min_age": UNKNOWN,
    "expected_participants": UNKNOWN,
    "shows_sponsor": UNKNOWN,
}


def volunteers(n: int, *, answers: str = "few", seed: int = 2) -> Seekers:
    """n volunteers. "few" answers: place, way to travel, age, and for 8 of 10 a branch or two.

    "many" answers: also forms (half), groups (4 of 10), times (half), a radius (3 of 10), size.
    """
    random = np.random.default_rng(seed)
    lat, lon, _ = _spread(n, random)
    branches = 1 << random.integers(0, 20, n) | np.where(
        random.random(n) < 0.4, 1 << random.integers(0, 20, n), 0
    )
    many = answers == "many"
    wishes = random.choice([0, 1, 2, 3], n, p=[0.5, 0.2, 0.2, 0.1]) * many
    offsets = np.concatenate([[0], np.cumsum(wishes)])
    starts = (
        MONDAY
        + random.integers(0, 6, offsets[-1]) * 1440
        + random.choice([9, 13, 18], offsets[-1]) * 60
    )
    return Seekers.from_columns(
        Audience.VOLUNTEER,
        {
            "ids": np.char.add("v", np.char.zfill(np.arange(n).astype(str), 7)),
            "lat": lat,
            "lon": lon,
            "radius_km": np.where(random.random(n) < 0.3 * many, random.choice([5.0, 10.0, 25.0], n), np.nan),
            "travel_mode": random.integers(0, 3, n),
            "branches": np.where(random.random(n) < 0.8, branches, 0),
            "forms": _masks(n, 6, 0.25, random) * (random.random(n) < 0.5) * many,
            "groups": _masks(n, 9, 0.15, random) * (random.random(n) < 0.4) * many,
            "at_home": np.full(n, -1),
            "age": random.integers(15, 80, n),
            "minutes": np.full(n, UNKNOWN),
            "offers": np.zeros(n, int),
            "wants_to_be_shown": np.full(n, -1),
            "size": np.where(many, random.choice([1, 1, 1, 1, 2, 3], n), 1),
            "wish_offsets": offsets,
            "wish_starts": starts,
            "wish_ends": starts + 240,
        },
    )  # fmt: skip


def write_volunteers(n: int, path: Path, *, at_once: int = 100_000) -> None:
    """A file of n volunteers with few answers, `at_once` in memory."""
    modes = [str(mode) for mode in TravelMode]
    writer = None
    for part, first in enumerate(range(0, n, at_once)):
        some = volunteers(min(at_once, n - first), seed=100 + part)
        table = pa.table(
            {
                "id": [f"v{first + who}" for who in range(len(some))],
                "latitude": some.lat,
                "longitude": some.lon,
                "travel_mode": [modes[mode] for mode in some.travel_mode],
                "age": some.age,
                "branches": [
                    ";".join(branch for bit, branch in enumerate(BRANCHES) if mask >> bit & 1)
                    for mask in some.branches.tolist()
                ],
            }
        )
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer:
        writer.close()
