"""How can we reach you? A first name and an e-mail address, nothing else."""

from __future__ import annotations

import streamlit as st

from services.contacts import EMAIL_LENGTH, NAME_LENGTH, Contact
from ui import state
from ui.words import t


def contact_fields(*, key: str) -> Contact:
    """Ask for them and give what was typed, unchecked; the language is that of the visit."""
    first_name = st.text_input(
        t("contact.first_name"),
        max_chars=NAME_LENGTH,
        key=f"{key}_voornaam",
        autocomplete="given-name",
    )
    email = st.text_input(
        t("contact.email"),
        max_chars=EMAIL_LENGTH,
        key=f"{key}_email",
        type="email",
        placeholder=t("contact.email_example"),
        autocomplete="email",
    )
    return Contact(first_name or "", email or "", state.language())
