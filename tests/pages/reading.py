"""What stands on a page of the app, for tests without a browser."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.app_test import AppTest

_WRITTEN = (
    "markdown",
    "header",
    "subheader",
    "info",
    "warning",
    "success",
    "error",
    "caption",
    "code",
)
_LABELLED = ("button", "expander", "page_link")


def words(page: AppTest) -> str:
    """Everything that is written on a page that runs: HTML, texts, notices, and what can be pressed."""
    written = [element.value for name in _WRITTEN for element in page.get(name)]
    written += [element.proto.label for name in _LABELLED for element in page.get(name)]
    return "\n".join([html(page), *map(str, written)])


def html(page: AppTest) -> str:
    """The HTML that is put into a page that runs: what somebody typed is text there."""
    assert not page.exception, page.exception
    return "\n".join(str(element.proto.body) for element in page.get("html"))


def labelled(widgets: Iterable[Any], label: str) -> Any:
    """The first of `widgets`, such as `page.button`, with this label."""
    return next(widget for widget in widgets if widget.label == label)
