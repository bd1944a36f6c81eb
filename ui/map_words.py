"""What the map knows before it starts: its sentences, its colours, and how branches are drawn."""

from __future__ import annotations

from domain.branches import Branch
from i18n.texts import Language, keys, text

_PREFIX = "map."

FONT = "Atkinson Hyperlegible Next"
FONT_FILE = "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"

# Light on every theme: a map is paper. Text on its ground has a contrast of at least 4.5.
PALETTE = {
    "primary": "#0F5C63",
    "primary-dark": "#0A4147",
    "on-primary": "#FFFFFF",
    "glow": "rgb(15 92 99 / .2)",
    "accent": "#A33522",
    "on-accent": "#FFFFFF",
    "focus": "#A33522",
    "ink": "#22303A",
    "muted": "#4D5963",
    "paper": "#FFFFFF",
    "line": "#E4DCCD",
    "water": "#CFE3EA",
    "land": "#FBF6EC",
    "neighbours": "#EBE6DB",
    "coast": "#A9C4CC",
    "border": "#97ABA9",
    "provinces": "#D8C9AA",
    "municipalities": "#E2D6C0",
    "label": "#3C4A54",
    "halo": "rgb(251 246 236 / .92)",
    "font": f'"{FONT}", system-ui, sans-serif',
    # One colour a group of branches; each also has a picture of its own.
    "group-0": "#6B3F8F",
    "group-1": "#2C7038",
    "group-2": "#B0304A",
    "group-3": "#8A5A00",
    "group-4": "#B84A12",
    "group-5": "#2F5590",
    "group-6": "#56616B",
}

# Positions in the pictures of static/src/elements.js and the names `group-n` in map.toml.
_GROUPS: tuple[frozenset[Branch], ...] = (
    frozenset({Branch.EDUCATION, Branch.CULTURE, Branch.MEDIA}),
    frozenset({Branch.SPORT, Branch.NATURE, Branch.AGRICULTURE}),
    frozenset({Branch.CARE, Branch.WELFARE}),
    frozenset({Branch.HOUSING, Branch.GOVERNMENT, Branch.ASSOCIATIONS, Branch.FAITH}),
    frozenset({Branch.RETAIL, Branch.HOSPITALITY}),
    frozenset(
        {
            Branch.BANKING,
            Branch.TRANSPORT,
            Branch.ICT,
            Branch.CONSTRUCTION,
            Branch.INDUSTRY,
            Branch.SERVICES,
        }
    ),
)


def branch_groups() -> list[int]:
    """For each member of `Branch`, by position, the group that it is drawn as."""
    return [
        next(number for number, group in enumerate(_GROUPS) if branch in group) for branch in Branch
    ]


def sentences(language: Language) -> dict[str, str]:
    """The sentences of the map by key, blanks unfilled: the browser fills them."""
    return {
        key.removeprefix(_PREFIX): text(language, key)
        for key in sorted(keys(language))
        if key.startswith(_PREFIX)
    }
