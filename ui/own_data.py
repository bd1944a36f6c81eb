"""The parts of the page about what is kept about somebody."""

from __future__ import annotations

from typing import Any

import streamlit as st
from markupsafe import Markup

from data.repositories.kept import Carried
from domain.contacts import LinkPurpose
from domain.people import MOST_ASKS
from i18n import formats
from i18n.texts import Language
from services import addresses, leaving, my_data
from services.contacts import EMAIL_LENGTH, NAME_LENGTH
from services.links import COOKIE
from services.my_data import MyData
from services.volunteering import joining
from ui import html, navigation, own_wishes, resources, state
from ui.components.lost_link import link_form
from ui.components.spoken import attempt
from ui.words import md, plain, t

_ASKS = (0, 1, 2, 3, MOST_ASKS)
_PAGES = {
    LinkPurpose.ACTIVITY: "meedoen/mijn_activiteit.py",
    LinkPurpose.TEAM: "meedoen/mijn_team.py",
    LinkPurpose.SPONSOR: "meedoen/mijn_sponsor.py",
}
_LANGUAGES = {Language.NL: "Nederlands", Language.EN: "English"}


def ask_link() -> None:
    """For a visit in which no link was opened: where to send one."""
    html.show(html.head(plain("my_data.title"), plain("my_data.ask_lead")))
    link_form(LinkPurpose.PERSON, sent=t("my_data.asked"))
    if resources.settings().smtp_url is None:
        key = "sign_up.mail_in_folder" if resources.settings().open_desk else "my_data.no_mail"
        st.info(t(key))


def back_link(secret: str) -> None:
    """After leaving: what happens now, and the way back."""
    day = formats.day(resources.now() + leaving.GRACE, state.language())
    html.show(html.head(plain("leaving.left_title"), plain("leaving.left_lead", day=day)))
    html.show(html.link(f"afmelden/{secret}", plain("leaving.back")))


def taking_part(mine: MyData) -> None:
    """What they signed up for and what they manage, each with the way there."""
    st.header(t("my_data.part"), anchor=False)
    if not mine.sign_ups and not mine.carried:
        html.show(html.empty(plain("my_data.nothing")))
        return
    for sign_up, activity in mine.sign_ups:
        with st.container(key=f"kaartje_mijn_{sign_up.id}"):
            st.page_link(
                navigation.page("meedoen/mijn_aanmelding.py"),
                label=md(activity.title),
                query_params={state.ID: sign_up.id},
            )
            html.show(
                html.lines(formats.slots(activity.slots, state.language())[:1])
                + html.badges([("", plain(f"my_data.state.{sign_up.state.value}"))])
            )
    for what in mine.carried:
        with st.container(key=f"kaartje_beheer_{what.purpose}_{what.id}"):
            html.show(html.card_title(what.name))
            if st.button(
                t(f"my_data.manage.{what.purpose.value}"), key=f"beheer_{what.purpose}_{what.id}"
            ):
                _open(mine, what)


def who(mine: MyData) -> None:
    """Name, language and address, to put right."""
    st.header(t("my_data.who"), anchor=False)
    person, languages = mine.person, list(_LANGUAGES)
    with st.form("gegevens_wie", border=False):
        name = st.text_input(t("contact.first_name"), person.first_name, max_chars=NAME_LENGTH)
        language = st.selectbox(
            t("my_data.language"),
            languages,
            index=languages.index(Language(person.language)),
            format_func=_LANGUAGES.__getitem__,
        )
        if st.form_submit_button(t("my_data.keep")):
            attempt(
                lambda: my_data.correct(
                    resources.database(),
                    person.id,
                    first_name=name,
                    language=language,
                    actor=resources.actor(),
                ),
                done=t("my_data.kept"),
            )
            st.rerun()
    html.show(html.facts([(plain("contact.email"), person.email)]))
    with st.expander(t("my_data.other_email")), st.form("gegevens_email", border=False):
        email = st.text_input(t("my_data.new_email"), max_chars=EMAIL_LENGTH, type="email")
        if st.form_submit_button(t("my_data.send_link")):
            attempt(lambda: _change_email(mine, email or ""), done=t("my_data.email_asked"))
            st.rerun()


