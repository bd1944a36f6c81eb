"""The base layer as the map fetches it: land, borders and place names under a name for ever."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.geodata import base_layer

NAMES = ("land", "neighbours", "provinces", "municipalities", "labels")


@dataclass(frozen=True, slots=True)
class BaseLayer:
    """One file of the base layer: gzipped JSON and the hash of its content."""

    name: str
    digest: str
    packed: bytes

    @property
    def file_name(self) -> str:
        """A name that changes with the content, so that a browser may keep it."""
        return f"{self.name}.{self.digest}.json"


@cache
def base_layers(folder: Path | None) -> dict[str, BaseLayer]:
    """The files of the base layer by name; `folder` as in `data.geodata.base_layer`."""
    found = {}
    for name in NAMES:
        content = base_layer(folder, name)
        if content:
            digest = hashlib.sha256(content).hexdigest()[:12]
            found[name] = BaseLayer(name, digest, gzip.compress(content, mtime=0))
    return found
