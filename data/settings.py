"""What an installation may choose, read once from the environment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    `smtp_url` ("smtp://name:password@host:587") is where mail is handed over; None means that it
    is written to files in `var/outbox`. `mail_from` is whom mail comes from, as an address or
    "Name <address>". `runs_jobs` off leaves mail and erasing to a timer of the system.
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
    smtp_url: str | None = field(default=None, repr=False)  # may hold a password
    mail_from: str = ""
    runs_jobs: bool = True

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
            smtp_url=environ.get("VERBINDING_SMTP_URL") or None,
            mail_from=environ.get("VERBINDING_MAIL_FROM", ""),
            runs_jobs=environ.get("VERBINDING_JOBS", "").lower() not in _NO,
        )


def _geodata(text: str | None, var: Path) -> Path | None:
    if text:
        return Path(text).expanduser().resolve()
    downloaded = var / "geodata"
    return downloaded if downloaded.is_dir() else None
