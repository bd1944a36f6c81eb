"""The papers are true where that can be checked: settings, paths and links."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import manage

ROOT = Path(__file__).parent.parent
PAPERS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
FOLDERS = (
    "commands|data|docs|domain|i18n|matching|pages|script|services|static|tests|ui|web"
    "|\\.streamlit|\\.ci|benchmarks|deploy"
)
# A path of ours in a sentence or a command; `<subject>` in it stands for any name.
IN_THE_HOUSE = re.compile(rf"(?:`|\s)((?:{FOLDERS})/[\w./<>-]*?)(?=[.,:]?[`\s])")
LINK = re.compile(r"\]\(([^)#:]+)(?:#([\w-]+))?\)")


def test_every_setting_is_in_the_operations_paper():
    code = (ROOT / "data" / "settings.py").read_text(encoding="utf-8")
    paper = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

    settings = set(re.findall(r'environ(?:\.get\(|\[)\s*"([A-Z_]+)"', code))
    described = set(re.findall(r"^\| `([A-Z_]+)` \|", paper, flags=re.MULTILINE))

    assert described == settings


def test_every_command_is_in_the_operations_paper():
    paper = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `([a-z-]+)[ `]", paper, flags=re.MULTILINE))

    assert manage.SUBJECTS.keys() <= described


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_paper_points_to_exists(paper):
    text = paper.read_text(encoding="utf-8")
    patterns = [re.sub(r"<[\w-]+>", "*", path) for path in IN_THE_HOUSE.findall(text)]
    links = [paper.parent / path for path, _ in LINK.findall(text)]

    assert [path for path in patterns if not list(ROOT.glob(path))] == []
    assert [str(path) for path in links if not path.exists()] == []


def test_where_to_add_what_names_only_what_is_there():
    paper = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = paper.partition("## Where to add what")[2]
    paths = set(re.findall(r"`([^`]*/[^`]*)`", table))

    assert len(paths) > 25
    assert paths - set(IN_THE_HOUSE.findall(table)) == set()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_to_a_heading_arrive(paper):
    for path, anchor in LINK.findall(paper.read_text(encoding="utf-8")):
        target = paper.parent / path
        if anchor and target.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings}
            assert anchor in slugs, f"{path}#{anchor}"


def test_every_decision_is_in_the_index():
    folder = ROOT / "docs" / "adr"
    listed = set(re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text()))

    assert listed == {path.name for path in folder.glob("0*.md")}
