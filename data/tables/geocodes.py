"""What geocoders answered, so that nobody is asked the same twice."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, String, Table

from data.tables.columns import Moment, metadata, place_columns

geocodes = Table(
    "geocodes",
    metadata,
    Column("source", String, primary_key=True),
    Column("query", String, primary_key=True),
    Column("found", Boolean, nullable=False),
    *place_columns(),
    Column("asked_at", Moment, nullable=False, index=True),
)
