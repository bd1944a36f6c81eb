"""Streamlit's `AppTest`, which looks for components in the installed packages once, not for each app.

That took four fifths of the time of every test of a page (streamlit 1.67); while tests run no package
comes or goes. Remove it when `AppTest` does that itself.
"""

from __future__ import annotations

from functools import cache

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

__all__ = ["AppTest"]
