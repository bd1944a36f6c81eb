"""What those who came said back: that they felt seen, heard, appreciated, and a sentence."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from domain.activities import Activity
from services import signing_up
from ui import html, resources
from ui.words import plain, t

FEWEST = 5  # a smaller number could be about somebody one knows


def said_back(activity: Activity, *, now: datetime) -> None:
    """The taps together, and the sentences that may be shown; nothing before it has begun."""
    if not activity.has_begun(now):
        return
    thanks = signing_up.thanks_of(resources.database(), activity.id)
    counted = (
        ("said_back.seen", thanks.seen),
        ("said_back.heard", thanks.heard),
        ("said_back.appreciated", thanks.appreciated),
    )
    taps = [_counted(key, count) for key, count in counted if count]
    rows = [*taps, *(f"“{one}”" for one in thanks.sentences)]
    if rows:
        st.header(t("said_back.title"), anchor=False)
        html.show(html.items(rows))


def _counted(key: str, count: int) -> str:
    who = plain("said_back.few") if count < FEWEST else plain("said_back.people", count=count)
    return plain(key, who=who)
