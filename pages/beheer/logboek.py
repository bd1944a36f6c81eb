"""The audit trail: who did what when."""

from domain.actors import check_coordinator
from ui import html, resources
from ui.desk import trail
from ui.words import plain

actor = resources.actor()
check_coordinator(actor)
html.show(html.head(plain("trail.title"), plain("trail.lead")))
if actor.scope.is_national:
    trail.whole(actor)
    trail.lines(actor)
else:
    html.show(html.notice(plain("trail.national_only")))
