"""What an installation may choose, read once from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_YES = frozenset({"1", "yes", "ja", "on", "true"})
_NO = frozenset({"0", "no", "nee", "off", "false"})


@dataclass(frozen=True, slots=True)
class Settings:
    """The choices of one installation; every default works without any of them.

    `database_url` None means SQLite in `var`. `geodata` None means the embedded places only.
    `pdok` allows PDOK's address search; `nominatim_url` None means never asking Nominatim.
    `tiles_url` ("https://.../{z}/{x}/{y}.png") adds map tiles of another host, which then sees
    visitors' addresses, with `tiles_credit` shown on the map; None means own base layer only.
    `public_url`, without a slash at its end, is how visitors reach the app; links to share start
    with it. Where the server listens and which host names it answers to is Streamlit's business.
    `open_desk` lets everybody who reaches the app act as a coordinator: for one's own machine.
    """

    var: Path = ROOT / "var"
    database_url: str | None = None
    geodata: Path | None = None
    pdok: bool = True
    nominatim_url: str | None = None
    tiles_url: str | None = None
    tiles_credit: str = ""
    public_url: str = "http://127.0.0.1:8501"
    open_desk: bool = False

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """The settings in `environ`; an empty variable counts as not set."""
        default = cls()
        var = Path(environ.get("VERBINDING_VAR") or default.var).expanduser().resolve()
        address = environ.get("STREAMLIT_SERVER_ADDRESS") or "127.0.0.1"
        port = environ.get("STREAMLIT_SERVER_PORT") or "8501"
        public_url = environ.get("VERBINDING_PUBLIC_URL") or f"http://{address}:{port}"
        return cls(
            var=var,
            database_url=environ.get("DATABASE_URL") or None,
            geodata=_geodata(environ.get("VERBINDING_GEODATA"), var),
            pdok=environ.get("VERBINDING_PDOK", "").lower() not in _NO,
            nominatim_url=environ.get("VERBINDING_NOMINATIM_URL") or None,
            tiles_url=environ.get("VERBINDING_TILES_URL") or None,
            tiles_credit=environ.get("VERBINDING_TILES_CREDIT", ""),
            public_url=public_url.rstrip("/"),
            open_desk=environ.get("VERBINDING_OPEN_DESK", "").lower() in _YES,
        )


def _geodata(text: str | None, var: Path) -> Path | None:
    if text:
        return Path(text).expanduser().resolve()
    downloaded = var / "geodata"
    return downloaded if downloaded.is_dir() else None
