"""The pages of a PDF through pdfium, which is not safe to use from several threads at once.

Hence the lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from protoparse.errors import InputError
from protoparse.limits import Limits
from protoparse.readers.pdf_page import PageContent, Transform
from protoparse.readers.pdf_rules import PageDrawings
from protoparse.readers.pdf_text import Calls, PageText

_LOCK = Lock()
_ERROR_PASSWORD = 4
_ERROR_SECURITY = 5
_A4 = (0.0, 0.0, 595.0, 842.0)


class PdfiumError(Exception):
    """pdfium cannot open this file; another reader may."""


@contextmanager
def opened_pages(data: bytes, limits: Limits) -> Iterator[tuple[Iterator[PageContent], int]]:
    """The pages of the file, as many as `pages` allows, and how many it has.

    Raises InputError for a file that is encrypted or has no pages, PdfiumError where pdfium cannot open it.
    """
    import pypdfium2.raw as pdfium

    with _LOCK, _opened(pdfium, data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count <= 0:
            raise InputError(
                "R122",
                "В PDF нет ни одной страницы: проверьте, тот ли это файл.",
                "The PDF has no pages: check that it is the right file.",
            )
        reader = _Reader(pdfium, limits)
        yield (reader.page(document, index) for index in range(min(count, limits.pages))), count


@contextmanager
def _opened(pdfium: Any, data: bytes) -> Iterator[Any]:
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        if pdfium.FPDF_GetLastError() in (_ERROR_PASSWORD, _ERROR_SECURITY):
            raise InputError(
                "R120",
                "PDF закрыт паролем: снимите защиту и сохраните файл заново.",
                "The PDF is protected by a password: save a copy without it.",
            )
        raise PdfiumError
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


class _Reader:
    """Reads the pages of one document."""

    def __init__(self, pdfium: Any, limits: Limits) -> None:
        self.pdfium = pdfium
        self.limits = limits
        self.calls = Calls(pdfium)
        self.drawings = PageDrawings(pdfium, limits)
        self.families: set[str] = set()

    def page(self, document: Any, index: int) -> PageContent:
        """One page; a page that pdfium cannot load is empty and damaged."""
        page = self.pdfium.FPDF_LoadPage(document, index)
        if not page:
            return PageContent(index + 1, _A4[2], _A4[3], (), (), damaged=True)
        try:
            return self._content(page, index + 1)
        finally:
            self.pdfium.FPDF_ClosePage(page)

    def _content(self, page: Any, number: int) -> PageContent:
        pdfium = self.pdfium
        box = pdfium.FS_RECTF()
        found = pdfium.FPDF_GetPageBoundingBox(page, box)
        bounds = (box.left, box.bottom, box.right, box.top) if found else _A4
        text_page = pdfium.FPDFText_LoadPage(page)
        if not text_page:
            return PageContent(number, bounds[2] - bounds[0], bounds[3] - bounds[1], (), (), damaged=True)
        try:
            text = PageText(pdfium, self.calls, text_page, self.families, self.limits.letters)
            direction = text.direction()
            transform, width, height = _upright(bounds, direction)
            words = text.words(transform, direction)
        finally:
            pdfium.FPDFText_ClosePage(text_page)
        rules, pictures, met = self.drawings.read(page, transform, width * height)
        return PageContent(
            number,
            width,
            height,
            tuple(words),
            tuple(rules),
            pictures,
            letters=text.letters,
            unusable=text.unusable,
            repaired_fonts=tuple(sorted(text.repaired)),
            cut=tuple(name for name in ("letters" if text.cut else None, met) if name is not None),
        )


def _upright(bounds: tuple[float, float, float, float], direction: int) -> tuple[Transform, float, float]:
    """From the page's own coordinates to points from the top-left corner with the writing upright.

    What counts is where the writing runs, not the rotation that the page asks for: a sheet scanned or laid
    sideways is read like any other.
    """
    left, bottom, right, top = bounds
    width, height = right - left, top - bottom
    if direction == 1:
        return ((0.0, 1.0, 1.0, 0.0, -bottom, -left), height, width)
    if direction == 2:
        return ((-1.0, 0.0, 0.0, 1.0, right, -bottom), width, height)
    if direction == 3:
        return ((0.0, -1.0, -1.0, 0.0, top, right), height, width)
    return ((1.0, 0.0, 0.0, -1.0, -left, top), width, height)
