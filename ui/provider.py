"""Signing in by a provider: what Streamlit knows of whom it vouches for, and the way in and out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import streamlit as st

from data.database import Database
from services import accounts


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom a provider vouches for. `email` is an address that it checked, or ""."""

    issuer: str
    subject: str
    email: str
    signed_in_at: datetime | None


def is_configured() -> bool:
    """Whether this installation has a provider: without one Streamlit says nothing of anybody."""
    return "is_logged_in" in st.user


def vouched() -> Vouched | None:
    """Whom the provider of this visit vouches for; None when nobody came in by one."""
    if not st.user.get("is_logged_in"):
        return None
    has_checked = st.user.get("email_verified") is True
    return Vouched(
        issuer=str(st.user.get("iss", "")),
        subject=str(st.user.get("sub", "")),
        email=str(st.user.get("email", "")) if has_checked else "",
        signed_in_at=_moment(st.user.get("iat")),
    )


def sign_out(database: Database) -> None:
    """End the visit here and at the provider."""
    found = vouched()
    if found is not None:
        accounts.sign_out_by_provider(
            database,
            issuer=found.issuer,
            subject=found.subject,
            signed_in_at=found.signed_in_at,
        )
    st.logout()


def _moment(seconds: object) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None
