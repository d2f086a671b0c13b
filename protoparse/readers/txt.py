"""Text files: `read_txt`.

Encoding by content, lines wrapped at a width joined, drawn tables read, pages by form feed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256
from itertools import islice, pairwise
from typing import NamedTuple

from protoparse.document import Block, BlockKind, Cell, Document, ReadingNote, Span, Style, Table, numbered
from protoparse.errors import InputError
from protoparse.limits import DEFAULT_LIMITS, Limits
from protoparse.pattern import Pattern
from protoparse.readers.lines import (
    Column,
    Line,
    alignment_of,
    ends_sentence,
    is_cut,
    label_of,
    leaves_room,
    opens_small,
    paragraphs,
    spans_of,
)
from protoparse.readers.refusals import partial_note
from protoparse.readers.txt_columns import UNLIMITED, column_of, measured, span_of
from protoparse.readers.txt_encoding import Decoded, decode
from protoparse.readers.txt_furniture import furniture_of
from protoparse.readers.txt_tables import Drawn, TableFinder, TextLine, is_border

LONG_ENOUGH = 60  # characters: a shorter paragraph is hardly one that a page edge broke
BINARY_SHARE = 0.05  # of control characters: more, and the file is no text

_SMALL_KEY = Pattern(r"^[а-яё][а-яё ]{2,30}:")
_CONTROL = Pattern(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class _Found(NamedTuple):
    """A table, or lines that belong to one stretch of prose, in the order of the file."""

    lines: tuple[Line, ...] = ()
    table: Drawn | None = None


def read_txt(data: bytes, path: str | None, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in a text file.

    Raises InputError: R148 nothing but white space, R145 not text.
    """
    decoded = decode(data)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    passed: list[tuple[str, int]] = []
    if len(text) > limits.characters:
        passed.append(("characters", len(text)))
        text = text[: limits.characters]
    if text.count("\n") + text.count("\f") > limits.paragraphs:
        passed.append(("paragraphs", text.count("\n") + text.count("\f")))
        text = _first_lines(text, limits.paragraphs)
    zeros = text.count("\x00")
    text = text.replace("\x00", "").removeprefix("\ufeff")
    if not text.strip():
        raise InputError(
            "R148",
            "Файл пуст: в нём нет ни одной буквы; проверьте, тот ли это файл.",
            "The file is empty: it holds no letters; check that it is the right one.",
        )
    if len(_CONTROL.findall(text)) > BINARY_SHARE * len(text):
        raise InputError(
            "R145",
            "Это не текстовый файл: сохраните документ как .docx, .pdf или .txt.",
            "This is not a text file: save the document as .docx, .pdf or .txt.",
        )
    lines, starts = _text_lines(text)
    blocks = _blocks(lines, text)
    return Document(
        path=path,
        format="txt",
        sha256=sha256(data).hexdigest(),
        size=len(data),
        text=text,
        blocks=tuple(blocks),
        page_starts=tuple(starts) if len(starts) > 1 else (),
        encoding=decoded.encoding,
        reader="protoparse-txt",
        notes=(*_notes(decoded, zeros), *(partial_note(name, value, limits) for name, value in passed)),
    )


def _first_lines(text: str, most: int) -> str:
    """The first so many lines and pages of a text."""
    ends = islice(re.finditer(r"[\n\f]", text), most - 1, None)
    return text[: next(ends).end()]


def _notes(decoded: Decoded, zeros: int) -> list[ReadingNote]:
    notes: list[ReadingNote] = []
    if decoded.mixed:
        notes.append(
            ReadingNote(
                "R041",
                "warning",
                "Строки файла в разных кодировках: каждая прочитана в своей.",
                "The lines of the file differ in encoding: each was read in its own.",
            )
        )
    if decoded.replaced:
        notes.append(
            ReadingNote(
                "R042",
                "warning",
                f"Не удалось прочитать символов: {decoded.replaced}; вместо них стоит «\ufffd».",
                f"Characters that could not be decoded: {decoded.replaced}; «\ufffd» stands for them.",
            )
        )
    if zeros:
        notes.append(
            ReadingNote(
                "R043",
                "info",
                f"Пропущены нулевые символы: {zeros}.",
                f"Null characters were left out: {zeros}.",
            )
        )
    return notes


def _text_lines(text: str) -> tuple[list[TextLine], list[int]]:
    """The physical lines and where pages begin; a form feed ends a line and a page."""
    lines: list[TextLine] = []
    starts = [0]
    offset = 0
    for part in re.split(r"([\n\f])", text):
        if part == "\n":
            offset += 1
        elif part == "\f":
            offset += 1
            starts.append(offset)
        else:
            lines.append(TextLine(offset, offset + len(part), part, len(starts), len(lines)))
            offset += len(part)
    if len(starts) > 1 and not text[starts[-1] :].strip():
        starts.pop()  # a form feed at the very end opens no page
    return lines, starts


def _blocks(lines: Sequence[TextLine], text: str) -> list[Block]:
    outside = furniture_of(lines)
    finder = TableFinder(lines)
    found: list[_Found] = []
    prose: list[Line] = []
    furniture: list[tuple[Span, ...]] = []
    position = 0
    while position < len(lines):
        line = lines[position]
        if line.blank:
            position += 1
            continue
        if line.index in outside:
            furniture.append((span_of(line),))
            position += 1
            continue
        table = finder.at(position)
        if table is not None and not outside.isdisjoint(range(table.first, table.after)):
            table = None
        if table is None and is_border(line.text):
            furniture.append((span_of(line),))
            position += 1
            continue
        if table is None:
            prose.append(measured(line))
            position += 1
            continue
        if prose:
            found.append(_Found(tuple(prose)))
            prose = []
        found.append(_Found(table=table))
        if table.furniture:
            furniture.append(table.furniture)
        position = table.after
    if prose:
        found.append(_Found(tuple(prose)))
    column = column_of([line for part in found for line in part.lines])
    blocks: list[Block] = [_plain(spans, "furniture", text) for spans in furniture]
    for part in found:
        if part.table is not None:
            blocks.append(_table(part.table, text))
        else:
            blocks.extend(
                _block(paragraph, column) for paragraph in _over_gaps(paragraphs(part.lines, column), column)
            )
    blocks.sort(key=lambda block: block.spans[0].start)
    return numbered(_paged(blocks, lines) if lines[-1].page > 1 else blocks)


