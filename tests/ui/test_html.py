"""A document in a frame stays in it, whatever people wrote."""

from __future__ import annotations

from html.parser import HTMLParser

from ui import html


class Tags(HTMLParser):
    def __init__(self, document: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_nothing_in_a_framed_document_breaks_out_of_the_frame(monkeypatch):
    shown = []
    monkeypatch.setattr(html.st, "iframe", lambda frame, **_: shown.append(frame))
    hostile = "<p>Hoi</p>\"></iframe><script>alert(1)</script>' onload='alert(2)"

    html.framed(hostile, hostile, height=90)

    ((tag, attributes),) = Tags(shown[0]).found
    assert tag == "iframe"
    assert attributes["srcdoc"] == attributes["title"] == hostile
    assert attributes["sandbox"] == ""
    assert set(attributes) == {"sandbox", "title", "srcdoc", "style"}
