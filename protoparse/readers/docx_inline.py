"""The text inside one Word paragraph: runs, fields, symbols, insertions and deletions, formulas.

Nothing here recurses with the depth of the input: containers are opened on an explicit stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from protoparse.pattern import Pattern
from protoparse.readers.docx_names import (
    ALTERNATE,
    CHOICE,
    DELETED,
    FALLBACK,
    INSERTED,
    MATH,
    PARAGRAPH,
    RUN,
    RUN_PROPERTIES,
    SETTINGS,
    STRUCTURED,
    STRUCTURED_CONTENT,
    TEXT,
    TEXT_BOX,
    VALUE,
    VML,
    W,
)
from protoparse.readers.docx_styles import (
    ResolvedStyle,
    RunFormat,
    StyleSheet,
    combine,
    is_on,
    read_run_format,
)
from protoparse.readers.docx_symbols import symbol_text
from protoparse.readers.package import Package

_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_XML_SPACE = " \t\n\r"
_LINE_ENDS = Pattern(r"[\n\r]+")
_PRIVATE_AREA = Pattern("[\uf020-\uf0ff]")
_SYMBOL_FIELD = Pattern(r'\s*SYMBOL\s+(0x[0-9a-f]{1,4}|\d{1,5})(?:.*?\\f\s*"?([^"\\]{1,40}))?', re.I | re.S)
_LITERALS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "\u2011",
    W + "softHyphen": "\u00ad",
}
_DRAWINGS = frozenset({W + "drawing", W + "pict", W + "object"})
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_FORMULAS = frozenset({MATH + "oMath", MATH + "oMathPara"})
_OPENED = frozenset({ALTERNATE, RUN, W + "ruby", W + "rubyBase"})
_BREAK, _FIELD, _SIGN, _FIELD_CODE = (W + name for name in ("br", "fldChar", "sym", "instrText"))
_LONGEST_FIELD_CODE = 2000


@dataclass(slots=True)
class Tally:
    """What was met while reading and what was left out; the reader's notes are made from it."""

    inserted: int = 0  # tracked insertions and moved-in pieces, taken
    deleted: int = 0  # tracked deletions and moved-away pieces, left out
    hidden: int = 0  # characters left out
    pictures: int = 0
    chunks: int = 0  # imported pieces (altChunk) that were read
    skipped_chunks: int = 0
    # Footnotes and endnotes: their ids in the order in which the text refers to them.
    notes: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class ParagraphContent:
    """The text of one paragraph while it is being read, and how its letters look."""

    pieces: list[str] = field(default_factory=list)
    letters: int = 0
    bold: int = 0  # of `letters`
    sizes: dict[float | None, int] = field(default_factory=dict)  # points: letters
    boxes: list[Element] = field(default_factory=list)  # text boxes anchored here
    break_pending: bool = False

    def look(self) -> tuple[bool, float | None]:
        """Whether all letters are bold, and the size of most of them in points."""
        sizes = self.sizes
        if len(sizes) > 1:
            size = max(sizes, key=lambda each: (sizes[each], each or 0.0))
        else:
            size = next(iter(sizes), None)
        return self.letters > 0 and self.bold == self.letters, size


