"""The texts about the product itself."""

from __future__ import annotations

import streamlit as st

from i18n.texts import keys
from ui import resources, state
from ui.words import t


def week() -> None:
    """The week and its house rules."""
    st.markdown(t("about.week_text"))
    st.header(t("about.rules"))
    _list("about.rule")


def privacy() -> None:
    """What is kept of people, why, and for how long."""
    _list("privacy.point")


def accessibility() -> None:
    """What has been done so that everyone can use it, and what is not good enough yet."""
    st.markdown(t("about.accessibility_text"))


def sources() -> None:
    """Whose facts and pictures are used."""
    st.markdown(t("about.sources_text"))
    _list("about.source")
    if resources.settings().geodata:
        st.markdown(t("about.geodata_text"))


def _list(prefix: str) -> None:
    """Every sentence `prefix`_1, `prefix`_2 and so on, as a list."""
    count = sum(key.startswith(f"{prefix}_") for key in keys(state.language()))
    st.markdown("\n".join(f"- {t(f'{prefix}_{number}')}" for number in range(1, count + 1)))
