"""Workbooks made in memory: plain ones to start from, and the ones that mean harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl

_SHEET = "xl/worksheets/sheet1.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def plain(change: Callable[[openpyxl.Workbook], None] = lambda _: None) -> bytes:
    """A small workbook with two activities, changed by `change`."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Blad1"
    for row in (
        ("titel", "datum", "plaats"),
        ("Soep", "12-12-2026", "Zwolle"),
        ("Thee", "13-12-2026", "Assen"),
    ):
        page.append(row)
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def rezipped(content: bytes, **parts: bytes | None) -> bytes:
    """The same workbook with parts replaced or added; `__` in a name stands for a slash."""
    wanted = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
    return with_parts(content, wanted)


def with_parts(content: bytes, parts: dict[str, bytes | None]) -> bytes:
    """The same workbook with files by name replaced, added, or left out where None."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            if part is not None:
                new.writestr(name, part)
    return buffer.getvalue()


def with_sheet(body: str, head: str = "") -> bytes:
    """A workbook whose only sheet is written by hand."""
    xml = f'<?xml version="1.0" encoding="UTF-8"?>{head}<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>'
    return with_parts(plain(), {_SHEET: xml.encode()})


def sparse() -> bytes:
    """One cell in the last corner of a sheet: 1.4 kB that other readers unfold to gigabytes."""
    return with_sheet(
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    )


def bomb(megabytes: int = 71) -> bytes:
    """A small file that unpacks into very much."""
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>' + "A" * 1_000_000 + "</t></is></c></row>"
    return with_sheet(row * megabytes)


def billion_laughs() -> bytes:
    """Entities that unfold into each other."""
    lines = ["<!ENTITY a0 'ha'>"] + [f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)]
    return with_sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&a9;</t></is></c></row>',
        f"<!DOCTYPE x [{''.join(lines)}]>",
    )


def outside_entity() -> bytes:
    """An entity that is a file of the server."""
    return with_sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>',
        '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    )


def hidden_entity() -> bytes:
    """The same in another encoding, where a search for words does not see it."""
    xml = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]><worksheet xmlns="{_MAIN}"><sheetData/></worksheet>'
    return with_parts(plain(), {_SHEET: xml.encode("utf-16")})


def lying_directory() -> bytes:
    """A directory that says a member is small while it is large."""
    content = bytearray(bomb(40))
    at = content.rfind(b"PK\x01\x02")
    while at >= 0:
        content[at + 24 : at + 28] = (1000).to_bytes(4, "little")
        at = content.rfind(b"PK\x01\x02", 0, at)
    return bytes(content)


def ole(words: bytes = b"") -> bytes:
    """A compound file of before 2007; with these words inside."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + words + b"\0" * 600
