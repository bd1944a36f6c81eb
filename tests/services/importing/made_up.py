"""Previews of text, for the tests of importing."""

from __future__ import annotations

from data.geocoding.gazetteer import load
from data.spreadsheets.reading import read_text
from domain.actors import Actor, Role
from domain.editions import Edition
from services import importing

COORDINATOR = Actor(Role.COORDINATOR)
YEAR_2026 = Edition("2026", "Week van de Verbinding 2026", 2026)


def preview_of(
    text,
    *,
    actor=COORDINATOR,
    kind=None,
    edition=YEAR_2026,
    editions=(),
    municipality=None,
    name="lijst.csv",
    **choices,
):
    """What a text file would bring, with every guess as it is."""
    content = text if isinstance(text, bytes) else text.encode()
    found = importing.inspect_sheets([read_text(content)], name, gazetteer=load(None), kind=kind)
    return importing.preview(
        [importing.Chosen(one.sheet, one.meanings, one.year) for one in found.sheets],
        actor=actor,
        kind=found.kind,
        gazetteer=load(None),
        edition=edition,
        editions=editions,
        municipality=municipality or found.sheets[0].municipality,
        **choices,
    )


def one_of(text, **choices):
    """The only activity that a text file brings."""
    found = preview_of(text, **choices)
    assert not found.handed_back, found.handed_back
    (draft,) = found.ready
    return draft.activity


def reasons(text, **choices):
    """Row, column and reason of everything that goes back."""
    return [
        (row.number, problem.heading, problem.reason)
        for row in preview_of(text, **choices).handed_back
        for problem in row.problems
    ]
