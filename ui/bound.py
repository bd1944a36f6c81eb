"""Widgets whose choice stands in the link: the same link means the same in every language.

Streamlit puts the words of the chosen options in the link, as they are on screen. Somebody else may
read the page in another language, and words change: what a link says is therefore read in every
language, and by the keys of the options.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import streamlit as st

from i18n.texts import Language
from ui import state

_Option = TypeVar("_Option")


def words(
    key: str,
    options: Sequence[_Option],
    said: Callable[[_Option, Language], str],
    *,
    is_many: bool = False,
) -> Callable[[_Option], str]:
    """The `format_func` of a widget that is bound to the link by `key`; call it before the widget.

    `said` gives the words for an option in a language. `is_many` when several can be chosen.
    """
    language = state.language()
    given = st.query_params.get_all(key)
    shown = {said(option, language) for option in options}
    if key not in st.session_state and not shown.issuperset(given):
        chosen = _read(given, options, said)
        if chosen:
            st.session_state[key] = chosen if is_many else chosen[0]
    return lambda option: said(option, language)


def _read(
    given: Sequence[str], options: Sequence[_Option], said: Callable[[_Option, Language], str]
) -> list[_Option]:
    """The options that a link names, in whatever language; what it says besides is left out."""
    known: dict[str, _Option] = {}
    for option in options:
        for name in (str(option), *(said(option, language) for language in Language)):
            known.setdefault(name.casefold(), option)
    found = (known.get(name.casefold()) for name in given)
    return list(dict.fromkeys(option for option in found if option is not None))
