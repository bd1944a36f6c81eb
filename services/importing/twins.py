"""Rows that may be one thing in two spellings. Found, not merged: a coordinator decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from data.geocoding.names import plain
from domain.activities import Activity
from domain.people import Sponsor, Team
from domain.times import to_local
from services.importing.types import Draft, Thing, Twins

ALIKE = 88  # of 100, between two titles and between two places, the order of their words aside
_SAME_START = 3  # letters of the place that must agree, so that not all rows are compared with all
_MOST_TOGETHER = 1_000  # on one day in such places
MOST = 500  # pairs; nobody decides on more


def find_twins(drafts: Iterable[Draft]) -> Iterator[Twins]:
    """Pairs whose names and places are nearly the same; at most 500.

    In one edition, and of activities on one day.
    """
    together: dict[tuple[object, ...], list[Draft]] = defaultdict(list)
    for draft in drafts:
        place = draft.place.name[:_SAME_START].casefold()
        together[*_group(draft.thing), place].append(draft)
    left = MOST
    for group in together.values():
        if not 1 < len(group) <= _MOST_TOGETHER:
            continue
        for first, second in _alike(group):
            if left and _are_one_place(group[first], group[second]):
                left -= 1
                yield Twins(group[first], group[second])


def _group(thing: Thing) -> tuple[object, ...]:
    """What two spellings of one thing agree on: the edition, and of an activity its first day."""
    if isinstance(thing, Activity):
        day = to_local(thing.slots[0].starts_at).date() if thing.slots else None
        return thing.edition_id, day
    return (thing.edition_id,) if isinstance(thing, Team | Sponsor) else ()


def _alike(group: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """The numbers of drafts with titles that are nearly the same, each pair once."""
    titles = [_sorted(draft.title) for draft in group]
    scores = process.cdist(titles, titles, scorer=fuzz.ratio, score_cutoff=ALIKE)
    for first, second in np.argwhere(np.triu(scores, 1)):
        if _numbers(titles[first]) == _numbers(titles[second]):
            yield int(first), int(second)


def _are_one_place(first: Draft, second: Draft) -> bool:
    one, other = (_sorted(draft.place.name) for draft in (first, second))
    return _numbers(one) == _numbers(other) and fuzz.ratio(one, other) >= ALIKE


def _sorted(words: str) -> str:
    return " ".join(sorted(plain(words).split()))


def _numbers(words: str) -> set[str]:
    """ "Ronde 1" and "Ronde 2" are two things."""
    return {word for word in words.split() if word.isdigit()}
