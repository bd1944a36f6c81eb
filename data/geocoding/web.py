"""How a remote geocoder is asked: one host, one request, in time, and not more than it should say."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from ssl import SSLContext

import requests
from geopy.adapters import AdapterHTTPError, RequestsAdapter
from geopy.exc import GeocoderParseError, GeocoderTimedOut, GeocoderUnavailable
from urllib3.exceptions import HTTPError, ReadTimeoutError

LARGEST_ANSWER = 1_000_000  # bytes
_PIECE = 16_384


class CarefulAdapter(RequestsAdapter):  # type: ignore[misc]  # geopy has no types
    """Geopy's adapter without its retries, following no redirect, within one time limit.

    Geopy's own retries twice, so that a limit of 1 s takes 3 s, and goes wherever a redirect points.
    """

    def __init__(
        self, *, proxies: Mapping[str, str] | None, ssl_context: SSLContext | None
    ) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context, max_retries=0)

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """The body of the answer. Raises geopy's errors, or `AdapterHTTPError` for all but 200."""
        try:
            with self.session.get(
                url, timeout=timeout, headers=headers, stream=True, allow_redirects=False
            ) as response:
                if response.status_code != requests.codes.ok:
                    status = response.status_code
                    raise AdapterHTTPError(
                        str(status), status_code=status, headers=response.headers, text=""
                    )
                return _body(response, deadline=time.monotonic() + timeout)
        except (requests.Timeout, ReadTimeoutError) as error:
            raise GeocoderTimedOut(str(error)) from error
        except (requests.RequestException, HTTPError) as error:
            raise GeocoderUnavailable(str(error)) from error

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> object:
        """The body read as JSON. Raises `GeocoderParseError` besides."""
        try:
            return json.loads(self.get_text(url, timeout=timeout, headers=headers))
        except ValueError as error:
            raise GeocoderParseError("no JSON") from error


def _body(response: requests.Response, *, deadline: float) -> str:
    """The text, read as it comes: a full read would wait for a server that sends a byte at a time."""
    found = bytearray()
    while piece := response.raw.read1(_PIECE, decode_content=True):
        found += piece
        if len(found) > LARGEST_ANSWER:
            raise GeocoderParseError("too long an answer")
        if time.monotonic() > deadline:
            raise GeocoderTimedOut("too slow an answer")
    return found.decode("utf-8", errors="replace")
