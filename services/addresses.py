"""The addresses of the site: which pages there are, and what an address asks them for.

`ui.navigation` makes these pages; mails, personal links, calendars and paper lead to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from urllib.parse import urlencode, urlsplit

from i18n.texts import Language

# What an address asks for, behind its question mark.
ID = "id"  # of what the page is about: an activity, a sign-up, a sponsor, a team, an idea ...
LANGUAGE = "taal"
SPARK = "vonk"  # the team that gave a new one the spark
CHOICE = "kies"  # what was tapped in the mail of a proposal: NO or LESS
NO, LESS = "nee", "minder"

# Before the secret of a personal link, of signing off from mail, and of a calendar feed.
PERSONAL, SIGN_OFF, FEED = "mijn", "afmelden", "agenda"


class Page(StrEnum):
    """Each page, by the last part of its address; the script of a page has the same name."""

    MAP = "kaart"
    AGENDA = "agenda"
    ACTIVITY = "activiteit"
    IDEAS = "ideeen"
    IDEA = "idee"
    CONVERSATION = "gesprekskaarten"
    ORGANISE = "organiseren"
    MY_ACTIVITY = "mijn_activiteit"
    VOLUNTEER = "vrijwilliger"
    MY_SIGN_UP = "mijn_aanmelding"
    MY_DATA = "mijn_gegevens"
    MY_WISHES = "mijn_wensen"
    PROPOSAL = "voorstel"
    SPONSOR = "sponsor"
    SPONSOR_JOIN = "sponsor_worden"
    MY_SPONSOR = "mijn_sponsor"
    PLEDGE = "toezeggen"
    POWERED_BY = "powered_by"
    TEAM = "team"
    TEAM_START = "team_starten"
    MY_TEAM = "mijn_team"
    TEAM_PAGE = "inspiratieteam"
    CHAIN = "inspiratieketen"
    ABOUT = "over"
    PROVIDER = "via_je_organisatie"
    DESK = "overzicht"
    SPOTS = "witte_vlekken"
    DIVIDING = "verdelen"
    ANSWERS = "antwoorden"
    REVIEW = "beoordelen"
    PLEDGES = "toezeggingen"
    MESSAGES = "berichten"
    IMPORT = "importeren"
    EXPORT = "exporteren"
    EDITION = "editie"
    TRAIL = "logboek"


def path(page: Page, *, language: Language = Language.NL, **asked: str) -> str:
    """The address of a page below the root of the site, in `language`."""
    return f"{page}{query(asked, language=language)}"


def address(root: str, page: Page, *, language: Language = Language.NL, **asked: str) -> str:
    """The whole address of a page of the site at `root`."""
    return f"{root}/{path(page, language=language, **asked)}"


def query(asked: Mapping[str, str] | None = None, *, language: Language = Language.NL) -> str:
    """What to put behind a page so that it is about what is `asked`, in `language`; may be empty."""
    named = {} if language is Language.NL else {LANGUAGE: str(language)}
    words = urlencode({**(asked or {}), **named})
    return f"?{words}" if words else ""


def personal(root: str, secret: str) -> str:
    """The whole address of a personal link."""
    return f"{root}/{PERSONAL}/{secret}"


def sign_off(root: str, secret: str) -> str:
    """The whole address at which somebody stops mail."""
    return f"{root}/{SIGN_OFF}/{secret}"


def feed(root: str, secret: str) -> str:
    """The whole address of somebody's own calendar."""
    return f"{root}/{FEED}/{secret}.ics"


def host(root: str) -> str:
    """The host name that numbers of mails and calendar entries end with."""
    return urlsplit(root).hostname or "localhost"
