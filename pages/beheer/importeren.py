"""Import a spreadsheet: the file, what its columns mean, every row checked, and then in."""

import streamlit as st

from domain.actors import check_coordinator
from services.importing import known_editions
from ui import html, import_preview, importing, navigation, resources
from ui.words import plain, t

check_coordinator(resources.actor())
html.show(html.head(plain("import.page.title"), plain("import.page.lead")))

inspection = importing.file_step()
if inspection is None:
    st.stop()

chosen = importing.columns_step(inspection)
editions = known_editions(resources.database())
left, right = st.columns(2, gap="medium")
with left:
    edition = importing.edition_input(editions)
with right:
    municipality = importing.municipality_input(inspection)

preview = importing.preview_step(chosen, edition, editions, municipality)
if preview is None:
    st.stop()

import_preview.show(preview)
left_out = import_preview.twins_input(preview)
importing.save_step(preview, left_out)
if importing.work().outcome:
    st.page_link(
        navigation.page("verkennen/kaart.py"),
        label=t("import.page.done_link"),
        icon=":material/map:",
    )
