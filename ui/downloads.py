"""Lists to take along, as spreadsheets."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from services import activities, exporting, listing
from services.programme import Programme
from ui import resources, state
from ui.words import plain, t

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def list_buttons(programme: Programme, rows: listing.Rows, *, key: str) -> None:
    """Two buttons that save the activities of `rows`, in that order, as CSV and as XLSX."""
    ids = [str(one) for one in programme.catalogue.ids[rows]]
    language = state.language()

    def made_by(write: Callable[..., bytes]) -> Callable[[], bytes]:
        # Made when the button is pressed: nobody waits for a file that nobody asked for.
        return lambda: write(activities.listed(resources.database(), ids), language, is_public=True)

    with st.popover(t("download.title"), icon=":material/download:"):
        name = plain("download.file_name")
        for kind, write, mime in (
            ("csv", exporting.export_csv, "text/csv"),
            ("xlsx", exporting.export_xlsx, _XLSX),
        ):
            st.download_button(
                t(f"download.{kind}"),
                made_by(write),
                file_name=f"{name}.{kind}",
                mime=mime,
                key=f"{key}_{kind}",
                on_click="ignore",
            )
