"""The calls as a table for docs/access.md."""

from __future__ import annotations

from pathlib import Path

from tests.access.calls import CALLS
from tests.access.rules import Outcome
from tests.access.world import Who

PAPER = Path(__file__).parent.parent.parent / "docs" / "access.md"
BEGIN, END = "<!-- calls -->", "<!-- end of calls -->"
_SIGNS = {
    Outcome.YES: "yes",
    Outcome.NO: "–",
    Outcome.OUTSIDE: "outside",
    Outcome.NOTHING: "nothing",
}


def table() -> list[str]:
    """The lines of the table, in order of the name of the call."""
    heads = ["call", *Who]
    lines = [_line(heads), _line(["---"] * len(heads))]
    for name in sorted(CALLS):
        lines.append(_line([f"`{name}`", *(_SIGNS[CALLS[name].may[who]] for who in Who)]))
    return lines


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
