"""Names and types of what a visit remembers: widget keys and URL parameters.

What a link must carry is in the URL, what a widget holds is in its key, and nothing else is kept.
A postcode never stands in a URL.
"""

from __future__ import annotations

import streamlit as st

from domain.fields import FILTERED
from i18n.texts import Language
from services import addresses

# URL parameters that are widgets too (`bind="query-params"`), so key and parameter are one word.
LANGUAGE = addresses.LANGUAGE
VIEW = "beeld"
WORDS = "woorden"
DAYS = "dagen"
DAY = "dag"
BRANCHES = "branche"
FORMS = "vorm"
GROUPS = "doelgroep"
ATTENDANCE = "waar"
PROVINCE = "provincie"
MUNICIPALITY = "gemeente"
ASKS = "vraagt"
LANGUAGES = "talen"
EDITION = "editie"
PLACE = "plaats"
PAGE = "bladzijde"
ID = addresses.ID
SIGNING_UP = "aanmelden"  # in a link: open the form at once
IDEA_TIME = "tijd"
IDEA_PEOPLE = "mensen"
IDEA_COST = "kosten"
CARDS = "kaarten"  # the target group whose conversation cards are shown
IDEA = "idee"  # the idea that a new activity begins with
FROM = "van"  # the activity that a new one takes over
SPARK = addresses.SPARK

SEARCH = "gezocht"  # what was looked for last (ui.seeking.search.Search)
SPONSOR_DRAFT = "sponsor_concept"  # id of the sponsor that is being typed
SPONSOR_JOINED = "sponsor_begonnen"  # what was just made (services.sponsoring.Joined)
PLEDGE_DRAFT = "toezegging_concept"  # ids of the pledges that are being typed, by what they are for
KNOWN_SPONSOR = "sponsor_bekend"  # whose own words the question was filled in with
PLEDGED = "toegezegd"  # whether a pledge was just made
PORTFOLIO = "pakket"  # what a sponsor insists on (ui.portfolio.Wishes)
TEAM_DRAFT = "team_concept"  # id of the team that is being typed
TEAM_STARTED = "team_begonnen"  # what was just started (services.teams.starting.Started)
ORGANISING = "organiseren"  # what is being put on the map, by what it began with
SIGNED_UP = "aangemeld"  # with an activity's id: the form was sent in this visit
SIGN_UP = "aanmelding"  # the form that is open (ui.components.sign_up_form.Draft)
SAID = "gezegd"  # what the last button brought (ui.components.spoken.Said)
MY_ACTIVITY = "mijn_activiteit"  # what an organiser is changing (ui.my_activity.EditWork)
HOW_FOUND = "gevonden"  # how people find one's own activities, by id (ui.how_found)
LOOKED = "gekeken"  # the looks that were counted of this visit (domain.looks.Look)
WAY_BACK = "weg_terug"  # the secret by which whoever just left can come back
REVIEWED = "beoordeeld"  # whether a decision was just stored
REVIEW_VIEW = "lezen"  # one by one, many at once, or doubles
REVIEW_OPEN = "lezen_open"  # the id of the one that is read
REVIEW_MANY_PAGE = "lezen_veel_bladzijde"
REVIEW_PENDING = "lezen_gekozen"  # what was ticked (ui.reviewing.many.Pending)
REVIEW_DECIDED = "lezen_gedaan"  # what came of many decisions (services.organising.many.Decided)
DOUBLES_PAGE = "dubbel_bladzijde"
MERGING = "samenvoegen"  # ids of what would stay and what would go
MERGED = "samengevoegd"  # the title of what two became
MERGE_REFUSED = "niet_samengevoegd"  # why they did not
EXPORT_SIGNS = "lijst_teken"  # signs that nobody can guess, in the names of downloaded lists
MAIL_PAGE = "mail_bladzijde"
MESSAGE = "bericht"  # id of the message to organisers that is being typed
MESSAGE_SENT = "bericht_verstuurd"  # id of the one that was sent last
DIVIDING = "verdeling_bezig"  # whether a plan is being made, and is not stored yet
DIVIDED = "verdeling_gemaakt"  # what making a plan brought (ui.components.spoken.Said)
IMPORT_WORK = "import_werk"  # the file that a coordinator is importing (ui.importing.ImportWork)
IMPORT_ASKED = "import_asked"  # the import that is to be taken out, until that is confirmed
IMPORT_UNDONE = "import_undone"  # what came of it (services.importing.Undone)

FOLDED_FILTERS = (
    *(BRANCHES, FORMS, GROUPS, ATTENDANCE, ASKS, PROVINCE, MUNICIPALITY),
    *(field.filter for field in FILTERED),
)


def language() -> Language:
    """The language of this visit: the switch, else the link, else Dutch."""
    chosen = st.session_state.get(LANGUAGE) or st.query_params.get(LANGUAGE)
    return Language(chosen) if chosen in set(Language) else Language.NL
