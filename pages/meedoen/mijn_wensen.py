"""What somebody would like to be asked for, by the link that was mailed to them."""

import streamlit as st

from domain.contacts import LinkPurpose
from services.volunteering import joining
from ui import html, own_wishes, resources
from ui.components.spoken import say
from ui.words import plain

actor = resources.actor()
ids = actor.subjects(LinkPurpose.WISHES) or actor.subjects(LinkPurpose.PERSON)
if not ids:
    own_wishes.closed()
    st.stop()

mine = joining.own(resources.database(), ids[0], actor=actor)
hello = plain("volunteer.wishes.hello", name=mine.person.first_name)
html.show(html.head(plain("volunteer.wishes.title"), hello if mine.wishes else ""))
say()
with st.container(width=720):
    own_wishes.show(mine)
