"""What a user should know about how a Word document was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from protoparse.document import Block, ReadingNote
from protoparse.readers.docx_inline import Tally
from protoparse.readers.package import Package
from protoparse.readers.refusals import shown

_MOST_NAMES = 5
_LONGEST_NAME = 120  # characters
FEW_LETTERS = 200  # of the body; below it, pictures are taken for scanned pages


def reading_notes(
    package: Package,
    tally: Tally,
    damaged: Iterable[str],
    external: Iterable[str],
    text: str,
    blocks: Sequence[Block],
) -> Iterator[ReadingNote]:
    """The notes on one document: R010 to R020. `external` are the addresses that it would load in Word."""
    if tally.inserted or tally.deleted:
        yield ReadingNote(
            "R010",
            "info",
            f"В документе есть исправления: вставок принято {tally.inserted}, "
            f"удалений не прочитано {tally.deleted}.",
            f"The document has tracked changes: {tally.inserted} insertions taken, "
            f"{tally.deleted} deletions left out.",
            "Примите или отклоните исправления в Word, чтобы закрепить текст.",
            "Accept or reject the changes in Word to settle the text.",
        )
    if tally.hidden:
        yield ReadingNote(
            "R011",
            "info",
            f"Скрытый текст не прочитан: {tally.hidden} знаков.",
            f"Hidden text left out: {tally.hidden} characters.",
        )
    if tally.chunks:
        yield ReadingNote(
            "R012",
            "info",
            f"В документ вставлены чужие файлы (altChunk): прочитано {tally.chunks}.",
            f"The document imports other files (altChunk): {tally.chunks} read.",
        )
    if tally.skipped_chunks:
        yield ReadingNote(
            "R013",
            "warning",
            f"Вставленные файлы (altChunk) не прочитаны: {tally.skipped_chunks}.",
            f"Imported files (altChunk) not read: {tally.skipped_chunks}.",
            "Откройте документ в Word и сохраните заново: Word перенесёт их текст в документ.",
            "Open the document in Word and save it again: Word moves their text into the document.",
        )
    letters = _letters(text, blocks) if tally.pictures else FEW_LETTERS
    if tally.pictures and letters < FEW_LETTERS:
        yield ReadingNote(
            "R014",
            "warning",
            f"Рисунков {tally.pictures}, а текста почти нет ({letters} знаков): похоже на скан.",
            f"{tally.pictures} pictures and almost no text ({letters} characters): this looks like a scan.",
            "Распознайте страницы (OCR, язык «русский») и разберите результат.",
            "Run OCR (language: Russian) over the pages and parse its result.",
        )
    elif all(block.kind == "furniture" for block in blocks):
        yield ReadingNote(
            "R015",
            "warning",
            "В документе нет текста.",
            "The document has no text.",
            "Проверьте, тот ли это файл.",
            "Check that it is the right file.",
        )
    if any(name.rpartition("/")[2] == "vbaproject.bin" for name in package.entries):
        yield ReadingNote(
            "R016",
            "info",
            "В файле есть макросы; они не читаются и не выполняются.",
            "The file has macros; they are neither read nor run.",
        )
    parts = _listed(damaged)
    if parts:
        yield ReadingNote(
            "R017",
            "warning",
            f"Повреждённые части файла не прочитаны: {parts}.",
            f"Damaged parts of the file were not read: {parts}.",
            "Откройте файл в Word с восстановлением и сохраните заново.",
            "Open and repair the file in Word and save it again.",
        )
    outside = _listed(external)
    if outside:
        yield ReadingNote(
            "R019",
            "info",
            f"Документ ссылается на внешние файлы, они не загружались: {outside}.",
            f"The document refers to outside files, which were not loaded: {outside}.",
        )
    embedded = sum(name.startswith("word/embeddings/") for name in package.entries)
    if embedded:
        yield ReadingNote(
            "R020",
            "info",
            f"Вложенные в документ файлы (OLE) не читаются: {embedded}.",
            f"Files embedded in the document (OLE) are not read: {embedded}.",
        )
    if package.duplicates:
        names = _listed(package.duplicates)
        yield ReadingNote(
            "R018",
            "warning",
            f"Части файла записаны дважды, взята последняя запись: {names}.",
            f"Parts of the file are stored twice, the last one was taken: {names}.",
        )


def _listed(names: Iterable[str]) -> str:
    """Names out of the file as they may be printed: a few of them, cut where they are long."""
    ordered = sorted(set(names))
    shortened = ", ".join(shown(name[:_LONGEST_NAME]) for name in ordered[:_MOST_NAMES])
    return shortened + (f" … ({len(ordered)})" if len(ordered) > _MOST_NAMES else "")


def _letters(text: str, blocks: Sequence[Block]) -> int:
    """The visible characters of the body."""
    return sum(
        len("".join(text[span.start : span.end].split()))
        for block in blocks
        if block.kind != "furniture"
        for span in block.spans
    )
