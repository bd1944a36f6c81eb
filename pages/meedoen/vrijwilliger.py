"""A volunteer: where, when and how, and what suits then."""

from ui import ask_me, html, resources
from ui.components import notices
from ui.seeking import results, volunteer
from ui.words import plain

programme = resources.programme()
default = notices.edition_or_stop(programme)

lead = "" if volunteer.has_place() else plain("volunteer.lead")  # the first result comes near
html.show(html.head(plain("volunteer.title"), lead))
search = volunteer.ask(programme, default)
if search is None:
    results.invitation("volunteer.ask_place")
else:
    results.show(search, programme)
    ask_me.show(search.seeker, search.place)
