"""Why a match fits, part by part, and what would make it fit better."""

from __future__ import annotations

import streamlit as st

from domain.activities import Activity
from domain.seekers import Seeker
from domain.vocabulary import Audience
from matching.lanes import Lane
from matching.scoring import Match, Part
from services import explanations
from ui import html, state
from ui.words import md, plain, t


def lead(match: Match, lane: Lane, activity: Activity, seeker: Seeker) -> str:
    """The two facts that decided: how far or from home, and the strongest other reason."""
    language = state.language()
    if lane is Lane.HOME and seeker.audience is Audience.VOLUNTEER:
        where = plain("suggestions.from_home")
    else:  # that it is online stands on every card
        where = "" if match.km is None else explanations.distance(match.km, language)
    wanted = explanations.still_wanted(activity, seeker.offers, language)
    facts = (where, explanations.strongest(match, language, wanted=wanted))
    return " · ".join(fact for fact in facts if fact)


def reasons(match: Match, activity: Activity, seeker: Seeker, *, is_steady: bool = False) -> None:
    """The reasons behind a match, folded. `is_steady` when it stays whatever one finds important."""
    language = state.language()
    wanted = explanations.still_wanted(activity, seeker.offers, language)
    with st.expander(
        t("suggestions.why", score=round(100 * match.score)), icon=":material/lightbulb:"
    ):
        rows = [_part_row(part, wanted) for part in match.parts if part.value is not None]
        html.show(html.parts(rows))
        for sentence in explanations.higher(match, language):
            st.markdown(f"- {md(sentence)}")
        if is_steady:
            st.markdown(t("suggestions.steady"))


def _part_row(part: Part, wanted: str) -> tuple[str, str, float | None, str]:
    language = state.language()
    points = plain("suggestions.points", count=round(100 * part.contribution))
    name = explanations.criterion_name(part.criterion, language)
    return name, explanations.sentence(part, language, wanted=wanted), part.value, points
