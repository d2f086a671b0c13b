"""The rungs by which a PDF is read: pdfium; pdfminer where pdfium cannot; qpdf's repair where neither can."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from protoparse.document import ReadingNote
from protoparse.errors import InputError
from protoparse.limits import Limits
from protoparse.readers import pdf_guard
from protoparse.readers.pdf_child import ChildError, ask
from protoparse.readers.pdf_page import PageContent, Rule, Word
from protoparse.readers.pdf_pdfium import PdfiumError, read_pages
from protoparse.readers.refusals import beyond, partial_note

_NEAR = 2000  # bytes between the number of an object and its type
_HEAD = 1024  # bytes in which %PDF must stand
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s{1,4}\d{1,5}\s{1,4}obj\b")
_CATALOGUE = re.compile(rb"/Type\s{0,4}/Catalog\b")

Contents = tuple[list[PageContent], str, list[ReadingNote]]


def read_contents(data: bytes, path: str | None, limits: Limits) -> Contents:
    """The pages, the reader that gave them, and notes on how.

    Raises InputError: R120 password, R121 damaged, R122 no pages, and the codes of limits.
    """
    pdf_guard.check(data, limits, path)
    try:
        pages, total = read_pages(data, limits)
        if all(page.damaged for page in pages):
            raise PdfiumError
    except PdfiumError:
        return _rescued(data, path, limits)
    notes = _cut_short("pages", total, limits)
    return pages, "protoparse-pdf (pdfium)", [*notes, *_second_count(data, total, limits)]


def _cut_short(name: str, total: int, limits: Limits) -> list[ReadingNote]:
    return [partial_note(name, total, limits)] if total > getattr(limits, name) else []


def _rescued(data: bytes, path: str | None, limits: Limits) -> Contents:
    """The pages of a damaged file by pdfminer, else by pdfium from what qpdf makes of it."""
    if b"%PDF" not in data[:_HEAD] or _OBJECT.search(data) is None:
        raise _damaged()
    found = _with_trailer(data, limits)
    if found is not None:
        return found
    reasons: list[str] = []
    try:
        answer, _ = ask("read", data, limits)
        pages = [_page(page) for page in answer["pages"]]
        if any(page.words for page in pages):
            notes = [_RECOVERED, *_cut_short("slow_pages", answer["total"], limits)]
            return pages, "protoparse-pdf (pdfminer)", notes
    except ChildError as error:
        reasons.append(error.reason)
    try:
        _, whole = ask("repair", data, limits)
        pdf_guard.check(whole, limits, path)
        pages, total = read_pages(whole, limits)
        if any(page.words for page in pages):
            return pages, "protoparse-pdf (qpdf, pdfium)", [_RECOVERED, *_cut_short("pages", total, limits)]
    except ChildError as error:
        reasons.append(error.reason)
    except (PdfiumError, InputError):
        pass  # what the repair made is no better than the file
    for name in ("seconds", "memory"):
        if name in reasons:
            raise beyond(path, name, getattr(limits, name), limits)
    raise _damaged(repairable="missing" in reasons)


def _with_trailer(data: bytes, limits: Limits) -> Contents | None:
    """The pages of a file that was cut before its trailer: pdfium finds the objects by itself once it is told
    which of them is the catalogue. None where there is none.
    """
    catalogue = next(_CATALOGUE.finditer(data), None)
    if catalogue is None:
        return None
    owners = _OBJECT.findall(data, max(0, catalogue.start() - _NEAR), catalogue.start())
    if not owners:
        return None
    trailer = b"\nendobj\ntrailer\n<< /Root %s 0 R >>\n%%%%EOF\n" % owners[-1]
    try:
        pages, total = read_pages(data + trailer, limits)
    except (PdfiumError, InputError):
        return None
    if not any(page.words for page in pages):
        return None
    return pages, "protoparse-pdf (pdfium)", [_RECOVERED, *_cut_short("pages", total, limits)]


_RECOVERED = ReadingNote(
    "R025",
    "warning",
    "Файл повреждён; прочитано то, что удалось восстановить, часть текста могла пропасть.",
    "The file is damaged; what could be recovered was read, some of the text may be lost.",
    "Возьмите другую копию файла.",
    "Take another copy of the file.",
)


def _damaged(repairable: bool = False) -> InputError:
    ru = "PDF повреждён: скачайте его заново или откройте в программе просмотра и сохраните копию"
    en = "The PDF is damaged or incomplete: download it again, or open it in a viewer and save a copy"
    if repairable:
        ru += "; или установите дополнение: pip install protoparse[repair]"
        en += "; or install an extra: pip install protoparse[repair]"
    return InputError("R121", ru + ".", en + ".")


def _second_count(data: bytes, total: int, limits: Limits) -> list[ReadingNote]:
    """A note where another reader finds another number of pages.

    It is asked only where the page objects in the file are not as many as the pages that pdfium found.
    """
    if pdf_guard.count_pages(data) in (None, total):
        return []
    try:
        answer, _ = ask("count", data, limits)
    except ChildError:
        return []
    other = answer["total"]
    if other == total:
        return []
    return [
        ReadingNote(
            "R026",
            "warning",
            f"Число страниц неясно: прочитано {total}, другой способ чтения находит {other}.",
            f"The number of pages is unclear: {total} were read, another reader finds {other}.",
            "Откройте файл в программе просмотра и сравните число страниц.",
            "Open the file in a viewer and compare the number of pages.",
        )
    ]


def _page(found: Mapping[str, Any]) -> PageContent:
    """A page as the child's JSON tells it."""
    plain: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in found.items()
        if name not in ("words", "rules")
    }
    words = tuple(Word(**word) for word in found["words"])
    return PageContent(**plain, words=words, rules=tuple(Rule(**rule) for rule in found["rules"]))
