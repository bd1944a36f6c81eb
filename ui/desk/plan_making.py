"""The button that makes a plan, with how far it is and a way to stop it.

Stopping works as in `ui.importing`: every report to the bar is a moment at which Streamlit may end
the script, and nothing is stored before the last stage.
"""

from __future__ import annotations

import streamlit as st

from domain.actors import Actor
from domain.editions import Edition
from domain.errors import VerbindingError
from services.planning import making
from services.planning.making import Stage
from ui import resources, state
from ui.components.spoken import Said
from ui.words import sentence, t

_WORDS = {
    Stage.READ: "plan.stage_read",
    Stage.RANK: "plan.stage_rank",
    Stage.DIVIDE: "plan.stage_divide",
    Stage.LEFT: "plan.stage_left",
    Stage.COMPARE: "plan.stage_compare",
    Stage.STORE: "plan.stage_store",
}


def panel(edition: Edition, actor: Actor, *, has_plan: bool) -> None:
    """The button; pressed it makes way for the bar until the plan is there."""
    said = st.session_state.pop(state.DIVIDED, None)
    if isinstance(said, Said):
        (st.success if said.has_worked else st.warning)(said.words)
    place = st.empty()
    label = t("plan.make_again") if has_plan else t("plan.make")
    with place.container():
        pressed = st.button(
            label, type="primary", icon=":material/diversity_3:", key="verdeling_maken"
        )
        if has_plan:
            st.caption(t("plan.again_help"))
    if pressed:
        with place.container():
            _make(edition, actor)
        st.rerun()


def _make(edition: Edition, actor: Actor) -> None:
    stages = list(Stage)
    bar = st.progress(0.0, t(_WORDS[Stage.READ]))
    st.button(t("plan.stop"), on_click=_stopped, icon=":material/front_hand:", key="verdeling_stop")

    def report(stage: Stage) -> None:
        bar.progress(stages.index(stage) / len(stages), t(_WORDS[stage]))

    st.session_state[state.DIVIDING] = True
    try:
        run = making.make(
            resources.database(), edition.id, actor=actor, now=resources.now(), report=report
        )
    except VerbindingError as error:
        st.session_state[state.DIVIDED] = Said(sentence(error), has_worked=False)
    else:
        st.session_state[state.DIVIDING] = False  # whoever presses stop from now on is too late
        st.session_state[state.DIVIDED] = Said(t("plan.made", count=run.placed), has_worked=True)


def _stopped() -> None:
    if st.session_state.pop(state.DIVIDING, False):
        st.session_state[state.DIVIDED] = Said(
            sentence(making.PlanStoppedError()), has_worked=False
        )
