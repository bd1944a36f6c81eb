"""The steps of the import page: the file, the preview, and what is done with it.

What it asks in between is in `ui.import_questions`.

A stop button works because every report to the progress bar is a moment at which Streamlit may
end the script: the service is left half way and its transaction is undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import streamlit as st

from data.geocoding.entries import Municipality
from domain.editions import Edition
from domain.errors import VerbindingError
from domain.imports import ImportKind
from domain.places import Place
from services import importing
from services.importing import Chosen, Inspection, Outcome, Preview
from ui import html, resources, state
from ui.words import plain, sentence, t


@dataclass(slots=True)
class ImportWork:
    """What this visit is importing; kept between reruns so that nothing is read twice.

    `made_from` tells whether the preview still fits the choices on screen.
    """

    token: str = ""
    inspection: Inspection | None = None
    preview: Preview | None = None
    made_from: object = None
    outcome: Outcome | None = None
    is_stopped: bool = False
    settled: dict[str, Place] = field(default_factory=dict)  # towns that the coordinator chose
    is_settled: bool = False  # just now: the rows are to be checked again


def work() -> ImportWork:
    """The work of this visit."""
    return st.session_state.setdefault(state.IMPORT_WORK, ImportWork())


def file_step() -> Inspection | None:
    """Ask for a file and read it once; None while there is none that can be read."""
    current = work()
    uploaded = st.file_uploader(
        t("import.page.file"), help=t("import.page.file_help"), key="import_bestand"
    )
    if uploaded is not None and uploaded.file_id != current.token and current.is_stopped:
        # Stopped while it was read: the same file is not begun again.
        current = st.session_state[state.IMPORT_WORK] = ImportWork(uploaded.file_id)
        st.warning(t("import.page.stopped"), icon=":material/front_hand:")
    if uploaded is not None and uploaded.file_id != current.token:
        with _running(t("import.page.reading")) as report:

            def look() -> bool:
                report(0)  # here Streamlit may end the script
                return False

            try:
                found = importing.inspect(
                    uploaded.getvalue(),
                    uploaded.name,
                    actor=resources.actor(),
                    gazetteer=resources.gazetteer(),
                    report=report,
                    is_stopped=look,
                )
            except VerbindingError as error:
                st.session_state[state.IMPORT_WORK] = ImportWork(uploaded.file_id)
                current = work()
                st.error(sentence(error), icon=":material/description:")
            else:
                st.session_state[state.IMPORT_WORK] = ImportWork(uploaded.file_id, found)
                current = work()
    if current.inspection is None:
        st.info(t("import.page.start_file"), icon=":material/upload_file:")
    return current.inspection


def preview_step(
    kind: ImportKind,
    chosen: list[Chosen],
    edition: Edition | None,
    editions: Sequence[Edition],
    municipality: Municipality | None,
) -> Preview | None:
    """Check the rows when asked; the preview while it fits the choices, else None."""
    current = work()
    made_from = [(one.sheet.name, one.meanings) for one in chosen], edition, municipality
    reads = importing.KINDS[kind].can_read
    if current.is_stopped:
        st.warning(t("import.page.stopped"), icon=":material/front_hand:")
        current.is_stopped = False
    can_check = any(reads(one.meanings) for one in chosen)
    asked = st.button(
        t("import.page.check"), type="primary", disabled=not can_check, key="import_nakijken"
    )
    if chosen and not can_check:
        st.info(t(f"import.page.needed_{kind}"), icon=":material/info:")
    if asked or current.is_settled:
        current.is_settled = False
        actor, database = resources.actor(), resources.database()
        edition_id = edition.id if edition else None
        is_need = kind is ImportKind.NEEDS
        with _running(t("import.page.working", count=0)) as report:
            current.preview = importing.preview(
                chosen,
                actor=actor,
                kind=kind,
                gazetteer=resources.gazetteer(),
                edition=edition,
                editions=editions,
                municipality=municipality,
                settled=current.settled,
                outlines=importing.outlines(database, edition_id, actor=actor) if is_need else (),
                report=report,
            )
        current.made_from, current.outcome = made_from, None
    if current.preview is not None and current.made_from != made_from:
        st.info(t("import.page.again"), icon=":material/refresh:")
        return None
    return current.preview


def save_step(preview: Preview, leave_out: set[str]) -> None:
    """Store the ready rows when asked, and say what came in."""
    current = work()
    if current.outcome is None:
        if not st.button(
            t("import.page.save"),
            type="primary",
            disabled=not preview.ready,
            icon=":material/check:",
            key="import_bewaren",
        ):
            return
        try:
            with _running(t("import.page.working", count=0)) as report:
                current.outcome = importing.commit(
                    resources.database(),
                    preview,
                    actor=resources.actor(),
                    now=resources.now(),
                    file_name=current.inspection.name if current.inspection else "",
                    leave_out=leave_out,
                    report=report,
                )
        except VerbindingError as error:
            st.error(sentence(error))
            return
    html.show(
        html.lines(
            [
                plain(f"import.added_{preview.kind}", count=current.outcome.added),
                plain("import.known", count=current.outcome.known),
            ]
        )
    )


@contextmanager
def _running(words: str) -> Iterator[Callable[[int], None]]:
    """A bar with a stop button while something long goes on; both go away when it is done."""
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, words)
        st.button(
            t("import.page.stop"),
            on_click=_note_stop,
            icon=":material/front_hand:",
            key="import_stop",
        )
    done = 0

    def report(rows: int) -> None:
        nonlocal done
        done = max(done, rows)
        # How many there are is known only at the end: the bar nears its end but does not reach it.
        bar.progress(done / (done + 2_000), t("import.page.working", count=done))

    try:
        yield report
    except VerbindingError:
        place.empty()  # what would help is shown instead
        raise
    place.empty()


def _note_stop() -> None:
    work().is_stopped = True
