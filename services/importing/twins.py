"""Rows that may be one activity in two spellings. Found, not merged: a coordinator decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from data.geocoding.names import plain
from domain.times import to_local
from services.importing.types import Draft, Twins

ALIKE = 88  # of 100, between two titles and between two places, the order of their words aside
_SAME_START = 3  # letters of the place that must agree, so that not all rows are compared with all
_MOST_TOGETHER = 1_000  # on one day in such places
MOST = 500  # pairs; nobody decides on more


def find_twins(drafts: Iterable[Draft]) -> Iterator[Twins]:
    """Pairs on one day, with titles and places that are nearly the same; at most 500."""
    together: dict[tuple[object, ...], list[Draft]] = defaultdict(list)
    for draft in drafts:
        slots = draft.activity.slots
        day = to_local(slots[0].starts_at).date() if slots else None
        place = draft.activity.place.name[:_SAME_START].casefold()
        together[draft.activity.edition_id, day, place].append(draft)
    left = MOST
    for group in together.values():
        if not 1 < len(group) <= _MOST_TOGETHER:
            continue
        for first, second in _alike(group):
            if left and _are_one_place(group[first], group[second]):
                left -= 1
                yield Twins(group[first], group[second])


def _alike(group: Sequence[Draft]) -> Iterator[tuple[int, int]]:
    """The numbers of drafts with titles that are nearly the same, each pair once."""
    titles = [_sorted(draft.activity.title) for draft in group]
    scores = process.cdist(titles, titles, scorer=fuzz.ratio, score_cutoff=ALIKE)
    for first, second in np.argwhere(np.triu(scores, 1)):
        if _numbers(titles[first]) == _numbers(titles[second]):
            yield int(first), int(second)


def _are_one_place(first: Draft, second: Draft) -> bool:
    one, other = (_sorted(draft.activity.place.name) for draft in (first, second))
    return _numbers(one) == _numbers(other) and fuzz.ratio(one, other) >= ALIKE


def _sorted(words: str) -> str:
    return " ".join(sorted(plain(words).split()))


def _numbers(words: str) -> set[str]:
    """ "Ronde 1" and "Ronde 2" are two things."""
    return {word for word in words.split() if word.isdigit()}
