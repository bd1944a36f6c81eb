"""A link means the same to everybody: whoever opens it, in whichever language they read."""

from __future__ import annotations

from datetime import date

import pytest

from i18n.texts import Language

PAGES = ("verkennen/kaart.py", "verkennen/agenda.py", "meedoen/ideeen.py", "verkennen/gesprekskaarten.py")  # fmt: skip
KINDS = ("multiselect", "selectbox", "button_group", "checkbox")
# What is written alike in every language: free words, and the switch of the language itself.
ALIKE = {"taal"}


def bound(page) -> dict[str, object]:
    """The widgets of a page whose choice stands in the link, by parameter."""
    assert not page.exception
    every = (one for kind in KINDS for one in page.get(kind))
    return {key: one for one in every if (key := parameter(one)) and key not in ALIKE}


def parameter(widget) -> str:
    proto = widget.proto
    return getattr(proto, "query_param_key", "") or ""


def said(widget) -> list[str]:
    """What a link says of each option, in order."""
    return [getattr(option, "content", option) for option in widget.proto.options]


@pytest.mark.parametrize("file", PAGES)
def test_what_a_link_says_is_read_in_every_language(app, file):
    dutch, english = bound(app(file)), bound(app(file, taal=Language.EN))
    assert dutch.keys() == english.keys() != set()
    for key in dutch:
        if not hasattr(dutch[key].proto, "options"):
            continue  # a tick is true or false
        found = []
        for number in {0, len(said(dutch[key])) - 1}:
            told = [said(widget[key])[number] for widget in (dutch, english)]
            chosen = [
                bound(app(file, **{key: words, "taal": language}))[key].value
                for words in told
                for language in Language
            ]
            assert chosen == chosen[:1] * 4, f"{key}: {told}"
            found += chosen[:1]
        assert found[0] != found[1], f"{key} is not read at all"


def test_a_day_of_a_link_is_that_day_in_every_language(app):
    saturday = next(
        one for one in said(bound(app("verkennen/agenda.py"))["dag"]) if "12 dec" in one
    )
    opened = [
        bound(app("verkennen/agenda.py", dag=words, taal=Language.EN))["dag"].value
        for words in (saturday, "Sat 12 Dec", "2026-12-12")
    ]
    assert opened == [date(2026, 12, 12)] * 3


def test_what_a_link_says_and_nobody_knows_is_left_out(app):
    page = app("verkennen/agenda.py", branche=["sport", "<script>"], dag="morgen")
    assert not page.exception
    assert page.multiselect(key="branche").value == ["sport"]
