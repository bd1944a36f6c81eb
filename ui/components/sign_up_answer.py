"""What somebody hears after the form: almost there, until when the place is theirs, where the mail is."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from domain.vocabulary import SignUpState
from i18n import formats
from services.signing_up import SignedUp
from ui import html, state
from ui.components.cards import when
from ui.components.mail_notice import mail_notice
from ui.words import plain, t


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a form, and the address that its mail goes to."""

    signed_up: SignedUp
    email: str


def announce(answered: Answered) -> None:
    """What to do now. It says the same to everybody, so nobody learns from it who comes."""
    signed_up, language = answered.signed_up, state.language()
    if signed_up.state is SignUpState.WAITING:
        st.success(t("sign_up.wait", email=answered.email), icon=":material/mail:")
        html.show(html.paragraph(plain("sign_up.wait_then")))
    else:
        st.success(t("sign_up.held", email=answered.email), icon=":material/mail:")
        if signed_up.hold_until is not None:
            until = formats.moment(signed_up.hold_until, language)
            html.show(html.paragraph(plain("sign_up.held_until", until=until)))
    for other in signed_up.overlaps:
        st.warning(t("sign_up.overlap", title=other.title, when=when(other)))
    mail_notice()
