"""One line in which an organiser says what is needed, read into kind, number and words.

"€ 80 voor soep", "een zaal voor 30", "4 mensen die kunnen sjouwen, 2 uur". Guesses, and shown as
such: whoever typed it sees what was understood and can change it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.vocabulary import NeedKind, TaskPlace

USUAL_MINUTES = 60
MOST = 10_000
MOST_EUROS = 100_000

_COUNTS = {
    "een": 1, "één": 1, "a": 1, "an": 1, "one": 1, "twee": 2, "two": 2, "drie": 3, "three": 3,
    "vier": 4, "four": 4, "vijf": 5, "five": 5, "zes": 6, "six": 6, "zeven": 7, "seven": 7,
    "acht": 8, "eight": 8, "negen": 9, "nine": 9, "tien": 10, "ten": 10, "twaalf": 12, "twelve": 12,
}  # fmt: skip
_NUMBER = rf"(?P<count>\d{{1,5}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
_AMOUNT = r"(?P<amount>\d{1,3}(?:\.\d{3})+|\d{1,6})(?:,(?P<cents>\d{2}|-+|=))?"
_MONEY = re.compile(
    rf"(?:€|\beur(?:o)?\b)\s*{_AMOUNT}|\b{_AMOUNT.replace('amount', 'amount2').replace('cents', 'cents2')}"
    r"\s*(?:€|euro'?s?\b|eur\b)",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    rf"(?:\b{_NUMBER}\s+)?(?:\w+\s+)?"
    r"\b(mensen|mens|personen|persoon|vrijwilligers?|helpers?|handen|buren|koks?|chauffeurs?|"
    r"gastvrouwen|gastheren|sjouwers?|people|persons?|volunteers?|hands|drivers?|cooks?|iemand|somebody|someone)\b",
    re.IGNORECASE,
)
_COUNT_FIRST = re.compile(rf"^{_NUMBER}\b\s*(?:x\b|×)?\s*", re.IGNORECASE)
_DURATION = re.compile(
    r"[,(]?\s*\b(?P<number>\d{1,3}(?:[.,]\d)?)\s*"
    r"(?:(?P<hours>uur|uren|u|hours?|h)|minuten|minuut|min|minutes?)\b\.?\)?",
    re.IGNORECASE,
)
_AT_HOME = re.compile(r"[,(]?\s*\b(?:vanuit huis|thuis|from home|at home)\b\)?", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:die\s+kunnen|die\s+kan|die\s+willen|die\s+wil|die|om\s+te|voor|aan|for|who\s+can|who|to|"
    r"that\s+can)\s+",
    re.IGNORECASE,
)
# Looked for in this order; a word may stand inside a longer one, as "zaal" in "gymzaal".
_KINDS = (
    (NeedKind.KNOWLEDGE, r"kennis|verstand van|advies|uitleg|workshop|cursus|\bles(?:sen)?\b|tolk|expert|"
                         r"knowledge|advice|interpreter|course"),
    (NeedKind.NETWORK, r"netwerk|network|contact(?:en|s)? (?:met|with|bij)|bekende nederlander|\bbn'er|"
                       r"influencer|\bpers\b|krant|promotie|newspaper|\bpress\b"),
    (NeedKind.VENUE, r"zaal\b|zalen\b|ruimte\b|ruimtes\b|lokaal\b|lokalen\b|keuken\b|\bplek\b|buurthuis\b|"
                     r"\bkerk\b|\bveld\b|\bvenue|\bhall\b|\broom\b|\brooms\b|kitchen\b"),
)  # fmt: skip
_KIND_PATTERNS = tuple((kind, re.compile(words, re.IGNORECASE)) for kind, words in _KINDS)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was understood of a line. `quantity` is in cents for money, else in pieces or people.

    `minutes` and `place` are of one person's work and only mean something for people.
    """

    kind: NeedKind
    quantity: int
    words: str
    minutes: int = USUAL_MINUTES
    place: TaskPlace = TaskPlace.ON_SITE


def read(line: str) -> Asked | None:
    """What a line asks for; None when it holds no word."""
    words = " ".join(line.split())
    if not re.search(r"\w", words):
        return None
    if (money := _MONEY.search(words)) is not None:
        cents = _cents(money)
        if cents:
            return Asked(NeedKind.MONEY, cents, _without(words, money))
    for kind, pattern in _KIND_PATTERNS[:2]:
        if pattern.search(words):
            return Asked(kind, 1, words)
    if (people := _PEOPLE.search(words)) is not None and _is_asked(words, people):
        return _people(words, people)
    if _KIND_PATTERNS[2][1].search(words):
        return _counted(NeedKind.VENUE, words)
    return _counted(NeedKind.MATERIAL, words)


def _is_asked(words: str, people: re.Match[str]) -> bool:
    """Whether the people are what is asked, not those that it is for ("soep voor 30 mensen")."""
    before = words[: people.start()].rstrip().casefold()
    return not re.search(r"\b(voor|aan|met|for|with|to)$", before) and len(before.split()) <= 1


def _people(words: str, found: re.Match[str]) -> Asked:
    rest = words[found.end() :].strip(" ,:;-–")
    return _work(rest, _count(found["count"]), words)


def _work(rest: str, people: int, whole: str) -> Asked:
    minutes, place = USUAL_MINUTES, TaskPlace.ON_SITE
    if (duration := _DURATION.search(rest)) is not None:
        number = float(duration["number"].replace(",", "."))
        minutes = max(1, round(number * 60 if duration["hours"] else number))
        rest = _without(rest, duration)
    if (home := _AT_HOME.search(rest)) is not None:
        place, rest = TaskPlace.AT_HOME, _without(rest, home)
    words = _LEAD.sub("", rest.strip(" ,:;-–")) or whole
    return Asked(NeedKind.PEOPLE, people, words[0].upper() + words[1:], minutes, place)


def _counted(kind: NeedKind, words: str) -> Asked:
    found = _COUNT_FIRST.match(words)
    if found is None or not words[found.end() :]:
        return Asked(kind, 1, words)
    if not found["count"].isdigit() and _count(found["count"]) == 1:
        return Asked(kind, 1, words)  # "een zaal voor 30" reads best as it was typed
    return Asked(kind, _count(found["count"]), words[found.end() :])


def _count(words: str | None) -> int:
    if not words:
        return 1
    number = (
        int(words) if words.isdecimal() and words.isascii() else _COUNTS.get(words.casefold(), 1)
    )
    return min(max(number, 1), MOST)


def _cents(money: re.Match[str]) -> int:
    euros = int((money["amount"] or money["amount2"]).replace(".", ""))
    rest = (money["cents"] or money["cents2"] or "").strip("-=")
    return min(euros, MOST_EUROS) * 100 + int(rest or 0)


def _without(words: str, found: re.Match[str]) -> str:
    left = f"{words[: found.start()].strip()} {words[found.end() :].strip()}".strip(" ,:;-–")
    return _LEAD.sub("", left) if found.start() == 0 else left
