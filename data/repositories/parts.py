"""A part of the programme as a condition on a table, as `Scope.covers` says it of one thing."""

from __future__ import annotations

import sqlalchemy as sa

from domain.accounts import Scope


def within(table: sa.Table, scope: Scope) -> sa.ColumnElement[bool]:
    """Rows of a table with a place and one branch that are in `scope`; never a row that is absent."""
    branch = table.c.branch.in_(sorted(scope.branches)) if scope.branches else sa.true()
    return in_places(table, scope) & branch


def in_places(table: sa.Table, scope: Scope) -> sa.ColumnElement[bool]:
    """The same, whatever the branch."""
    if not (scope.provinces or scope.municipalities):
        return table.c.id.is_not(None)
    return sa.or_(
        table.c.place_province.in_(sorted(scope.provinces)),
        table.c.place_municipality_code.in_(sorted(scope.municipalities)),
    )
