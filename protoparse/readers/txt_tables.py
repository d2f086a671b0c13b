"""Tables drawn with characters: tabs, pipes and box lines, columns of spaces, one cell a line.

Each finder looks at the lines of a file from a given position and answers with a `Drawn` table or None. What
draws the table (pipes, box lines, dashes) is furniture and is answered apart from the cells.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from protoparse.document import Span
from protoparse.pattern import Pattern
from protoparse.readers.lines import opens_small

BAR = Pattern(r"[|│┃║¦]")
_CORNERS = frozenset("+┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╒╓╕╖╘╙╛╜╞╟╡╢╤╥╧╨╪╫")
_STROKES = ("--", "==", "──", "━━", "══", "┄┄", "┈┈")
_BORDER_SIGNS = _CORNERS | frozenset(" \t:|│┃║¦-=─━═┄┈")
_WIDE = Pattern(r"\s{2,}")
_NUMBER = Pattern(r"\s*(\d{1,3})[.)\s]|\s*(\d{1,3})$")
_GUTTER = re.compile(rb"(?<=\x01)\x00{2,}(?=\x01)")
_FEWEST_SPACED_ROWS = 3
_LONG_IN_VAIN = 50  # lines
_PROBE = 50  # rows after which a table with an empty column is given up


@dataclass(frozen=True, slots=True)
class TextLine:
    """A physical line.

    Its offsets in the text (line break left out), its characters, its page and its index.
    """

    start: int
    end: int
    text: str
    page: int
    index: int

    @property
    def blank(self) -> bool:
        return not self.text.strip()


class CellText(NamedTuple):
    """A cell of a drawn table: grid place and the stretches of the text that its lines are."""

    row: int
    column: int
    spans: tuple[Span, ...]


class Drawn(NamedTuple):
    """A table found in lines `first` to `after` (exclusive): its size, its cells, what draws it.

    `wrapped` is False where a line of a cell is a paragraph of its own.
    """

    first: int
    after: int
    rows: int
    columns: int
    cells: tuple[CellText, ...]
    furniture: tuple[Span, ...] = ()
    bordered: bool = True
    wrapped: bool = True


_Found = tuple[Drawn | None, int]  # what was found, and the line up to which was looked
_Finder = Callable[[Sequence[TextLine], int], _Found]


class TableFinder:
    """Finds the tables of a file, asked for one line after the other.

    A finder that looked at many lines in vain is not asked again inside them, lest a hostile file be looked
    through from each of its lines anew.
    """

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self._lines = lines
        self._from: dict[_Finder, int] = {}

    def at(self, position: int) -> Drawn | None:
        """The table that begins at a line, None where none does."""
        text = self._lines[position].text
        if BAR.search(text) or is_border(text):
            found = self._try(_ruled, position)
            if found is not None:
                return found
        if "\t" in text:
            return self._try(_tabbed, position) or self._try(_cell_a_line, position)
        return self._try(_spaced, position)

    def _try(self, finder: _Finder, position: int) -> Drawn | None:
        if position < self._from.get(finder, 0):
            return None
        found, seen = finder(self._lines, position)
        if found is None and seen - position > _LONG_IN_VAIN:
            self._from[finder] = seen
        return found


def is_border(text: str) -> bool:
    """Whether a line draws a table and holds nothing else.

    >>> is_border("|---|:--|"), is_border("├──┼──┤"), is_border("| a | b |"), is_border("  - ")
    (True, True, False, False)
    """
    return any(stroke in text for stroke in _STROKES) and _BORDER_SIGNS.issuperset(text)


def _trimmed(start: int, text: str) -> Span | None:
    """The stretch of `text`, which begins at offset `start`, without the white space around it."""
    stripped = text.strip()
    if not stripped:
        return None
    begin = start + len(text) - len(text.lstrip())
    return Span(begin, begin + len(stripped))


def _ruled(lines: Sequence[TextLine], position: int) -> _Found:
    """Rows between bars: Markdown, box drawing, `+---+` grids."""
    after = position
    bars = 0
    while after < len(lines):
        text = lines[after].text
        if is_border(text):
            after += 1
        elif len(BAR.findall(text)) >= (1 if bars else 2) and (not bars or _same_bars(text, bars)):
            bars = bars or len(BAR.findall(text))
            after += 1
        else:
            break
    seen = after
    while after > position and is_border(lines[after - 1].text) and not BAR.search(lines[after - 1].text):
        if not _draws_corner(lines[after - 1].text):
            after -= 1
        else:
            break
    inside = [line for line in lines[position:after] if not is_border(line.text)]
    if len(inside) < 2 or bars == 0:
        return None, seen
    borders = [line for line in lines[position:after] if is_border(line.text)]
    boxed = sum(position < line.index - lines[0].index < after - 1 for line in borders) >= 2
    rows: list[list[list[Span]]] = []
    furniture: list[Span] = []
    fresh = True
    for line in lines[position:after]:
        if is_border(line.text):
            span = _trimmed(line.start, line.text)
            if span is not None:
                furniture.append(span)
            fresh = True
            continue
        parts, marks = _between_bars(line)
        furniture.extend(marks)
        filled = [span is not None for span in parts]
        goes_on = bool(rows) and not fresh and (boxed or _rest_of_row(line, parts))
        if not goes_on:
            rows.append([[] for _ in parts])
        row = rows[-1]
        for column, span in enumerate(parts):
            if filled[column] and span is not None:
                while len(row) <= column:
                    row.append([])
                row[column].append(span)
        fresh = False
    columns = max(len(row) for row in rows)
    if columns < 2 or len(rows) < 2:
        return None, seen
    cells = tuple(
        CellText(number, column, tuple(spans))
        for number, row in enumerate(rows)
        for column, spans in enumerate(row)
    )
    return Drawn(position, after, len(rows), columns, cells, tuple(furniture)), seen


def _same_bars(text: str, bars: int) -> bool:
    return abs(len(BAR.findall(text)) - bars) <= 1


def _draws_corner(text: str) -> bool:
    return not _CORNERS.isdisjoint(text)


def _between_bars(line: TextLine) -> tuple[list[Span | None], list[Span]]:
    """The cells of a row line and the bars between them; outer bars bound no cell."""
    places = [found.start() for found in BAR.finditer(line.text)]
    marks = [Span(line.start + place, line.start + place + 1) for place in places]
    edges = [-1, *places, len(line.text)]
    parts = [
        _trimmed(line.start + low + 1, line.text[low + 1 : high]) for low, high in itertools.pairwise(edges)
    ]
    if not line.text[: places[0]].strip():
        parts = parts[1:]
    if parts and not line.text[places[-1] + 1 :].strip():
        parts = parts[:-1]
    return parts, marks


def _rest_of_row(line: TextLine, parts: Sequence[Span | None]) -> bool:
    """Whether a row line without its first cell goes on with the cells of the line above."""
    if not parts or parts[0] is not None:
        return False
    texts = [line.text[span.start - line.start : span.end - line.start] for span in parts if span is not None]
    return bool(texts) and any(opens_small(text) for text in texts)


def _tabbed(lines: Sequence[TextLine], position: int) -> _Found:
    """Rows of cells parted by single tabs; a blank line may stand between two rows."""
    width = lines[position].text.count("\t") + 1
    ruled = (
        position + 1 < len(lines) and "\t" in lines[position + 1].text and is_border(lines[position + 1].text)
    )
    rows: list[TextLine] = []
    furniture: list[Span] = []
    after = position
    cursor = position
    while cursor < len(lines) and cursor - after <= 1:
        line = lines[cursor]
        if not line.blank:
            if any(cell and not cell.strip("_") for cell in _cells(line)):
                break  # a place to sign
            cells_here = line.text.count("\t") + 1
            if cells_here != width and not (
                rows and 2 <= cells_here < width and (ruled or cells_here == width - 1)
            ):
                break
            if len(rows) == _PROBE and not all(_used(rows, width)):
                return None, cursor
            if is_border(line.text):
                furniture.extend(span for span in [_trimmed(line.start, line.text)] if span is not None)
            else:
                rows.append(line)
            after = cursor + 1
        cursor += 1
    if len(rows) < 2:
        return None, cursor
    filled = [_cells(row) for row in rows]
    whole = sum(row.text.count("\t") + 1 == width for row in rows)
    if whole < 2 and not filled[0][0]:  # one line with a gap among lines with an indent
        return None, cursor
    if not all(_used(rows, width)) or sum(bool(cell) for cell in filled[0]) < 2:
        return None, cursor
    if width == 2 and (len(rows) < 3 or sum(all(row) for row in filled) < 0.7 * len(filled)):
        return None, cursor
    cells: list[CellText] = []
    for number, row in enumerate(rows):
        offset = row.start
        for column, part in enumerate(row.text.split("\t")):
            span = _trimmed(offset, part)
            cells.append(CellText(number, column, (span,) if span is not None else ()))
            offset += len(part) + 1
    return Drawn(position, after, len(rows), width, tuple(cells), tuple(furniture)), cursor


def _cells(row: TextLine) -> list[str]:
    return [cell.strip() for cell in row.text.split("\t")]


def _used(rows: Sequence[TextLine], width: int) -> list[bool]:
    """For each column whether any row has something in it."""
    used = [False] * width
    for row in rows:
        for column, cell in enumerate(_cells(row)[:width]):
            used[column] = used[column] or bool(cell)
    return used


def _cell_a_line(lines: Sequence[TextLine], position: int) -> _Found:
    """Cells on lines of their own, each opened by a tab, the way some converters empty Word tables.

    The number of columns is the one that puts the row numbers 1, 2, 3 … into the first column.
    """
    if not lines[position].text.startswith("\t"):
        return None, position
    if position and lines[position - 1].text.startswith("\t"):
        return None, position  # tried at the first of these lines
    cells: list[list[TextLine]] = []
    after = position
    for cursor in range(position, len(lines)):
        line = lines[cursor]
        if line.text.startswith("\t"):
            if line.text.lstrip("\t").count("\t") or line.text.startswith("\t\t"):
                break
            cells.append([line])
            after = cursor + 1
        elif line.blank:
            later = next((other for other in lines[cursor : cursor + 7] if not other.blank), None)
            if later is None or not later.text.startswith("\t"):
                break
        elif cells:
            cells[-1].append(line)
            after = cursor + 1
    texts = [" ".join(line.text.strip() for line in cell).strip() for cell in cells]
    for columns in range(2, 7):
        if len(texts) < 3 * columns or len(texts) % columns:
            continue
        firsts = [_NUMBER.match(text) for text in texts[::columns]]
        numbers = [int(found[1] or found[2]) for found in firsts if found is not None]
        body = firsts[1:]
        if (
            numbers[:2] == [1, 2]
            and numbers == list(range(1, len(numbers) + 1))
            and (len(numbers) >= len(body) - 1)
        ):
            spans = [
                tuple(span for line in cell if (span := _trimmed(line.start, line.text)) is not None)
                for cell in cells
            ]
            found_cells = tuple(
                CellText(index // columns, index % columns, part) for index, part in enumerate(spans)
            )
            return Drawn(position, after, len(texts) // columns, columns, found_cells, wrapped=False), after
    return None, after


def _spaced(lines: Sequence[TextLine], position: int) -> _Found:
    """Three columns or more kept apart by spaces, the same gutters in every line."""
    if len(_WIDE.split(lines[position].text.strip())) < 3 or "___" in lines[position].text:
        return None, position
    if not any(_NUMBER.match(line.text) for line in lines[position : position + 3]):
        return None, position
    block: list[TextLine] = []
    taken = bytearray()
    for line in itertools.islice(lines, position, None):
        if line.blank or "___" in line.text or "\t" in line.text or is_border(line.text):
            break
        wider = _taken(taken, line.text)
        if len(_gutters(wider)) < 2:
            break
        taken = wider
        block.append(line)
    if len(block) < _FEWEST_SPACED_ROWS:
        return None, position + len(block)
    gutters = _gutters(taken)
    edges = [0, *[(low + high) // 2 for low, high in gutters], max(len(line.text) for line in block)]
    columns = len(edges) - 1
    rows: list[list[list[Span]]] = []
    numbered = 0
    for line in block:
        parts = [_trimmed(line.start + low, line.text[low:high]) for low, high in itertools.pairwise(edges)]
        if parts[0] is not None or not rows:
            rows.append([[] for _ in range(columns)])
            numbered += _NUMBER.match(line.text[: edges[1]]) is not None
        for column, span in enumerate(parts):
            if span is not None:
                rows[-1][column].append(span)
    complete = sum(all(row) for row in rows)
    if len(rows) < _FEWEST_SPACED_ROWS or complete < 0.6 * len(rows) or numbered < len(rows) - 1:
        return None, position + len(block)
    cells = tuple(
        CellText(number, column, tuple(spans))
        for number, row in enumerate(rows)
        for column, spans in enumerate(row)
    )
    return Drawn(position, position + len(block), len(rows), columns, cells, bordered=False), position + len(
        block
    )


def _taken(before: bytearray, text: str) -> bytearray:
    """The character columns that hold letters once a line is added."""
    result = before.ljust(len(text), b"\0")
    for place, letter in enumerate(text):
        if not letter.isspace():
            result[place] = 1
    return result


def _gutters(taken: bytearray) -> list[tuple[int, int]]:
    """Runs of two or more character columns that are blank in every line and stand between letters."""
    return [found.span() for found in _GUTTER.finditer(taken)]
