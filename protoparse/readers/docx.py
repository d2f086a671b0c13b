"""Reads Word documents (.docx, .docm, .dotx, .dotm) by walking the parts of the package.

What the page shows is read: computed list numbers, tracked insertions, content controls, text boxes, notes.
What it does not show is left out: deletions, hidden text, field codes, comments.
Source: ECMA-376 parts 1 and 4.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar
from xml.etree.ElementTree import Element

from protoparse.document import Block, Document, Span
from protoparse.errors import InputError
from protoparse.limits import DEFAULT_LIMITS, Limits
from protoparse.readers.budget import Budget
from protoparse.readers.docx_chunk import chunk_lines
from protoparse.readers.docx_inline import Tally
from protoparse.readers.docx_names import RELATIONSHIP_ID, SECTION, W
from protoparse.readers.docx_notes import reading_notes
from protoparse.readers.docx_stream import STREAM_FROM, BodyStream, edge_references
from protoparse.readers.docx_styles import StyleSheet
from protoparse.readers.docx_walk import TextWriter, Walker
from protoparse.readers.numbering import Numbering
from protoparse.readers.package import SHORTEST_ELEMENT, DamagedPartError, Package
from protoparse.readers.refusals import BeyondLimitError, beyond, partial_note, refusal

_Found = TypeVar("_Found")

READER = "protoparse-docx"
_DEEPEST_CHUNK = 2  # imported documents inside imported documents
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_PROPERTIES = {
    _DUBLIN_CORE + "title": "title",
    _DUBLIN_CORE + "creator": "creator",
    _TERMS + "created": "created",
}


def read_docx(data: bytes, path: str | None, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The document in these bytes; `path` is its name for messages.

    Raises InputError where the package is damaged, encrypted, beyond the limits, or no Word document.
    """
    budget = Budget(limits)
    package = Package(data, path, budget)
    tally = Tally()
    writer = TextWriter()
    reader = _PackageReader(package, writer, tally, depth=0)
    blocks = reader.document()
    text = "".join(writer.pieces)
    notes = list(reading_notes(package, tally, reader.damaged, reader.external(), text, blocks))
    for name, value in budget.passed.items():
        if not text.strip():
            raise beyond(path, name, value, limits)
        notes.append(partial_note(name, value, limits))
    return Document(
        path=path,
        format="docx",
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        text=text,
        blocks=tuple(blocks),
        reader=READER,
        notes=tuple(notes),
        properties=reader.properties(),
    )


