"""Which characters our typefaces can write, and text made of those alone."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
UNKNOWN = "?"
_LONGEST = 30  # letters that stand together; a longer word may break after them
_BREAK = "\u200b"
_LONG_WORD = re.compile(rf"\S{{{_LONGEST}}}(?=\S)")


def writable(text: str) -> str:
    """`text` in characters that can be printed; empty when none is left.

    Emoji and what has no shape are left out, letters of other scripts become UNKNOWN, and spaces
    are single. Lines stay lines. Very long words may break.
    """
    composed = unicodedata.normalize("NFC", text)
    lines = ("".join(map(_shown, line)).split() for line in composed.splitlines())
    return "\n".join(_breakable(" ".join(words)) for words in lines).strip()


def _shown(character: str) -> str:
    if ord(character) in _known():
        return character
    if character.isspace():
        return " "
    if unicodedata.category(character)[0] in "SCM":
        return ""
    return UNKNOWN


def _breakable(line: str) -> str:
    return _LONG_WORD.sub(lambda found: found[0] + _BREAK, line)


@cache
def _known() -> frozenset[int]:
    lines = (FONTS / "characters.txt").read_text(encoding="ascii").split()
    pairs = (line.split("-") for line in lines)
    return frozenset(
        code for first, last in pairs for code in range(int(first, 16), int(last, 16) + 1)
    )
