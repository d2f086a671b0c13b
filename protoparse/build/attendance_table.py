"""Tables of people: what a row says of attendance, and which of its cells speak of the person."""

from __future__ import annotations

from collections.abc import Sequence

from protoparse.build.columns import Row
from protoparse.fields.person import find_names
from protoparse.fields.role import read_role
from protoparse.normalise import CellView
from protoparse.pattern import Pattern
from protoparse.view import View, fold

_ABSENT_HEAD = Pattern(r"(?:нет|отсутств\w*|не\s+присутств\w*)(?:\s*\(|\s*$|[,.:])")
_ABSENT_MARK = Pattern(
    r"(?:отсутств\w*|не\s+явил\w+|нет|не\s+был[аи]?|отпуск|больничн\w+(?:\sлист)?|б/л(?:ист)?|болезнь|болеет|болен"
    r"|больна|командировка|в\s(?:отпуске|командировке)|на\s(?:больничном|учебе|курсах|сессии)|уваж\w*)(?:[\s(,].{0,60})?"
)
_TICK = Pattern(r"[+v✓✔]|да|был[аи]?|присутств\w+")
# Cells that say nothing of the person: numbers, marks of attendance, signatures.
_MARK = Pattern(r"[\W\d_+]*|(?:присутств\w+|отсутств\w+|да|нет|явка|подпись)\W*")
_POST_BESIDE_NAME = 6  # characters by which a cell is longer than its name when it says the post too


def absent_column(rows: Sequence[Row]) -> int | None:
    """The grid column whose marks mean absence («нет (причина)»), None where there is none."""
    for row in rows[:2]:
        for cell in row:
            if _ABSENT_HEAD.match(fold(cell.view.flat)):
                return cell.column
    return None


def has_marks(rows: Sequence[Row]) -> bool:
    """Whether a column of the table ticks off who is there, so that a dash in it means absence."""
    return any(_TICK.fullmatch(fold(cell.view.flat)) for row in rows for cell in row)


def says_absent(cells: Row, *, ticked: bool) -> bool:
    """Whether one of the cells of a row is a mark of absence; a dash is one where others are `ticked`."""
    marks = [fold(cell.view.flat).strip(" .") for cell in cells]
    return any(_ABSENT_MARK.fullmatch(mark) or (ticked and mark in ("-", "н")) for mark in marks)


def named_cells(cells: Row) -> list[CellView]:
    """The cells that name somebody."""
    return [cell for cell in cells if find_names(cell.view.flat)]


def row_of_one(cells: Row, named: CellView) -> View:
    """What a row says of the one person that it names: the name first, then post and organisation."""
    names = find_names(named.view.flat)
    length = names[0].end - names[0].start
    beside = named.view.flat[names[0].end :].strip(" ()")
    if beside and (office := read_role(beside, label=True)) is not None and office.end == len(beside):
        length = len(named.view.flat)  # «Зуев Т.Т. (секретарь)»: the post stands in another cell
    if len(named.view.flat) > length + _POST_BESIDE_NAME or len(names) > 1:
        return named.view
    rest = [
        cell.view
        for cell in cells
        if cell is not named and len(cell.view.flat.strip()) > 2 and not _MARK.fullmatch(fold(cell.view.flat))
    ]
    return View.join((named.view, *rest), ", ")
