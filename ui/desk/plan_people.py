"""Who is left over and why, and for one activity the best people to ask."""

from __future__ import annotations

from functools import partial

import streamlit as st

from domain.actors import Actor
from domain.editions import Edition
from domain.errors import VerbindingError
from services.happening import happening
from services.planning import asking, changing, looking
from services.planning.asking import Candidate
from services.planning.field import LEAST_SCORE
from services.planning.left_behind import Reason
from services.planning.looking import Behind, PlanNumbers
from services.programme import Programme
from ui import html, resources, state
from ui.components import spoken
from ui.components.cards import when, where
from ui.desk import plan_words
from ui.desk.plan import reasons
from ui.words import plain, sentence, t

_PER_PAGE = 15


def left_over(found: PlanNumbers, actor: Actor) -> None:
    """Those without a place, with why and what would be next best."""
    total = sum(found.left_over.values())
    if found.run is None or not total:
        html.show(html.empty(plain("plan.nobody_left")))
        return
    reasons(found)
    pages = -(-total // _PER_PAGE)
    page = min(st.session_state.get(state.PAGE, 1), pages)
    for one in looking.left_over(
        resources.database(),
        found.run,
        actor=actor,
        limit=_PER_PAGE,
        offset=(page - 1) * _PER_PAGE,
    ):
        _behind(one, actor)
    if pages > 1:
        st.pagination(pages, key=state.PAGE)


def _behind(one: Behind, actor: Actor) -> None:
    name = plan_words.who(one.helper)
    lines = [plain(f"plan.why.{one.reason}")]
    if one.next_best is not None:
        key = "plan.next_poor" if one.reason is Reason.POOR else "plan.next_best"
        lines.append(plain(key, title=one.next_best.title, where=where(one.next_best)))
    with st.container(border=True, key=f"over_{one.helper.id}"):
        html.show(html.card_title(name) + html.lines(lines))
        if one.reason is Reason.ROOM and one.next_best is not None:
            _put_button(one.helper.id, one.next_best.id, None, name, one.next_best.title, actor)


def whom_to_ask(programme: Programme, edition: Edition, actor: Actor) -> None:
    """Choose an activity; see who fits it best, why, and put them in the plan."""
    rows = happening(programme.catalogue, edition.id, actor.scope)
    titles = {
        str(programme.catalogue.ids[row]): (programme.titles[row], programme.places[row])
        for row in rows.tolist()
    }
    chosen = st.selectbox(
        t("plan.which"),
        sorted(titles, key=lambda id: titles[id][0].casefold()),
        index=None,
        format_func=lambda id: ", ".join(part for part in titles[id] if part),
        placeholder=t("plan.choose_activity"),
        key="verdeling_vragen",
    )
    if chosen is None:
        html.show(html.hint(plain("plan.which_help")))
        return
    try:
        found = asking.best(resources.database(), chosen, actor=actor, now=resources.now())
        (activity,) = looking.planned(resources.database(), [chosen], actor=actor)
    except VerbindingError as error:
        st.warning(sentence(error))
        return
    html.show(html.lines([when(activity.activity), where(activity.activity)]))
    if not found:
        html.show(html.empty(plain("plan.nobody_to_ask")))
    for one in found:
        _candidate(one, chosen, titles[chosen][0], actor)


def _candidate(one: Candidate, activity_id: str, title: str, actor: Actor) -> None:
    name = plan_words.who(one.helper)
    lines = plan_words.why(one.match)
    if one.match.score < LEAST_SCORE:
        lines.append(plain("plan.poor"))
    if one.draft is not None:
        lines.append(plain("plan.from_elsewhere"))
    with st.container(border=True, key=f"vraag_{one.helper.id}"):
        html.show(html.card_title(name) + html.lines(lines))
        _put_button(
            one.helper.id, activity_id, one.draft.id if one.draft else None, name, title, actor
        )


def _put_button(
    volunteer_id: str,
    activity_id: str,
    instead_of: str | None,
    name: str,
    title: str,
    actor: Actor,
) -> None:
    put = partial(
        changing.put,
        resources.database(),
        volunteer_id,
        activity_id,
        instead_of=instead_of,
        actor=actor,
        now=resources.now(),
    )
    st.button(
        t("plan.add"),
        key=f"erbij_{volunteer_id}",
        icon=":material/person_add:",
        on_click=spoken.attempt,
        args=(put,),
        kwargs={"done": t("plan.put", who=name, title=title)},
    )
