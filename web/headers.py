"""What every answer carries, and what is never answered."""

from __future__ import annotations

from functools import cache

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.addresses import FEED, PERSONAL, SIGN_OFF
from web.index import inline_script_hashes

# Streamlit endpoints that tell an outsider about the server or let it drive the app.
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")

# Pages without Streamlit, reached by a secret in their address.
PLAIN = (f"/{PERSONAL}/", f"/{SIGN_OFF}/", f"/{FEED}/", "/uitloggen", "/inloggen")

_COMMON = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@cache
def page_policy(tiles_host: str = "") -> str:
    """The content security policy of the pages: own scripts only, never inside another site's frame."""
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' 'wasm-unsafe-eval' {' '.join(inline_script_hashes())}",
            "style-src 'self' 'unsafe-inline'",  # Streamlit's own styles are written at run time
            f"img-src 'self' data: blob: {tiles_host}".strip(),
            "font-src 'self' data:",
            "connect-src 'self' ws: wss:",
            "frame-src 'self' blob:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def plain_policy() -> str:
    """The policy of pages without Streamlit: no script at all."""
    return "; ".join(
        [
            "default-src 'none'",
            "style-src 'self'",
            "font-src 'self'",
            "img-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )


_PLAIN_HEADERS = {
    "Content-Security-Policy": plain_policy(),
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    # The path, which holds the secret, is told to nobody, ourselves included. Not "no-referrer":
    # a form would then say that it comes from "null", which a form of anybody else can say too.
    "Referrer-Policy": "strict-origin",
}


@cache
def component_policy(tiles_host: str = "") -> str:
    """The policy of the map's frame: an origin of its own, so nothing in it can reach the page.

    streamlit-folium evaluates the script it is sent, hence the two unsafe words; the sandbox
    gives the frame an opaque origin, for which 'self' means nothing, hence the schemes.
    """
    return "; ".join(
        [
            "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox"
            " allow-top-navigation-by-user-activation",
            "default-src http: https:",
            "script-src 'unsafe-inline' 'unsafe-eval' http: https:",
            "style-src 'unsafe-inline' http: https:",
            f"img-src http: https: data: blob: {tiles_host}".strip(),
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'self'",
        ]
    )


class SecurityHeaders:
    """Middleware: closed endpoints answer 404, everything else gets its headers."""

    def __init__(self, app: ASGIApp, tiles_host: str = "", *, is_secure: bool = False) -> None:
        self.app = app
        self.is_secure = is_secure
        self.tiles_host = tiles_host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what is closed; add the headers to what is answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        # Streamlit answers its own endpoints below any page path as well.
        if any(closed in path for closed in CLOSED):
            await PlainTextResponse("404", status_code=404)(scope, receive, send)
            return
        in_frame = path.startswith("/component/")
        policy = component_policy(self.tiles_host) if in_frame else page_policy(self.tiles_host)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_COMMON)
                headers["Content-Security-Policy"] = policy
                if path.startswith(PLAIN):
                    headers.update(_PLAIN_HEADERS)
                if not in_frame:
                    headers["X-Frame-Options"] = "DENY"
                if path.startswith(("/app/static/", "/kaart/", "/component/")):
                    # The map's frame has an origin of its own and fetches only public files.
                    headers["Access-Control-Allow-Origin"] = "*"
                if self.is_secure:
                    message["headers"] = [_over_tls(*header) for header in message["headers"]]
            await send(message)

        await self.app(scope, receive, with_headers)


def _over_tls(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """A cookie goes over TLS only; Streamlit leaves that out of its own."""
    if name.lower() == b"set-cookie" and b"; secure" not in value.lower():
        return name, value + b"; Secure"
    return name, value
