"""The tables, by subject. What the database decides itself is written here as constraints."""

from data.tables.adopting import adoptions, team_contacts
from data.tables.columns import metadata
from data.tables.contacts import (
    activity_edits,
    attempts,
    consents,
    day_keys,
    jobs,
    links,
    organisers,
    outbox,
    people,
    photos,
    session_links,
    sessions,
)
from data.tables.geocodes import geocodes
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
from data.tables.taking_part import (
    pledges,
    sign_ups,
    stories,
    thank_yous,
    volunteer_times,
    volunteers,
)

__all__ = [
    "activities",
    "activity_edits",
    "adoptions",
    "attempts",
    "consents",
    "day_keys",
    "editions",
    "geocodes",
    "ideas",
    "jobs",
    "links",
    "metadata",
    "needs",
    "organisers",
    "outbox",
    "people",
    "photos",
    "pledges",
    "programme",
    "series",
    "session_links",
    "sessions",
    "sign_ups",
    "slots",
    "sponsors",
    "stories",
    "tasks",
    "team_contacts",
    "teams",
    "thank_yous",
    "volunteer_times",
    "volunteers",
]
