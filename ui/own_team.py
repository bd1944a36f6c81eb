"""What those who manage a team see of it: adoptions, what is near, and its fields."""

from __future__ import annotations

import streamlit as st

from domain.actors import Actor
from domain.adoptions import AdoptionState
from domain.errors import VerbindingError
from domain.people import Team
from i18n.texts import label
from services.teams import adopting, reach, starting
from ui import html, navigation, resources, state, team_form, team_page
from ui.words import md, plain, sentence, t

RADIUS_KM = 15.0


def adoptions(team: Team, actor: Actor) -> None:
    """What the team offered to take under its wing, and what organisers answered."""
    found = adopting.of_team(resources.database(), team.id, actor=actor)
    if not found:
        html.show(html.empty(plain("team.no_adoptions")))
        st.page_link(navigation.page("meedoen/team.py"), label=t("team.find_activities"))
        return
    for one in found:
        with st.container(border=True):
            st.page_link(
                navigation.page("verkennen/activiteit.py"),
                label=md(one.activity.title),
                query_params={state.ID: one.activity.id},
            )
            html.show(html.badges([("", label(state.language(), one.adoption.state))]))
            if one.adoption.state is not AdoptionState.WITHDRAWN and st.button(
                t("team.withdraw"), key=f"terug_{one.activity.id}"
            ):
                adopting.withdraw(
                    resources.database(),
                    one.activity.id,
                    team.id,
                    actor=actor,
                    now=resources.now(),
                )
                st.rerun()


def near(team: Team) -> None:
    """What is within reach of the team's place."""
    team_page.ideas_for(team)
    if team.place.point is None:
        html.show(html.empty(plain("team.no_place")))
        return
    found = reach.around(
        resources.database(),
        resources.programme(),
        resources.gazetteer(),
        team.place.point,
        RADIUS_KM,
        edition_id=team.edition_id,
        own_id=team.id,
    )
    team_page.around(found, RADIUS_KM)


def change(team: Team, actor: Actor) -> None:
    """The fields, filled in."""
    others = [
        one for one in starting.visible(resources.database(), team.edition_id) if one.id != team.id
    ]
    changed = team_form.team_fields(
        team.id, team.edition_id, others, start=team, key=f"team_{team.id}"
    )
    if st.button(t("team.save"), type="primary"):
        try:
            starting.change(resources.database(), changed, actor=actor, now=resources.now())
        except VerbindingError as error:
            st.error(sentence(error))
        else:
            st.toast(t("team.saved"))
            st.rerun()
