"""The one place where HTML is written. Values go in through `Markup.format`, which escapes them.

Cards and tables of a hundred rows would be hundreds of Streamlit elements; as one piece of HTML
they are one. No other module may call `st.html` (a test reads the code for it).
"""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup


def show(piece: Markup) -> None:
    """Put a piece of HTML on the page, unless it is empty. Takes `Markup` only: all is escaped."""
    if not isinstance(piece, Markup):
        raise TypeError("only Markup goes on the page")
    if piece:
        st.html(str(piece))


def framed(document: str, title: str, *, height: int) -> None:
    """Another document as it is, such as a mail: in a frame without scripts and of no origin."""
    frame = Markup(
        '<iframe sandbox="" title="{}" srcdoc="{}" style="border:0;width:100%;height:{}px"></iframe>'
    ).format(title, document, height)
    st.iframe(str(frame), height=height + 16, alt=title)


def head(title: str, lead: str = "") -> Markup:
    """The heading of a page with its first sentence."""
    paragraph = Markup("<p>{}</p>").format(lead) if lead else Markup()
    return Markup('<div class="vw-kop"><h1>{}</h1>{}</div>').format(title, paragraph)


def turn(id: str, title: str) -> Markup:
    """The heading of the one whose turn it is; the focus goes there when it is another (schil.js)."""
    return Markup('<h2 class="vw-beurt" tabindex="-1" data-beurt="{}">{}</h2>').format(id, title)


def quote(words: str) -> Markup:
    """What somebody wrote, in a mail."""
    return Markup('<blockquote class="vw-tekst">{}</blockquote>').format(words)


def lines(rows: Iterable[str]) -> Markup:
    """Short lines under each other; the first in ink, the others softer."""
    template = (
        Markup('<p class="vw-regel">{}</p>'),
        Markup('<p class="vw-regel vw-zacht">{}</p>'),
    )
    return Markup().join(
        template[min(number, 1)].format(row) for number, row in enumerate(rows) if row
    )


def badges(marks: Iterable[tuple[str, str]]) -> Markup:
    """Marks as (kind, words); kind is "vraagt", "vol", "voorbeeld" or "" and only changes the look."""
    items = Markup().join(
        Markup('<li class="{}">{}</li>').format(f"vw-{kind}" if kind else "", words)
        for kind, words in marks
    )
    return Markup('<ul class="vw-merken">{}</ul>').format(items) if items else Markup()


def _whole(words: str) -> str:
    """Words in which an amount is not broken after its sign, however narrow the place."""
    return words.replace("€ ", "€\N{NO-BREAK SPACE}")


def facts(rows: Iterable[tuple[str, str]]) -> Markup:
    """A list of names and values."""
    items = Markup().join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(name, _whole(value))
        for name, value in rows
        if value
    )
    return Markup('<dl class="vw-feiten">{}</dl>').format(items)


def parts(rows: Iterable[tuple[str, str, float | None, str]]) -> Markup:
    """The parts of a score: name, what was found, value in [0, 1] or None, points in words."""
    items = []
    for name, found, value, points in rows:
        bar = (
            Markup()
            if value is None
            else Markup(
                '<span class="vw-balk" aria-hidden="true"><i style="width:{}%"></i></span>'
            ).format(round(100 * value))
        )
        items.append(
            Markup('<tr><th scope="row">{}</th><td>{}{}</td><td>{}</td></tr>').format(
                name, found, bar, points
            )
        )
    return Markup('<table class="vw-delen"><tbody>{}</tbody></table>').format(Markup().join(items))


def card_title(words: str) -> Markup:
    """The title of a card that leads nowhere."""
    return Markup('<p class="vw-titel">{}</p>').format(words)


def hint(words: str) -> Markup:
    """A softer line under a field."""
    return Markup('<p class="vw-regel vw-zacht">{}</p>').format(words)


def people(rows: Iterable[tuple[str, str, str]]) -> Markup:
    """Who is there: a name, how to reach them, and how they stand; readable on a phone."""
    items = Markup().join(
        Markup(
            '<li><strong>{}</strong><span>{}</span><span class="vw-zacht">{}</span></li>'
        ).format(*row)
        for row in rows
    )
    return Markup('<ul class="vw-mensen">{}</ul>').format(items)


