"""For which part of the programme somebody acts, and the way out."""

from __future__ import annotations

from domain.actors import Actor
from domain.branches import Branch
from domain.places import Province
from i18n.texts import label
from ui import html, resources, state
from ui.words import plain


def said(actor: Actor) -> None:
    """Say for which part, when it is not all of it."""
    if actor.scope.is_national:
        return
    names = {one.code: one.name for one in resources.gazetteer().municipalities()}
    parts = [one.label for one in Province if one in actor.scope.provinces]
    parts += [names.get(code, code) for code in sorted(actor.scope.municipalities)]
    parts += [label(state.language(), one) for one in Branch if one in actor.scope.branches]
    html.show(html.notice(plain("desk.your_part", parts=", ".join(parts))))
