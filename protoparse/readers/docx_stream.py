"""The main part of a long Word document, read paragraph by paragraph and row by row.

A tree of the whole part takes ten times its bytes; here each paragraph of the body, and each row of its
tables, is dropped once it was read. Short documents are faster as one tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from protoparse.readers.docx_names import SETTINGS, TABLE, W
from protoparse.readers.package import Package

STREAM_FROM = 8 * 1024 * 1024  # bytes of an inflated main part
_DOCTYPE = b"<!DOCTYPE"
_EDGE = re.compile(
    rb"""<\w{1,20}:(header|footer)Reference\s[^<>]{0,500}?\w:id\s*=\s*["']([^"'<>]{1,200})["'][^<>]{0,500}>"""
)
_LONGEST_EDGE = 1500  # bytes of such an element
_BODY_CHILD = 3  # depth: document, body, paragraph


def edge_references(package: Package, name: str) -> Iterator[tuple[str, str]]:
    """The headers and footers that the sections of a part show: (header | footer, relationship id)."""
    rest = b""
    for piece in package.pieces(name):
        text = rest + piece
        end = 0
        for found in _EDGE.finditer(text):
            end = found.end()
            yield found[1].decode(), found[2].decode("utf-8", "replace")
        rest = text[max(end, len(text) - _LONGEST_EDGE) :]


class BodyStream:
    """The children of `w:body`, complete when they are handed out; of a table the rows follow one by one.

    Raises InputError for a DOCTYPE, DamagedPartError for XML that breaks; stops the package's budget at the
    limits of XML.
    """

    def __init__(self, package: Package, name: str, refuse_root: Callable[[], Exception]) -> None:
        self._package = package
        self._name = name
        self._refuse_root = refuse_root
        self._parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
        self._events = self._read()
        self._depth = 0
        self._table: Element | None = None  # whose rows are being handed out

    def children(self) -> Iterator[Element]:
        """Paragraphs, tables and what else stands in the body."""
        body: Element | None = None
        for kind, element in self._events:
            if kind == "start":
                self._depth += 1
                if self._depth == 1 and element.tag != W + "document":
                    raise self._refuse_root()
                if self._depth == _BODY_CHILD - 1:
                    body = element if element.tag == W + "body" else None
                elif self._depth == _BODY_CHILD and element.tag == TABLE and body is not None:
                    self._table = element
                    yield element
                    for _ in self._rows():
                        pass  # what the reader left
                    body.clear()
            else:
                self._depth -= 1
                if self._depth == _BODY_CHILD - 1 and body is not None:
                    yield element
                    body.clear()

    def rows(self, table: Element) -> Iterator[Element]:
        """The children of a table: read on where it is the one being handed out, else those it has."""
        return self._rows() if table is self._table else iter(table)

    def _rows(self) -> Iterator[Element]:
        table = self._table
        if table is None:
            return
        for kind, element in self._events:
            if kind == "start":
                self._depth += 1
                continue
            self._depth -= 1
            if element is table:
                self._table = None
                return
            if self._depth == _BODY_CHILD:
                yield element
                if element.tag not in SETTINGS:
                    table.remove(element)

    def _read(self) -> Iterator[tuple[str, Element]]:
        """Parser events, until a limit is reached."""
        package, parser, limits = self._package, self._parser, self._package.limits
        elements = attributes = silent = 0
        tail = b""
        for piece in package.pieces(self._name):
            if _DOCTYPE in tail + piece[:16] or _DOCTYPE in piece:
                raise package.doctype(self._name)
            tail = piece[-16:]
            attributes += piece.count(b"=")
            if attributes > limits.attributes:
                package.budget.stop("attributes", attributes)
                return
            try:
                parser.feed(piece)
                before = elements
                for event in parser.read_events():
                    elements += event[0] == "start"
                    yield event  # type: ignore[misc]
                    if self._depth > limits.depth:
                        package.budget.stop("depth", self._depth)
                        return
            except (ParseError, ValueError) as error:
                raise package.damaged("R132", f"часть «{self._name}»", f"part {self._name!r}") from error
            silent = 0 if elements > before else silent + len(piece)
            if silent > limits.token:
                package.budget.stop("token", silent)
                return
            if elements > limits.elements:
                package.budget.stop("elements", elements)
                return
        try:
            parser.close()
        except ParseError as error:
            raise package.damaged("R132", f"часть «{self._name}»", f"part {self._name!r}") from error
        yield from parser.read_events()  # type: ignore[misc]
