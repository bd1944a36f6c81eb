"""The activities of a plan on a list and a map, with who is proposed, and changing that by hand."""

from __future__ import annotations

from functools import partial

import streamlit as st

from domain.actors import Actor
from domain.editions import Edition
from domain.proposals import Proposal, ProposalState
from i18n.texts import label
from services import scope
from services.planning import asking, changing, looking
from services.planning.looking import PlannedActivity, PlanNumbers, Proposed
from services.programme import Programme
from ui import html, map_view, resources, state
from ui.components import spoken
from ui.components.cards import when, where
from ui.components.view_switch import side_by_side
from ui.desk import plan_words
from ui.words import md, plain, t

_PER_PAGE = 8
_CHANGEABLE = (ProposalState.DRAFT, ProposalState.SENT)


def activities(programme: Programme, edition: Edition, found: PlanNumbers, actor: Actor) -> None:
    """The list with its filters, a page at a time, beside the map of where most people go."""
    ids = _filtered(programme, edition, found, actor)
    if not ids:
        html.show(html.empty(plain("plan.no_activities")))
        return
    st.markdown(t("plan.activities", count=len(ids)))
    list_side, map_side = side_by_side(key="verdeling")
    with list_side:
        pages = -(-len(ids) // _PER_PAGE)
        page = min(st.session_state.get(state.PAGE, 1), pages)
        shown = ids[(page - 1) * _PER_PAGE : page * _PER_PAGE]
        for one in looking.planned(resources.database(), shown, actor=actor):
            _activity(one, actor)
        if pages > 1:
            st.pagination(pages, key=state.PAGE)
    with map_side:
        most = sorted(ids, key=lambda id: -found.by_activity.get(id, 0))
        if len(most) > map_view.PINS_SHOWN:
            st.caption(t("plan.map_most", count=map_view.PINS_SHOWN))
        map_view.result_map(most, programme, key="verdeling_kaart", language=state.language())


def _filtered(
    programme: Programme, edition: Edition, found: PlanNumbers, actor: Actor
) -> list[str]:
    towns = [
        one
        for one in scope.municipalities_of(programme, resources.gazetteer(), edition.id)
        if _is_here(actor, one.code, one.province)
    ]
    left, right = st.columns(2, gap="medium", vertical_alignment="bottom")
    with left:
        town = st.selectbox(
            t("plan.municipality"),
            towns,
            index=None,
            format_func=lambda one: one.name,
            placeholder=t("plan.everywhere"),
            key="verdeling_gemeente",
        )
    with right:
        only_short = st.toggle(t("plan.only_short"), key="verdeling_open")
    return looking.rows(
        programme,
        edition.id,
        found,
        municipality=town.code if town else "",
        only_short=only_short,
        actor=actor,
        now=resources.now(),
    )


def _is_here(actor: Actor, code: str, province: object) -> bool:
    part = actor.scope
    somewhere = not (part.provinces or part.municipalities)
    return somewhere or province in part.provinces or code in part.municipalities


def _activity(one: PlannedActivity, actor: Actor) -> None:
    """One activity: what, when, where, the places left, who is proposed, and a way to change that."""
    activity = one.activity
    count = sum(each.proposal.state in looking.IN_PLAN for each in one.proposed)
    with st.container(border=True, key=f"plan_{activity.id}"):
        html.show(
            html.card_title(activity.title)
            + html.lines([when(activity), where(activity), _places(one)])
        )
        with st.expander(t("plan.people", count=count)):
            html.show(
                html.people(
                    (
                        plan_words.who(each.helper),
                        plan_words.points(each.proposal.score),
                        plan_words.standing(each.proposal),
                    )
                    for each in one.proposed
                )
            )
            _change(one, actor)


def _places(one: PlannedActivity) -> str:
    if one.open_places is None:
        return plain("plan.places_no_limit")
    return plain("plan.places", count=one.open_places)


def _change(one: PlannedActivity, actor: Actor) -> None:
    """Choose somebody; take them out, put them elsewhere, or take the question back."""
    people = {each.proposal.id: each for each in one.proposed if each.proposal.state in _CHANGEABLE}
    if not people:
        return
    key = f"wie_{one.activity.id}"
    chosen = st.selectbox(
        t("plan.change"),
        list(people),
        index=None,
        format_func=lambda id: _named(people[id]),
        placeholder=t("plan.choose"),
        key=key,
    )
    each = people.get(chosen or "")
    if each is None:
        return
    proposal, name = each.proposal, plan_words.who(each.helper)
    with st.container(horizontal=True):
        if proposal.state is ProposalState.SENT:
            _button("plan.withdraw", "plan.withdrawn", changing.withdraw, proposal, name, actor)
            return
        _button("plan.take_out", "plan.taken_out", changing.take_out, proposal, name, actor)
        if each.helper is not None and st.button(
            t("plan.elsewhere"), key=f"elders_{proposal.id}", icon=":material/move_down:"
        ):
            st.dialog(t("plan.where_to", who=name))(_elsewhere)(proposal, name, actor)


def _named(each: Proposed) -> str:
    return f"{plan_words.who(each.helper)}: {label(state.language(), each.proposal.state)}"


def _button(
    words: str, done: str, act: changing.Ending, proposal: Proposal, name: str, actor: Actor
) -> None:
    action = partial(act, resources.database(), proposal.id, actor=actor, now=resources.now())
    st.button(
        t(words),
        key=f"weg_{proposal.id}",
        icon=":material/person_remove:",
        on_click=spoken.attempt,
        args=(action,),
        kwargs={"done": t(done, who=name)},
    )


def _elsewhere(proposal: Proposal, name: str, actor: Actor) -> None:
    """Where somebody fits as well, each with a button."""
    found = asking.alternatives(resources.database(), proposal.id, actor=actor, now=resources.now())
    if not found:
        html.show(html.empty(plain("plan.nowhere_else")))
    for activity, match in found:
        with st.container(border=True, key=f"naar_{activity.id}"):
            st.markdown(f"**{md(activity.title)}**")
            reasons = [when(activity), where(activity), plan_words.points(match.score)]
            html.show(html.lines(reasons + plan_words.why(match)))
            put = partial(
                changing.put,
                resources.database(),
                proposal.volunteer_id,
                activity.id,
                instead_of=proposal.id,
                actor=actor,
                now=resources.now(),
            )
            if st.button(t("plan.put_here"), key=f"zet_{activity.id}", icon=":material/check:"):
                spoken.attempt(put, done=t("plan.put", who=name, title=activity.title))
                st.rerun()
