"""One remote geocoder with its manners: not too often, not for long, and not while it is ill."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from threading import Lock

from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.location import Location

from domain.errors import InvalidValueError
from domain.places import GeocoderUnavailableError, Place

FAILURES = 3  # in a row, and then it is left alone
REST_SECONDS = 60.0

_log = logging.getLogger(__name__)


class Remote:
    """A geocoder behind a rate limit and a circuit breaker; safe to share between threads.

    `geocode` is a geopy call that takes the query, `read` makes a `Place` of its answer.
    `clock` gives seconds that only go up.
    """

    def __init__(
        self,
        source: str,
        geocode: Callable[[str], Location | None],
        read: Callable[[Location], Place],
        *,
        seconds_between: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.source = source
        self._ask = RateLimiter(
            geocode,
            min_delay_seconds=seconds_between,
            error_wait_seconds=seconds_between,
            max_retries=0,
            swallow_exceptions=False,
        )
        self._read = read
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._resting_until = 0.0

    def find(self, query: str) -> Place | None:
        """The place it knows for `query`; None when it knows none.

        Raises `GeocoderUnavailableError` when it fails, answers nonsense or a point outside the
        Netherlands, and, without asking, for a minute after three failures in a row.
        """
        if self._clock() < self._resting_until:
            raise GeocoderUnavailableError(source=self.source)
        try:
            location = self._ask(query)
            found = None if location is None else self._read(location)
        except (GeopyError, InvalidValueError, ValueError, KeyError, TypeError) as error:
            # The query may be somebody's address: it stays out of the log.
            _log.warning("geocoder %s failed: %s", self.source, type(error).__name__)
            self._failed()
            raise GeocoderUnavailableError(source=self.source) from error
        with self._lock:
            self._failures = 0
        return found

    def _failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._failures = 0
                self._resting_until = self._clock() + REST_SECONDS
