"""A document as a list of units to label: paragraphs and tables in reading order, cleaned and folded.

Furniture is left out, tables that are mere layout become lines, a paragraph is cut where the author broke the
line or where a grammar says that a label starts in its middle.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from protoparse.document import Block, Cell, Document, Span
from protoparse.fields.position_words import post_forms
from protoparse.list_label import ListLabel, find_label
from protoparse.pattern import Pattern
from protoparse.view import View, clean, fold

# Lines of these alone are rules, not text.
LAYOUT = " \t\n\r\f\v\u00a0\u2002\u2003\u2009\u202f\u00ad\u200b\ufeff_-–—=.|~*"
_SIGNS = Pattern(
    r"\W*(?:зам\.?\s*|отв\.?\s*|ответственный\s+)?(?:председател|секретар|директор|заведующ|руководител"
    r"|глава|начальник|члены?\b)",
    re.IGNORECASE,
)


class CellView(NamedTuple):
    """A table cell: its place, its extent, the clean views of its paragraphs."""

    row: int
    column: int
    row_span: int
    column_span: int
    parts: tuple[View, ...]

    @property
    def view(self) -> View:
        return View.join(self.parts)


@dataclass(slots=True)
class Unit:
    """One paragraph, or a part of one, or one table, ready for labelling.

    `view` is the clean text with its offset map (for a table: all cells joined), `folded` what marks match:
    the fold view behind the list label. `broken` is true where the unit follows its neighbour inside one
    paragraph.
    """

    index: int
    view: View
    spans: tuple[Span, ...]
    block: Block
    label: ListLabel | None = None
    folded: str = ""
    rows: tuple[tuple[CellView, ...], ...] = ()
    broken: bool = False
    cut: bool = False
    through: int = -1  # index of the last unit joined to this one, -1 where none is
    shapes: dict[str, bool] = field(default_factory=dict)
    evidence: dict[str, Mapping[str, tuple[float, tuple[str, ...], bool]]] = field(default_factory=dict)

    @property
    def is_table(self) -> bool:
        return bool(self.rows)

    @property
    def text(self) -> str:
        """The clean text with single spaces."""
        return self.view.flat

    def follows(self, other: Unit) -> bool:
        """Whether nothing stands between the other unit and this one."""
        return self.index == max(other.index, other.through) + 1

    @property
    def content(self) -> View:
        """The view behind the list label."""
        return self.view.cut(self.label.end) if self.label else self.view


_LABELLED_VALUE = Pattern(r"(?:№\s?)?[А-ЯЁа-яё][А-ЯЁа-яё ]{2,30}:\s*\S")  # «Дата: 9 октября», head of a form
# Those who sign, in a grid: «Иванова А.А. │ │ Петров Б.Б. │»
_NAME_ALONE = Pattern(
    r"[\s_/]*(?:[А-ЯЁ][а-яё-]+\s(?:[А-ЯЁ]\.\s?){1,2}|(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яё-]+)?[\s_/]*"
)
_CELL_LABEL = Pattern(
    r"\W*(?:отв(?:\.|етственн(?:ый|ые|ая)(?:\s+исполнител[ьи])?)|исп(?:\.|олнител[ьи])"
    r"|срок(?:и)?(?:\s+исполнения|\s+выполнения|\s+до)?|контроль)\s*:?\s*$",
    re.IGNORECASE,
)
_HEAD_LABEL = Pattern(
    r"\W*(?:(?:дата|время|место|форма|формат|начало|окончание)(?:,?\s+(?:и\s+)?[а-яё]+){0,3}|тема"
    r"|председател\w+(?:\s\w+)?"
    r"|секретарь(?:\s\w+)?|(?:протокол\s+)?вед[её]т(?:\s\w+)?|(?:протокол\s+)?вела?(?:\s\w+)?|организатор\w*"
    r"|присутств\w+|отсутств\w+|приглаш\w+)\s*:?\s*$",
    re.IGNORECASE,
)


def _is_labelled(rows: Sequence[Sequence[CellView]]) -> bool:
    """Whether a table's cells are labels and their values, row by row, and not columns under a head."""
    below = sum(any(_CELL_LABEL.match(cell.view.flat) for cell in row) for row in rows[1:])
    above = sum(bool(_CELL_LABEL.match(cell.view.flat)) for cell in rows[0])
    facts = sum(len(row) == 2 and _HEAD_LABEL.match(row[0].view.flat) is not None for row in rows)
    if len(rows) > 1 and facts * 2 > len(rows):
        return True
    return (below > 0 and above < 2) or (len(rows) > 1 and below >= (len(rows) - 1) / 2)


