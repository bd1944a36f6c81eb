"""The library of ideas on screen: looking for one, and one worked out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from domain.branches import Branch
from domain.ideas import Recipe
from domain.times import to_local
from domain.vocabulary import ConnectionForm, NeedKind, TargetGroup
from i18n import formats
from i18n.texts import Language, label, labels, text
from services import editions, ideas
from services.ideas import Wanted
from ui import bound, html, navigation, resources, state
from ui.components import filters
from ui.components.take_over import take_over
from ui.words import md, plain, t

_PER_PAGE = 12
_MINUTES = (60, 120, 240, 480)
_PEOPLE = (1, 2, 4, 8)
_CENTS = (0, 2_500, 10_000)
_FOLDED = (state.BRANCHES, state.FORMS, state.GROUPS)


def search() -> Wanted:
    """What does a visitor look for? Every wish stands in the link."""
    with st.container(key="filterbalk", horizontal=True, vertical_alignment="bottom"):
        words = filters.words_input()
        minutes = _limit("time", _MINUTES, _within, key=state.IDEA_TIME)
        people = _limit("people_input", _PEOPLE, _with, key=state.IDEA_PEOPLE)
        cost_cents = _limit("cost", _CENTS, _at_most, key=state.IDEA_COST)
        on = sum(bool(st.session_state.get(key, st.query_params.get(key))) for key in _FOLDED)
        with st.popover(t("filter.more", count=on), icon=":material/tune:", width="stretch"):
            groups = filters.several(state.GROUPS, list(TargetGroup))
            forms = filters.several(state.FORMS, list(ConnectionForm))
            branches = filters.several(state.BRANCHES, list(Branch))
    return Wanted(
        words, minutes, people, cost_cents, frozenset(groups), frozenset(forms), frozenset(branches)
    )


def library(wanted: Wanted) -> None:
    """The ideas that fit, as cards, a page at a time."""
    found = ideas.found(wanted, state.language())
    st.header(t("idea.found", count=len(found)), anchor=False)
    if not found:
        html.show(html.empty(plain("idea.nothing")))
        return
    pages = -(-len(found) // _PER_PAGE)
    page = min(st.session_state.get(state.PAGE, 1), pages)
    grid = st.grid(3, min_column_width=300)
    for recipe in found[(page - 1) * _PER_PAGE : page * _PER_PAGE]:
        with grid.cell():
            _card(recipe)
    if pages > 1:
        st.pagination(pages, key=state.PAGE)


def worked_out(recipe: Recipe) -> None:
    """One idea from today's list to the invitation."""
    st.page_link(
        navigation.page("meedoen/ideeen.py"), label=t("idea.to_ideas"), icon=":material/arrow_back:"
    )
    html.show(html.head(recipe.title, recipe.summary) + html.badges(_marks(recipe)))
    take_over({state.IDEA: recipe.id})
    steps, facts = st.columns([3, 2], gap="large")
    with steps:
        for heading, lines in (("today", recipe.today), ("tomorrow", recipe.tomorrow)):
            st.header(t(f"idea.{heading}"), anchor=False)
            html.show(html.checklist(lines))
        st.header(t("idea.questions"), anchor=False)
        html.show(html.items(recipe.questions))
    with facts:
        st.header(t("idea.in_short"), anchor=False)
        html.show(html.facts(_facts(recipe)))
        st.header(t("idea.invitation"), anchor=False)
        words = plain("idea.invitation_text", invitation=recipe.invitation, hashtag=_hashtag())
        st.code(words.strip(), language=None, wrap_lines=True)


def _hashtag() -> str:
    """That of the edition which a new activity would belong to."""
    every = editions.all_editions(resources.database())
    coming = editions.open_to_plans(every, today=to_local(resources.now()).date())
    return coming.hashtag if coming else ""


def _card(recipe: Recipe) -> None:
    with st.container(key=f"kaartje_{recipe.id}"):
        st.page_link(
            navigation.page("meedoen/idee.py"),
            label=md(recipe.title),
            query_params={state.ID: recipe.id},
            width="stretch",
        )
        html.show(html.lines(["", recipe.summary]) + html.badges(_marks(recipe)))


def _marks(recipe: Recipe) -> list[tuple[str, str]]:
    language = state.language()
    return [
        ("", formats.minutes(recipe.total_minutes, language)),
        ("", plain("idea.with", count=recipe.people)),
        ("", _cost(recipe)),
        ("", label(language, recipe.branch)),
    ]


def _facts(recipe: Recipe) -> list[tuple[str, str]]:
    language = state.language()
    few, many = recipe.guests
    needs = [need.description for need in recipe.needs if need.kind is not NeedKind.MONEY]
    return [
        (plain("idea.lasts"), formats.minutes(recipe.minutes, language)),
        (plain("idea.preparation"), formats.minutes(recipe.preparation_minutes, language)),
        (plain("idea.carried_by"), plain("idea.people", count=recipe.people)),
        (plain("idea.guests"), plain("idea.guests_between", few=few, many=many)),
        (plain("idea.costs"), _cost(recipe)),
        (plain("idea.needs"), "\n".join(needs)),
        (plain("field.attendance.name"), label(language, recipe.attendance)),
        (plain("field.groups.name"), labels(language, recipe.groups)),
        (plain("field.forms.name"), labels(language, recipe.forms)),
        (plain("field.branch.name"), label(language, recipe.branch)),
    ]


def _cost(recipe: Recipe) -> str:
    if not recipe.cost_cents:
        return plain("idea.free")
    return plain("idea.about", amount=formats.money(recipe.cost_cents, state.language()))


def _within(minutes: int, language: Language) -> str:
    return text(language, "idea.within", time=formats.minutes(minutes, language))


def _with(people: int, language: Language) -> str:
    return text(language, "idea.with", count=people)


def _at_most(cents: int, language: Language) -> str:
    if not cents:
        return text(language, "idea.free")
    return text(language, "idea.at_most", amount=formats.money(cents, language))


def _limit(
    name: str, choices: Sequence[int], said: Callable[[int, Language], str], *, key: str
) -> int | None:
    return st.selectbox(
        t(f"idea.{name}"),
        choices,
        index=None,
        format_func=bound.words(key, choices, said),
        key=key,
        placeholder=t("idea.all"),
        bind="query-params",
    )
