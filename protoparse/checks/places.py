"""Where findings are: lines and paragraphs of a text, and a finding with its place spelled out."""

from __future__ import annotations

import re
from bisect import bisect_right

from protoparse.checks.base import Rule
from protoparse.checks.finding import Finding, Severity, shorten, window
from protoparse.document import Document, Span
from protoparse.model import TextSpan


class Places:
    """Lines and paragraphs of a text by offset, both from 1."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._lines = [0, *(match.end() for match in re.finditer("\n", document.text))]
        self._blocks = [block.span.start for block in document.blocks]

    def line(self, offset: int) -> int:
        return bisect_right(self._lines, offset)

    def line_start(self, line: int) -> int:
        return self._lines[line - 1]

    def paragraph(self, offset: int) -> int | None:
        return bisect_right(self._blocks, offset) or None


def make_finding(
    rule: Rule,
    severity: Severity,
    file: str,
    protocol: int | None,
    places: Places | None,
    place: Span | TextSpan | None,
    values: dict[str, object],
) -> Finding:
    """A finding with its place spelled out."""
    ru, en = rule.message_with(values)
    page = paragraph = line = column = None
    quote: str | None = None
    excerpt: str | None = None
    caret = caret_length = None
    if place is not None and places is not None:
        text = places.document.text
        start = place.start
        line = places.line(start)
        column = start - places.line_start(line) + 1
        paragraph = places.paragraph(start)
        page = places.document.page_of(start)
        quote = shorten(text[start : place.end]) or None
        excerpt, caret, caret_length = window(text, start, place.end)
    elif isinstance(place, TextSpan):
        page = place.page
    return Finding(
        code=rule.code,
        severity=severity,
        message_ru=ru,
        message_en=en,
        hint_ru=rule.hint[0],
        hint_en=rule.hint[1],
        source=rule.source,
        file=file or None,
        protocol=protocol,
        start=place.start if place is not None else None,
        end=place.end if place is not None else None,
        page=page,
        paragraph=paragraph,
        line=line,
        column=column,
        quote=quote,
        excerpt=excerpt,
        caret=caret,
        caret_length=caret_length,
    )
