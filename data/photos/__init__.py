"""Photos that people upload: made small and plain in a child process with little memory and time.

What comes out holds nothing but the picture: no place, camera or moment. The child gets the bytes
on its standard input and no environment; it answers with a JPEG, which the parent checks.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from domain.errors import InvalidValueError

MOST_BYTES = 5_000_000
MOST_STORED_BYTES = 200_000
LONGEST_SIDE = 1_600
MOST_PIXELS = 40_000_000
MEMORY_BYTES, CPU_SECONDS, WALL_SECONDS = 1_000_000_000, 10, 15.0
_ROOT = Path(__file__).resolve().parents[2]
_JPEG = b"\xff\xd8\xff"


class PhotoRefusedError(InvalidValueError):
    """Not a photo that can be read, or one too large (`limit` in MB)."""

    key = "error.photo_refused"


def plain_jpeg(content: bytes) -> bytes:
    """The photo as a JPEG of at most 200 kB and 1,600 pixels, with nothing in it but the picture.

    Raises `PhotoRefusedError` for what is no JPEG, PNG or WebP, is too large, or takes too long.
    """
    refusal = PhotoRefusedError(field="photo", limit=MOST_BYTES // 1_000_000)
    if not 0 < len(content) <= MOST_BYTES:
        raise refusal
    try:
        child = subprocess.run(  # our own module, no shell, no words of the visitor
            [sys.executable, "-B", "-m", "data.photos.child"],
            cwd=_ROOT,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            input=content,
            capture_output=True,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise refusal from error
    made = child.stdout
    if child.returncode != 0 or not made.startswith(_JPEG) or len(made) > MOST_STORED_BYTES:
        raise refusal
    return made
