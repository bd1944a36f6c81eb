"""What makes Dutch hard to read: words of the office, and long sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable

JARGON = re.compile(
    r"\b(functionaliteit|betreffende|dient te|middels|indien|alsmede|faciliteren|derhalve|teneinde|"
    r"afgekeurd|ongeldig|gebruiker|error|invalid|u|uw)\b",
    re.IGNORECASE,
)


def sentence_lengths(texts: Iterable[str]) -> dict[str, int]:
    """Every sentence in `texts` with its number of words."""
    sentences = {one for text in texts for one in re.split(r"(?<=[.!?])\s+", text) if one}
    return {one: len(one.split()) for one in sentences}
