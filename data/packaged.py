"""The facts and word lists that come with the product, under `data/reference`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

REFERENCE = Path(__file__).parent / "reference"


@cache
def read(name: str) -> dict[str, Any]:
    """The TOML file `name`, a path below `data/reference` without ".toml". Read once; do not change it."""
    return tomllib.loads((REFERENCE / f"{name}.toml").read_text(encoding="utf-8"))


def names(folder: str) -> list[str]:
    """The names, for `read`, of the TOML files in a folder below `data/reference`, in order."""
    return sorted(f"{folder}/{path.stem}" for path in (REFERENCE / folder).glob("*.toml"))
