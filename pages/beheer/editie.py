"""The edition: its days, its words, what is published at once, and when what is kept goes."""

from domain.actors import check_coordinator
from ui import html, resources
from ui.desk import edition_form, editions, scope
from ui.words import plain

actor = resources.actor()
check_coordinator(actor)
html.show(html.head(plain("edition.title"), plain("edition.lead")))
scope.said(actor)
every, chosen = editions.choice()
if not actor.scope.is_national:
    html.show(html.notice(plain("edition.national_only")))
elif chosen is not None:
    edition_form.edition_form(chosen, actor)
if actor.scope.is_national:
    edition_form.next_edition(actor)
if chosen is not None:
    editions.told(chosen)
    editions.beside(resources.programme(), every, chosen, actor)
