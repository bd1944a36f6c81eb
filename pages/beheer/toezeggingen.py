"""Pledges that wait for an answer, and sponsors that wish to be named."""

from domain.actors import check_coordinator
from ui import html, pledge_desk, resources
from ui.components import filters, notices, spoken
from ui.desk import scope
from ui.words import plain

actor = resources.actor()
check_coordinator(actor)
default = notices.edition_or_stop(resources.programme())
html.show(html.head(plain("pledge.desk_title"), plain("pledge.desk_lead")))
scope.said(actor)
edition = filters.edition_choice(notices.editions(), default)
spoken.say()
pledge_desk.waiting(edition, actor)
pledge_desk.to_approve(edition, actor)
