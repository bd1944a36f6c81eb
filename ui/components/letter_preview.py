"""A mail as its reader would see it, before it goes."""

from __future__ import annotations

from services.mail.letters import Letter
from ui import html


def show(letter: Letter) -> None:
    """Subject, words and button; what stands at the foot of every mail is left out."""
    html.show(
        html.card_title(letter.subject)
        + html.paragraph("\n\n".join((letter.greeting, *letter.paragraphs)))
        + (html.quote(letter.said) if letter.said else html.lines(()))
        + html.badges([("", letter.button.words)])
        + html.paragraph("\n\n".join(letter.after))
    )
