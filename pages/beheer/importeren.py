"""Import a spreadsheet: the file, what is in it, every row checked, in, and out again if need be."""

import streamlit as st

from domain.actors import check_coordinator
from domain.imports import ImportKind
from services.importing import known_editions
from ui import (
    html,
    import_history,
    import_preview,
    import_questions,
    importing,
    navigation,
    resources,
)
from ui.desk import scope
from ui.words import plain, t

actor = resources.actor()
check_coordinator(actor)
html.show(html.head(plain("import.page.title"), plain("import.page.lead")))
scope.said(actor)

inspection = importing.file_step()
if inspection is None:
    import_history.show()
    st.stop()

inspection = import_questions.kind_step(inspection)
chosen = import_questions.columns_step(inspection)
editions = known_editions(resources.database())
left, right = st.columns(2, gap="medium")
with left:
    municipality = import_questions.municipality_input(inspection)
with right:
    edition = import_questions.edition_input(inspection.kind, editions)

preview = importing.preview_step(inspection.kind, chosen, edition, editions, municipality)
if preview is None:
    st.stop()

import_preview.show(preview)
import_questions.settle_step(preview)
left_out = import_preview.twins_input(preview)
importing.save_step(preview, left_out)
if importing.work().outcome and preview.kind is ImportKind.ACTIVITIES:
    st.page_link(
        navigation.page("verkennen/kaart.py"),
        label=t("import.page.done_link"),
        icon=":material/map:",
    )
import_history.show()
