"""Ideas, conversation cards and paper, on their pages."""

from __future__ import annotations

import pytest

from domain.vocabulary import TargetGroup
from i18n.texts import Language
from services import application
from services.conversation import deck
from services.ideas import recipe, recipes
from tests.pages.reading import words


def links(test) -> list[str]:
    return [one.proto.query_string for one in test.get("page_link")]


def test_every_idea_can_be_reached_from_the_library(empty_app):
    test = empty_app("meedoen/ideeen.py")
    assert f"{len(recipes(Language.NL))} ideeën" in words(test)
    pages = -(-len(recipes(Language.NL)) // 12)
    seen = set(links(test))
    for page in range(2, pages + 1):
        test.session_state["bladzijde"] = page
        seen |= set(links(test.run()))
    assert {f"id={one.id}" for one in recipes(Language.NL)} <= seen


def test_words_and_limits_of_a_link_narrow_the_library(empty_app):
    test = empty_app("meedoen/ideeen.py", woorden="soep")
    assert "1 idee" in words(test)
    assert "id=soep-voor-de-straat" in links(test)
    test = empty_app("meedoen/ideeen.py", woorden="soep", kosten="gratis")
    assert test.selectbox(key="kosten").value == 0
    assert "Geen ideeën gevonden" in words(test)


@pytest.mark.parametrize("language", list(Language))
def test_an_idea_shows_all_it_holds_and_the_way_to_take_it_over(empty_app, language):
    one = recipe("soep-voor-de-straat", language)
    test = empty_app("meedoen/idee.py", id=one.id, taal=language.value)
    written = words(test)
    for part in (one.title, one.summary, *one.today, *one.tomorrow, *one.questions):
        assert part in written
    assert one.invitation in test.code[0].value
    assert f"idee={one.id}" in links(test)


def test_an_unknown_idea_points_to_the_others(empty_app):
    test = empty_app("meedoen/idee.py", id="<script>")
    assert not test.exception
    assert "Dit idee is er niet (meer)" in words(test)


def test_an_activity_can_be_taken_over_and_printed(app):
    id = str(application.current().programmes.current().catalogue.ids[0])
    test = app("verkennen/activiteit.py", id=id)
    assert f"van={id}" in links(test)
    assert "Poster (A4)" in [one.proto.label for one in test.get("download_button")]


def test_the_agenda_gives_a_list_on_paper_unless_nothing_fits(app):
    def buttons(**asked):
        test = app("verkennen/agenda.py", **asked)
        return [one.proto.label for one in test.get("download_button")]

    assert "Lijst op papier" in buttons()
    assert "Lijst op papier" not in buttons(woorden="bestaatnergens")


def test_the_cards_follow_the_group(empty_app):
    test = empty_app("verkennen/gesprekskaarten.py", kaarten="kinderen")
    written = words(test)
    assert all(one in written for one in deck(TargetGroup.CHILDREN, Language.NL).conversation)
    assert deck(TargetGroup.EVERYONE, Language.NL).conversation[0] not in written
