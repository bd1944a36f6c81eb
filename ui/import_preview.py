"""What a preview shows: how many, which rows go back and why, what to know, what may be double."""

from __future__ import annotations

from functools import partial

import streamlit as st

from data.spreadsheets.errors import Notice
from domain.activities import Activity
from domain.imports import ImportKind
from domain.vocabulary import NeedKind
from i18n import formats
from services import importing
from services.importing import AskedNeed, Draft, Newcomer, Preview
from ui import html, state
from ui.words import md, plain, t

_ROWS_SHOWN, _TWINS_SHOWN, _SAMPLES = 50, 30, 5
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(preview: Preview) -> None:
    """The preview in numbers, with the rows that go back and their reasons."""
    st.subheader(t("import.page.preview"), anchor=False)
    with_point = sum(1 for row in preview.ready if row.place.point)
    is_on_map = preview.kind is ImportKind.ACTIVITIES
    metrics = {"ready_metric": len(preview.ready)}
    if importing.KINDS[preview.kind].has_place:
        metrics["point_metric" if is_on_map else "place_metric"] = with_point
    metrics["back_metric"] = len(preview.handed_back)
    for column, (key, count) in zip(st.columns(len(metrics)), metrics.items(), strict=True):
        column.metric(t(f"import.page.{key}"), count)
    if is_on_map:
        html.show(
            html.facts(
                [
                    (str(count), plain(f"import.precision.{precision or 'none'}"))
                    for precision, count in preview.precisions().items()
                ]
            )
        )
    _show_samples(preview)
    _show_handed_back(preview)
    _show_notices(preview)


def twins_input(preview: Preview) -> set[str]:
    """The ids of ready rows that the coordinator does not want, of those that may be double."""
    left_out: set[str] = set()
    if not preview.twins:
        return left_out
    st.subheader(t("import.page.twins_title"), anchor=False)
    st.markdown(t("import.page.twins_lead"))
    drafts = {
        draft.id: draft
        for pair in preview.twins[:_TWINS_SHOWN]
        for draft in (pair.first, pair.second)
    }
    for id, draft in drafts.items():
        facts = {
            "row": draft.number,
            "title": draft.title,
            "place": draft.place.name,
        }
        if not st.checkbox(t("import.page.keep", **facts), value=True, key=f"import_houd_{id}"):
            left_out.add(id)
    return left_out


def _show_samples(preview: Preview) -> None:
    if preview.ready:
        with st.expander(t("import.page.sample_title")):
            html.show(html.facts([_sample(draft) for draft in preview.ready[:_SAMPLES]]))


def _sample(draft: Draft) -> tuple[str, str]:
    return _row(draft.number), _words(draft)


def _words(draft: Draft) -> str:
    """What a row would bring, in a line; of people no more than a first name and a town."""
    thing, language = draft.thing, state.language()
    facts = {"title": draft.title, "place": draft.place.name or plain("card.place_follows")}
    match thing:
        case Activity():
            slots = "; ".join(formats.slot(slot, language) for slot in thing.slots[:2])
            when = slots or plain("format.no_time")
            return plain("import.page.sample", when=when, **facts)
        case AskedNeed():
            need, is_money = thing.need, thing.need.kind is NeedKind.MONEY
            many = formats.money(need.quantity, language) if is_money else str(need.quantity)
            what = plain(f"vocabulary.needkind.{need.kind}")
            return plain("import.page.sample_need", title=draft.title, what=what, count=many)
        case Newcomer() if thing.volunteer.at_home and not thing.place.name:
            return plain("import.page.sample_home", title=draft.title)
    return plain("import.page.sample_place", **facts)


def _show_handed_back(preview: Preview) -> None:
    if not preview.handed_back:
        return
    language = state.language()
    st.subheader(t("import.page.back_title"), anchor=False)
    st.markdown(t("import.page.back_lead"))
    html.show(
        html.facts(
            [(str(count), plain(f"import.reasons.{reason}")) for reason, count in preview.reasons()]
        )
    )
    with st.expander(t("import.page.row_by_row"), expanded=True):
        if len(preview.handed_back) > _ROWS_SHOWN:
            count = len(preview.handed_back)
            st.markdown(t("import.page.back_more", shown=_ROWS_SHOWN, count=count))
        html.show(
            html.facts(
                [
                    (
                        _row(row.number),
                        " ".join(importing.problem_sentence(one, language) for one in row.problems),
                    )
                    for row in preview.handed_back[:_ROWS_SHOWN]
                ]
            )
        )
    name = plain("import.page.download_name")
    for kind, write, mime in (
        ("csv", importing.handed_back_csv, "text/csv"),
        ("xlsx", importing.handed_back_xlsx, _XLSX),
    ):
        st.download_button(
            t(f"import.page.download_{kind}"),
            partial(write, preview, language),
            file_name=f"{name}.{kind}",
            mime=mime,
            key=f"import_terug_{kind}",
            on_click="ignore",
            icon=":material/download:",
        )


def _show_notices(preview: Preview) -> None:
    """Each kind of notice once, with how often it comes and the first row it comes in."""
    first: dict[str, tuple[Draft, Notice]] = {}
    for draft in preview.ready:
        for notice in draft.notices:
            first.setdefault(notice.key, (draft, notice))
    lines = []
    for key, count in preview.notices():
        draft, notice = first[key]
        words = importing.notice_sentence(notice, state.language())
        facts = {"row": draft.number, "sentence": words, "count": count}
        lines.append(plain(f"import.page.{'row_notice' if count == 1 else 'times_seen'}", **facts))
    for row in preview.skipped:
        words = plain(f"import.skipped.{row.reason}", row=row.same_as)
        lines.append(plain("import.page.row_notice", row=row.number, sentence=words))
    if lines:
        with st.expander(t("import.page.notice_title")):
            for line in lines[:_ROWS_SHOWN]:
                st.markdown(f"- {md(line)}")


def _row(number: int) -> str:
    return f"{plain('import.row')} {number}"
