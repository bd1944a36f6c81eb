"""Rows that may be one activity in two spellings. Found, not merged: a coordinator decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from rapidfuzz import fuzz

from data.geocoding.names import plain
from domain.times import to_local
from services.importing.types import Draft, Twins

ALIKE = 88  # of 100, between two titles and between two places, the order of their words aside
_SAME_START = 3  # letters of the place that must agree, so that not all rows are compared with all
_MOST_TOGETHER = 100  # on one day in such places; more is a market with stalls, not a slip
MOST = 500  # pairs; nobody decides on more


def find_twins(drafts: Iterable[Draft]) -> Iterator[Twins]:
    """Pairs on one day, with titles and places that are nearly the same; at most 500."""
    together: dict[tuple[object, ...], list[Draft]] = defaultdict(list)
    for draft in drafts:
        slots = draft.activity.slots
        day = to_local(slots[0].starts_at).date() if slots else None
        place = plain(draft.activity.place.name)[:_SAME_START]
        together[draft.activity.edition_id, day, place].append(draft)
    left = MOST
    for group in together.values():
        if len(group) > _MOST_TOGETHER:
            continue
        for first, second in combinations(group, 2):
            if left and _are_alike(first, second):
                left -= 1
                yield Twins(first, second)


def _are_alike(first: Draft, second: Draft) -> bool:
    return all(
        _is_one_name(plain(one), plain(other))
        for one, other in (
            (first.activity.title, second.activity.title),
            (first.activity.place.name, second.activity.place.name),
        )
    )


def _is_one_name(one: str, other: str) -> bool:
    numbers = [{word for word in words.split() if word.isdigit()} for words in (one, other)]
    # "Ronde 1" and "Ronde 2" are two things.
    return numbers[0] == numbers[1] and fuzz.token_sort_ratio(one, other) >= ALIKE
