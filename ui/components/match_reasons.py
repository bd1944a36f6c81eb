"""Why a match fits, part by part, and what would make it fit better."""

from __future__ import annotations

import streamlit as st

from matching.scoring import Match, Part
from services import explanations
from ui import html, state
from ui.words import md, plain, t


def reasons(match: Match, *, is_steady: bool = False) -> None:
    """The reasons behind a match, folded. `is_steady` when it stays whatever one finds important."""
    language = state.language()
    with st.expander(
        t("suggestions.why", score=round(100 * match.score)), icon=":material/lightbulb:"
    ):
        html.show(html.parts(_part_row(part) for part in match.parts if part.value is not None))
        for sentence in explanations.higher(match, language):
            st.markdown(f"- {md(sentence)}")
        if is_steady:
            st.markdown(t("suggestions.steady"))


def _part_row(part: Part) -> tuple[str, str, float | None, str]:
    language = state.language()
    points = plain("suggestions.points", count=round(100 * part.contribution))
    name = explanations.criterion_name(part.criterion, language)
    return name, explanations.sentence(part, language), part.value, points
