"""Single cells: what is kept, what is read and what goes back."""

from __future__ import annotations

import pytest

from data.spreadsheets import values
from data.spreadsheets.errors import CellError
from domain.words import clean, clean_lines


def reason(read, text):
    with pytest.raises(CellError) as caught:
        read(text)
    return caught.value.reason


@pytest.mark.parametrize("text", ["NA", "null", "None", "nan", "True", "-", "x", "J" * 100, "’s-Gravenhage", "Ĳsbrand", "=1+1", "+31612345678", "-5", "@SUM(A1)", "＝1+1", "{{7*7}}", "{% for %}", "${alert(1)}", "<script>", "[klik](javascript:alert(1))", "👨‍👩‍👧"])  # fmt: skip
def test_words_stay_as_they_are(text):
    assert clean(text) == text


def test_invisible_and_steering_signs_are_taken_out():
    assert clean("a\u202eb\u200bc") == "abc"
    assert clean("een\u2028twee\t drie\n") == "een twee drie"
    assert clean("e" + "\u0301" * 500) == "é" + "\u0301" * 4
    assert clean("José") == clean("Jose\u0301")
    assert clean_lines("een \r\n\r\n\r\n\r\ntwee") == "een\n\ntwee"


@pytest.mark.parametrize("text", ["1012AB", "1012 ab", " 1012  Ab "])
def test_a_postcode_in_one_form(text):
    assert str(values.postcode(text)) == "1012 AB"


def test_a_postcode_that_lost_its_letters_has_digits_only():
    assert (values.postcode("1012").digits, values.postcode("1012").letters) == ("1012", "")


@pytest.mark.parametrize("text", ["0123 AB", "1234 SA", "1234 SD", "1234 SS", "B-1000", "12345", "1.01E+03"])  # fmt: skip
def test_what_is_no_postcode_goes_back(text):
    assert reason(values.postcode, text) == "postcode"


def test_house_numbers_are_words_unless_excel_made_a_date_of_them():
    assert [values.house_number(text) for text in ("001", "12-14", "1e2")] == [
        "001",
        "12-14",
        "1e2",
    ]
    assert reason(values.house_number, "12-mrt") == "excel_date"
    assert reason(values.house_number, "2026-03-12") == "excel_date"


def test_numbers_of_places():
    assert values.count(" 30 ") == 30
    assert values.count("onbeperkt") is None
    for text in ("0", "-1", "1e9", "3,5", "٣", "³"):
        assert reason(values.count, text) == "count"


@pytest.mark.parametrize(
    ("text", "cents"),
    [("€ 25,-", 2500), ("1.250,50", 125050), ("25.50", 2550), ("1250", 125000), ("1.250", 125000)],
)
def test_amounts_of_money(text, cents):
    assert values.cents(text) == cents


@pytest.mark.parametrize("text", ["0", "-5", "0,001", "1e308", "NaN", "∞"])
def test_what_is_no_amount_goes_back(text):
    assert reason(values.cents, text) in {"amount", "amount_ambiguous"}


def test_an_amount_that_can_be_two_things_goes_back():
    assert reason(values.cents, "1,250.50") == "amount_ambiguous"


def test_a_cell_may_hold_two_thousand_signs():
    values.check_length("x" * 2000)
    assert reason(values.check_length, "x" * 2001) == "too_long"


def test_signs_of_a_file_that_was_read_wrongly_before():
    assert values.looks_misread("JosÃ©")
    assert not values.looks_misread("José à la Ãgypt")
