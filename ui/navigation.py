"""Every page of the product: one line each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from domain.actors import Actor, Role
from services.addresses import Page
from ui.words import plain

# Pages without a section heading stand side by side, in sight.
PUBLIC = ""
_ROOT = Path(__file__).parent.parent / "pages"


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: the folder of its script, the key of its title, its icon, and where it is listed.

    An entry whose `section` is None is reached by a link only. One `for_coordinators` does not exist
    for anybody else: Streamlit then does not run it, also for a visitor who types its address.
    """

    page: Page
    folder: str
    title: str
    icon: str | None
    section: str | None
    is_default: bool = False
    for_coordinators: bool = False

    @property
    def file(self) -> str:
        """Its script, below `pages/`."""
        return f"{self.folder}/{self.page}.py"


ENTRIES = (
    PageEntry(Page.MAP, "verkennen", "nav.map", ":material/map:", PUBLIC, is_default=True),
    PageEntry(Page.AGENDA, "verkennen", "nav.agenda", ":material/calendar_month:", PUBLIC),
    PageEntry(Page.ACTIVITY, "verkennen", "nav.activity", None, None),
    PageEntry(Page.IDEAS, "meedoen", "nav.ideas", ":material/emoji_objects:", PUBLIC),
    PageEntry(Page.IDEA, "meedoen", "nav.idea", None, None),
    PageEntry(Page.CONVERSATION, "verkennen", "nav.conversation", None, None),
    PageEntry(Page.ORGANISE, "meedoen", "nav.organise", ":material/add_location_alt:", PUBLIC),
    PageEntry(Page.MY_ACTIVITY, "meedoen", "nav.my_activity", None, None),
    PageEntry(Page.VOLUNTEER, "meedoen", "nav.volunteer", ":material/volunteer_activism:", PUBLIC),
    PageEntry(Page.MY_SIGN_UP, "meedoen", "nav.my_sign_up", None, None),
    PageEntry(Page.MY_DATA, "meedoen", "nav.my_data", None, None),
    PageEntry(Page.MY_WISHES, "meedoen", "nav.my_wishes", None, None),
    PageEntry(Page.PROPOSAL, "meedoen", "nav.proposal", None, None),
    PageEntry(Page.SPONSOR, "meedoen", "nav.sponsor", ":material/redeem:", PUBLIC),
    PageEntry(Page.SPONSOR_JOIN, "meedoen", "nav.sponsor_join", None, None),
    PageEntry(Page.MY_SPONSOR, "meedoen", "nav.my_sponsor", None, None),
    PageEntry(Page.PLEDGE, "meedoen", "nav.pledge", None, None),
    PageEntry(Page.POWERED_BY, "verkennen", "nav.powered_by", None, None),
    PageEntry(Page.TEAM, "meedoen", "nav.team", ":material/groups:", PUBLIC),
    PageEntry(Page.TEAM_START, "meedoen", "nav.team_start", None, None),
    PageEntry(Page.MY_TEAM, "meedoen", "nav.my_team", None, None),
    PageEntry(Page.TEAM_PAGE, "verkennen", "nav.team_page", None, None),
    PageEntry(Page.CHAIN, "verkennen", "nav.chain", None, None),
    PageEntry(Page.ABOUT, "over", "nav.about", None, None),
    PageEntry(Page.PROVIDER, "over", "nav.provider", None, None),
    PageEntry(
        Page.DESK,
        "beheer",
        "nav.desk",
        ":material/dashboard:",
        PUBLIC,
        for_coordinators=True,
    ),
    PageEntry(
        Page.SPOTS,
        "beheer",
        "nav.spots",
        ":material/blur_circular:",
        None,
        for_coordinators=True,
    ),
    PageEntry(
        Page.DIVIDING,
        "beheer",
        "nav.dividing",
        ":material/diversity_3:",
        None,
        for_coordinators=True,
    ),
    PageEntry(
        Page.ANSWERS,
        "beheer",
        "nav.answers",
        ":material/insights:",
        None,
        for_coordinators=True,
    ),
    PageEntry(
        Page.REVIEW,
        "beheer",
        "nav.review",
        ":material/fact_check:",
        None,
        for_coordinators=True,
    ),
    PageEntry(
        Page.PLEDGES,
        "beheer",
        "nav.pledges",
        ":material/handshake:",
        None,
        for_coordinators=True,
    ),
    PageEntry(
        Page.MESSAGES,
        "beheer",
        "nav.messages",
        ":material/mail:",
        None,
        for_coordinators=True,
    ),
    PageEntry(
        Page.IMPORT,
        "beheer",
        "nav.import",
        ":material/upload_file:",
        None,
        for_coordinators=True,
    ),
    PageEntry(
        Page.EXPORT,
        "beheer",
        "nav.export",
        ":material/download:",
        None,
        for_coordinators=True,
    ),
    PageEntry(
        Page.EDITION, "beheer", "nav.edition", ":material/event:", None, for_coordinators=True
    ),
    PageEntry(Page.TRAIL, "beheer", "nav.trail", ":material/history:", None, for_coordinators=True),
)


def desk() -> list[StreamlitPage]:
    """The pages of the desk, in order: only its first stands in the header."""
    return [_link(entry, plain(entry.title)) for entry in ENTRIES if entry.for_coordinators]


def is_desk(chosen: StreamlitPage) -> bool:
    """Whether a page is one of the desk."""
    return any(entry.page == chosen.url_path for entry in ENTRIES if entry.for_coordinators)


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
        url_path=entry.page,
        default=entry.is_default,
        visibility="hidden" if entry.section is None else "visible",
    )
