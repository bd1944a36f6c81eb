"""A full geodata folder: the same questions, and what the packaged set scores against it."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from pyproj import Geod

from data.geocoding.gazetteer import load
from domain.places import AmbiguousPlaceError, PlaceNotFoundError, Precision

ROOT = Path(__file__).parents[3]
RULER = Path(os.environ.get("VERBINDING_RULER") or ROOT / "../shared/geodata").resolve()

pytestmark = pytest.mark.skipif(
    not (RULER / "pc4.csv").exists(),
    reason=f"no full geodata folder at {RULER}; set VERBINDING_RULER to one",
)


def rows(name):
    with (RULER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_answers_the_same_questions_from_the_folder():
    full = load(RULER)

    assert full.find("3511 AB").precision is Precision.POSTCODE
    assert full.find("3511 AB").source == "geodata"
    assert full.find("Den Bosch").municipality == "'s-Hertogenbosch"
    with pytest.raises(AmbiguousPlaceError) as refused:
        full.find("Bergen")
    assert [c.municipality for c in refused.value.candidates] == ["Bergen (NH.)", "Bergen (L.)"]


def test_the_packaged_set_answers_every_postcode_near_its_place():
    embedded, ruler = load(None), rows("pc4.csv")
    found = [embedded.postcode(row["pc4"]) for row in ruler]

    assert None not in found
    _, _, metres = Geod(ellps="WGS84").inv(
        [float(row["lon"]) for row in ruler],
        [float(row["lat"]) for row in ruler],
        [place.point.lon for place in found],
        [place.point.lat for place in found],
    )
    median, p95 = np.percentile(np.array(metres) / 1000, [50, 95])
    assert median < 1
    assert p95 < 4


def test_the_packaged_set_finds_nearly_every_town():
    embedded = load(None)
    towns = [row["naam"] for row in rows("plaatsen.csv") if row["soort"] == "woonplaats"]
    missing = []
    for town in towns:
        try:
            embedded.find(town)
        except AmbiguousPlaceError:
            continue
        except PlaceNotFoundError:
            missing.append(town)

    assert len(missing) / len(towns) < 0.01
