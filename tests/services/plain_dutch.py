"""How long the sentences of a text are."""

from __future__ import annotations

import re
from collections.abc import Iterable


def sentence_lengths(texts: Iterable[str]) -> dict[str, int]:
    """Every sentence in `texts` with its number of words."""
    sentences = {one for text in texts for one in re.split(r"(?<=[.!?])\s+", text) if one}
    return {one: len(one.split()) for one in sentences}
