"""White spots: where nothing happens yet, where help is short, and whom to ask."""

import streamlit as st

from domain.actors import check_coordinator
from services.desk.white_spots import branch_board
from ui import html, resources
from ui.components import filters, notices
from ui.desk import scope, white_spots
from ui.words import plain, t

actor = resources.actor()
check_coordinator(actor)
programme = resources.programme()
default = notices.edition_or_stop(programme)
html.show(html.head(plain("spots.title"), plain("spots.lead")))
scope.said(actor)
edition = filters.edition_choice(notices.editions(), default)
spots = white_spots.spots_of(programme, edition, actor)
white_spots.shown(spots)
st.header(t("spots.act"), anchor=False)
white_spots.one_spot(programme, edition, spots, actor)
st.header(t("spots.board"), anchor=False)
white_spots.board(branch_board(resources.database(), programme, edition.id, actor=actor))