def normalise(
    document: Document,
    splitter: Callable[[str], Sequence[int]] | None = None,
    keeps_table: Callable[[Sequence[str]], bool] | None = None,
    reads: Callable[[View], View] | None = None,
) -> list[Unit]:
    """The units of a document, in reading order.

    `splitter(clean_text)` gives the offsets where a paragraph is to be cut because a label starts there.
    `keeps_table(heads)` says whether a grammar knows a table by the texts of its first row; such a table
    stays one even where no rule is drawn. `reads(view)` puts words of the core in place of foreign ones.
    """
    state = _Builder(document, splitter, keeps_table, reads)
    for block in document.blocks:
        if block.kind == "para":
            state.paragraph(block)
        elif block.kind == "table":
            state.table(block)
    return state.units


class _Builder:
    def __init__(
        self,
        document: Document,
        splitter: Callable[[str], Sequence[int]] | None,
        keeps_table: Callable[[Sequence[str]], bool] | None,
        reads: Callable[[View], View] | None,
    ) -> None:
        self.document = document
        self.splitter = splitter
        self.keeps_table = keeps_table
        self.vocabulary: set[str] = set()
        self.reads = reads
        self.units: list[Unit] = []

    def keeps_hyphen(self, first: str, second: str) -> bool:
        """Whether the parts on both sides of a line-end hyphen are words of their own in this document, or
        posts: «педагога-психолога».
        """
        if not self.vocabulary:
            self.vocabulary.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", self.document.text.lower()))
        whole, hyphened = (first + second).lower(), f"{first}-{second}".lower()
        if whole in self.vocabulary:
            return False
        if hyphened in self.vocabulary or (post_forms(first) and post_forms(second)):
            return True
        return (
            len(first) > 3
            and len(second) > 3
            and first.lower() in self.vocabulary
            and second.lower() in self.vocabulary
            and self._stands_alone(first)
        )

    def _stands_alone(self, word: str) -> bool:
        return re.search(rf"\b{re.escape(word)}\b(?!-)", self.document.text, re.IGNORECASE) is not None

    def view(self, block: Block) -> View:
        return self.clean(block.spans)

    def clean(self, spans: Sequence[Span]) -> View:
        view = clean(self.document.text, spans, self.keeps_hyphen)
        return self.reads(view) if self.reads else view

    def paragraph(self, block: Block) -> None:
        pieces = self._lines(block)
        for index, spans in enumerate(pieces):
            view = self.clean(spans)
            if view.text.strip(LAYOUT):
                self.add(view, spans, block, broken=index > 0)

    def _lines(self, block: Block) -> list[tuple[Span, ...]]:
        """The block's spans, cut where the author broke the line."""
        if not self.document.hard_breaks:
            return [block.spans]
        lines: list[tuple[Span, ...]] = []
        for span in block.spans:
            start = span.start
            while (end := self.document.text.find("\n", start, span.end)) >= 0:
                lines.append((Span(start, end),))
                start = end + 1
            lines.append((Span(start, span.end),))
        return [line for line in lines if line[0].start < line[0].end]

    def add(self, view: View, spans: tuple[Span, ...], block: Block, *, broken: bool = False) -> None:
        whole = find_label(view.flat)
        cuts = self._cuts(view, whole.end if whole else 0)
        edges = [0, *cuts, len(view.text)]
        for number, (start, end) in enumerate(pairwise(edges)):
            part = view.cut(start, end)
            if not part.text:
                continue
            label = whole if part.text == view.text else find_label(part.flat)
            unit = Unit(
                index=len(self.units),
                view=part,
                spans=spans if len(edges) == 2 else (part.span(),),
                block=block,
                label=label,
                folded=fold(part.text[label.end :] if label else part.text),
                broken=broken or number > 0,
                cut=number > 0,
            )
            self.units.append(unit)

    def _cuts(self, view: View, first: int) -> list[int]:
        """Where the paragraph is cut: never right behind its own list label, which ends at `first`."""
        if self.splitter is None:
            return []
        return [cut for cut in self.splitter(view.flat) if first < cut < len(view.text)]

    def table(self, block: Block) -> None:
        table = block.table
        assert table is not None
        rows = [self._row(table.row(index)) for index in range(table.rows)]
        rows = [row for row in rows if row]
        if not rows:
            return
        if _is_labelled(rows):
            self._as_label_lines(rows, block)
            return
        heads = [cell.view.flat for cell in rows[0]]
        if self._is_layout(block, rows) and not (self.keeps_table and self.keeps_table(heads)):
            self._as_lines(rows, block)
            return
        view = View.join(cell.view for row in rows for cell in row)
        if not view.text:
            return
        self.units.append(
            Unit(
                index=len(self.units),
                view=view,
                spans=block.spans,
                block=block,
                folded=fold(view.text),
                rows=tuple(tuple(row) for row in rows),
            )
        )

    def _row(self, cells: Sequence[Cell]) -> list[CellView]:
        out = []
        for cell in cells:
            parts: list[View] = []
            for inner in cell.blocks:
                if inner.kind == "furniture":
                    continue
                if inner.table is not None:
                    parts.extend(self._nested(inner))
                elif self.document.hard_breaks:
                    parts.extend(self.clean(line) for line in self._lines(inner))
                else:
                    parts.append(self.view(inner))
            parts = [part for part in parts if part.text]
            out.append(CellView(cell.row, cell.column, cell.row_span, cell.column_span, tuple(parts)))
        return out if any(cell.parts for cell in out) else []

    def _nested(self, block: Block) -> list[View]:
        """The views of a table inside a cell, one a row; deeper tables likewise."""
        views: list[View] = []
        stack = [block]
        while stack:
            current = stack.pop(0)
            if current.table is None:
                views.append(self.view(current))
                continue
            for index in range(current.table.rows):
                inner = [b for cell in current.table.row(index) for b in cell.blocks if b.kind != "furniture"]
                views.append(View.join(self.view(b) for b in inner if b.table is None))
                stack.extend(b for b in inner if b.table is not None)
        return views

    @staticmethod
    def _is_layout(block: Block, rows: Sequence[Sequence[CellView]]) -> bool:
        table = block.table
        assert table is not None
        if not table.bordered or table.columns == 1:
            return True
        filled = [sum(bool(cell.parts) for cell in row) for row in rows]
        if len(rows) == 1:
            return max(filled) <= 2 or all(_LABELLED_VALUE.match(cell.view.flat) for cell in rows[0])
        if all(_NAME_ALONE.fullmatch(cell.view.flat) for row in rows for cell in row if cell.parts):
            return True
        # post, line, name in a grid with rules
        return (
            len(rows) <= 12
            and max(filled) <= 4
            and all(_SIGNS.match(row[0].view.flat) for row in rows if row[0].parts)
            and bool(rows[0][0].parts)
        )

    def _as_label_lines(self, rows: Sequence[Sequence[CellView]], block: Block) -> None:
        """A table of «label | value» cells as the lines that it stands for: «Ответственный: Иванов И.И.»."""
        for row in rows:
            waiting: View | None = None
            for cell in row:
                for part in cell.parts:
                    if waiting is not None:
                        line = View.join(
                            (waiting, part), " " if waiting.text.endswith((":", " до")) else ": "
                        )
                        self.add(line, (line.span(),), block)
                        waiting = None
                    elif _CELL_LABEL.match(part.flat) or _HEAD_LABEL.match(part.flat):
                        waiting = part
                    else:
                        self.add(part, (part.span(),), block)

    def _as_lines(self, rows: Sequence[Sequence[CellView]], block: Block) -> None:
        """The rows of a layout table as lines.

        Where cells hold several paragraphs each, the columns are read one after the other when that is what
        they are (two stamps side by side), else paragraph by paragraph across (post, gap, name).
        """
        for row in rows:
            cells = [cell for cell in row if cell.parts]
            deep = max(len(cell.parts) for cell in cells)
            if len(cells) == 1 or deep == 1:
                if deep == 1:
                    views = [View.join((cell.view for cell in cells), "\t")]
                else:
                    views = list(cells[0].parts)
            elif all(len(cell.parts) > 1 for cell in cells):
                views = [part for cell in cells for part in cell.parts]
            else:
                views = [View.join((cell.view for cell in cells), "\t")]
            for view in views:
                spans = (view.span(),)
                self.add(view, spans, block)
