from __future__ import annotations

import ast
import re
from pathlib import Path
from string import Formatter

import pytest

from i18n.texts import Language, MissingTextError, keys, text
from tests.plain_dutch import JARGON

ROOT = Path(__file__).parent.parent.parent
CODE = [
    path
    for package in (
        "pages",
        "ui",
        "web",
        "commands",
        "services",
        "i18n",
        "data",
        "matching",
        "domain",
    )
    for path in (ROOT / package).rglob("*.py")
]
SUBJECTS = {path.stem for path in (ROOT / "i18n" / "nl").glob("*.toml")}
FORMS = {"zero", "one", "other"}


def without_form(key: str) -> str:
    head, _, last = key.rpartition(".")
    return head if last in FORMS else key


def blanks(language: Language, key: str) -> set[str]:
    template = text(language, key)
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_every_sentence_exists_in_both_languages():
    assert keys(Language.NL) == keys(Language.EN)


def test_both_languages_fill_the_same_blanks():
    # A singular may write "1" where the other language says the number.
    ignored = {"count"}
    assert [
        key
        for key in sorted(keys(Language.NL))
        if (blanks(Language.NL, key) ^ blanks(Language.EN, key))
        - (ignored if key.endswith((".one", ".zero")) else set())
    ] == []


def keys_named(path: Path) -> set[str]:
    """String constants that look like a key of a subject we have, file names aside."""
    constants = {
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    return {
        one
        for one in constants
        if re.fullmatch(r"[a-z_]+(\.[a-z0-9_-]+)+", one)
        and one.split(".")[0] in SUBJECTS
        and one.rpartition(".")[2] not in {"py", "csv", "xlsx", "toml", "json", "js", "css", "zip"}
    }


def test_every_key_that_the_code_names_has_a_sentence():
    known = {without_form(key) for key in keys(Language.NL)}
    # The beginning of keys that are put together, such as "about.rule" + "_1", counts as known.
    missing = {
        key: str(path.relative_to(ROOT))
        for path in CODE
        for key in keys_named(path)
        if not any(other.startswith(key) for other in known)
    }
    assert missing == {}


def strings_and_beginnings() -> tuple[set[str], set[str]]:
    """Every string of the code, and what each f-string that puts a key together begins with."""
    strings, beginnings = set(), set()
    for path in [*CODE, ROOT / "manage.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                strings.add(node.value.replace(" ", "-"))  # as versions of weights are named
            elif isinstance(node, ast.ClassDef):
                strings.add(node.name.lower())  # vocabulary.<class>.<member>
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
    for path in (ROOT / "static" / "src").glob("*.js"):
        strings |= set(re.findall(r'["\'`]([\w-]+)["\'`$]', path.read_text(encoding="utf-8")))
    return strings, {one for one in beginnings if one.split(".")[0] in SUBJECTS and "." in one}


def test_every_sentence_is_used():
    strings, beginnings = strings_and_beginnings()
    beginnings |= {"map.", "map.state-", "map.group-"}  # looked up in the browser

    def is_used(key: str) -> bool:
        if key in strings or re.sub(r"_\d+$", "", key) in strings:
            return True
        ends = [key.removeprefix(one) for one in beginnings if key.startswith(one)]
        return any(
            end in strings or all(one in strings or one.isdigit() for one in end.split("."))
            for end in ends
        )

    names = {without_form(key) for key in keys(Language.NL)}
    assert sorted(name for name in names if not is_used(name)) == []


def test_a_number_chooses_its_form():
    assert text(Language.NL, "card.people_left", count=1) == "nog 1 mens nodig"
    assert text(Language.NL, "card.people_left", count=3) == "nog 3 mensen nodig"
    assert text(Language.NL, "filter.more", count=0) == "Meer filters"


def test_an_unknown_key_is_a_bug_and_says_so():
    with pytest.raises(MissingTextError):
        text(Language.NL, "error.does_not_exist_anywhere")


def sentences(template: str) -> list[str]:
    words = re.sub(r"https?://\S+|\{[^}]*\}|\*\*|`[^`]*`", "x", template)
    return [part for part in re.split(r"(?<=[.!?:…])\s+|\n", words) if part.strip()]


def test_dutch_sentences_are_short():
    assert [
        sentence
        for key in sorted(keys(Language.NL))
        for sentence in sentences(text(Language.NL, key))
        if len(sentence.split()) > 25
    ] == []


def test_dutch_sentences_average_at_most_fifteen_words():
    lengths = [
        len(s.split()) for key in keys(Language.NL) for s in sentences(text(Language.NL, key))
    ]
    assert sum(lengths) / len(lengths) <= 15


def test_dutch_is_plain_and_says_je():
    found = [key for key in sorted(keys(Language.NL)) if JARGON.search(text(Language.NL, key))]
    assert found == []
