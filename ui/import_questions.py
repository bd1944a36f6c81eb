"""What the import page asks: what the rows are, what columns mean, which edition, which town."""

from __future__ import annotations

from collections.abc import Sequence
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
from services.importing import Chosen, Inspection, Preview, SheetGuess
from ui import resources, state
from ui.importing import ImportWork, work
from ui.words import md, plain, sentence, t

_NOT_USED = ""
_EXAMPLE = EditionKind.EXAMPLE
_COLUMNS_BESIDE = 3
_SAMPLES = 3
_TOWNS_ASKED = 20  # at once; the rest comes after these
_SAMPLE_LENGTH = 40


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
