"""How the lines of a text file were set: measured in character columns, and the width they were cut at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from protoparse.document import Span
from protoparse.pattern import Pattern
from protoparse.readers.lines import (
    KEY,
    Column,
    Line,
    common_indents,
    ends_sentence,
    is_cut,
    label_of,
    opens_small,
    pitch_of,
)
from protoparse.readers.txt_tables import TextLine

_TAB = 8  # columns between tab stops
_NARROWEST_WRAP, _WIDEST_WRAP = 40, 140  # columns at which text is cut by hand or by a converter
UNLIMITED = 1_000_000.0  # the right edge of a file that is not wrapped
_LONGEST_KEY = 60  # characters: enough to see that a text is longer than any key or label

_GAP = Pattern(r"(?<=\S)(?: {4,}|\s*\t\s*)(?=\S)")
_COLON = Pattern(r"^[^:\s][^:]{0,40}:\s+(?=\S)")


def span_of(line: TextLine) -> Span:
    """The stretch of a line without the white space around it."""
    lead = len(line.text) - len(line.text.lstrip())
    return Span(line.start + lead, line.start + lead + len(line.text.strip()))


def measured(line: TextLine) -> Line:
    """The line measured in character columns."""
    wide = line.text.expandtabs(_TAB) if "\t" in line.text else line.text
    body = wide.strip()
    left = float(len(wide) - len(wide.lstrip()))
    span = span_of(line)
    stops: list[float] = []
    label = label_of(body)
    label_end = 0
    if label is not None:
        label_end = len(label) + len(body[len(label) :]) - len(body[len(label) :].lstrip())
        stops.append(left + label_end)
    colon = _COLON.match(body)
    if colon is not None:
        stops.append(left + colon.end())
    gapped = False
    stripped, column, done = line.text.strip(), int(left), 0
    for gap in _GAP.finditer(stripped):
        column = _column_after(column, stripped[done : gap.end()])
        done = gap.end()
        stops.append(float(column))
        before = stripped[: min(gap.start(), _LONGEST_KEY)]
        if not KEY.fullmatch(before) and before != label:
            gapped = True
    first = body.split(None, 1)[0]
    cut = first.find("-", 1) + 1
    return Line(
        body,
        span.start,
        span.end,
        left,
        left + len(body),
        float(line.index),
        page=line.page,
        head=float(cut if 0 < cut < len(first) else len(first)),
        stops=tuple(stops),
        gapped=gapped,
    )


def _column_after(column: int, text: str) -> int:
    """The character column behind a text that begins at a column.

    >>> _column_after(3, "аб"), _column_after(3, "аб\\tв")
    (5, 9)
    """
    if "\t" not in text:
        return column + len(text)
    return len((" " * (column % _TAB) + text).expandtabs(_TAB)) + column - column % _TAB


def column_of(lines: Sequence[Line]) -> Column:
    """The column of the file: its right edge is where lines were cut, or far away where they were not."""
    width = _wrap_width(lines)
    lefts = Counter(line.left for line in lines)
    common = [left for left, count in lefts.items() if count >= max(2, 0.02 * len(lines))]
    left = min(common, default=0.0)
    indented = sum(
        above.left - left >= 2 and below.left == left and opens_small(below.text)
        for above, below in pairwise(lines)
        if below.top - above.top == 1
    )
    if width is None:
        return Column(left, UNLIMITED, 1.0, pitch_of(lines, 1.0))
    indents = common_indents(lines, left, width - left, 1.0)
    return Column(left, width, 1.0, pitch_of(lines, 1.0), indented >= 2, indents)


def _wrap_width(lines: Sequence[Line]) -> float | None:
    """The column at which the lines of a file were cut, None where a line is a paragraph.

    Evidence is a line that goes on in the next one (it ends in a hyphen or not at a sentence end, the next
    opens small): where lines are cut, nearly all of these are full, that is, the next word would have passed
    the edge.
    """
    steps = [
        (above, below)
        for above, below in pairwise(lines)
        if below.top - above.top == 1
        and opens_small(below.text)
        and not ends_sentence(above.text)
        and label_of(below.text) is None
        and above.right >= _NARROWEST_WRAP
    ]
    if len(steps) < 3:
        return None
    ends = sorted(above.right for above, _ in steps)
    width = ends[min(len(ends) - 1, int(0.97 * len(ends)))]
    if width > _WIDEST_WRAP:
        return None
    full = sum(
        above.right + 1 + below.head > width or above.right >= 0.85 * width or is_cut(above.text)
        for above, below in steps
    )
    beyond = sum(line.right > width + 2 for line in lines)
    if full < 0.6 * len(steps) or beyond > 0.05 * len(lines) + 1:
        return None
    return width
