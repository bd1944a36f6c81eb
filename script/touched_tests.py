"""The tests that a change touches, for `script/check`: prints their files, nearest first.

Near to a changed module are the tests that mirror it (`services/desk/exports/kinds.py` is mirrored by
`tests/services/desk/test_exports.py`) and those that import it or open it as a page. Where there are
none, those of the mirrored folder; else those near the modules that import it, and so on upwards.
The nearest few are taken for each file; what holds for the whole house is always tried.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path

ROOT = Path(__file__).parent.parent
LAYERS = ("pages", "ui", "web", "commands", "services", "i18n", "data", "matching", "domain")
ALWAYS = ("tests/test_house_rules.py", "tests/test_papers.py", "tests/i18n/test_texts.py")
# What no import leads to.
BY_FOLDER = {
    "data/tables": ("tests/data/test_schema.py", "tests/data/test_privacy.py"),
    "data/migrations": ("tests/data/test_schema.py",),
    "data/reference": ("tests/services/test_ideas.py", "tests/services/test_places.py"),
    "static": ("tests/ui/test_maps.py", "tests/web/test_headers.py"),
    "ui/shell.py": ("tests/pages/test_pages.py",),
}
MOST, MOST_IN_ALL = 6, 15  # test modules for each changed file, and for all of them together


def changed() -> list[str]:
    """Files that differ from where this branch left main, new ones included."""
    base = "HEAD"
    for name in ("origin/main", "main"):
        found = _git("merge-base", "HEAD", name)
        if found:
            base = found[0]
            break
    return [*_git("diff", "--name-only", base), *_git("ls-files", "--others", "--exclude-standard")]


def near(file: str) -> list[str]:
    """The test modules nearest to `file`, a path below the root, nearest first."""
    if _is_test(file):
        return [file] if (ROOT / file).exists() else []
    for folder, by_hand in BY_FOLDER.items():
        if f"{file}/".startswith(f"{folder}/"):
            return list(by_hand)
    mirrored = _mirrored(file)
    importing = sorted(filter(_is_test, _users().get(file, ())))
    importing.sort(key=lambda test: not test.startswith(f"tests/{Path(file).parts[0]}/"))
    tests = list(dict.fromkeys([*mirrored, *importing]))
    return (tests or _in_mirrored_folder(file) or _upwards(file))[:MOST]


def _mirrored(file: str) -> list[str]:
    """Tests that carry the name of a module, or of a folder it is in, in a folder that mirrors it."""
    layer, *names = Path(file).with_suffix("").parts
    if layer not in LAYERS:
        return []
    folders = [ROOT / "tests" / layer / Path(*names[:depth]) for depth in range(len(names))]
    tests = [folder / f"test_{name}.py" for name in names for folder in folders]
    return [str(test.relative_to(ROOT)) for test in reversed(tests) if test.exists()]


def _in_mirrored_folder(file: str) -> list[str]:
    """All tests of a subject: of `tests/services/signing_up/`, but not of `tests/services/`."""
    folder = Path("tests", *Path(file).parent.parts)
    if len(folder.parts) < 3:
        return []
    return sorted(str(test.relative_to(ROOT)) for test in (ROOT / folder).glob("test_*.py"))


def _upwards(file: str) -> list[str]:
    """Tests near the modules that import `file`, or that import those."""
    ring, seen = {file}, {file}
    while ring:
        ring = {user for path in ring for user in _users().get(path, ())} - seen
        seen |= ring
        tests = {test for path in ring for test in (path, *_mirrored(path)) if _is_test(test)}
        if tests:
            return sorted(tests)
    return []


def _is_test(file: str) -> bool:
    return Path(file).match("test_*.py")


@cache
def _users() -> dict[str, set[str]]:
    """Per file of code, which files import it; page scripts are used by the tests that name them."""
    users: dict[str, set[str]] = {}
    for path in _modules():
        code = path.read_text(encoding="utf-8")
        name = str(path.relative_to(ROOT))
        opened = _opened(code) if name.startswith("tests/") else ()
        for used in (*_imported(code), *opened):
            users.setdefault(used, set()).add(name)
    return users


def _modules() -> Iterator[Path]:
    for folder in (*LAYERS, "tests"):
        yield from sorted((ROOT / folder).rglob("*.py"))


def _imported(code: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (f"{name.name.replace('.', '/')}.py" for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            module = node.module.replace(".", "/")
            yield from (f"{module}.py", f"{module}/__init__.py")
            yield from (f"{module}/{name.name}.py" for name in node.names)


def _opened(code: str) -> Iterator[str]:
    """Page scripts are opened by their path below pages/."""
    for path in _pages():
        if f'"{path.removeprefix("pages/")}"' in code or f'"{path}"' in code:
            yield path


@cache
def _pages() -> list[str]:
    return [str(path.relative_to(ROOT)) for path in (ROOT / "pages").rglob("*.py")]


def _git(*words: str) -> list[str]:
    answer = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return answer.stdout.split("\n")[:-1]


def chosen(files: Iterable[str]) -> list[str]:
    """The test modules near these files, each once: first the nearest of each, then the next."""
    rounds = zip_longest(*(near(file) for file in files))
    return list(dict.fromkeys(test for tests in rounds for test in tests if test))


if __name__ == "__main__":
    tests = chosen(changed())
    if len(tests) > MOST_IN_ALL:
        print(f"Of {len(tests)} test modules the nearest {MOST_IN_ALL} run.", file=sys.stderr)
    print("\n".join([*ALWAYS, *(test for test in tests[:MOST_IN_ALL] if test not in ALWAYS)]))
