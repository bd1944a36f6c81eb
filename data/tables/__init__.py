"""The tables, by subject. What the database decides itself is written here as constraints."""

from data.tables.adopting import adoptions, team_contacts
from data.tables.answering import answers, asked_fits
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
from data.tables.desk import accounts, audit, desk_sessions
from data.tables.geocodes import geocodes
from data.tables.looking import looks
from data.tables.planning import import_rows, imports, left_over, plan_runs, proposals
from data.tables.programme import (
    activities,
    editions,
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
    sponsor_contacts,
    stories,
    thank_yous,
    volunteer_times,
    volunteers,
    waiting_wishes,
)

__all__ = [
    "accounts",
    "activities",
    "activity_edits",
    "adoptions",
    "answers",
    "asked_fits",
    "attempts",
    "audit",
    "consents",
    "day_keys",
    "desk_sessions",
    "editions",
    "geocodes",
    "import_rows",
    "imports",
    "jobs",
    "left_over",
    "links",
    "looks",
    "metadata",
    "needs",
    "organisers",
    "outbox",
    "people",
    "photos",
    "plan_runs",
    "pledges",
    "programme",
    "proposals",
    "series",
    "session_links",
    "sessions",
    "sign_ups",
    "slots",
    "sponsor_contacts",
    "sponsors",
    "stories",
    "tasks",
    "team_contacts",
    "teams",
    "thank_yous",
    "volunteer_times",
    "volunteers",
    "waiting_wishes",
]
