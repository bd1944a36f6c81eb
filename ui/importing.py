"""The parts of the import page: file, kind, columns, choices, preview, and what is done with it.

A stop button works because every report to the progress bar is a moment at which Streamlit may
end the script: the service is left half way and its transaction is undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from data.geocoding.entries import Municipality
from data.geocoding.names import plain as plain_name
from data.spreadsheets.errors import Notice
from data.spreadsheets.meanings import Meaning
from domain.editions import Edition
from domain.errors import VerbindingError
from domain.imports import ImportKind
from domain.places import Place
from domain.times import to_local
from domain.vocabulary import EditionKind
from services import importing
from services.editions import open_to_plans
from services.importing import Chosen, Inspection, Outcome, Preview, SheetGuess
from ui import html, resources, state
from ui.words import md, plain, sentence, t

_NOT_USED = ""
_EXAMPLE = EditionKind.EXAMPLE
_COLUMNS_BESIDE = 3
_SAMPLES = 3
_TOWNS_ASKED = 20  # at once; the rest comes after these
_SAMPLE_LENGTH = 40


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


def kind_step(inspection: Inspection) -> Inspection:
    """What the rows are: as guessed, until someone taps another kind; then read as that."""
    current = work()
    wanted = st.segmented_control(
        t("import.page.kind"),
        list(ImportKind),
        default=inspection.kind,
        format_func=lambda kind: plain(f"import.kind.{kind}"),
        required=True,
        key=f"import_soort_{current.token}",
    )
    kind = ImportKind(wanted) if wanted else inspection.kind
    st.markdown(t(f"import.kind_lead.{kind}"))
    if kind is inspection.kind:
        return inspection
    try:
        found = importing.as_kind(
            inspection, kind, actor=resources.actor(), gazetteer=resources.gazetteer()
        )
    except VerbindingError as error:
        st.error(sentence(error), icon=":material/description:")
        st.stop()
    st.session_state[state.IMPORT_WORK] = ImportWork(current.token, found)
    return found


def columns_step(inspection: Inspection) -> list[Chosen]:
    """The sheets to import with the meaning of every column, as guessed until someone chooses."""
    kind, guesses = inspection.kind, _sheets_input(inspection)
    chosen: list[Chosen] = []
    st.subheader(t("import.page.columns"), anchor=False)
    st.markdown(t("import.page.columns_lead"))
    for number, group in enumerate(_alike(guesses)):
        if len(guesses) > 1:
            st.markdown(f"**{md(', '.join(one.sheet.name for one in group))}**")
        meanings = _meanings_input(group[0], number, kind)
        chosen += [Chosen(one.sheet, meanings, one.year) for one in group]
        for notice in importing.sheet_notices(group[0].sheet, meanings):
            st.info(_notice(notice), icon=":material/info:")
    return chosen


def edition_input(kind: ImportKind, editions: Sequence[Edition]) -> Edition | None:
    """The edition that everything belongs to; None: each row to that of its year, or to none."""
    if kind is ImportKind.VOLUNTEERS:
        return None
    in_one = importing.KINDS[kind].in_edition
    shows_example = kind is not ImportKind.ACTIVITIES  # real ones do not go in the example
    by_id = {one.id: one for one in editions if shows_example or one.kind is not _EXAMPLE}
    options = list(by_id) if in_one else ["", *by_id]
    none = plain("import.page.edition_all" if kind is ImportKind.NEEDS else "import.years")
    today = to_local(resources.now()).date()
    coming = open_to_plans(list(by_id.values()), today=today) if in_one else None
    wanted = st.selectbox(
        t("import.page.edition"),
        options,
        index=options.index(coming.id) if coming else 0,
        format_func=lambda id: by_id[id].name if id else none,
        key=f"import_editie_{kind}",
        persist_state="session",
    )
    return by_id.get(wanted or "")


def municipality_input(inspection: Inspection) -> Municipality | None:
    """Where rows lie that do not say it, as guessed until someone chooses; needs know it."""
    if not importing.KINDS[inspection.kind].has_place:
        return None
    names = {one.code: one for one in resources.gazetteer().municipalities()}
    guessed = {one.municipality.code for one in inspection.sheets if one.municipality}
    options = ["", *sorted(names, key=lambda code: names[code].name)]
    wanted = st.selectbox(
        t("import.page.municipality"),
        options,
        index=options.index(guessed.pop()) if len(guessed) == 1 else 0,
        format_func=lambda code: (
            names[code].name if code else plain("import.page.municipality_none")
        ),
        key=f"import_gemeente_{work().token}",
    )
    return names.get(wanted or "")


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


def settle_step(preview: Preview) -> None:
    """Let the coordinator say which town is meant by a name that several carry."""
    if not preview.unsettled:
        return
    st.subheader(t("import.page.settle_title"), anchor=False)
    st.markdown(t("import.page.settle_lead"))
    with st.form("import_plaatsen"):
        chosen = [
            st.selectbox(
                t("import.page.settle", name=one.name, count=one.rows),
                [None, *one.candidates],
                format_func=_town,
                key=f"import_plaats_{work().token}_{at}",
            )
            for at, one in enumerate(preview.unsettled[:_TOWNS_ASKED])
        ]
        asked = st.form_submit_button(t("import.page.settle_button"), key="import_plaatsen_knop")
    if asked:
        pairs = zip(preview.unsettled, chosen, strict=False)
        work().settled |= {plain_name(one.name): town for one, town in pairs if town}
        work().is_settled = True
        st.rerun()


def _town(place: Place | None) -> str:
    if place is None:
        return plain("import.page.settle_none")
    around = [place.municipality, place.province.label if place.province else ""]
    parts = dict.fromkeys(one for one in (place.name, *around) if one)
    return ", ".join(parts)


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


def _sheets_input(inspection: Inspection) -> list[SheetGuess]:
    """The sheets to import: those that bring rows of the kind, until someone chooses."""
    if len(inspection.sheets) == 1:
        return list(inspection.sheets)
    numbers = range(len(inspection.sheets))
    wanted = st.multiselect(
        t("import.page.sheets"),
        list(numbers),
        default=[at for at in numbers if inspection.sheets[at].brings(inspection.kind)],
        format_func=lambda at: inspection.sheets[at].sheet.name,
        key=f"import_bladen_{work().token}_{inspection.kind}",
    )
    return [inspection.sheets[at] for at in wanted]


def _alike(guesses: Sequence[SheetGuess]) -> list[list[SheetGuess]]:
    """Sheets with the same headings together: a tab per year is asked about once."""
    groups: dict[object, list[SheetGuess]] = {}
    for one in guesses:
        groups.setdefault((one.sheet.headings, one.meanings), []).append(one)
    return list(groups.values())


def _meanings_input(guess: SheetGuess, number: int, kind: ImportKind) -> tuple[Meaning | None, ...]:
    options = [_NOT_USED, *(meaning.value for meaning in importing.KINDS[kind].meanings)]
    found: list[Meaning | None] = []
    for at, (heading, guessed) in enumerate(zip(guess.sheet.headings, guess.meanings, strict=True)):
        if at % _COLUMNS_BESIDE == 0:  # row by row, so that a phone keeps the order of the file
            beside = st.columns(_COLUMNS_BESIDE)
        with beside[at % _COLUMNS_BESIDE]:
            chosen = st.selectbox(
                md(heading) or t("import.no_heading", number=at + 1),
                options,
                index=options.index(guessed or _NOT_USED),
                format_func=partial(_meaning_name, kind),
                help=_samples(guess, at),
                key=f"import_kolom_{work().token}_{kind}_{number}_{at}",
            )
            found.append(Meaning(chosen) if chosen else None)
    return tuple(found)


def _meaning_name(kind: ImportKind, meaning: str) -> str:
    if not meaning:
        return plain("import.not_used")
    return importing.meaning_name(Meaning(meaning), kind, state.language())


def _samples(guess: SheetGuess, at: int) -> str | None:
    """Some cells of a column, to see what is in it."""
    cells = dict.fromkeys(
        row.cells[at].strip()[:_SAMPLE_LENGTH]
        for row in guess.sheet.rows[:50]
        if at < len(row.cells) and row.cells[at].strip()
    )
    return "  \n".join(md(cell) for cell in list(cells)[:_SAMPLES]) or None


def _notice(notice: Notice) -> str:
    return md(importing.notice_sentence(notice, state.language()))
