"""The styles of a Word document, resolved: what a paragraph or a run looks like once all bases are applied.

styles.xml is often the largest part of the file (Word writes hundreds of styles, a document uses a few), so
only the styles that are asked for are parsed. Source: ECMA-376 part 1, §17.7.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from protoparse.document import Alignment
from protoparse.pattern import Pattern
from protoparse.readers.docx_names import DELETED, PARAGRAPH_PROPERTIES, RUN_PROPERTIES, VALUE, W
from protoparse.readers.docx_symbols import is_symbol_font
from protoparse.readers.numbering import points, read_indent
from protoparse.readers.package import DamagedPartError

_LONGEST_CHAIN = 50  # styles based on styles; Word itself stops at eleven
_HEADING_NAME = Pattern(r"(?:heading|заголовок) ([1-9])", re.IGNORECASE)
_MARKED_DEFAULT = (b'w:default="1"', b'w:default="true"', b'w:default="on"')
_ROOT_START = re.compile(rb"<w:styles\s[^>]*>")
_W_PREFIX = re.compile(rb"""xmlns:w\s*=\s*["']""" + W[1:-1].encode() + rb"""["']""")
_STYLE_ID = re.compile(rb"""w:styleId\s*=\s*"([^"]*)\"""")
_IS_PARAGRAPH = re.compile(rb"""w:type\s*=\s*"paragraph\"""")
_ALIGNMENTS: dict[str, Alignment] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "both": "justify",
    "distribute": "justify",
}
_LONGEST_PROLOGUE = 20_000  # bytes before the first style
_LARGEST_SEARCHED = 4 * 1024 * 1024  # bytes of styles.xml; a larger one is read in one pass
_LONGEST_TAG = 2_000  # bytes
_LONGEST_STYLE = 200_000  # bytes
_MOST_SEARCHES = 200  # from here on one pass over the whole file is cheaper
_SLASH = ord("/")
_OFF = ("0", "false", "off")


class RunFormat(NamedTuple):
    """What a run's properties say; None where they are silent. `size` in points.

    A tuple, because there is one for every run and tuples are made and looked up fastest.
    """

    bold: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    symbol_font: str | None = None  # «» says: an ordinary font
    style: str | None = None  # of a character style


class ParagraphFormat(NamedTuple):
    """What a paragraph's properties say; None where they are silent. Lengths in points."""

    style: str | None = None
    align: Alignment | None = None
    left: float | None = None
    first: float | None = None
    outline: int | None = None  # from 0; 9 is body text
    list_id: str | None = None
    list_level: int | None = None
    mark_removed: bool = False  # the paragraph mark is deleted or hidden: the next paragraph goes on here


_SILENT_RUN = RunFormat()
_SILENT_PARAGRAPH = ParagraphFormat()


@dataclass(frozen=True, slots=True)
class ResolvedStyle:
    """A paragraph style with everything it inherits; `chain` is its ids, nearest first."""

    run: RunFormat = _SILENT_RUN
    paragraph: ParagraphFormat = _SILENT_PARAGRAPH
    chain: tuple[str, ...] = ()
    looks: dict[RunFormat, RunFormat] = field(default_factory=dict)  # of runs met so far


def is_on(element: Element) -> bool:
    """Whether a toggle such as `<w:b/>` is set."""
    return element.get(VALUE) not in _OFF


_BOLD, _CAPS, _VANISH, _SIZE, _FONTS, _RUN_STYLE = (
    W + name for name in ("b", "caps", "vanish", "sz", "rFonts", "rStyle")
)
_STYLE, _ALIGN, _INDENT, _LIST, _LIST_ID, _LIST_LEVEL, _OUTLINE = (
    W + name for name in ("pStyle", "jc", "ind", "numPr", "numId", "ilvl", "outlineLvl")
)
_ASCII, _HIGH_ANSI = W + "ascii", W + "hAnsi"
_HIDDEN_MARK = frozenset({_VANISH, W + "specVanish"})


def read_run_format(element: Element | None) -> RunFormat:
    """The run properties that matter for the text."""
    if element is None:
        return _SILENT_RUN
    bold: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    font: str | None = None
    style: str | None = None
    for child in element:
        tag = child.tag
        if tag == _SIZE:
            size = _half_points(child.get(VALUE))
        elif tag == _BOLD:
            bold = is_on(child)
        elif tag == _FONTS:
            name = child.get(_ASCII) or child.get(_HIGH_ANSI)
            font = (name or "") if is_symbol_font(name) else ""
        elif tag == _RUN_STYLE:
            style = child.get(VALUE)
        elif tag == _CAPS:
            caps = is_on(child)
        elif tag == _VANISH:
            hidden = is_on(child)
    return RunFormat(bold, caps, hidden, size, font, style)


