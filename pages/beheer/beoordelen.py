"""Read along: what people handed in, as visitors will see it, and a way to ask back."""

from domain.actors import check_coordinator
from ui import html, resources, reviewing
from ui.words import plain

check_coordinator(resources.actor())
html.show(html.head(plain("review.title"), plain("review.lead")))
reviewing.said()
reviewing.queue()
