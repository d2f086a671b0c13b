"""Lines out of the words of a page, in reading order, and the column that they fill."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from statistics import median

from protoparse.pattern import Pattern
from protoparse.readers.lines import (
    KEY,
    Column,
    Line,
    common_indents,
    ends_sentence,
    label_of,
    opens_small,
    pitch_of,
)
from protoparse.readers.pdf_page import Word

SAME_LINE = 0.45  # of the letter size: base lines nearer than this are one line (raised letters included)
WIDE_GAP = 1.8  # letter sizes: a gap wider than this, and than the gaps around it, parts a line
FEWEST_COLUMN_LINES = 6
MOST_GUTTERS = 12  # of a line that are tried
MOST_COLUMN_LINES = 150  # of one page; more are looked at in the next round

_BY_BASE, _BY_LEFT = attrgetter("base", "left"), attrgetter("left", "order")
_APPROVAL = Pattern(
    r"(?:утвержд|согласован|принят|рассмотрен|одобрен|введен|введён|учтен|учтён)", re.IGNORECASE
)


@dataclass(slots=True)
class Draft:
    """A line before it has a place in the text: `text` is what will be printed, `words` where it stood.

    `region` is None for the body; lines of side-by-side columns carry the edges of theirs.
    """

    words: list[Word]
    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    page: int
    gapped: bool
    stops: tuple[float, ...]
    region: tuple[float, float] | None = None

    def placed(self, start: int) -> Line:
        """The line with its offsets, once it has been written at `start`."""
        first = self.words[0]
        piece = first.text.find("-", 1) + 1
        share = piece / len(first.text) if 0 < piece < len(first.text) else 1.0
        return Line(
            self.text,
            start,
            start + len(self.text),
            self.left,
            self.right,
            self.base,
            self.size,
            self.page,
            self.bold,
            (first.right - first.left) * share,
            0.25 * self.size,
            self.stops,
            self.gapped,
        )


def lines_of(words: Sequence[Word], page: int) -> list[Draft]:
    """The lines that upright words stand on, top to bottom."""
    clusters: list[list[Word]] = []
    base = size = 0.0
    for word in sorted(words, key=_BY_BASE):
        if clusters and word.base - base <= SAME_LINE * max(size, word.size):
            clusters[-1].append(word)
            if word.size > size * 1.05:
                base, size = word.base, word.size
        else:
            clusters.append([word])
            base, size = word.base, word.size
    return [_draft(cluster, page) for cluster in clusters]


def aside(words: Sequence[Word], page: int) -> Draft | None:
    """Words set at an angle to the page, in the file's order, as one line; None where there are none."""
    if not words:
        return None
    ordered = sorted(words, key=lambda word: word.order)
    text = " ".join(word.text for word in ordered)
    return Draft(
        ordered,
        text,
        min(word.left for word in ordered),
        max(word.right for word in ordered),
        max(word.base for word in ordered),
        ordered[0].size,
        all(word.bold for word in ordered),
        page,
        False,
        (),
    )


def reading_order(drafts: Sequence[Draft]) -> list[Draft]:
    """Lines in the order they are read: where text stands in two columns, the left one comes first."""
    result: list[Draft] = []
    position = 0
    while position < len(drafts):
        split = _columns_from(drafts, position)
        if split is None:
            result.append(drafts[position])
            position += 1
            continue
        end, gutter, prose = split
        run = drafts[position:end]
        halves = [[word for word in draft.words if word.right <= gutter + 0.1] for draft in run]
        rests = [[word for word in draft.words if word.right > gutter + 0.1] for draft in run]
        for side in (halves, rests):
            parts = [_draft(words, run[0].page) for words in side if words]
            # Stamps of approval side by side are short lines of their own, columns of prose are full.
            margin = 0.0 if prose else 20 * run[0].size
            edges = (min(part.left for part in parts), max(part.right for part in parts) + margin)
            for part in parts:
                part.region = edges
            result.extend(parts)
        position = end
    return result


def body_column(lines: Sequence[Draft], width: float) -> Column:
    """The column that most of these lines are set in.

    Where no two lines share a right edge, the page's tells.
    """
    size = median(line.size for line in lines) if lines else 12.0
    tolerance = max(0.2 * size, 1.5)
    placed = [line.placed(0) for line in lines]
    lefts = _shared_edges([line.left for line in lines])
    left = min(lefts) if lefts else min((line.left for line in lines), default=0.1 * width)
    rights = _shared_edges([line.right for line in lines], least=3)
    widest = max((line.right for line in lines), default=0.9 * width)
    if rights and max(rights) >= widest - 0.12 * width:
        right = max(rights)
    else:
        right = max(widest, width - left)
        right = min(right, max(widest, width - 0.07 * width))
    indented = sum(
        line.left - left > size and below.left - left <= tolerance and opens_small(below.text)
        for line, below in itertools.pairwise(lines)
    )
    indents = common_indents(placed, left, right - left, tolerance)
    return Column(left, right, tolerance, pitch_of(placed), indented >= 2, indents)


def _shared_edges(values: Sequence[float], least: int = 2, near: float = 1.5) -> list[float]:
    """Positions that several values agree on; rare ones are left out where others are much more frequent."""
    clusters: list[list[float]] = []
    for value in sorted(values):
        if clusters and value - clusters[-1][0] <= 2 * near:
            clusters[-1].append(value)
        else:
            clusters.append([value])
    most = max((len(cluster) for cluster in clusters), default=0)
    floor = max(least, 0.08 * most)
    return [median(cluster) for cluster in clusters if len(cluster) >= floor]


