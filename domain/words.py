"""What people typed, made fit to keep, to show and to send: one way for every text of theirs."""

from __future__ import annotations

import re
import unicodedata

_MARKS_IN_A_ROW = 4
_ZERO_WIDTH_JOINER = "\u200d"


def clean(text: str) -> str:
    """One line of words: composed, without invisible or steering characters, single spaces."""
    return " ".join(_visible(text).split())


def clean_lines(text: str) -> str:
    """Words with their line breaks; otherwise as `clean`, at most one empty line in a row."""
    lines = [" ".join(line.split()) for line in _visible(text, keep="\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _visible(text: str, keep: str = "") -> str:
    if text.isascii() and text.isprintable():
        return text
    unbroken = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    found: list[str] = []
    marks = 0
    for one in unicodedata.normalize("NFC", unbroken):
        kind = unicodedata.category(one)
        marks = marks + 1 if kind == "Mn" else 0
        if one in keep or (one == _ZERO_WIDTH_JOINER and found and _is_emoji(found[-1])):
            found.append(one)
        elif kind == "Cc" or kind in {"Zl", "Zp"}:
            found.append(" ")
        elif kind not in {"Cf", "Cs", "Co"} and marks <= _MARKS_IN_A_ROW:
            found.append(one)
    return "".join(found)


def _is_emoji(one: str) -> bool:
    return unicodedata.category(one) in {"So", "Sk"} or one == "\ufe0f"
