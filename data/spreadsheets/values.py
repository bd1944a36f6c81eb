"""Single values as people type them: words, postcodes, numbers, amounts, yes and no.

Everything raises `CellError` for what cannot be read without guessing.
"""

from __future__ import annotations

import re

from data.spreadsheets.errors import CellError
from domain.places import Postcode
from domain.words import clean

CELL_LENGTH = 2_000
_MISREAD = re.compile("[ÃÂ][\u0080-¿‚-™]|â€")
_NOT_SAID = frozenset(
    {
        "",
        "-",
        "--",
        "?",
        "na",
        "n/a",
        "#n/a",
        "nvt",
        "n.v.t.",
        "null",
        "none",
        "onbekend",
        "unknown",
    }
)
_EXCEL_ERRORS = re.compile(
    r"^#(REF|N/A|VALUE|NAME|DIV/0|NULL|NUM|VERW|N/B|WAARDE|NAAM|DEEL/0|LEEG|GETAL)[!?]?$"
)
_DATE_FROM_EXCEL = re.compile(
    r"^(\d{1,2}-(jan|feb|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)|\d{4}-\d{2}-\d{2})$",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^[0-9]{1,9}$")
_DUTCH_NUMBER = re.compile(
    r"^(?P<whole>[0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(?P<cents>,(-+|=|[0-9]{2}))?$"
)
_POINT_NUMBER = re.compile(r"^(?P<whole>[0-9]+)\.(?P<cents>[0-9]{2})$")
_NO_LIMIT = frozenset({"onbeperkt", "geen", "geen maximum", "geen max", "unlimited", "no limit"})


def looks_misread(text: str) -> bool:
    """Whether it was once read in the wrong encoding, as in "JosÃ©"."""
    return _MISREAD.search(text) is not None


def is_said(text: str) -> bool:
    """Whether a cell for a date, number or coordinate holds anything: "-", "nvt" and "NA" do not."""
    return text.strip().casefold() not in _NOT_SAID


def is_excel_error(text: str) -> bool:
    """Whether a formula went wrong, as in "#REF!"."""
    return text.startswith("#") and _EXCEL_ERRORS.match(text.strip().upper()) is not None


def check_length(text: str) -> None:
    """Raise for a cell of more than 2,000 characters."""
    if len(text) > CELL_LENGTH:
        raise CellError("too_long", f"{text[:40]}…", limit=CELL_LENGTH)


def postcode(text: str) -> Postcode:
    """A Dutch postcode; without letters it has digits only. Raises for all else."""
    found = Postcode.parse(text)
    if found is None:
        raise CellError("postcode", text)
    return found


def house_number(text: str) -> str:
    """A house number as it stands. Raises when Excel made a date of it ("12-mrt")."""
    if _DATE_FROM_EXCEL.match(text.strip()):
        raise CellError("excel_date", text)
    return clean(text)


def count(text: str) -> int | None:
    """How many, at least 1; None for "onbeperkt". Only the digits 0 to 9 count as digits."""
    wanted = text.strip()
    if wanted.casefold() in _NO_LIMIT:
        return None
    if not _NUMBER.match(wanted) or int(wanted) == 0:
        raise CellError("count", text)
    return int(wanted)


def cents(text: str) -> int:
    """An amount of money above zero, in cents: "1.250,50", "€ 25,-", "25.50" and "25"."""
    wanted = re.sub(r"^(€|EUR)\s*|\s*(€|EUR|euro)$", "", text.strip(), flags=re.IGNORECASE)
    found = _DUTCH_NUMBER.match(wanted) or _POINT_NUMBER.match(wanted)
    if found is None:
        reason = (
            "amount_ambiguous" if re.fullmatch(r"[0-9.,]*,[0-9]{3}[0-9.,]*", wanted) else "amount"
        )
        raise CellError(reason, text)
    part = (found["cents"] or "").strip(",.-=")
    total = int(found["whole"].replace(".", "")) * 100 + int(part or 0)
    if not 0 < total <= 100_000_000_00:
        raise CellError("amount", text)
    return total


def minutes(text: str) -> int:
    """A length of time in minutes: "90", "90 min", "1,5 uur", "1:30". Raises for all else."""
    wanted = text.strip().casefold()
    if found := re.fullmatch(r"(\d{1,4})\s*(m|min|minuten|minuut|minutes?)?\.?", wanted):
        total = float(found[1])
    elif found := re.fullmatch(r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(u|uur|uren|h|hours?)\.?", wanted):
        total = float(found[1].replace(",", ".")) * 60
    elif found := re.fullmatch(r"(\d{1,2}):(\d{2})(:00)?", wanted):
        total = int(found[1]) * 60 + int(found[2])
    else:
        raise CellError("minutes", text)
    if not 1 <= total <= 60 * 24 * 14:
        raise CellError("minutes", text)
    return round(total)


_YES = frozenset({"ja", "j", "yes", "y", "x", "waar", "true", "1", "v", "✓", "wel"})
_NO = frozenset({"nee", "n", "neen", "no", "onwaar", "false", "0", "niet"})
_A_WEEK = {
    "nooit": 0, "never": 0, "wekelijks": 1, "elke week": 1, "weekly": 1, "een keer": 1, "dagelijks": 7,
    "elke dag": 7, "daily": 7,
}  # fmt: skip
_ADULT = frozenset(
    {"18", "18+", "18plus", "18 plus", "18 of ouder", "18 jaar of ouder", "volwassen"}
)
_NOT_ADULT = frozenset({"16", "17", "16/17", "16 of 17", "16-17", "16+", "<18", "onder 18"})
_SPARE = {
    "half uur": 30, "een half uur": 30, "halfuur": 30, "half uurtje": 30, "half an hour": 30,
    "een uur": 60, "uur": 60, "uurtje": 60, "een uurtje": 60, "an hour": 60, "one hour": 60,
    "dagdeel": 240, "een dagdeel": 240, "halve dag": 240, "een halve dag": 240, "half a day": 240,
    "dag": 480, "een dag": 480, "hele dag": 480, "een hele dag": 480, "a day": 480, "whole day": 480,
}  # fmt: skip
_MOST_KM, _DAYS = 400, 7


def yes_no(text: str) -> bool:
    """Yes or no, as people tick a box. Raises for all else."""
    wanted = text.strip().casefold().rstrip(".!")
    if wanted not in _YES | _NO:
        raise CellError("yes_no", text)
    return wanted in _YES


def adult(text: str) -> bool:
    """Whether somebody is 18 or older: yes, no, or "18+". Raises for all else, such as another age."""
    wanted = " ".join(text.casefold().split())
    if wanted in _ADULT | _NOT_ADULT:
        return wanted in _ADULT
    return yes_no(text)


def spare_minutes(text: str) -> int:
    """How much time somebody has, in minutes: "een dagdeel", "een uur", or as `minutes` reads it.

    Raises for all else, also for a small number without its unit.
    """
    wanted = " ".join(text.casefold().rstrip(".!").split())
    if re.fullmatch(r"1?\d", wanted):  # "2" may well be hours
        raise CellError("minutes", text)
    return _SPARE[wanted] if wanted in _SPARE else minutes(text)


def kilometres(text: str) -> float:
    """A distance above zero: "10", "7,5 km". Raises for all else, such as "20 minuten"."""
    found = re.fullmatch(
        r"([0-9]{1,3}(?:[.,][0-9])?)\s*(?:km|kilometers?)?\.?", text.strip().casefold()
    )
    distance = float(found[1].replace(",", ".")) if found else 0.0
    if not 0 < distance <= _MOST_KM:
        raise CellError("kilometres", text)
    return distance


def times_a_week(text: str) -> int:
    """How often in a week, 0 to 7: "2", "2x", "1 keer per week", "wekelijks". Raises for all else."""
    wanted = " ".join(text.casefold().split())
    if wanted in _A_WEEK:
        return _A_WEEK[wanted]
    found = re.fullmatch(
        r"([0-9])\s*(?:x|keer|maal|times?)?\s*(?:(?:per|in de|a) week|p/?w)?", wanted
    )
    if not found or int(found[1]) > _DAYS:
        raise CellError("times_a_week", text)
    return int(found[1])
