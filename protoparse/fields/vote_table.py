"""The vote of a table: «За │ % │ Против │ % │ …», or one row a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from protoparse.fields.vote_figure import VALUE, Figure, Role, VoteForm, figure, unanimity
from protoparse.pattern import Pattern
from protoparse.view import fold

_ROLE_CELL: tuple[tuple[Role, Pattern], ...] = (
    ("no", Pattern(r"(?<![а-я])против(?![а-я])")),
    ("abstain", Pattern(r"(?<![а-я])возд(?:ерж|\.|$)")),
    ("yes", Pattern(r"(?<![а-я])за(?![а-я])")),
)
_PERCENT_CELL = Pattern(r"%|процент|доля")
_CELL_VALUE = Pattern(rf"\W*(?:{VALUE})")
_TICK = Pattern(r"\s*[+vVхxХX✓✔]\s*$")


def _role_of_cell(cell: str) -> Role | None:
    folded = fold(cell)
    return next((role for role, pattern in _ROLE_CELL if len(folded) < 60 and pattern.search(folded)), None)


def _cell_figure(cell: str) -> tuple[bool, Figure | None]:
    """Whether a cell holds a figure, and the figure; percents hold one that is None."""
    match = _CELL_VALUE.match(fold(cell).strip())
    if match is None or match["blank"] or match["all"]:
        return False, None
    return True, figure(match)


def _column_roles(rows: Sequence[Sequence[str]]) -> tuple[dict[int, Role], set[int], int]:
    """Which column holds which figures, which columns hold percents, and how many head rows there are."""
    roles: dict[int, Role] = {}
    percents: set[int] = set()
    for index, row in enumerate(rows[:3]):
        found = {place: role for place, cell in enumerate(row) if (role := _role_of_cell(cell))}
        if not roles and len(set(found.values())) >= 2:
            current: Role | None = None
            for place, cell in enumerate(row):
                current = found.get(place, current if not cell.strip() else None)
                if current:
                    roles[place] = current
                if _PERCENT_CELL.search(fold(cell)) and not re.search(r"голос|кол", fold(cell)):
                    percents.add(place)
            continue
        if roles and not any(_cell_figure(cell)[0] for place, cell in enumerate(row) if place in roles):
            percents.update(
                place
                for place, cell in enumerate(row)
                if _PERCENT_CELL.search(fold(cell)) and "кол" not in fold(cell)
            )
            continue
        return roles, percents, index
    return roles, percents, min(len(rows), 3)


def _row_vote(row: Sequence[str], roles: dict[int, Role], percents: set[int]) -> VoteForm | None:
    figures: dict[str, Figure | None] = {}
    for place, role in roles.items():
        if place < len(row) and place not in percents and role not in figures:
            printed, value = _cell_figure(row[place])
            if printed and "%" not in row[place]:
                figures[role] = value
    if not figures:
        return None
    yes, no, abstain = (figures.get(role) for role in ("yes", "no", "abstain"))
    return VoteForm(0, 0, yes, no, abstain, unanimity(figures, set()))


def _ticked(rows: Sequence[Sequence[str]], roles: dict[int, Role]) -> VoteForm | None:
    """The vote of a table with a row for each voter and a tick in his column; None where it is none.

    >>> _ticked([["Зуев", "+", ""], ["Лось", "", "v"], ["Кедров", "+", ""]], {1: "yes", 2: "no"}).yes
    2
    """
    ticks = [
        role for row in rows for place, role in roles.items() if place < len(row) and _TICK.match(row[place])
    ]
    if len(ticks) < 2 or len(ticks) > len(rows):
        return None
    figures: dict[str, Figure | None] = {role: ticks.count(role) for role in roles.values()}
    yes, no, abstain = (figures.get(role) for role in ("yes", "no", "abstain"))
    return VoteForm(0, 0, yes, no, abstain, unanimity(figures, set()))


def votes_from_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> VoteForm | None:
    """The one vote of a table «За │ % │ Против │ % │ …» or of «За │ 8» row by row; None where it holds none.

    The head may take two rows, the second of them the first of `rows`. A table of several candidates has no
    single vote.

    >>> rows = [["голосов", "%", "голосов", "%"], ["992,25", "93,2", "0", "0"]]
    >>> vote = votes_from_table(["За", "", "Против", ""], rows)
    >>> vote.yes, vote.no
    (992.25, 0)
    """
    grid = [list(columns), *(list(row) for row in rows)]
    roles, percents, heads = _column_roles(grid)
    if roles:
        if (ticked := _ticked(grid, roles)) is not None:
            return ticked
        data = [vote for row in grid[heads:] if (vote := _row_vote(row, roles, percents))]
        return data[0] if len(data) == 1 else None
    figures: dict[str, Figure | None] = {}
    for row in grid:
        role = _role_of_cell(row[0]) if row else None
        if role is None or len(fold(row[0]).strip()) > 30:
            continue
        for cell in row[1:]:
            printed, value = _cell_figure(cell)
            if printed and role not in figures and "%" not in cell:
                figures[role] = value
    if len(figures) < 2:
        return None
    yes, no, abstain = (figures.get(name) for name in ("yes", "no", "abstain"))
    return VoteForm(0, 0, yes, no, abstain, unanimity(figures, set()))
