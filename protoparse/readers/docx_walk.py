"""The blocks of a Word story (body, header, cell, text box): paragraphs and tables in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from xml.etree.ElementTree import Element

from protoparse.document import Block, Span, Style, Table
from protoparse.readers.docx_inline import InlineReader, ParagraphContent, Tally, children
from protoparse.readers.docx_names import (
    CELL,
    CELL_PROPERTIES,
    CHUNK,
    DELETED,
    INSERTED,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RELATIONSHIP_ID,
    ROW,
    ROW_PROPERTIES,
    SETTINGS,
    TABLE,
    W,
)
from protoparse.readers.docx_stream import BodyStream
from protoparse.readers.docx_styles import (
    ParagraphFormat,
    ResolvedStyle,
    StyleSheet,
    is_on,
    read_paragraph_format,
)
from protoparse.readers.docx_table import MOST_COLUMNS, Borders, OpenCell, cell_settings, grid_columns
from protoparse.readers.numbering import Level, Numbering
from protoparse.readers.package import Package

_STORY_PARTS = frozenset({PARAGRAPH, TABLE, CHUNK})
_LABEL_GAPS = {"tab": " ", "space": " ", "nothing": ""}


class TextWriter:
    """The document's text while it grows; knows where it is and which block number is next."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.offset = 0
        self.next_id = 0

    def add(self, text: str) -> None:
        self.pieces.append(text)
        self.offset += len(text)

    def new_id(self) -> int:
        self.next_id += 1
        return self.next_id - 1

    def mark(self) -> tuple[int, int, int]:
        """A place to come back to."""
        return len(self.pieces), self.offset, self.next_id

    def rewind(self, mark: tuple[int, int, int]) -> None:
        """Forget what was written since the mark."""
        count, self.offset, self.next_id = mark
        del self.pieces[count:]

    def since(self, mark: tuple[int, int, int]) -> str:
        """What was written since the mark."""
        return "".join(self.pieces[mark[0] :])


