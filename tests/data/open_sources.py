"""Tiny files in the forms of the open sources: two municipalities, four postcodes, four places."""

from __future__ import annotations

import io
import json
import zipfile

POSTCODES = [
    # Limburg for the second row of 1012 and the only one of 3512: GeoNames has such rows
    ("1011", "Amsterdam", "0363", 52.371, 4.904),
    ("1012", "Amsterdam", "0363", 52.373, 4.894),
    ("1012", "Amsterdam", "0363", 51.000, 5.900),
    ("3511", "Utrecht", "0344", 52.089, 5.117),
    ("3512", "Utrecht", "0344", 51.000, 5.900),
]
PLACES = [
    ("2759794", "Amsterdam", "Mokum,Amsterdã,阿姆斯特丹", 52.374, 4.890, "P", 741636),
    ("2745912", "Utrecht", "Utreg", 52.091, 5.122, "P", 290529),
    ("1", "Zuilen", "", 52.112, 5.085, "P", 0),
    ("2", "Dom", "", 52.0907, 5.1214, "S", 0),
]
SQUARES = [("GM0344", "Utrecht", 5.0, 52.0), ("GM0363", "Amsterdam", 4.8, 52.3)]


def postcodes_zip() -> bytes:
    """NL.zip of the postcodes."""
    lines = [
        ["NL", code, town, "Ergens", "00", f"{town} Municipality", gm, "", "", lat, lon, ""]
        for code, town, gm, lat, lon in POSTCODES
    ]
    return _zip(lines)


def places_zip() -> bytes:
    """NL.zip of the places."""
    lines = [
        [id, name, name, alt, lat, lon, kind, "PPL", "NL", "", "00", "", "", "", people, *[""] * 4]
        for id, name, alt, lat, lon, kind, people in PLACES
    ]
    return _zip(lines)


def municipalities_json() -> bytes:
    """The answer of the web feature service: squares of about 20 km."""
    features = [
        {
            "type": "Feature",
            "properties": {"statcode": code, "statnaam": name, "jrstatcode": f"2025{code}"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[x, y], [x + 0.3, y], [x + 0.3, y + 0.2], [x, y + 0.2], [x, y]],
                ],
            },
        }
        for code, name, x, y in SQUARES
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def _zip(lines: list[list[object]]) -> bytes:
    text = "\n".join("\t".join(map(str, line)) for line in lines)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("NL.txt", text)
    return packed.getvalue()