def _over_gaps(parts: list[list[Line]], column: Column) -> list[list[Line]]:
    """Joins a paragraph that a converter's page break or a blank line cut in the middle of a sentence."""
    result: list[list[Line]] = []
    for position, part in enumerate(parts):
        following = parts[position + 1] if position + 1 < len(parts) else None
        if result and _broken_sentence(result[-1], part, following, column):
            result[-1].extend(part)
        else:
            result.append(part)
    return result


def _broken_sentence(
    above: Sequence[Line], below: Sequence[Line], following: Sequence[Line] | None, column: Column
) -> bool:
    last, first = above[-1], below[0]
    if first.top - last.top <= 1 and first.page == last.page:
        return False
    if not opens_small(first.text) or label_of(first.text) is not None or _SMALL_KEY.match(first.text):
        return False
    if first.text.startswith("("):
        return False  # a remark of its own: «(прилагается)»
    if is_cut(last.text) and not last.gapped:
        return True
    if ends_sentence(last.text) or last.text.rstrip().endswith(",") or last.gapped or first.gapped:
        return False
    if column.right < UNLIMITED and leaves_room(last, first, column):
        return False
    if opens_small(above[0].text) or (following is not None and opens_small(following[0].text)):
        return False  # a list of entries in small letters
    return sum(len(line.text) for line in above[-LONG_ENOUGH:]) >= LONG_ENOUGH


def _block(lines: Sequence[Line], column: Column) -> Block:
    align = None
    if column.right < UNLIMITED:
        places = {alignment_of(line, column) for line in lines}
        align = places.pop() if len(places) == 1 else "left"
    return Block(
        id=0,
        kind="para",
        spans=spans_of(_without_breaks(lines)),
        page=None,
        list_label=label_of(lines[0].text),
        style=Style(align=align),
    )


def _without_breaks(lines: Sequence[Line]) -> list[Line]:
    """Lines that follow each other reach to the next one's indent, so that they make one span."""
    result = list(lines)
    for position, (above, below) in enumerate(pairwise(lines)):
        if below.top - above.top == 1 and above.page == below.page:
            result[position + 1] = below._replace(start=result[position].end + 1)
    return result


def _plain(spans: tuple[Span, ...], kind: BlockKind, text: str) -> Block:
    opening = text[spans[0].start : spans[0].end]
    return Block(id=0, kind=kind, spans=spans, list_label=label_of(opening) if kind == "para" else None)


def _table(drawn: Drawn, text: str) -> Block:
    cells: list[Cell] = []
    spans: list[Span] = []
    for cell in drawn.cells:
        spans.extend(cell.spans)
        cells.append(Cell(cell.row, cell.column, blocks=tuple(_cell_blocks(cell.spans, text, drawn.wrapped))))
    spans.sort(key=lambda span: span.start)
    merged = spans[:1]
    for span in spans[1:]:
        if text[merged[-1].end : span.start].isspace():
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return Block(
        id=0,
        kind="table",
        spans=tuple(merged),
        table=Table(drawn.rows, drawn.columns, tuple(cells), drawn.bordered),
    )


def _cell_blocks(spans: Sequence[Span], text: str, wrapped: bool) -> list[Block]:
    """The paragraphs of a cell: where lines are cut, they are full when measured by the longest of them."""
    measured: list[Line] = []
    for number, span in enumerate(spans):
        body = text[span.start : span.end]
        head = float(len(body.split(None, 1)[0]))
        measured.append(Line(body, span.start, span.end, 0.0, float(len(body)), float(number), head=head))
    longest = max((line.right for line in measured), default=0.0)
    room = Column(0.0, longest if wrapped else UNLIMITED, 1.0, 1.0)
    return [
        Block(id=0, kind="para", spans=_cell_spans(part, text), list_label=label_of(part[0].text))
        for part in paragraphs(measured, room)
    ]


def _cell_spans(lines: Sequence[Line], text: str) -> tuple[Span, ...]:
    """The spans of lines between bars, which may touch the letters.

    The space before a line keeps it apart.
    """
    spans = [Span(lines[0].start, lines[0].end)]
    for line in lines[1:]:
        last = spans[-1]
        if text[last.end : line.start].isspace():
            spans[-1] = Span(last.start, line.end)
        elif text[last.end].isspace():
            spans[-1] = Span(last.start, last.end + 1)
            spans.append(Span(line.start, line.end))
        else:
            spans.append(Span(line.start - text[line.start - 1].isspace(), line.end))
    return tuple(spans)


def _paged(blocks: Sequence[Block], lines: Sequence[TextLine]) -> list[Block]:
    """The same blocks, which are in reading order, with the pages that form feeds part."""
    result: list[Block] = []
    position = 0
    for block in blocks:
        while position + 1 < len(lines) and lines[position + 1].start <= block.spans[0].start:
            position += 1
        page, table = lines[position].page, block.table
        if table is not None:
            cells = [
                cell._replace(blocks=tuple(part._replace(page=page) for part in cell.blocks))
                for cell in table.cells
            ]
            table = table._replace(cells=tuple(cells))
        result.append(block._replace(page=page, table=table))
    return result
