from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.photos import MOST_STORED_BYTES, PhotoRefusedError, plain_jpeg
from domain.actors import VISITOR, NotAllowedError
from services.organising import accept, mine, put_photo, take_photo_away
from services.organising.photos import PhotoConsentMissingError, PhotoWordsMissingError
from tests.services.organising.made_up import (
    COORDINATOR,
    NOW,
    holding,
    on_the_map,
    queue,
)
from web import photos as route


def a_photo(width=3000, height=2000, kind="JPEG", mode="RGB") -> bytes:
    """A noisy photo that says where it was taken, and by whom."""
    picture = Image.effect_noise((width, height), 80).convert(mode)
    exif = Image.Exif()
    exif[0x010E] = "Kerkstraat 3, bij Anna thuis"
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 1.0)
    made = BytesIO()
    picture.save(made, kind, exif=exif, comment=b"Anna") if kind == "JPEG" else picture.save(
        made, kind
    )
    return made.getvalue()


def test_a_photo_comes_out_small_and_says_nothing_but_the_picture():
    content = a_photo()
    assert b"Anna" in content
    made = plain_jpeg(content)
    assert len(made) <= MOST_STORED_BYTES
    assert b"Anna" not in made
    assert b"Exif" not in made
    with Image.open(BytesIO(made)) as read:
        assert max(read.size) <= 1600
        assert not read.getexif()


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")])
def test_other_kinds_become_a_jpeg(kind, mode):
    assert plain_jpeg(a_photo(200, 100, kind, mode)).startswith(b"\xff\xd8\xff")


def a_bomb(width=30_000, height=30_000) -> bytes:
    """A PNG of a few kilobytes that unpacks to gigabytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a" + b"\x00" * 100,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
        a_photo(40, 40)[:200],
        a_bomb(),
        b"\xff" * 5_000_001,
    ],
    ids=["empty", "gif", "svg", "postscript", "cut off", "bomb", "too large"],
)
def test_what_is_no_photo_is_refused(content):
    with pytest.raises(PhotoRefusedError):
        plain_jpeg(content)


def put(database, id, actor, **given):
    wanted = {"alt": "Een tafel vol soep", "has_consent": True} | given
    return put_photo(database, id, a_photo(300, 200), actor=actor, now=NOW, **wanted)


def test_visitors_see_a_strangers_photo_once_a_coordinator_did(database):
    stored = on_the_map(database)
    client = TestClient(Starlette(routes=route.routes(database)))
    put(database, stored.id, holding(stored.id))
    assert client.get(f"/foto/{stored.id}.jpg").status_code == 404

    (waiting,) = queue(database, actor=COORDINATOR)
    accept(database, stored.id, version=waiting.activity.version, actor=COORDINATOR, now=NOW)
    answer = client.get(f"/foto/{stored.id}.jpg")
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["x-content-type-options"] == "nosniff"

    put(database, stored.id, holding(stored.id))
    assert client.get(f"/foto/{stored.id}.jpg").status_code == 404
    take_photo_away(database, stored.id, actor=holding(stored.id), now=NOW)
    assert mine(database, stored.id, actor=holding(stored.id)).photo is None
    assert queue(database, actor=COORDINATOR) == []


def test_without_consent_or_words_nothing_is_stored(sqlite_database):
    stored = on_the_map(sqlite_database)
    actor = holding(stored.id)
    with pytest.raises(PhotoConsentMissingError):
        put(sqlite_database, stored.id, actor, has_consent=False)
    with pytest.raises(PhotoWordsMissingError):
        put(sqlite_database, stored.id, actor, alt=" \u200b")
    with pytest.raises(NotAllowedError):
        put(sqlite_database, stored.id, VISITOR)
    assert mine(sqlite_database, stored.id, actor=actor).photo is None


@pytest.mark.parametrize("id", ["zzzzzzzzzz", "..%2F..%2Fetc%2Fpasswd", "a" * 200])
def test_a_guessed_photo_is_not_there(sqlite_database, id):
    client = TestClient(Starlette(routes=route.routes(sqlite_database)))
    assert client.get(f"/foto/{id}.jpg").status_code == 404
