"""The audit trail: who did what when."""

from domain.actors import check_coordinator
from domain.errors import VerbindingError
from ui import html, resources
from ui.desk import trail
from ui.words import plain

actor = resources.actor()
check_coordinator(actor)
html.show(html.head(plain("trail.title"), plain("trail.lead")))
try:
    trail.whole(actor)
    trail.lines(actor)
except VerbindingError as error:
    html.show(html.notice(plain(error.key, **error.facts)))
