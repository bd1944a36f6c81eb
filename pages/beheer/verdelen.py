"""Dividing hands: a fair plan, looked at, changed by hand, and sent."""

import streamlit as st

from domain.actors import check_coordinator
from services.planning import looking
from ui import html, resources
from ui.components import filters, notices, spoken
from ui.desk import plan, plan_list, plan_making, plan_people, proposals, scope
from ui.desk.plan import View
from ui.words import plain, t

actor = resources.actor()
check_coordinator(actor)
programme = resources.programme()
default = notices.edition_or_stop(programme)
html.show(html.head(plain("plan.title"), plain("plan.lead")))
scope.said(actor)
edition = filters.edition_choice(notices.editions(), default)
found = looking.numbers(resources.database(), programme, edition.id, actor=actor)
plan_making.panel(edition, actor, has_plan=found.run is not None)
plan.figures(found, actor)
st.header(t("plan.look_title"), anchor=False)
chosen = plan.view_choice()
spoken.say()  # beside the list, where it was done
match chosen:
    case View.ACTIVITIES:
        plan_list.activities(programme, edition, found, actor)
    case View.LEFT_OVER:
        plan_people.left_over(found, actor)
    case View.ASK:
        plan_people.whom_to_ask(programme, edition, actor)
proposals.send_panel(edition, actor)