class InlineReader:
    """Reads paragraphs of one package into ParagraphContent; remembers fields that run over paragraphs."""

    def __init__(self, package: Package, styles: StyleSheet, tally: Tally) -> None:
        self._package = package
        self._styles = styles
        self._tally = tally
        self._fields: list[bool] = []  # one per open field: still in its code (not yet in its result)
        self._code_depth = 0
        self._code = ""

    def read(self, paragraph: Element, content: ParagraphContent, base: ResolvedStyle) -> None:
        """Add the paragraph's text to `content`."""
        stack: list[Iterator[Element]] = [iter(paragraph)]
        while stack:
            for element in stack[-1]:
                tag = element.tag
                if tag == RUN:
                    self._run(element, content, base)
                elif tag in SETTINGS:
                    continue
                elif tag in DELETED:
                    self._tally.deleted += 1
                elif tag in _FORMULAS:
                    self._visible(_formula(element), content, base.run)
                else:
                    if tag in INSERTED:
                        self._tally.inserted += 1
                    inner = children(element)
                    if inner is not None:
                        self._descend(stack, inner)
                        break
            else:
                stack.pop()
        if self._code_depth:
            # A field whose code never ends would swallow the rest of a damaged document.
            self._fields = [False] * len(self._fields)
            self._code_depth = 0

    def _run(self, run: Element, content: ParagraphContent, base: ResolvedStyle) -> None:
        look = base.run
        looks = base.looks
        stack: list[Iterator[Element]] = [iter(run)]
        while stack:
            for element in stack[-1]:
                tag = element.tag
                if tag == TEXT:
                    text = element.text
                    if text:
                        if element.get(_PRESERVE) != "preserve":
                            text = text.strip(_XML_SPACE)
                        if "\n" in text or "\r" in text:
                            text = _LINE_ENDS.sub(" ", text)
                        self._visible(text, content, look)
                elif tag == RUN_PROPERTIES:
                    if len(stack) == 1:
                        own = read_run_format(element)
                        look = looks.get(own) or self._look(base, own)
                elif tag in _LITERALS:
                    if tag == _BREAK and element.get(W + "type") in ("page", "column"):
                        content.break_pending = True
                    else:
                        self._visible(_LITERALS[tag], content, look)
                elif tag in _DRAWINGS:
                    self._drawing(element, content, look)
                elif tag in _OPENED:
                    # Of a ruby only the base is text: the guide above it is a gloss.
                    inner = children(element)
                    if inner is not None:
                        self._descend(stack, inner)
                        break
                else:
                    self._rare(element, content, look)
            else:
                stack.pop()

    def _rare(self, element: Element, content: ParagraphContent, look: RunFormat) -> None:
        """Fields, symbols, references to notes."""
        tag = element.tag
        if tag == _FIELD:
            self._field(element, content, look)
        elif tag == _FIELD_CODE:
            if self._code_depth and len(self._code) < _LONGEST_FIELD_CODE:
                self._code += element.text or ""
        elif tag == _SIGN:
            self._visible(_sign(element), content, look)
        elif tag in _NOTES and not look.hidden and not self._code_depth:
            self._tally.notes.setdefault(_NOTES[tag], []).append(element.get(W + "id", ""))

    def _descend(self, stack: list[Iterator[Element]], inner: Iterable[Element]) -> None:
        budget = self._package.budget
        if len(stack) >= budget.limits.depth:
            budget.skip("depth", len(stack) + 1)
            inner = ()
        stack.append(iter(inner))

    def _look(self, base: ResolvedStyle, own: RunFormat) -> RunFormat:
        character = self._styles.character(own.style) if own.style is not None else None
        look = base.looks[own] = combine(base.run, character, own)
        return look

    def _visible(self, text: str, content: ParagraphContent, look: RunFormat) -> None:
        """Add text that the page shows: not the code of a field, not hidden."""
        if self._code_depth or not text:
            return
        if look.hidden:
            self._tally.hidden += len("".join(text.split()))
            return
        if look.symbol_font or _PRIVATE_AREA.search(text):
            text = symbol_text(text, look.symbol_font)
        if look.caps:
            text = text.upper()
        pieces = content.pieces
        if content.break_pending:
            # Page and column breaks are no text, but words on their two sides are not one word.
            content.break_pending = False
            if pieces and not pieces[-1].endswith("\n"):
                pieces.append("\n")
        pieces.append(text)
        if not text.isspace():
            count = len(text)
            content.letters += count
            if look.bold:
                content.bold += count
            content.sizes[look.size] = content.sizes.get(look.size, 0) + count

    def _field(self, element: Element, content: ParagraphContent, look: RunFormat) -> None:
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            form = element.find(W + "ffData")
            if form is not None:
                self._visible(_form_value(form), content, look)
            self._fields.append(True)
            self._code_depth += 1
            self._code = ""
        elif self._fields and kind == "separate":
            if self._fields[-1] and not _SYMBOL_FIELD.match(self._code):
                self._fields[-1] = False
                self._code_depth -= 1
        elif self._fields and kind == "end" and self._fields.pop():
            self._code_depth -= 1
            sign = _SYMBOL_FIELD.match(self._code)
            if sign is not None:
                self._visible(_field_sign(sign), content, look)

    def _drawing(self, drawing: Element, content: ParagraphContent, look: RunFormat) -> None:
        """Collect the outermost text boxes of a drawing, and the text of WordArt."""
        if look.hidden or self._code_depth:
            return
        boxes, art = self._boxes(drawing)
        content.boxes.extend(boxes)
        content.boxes.extend(_art_box(text) for text in art)
        if not boxes and not art:
            self._tally.pictures += 1

    def _boxes(self, drawing: Element) -> tuple[list[Element], list[str]]:
        """The outermost text boxes in reading order and the strings of WordArt."""
        boxes: list[Element] = []
        art: list[str] = []
        stack: list[Iterator[Element]] = [iter([drawing])]
        while stack:
            for element in stack[-1]:
                if element.tag == TEXT_BOX:
                    boxes.append(element)
                elif element.tag == VML + "textpath":
                    text = element.get("string", "").strip()
                    art += [text] if text and element.get("on") not in ("f", "false") else []
                else:
                    inner = children(element)
                    if inner is not None:
                        self._descend(stack, inner)
                        break
            else:
                stack.pop()
        return boxes, art


