"""What a visitor sees of a bug: a kind sentence and a number, never a trace."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from domain.errors import VerbindingError
from ui.words import sentence, t

_log = logging.getLogger("verbindingswijzer.faults")


def show(error: Exception) -> bool:
    """Show `error` on the page; True tells Streamlit that it has been dealt with.

    An expected situation that a page let through gets its own sentence. A bug is logged in full
    under the number that the visitor sees.
    """
    if isinstance(error, VerbindingError):
        st.warning(sentence(error))
        return True
    reference = secrets.token_hex(4)
    _log.error("fault %s", reference, exc_info=error)
    st.error(t("shell.fault", reference=reference))
    return True
