"""The rungs by which a PDF is read: pdfium; pdfminer where pdfium cannot; qpdf's repair where neither can."""

from __future__ import annotations

import re

from protoparse.document import ReadingNote
from protoparse.errors import InputError
from protoparse.limits import Limits
from protoparse.readers import pdf_guard
from protoparse.readers.pdf_child import Answer, ChildError, ask
from protoparse.readers.pdf_guard import Verdict
from protoparse.readers.pdf_page import PageContent
from protoparse.readers.pdf_pdfium import PdfiumError, opened_pages
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
    verdict = pdf_guard.check(data, limits, path)
    try:
        answer = _by_pdfium(verdict, limits)
        if all(page.damaged for page in answer.pages):
            raise PdfiumError
    except PdfiumError:
        return _rescued(verdict, path, limits)
    except ChildError as error:
        raise beyond(path, error.reason, getattr(limits, error.reason), limits) from error
    notes = [*_cut_short("pages", answer, limits), *_second_count(verdict.data, answer.total, limits)]
    return answer.pages, "protoparse-pdf (pdfium)", notes


def _by_pdfium(verdict: Verdict, limits: Limits) -> Answer:
    """The pages by pdfium, here or in a process of its own.

    Raises PdfiumError where it cannot open the file, ChildError for a limit of that process, InputError.
    """
    if verdict.apart:
        try:
            return ask("pages", verdict.data, limits)
        except ChildError as error:
            if error.reason in ("seconds", "memory"):
                raise
            raise PdfiumError from error
    with opened_pages(verdict.data, limits) as (pages, total):
        return Answer(total, list(pages))


def _cut_short(name: str, answer: Answer, limits: Limits) -> list[ReadingNote]:
    """Notes for pages beyond a limit of their number, and for those to which the reader did not come."""
    notes = [partial_note(name, answer.total, limits)] if answer.total > getattr(limits, name) else []
    if answer.ended is not None:
        read, total = len(answer.pages), answer.total
        where = f" (страниц {read} из {total})", f" ({read} pages of {total})"
        notes.append(partial_note(answer.ended, getattr(limits, answer.ended), limits, *where))
    return notes


def _rescued(verdict: Verdict, path: str | None, limits: Limits) -> Contents:
    """The pages of a damaged file by pdfminer, else by pdfium from what qpdf makes of it."""
    data = verdict.data
    if b"%PDF" not in data[:_HEAD] or _OBJECT.search(data) is None:
        raise _damaged()
    found = _with_trailer(verdict, limits)
    if found is not None:
        return found
    reasons: list[str] = []
    try:
        answer = ask("slow pages", data, limits)
        if any(page.words for page in answer.pages):
            notes = [_RECOVERED, *_cut_short("slow_pages", answer, limits)]
            return answer.pages, "protoparse-pdf (pdfminer)", notes
    except ChildError as error:
        reasons.append(error.reason)
    try:
        whole = ask("repair", data, limits).made
        answer = _by_pdfium(pdf_guard.check(whole, limits, path), limits)
        if any(page.words for page in answer.pages):
            notes = [_RECOVERED, *_cut_short("pages", answer, limits)]
            return answer.pages, "protoparse-pdf (qpdf, pdfium)", notes
    except ChildError as error:
        reasons.append(error.reason)
    except (PdfiumError, InputError):
        pass  # what the repair made is no better than the file
    for name in ("seconds", "memory"):
        if name in reasons:
            raise beyond(path, name, getattr(limits, name), limits)
    raise _damaged(repairable="missing" in reasons)


def _with_trailer(verdict: Verdict, limits: Limits) -> Contents | None:
    """The pages of a file that was cut before its trailer: pdfium finds the objects by itself once it is told
    which of them is the catalogue. None where there is none.
    """
    data = verdict.data
    catalogue = next(_CATALOGUE.finditer(data), None)
    if catalogue is None:
        return None
    owners = _OBJECT.findall(data, max(0, catalogue.start() - _NEAR), catalogue.start())
    if not owners:
        return None
    trailer = b"\nendobj\ntrailer\n<< /Root %s 0 R >>\n%%%%EOF\n" % owners[-1]
    try:
        answer = _by_pdfium(Verdict(data + trailer, verdict.apart), limits)
    except (PdfiumError, InputError, ChildError):
        return None
    if not any(page.words for page in answer.pages):
        return None
    return answer.pages, "protoparse-pdf (pdfium)", [_RECOVERED, *_cut_short("pages", answer, limits)]


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
        other = ask("count", data, limits).total
    except ChildError:
        return []
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
