"""How Alembic runs here: on the connection and in the transaction that `data.schema` opened."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from data import tables


def plain_type(kind: str, thing: Any, _context: AutogenContext) -> str | Literal[False]:  # noqa: ANN401
    """Write a migration with plain types: it must run the same when ours have changed."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl_instance!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.metadata,
    render_as_batch=True,
    render_item=plain_type,
)
with context.begin_transaction():
    context.run_migrations()
