"""Paragraphs and ruled tables on made PDF pages, in lines of 100 letters of 10 points."""

from __future__ import annotations

from pdf_maker import Page

LEFT = 70.0  # points; lines end at 570
COLUMNS = [70.0, 110.0, 330.0, 570.0]  # points, the rules between columns


def prose(page: Page, top: float, lines: list[str], *, indent: float = 35) -> float:
    """Writes a paragraph with an indented first line, lines 12 points apart.

    Returns where the next one goes.
    """
    for number, line in enumerate(lines):
        page.text(LEFT + (indent if number == 0 else 0), top, line)
        top += 12
    return top


def full(start: str, length: int = 100, end: str = "") -> str:
    """A line of words that reaches the right edge."""
    filler = "вопросы подготовки обсуждались всеми членами совета и были признаны важными для школы "
    return (start + (filler * 3)[: length - len(start) - len(end)])[: length - len(end)] + end


def fill(page: Page, top: float, cells: list[list[str]]) -> float:
    """A ruled table: a row is a list of cells, a cell's lines are parted by «|»."""
    edges = [top]
    for cells_of_row in cells:
        height = 0.0
        for x, text in zip(COLUMNS, cells_of_row, strict=False):
            for number, line in enumerate(text.split("|")):
                page.text(x + 5, top + 12 + 12 * number, line)
                height = max(height, 12 * number + 18)
        top += height
        edges.append(top)
    page.grid(COLUMNS, edges)
    return top