def _half_points(value: str | None) -> float | None:
    size = points(value)
    if size is None or value is None:
        return None
    return size if value[-1:].isalpha() else size * 10


def read_paragraph_format(element: Element | None) -> ParagraphFormat:
    """The paragraph properties that matter for the text and its numbers."""
    if element is None:
        return _SILENT_PARAGRAPH
    style: str | None = None
    align: Alignment | None = None
    left: float | None = None
    first: float | None = None
    outline: int | None = None
    list_id: str | None = None
    level: int | None = None
    removed = False
    for child in element:
        tag = child.tag
        if tag == _STYLE:
            style = child.get(VALUE)
        elif tag == _ALIGN:
            align = _ALIGNMENTS.get(child.get(VALUE, ""))
        elif tag == _INDENT:
            left, first = read_indent(child)
        elif tag == _LIST:
            for part in child:
                if part.tag == _LIST_ID:
                    list_id = part.get(VALUE)
                elif part.tag == _LIST_LEVEL:
                    level = _small(part.get(VALUE))
        elif tag == _OUTLINE:
            outline = _small(child.get(VALUE))
        elif tag == RUN_PROPERTIES:
            for part in child:
                if part.tag in DELETED or (part.tag in _HIDDEN_MARK and is_on(part)):
                    removed = True
    return ParagraphFormat(style, align, left, first, outline, list_id, level, removed)


def _small(value: str | None) -> int | None:
    return int(value) if value is not None and len(value) == 1 and value in "0123456789" else None


class StyleSheet:
    """The styles of one document by id; resolved on demand and kept."""

    def __init__(self, data: bytes, parse: Callable[[bytes], Element]) -> None:
        """`data` is styles.xml (empty: the document has none), `parse` turns XML into its root element."""
        self._parse = parse
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str | None, ResolvedStyle] = {}
        self._characters: dict[str, RunFormat] = {}
        self._data = data
        self._root = b""
        self._searches = 0
        self._default: str | None = None
        self.defaults = ResolvedStyle()
        self.damaged = False  # a style could not be read; it counts as missing
        if data:
            self._index()

    def paragraph(self, style: str | None) -> ResolvedStyle:
        """A paragraph style, the default one for None or an unknown id."""
        found = self._resolved.get(style)
        if found is None:
            found = self._resolved[style] = self._resolve_paragraph(style)
        return found

    def character(self, style: str) -> RunFormat:
        """A character style with what it inherits."""
        found = self._characters.get(style)
        if found is None:
            found = _SILENT_RUN
            for _, element in reversed(self._chain(style)):
                found = _over(found, read_run_format(element.find(RUN_PROPERTIES)))
            self._characters[style] = found
        return found

    def table_properties(self, style: str | None) -> list[Element]:
        """The styles that a table style consists of, nearest first; empty for an unknown id."""
        return [element for _, element in self._chain(style)] if style is not None else []

    def linked_list(self, style: str) -> str | None:
        """The list that a numbering style names."""
        for _, element in self._chain(style):
            found = element.find(f"{PARAGRAPH_PROPERTIES}/{W}numPr/{W}numId")
            if found is not None:
                return found.get(VALUE)
        return None

    def _resolve_paragraph(self, style: str | None) -> ResolvedStyle:
        chain = self._chain(style)
        if not chain and self._default is not None and style != self._default:
            return self.paragraph(self._default)
        run, paragraph = self.defaults.run, self.defaults.paragraph
        for _, element in reversed(chain):
            run = _over(run, read_run_format(element.find(RUN_PROPERTIES)))
            above, own = paragraph, read_paragraph_format(element.find(PARAGRAPH_PROPERTIES))
            outline = own.outline if own.outline is not None else _outline_by_name(element)
            paragraph = ParagraphFormat(
                align=own.align or above.align,
                left=own.left if own.left is not None else above.left,
                first=own.first if own.first is not None else above.first,
                outline=outline if outline is not None else above.outline,
                list_id=own.list_id or above.list_id,
                list_level=own.list_level if own.list_level is not None else above.list_level,
            )
        return ResolvedStyle(run, paragraph, tuple(identifier for identifier, _ in chain))

    def _chain(self, style: str | None) -> list[tuple[str, Element]]:
        """A style and its bases, nearest first."""
        chain: list[tuple[str, Element]] = []
        seen: set[str] = set()
        while style is not None and style not in seen and len(chain) < _LONGEST_CHAIN:
            seen.add(style)
            element = self._element(style)
            if element is None:
                break
            chain.append((style, element))
            base = element.find(W + "basedOn")
            style = base.get(VALUE) if base is not None else None
        return chain

    def _element(self, style: str) -> Element | None:
        if style not in self._elements:
            self._searches += 1
            if self._searches == _MOST_SEARCHES and self._root:
                self._root = b""
                try:
                    self._index_whole()
                except DamagedPartError:
                    self.damaged = True
                return self._elements.get(style)
            found = self._cut_out(style) if self._root else None
            if found is None:
                return None
            self._elements[style] = found
        return self._elements[style]

    def _cut_out(self, style: str) -> Element | None:
        """Parse one style out of the file, None where there is none of this id."""
        data = self._data
        place = data.find(b'w:styleId="' + style.encode() + b'"')
        if place < 0:
            return None
        start = data.rfind(b"<w:style ", max(0, place - _LONGEST_TAG), place)
        head_end = data.find(b">", place, place + _LONGEST_TAG)
        if start < 0 or head_end < 0:
            return None
        end = head_end + 1
        if data[head_end - 1] != _SLASH:
            end = data.find(b"</w:style>", head_end, head_end + _LONGEST_STYLE) + 10
        return self._parse_slice(start, end)

    def _parse_slice(self, start: int, end: int) -> Element | None:
        try:
            return next(iter(self._parse(self._root + self._data[start:end] + b"</w:styles>")), None)
        except DamagedPartError:
            self.damaged = True
            return None

    def _index(self) -> None:
        """Look how the file is written: where Word's way is kept, styles can be cut out of it one by one."""
        data = self._data
        root = _ROOT_START.search(data, 0, _LONGEST_PROLOGUE)
        if (
            root is None
            or len(data) > _LARGEST_SEARCHED
            or _W_PREFIX.search(root[0]) is None
            or b'w:styleId="' not in data
        ):
            self._index_whole()
            return
        self._root = root[0]
        for mark in _MARKED_DEFAULT:
            place = data.find(mark)
            while place >= 0 and self._default is None:
                first = data.rfind(b"<", max(0, place - _LONGEST_TAG), place)
                attributes = data[first : data.find(b">", place, place + _LONGEST_TAG)] if first >= 0 else b""
                identifier = _STYLE_ID.search(attributes)
                if identifier is not None and _IS_PARAGRAPH.search(attributes):
                    self._default = identifier[1].decode("utf-8", "replace")
                place = data.find(mark, place + 1)
            if self._default is not None:
                break
        start, end = data.find(b"<w:docDefaults"), data.find(b"</w:docDefaults>")
        if 0 <= start < end:
            defaults = self._parse_slice(start, end + 16)
            if defaults is not None:
                self._read_defaults(defaults)

    def _index_whole(self) -> None:
        for element in self._parse(self._data):
            if element.tag == W + "style":
                name = element.get(W + "styleId", "")
                self._elements.setdefault(name, element)
                if (
                    self._default is None
                    and element.get(W + "type") == "paragraph"
                    and element.get(W + "default") in ("1", "true", "on")
                ):
                    self._default = name
            elif element.tag == W + "docDefaults":
                self._read_defaults(element)

    def _read_defaults(self, element: Element) -> None:
        self.defaults = ResolvedStyle(
            read_run_format(element.find(f"{W}rPrDefault/{RUN_PROPERTIES}")),
            read_paragraph_format(element.find(f"{W}pPrDefault/{PARAGRAPH_PROPERTIES}")),
        )


