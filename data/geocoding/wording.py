"""The ways in which one typed line can be read: postcode, name, name with its province, address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from data.geocoding.names import plain
from domain.places import Postcode

LONGEST_NAME = 6  # words
LONGEST_LINE = 300  # signs; of more, only the end is read

_INSIDE = re.compile(r"(?<!\w)([1-9][0-9]{3})\s?[A-Za-z]{2}(?!\w)")
_LEADING = re.compile(r"(?:^|,)\s*([1-9][0-9]{3})\s+[^\W\d]")  # "1012 Amsterdam"
# A number after a word or a whole postcode; "3512 JC" after a word is a postcode, not a house.
_HOUSE = re.compile(
    r"[^\W\d]{2,}[.,]?\s+(?:nr\.?\s*)?[1-9][0-9]{0,4}(?!\d)(?!(?<=\d{4})\s?[A-Z]{2}\b)"
)
_FILLER = re.compile(r"\b(?:gem|gemeente|prov|provincie|nederland|the netherlands)\b")


@dataclass(frozen=True, slots=True)
class Wording:
    """One reading: a four-digit `postcode`, or a plain `name` with a plain `qualifier` or "".

    `is_tail`: the name is only the end of the line, such as the town of an address.
    """

    postcode: str = ""
    name: str = ""
    qualifier: str = ""
    is_tail: bool = False


def readings(query: str) -> Iterator[Wording]:
    """How `query` may be meant, likeliest first. Empty for a line without letters or digits."""
    postcode = Postcode.parse(query)
    if postcode is not None:
        yield Wording(postcode=postcode.digits)
        return
    query = query[-LONGEST_LINE:]
    words = _FILLER.sub(" ", plain(query)).split()
    yield from _names(words, is_tail=False)
    inside = _INSIDE.findall(query) or _LEADING.findall(query)
    if inside:
        yield Wording(postcode=inside[-1])
    for start in range(max(1, len(words) - LONGEST_NAME), len(words)):
        yield from _names(words[start:], is_tail=True)


def _names(words: list[str], *, is_tail: bool) -> Iterator[Wording]:
    """`words` as a name, then as a shorter name with the rest to tell namesakes apart."""
    for end in range(len(words), 0, -1):
        yield Wording(name=" ".join(words[:end]), qualifier=" ".join(words[end:]), is_tail=is_tail)


def is_address(query: str) -> bool:
    """Whether `query` names a house: a street or a whole postcode, followed by a number."""
    return bool(_HOUSE.search(query))
