"""The rows of a catalogue that count as happening, in an edition and a part of the programme."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from domain.accounts import NATIONAL, Scope
from domain.activities import PUBLIC_STATES
from domain.vocabulary import ActivityState
from matching.catalogue import Catalogue, code, municipality_number

# What is called off stays to be seen, and does not happen.
HAPPENING = PUBLIC_STATES - {ActivityState.CANCELLED}

Rows = NDArray[np.intp]


def in_scope(catalogue: Catalogue, scope: Scope) -> NDArray[np.bool_]:
    """Per activity whether it is in a part of the programme; as `Scope.covers` says it of one."""
    inside = np.ones(len(catalogue), dtype=np.bool_)
    if scope.provinces or scope.municipalities:
        provinces = [code(province) for province in scope.provinces]
        towns = [municipality_number(one) for one in scope.municipalities]
        inside = np.isin(catalogue.province, provinces) | np.isin(catalogue.municipality, towns)
    if scope.branches:
        inside = inside & np.isin(catalogue.branch, [code(one) for one in scope.branches])
    return inside


def rows_of(catalogue: Catalogue, edition_id: str, scope: Scope = NATIONAL) -> Rows:
    """The rows of an edition in a part of the programme, in every state."""
    return np.flatnonzero((catalogue.editions == edition_id) & in_scope(catalogue, scope))


def happening(catalogue: Catalogue, edition_id: str, scope: Scope = NATIONAL) -> Rows:
    """The rows of what happens in an edition, in a part of the programme."""
    rows = rows_of(catalogue, edition_id, scope)
    return rows[np.isin(catalogue.state[rows], [code(state) for state in HAPPENING])]