def _draft(words: Sequence[Word], page: int) -> Draft:
    if len(words) == 1:  # most cells of tables are
        [word] = words
        return Draft(
            [word], word.text, word.left, word.right, word.base, word.size, word.bold, page, False, ()
        )
    ordered = sorted(words, key=_BY_LEFT)
    size, bold = _size_and_weight(ordered)
    gaps = [
        after.left - before.right if after.left > before.right else 0.0
        for before, after in itertools.pairwise(ordered)
    ]
    usual = median(gaps) if len(gaps) > 1 else 0.25 * size
    widest = WIDE_GAP * size  # within a part of the line
    parts = [ordered[0].text]
    stops: list[float] = []
    gapped = False
    first_colon = True
    for index, (gap, word) in enumerate(zip(gaps, ordered[1:], strict=True)):
        before = ordered[index]
        if index and gap <= widest and not before.text.endswith(":"):  # as between most words
            parts.append(" " + word.text)
            continue
        wide = gap > widest and (gap > 2.5 * usual or len(gaps) <= 2)
        colon = before.text.endswith(":") and first_colon
        label = index == 0 and label_of(f"{before.text} {word.text}") is not None
        if wide or colon or label or (index == 0 and before.text in "-–—•"):
            stops.append(word.left)
        if colon:
            first_colon = False
        if wide and not label and not (colon and KEY.match(" ".join(parts))):
            gapped = True
        parts.append(("\t" if wide else " ") + word.text)
    return Draft(
        ordered,
        "".join(parts),
        ordered[0].left,
        max([word.right for word in ordered]),
        _base_of(ordered, size),
        size,
        bold,
        page,
        gapped,
        tuple(stops),
    )


def _base_of(words: Sequence[Word], size: float) -> float:
    """The base line of the longest word in the letter size of the line."""
    if len({word.base for word in words}) == 1:
        return words[0].base
    return max(words, key=lambda word: (word.size == size, len(word.text))).base


def _size_and_weight(words: Sequence[Word]) -> tuple[float, bool]:
    """The letter size of most letters, and whether nearly all of them are bold."""
    sizes: dict[float, int] = {}
    bold = letters = 0
    for word in words:
        length = len(word.text)
        letters += length
        sizes[word.size] = sizes.get(word.size, 0) + length
        if word.bold:
            bold += length
    if len(sizes) == 1:
        return words[0].size, bold >= 0.9 * letters
    return max(sizes, key=lambda size: (sizes[size], size)), bold >= 0.9 * letters


def _columns_from(drafts: Sequence[Draft], start: int) -> tuple[int, float, bool] | None:
    """Where the text in two columns that begins at `start` ends, its gutter, whether it is prose.

    None without.
    """
    first = drafts[start]
    for low, high in _gaps(first):
        end = start + 1
        split = 1
        while end < min(len(drafts), start + MOST_COLUMN_LINES):
            draft = drafts[end]
            if draft.base - drafts[end - 1].base > 4 * draft.size:
                break
            across = [word for word in draft.words if word.left < high and word.right > low]
            if across:
                narrowed = _narrowed(draft, low, high)
                if narrowed is None:
                    break
                low, high = narrowed
            both = draft.left < low and draft.right > high
            split += both
            end += 1
        run = drafts[start:end]
        if split >= 2 and _are_stamps(run[0], low, high):
            return end, (low + high) / 2, False
        if _is_two_columns(run, low, high, split):
            return end, (low + high) / 2, True
    return None


def _gaps(draft: Draft) -> list[tuple[float, float]]:
    """The first gaps of a line that may be a gutter."""
    wide = (
        (before.right, after.left)
        for before, after in itertools.pairwise(draft.words)
        if after.left - before.right >= draft.size
    )
    return list(itertools.islice(wide, MOST_GUTTERS))


def _narrowed(draft: Draft, low: float, high: float) -> tuple[float, float] | None:
    """The widest part of the gutter that the words of a line leave free; None when too little is left."""
    edges = [low]
    for word in draft.words:
        if word.right > low and word.left < high:
            edges += [max(word.left, low), min(word.right, high)]
    edges.append(high)
    free = max(zip(edges[::2], edges[1::2], strict=True), key=lambda gap: gap[1] - gap[0])
    return free if free[1] - free[0] >= 0.7 * draft.size else None


def _are_stamps(first: Draft, low: float, high: float) -> bool:
    """Whether two stamps of approval («ПРИНЯТО», «УТВЕРЖДАЮ») begin here side by side."""
    left = _text([word for word in first.words if word.right <= low + 0.1])
    right = _text([word for word in first.words if word.left >= high - 0.1])
    return all(_APPROVAL.match(text.lstrip('«"')) is not None for text in (left, right))


def _is_two_columns(run: Sequence[Draft], low: float, high: float, split: int) -> bool:
    lefts = [[word for word in draft.words if word.right <= low + 0.1] for draft in run]
    rights = [[word for word in draft.words if word.left >= high - 0.1] for draft in run]
    if not lefts[0] or not rights[0]:
        return False
    if len(run) < FEWEST_COLUMN_LINES or split < 0.6 * len(run):
        return False
    return all(_runs_on([part for part in side if part]) for side in (lefts, rights))


def _runs_on(lines: Sequence[Sequence[Word]]) -> bool:
    """Whether these are lines of prose: mostly full, several words each, going on from line to line."""
    if len(lines) < 4:
        return False
    edge = max(line[-1].right for line in lines)
    start = min(line[0].left for line in lines)
    full = sum(line[-1].right >= edge - 0.15 * (edge - start) for line in lines)
    words = sum(len(line) for line in lines)
    on = sum(
        opens_small(_text(below)) and not ends_sentence(_text(above))
        for above, below in itertools.pairwise(lines)
    )
    return full >= 0.5 * len(lines) and words >= 3 * len(lines) and on >= 0.4 * (len(lines) - 1)


def _text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
