"""What a user is told about the pages of a PDF: what was not read, what is not to be trusted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from protoparse.document import ReadingNote
from protoparse.errors import InputError
from protoparse.limits import Limits
from protoparse.readers.pdf_page import PageContent
from protoparse.readers.refusals import partial_note

UNUSABLE_SHARE = 0.2  # of the letters of a page: more without Unicode, and the text layer is no text


def content_notes(contents: Sequence[PageContent], limits: Limits) -> list[ReadingNote]:
    """What a user should know about the pages, R021 to R023, R027 and the codes of limits.

    Raises InputError where nothing could be read: R124 no text layer (a scan), R125 one that is not text.
    """
    silent = [page.number for page in contents if not page.words and page.pictures]
    if not any(page.words for page in contents):
        raise InputError(
            "R124",
            "В PDF нет текстового слоя (скан или рисунок): распознайте его, например командой "
            "«ocrmypdf -l rus вход.pdf выход.pdf».",
            "The PDF has no text layer (a scan): recognise it first, e.g. with "
            "«ocrmypdf -l rus input.pdf output.pdf».",
        )
    garbled = [
        page.number
        for page in contents
        if page.unusable > UNUSABLE_SHARE * max(page.letters, page.unusable, 1)
    ]
    if garbled and len(garbled) == sum(bool(page.words) for page in contents):
        raise InputError(
            "R125",
            "Текстовый слой PDF нечитаем (у букв нет кодов Юникода): распознайте файл заново, например "
            "командой «ocrmypdf --force-ocr -l rus вход.pdf выход.pdf».",
            "The text layer of the PDF is unusable (letters without Unicode): recognise it anew, e.g. with "
            "«ocrmypdf --force-ocr -l rus input.pdf output.pdf».",
        )
    notes = [
        *_listing(
            silent,
            "R021",
            "warning",
            "Страницы без текстового слоя не прочитаны: {}.",
            "Pages without a text layer were not read: {}.",
            "Распознайте их, например: ocrmypdf -l rus --skip-text вход.pdf выход.pdf",
            "Recognise them, e.g. ocrmypdf -l rus --skip-text input.pdf output.pdf",
        ),
        *_listing(
            garbled,
            "R022",
            "warning",
            "На этих страницах много букв без кодов Юникода, текст ненадёжен: {}.",
            "Many letters on these pages have no Unicode, their text is not to be trusted: {}.",
        ),
        *_listing(
            sorted({font for page in contents for font in page.repaired_fonts}),
            "R023",
            "info",
            "Буквы восстановлены по номерам глифов, в файле нет их кодов (шрифты: {}).",
            "Letters were restored from glyph numbers, as the file has no codes for them: {}.",
        ),
    ]
    for name in ("letters", "rules", "objects"):
        cut = [page.number for page in contents if name in page.cut]
        if cut:
            listed = ", ".join(map(str, cut))
            most = getattr(limits, name) + 1
            notes.append(partial_note(name, most, limits, f" (страницы {listed})", f" (pages {listed})"))
    notes += _listing(
        [page.number for page in contents if page.damaged],
        "R027",
        "error",
        "Страницы повреждены и не прочитаны: {}.",
        "Damaged pages were not read: {}.",
        "Возьмите другую копию файла.",
        "Take another copy of the file.",
    )
    return notes


def _listing(
    listed: Sequence[int | str],
    code: str,
    severity: Literal["error", "warning", "info"],
    ru: str,
    en: str,
    hint_ru: str | None = None,
    hint_en: str | None = None,
) -> list[ReadingNote]:
    """A note that names these pages or fonts where «{}» stands; none where there are none."""
    if not listed:
        return []
    names = ", ".join(map(str, listed))
    return [ReadingNote(code, severity, ru.format(names), en.format(names), hint_ru, hint_en)]
