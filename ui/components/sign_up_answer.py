"""What somebody hears after the form: almost there, until when the place is theirs, where the mail is."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from domain.vocabulary import SignUpState
from i18n import formats
from services.signing_up import SignedUp
from ui import html, state
from ui.components.cards import when
from ui.components.mail_notice import mail_notice, mail_state
from ui.words import plain, t


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a form, and the address that its mail goes to."""

    signed_up: SignedUp
    email: str


def announce(answered: Answered) -> None:
    """What to do now. It says the same to everybody, so nobody learns from it who comes."""
    signed_up = answered.signed_up
    mail = mail_state()
    if mail.has_server:
        st.success(t("sign_up.look_in_mail"), icon=":material/mail:")
        html.show(html.paragraph(plain("sign_up.wrote_to", email=answered.email)))
    else:
        st.success(t("sign_up.is_ready"))
    mail_notice(mail)
    if signed_up.state is SignUpState.WAITING:
        html.show(html.paragraph(plain("sign_up.wait_then")))
    elif signed_up.hold_until is not None:
        until = formats.moment(signed_up.hold_until, state.language())
        html.show(html.paragraph(plain("sign_up.held_until", until=until)))
    for other in signed_up.overlaps:
        st.warning(t("sign_up.overlap", title=other.title, when=when(other)))
