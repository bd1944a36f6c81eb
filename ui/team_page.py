"""The parts of a team's page, and of what it can do near itself."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from domain.editions import Edition
from domain.people import Team
from domain.places import Point
from i18n import formats
from i18n.texts import label
from services import explanations, ideas
from services.addresses import Page, address, path, query
from services.discretion import LEAST_SHOWN
from services.ideas import Wanted
from services.teams import reach
from services.teams.chain import Link, Reach
from services.teams.reach import EMPTY_KM, Around
from services.teams.starting import TeamPage
from ui import html, navigation, resources, state
from ui.components.cards import activity_card
from ui.components.team_link import team_link
from ui.words import md, plain, t

_CARDS = 12
_REGION_KM = 30.0
_IDEAS = 5
_BRANCHES = 8


def ways() -> None:
    """Where a team can go from here."""
    for file, key, icon in (
        ("meedoen/team_starten.py", "team.start", ":material/local_fire_department:"),
        ("verkennen/inspiratieketen.py", "team.to_chain", ":material/account_tree:"),
    ):
        st.page_link(navigation.page(file), label=t(key), icon=icon)


def near(point: Point, radius_km: float | None, edition: Edition) -> None:
    """What is within reach of a point; without a limit, within that of a region."""
    reach_km = min(radius_km or _REGION_KM, _REGION_KM)
    found = reach.around(
        resources.database(),
        resources.programme(),
        resources.gazetteer(),
        point,
        reach_km,
        edition_id=edition.id,
    )
    around(found, reach_km)


def header(found: TeamPage) -> None:
    """Name, kind, where, and what they can do."""
    team, language = found.team, state.language()
    kind = label(language, team.kind)
    first = ", ".join(part for part in (kind, team.place.name or team.place.municipality) if part)
    html.show(html.head(team.name, first) + html.badges(_badges(team)))
    if team.can_do:
        html.show(html.paragraph(team.can_do))
    if found.inspired_by is not None:
        st.page_link(
            navigation.page("verkennen/inspiratieteam.py"),
            label=t("team.spark_from", team=found.inspired_by.name),
            icon=":material/local_fire_department:",
            query_params={state.ID: found.inspired_by.id},
        )


def activities(found: TeamPage) -> None:
    """What the team has under its wing."""
    st.header(t("team.activities", count=len(found.activities)), anchor=False)
    if not found.activities:
        html.show(html.empty(plain("team.no_activities")))
        return
    grid = st.grid(3, min_column_width=300)
    for activity in found.activities[:_CARDS]:
        with grid.cell():
            activity_card(activity, found.edition, key=f"team_{activity.id}", now=resources.now())


def sparks(found: TeamPage) -> None:
    """The teams that came from this one."""
    st.header(t("team.chain"), anchor=False)
    if len(found.chain) == 1:
        html.show(html.empty(plain("team.no_sparks")))
        return
    html.show(html.tree(_branches(found.chain)))


def share(team: Team, edition: Edition) -> None:
    """A ready text to start the next team with."""
    public_url = resources.settings().public_url
    with st.expander(t("team.share"), icon=":material/share:"):
        words = plain(
            "team.share_text",
            team=team.name,
            page=address(public_url, Page.TEAM_PAGE, id=team.id),
            start=address(public_url, Page.TEAM_START) + query({state.SPARK: team.id}),
            hashtag=edition.hashtag,
        )
        st.code(words.strip(), language=None, wrap_lines=True)


def around(found: Around, radius_km: float) -> None:
    """What is near: where nothing happens yet, who else is there, and how many could help."""
    language = state.language()
    st.header(t("team.around", km=round(radius_km)), anchor=False)
    counted = [
        plain("team.around_activities", count=found.activities),
        _people("team.around_volunteers", "team.few_volunteers", found.volunteers),
        _people("team.around_sponsors", "team.few_sponsors", found.sponsors),
    ]
    html.show(html.badges(("", words) for words in counted))
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(t("team.empty_towns"), anchor=False)
        if found.empty_towns:
            html.show(
                html.items(
                    f"{town.place.name}, {explanations.distance(town.km, language)}"
                    for town in found.empty_towns
                )
            )
        else:
            html.show(html.notice(plain("team.no_empty_towns", km=round(EMPTY_KM))))
        st.subheader(t("team.empty_branches"), anchor=False)
        names = [label(language, branch) for branch in found.empty_branches[:_BRANCHES]]
        html.show(html.notice(", ".join(names) if names else plain("team.no_empty_branches")))
    with right:
        st.subheader(t("team.join_hands"), anchor=False)
        if not found.teams:
            html.show(html.empty(plain("team.no_teams")))
        for team, km in found.teams:
            team_link(team, km)


def ideas_for(team: Team) -> None:
    """Ideas that so many people can carry, of their own branch first."""
    language = state.language()
    fitting = ideas.found(Wanted(people=team.size), language)
    ranked = sorted(fitting, key=lambda one: one.branch is not team.branch)
    st.subheader(t("team.ideas"), anchor=False)
    for recipe in ranked[:_IDEAS]:
        st.page_link(
            navigation.page("meedoen/idee.py"),
            label=md(recipe.title),
            icon=":material/lightbulb:",
            query_params={state.ID: recipe.id},
        )


def numbers(found: Reach) -> None:
    """How far a chain goes."""
    language = state.language()
    columns = st.columns(4)
    per_team = formats.number(round(found.per_team, 1), language)
    for column, (key, value) in zip(
        columns,
        (
            ("chain.teams", formats.number(found.teams, language)),
            ("chain.sparked", formats.number(found.sparked, language)),
            ("chain.per_team", per_team),
            ("chain.deepest", formats.number(found.deepest, language)),
        ),
        strict=True,
    ):
        column.metric(t(key), value, border=True)


def spread(found: Reach) -> None:
    """Over how many provinces and branches a chain reaches, as two small tables."""
    language = state.language()
    left, right = st.columns(2, gap="large")
    with left:
        st.header(t("chain.provinces"), anchor=False)
        html.show(
            html.table(
                [plain("chain.province"), plain("chain.teams")],
                [
                    (province.label, formats.number(count, language))
                    for province, count in found.by_province.items()
                ],
            )
        )
    with right:
        st.header(t("chain.branches"), anchor=False)
        html.show(
            html.table(
                [plain("chain.branch"), plain("chain.teams")],
                [
                    (label(language, branch), formats.number(count, language))
                    for branch, count in found.by_branch.items()
                ],
            )
        )


def tree(found: Iterable[Link]) -> None:
    """A chain, every team a link to its page."""
    html.show(html.tree(_branches(found)))


def _branches(links: Iterable[Link]) -> list[tuple[int, str, str, str]]:
    language = state.language()
    rows = []
    for link in links:
        team = link.team
        about = [team.place.municipality, label(language, team.branch) if team.branch else ""]
        if link.followers:
            about.append(plain("chain.followers", count=link.followers))
        page = path(Page.TEAM_PAGE, id=team.id)
        rows.append((link.depth, team.name, page, ", ".join(part for part in about if part)))
    return rows


def _badges(team: Team) -> list[tuple[str, str]]:
    language = state.language()
    found = [("", label(language, team.branch))] if team.branch else []
    if team.size:
        found.append(("", plain("team.people", count=team.size)))
    return found + [("", label(language, kind)) for kind in sorted(team.offers)]


def _people(key: str, few_key: str, count: int | None) -> str:
    if count is None:
        return plain(few_key, least=LEAST_SHOWN)
    return plain(key, count=count)
