"""What stands on paper: the words and codes of a PDF."""

from __future__ import annotations

import io

import pypdf
import pypdfium2
import zxingcpp


def opened(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def words(content: bytes) -> str:
    text = "\n".join(page.extract_text() for page in opened(content).pages)
    return " ".join(text.replace("\u200b", "").split())


def codes(content: bytes) -> list[str]:
    page = pypdfium2.PdfDocument(content)[0].render(scale=2).to_pil()
    return [found.text for found in zxingcpp.read_barcodes(page)]