def how_often(mine: MyData) -> None:
    """How much mail, and how often they may be asked."""
    st.header(t("my_data.mail"), anchor=False)
    st.selectbox(
        t("my_data.asks"),
        _ASKS,
        index=_ASKS.index(_nearest(mine)),
        format_func=lambda times: t(f"my_data.asks_{times}"),
        key="gegevens_vragen",
        on_change=_ask_at_most,
        args=(mine,),
    )
    st.checkbox(
        t("my_data.only_needed"),
        value=mine.person.only_needed_mail,
        key="gegevens_nodig",
        help=t("leaving.less_lead"),
        on_change=_only_needed,
        args=(mine,),
    )


def wishes(mine: MyData) -> None:
    """What they would like to be asked for, when they said so."""
    own_wishes.in_own_data(
        joining.own(resources.database(), mine.person.id, actor=resources.actor())
    )


def calendar(mine: MyData) -> None:
    """The address of a calendar feed, made when it is asked for."""
    st.header(t("my_data.calendar"), anchor=False)
    st.markdown(t("my_data.calendar_lead"))
    if st.button(t("my_data.calendar_make"), icon=":material/calendar_add_on:"):
        secret = my_data.new_calendar(
            resources.database(), mine.person.id, actor=resources.actor(), now=resources.now()
        )
        st.code(
            addresses.feed(resources.settings().public_url, secret), language=None, wrap_lines=True
        )
        st.caption(t("my_data.calendar_secret"))


def everything(mine: MyData) -> None:
    """Every column, and the file to take along."""
    st.header(t("my_data.everything"), anchor=False)
    html.show(html.link("mijn_gegevens.json", plain("my_data.download")))
    with st.expander(t("my_data.show_all")):
        for table, rows in mine.everything.items():
            st.subheader(t(f"my_data.table.{table}"), anchor=False)
            for row in rows:
                html.show(html.facts([(name, _shown(value)) for name, value in row.items()]))


def stop(mine: MyData) -> None:
    """Erasing, with a second tap, and signing out."""
    st.header(t("leaving.erase_title"), anchor=False)
    st.markdown(t("leaving.erase_lead"))
    if any(what.purpose is LinkPurpose.ACTIVITY for what in mine.carried):
        st.info(t("my_data.activities_stay"))
    with st.popover(t("leaving.erase")):
        st.button(t("my_data.erase_sure"), key="gegevens_wissen", on_click=_erase, args=(mine,))


def _open(mine: MyData, what: Carried) -> None:
    cookie = resources.cookie(COOKIE)
    if cookie is None:
        return
    my_data.open_own(
        resources.database(),
        mine.person.id,
        what,
        cookie,
        actor=resources.actor(),
        now=resources.now(),
    )
    st.switch_page(navigation.page(_PAGES[what.purpose]), query_params={state.ID: what.id})


def _change_email(mine: MyData, email: str) -> None:
    my_data.change_email(
        resources.database(),
        mine.person.id,
        email,
        source_address=resources.source_address(),
        actor=resources.actor(),
        now=resources.now(),
    )


def _nearest(mine: MyData) -> int:
    return next(times for times in _ASKS if times >= min(mine.asks_per_week, _ASKS[-1]))


def _ask_at_most(mine: MyData) -> None:
    attempt(
        lambda: my_data.ask_at_most(
            resources.database(),
            mine.person.id,
            st.session_state["gegevens_vragen"],
            actor=resources.actor(),
        ),
        done=t("my_data.kept"),
    )


def _only_needed(mine: MyData) -> None:
    attempt(
        lambda: my_data.only_needed_mail(
            resources.database(),
            mine.person.id,
            only_needed=st.session_state["gegevens_nodig"],
            actor=resources.actor(),
        ),
        done=t("my_data.kept"),
    )


def _erase(mine: MyData) -> None:
    st.session_state[state.WAY_BACK] = my_data.erase(
        resources.database(),
        resources.settings().var,
        mine.person.id,
        actor=resources.actor(),
        now=resources.now(),
    )


def _shown(value: Any) -> str:  # noqa: ANN401  # whatever a column holds
    """What a column holds, in a few words."""
    if isinstance(value, bytes):
        return plain("my_data.photo", number=len(value))
    if isinstance(value, frozenset):
        return ", ".join(sorted(str(one) for one in value))
    return str(value) if value is not None else ""


def greeting(mine: MyData) -> Markup:
    """Whose page it is."""
    return html.head(plain("my_data.title"), plain("my_data.hello", name=mine.person.first_name))