class Walker:
    """Walks the stories of one package and writes their text."""

    def __init__(
        self,
        package: Package,
        styles: StyleSheet,
        numbering: Numbering,
        writer: TextWriter,
        tally: Tally,
        read_chunk: Callable[[str], list[Block]],
    ) -> None:
        """`read_chunk` writes the imported piece that a relationship id names and returns its blocks."""
        self._package = package
        self._styles = styles
        self._numbering = numbering
        self.writer = writer
        self.read_chunk = read_chunk
        self.style = styles.paragraph
        self.read_inline = InlineReader(package, styles, tally).read
        self._tally = tally
        self._looks: dict[tuple[bool, float | None, ParagraphFormat, int, Level | None], Style] = {}
        self._nesting = 0
        self._budget = package.budget
        self.stream: BodyStream | None = None  # of the body, where it is read piece by piece

    def story(self, container: Iterable[Element], counted_as: str | None = None) -> list[Block]:
        """Write a container's paragraphs and tables on lines of their own; return the blocks.

        `counted_as` names the story whose list numbers go on here, None for that of the surroundings.
        """
        budget = self._budget
        if self._nesting >= budget.limits.nesting:
            budget.skip("nesting", self._nesting + 1)
            return []
        self._nesting += 1
        surroundings = self._numbering.enter(counted_as) if counted_as is not None else None
        story = _Story(self)
        for element in self._unwrapped(iter(container), _STORY_PARTS):
            if budget.reached is not None:
                break
            if element.tag == PARAGRAPH:
                story.paragraph(element)
            elif element.tag == TABLE:
                story.table(element)
            else:
                story.chunk(element)
        story.close()
        if surroundings is not None:
            self._numbering.enter(surroundings)
        self._nesting -= 1
        return story.blocks

    def check_size(self) -> None:
        """Stop where the document has grown to its limit."""
        limits = self._budget.limits
        if self.writer.next_id >= limits.paragraphs:
            self._budget.stop("paragraphs", self.writer.next_id)
        elif self.writer.offset >= limits.characters:
            self._budget.stop("characters", self.writer.offset)

    def write_paragraph(
        self, content: ParagraphContent, own: ParagraphFormat, base: ResolvedStyle
    ) -> Block | None:
        """Write one paragraph with its computed number; None where it shows nothing."""
        text = "".join(content.pieces)
        label: str | None = None
        level: int | None = None
        definition: Level | None = None
        list_id, list_level = self._list_of(own, base)
        if list_id is not None:
            definition = self._numbering.level(list_id, list_level)
            found = self._numbering.next_label(list_id, list_level)
            level = list_level if definition is not None else None
            if found is not None:
                label = found[0].strip()
                text = label + _LABEL_GAPS.get(found[1], " ") + text if text else label
        start = self.writer.offset
        self.writer.add(text)
        if not text or text.isspace():
            return None
        return Block(
            id=self.writer.new_id(),
            kind="para",
            spans=(Span(start, self.writer.offset),),
            list_label=label,
            list_level=level,
            style=self._style_of(content, own, base, definition),
        )

    def _style_of(
        self, content: ParagraphContent, own: ParagraphFormat, base: ResolvedStyle, level: Level | None
    ) -> Style:
        """The look of a paragraph; like ones share one object."""
        bold, size = content.look()
        key = (bold, size, own, id(base), level)
        style = self._looks.get(key)
        if style is None:
            outline = own.outline if own.outline is not None else base.paragraph.outline
            style = self._looks[key] = Style(
                bold=bold,
                align=own.align or base.paragraph.align,
                size=size if size is not None else base.run.size,
                indent=_indent(own, base.paragraph, level),
                heading=outline + 1 if outline is not None and outline < 9 else None,
            )
        return style

    def table(self, element: Element, separate: Callable[[], None]) -> Block | None:
        """Write a table, rows on lines and cells between tabs; None where nothing is in it."""
        writer = self.writer
        cells: list[OpenCell] = []
        open_above: dict[int, OpenCell] = {}  # by the first grid column
        rows = columns = heads = 0
        start = identifier = -1
        borders = Borders()
        budget = self._budget
        for row in self._rows(element):
            if budget.reached is None and rows >= budget.limits.rows:
                budget.stop("rows", rows + 1)
            if budget.reached is not None:
                break
            borders.add_row(row)
            if rows == 0:
                separate()
                start, identifier = writer.offset, writer.new_id()
            else:
                writer.add("\n")
            properties = row.find(ROW_PROPERTIES)
            if properties is not None and heads == rows:
                head = properties.find(W + "tblHeader")
                heads += head is not None and is_on(head)
            width = self._row(row, rows, properties, cells, open_above)
            columns = max(columns, width)
            rows += 1
        if start < 0 or start == writer.offset:
            return None
        table = Table(
            rows=rows,
            columns=columns,
            cells=tuple(cell.close() for cell in cells),
            bordered=borders.drawn(element, self._styles),
            heads=heads,
        )
        return Block(id=identifier, kind="table", spans=(Span(start, writer.offset),), table=table)

    def _rows(self, table: Element) -> Iterator[Element]:
        """The rows that are shown, out of content controls too."""
        for row in self._inside(table, ROW):
            properties = row.find(ROW_PROPERTIES)
            if properties is not None:
                if properties.find(W + "del") is not None:
                    self._tally.deleted += 1
                    continue
                if properties.find(W + "ins") is not None:
                    self._tally.inserted += 1
                hidden = properties.find(W + "hidden")
                if hidden is not None and is_on(hidden):
                    self._tally.hidden += sum(
                        len("".join((text.text or "").split())) for text in row.iter(W + "t")
                    )
                    continue
            yield row

    def _row(
        self,
        row: Element,
        index: int,
        properties: Element | None,
        cells: list[OpenCell],
        open_above: dict[int, OpenCell],
    ) -> int:
        """Write one row; return the number of grid columns it reaches."""
        column = grid_columns(properties.find(W + "gridBefore"), 0) if properties is not None else 0
        first, last, taken = True, None, 0
        still_open: dict[int, OpenCell] = {}
        for element in self._inside(row, CELL):
            span, vertical, horizontal, deleted = cell_settings(element.find(CELL_PROPERTIES))
            if deleted:
                self._tally.deleted += 1
                continue
            if last is not None and horizontal == "continue":
                if last.row == index:
                    last.column_span = min(last.column_span + span, MOST_COLUMNS)
                column += span
                continue
            if not first:
                self.writer.add("\t")
            first = False
            column = max(column, taken)
            above = open_above.get(column)
            if vertical == "continue" and above is not None and _fits(above, span, horizontal):
                above.row_span += 1
                still_open[column] = last = above
                taken = column + above.column_span
            else:
                last = OpenCell(index, column, span)
                cells.append(last)
                self._budget.cells += 1
                if self._budget.cells > self._budget.limits.cells:
                    self._budget.stop("cells", self._budget.cells)
                last.blocks.extend(self.story(element))
                if vertical is not None:
                    still_open[column] = last
            column += span
        column = max(column, taken)
        open_above.clear()
        open_above.update(still_open)
        return column + (grid_columns(properties.find(W + "gridAfter"), 0) if properties is not None else 0)

    def _inside(self, container: Element, wanted: str) -> Iterator[Element]:
        """The rows of a table or the cells of a row, out of whatever wraps them."""
        stream = self.stream
        elements = stream.rows(container) if stream is not None else iter(container)
        return self._unwrapped(elements, frozenset({wanted}))

    def _unwrapped(self, elements: Iterator[Element], wanted: frozenset[str]) -> Iterator[Element]:
        """The elements with these tags, out of content controls, insertions and whatever else wraps them."""
        budget = self._budget
        stack = [elements]
        while stack and budget.reached is None:
            for element in stack[-1]:
                if element.tag in wanted:
                    yield element
                elif element.tag not in SETTINGS and element.tag not in DELETED:
                    if element.tag in INSERTED:
                        self._tally.inserted += 1
                    inner = children(element)
                    if inner is not None:
                        if len(stack) >= budget.limits.depth:
                            budget.skip("depth", len(stack) + 1)
                            continue
                        stack.append(iter(inner))
                        break
            else:
                stack.pop()

    def _list_of(self, own: ParagraphFormat, base: ResolvedStyle) -> tuple[str | None, int]:
        """The list and level of a paragraph: its own, or those of its style; list «0» means none."""
        inherited = base.paragraph
        list_id = own.list_id or inherited.list_id
        if list_id is None or list_id == "0":
            return None, 0
        if own.list_level is not None:
            return list_id, own.list_level
        if own.list_id is not None:
            return list_id, 0
        for style in base.chain:
            level = self._numbering.level_of_style(list_id, style)
            if level is not None:
                return list_id, level
        return list_id, inherited.list_level or 0


