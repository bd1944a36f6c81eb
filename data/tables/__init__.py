"""The tables, by subject. What the database decides itself is written here as constraints."""

from data.tables.columns import metadata
from data.tables.geocodes import geocodes
from data.tables.people import pledges, sign_ups, stories, thank_yous, volunteer_times, volunteers
from data.tables.programme import (
    activities,
    editions,
    ideas,
    needs,
    programme,
    series,
    slots,
    sponsors,
    tasks,
    teams,
)

__all__ = [
    "activities",
    "editions",
    "geocodes",
    "ideas",
    "metadata",
    "needs",
    "pledges",
    "programme",
    "series",
    "sign_ups",
    "slots",
    "sponsors",
    "stories",
    "tasks",
    "teams",
    "thank_yous",
    "volunteer_times",
    "volunteers",
]
