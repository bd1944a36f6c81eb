"""Words are found as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i18n.texts import Language
from services import filters, ideas
from services.filters import Filter
from services.searching import asked, fold
from tests.services.made_up import catalogue_of, programme_of

APOSTROPHES = ["'", "’", "‘", "ʼ", "`", "´", "′", "＇"]
HYPHENS = ["-", "‐", "‑", "–", "—", "−", "－"]


def finds(query: str, title: str) -> bool:
    programme = programme_of(catalogue_of([52.0], [5.0]), titles=[title])
    return bool(filters.mask(Filter(words=query), programme).all())


@pytest.mark.parametrize("stored", APOSTROPHES)
@pytest.mark.parametrize("typed", [*APOSTROPHES, ""])
def test_whichever_apostrophe_somebody_types_or_none(typed, stored):
    assert finds(f"oma{typed}s", f"Oma{stored}s soep")


@pytest.mark.parametrize("stored", [*HYPHENS, "", " "])
@pytest.mark.parametrize("typed", [*HYPHENS, " "])
def test_whichever_hyphen_somebody_types_or_a_space(typed, stored):
    assert finds(f"mee{typed}eten", f"Samen mee{stored}eten")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("CAFE", "Taalcafé"),
        ("café", "TAALCAFE"),
        ("ijsbeer", "IĲSBEER Ĳsbeer"),
        ("suriname", "Surinamě"),
        ("soren", "Søren vertelt"),
        ("bedankbijeen", "Vrijwilligersbedankbijeenkomst"),
        ("lang\N{SOFT HYPHEN}woord", "Langwoord"),
        ("'s-gravenhage", "s Gravenhage"),
        ("sgraven", "’s-Gravenhage"),
        ("soep oma", "Oma’s soep"),
    ],
)
def test_case_accents_and_half_words_are_found(typed, stored):
    assert finds(typed, stored)


@pytest.mark.parametrize(("typed", "stored"), [("opas", "Oma’s soep"), ("soep thee", "Soep")])
def test_other_words_are_not_found(typed, stored):
    assert not finds(typed, stored)


def test_folding_drops_what_makes_no_difference():
    assert fold("Café ÏJSBEER") == "cafe ijsbeer"
    assert fold("Oma’s thee-uur") == fold("OMAS THEEUUR") == "omas theeuur"
    assert asked("  Mee-eten, oma's ") == ["mee", "eten,", "omas"]


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(words):
    assert fold(fold(words)) == fold(words)


@given(st.text(max_size=30))
def test_a_title_is_found_by_its_own_words(title):
    assert all(word in fold(title) for word in asked(title))


@given(st.text(max_size=90))
def test_what_a_filter_asks_survives_its_link(words):
    wanted = Filter(words=words)
    assert Filter.parse(wanted.code) == wanted
    assert Filter(words=wanted.words) == wanted


def test_ideas_are_searched_in_the_same_way():
    every = ideas.recipes(Language.NL)
    idea = next(one for one in every if "-" in one.title or "’" in one.title)
    for typed in (idea.title.upper(), idea.title.replace("-", " "), idea.title.replace("’", "'")):
        found = ideas.found(ideas.Wanted(words=typed), Language.NL)
        assert idea in found
