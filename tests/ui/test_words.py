from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from tests.app_test import AppTest
from ui import html
from ui.words import md

HOSTILE = [
    "[klik](javascript:alert(1))",
    "![x](https://evil.example/p.png)",
    "# kop",
    "$$x$$",
    ":red[x] :material/map:",
    "<script>alert(1)</script>",
    "`code` **vet** _schuin_ ~door~",
    "regel\n\n- een\n- twee",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_people_type_is_no_markdown(typed):
    written = md(typed)
    assert "\n" not in written
    assert not re.search(r"(?<!\\)[\[\]`*_#$<>~!:]", written)


@given(st.text(max_size=60))
def test_escaping_keeps_every_word(typed):
    unescaped = re.sub(r"\\([\\`*_{}\[\]()<>#+\-.!|~$:&])", r"\1", md(typed))
    assert unescaped == " ".join(typed.split())


@given(st.text(max_size=60))
def test_values_in_html_are_escaped(typed):
    for piece in (
        html.head(typed, typed),
        html.badges([("", typed)]),
        html.table([typed], [[typed]]),
    ):
        inner = re.sub(
            r"</?(div|h1|p|ul|li|table|thead|tbody|tr|th|td)( [a-z]+=\"[a-z0-9 -]*\")*>", "", piece
        )
        assert "<" not in inner
        assert ">" not in inner


def test_only_escaped_pieces_go_on_a_page():
    with pytest.raises(TypeError):
        html.show("<b>x</b>")  # type: ignore[arg-type]
    assert isinstance(html.notice("x"), Markup)


def test_a_bug_shows_a_number_and_nothing_of_itself(caplog):
    def script():
        from ui import faults

        faults.show(RuntimeError("jan@example.nl in /srv/app/secret.py"))

    test = AppTest.from_function(script).run()
    (shown,) = [one.value for one in test.error]
    number = re.search(r"\*\*([0-9a-f]{8})\*\*", shown)[1]
    assert "example.nl" not in shown
    assert "secret" not in shown
    assert number in caplog.text


def test_an_expected_situation_gets_its_own_sentence():
    def script():
        from domain.actors import NotAllowedError, Role
        from ui import faults

        faults.show(NotAllowedError(role=Role.VISITOR))

    test = AppTest.from_function(script).run()
    assert "coördinator" in test.warning[0].value
    assert not test.error
