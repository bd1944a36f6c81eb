"""What runs inside the sandbox: read one photo from standard input, write it small to standard output."""

from __future__ import annotations

import resource
import sys
import warnings
from io import BytesIO

from PIL import Image, ImageOps

from data.photos import (
    CPU_SECONDS,
    LONGEST_SIDE,
    MEMORY_BYTES,
    MOST_BYTES,
    MOST_PIXELS,
    MOST_STORED_BYTES,
)

_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITIES = (82, 74, 66, 58, 50, 40)
_WHITE = (255, 255, 255)


def main() -> None:
    """Limit this process for good, then read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    warnings.simplefilter("error")  # Pillow warns of a picture that unpacks too large
    sys.stdout.buffer.write(smaller(sys.stdin.buffer.read(MOST_BYTES + 1)))
    sys.stdout.buffer.flush()


def smaller(content: bytes) -> bytes:
    """The picture as a new JPEG. Raises for whatever cannot be read."""
    with Image.open(BytesIO(content), formats=_FORMATS) as found:
        if found.width * found.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(found)
        picture = _flat(upright)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    while True:
        for quality in _QUALITIES:
            made = BytesIO()
            # Nothing is handed on but the pixels: no EXIF, no colour profile, no comment.
            picture.save(made, "JPEG", quality=quality, optimize=True)
            if made.tell() <= MOST_STORED_BYTES:
                return made.getvalue()
        picture = picture.resize((max(1, picture.width // 2), max(1, picture.height // 2)))


def _flat(picture: Image.Image) -> Image.Image:
    """Only red, green and blue; what is see-through becomes white."""
    if picture.mode in {"RGBA", "LA", "PA", "P"}:
        layer = picture.convert("RGBA")
        flat = Image.new("RGB", layer.size, _WHITE)
        flat.paste(layer, mask=layer.getchannel("A"))
    else:
        flat = picture.convert("RGB")
    flat.info.clear()
    return flat


if __name__ == "__main__":
    main()