def picture(source: str, alt: str) -> Markup:
    """A picture of our own, with what it shows in words."""
    return Markup('<img class="vw-foto" src="{}" alt="{}" loading="lazy">').format(source, alt)


def paragraph(words: str) -> Markup:
    """Running text as it was typed, with its line breaks."""
    return Markup('<p class="vw-tekst">{}</p>').format(words)


def notice(words: str) -> Markup:
    """Something worth knowing, without alarm."""
    return Markup('<p class="vw-melding">{}</p>').format(words)


def empty(words: str) -> Markup:
    """What stands where a list would have been."""
    return Markup('<p class="vw-leeg" role="status">{}</p>').format(words)


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Markup:
    """A small table with a heading row; read aloud row by row."""
    top = Markup().join(Markup('<th scope="col">{}</th>').format(head) for head in heads)
    body = Markup().join(
        Markup("<tr>{}</tr>").format(
            Markup().join(Markup("<td>{}</td>").format(_whole(cell)) for cell in row)
        )
        for row in rows
    )
    return Markup(
        '<div class="vw-rol" tabindex="0"><table class="vw-tabel"><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(top, body)


def signs(
    corner: str, heads: Iterable[str], rows: Iterable[tuple[str, Iterable[tuple[str, str]]]]
) -> Markup:
    """A board of signs: a row is its name and (sign, what it means) for each heading."""
    top = Markup().join(
        Markup('<th scope="col"><span>{}</span></th>').format(head) for head in heads
    )
    body = Markup().join(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            name,
            Markup().join(
                Markup(
                    '<td title="{0}"><span aria-hidden="true">{1}</span>'
                    '<span class="vw-gehoord">{0}</span></td>'
                ).format(meaning, sign)
                for sign, meaning in cells
            ),
        )
        for name, cells in rows
    )
    return Markup(
        '<div class="vw-rol" tabindex="0"><table class="vw-bord"><thead><tr><th scope="col">{}</th>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(corner, top, body)


def link(address: str, words: str) -> Markup:
    """A link to one of our own addresses, in the same tab."""
    return Markup('<p class="vw-regel"><a href="{}" target="_self">{}</a></p>').format(
        address, words
    )


def ways(rows: Iterable[tuple[str, Iterable[str], str, str]]) -> Markup:
    """What can still be said: a name, what that does, the key of its field and the words of the button.

    The button opens the fold around the field and puts the focus in it (schil.js).
    """
    found = Markup().join(
        Markup(
            '<li><div><strong>{}</strong>{}</div><button type="button" data-naar="{}">{}</button></li>'
        ).format(name, lines(["", *does]), field, words)
        for name, does, field, words in rows
    )
    return Markup('<ul class="vw-wegen">{}</ul>').format(found)


def items(rows: Iterable[str]) -> Markup:
    """A short list."""
    found = Markup().join(Markup("<li>{}</li>").format(row) for row in rows)
    return Markup('<ul class="vw-rijtje">{}</ul>').format(found)


def checklist(rows: Iterable[str]) -> Markup:
    """Things to do, in order, each with a box to tick on paper or in one's head."""
    found = Markup().join(Markup("<li>{}</li>").format(row) for row in rows)
    return Markup('<ol class="vw-doen">{}</ol>').format(found)


def question_cards(rows: Iterable[str]) -> Markup:
    """Questions as cards beside each other."""
    found = Markup().join(Markup("<li>{}</li>").format(row) for row in rows)
    return Markup('<ul class="vw-vragen">{}</ul>').format(found)


def tree(rows: Iterable[tuple[int, str, str, str]]) -> Markup:
    """Rows as (depth, name, address, what is said of it), in order, as lists within lists.

    An address is one of our own pages with what it asks, without a host.
    """
    pieces, open_lists = Markup(), 0
    for depth, name, address, about in rows:
        while open_lists > depth + 1:
            pieces += Markup("</li></ul>")
            open_lists -= 1
        if open_lists == depth + 1:
            pieces += Markup("</li>")
        while open_lists < depth + 1:
            pieces += Markup('<ul class="vw-boom">')
            open_lists += 1
        note = Markup(' <span class="vw-zacht">{}</span>').format(about) if about else Markup()
        pieces += Markup('<li><a href="{}" target="_self">{}</a>{}').format(address, name, note)
    return pieces + Markup("</li></ul>") * open_lists
