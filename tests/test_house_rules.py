"""Rules of the house that no library checks: read from the code itself."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("pages", "ui", "web", "commands", "services", "i18n", "data", "matching", "domain")
FILES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))] + [
    ROOT / name for name in ("app.py", "manage.py")
]


def names_imported(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def importers(module: str) -> set[str]:
    return {
        str(path.relative_to(ROOT))
        for path in FILES
        if module in names_imported(ast.parse(path.read_text(encoding="utf-8")))
    }


def test_user_text_cannot_reach_folium_because_one_module_knows_it():
    # folium runs what it draws through Jinja twice: a title with {{ }} would run on the server.
    assert importers("folium") == {"ui/maps.py"}
    assert importers("streamlit_folium") == {"ui/map_view.py"}


def test_html_is_written_in_one_place():
    calls = {
        str(path.relative_to(ROOT))
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr == "html"
        and getattr(node.value, "id", "") == "st"
    }
    assert calls == {"ui/html.py"}


@pytest.mark.parametrize("word", ["unsafe_allow_html", "unsafe_allow_javascript", "components.v1"])
def test_no_page_lets_raw_html_through(word):
    assert [str(path) for path in FILES if word in path.read_text(encoding="utf-8")] == []


def test_a_list_to_choose_from_shows_words_as_they_are():
    # Markdown is not read there: an escaped sign would show its backslash.
    shown = [
        (str(path.relative_to(ROOT)), ast.unparse(given.value))
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") in {"selectbox", "multiselect"}
        for given in node.keywords
        if given.arg == "format_func"
    ]
    assert len(shown) > 10
    assert [one for one in shown if re.search(r"\bmd\b", one[1])] == []


def test_page_scripts_stay_out_of_the_folder_that_streamlit_lists_itself():
    assert [path.name for path in (ROOT / "pages").glob("*.py")] == ["__init__.py"]


def test_every_folder_of_code_is_a_package():
    # Streamlit watches a folder without __init__.py as a whole and reruns on every write in it.
    folders = {path.parent for path in FILES if path.parent != ROOT}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_nothing_below_the_screen_reads_a_clock():
    clock = re.compile(r"datetime\.now\(|date\.today\(|utcnow\(")
    found = {
        str(path.relative_to(ROOT))
        for path in FILES
        if path.relative_to(ROOT).parts[0] in {"services", "i18n", "data", "matching", "domain"}
        and clock.search(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_what_visitors_share_holds_nothing_of_one_person():
    # Arguments that start with an underscore are left out of Streamlit's cache key.
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any(
                "cache" in ast.unparse(decorator) for decorator in node.decorator_list
            ):
                arguments = [argument.arg for argument in node.args.args + node.args.kwonlyargs]
                assert not [name for name in arguments if name.startswith("_")], (
                    f"{path}: {node.name}"
                )
                assert not {"actor", "person", "email"} & set(arguments), f"{path}: {node.name}"


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_a_package_has_one_version_on_every_python(lock):
    pins = re.findall(r"^([\w.-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)

    assert len(pins) > 50
    assert sorted(pins) == sorted(set(pins))


def test_no_test_reads_another():
    # What two of them need stands in a module of its own: it is found there, and runs only once.
    other = re.compile(r"^from tests[\w.]*\.test_|^from tests[\w.]* import test_", re.MULTILINE)
    tests = (ROOT / "tests").rglob("test_*.py")
    assert [path.name for path in tests if other.search(path.read_text(encoding="utf-8"))] == []
