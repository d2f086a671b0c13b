"""Tables out of ruling lines.

Rules that touch make one drawing; its edges give a grid; where no rule stands between two grid fields they
are one merged cell. That gives the same cells as pdfplumber's finder (the tests compare), and row and column
spans besides, without loading pdfplumber. Sides that a page edge or a style leaves undrawn are closed where
several rules end together.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from protoparse.readers.pdf_page import Rule

SNAP = 3.0  # points: rules nearer than this are one (double borders, corners that do not quite meet)
SHORTEST = 6.0  # points: a shorter joined rule is part of a letter or of a check box
MOST_CROSSINGS = 2_000_000  # of level with upright rules
COVER = 0.7  # of a grid field's side must be drawn for the side to be a border


@dataclass(frozen=True, slots=True)
class Field:
    """A cell: its grid place, its spans, its box in points."""

    row: int
    column: int
    row_span: int
    column_span: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A drawn table: positions of its vertical and horizontal rules, its cells row by row."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    fields: tuple[Field, ...]

    def places(self) -> dict[tuple[int, int], int]:
        """Which field, by its index in `fields`, covers each row and column of the grid."""
        return {
            (row, column): index
            for index, place in enumerate(self.fields)
            for row in range(place.row, place.row + place.row_span)
            for column in range(place.column, place.column + place.column_span)
        }

    def at(self, x: float, y: float) -> tuple[int, int]:
        """The row and column of a point; outside the grid they are outside its range."""
        return bisect_right(self.rows, y) - 1, bisect_right(self.columns, x) - 1

    @property
    def left(self) -> float:
        return self.columns[0]

    @property
    def right(self) -> float:
        return self.columns[-1]

    @property
    def top(self) -> float:
        return self.rows[0]

    @property
    def bottom(self) -> float:
        return self.rows[-1]


@dataclass(slots=True)
class _Edge:
    """A rule after snapping: where it stands (`at`), from where to where it runs."""

    at: float
    low: float
    high: float


def find_grids(rules: Sequence[Rule]) -> list[Grid]:
    """The tables of a page, top to bottom. Frames of one cell and lone lines are none.

    >>> frame = [Rule(0, 0, 90, 0), Rule(0, 40, 90, 40), Rule(0, 0, 0, 40), Rule(90, 0, 90, 40)]
    >>> find_grids(frame)
    []
    >>> [(f.row, f.column) for f in find_grids([*frame, Rule(45, 0, 45, 40)])[0].fields]
    [(0, 0), (0, 1)]
    """
    level = _joined((rule.top, rule.left, rule.right) for rule in rules if rule.horizontal)
    upright = _joined((rule.left, rule.top, rule.bottom) for rule in rules if not rule.horizontal)
    if len(level) * len(upright) > MOST_CROSSINGS:
        return []  # a drawing; the largest tables of a page have some thousand
    grids = [grid for group in _groups(level, upright) if (grid := _grid(group[0], group[1])) is not None]
    outer = [grid for grid in grids if not any(_inside(grid, other) for other in grids if other is not grid)]
    return sorted(outer, key=lambda grid: (grid.top, grid.left))


def _inside(grid: Grid, other: Grid) -> bool:
    return (
        grid.left >= other.left - SNAP
        and grid.right <= other.right + SNAP
        and grid.top >= other.top - SNAP
        and grid.bottom <= other.bottom + SNAP
        and (grid.columns, grid.rows) != (other.columns, other.rows)
    )


def _joined(rules: Iterable[tuple[float, float, float]]) -> list[_Edge]:
    """Rules on one line made one where they touch. Input: position, low end, high end."""
    ordered = sorted(rules)
    lanes: list[list[tuple[float, float, float]]] = []
    last = 0.0
    for rule in ordered:
        if not lanes or rule[0] - last > SNAP:
            lanes.append([])
        lanes[-1].append(rule)
        last = rule[0]
    edges: list[_Edge] = []
    for lane in lanes:
        at = sum(rule[0] for rule in lane) / len(lane)
        current: _Edge | None = None
        for _, low, high in sorted(lane, key=lambda rule: (rule[1], rule[2])):
            if current is None or low > current.high + SNAP:
                current = _Edge(at, low, high)
                edges.append(current)
            else:
                current.high = max(current.high, high)
    return [edge for edge in edges if edge.high - edge.low >= SHORTEST]


def _groups(level: list[_Edge], upright: list[_Edge]) -> list[tuple[list[_Edge], list[_Edge]]]:
    """Drawings: level and upright edges that touch each other."""
    parent = list(range(len(level) + len(upright)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    by_height = sorted(range(len(level)), key=lambda index: level[index].at)
    heights = [level[index].at for index in by_height]
    for offset, edge in enumerate(upright, start=len(level)):
        first = bisect_left(heights, edge.low - SNAP)
        last = bisect_right(heights, edge.high + SNAP)
        for index in by_height[first:last]:
            if level[index].low - SNAP <= edge.at <= level[index].high + SNAP:
                parent[root(offset)] = root(index)
    groups: dict[int, tuple[list[_Edge], list[_Edge]]] = {}
    for index, edge in enumerate(level):
        groups.setdefault(root(index), ([], []))[0].append(edge)
    for index, edge in enumerate(upright, start=len(level)):
        groups.setdefault(root(index), ([], []))[1].append(edge)
    return [group for group in groups.values() if group[0] and group[1]]


def _positions(edges: Iterable[_Edge]) -> list[float]:
    """Where edges stand, those nearer than SNAP taken together."""
    result: list[float] = []
    for at in sorted(edge.at for edge in edges):
        if not result or at - result[-1] > SNAP:
            result.append(at)
    return result


def _closing(edges: list[_Edge], across: list[_Edge]) -> list[_Edge]:
    """Sides that are not drawn.

    Three or more parallel edges end together beyond the last edge across them.
    """
    added: list[_Edge] = []
    places = [edge.at for edge in across]
    for outermost, ends in (
        (min(places), sorted((edge.low, edge.at) for edge in edges)),
        (max(places), sorted(((edge.high, edge.at) for edge in edges), reverse=True)),
    ):
        limit = ends[0][0]
        if abs(limit - outermost) <= 2 * SNAP or (limit > outermost) == (outermost == min(places)):
            continue
        together = [at for end, at in ends if abs(end - limit) <= SNAP]
        if len(together) >= 3:
            added.append(_Edge(limit, min(together), max(together)))
    return added


def _grid(level: list[_Edge], upright: list[_Edge]) -> Grid | None:
    level = level + _closing(upright, level)
    upright = upright + _closing(level, upright)
    columns, rows = _positions(upright), _positions(level)
    if len(columns) < 2 or len(rows) < 2 or len(columns) * len(rows) < 6:
        return None
    if (len(columns) - 1) * (len(rows) - 1) > 100_000:
        return None
    wide, high = len(columns) - 1, len(rows) - 1
    # drawn_level[r][c]: a border runs along the top of field (r, c); drawn_upright[r][c]: along its left.
    drawn_level = [[False] * wide for _ in rows]
    drawn_upright = [[False] * len(columns) for _ in range(high)]
    for edge in level:
        row = _nearest(rows, edge.at)
        for column in _covered(columns, edge.low, edge.high):
            drawn_level[row][column] = True
    for edge in upright:
        column = _nearest(columns, edge.at)
        for row in _covered(rows, edge.low, edge.high):
            drawn_upright[row][column] = True
    fields = _fields(columns, rows, drawn_level, drawn_upright)
    if len(fields) < 2:
        return None
    return Grid(tuple(columns), tuple(rows), tuple(fields))


def _nearest(places: list[float], at: float) -> int:
    index = bisect_left(places, at)
    candidates = [spot for spot in (index - 1, index) if 0 <= spot < len(places)]
    return min(candidates, key=lambda spot: abs(places[spot] - at))


def _covered(places: list[float], low: float, high: float) -> list[int]:
    """The intervals of `places` that low…high covers for the most part."""
    result = []
    start = max(bisect_right(places, low) - 1, 0)
    for index in range(start, len(places) - 1):
        if places[index] >= high:
            break
        shared = min(high, places[index + 1]) - max(low, places[index])
        if shared >= COVER * (places[index + 1] - places[index]):
            result.append(index)
    return result


def _fields(
    columns: list[float], rows: list[float], drawn_level: list[list[bool]], drawn_upright: list[list[bool]]
) -> list[Field]:
    """Fields that no border parts, taken together; those that touch the open outside are none."""
    wide, high = len(columns) - 1, len(rows) - 1
    owner = [[-1] * wide for _ in range(high)]
    fields: list[Field] = []
    for row in range(high):
        for column in range(wide):
            if owner[row][column] >= 0:
                continue
            mark = row * wide + column
            stack, members, open_side = [(row, column)], [], False
            owner[row][column] = mark
            while stack:
                r, c = stack.pop()
                members.append((r, c))
                steps = (
                    (r - 1, c, drawn_level[r][c]),
                    (r + 1, c, drawn_level[r + 1][c]),
                    (r, c - 1, drawn_upright[r][c]),
                    (r, c + 1, drawn_upright[r][c + 1]),
                )
                for next_row, next_column, border in steps:
                    if border:
                        continue
                    if not (0 <= next_row < high and 0 <= next_column < wide):
                        open_side = True
                    elif owner[next_row][next_column] < 0:
                        owner[next_row][next_column] = mark
                        stack.append((next_row, next_column))
            if open_side:
                continue
            top, bottom = min(r for r, _ in members), max(r for r, _ in members)
            left, right = min(c for _, c in members), max(c for _, c in members)
            if len(members) != (bottom - top + 1) * (right - left + 1):
                continue  # not a rectangle: crossing drawings
            fields.append(
                Field(
                    top,
                    left,
                    bottom - top + 1,
                    right - left + 1,
                    columns[left],
                    rows[top],
                    columns[right + 1],
                    rows[bottom + 1],
                )
            )
    return fields
