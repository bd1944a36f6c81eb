"""Read along: what people handed in, as visitors will see it, and a way to ask back."""

from domain.actors import check_coordinator
from ui import html, resources
from ui.desk import scope
from ui.reviewing import deciding, many, merging, queue
from ui.reviewing.queue import View
from ui.words import plain

actor = resources.actor()
check_coordinator(actor)
html.show(html.head(plain("review.title"), plain("review.lead")))
scope.said(actor)
deciding.said()
merging.said()
view = queue.view()
if view is View.DOUBLES:
    merging.doubles_on_the_map()
elif lines := queue.found():
    (queue.one_by_one if view is View.ONE else many.show)(lines)
