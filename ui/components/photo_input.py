"""A photo of an activity: shown, put there with words and consent, and taken away."""

from __future__ import annotations

import streamlit as st

from domain.errors import VerbindingError
from services import organising
from services.organising import MyActivity
from services.organising.photos import ALT_LENGTH
from ui import html, resources
from ui.words import md, plain, sentence, t

_MOST_MB = 5


def photo_input(mine: MyActivity) -> None:
    """The photo that is there, or a form for one."""
    if mine.photo is not None:
        st.image(mine.photo.jpeg, caption=md(mine.photo.alt), alt=mine.photo.alt, width=420)
        if mine.photo.approved_at is None:
            html.show(html.hint(plain("photo.waiting")))
        if st.button(t("photo.take_away"), key="mijn_foto_weg", icon=":material/delete:"):
            organising.take_photo_away(
                resources.database(),
                mine.activity.id,
                actor=resources.actor(),
                now=resources.now(),
            )
            st.rerun()
        return
    st.markdown(t("photo.lead"))
    with st.form(f"foto_{mine.activity.id}", border=False):
        file = st.file_uploader(
            t("photo.file"),
            type=["jpg", "jpeg", "png", "webp"],
            max_upload_size=_MOST_MB,
            key="mijn_foto",
        )
        alt = st.text_input(
            t("photo.alt"),
            max_chars=ALT_LENGTH,
            placeholder=t("photo.alt_placeholder"),
            key="mijn_foto_woorden",
        )
        has_consent = st.checkbox(t("photo.consent"), key="mijn_foto_mag")
        if not st.form_submit_button(t("photo.save"), icon=":material/photo_camera:"):
            return
    _put(mine, file.getvalue() if file else b"", alt or "", has_consent=has_consent)


def _put(mine: MyActivity, content: bytes, alt: str, *, has_consent: bool) -> None:
    try:
        photo = organising.put_photo(
            resources.database(),
            mine.activity.id,
            content,
            alt=alt,
            has_consent=has_consent,
            actor=resources.actor(),
            now=resources.now(),
        )
    except VerbindingError as error:
        st.warning(sentence(error))
        return
    st.success(t("photo.saved" if photo.approved_at else "photo.waits"))
