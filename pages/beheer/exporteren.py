"""Take a list along as a spreadsheet: which one, with what about people in it, and what for."""

from domain.actors import check_coordinator
from ui import html, resources
from ui.components import notices
from ui.desk import exports, scope
from ui.words import plain

actor = resources.actor()
check_coordinator(actor)
default = notices.edition_or_stop(resources.programme())
html.show(html.head(plain("export.title"), plain("export.lead")))
scope.said(actor)
order = exports.order_input(notices.editions(), default, actor)
exports.columns_shown(order)
exports.buttons(order)
