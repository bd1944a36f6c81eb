"""What the map says about activities when somebody points at them."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from domain.activities import PUBLIC_STATES
from domain.vocabulary import ActivityState
from matching.catalogue import NO_LIMIT, STATES
from services.programme import Programme

CARDS_AT_ONCE = 50
SLOTS_SHOWN = 10

# States that a card says in words; the others speak for themselves.
_SAID = {ActivityState.FULL, ActivityState.FINISHED, ActivityState.CANCELLED}


def cards_of(programme: Programme, ids: Sequence[str]) -> bytes:
    """Cards of the public ones among `ids` (at most CARDS_AT_ONCE), in the order asked, as JSON."""
    return _json(programme, programme.rows(ids[:CARDS_AT_ONCE]), total=None)


def cards_from(programme: Programme, rows: NDArray[np.intp], *, start: int) -> bytes:
    """CARDS_AT_ONCE cards of `rows` from position `start`, with `total`, as JSON."""
    return _json(programme, rows[start : start + CARDS_AT_ONCE], total=len(rows))


def _json(programme: Programme, rows: NDArray[np.intp], *, total: int | None) -> bytes:
    states = [STATES[programme.catalogue.state[row]] for row in rows]
    cards = [
        _card(programme, int(row), state)
        for row, state in zip(rows, states, strict=True)
        if state in PUBLIC_STATES
    ]
    content = {"total": len(cards) if total is None else total, "activities": cards}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _card(programme: Programme, row: int, state: ActivityState) -> dict[str, object]:
    """Times are minutes since 1970 UTC; `left` is None when no limit was said."""
    rows = programme.catalogue
    first, last = rows.slot_offsets[row], rows.slot_offsets[row + 1]
    slots = slice(first, min(last, first + SLOTS_SHOWN))
    left = int(rows.people_left[row])
    return {
        "id": str(rows.ids[row]),
        "title": programme.titles[row],
        "place": programme.places[row],
        "slots": np.column_stack([rows.slot_starts[slots], rows.slot_ends[slots]]).tolist(),
        "left": None if left == NO_LIMIT else left,
        "state": str(state) if state in _SAID else "",
    }