class _PackageReader:
    """Reads one package into a writer: the document itself, or a document imported into it."""

    def __init__(self, package: Package, writer: TextWriter, tally: Tally, depth: int) -> None:
        self._package = package
        self._writer = writer
        self._tally = tally
        self._depth = depth
        self.damaged: list[str] = []
        self._main = self._main_part()
        self._links = self._optional(package.relationships, self._main) or {}
        self._targets: dict[str, str] = {}
        for link in self._links.values():
            if not link.external:
                self._targets.setdefault(link.kind, link.target)
        self._styles = self._read_styles()
        numbering = Numbering(self._part("numbering"), self._styles.linked_list)
        self._walker = Walker(package, self._styles, numbering, writer, tally, self._chunk)
        self._furniture_seen: set[str] = set()
        self._chunks_read: set[str] = set()
        self._edges_shown: list[tuple[str, str]] = []  # kind, relationship id; of a streamed main part

    def document(self) -> list[Block]:
        """Write headers, body, notes and footers in this order; return their blocks."""
        stream = self._stream()
        root = self._root() if stream is None else None
        blocks = self._edges(self._edge_parts(root, "header"))
        if self._writer.offset:
            self._writer.add("\n")
        blocks += self._body(root) if root is not None else self._streamed(stream)
        if self._package.budget.reached is None:
            blocks += self._notes("footnotes") + self._notes("endnotes")
            blocks += self._edges(self._edge_parts(root, "footer"))
        if self._styles.damaged:
            self.damaged.append(self._targets["styles"])
        return blocks

    def imported(self) -> list[Block]:
        """Write the body alone."""
        return self._body(self._root())

    def _body(self, root: Element) -> list[Block]:
        body = root.find(W + "body")
        return self._walker.story(body) if body is not None else []

    def _stream(self) -> BodyStream | None:
        """A reader of the main part piece by piece where it is long and written in the usual way."""
        size, limits = self._package.size(self._main), self._package.limits
        if size < min(STREAM_FROM, SHORTEST_ELEMENT * min(limits.elements, limits.attributes)):
            return None  # as one tree it holds no more than the limits allow
        first = next(self._package.pieces(self._main), b"")
        self._package.budget.inflated = 0
        if b"http://purl.oclc.org/ooxml/" in first or first[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"):
            return None
        self._edges_shown = list(edge_references(self._package, self._main))
        self._package.budget.inflated = 0
        return BodyStream(self._package, self._main, self._not_word)

    def _streamed(self, stream: BodyStream | None) -> list[Block]:
        self._walker.stream = stream
        blocks = self._walker.story(stream.children()) if stream is not None else []
        self._walker.stream = None
        return blocks

    def properties(self) -> dict[str, str]:
        """Title, creator and creation time as docProps/core.xml has them."""
        name = "docprops/core.xml"
        root = self._optional(self._package.parse, name) if name in self._package else None
        found: dict[str, str] = {}
        for element in root if root is not None else ():
            key, value = _PROPERTIES.get(element.tag), (element.text or "").strip()
            if key is not None and value:
                found[key] = value
        return found

    def external(self) -> list[str]:
        """The addresses that Word would load: templates, pictures, frames; links to click on are none."""
        settings = self._targets.get("settings", "")
        more = self._optional(self._package.relationships, settings) if settings else None
        links = [*self._links.values(), *(more or {}).values()]
        return [link.target for link in links if link.external and link.kind != "hyperlink"]

    def _main_part(self) -> str:
        main = self._package.main_part()
        if main is None or main not in self._package:
            raise refusal(
                "R131",
                self._package.path,
                "в архиве нет документа Word; проверьте файл или сохраните его заново как .docx",
                "the archive holds no Word document; check the file, or save it again as .docx",
            )
        return main

    def _root(self) -> Element:
        root = self._package.parse(self._main)
        if root.tag != W + "document":
            raise self._not_word()
        return root

    def _not_word(self) -> InputError:
        return refusal(
            "R137",
            self._package.path,
            "это не документ Word; откройте файл в его программе и сохраните как .docx или PDF",
            "this is not a Word document; open it in its own program and save it as .docx or PDF",
        )

    def _optional(self, read: Callable[[str], _Found], name: str) -> _Found | None:
        """A part that the text can do without: None where it is damaged or too large, which is noted."""
        try:
            return read(name)
        except DamagedPartError:
            self.damaged.append(name)
        except BeyondLimitError as error:
            self._package.budget.skip(error.limit, error.value)
        return None

    def _part(self, kind: str) -> Element | None:
        """The root of the part of this kind that the document links to."""
        name = self._targets.get(kind)
        return self._optional(self._package.parse, name) if name is not None else None

    def _read_styles(self) -> StyleSheet:
        name = self._targets.get("styles", "")
        data = (self._optional(self._package.read, name) or b"") if name else b""
        parse = partial(self._package.parse_bytes, name=name)
        sheet = self._optional(lambda part: StyleSheet(self._package.checked(data, part), parse), name)
        return sheet if sheet is not None else StyleSheet(b"", parse)

    def _edge_parts(self, root: Element | None, kind: str) -> list[str]:
        """The header or footer parts that the sections show, in order; `root` is None for a streamed part."""
        shown = (
            self._edges_shown
            if root is None
            else [
                (kind, reference.get(RELATIONSHIP_ID, ""))
                for section in root.iter(SECTION)
                for reference in section.iterfind(f"{W}{kind}Reference")
            ]
        )
        found: dict[str, None] = {}
        for shown_kind, identifier in shown:
            link = self._links.get(identifier)
            if shown_kind == kind and link is not None and not link.external:
                found[link.target] = None
        return list(found)

    def _furniture(self, container: Iterable[Element], story: str) -> list[Block]:
        """Write a header, footer or note unless the same text was written as furniture before."""
        writer = self._writer
        mark = writer.mark()
        if writer.offset:
            writer.add("\n")
        blocks = self._walker.story(container, counted_as=story)
        text = writer.since(mark).strip()
        if not text or text in self._furniture_seen:
            writer.rewind(mark)
            return []
        self._furniture_seen.add(text)
        return [block._replace(kind="furniture", table=None) for block in blocks]

    def _edges(self, parts: list[str]) -> list[Block]:
        blocks: list[Block] = []
        for name in parts:
            root = self._optional(self._package.parse, name)
            if root is not None:
                blocks += self._furniture(root, "edges")
        return blocks

    def _notes(self, kind: str) -> list[Block]:
        """Write the footnotes or endnotes that the text refers to, in the order of the references."""
        wanted = dict.fromkeys(self._tally.notes.get(kind, ()))
        root = self._part(kind) if wanted else None
        notes = (
            {element.get(W + "id", ""): element for element in root if len(element)}
            if root is not None
            else {}
        )
        blocks: list[Block] = []
        for identifier in wanted:
            if identifier in notes:
                blocks += self._furniture(notes[identifier], kind)
        return blocks

    def _chunk(self, relationship: str) -> list[Block]:
        """Write an imported piece; its kind is told by its content type or its name."""
        link = self._links.get(relationship)
        blocks: list[Block] = []
        if link is not None and not link.external and link.target not in self._chunks_read:
            # The same piece again and again would be a bomb; Word makes one part for each.
            self._chunks_read.add(link.target)
            data = self._optional(self._package.read, link.target)
            if data is not None and data.startswith(b"PK"):
                blocks = self._chunk_document(data)
            elif data is not None:
                content_type = self._package.content_type(link.target)
                blocks = self._lines(chunk_lines(data, content_type, link.target) or [])
        if blocks:
            self._tally.chunks += 1
        else:
            self._tally.skipped_chunks += 1
        return blocks

    def _chunk_document(self, data: bytes) -> list[Block]:
        if self._depth >= _DEEPEST_CHUNK:
            return []
        mark = self._writer.mark()
        try:
            inner = _PackageReader(
                Package(data, self._package.path, self._package.budget),
                self._writer,
                self._tally,
                self._depth + 1,
            )
            return inner.imported()
        except DamagedPartError:
            self._writer.rewind(mark)
            return []
        except BeyondLimitError as error:
            self._writer.rewind(mark)
            self._package.budget.skip(error.limit, error.value)
            return []

    def _lines(self, lines: list[str]) -> list[Block]:
        blocks: list[Block] = []
        for line in lines:
            if blocks:
                self._writer.add("\n")
            start = self._writer.offset
            self._writer.add(line)
            blocks.append(Block(self._writer.new_id(), "para", (Span(start, self._writer.offset),)))
        return blocks
