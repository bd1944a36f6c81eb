"""What an organiser shows of an activity: a photo before, a story afterwards."""

from __future__ import annotations

import streamlit as st

from domain.activities import Activity
from services import organising
from ui import html, resources
from ui.words import t


def photo(activity: Activity) -> None:
    """The photo, when everybody may see it."""
    if not activity.photo_consent:
        return
    found = organising.public_photo(resources.database(), activity.id)
    if found is not None:
        html.show(html.picture(f"./foto/{activity.id}.jpg", found.alt))


def told(activity: Activity) -> None:
    """What it did, in the words of who organised it."""
    found = organising.public_story(resources.database(), activity.id)
    if found is not None:
        st.header(t("photo.story"))
        html.show(html.paragraph(found.text))