def _fits(above: OpenCell, span: int, horizontal: str | None) -> bool:
    """Whether a cell goes on with the one above: it is as wide, or the first of several that make it up."""
    return above.column_span == span or (horizontal is not None and above.column_span > span)


def _indent(own: ParagraphFormat, style: ParagraphFormat, level: Level | None) -> float:
    """Where the first line begins: a paragraph's own list goes over its style, a style's list under it."""
    sources = [(own.left, own.first), (style.left, style.first)]
    if level is not None:
        sources.insert(1 if own.list_id is not None else 2, (level.left, level.first))
    left = next((left for left, _ in sources if left is not None), 0.0)
    first = next((first for _, first in sources if first is not None), 0.0)
    return round(left + first, 2)


class _Story:
    """One container being written: separates its pieces and joins paragraphs whose mark is gone."""

    def __init__(self, walker: Walker) -> None:
        self._walker = walker
        self.blocks: list[Block] = []
        self._empty = True
        self._carried: tuple[ParagraphContent, ParagraphFormat, ResolvedStyle] | None = None

    def paragraph(self, element: Element) -> None:
        walker = self._walker
        walker.check_size()
        first = element[0] if len(element) else None
        own = read_paragraph_format(
            first if first is not None and first.tag == PARAGRAPH_PROPERTIES else None
        )
        base = walker.style(own.style)
        if self._carried is not None:
            content, carried_own, base = self._carried
            own, removed = carried_own, own.mark_removed
            self._carried = None
        else:
            content, removed = ParagraphContent(), own.mark_removed
        walker.read_inline(element, content, base)
        if removed:
            if content.pieces or content.boxes:
                self._carried = content, own, base
        else:
            self._write(content, own, base)

    def table(self, element: Element) -> None:
        self.close()
        block = self._walker.table(element, self._separate)
        if block is not None:
            self.blocks.append(block)

    def chunk(self, element: Element) -> None:
        self.close()
        writer = self._walker.writer
        mark = writer.mark()
        self._separate()
        blocks = self._walker.read_chunk(element.get(RELATIONSHIP_ID, ""))
        if blocks:
            self.blocks.extend(blocks)
        else:
            writer.rewind(mark)

    def close(self) -> None:
        """Write what still waits for a next paragraph: there is none."""
        if self._carried is not None:
            content, own, base = self._carried
            self._carried = None
            self._write(content, own, base)

    def _separate(self) -> None:
        if not self._empty:
            self._walker.writer.add("\n")
        self._empty = False

    def _write(self, content: ParagraphContent, own: ParagraphFormat, base: ResolvedStyle) -> None:
        self._separate()
        block = self._walker.write_paragraph(content, own, base)
        if block is not None:
            self.blocks.append(block)
        for box in content.boxes:
            self._separate()
            self.blocks.extend(self._walker.story(box, counted_as="boxes"))