def _outline_by_name(style: Element) -> int | None:
    """Word's built-in headings are known by their name even where the file leaves their level out."""
    name = style.find(W + "name")
    found = _HEADING_NAME.fullmatch(name.get(VALUE, "")) if name is not None else None
    return int(found[1]) - 1 if found else None


def _over(base: RunFormat, own: RunFormat) -> RunFormat:
    """A style over its base: what it says wins."""
    return RunFormat(
        own.bold if own.bold is not None else base.bold,
        own.caps if own.caps is not None else base.caps,
        own.hidden if own.hidden is not None else base.hidden,
        own.size if own.size is not None else base.size,
        own.symbol_font if own.symbol_font is not None else base.symbol_font,
    )


def combine(paragraph: RunFormat, character: RunFormat | None, own: RunFormat) -> RunFormat:
    """What a run looks like: its own properties, else its styles; a toggle set by both is undone.

    >>> combine(RunFormat(bold=True), RunFormat(bold=True), RunFormat()).bold
    False
    """
    if character is None:
        return _over(paragraph, own)
    styles = RunFormat(
        _toggled(paragraph.bold, character.bold),
        _toggled(paragraph.caps, character.caps),
        _toggled(paragraph.hidden, character.hidden),
        character.size if character.size is not None else paragraph.size,
        character.symbol_font if character.symbol_font is not None else paragraph.symbol_font,
    )
    return _over(styles, own)


def _toggled(first: bool | None, second: bool | None) -> bool | None:
    return bool(first) != bool(second) if second else first
