"""Conversation cards: questions that help people talk, on screen and to cut from paper."""

import streamlit as st

from domain.vocabulary import TargetGroup
from i18n.texts import label
from services.conversation import deck
from ui import bound, html, paper, state
from ui.words import plain, t

html.show(html.head(plain("conversation.title"), plain("conversation.lead")))
groups = [TargetGroup.EVERYONE, *(one for one in TargetGroup if one is not TargetGroup.EVERYONE)]
group = st.pills(
    t("conversation.for_whom"),
    groups,
    default=TargetGroup.EVERYONE,
    required=True,
    format_func=bound.words(state.CARDS, groups, lambda one, language: label(language, one)),
    wrap=True,
    key=state.CARDS,
    bind="query-params",
)
chosen = deck(group, state.language())
paper.card_sheets(chosen)
st.header(t("conversation.start"), anchor=False)
html.show(html.question_cards(chosen.conversation))
st.header(t("conversation.reflect"), anchor=False)
html.show(html.question_cards(chosen.reflection))
html.show(html.notice(plain("conversation.rules")))
