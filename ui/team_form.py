"""The fields of a team: for starting one and for changing it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from domain.branches import Branch
from domain.people import Team
from domain.places import NOWHERE, Place
from domain.vocabulary import TeamKind
from i18n.texts import label
from services import addresses
from services.teams import starting
from services.teams.starting import Started
from ui import html, resources, state
from ui.components import wishes
from ui.components.place_input import place_input
from ui.words import plain, t


def team_fields(
    id: str,
    edition_id: str,
    others: Sequence[Team],
    *,
    start: Team | None,
    key: str,
    spark: str | None = None,
) -> Team:
    """Ask for a team with `id`, starting from `start`.

    `others` may have given the spark; `spark` is the one whose invitation was followed.
    """
    language = state.language()
    name = st.text_input(
        t("team.name"),
        start.name if start else "",
        max_chars=starting.NAME_LENGTH,
        placeholder=t("team.name_example"),
        key=f"{key}_naam",
    )
    place = _place(start.place if start else NOWHERE, key=key)
    kind = st.selectbox(
        t("team.kind"),
        list(TeamKind),
        index=list(TeamKind).index(start.kind) if start else 0,
        format_func=lambda one: label(language, one),
        key=f"{key}_soort",
    )
    with st.expander(t("team.more"), icon=":material/add_circle:", expanded=start is not None):
        branch = st.selectbox(
            t("team.branch"),
            list(Branch),
            index=list(Branch).index(start.branch) if start and start.branch else None,
            format_func=lambda one: label(language, one),
            placeholder=t("wish.open"),
            key=f"{key}_branche",
        )
        size = st.number_input(
            t("team.size"),
            1,
            starting.MOST_PEOPLE,
            start.size if start else None,
            key=f"{key}_grootte",
        )
        offers = wishes.offers_input(
            key=f"{key}_aanbod", label_key="team.offers", start=start.offers if start else None
        )
        can_do = st.text_area(
            t("team.can_do"),
            start.can_do if start else "",
            max_chars=starting.CAN_DO_LENGTH,
            placeholder=t("team.can_do_example"),
            key=f"{key}_kan",
        )
        inspired_by = _spark(others, start.inspired_by if start else spark, key=key)
    return Team(
        id=id,
        name=name,
        edition_id=edition_id,
        kind=kind or TeamKind.LOCAL,
        place=place,
        branch=branch,
        offers=offers,
        size=int(size) if size else None,
        can_do=can_do,
        inspired_by=inspired_by,
    )


def started(made: Started) -> None:
    """What a new team sees: where the link went, and the way in."""
    resolved = addresses.personal(resources.settings().public_url, made.secret)
    st.success(t("team.started", team=made.team.name))
    html.show(html.notice(plain("team.started_mail")))
    st.link_button(t("team.open_mine"), resolved, type="primary", icon=":material/groups:")
    if st.button(t("team.start_another")):
        st.session_state.pop(state.TEAM_STARTED)
        st.rerun()


def _place(start: Place, *, key: str) -> Place:
    """Where they are; what was known stays until another place is found."""
    place_key = f"{key}_plaats"
    if place_key not in st.session_state and start.name:
        st.session_state[place_key] = start.name
    typed = st.session_state.get(place_key, "")
    found = place_input(key=place_key, label=t("team.place"))
    return found or (start if typed.strip() == start.name else NOWHERE)


def _spark(others: Sequence[Team], chosen: str | None, *, key: str) -> str | None:
    by_id = {team.id: team for team in others}
    ids = list(by_id)
    return st.selectbox(
        t("team.inspired_by"),
        ids,
        index=ids.index(chosen) if chosen in by_id else None,
        format_func=lambda id: _named(by_id[id]),
        placeholder=t("team.nobody"),
        help=t("team.inspired_by_help"),
        key=f"{key}_vonk",
    )


def _named(team: Team) -> str:
    return ", ".join(part for part in (team.name, team.place.municipality) if part)
