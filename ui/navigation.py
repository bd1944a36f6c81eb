"""Every page of the product: one line each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from domain.actors import Actor, Role
from ui.words import plain

# Pages without a section heading stand side by side, in sight.
PUBLIC = ""
_ROOT = Path(__file__).parent.parent / "pages"


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: its file below `pages/`, the key of its title, its icon, and where it is listed.

    An entry whose `section` is None is reached by a link only. One `for_coordinators` does not exist
    for anybody else: Streamlit then does not run it, also for a visitor who types its address.
    """

    file: str
    title: str
    icon: str | None
    section: str | None
    is_default: bool = False
    for_coordinators: bool = False

    @property
    def url_path(self) -> str:
        """The last part of its address."""
        return Path(self.file).stem


ENTRIES = (
    PageEntry("verkennen/kaart.py", "nav.map", ":material/map:", PUBLIC, is_default=True),
    PageEntry("verkennen/agenda.py", "nav.agenda", ":material/calendar_month:", PUBLIC),
    PageEntry("verkennen/activiteit.py", "nav.activity", None, None),
    PageEntry("meedoen/ideeen.py", "nav.ideas", ":material/emoji_objects:", PUBLIC),
    PageEntry("meedoen/idee.py", "nav.idea", None, None),
    PageEntry("verkennen/gesprekskaarten.py", "nav.conversation", None, None),
    PageEntry("meedoen/organiseren.py", "nav.organise", ":material/add_location_alt:", PUBLIC),
    PageEntry("meedoen/mijn_activiteit.py", "nav.my_activity", None, None),
    PageEntry("meedoen/vrijwilliger.py", "nav.volunteer", ":material/volunteer_activism:", PUBLIC),
    PageEntry("meedoen/mijn_aanmelding.py", "nav.my_sign_up", None, None),
    PageEntry("meedoen/mijn_gegevens.py", "nav.my_data", None, None),
    PageEntry("meedoen/mijn_wensen.py", "nav.my_wishes", None, None),
    PageEntry("meedoen/voorstel.py", "nav.proposal", None, None),
    PageEntry("meedoen/sponsor.py", "nav.sponsor", ":material/redeem:", PUBLIC),
    PageEntry("meedoen/sponsor_worden.py", "nav.sponsor_join", None, None),
    PageEntry("meedoen/mijn_sponsor.py", "nav.my_sponsor", None, None),
    PageEntry("meedoen/toezeggen.py", "nav.pledge", None, None),
    PageEntry("verkennen/powered_by.py", "nav.powered_by", None, None),
    PageEntry("meedoen/team.py", "nav.team", ":material/groups:", PUBLIC),
    PageEntry("meedoen/team_starten.py", "nav.team_start", None, None),
    PageEntry("meedoen/mijn_team.py", "nav.my_team", None, None),
    PageEntry("verkennen/inspiratieteam.py", "nav.team_page", None, None),
    PageEntry("verkennen/inspiratieketen.py", "nav.chain", None, None),
    PageEntry("over/over.py", "nav.about", None, None),
    PageEntry("over/via_je_organisatie.py", "nav.provider", None, None),
    PageEntry(
        "beheer/overzicht.py",
        "nav.desk",
        ":material/dashboard:",
        PUBLIC,
        for_coordinators=True,
    ),
    PageEntry(
        "beheer/witte_vlekken.py",
        "nav.spots",
        ":material/blur_circular:",
        None,
        for_coordinators=True,
    ),
    PageEntry(
        "beheer/verdelen.py",
        "nav.dividing",
        ":material/diversity_3:",
        None,
        for_coordinators=True,
    ),
    PageEntry(
        "beheer/beoordelen.py",
        "nav.review",
        ":material/fact_check:",
        None,
        for_coordinators=True,
    ),
    PageEntry(
        "beheer/toezeggingen.py",
        "nav.pledges",
        ":material/handshake:",
        None,
        for_coordinators=True,
    ),
    PageEntry(
        "beheer/berichten.py",
        "nav.messages",
        ":material/mail:",
        None,
        for_coordinators=True,
    ),
    PageEntry(
        "beheer/importeren.py",
        "nav.import",
        ":material/upload_file:",
        None,
        for_coordinators=True,
    ),
    PageEntry(
        "beheer/exporteren.py",
        "nav.export",
        ":material/download:",
        None,
        for_coordinators=True,
    ),
    PageEntry("beheer/editie.py", "nav.edition", ":material/event:", None, for_coordinators=True),
    PageEntry("beheer/logboek.py", "nav.trail", ":material/history:", None, for_coordinators=True),
)


def desk() -> list[StreamlitPage]:
    """The pages of the desk, in order: only its first stands in the header."""
    return [_link(entry, plain(entry.title)) for entry in ENTRIES if entry.for_coordinators]


def is_desk(chosen: StreamlitPage) -> bool:
    """Whether a page is one of the desk."""
    return any(entry.url_path == chosen.url_path for entry in ENTRIES if entry.for_coordinators)


def page(file: str) -> StreamlitPage:
    """The page of a file below `pages/`, for links: `st.page_link(page("verkennen/kaart.py"))`."""
    entry = next(entry for entry in ENTRIES if entry.file == file)
    return _link(entry, plain(entry.title))


@cache
def _link(entry: PageEntry, title: str) -> StreamlitPage:
    # Making a page looks its file up on disk; a list of twenty cards would do so twenty times.
    # Such a page is only linked to: `st.navigation` runs those of `sections()`.
    return _page(entry, title)


def sections(actor: Actor) -> dict[str, list[StreamlitPage]]:
    """The pages that `actor` may open, by section heading, for `st.navigation`."""
    found: dict[str, list[StreamlitPage]] = {}
    is_coordinator = actor.role is Role.COORDINATOR
    for entry in ENTRIES:
        if entry.for_coordinators and not is_coordinator:
            continue
        heading = plain(entry.section) if entry.section else ""
        found.setdefault(heading, []).append(_page(entry, plain(entry.title)))
    return found


def _page(entry: PageEntry, title: str) -> StreamlitPage:
    return st.Page(
        _ROOT / entry.file,
        title=title,
        icon=entry.icon,
        url_path=entry.url_path,
        default=entry.is_default,
        visibility="hidden" if entry.section is None else "visible",
    )
