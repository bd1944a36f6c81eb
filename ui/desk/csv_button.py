"""A table of the desk as a file."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.spreadsheets.writing import to_csv
from ui.words import t


def csv_button(heads: Sequence[str], rows: Sequence[Sequence[str]], *, name: str, key: str) -> None:
    """Save a table as CSV for Dutch Excel, made when the button is pressed; never a formula."""
    st.download_button(
        t("desk.as_csv"),
        lambda: to_csv(heads, rows),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=key,
        on_click="ignore",
        icon=":material/download:",
    )