def children(element: Element) -> Iterable[Element] | None:
    """The content of a container, None for an element without any."""
    if element.tag == STRUCTURED:
        return element.find(STRUCTURED_CONTENT)
    if element.tag == ALTERNATE:
        return chosen(element)
    return element if len(element) else None


def chosen(alternate: Element) -> list[Element]:
    """The branch of mc:AlternateContent to read: the two say the same, so the first that holds any text."""
    branches = [branch for branch in alternate if branch.tag in (CHOICE, FALLBACK)]
    for branch in branches:
        if next(branch.iter(TEXT), None) is not None or next(branch.iter(VML + "textpath"), None) is not None:
            return list(branch)
    return list(branches[0]) if branches else []


def _art_box(text: str) -> Element:
    box = Element(TEXT_BOX)
    for line in text.splitlines():
        paragraph = Element(PARAGRAPH)
        run = Element(RUN)
        letters = Element(TEXT)
        letters.text = line
        run.append(letters)
        paragraph.append(run)
        box.append(paragraph)
    return box


def _formula(element: Element) -> str:
    """The letters of a formula in order, a fraction with a slash: «2/3», never «23»."""
    pieces: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
        elif item.tag in (MATH + "t", TEXT):
            pieces.append(item.text or "")
        elif item.tag == MATH + "f":
            over, under = item.find(MATH + "num"), item.find(MATH + "den")
            stack.extend(part for part in (under, "/", over) if part is not None)
        elif item.tag not in DELETED and item.tag not in SETTINGS:
            stack.extend(reversed(item))
    return "".join(pieces)


def _sign(element: Element) -> str:
    return _character(element.get(W + "char"), 16, element.get(W + "font"))


def _field_sign(found: re.Match[str]) -> str:
    code = found[1].lower()
    font = found[2].strip() if found[2] else None
    return _character(code.removeprefix("0x"), 16 if code.startswith("0x") else 10, font)


def _character(code: str | None, base: int, font: str | None) -> str:
    """The sign with this code in this font, «» where the code is no character."""
    try:
        value = int(code or "", base)
    except ValueError:
        return ""
    if not 0x20 <= value <= 0xFFFD or 0xD800 <= value <= 0xDFFF:
        return ""
    return symbol_text(chr(value), font)


def _form_value(form: Element) -> str:
    """What a form field shows that has no result text: a check box, a drop-down list."""
    box = form.find(W + "checkBox")
    if box is not None:
        state = box.find(W + "checked")
        if state is None:
            state = box.find(W + "default")
        return "☒" if state is not None and is_on(state) else "☐"
    choices = form.find(W + "ddList")
    if choices is not None:
        entries = [entry.get(VALUE, "") for entry in choices.iter(W + "listEntry")]
        picked = choices.find(W + "result")
        index = picked.get(VALUE, "0") if picked is not None else "0"
        if index.isdecimal() and len(index) < 4 and int(index) < len(entries):
            return entries[int(index)]
    return ""
