"""For coordinators: whether erasing stands still, on every page until it does not."""

from __future__ import annotations

import streamlit as st

from domain.actors import Actor, Role
from services import retention
from ui import resources
from ui.words import t


def retention_notice(actor: Actor) -> None:
    """Say that personal data stays longer than promised, to whom can do something about it."""
    if actor.role is not Role.COORDINATOR:
        return
    if retention.is_late(resources.database(), now=resources.now()):
        st.warning(t("notice.retention_late"), icon=":material/auto_delete:")
