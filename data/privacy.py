"""Which stored columns are about people, on what ground, what for, how long, and who may see them.

Every column of every table is in `PERSONAL_FIELDS` or in `NOT_PERSONAL`; a test fails for one
that is in neither, so nobody adds a column without deciding. Articles are those of the AVG (GDPR).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.fields import FIELDS


class Basis(StrEnum):
    """The ground of article 6(1) on which a field may be kept."""

    CONSENT = "6-1-a"
    AGREEMENT = "6-1-b"
    LEGITIMATE_INTEREST = "6-1-f"


class Purpose(StrEnum):
    """What a field is for, and nothing else."""

    PROGRAMME = "programme"  # to show what happens and who organises it
    MATCHING = "matching"  # to find activities that suit somebody
    TAKING_PART = "taking-part"  # to know who comes
    SUPPORT = "support"  # to know who helps with what
    THANKING = "thanking"  # to show what help did
    WRITING = "writing"  # to send the mail that somebody needs or asked for
    GUARDING = "guarding"  # to keep robots and strangers out
    FINDING_PLACES = "finding-places"  # to ask an outside geocoder less often


class Retention(StrEnum):
    """When a field is erased at the latest."""

    WITH_ACTIVITY = "with-activity"  # together with the activity or the edition it belongs to
    DAYS_30_AFTER_EDITION = "30-days-after-edition"
    DAYS_28_AFTER_LEAVING = "28-days-after-leaving"  # whoever unsubscribes is erased
    DAYS_14 = "14-days"
    YEAR = "a-year"
    YEARS_3 = "3-years"  # at the end of the third year after
    WITH_ACCOUNT = "with-account"  # a year after an account was shut
    DAYS_90 = "90-days"


class Viewer(StrEnum):
    """Who may see a field, besides the person it is about."""

    VISITOR = "visitor"
    ORGANISER = "organiser"  # of that activity
    COORDINATOR = "coordinator"
    NOBODY_ELSE = "nobody-else"


@dataclass(frozen=True, slots=True)
class PersonalField:
    """The rules for one column."""

    basis: Basis
    purpose: Purpose
    retention: Retention
    viewers: frozenset[Viewer]


_SHOWN = PersonalField(  # what an organiser or coordinator chooses to publish about themselves
    Basis.AGREEMENT,
    Purpose.PROGRAMME,
    Retention.WITH_ACTIVITY,
    frozenset({Viewer.VISITOR, Viewer.ORGANISER, Viewer.COORDINATOR}),
)
_WISH = PersonalField(
    Basis.AGREEMENT,
    Purpose.MATCHING,
    Retention.DAYS_28_AFTER_LEAVING,
    frozenset({Viewer.NOBODY_ELSE}),
)
_SIGN_UP = PersonalField(
    Basis.AGREEMENT,
    Purpose.TAKING_PART,
    Retention.DAYS_30_AFTER_EDITION,
    frozenset({Viewer.ORGANISER, Viewer.COORDINATOR}),
)
_ASKED_TO_HELP = PersonalField(
    Basis.AGREEMENT,
    Purpose.MATCHING,
    Retention.DAYS_28_AFTER_LEAVING,
    frozenset({Viewer.COORDINATOR}),
)
_ANSWERED = PersonalField(  # of nobody, and told in sums only
    Basis.LEGITIMATE_INTEREST,
    Purpose.MATCHING,
    Retention.YEARS_3,
    frozenset({Viewer.COORDINATOR}),
)
_PLEDGE = PersonalField(
    Basis.AGREEMENT,
    Purpose.SUPPORT,
    Retention.DAYS_30_AFTER_EDITION,
    frozenset({Viewer.ORGANISER, Viewer.COORDINATOR}),
)
_GIVEN = PersonalField(  # sponsors are organisations; what they gave belongs to the activity
    Basis.AGREEMENT,
    Purpose.SUPPORT,
    Retention.WITH_ACTIVITY,
    frozenset({Viewer.ORGANISER, Viewer.COORDINATOR}),
)
_TOLD = PersonalField(
    Basis.CONSENT,
    Purpose.THANKING,
    Retention.WITH_ACTIVITY,
    frozenset({Viewer.VISITOR, Viewer.ORGANISER, Viewer.COORDINATOR}),
)
_ASKED = PersonalField(
    Basis.LEGITIMATE_INTEREST,
    Purpose.FINDING_PLACES,
    Retention.DAYS_90,
    frozenset({Viewer.NOBODY_ELSE}),
)

_CONTACT = PersonalField(  # the organiser sees who comes to their own activity
    Basis.AGREEMENT,
    Purpose.WRITING,
    Retention.DAYS_28_AFTER_LEAVING,
    frozenset({Viewer.ORGANISER, Viewer.COORDINATOR}),
)
_OWN = PersonalField(
    Basis.AGREEMENT,
    Purpose.WRITING,
    Retention.DAYS_28_AFTER_LEAVING,
    frozenset({Viewer.NOBODY_ELSE}),
)
_STAFF = PersonalField(
    Basis.AGREEMENT,
    Purpose.GUARDING,
    Retention.WITH_ACCOUNT,
    frozenset({Viewer.NOBODY_ELSE}),
)
_DONE = PersonalField(
    Basis.LEGITIMATE_INTEREST,
    Purpose.GUARDING,
    Retention.YEAR,
    frozenset({Viewer.COORDINATOR}),
)
_GUARD = PersonalField(
    Basis.LEGITIMATE_INTEREST,
    Purpose.GUARDING,
    Retention.DAYS_14,
    frozenset({Viewer.NOBODY_ELSE}),
)

_PLACE = (
    "place_name place_lat place_lon place_precision place_municipality place_municipality_code"
    " place_province place_pc4 place_address place_source"
)


def _columns(table: str, names: str) -> frozenset[str]:
    return frozenset(f"{table}.{name}" for name in names.split())


def _plain_fields(*, about_people: bool) -> str:
    """The plain fields of an activity, whose decision stands with their declaration."""
    return " ".join(field.name for field in FIELDS if field.about_people is about_people)


def _under(rules: PersonalField, table: str, names: str) -> dict[str, PersonalField]:
    return dict.fromkeys(sorted(_columns(table, names)), rules)


PERSONAL_FIELDS: dict[str, PersonalField] = {
    **_under(_SHOWN, "editions", "contact"),
    **_under(_SHOWN, "activities", _plain_fields(about_people=True)),
    **_under(_SHOWN, "teams", "can_do"),
    **_under(
        _ASKED_TO_HELP,  # a coordinator reads of whom they ask what suits them, in their part
        "volunteers",
        f"id {_PLACE} travel_mode radius_km branches forms at_home asks_per_week said_at"
        " is_adult minutes",
    ),
    **_under(_WISH, "waiting_wishes", "person_id fields made_at"),
    **_under(
        _ASKED_TO_HELP, "volunteer_times", "volunteer_id position starts_at ends_at has_clock"
    ),
    **_under(
        _SIGN_UP,
        "sign_ups",
        "id activity_id task_id person_id people state created_at hold_until confirmed_at sequence",
    ),
    **_under(_PLEDGE, "pledges", "note question"),
    **_under(
        _GIVEN,
        "pledges",
        "sponsor_id quantity state created_at condition each_cents agreed_at delivered_at"
        " thanked_at withdrawn_at",
    ),
    **_under(_TOLD, "pledges", "thanks"),
    **_under(_TOLD, "stories", "text"),
    **_under(_TOLD, "thank_yous", "text"),
    **_under(_CONTACT, "people", "id first_name email email_key language"),
    **_under(_OWN, "people", "created_at confirmed_at only_needed_mail left_at replaces"),
    **_under(_OWN, "links", "subject_id person_id"),
    **_under(_OWN, "sessions", "hash created_at expires_at"),
    **_under(_OWN, "session_links", "session_hash link_hash"),
    **_under(_OWN, "outbox", "person_id account_id subject_id facts key"),
    **_under(
        _ASKED_TO_HELP,
        "proposals",
        "id activity_id volunteer_id state score created_at by_hand sent_at answer_until"
        " answered_at at_home",
    ),
    **_under(_WISH, "asked_fits", "proposal_id audience fit"),
    **_under(_ANSWERED, "answers", "id audience fit is_yes year"),
    **_under(_ASKED_TO_HELP, "left_over", "volunteer_id reason activity_id"),
    **_under(_STAFF, "plan_runs", "account_id"),
    **_under(_STAFF, "imports", "account_id file_name"),
    **_under(_OWN, "import_rows", "subject_id"),
    **_under(_OWN, "consents", "id person_id purpose text_hash given_at withdrawn_at"),
    **_under(_CONTACT, "team_contacts", "person_id started_at confirmed_at"),
    **_under(_CONTACT, "sponsor_contacts", "person_id started_at confirmed_at"),
    **_under(_CONTACT, "organisers", "person_id rules_accepted_at question"),
    **_under(_SHOWN, "activity_edits", "fields"),
    **_under(_TOLD, "photos", "jpeg alt consented_at"),
    **_under(
        _STAFF,
        "accounts",
        "id name password_hash email identity provinces municipalities branches created_at"
        " disabled_at wants_digest",
    ),
    **_under(_STAFF, "desk_sessions", "hash account_id created_at expires_at"),
    **_under(_DONE, "audit", "actor"),
    **_under(_GUARD, "attempts", "key"),
    **_under(_ASKED, "geocodes", f"query {_PLACE}"),
}

NOT_PERSONAL: frozenset[str] = frozenset().union(
    _columns("programme", "id version"),
    _columns(
        "editions",
        "id name year kind first_day last_day hashtag source publishing answer_within_days"
        " erase_on welcome_nl welcome_en",
    ),
    _columns("series", "id edition_id title summary source"),
    _columns(
        "activities",
        f"id edition_id {_PLACE} team_id taken photo_consent series_id inspired_by state source"
        f" source_key created_at version merged_into {_plain_fields(about_people=False)}",
    ),
    _columns("slots", "activity_id position starts_at ends_at has_clock"),
    _columns("tasks", "id activity_id position title minutes people taken place"),
    _columns("needs", "id activity_id position kind quantity promised description"),
    # Teams and sponsors are organisations and groups; their places are where they are active.
    _columns("teams", f"id edition_id name kind {_PLACE} branch offers size inspired_by"),
    _columns(
        "sponsors",
        f"id edition_id name kind {_PLACE} nationwide branches offers forms budget_cents"
        " wants_to_be_shown",
    ),
    _columns("proposals", "edition_id"),
    _columns(
        "plan_runs",
        "id edition_id made_at seekers placed total gap worst milliseconds provinces"
        " municipalities branches compared",
    ),
    _columns("left_over", "plan_id"),
    _columns("imports", "id kind made_at added undone_at kept"),
    _columns("import_rows", "import_id digest"),
    _columns("pledges", "id need_id"),
    _columns("stories", "activity_id consent told_at"),
    _columns("thank_yous", "id activity_id seen heard appreciated"),
    _columns("links", "hash purpose created_at expires_at revoked_at"),
    _columns(
        "outbox",
        "id kind created_at due_at claimed_until attempts sent_at failed_at problem",
    ),
    # Counts by province of a whole edition, written many looks at once: nobody is in them.
    _columns("looks", "edition_id audience province question count"),
    _columns("organisers", "activity_id"),
    _columns("team_contacts", "team_id"),
    _columns("sponsor_contacts", "sponsor_id approved_at"),
    _columns("adoptions", "activity_id team_id state asked_at answered_at"),
    _columns("activity_edits", "activity_id proposed_at"),
    _columns("photos", "activity_id approved_at"),
    _columns("audit", "number at action subject count reason hash"),
    _columns("attempts", "id action at"),
    _columns("day_keys", "day secret"),
    _columns("jobs", "name ran_at milliseconds outcome"),
    _columns("geocodes", "source found asked_at"),
)


def register() -> list[str]:
    """The register of processing (article 30) as rows of a Markdown table, by table and rules."""
    rows: dict[tuple[str, PersonalField], list[str]] = {}
    for name, rules in sorted(PERSONAL_FIELDS.items()):
        table, column = name.split(".")
        rows.setdefault((table, rules), []).append(column)
    head = ["| table | columns | ground (art. 6 AVG) | for | gone at the latest | seen by |"]
    return [
        *head,
        "|---|---|---|---|---|---|",
        *(_row(table, columns, rules) for (table, rules), columns in rows.items()),
    ]


def _row(table: str, columns: list[str], rules: PersonalField) -> str:
    seen = ", ".join(viewer for viewer in Viewer if viewer in rules.viewers)
    ground, purpose = rules.basis.replace("-", "."), rules.purpose.replace("-", " ")
    term = rules.retention.replace("-", " ")
    cells = [f"`{table}`", ", ".join(columns), ground, purpose, term, seen.replace("-", " ")]
    return f"| {' | '.join(cells)} |"
