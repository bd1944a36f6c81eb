"""Reduce the ways in which one place name is written to one form."""

from __future__ import annotations

import re
import unicodedata

# Spelled out or shortened; compared in one form.
_SAINT = re.compile(r"\b(?:st|sint|sinte)\b")
_ON_THE = re.compile(r"\b(?:aan den|aan de|aan het|a d|ad)\b")  # "Alphen a/d Rijn"
# Added to a name that the country has more than once: "Bergen (NH)", "Loo Gld", "Alteveer gem Hoogeveen".
_ADDITION = re.compile(
    r"\s+(?:\([^)]*\)|(?:gld|ut|gn|lb?|nb|ac|ov|nh|zh)\.?|gem\.? .+)$", re.IGNORECASE
)
_OTHER = re.compile(r"[^a-z0-9]+")
_FOLDED = str.maketrans({"ĳ": "ij", "Ĳ": "ij", "ß": "ss", "ø": "o", "’": "'", "‘": "'", "`": "'"})


def plain(name: str) -> str:
    """`name` in lower case without accents, apostrophes, hyphens and doubled spaces.

    "'s-Gravenhage", "s Gravenhage" and "’S-GRAVENHAGE" give the same; so do "St. Annen" and
    "Sint Annen", "Alphen a/d Rijn" and "Alphen aan den Rijn", and "Súdwest-Fryslân" and
    "sudwest fryslan". Empty when no letter or digit is left.
    """
    folded = unicodedata.normalize("NFKD", name.translate(_FOLDED).casefold())
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    words = _OTHER.sub(" ", letters.replace("'", "")).strip()
    return _ON_THE.sub("a d", _SAINT.sub("sint", words))


def bare(name: str) -> str:
    """An official name without the addition that tells it from its namesakes: "Bergen" of "Bergen (NH)"."""
    return _ADDITION.sub("", name)
