"""The `yes` and `no` texts of a grammar, run: a `yes` must score at least 0 for its role, a `no` must not.

A score is what labelling counts: the points of all marks that speak, less `cost.base`. Where a text stands in
its document is unknown here: a `yes` is tried early and late and the better score counts, a `no` stands late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from protoparse.document import Block, Span
from protoparse.grammar.compile import Grammar
from protoparse.grammar.spec import GrammarSpec
from protoparse.grammar.words import Words
from protoparse.list_label import find_label
from protoparse.normalise import CellView, Unit
from protoparse.view import View, clean, fold

CELL = "¦"  # between the cells of a row of a table, in examples and in label files
_LATE = 10_000  # the index of a block far behind the start


@dataclass(frozen=True, slots=True)
class Example:
    """One example and how it went: `expected` is True for a `yes`; `marks` are those that spoke."""

    role: str
    text: str
    expected: bool
    points: float
    marks: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return (self.points >= 0) == self.expected


def unit_of(text: str, *, early: bool = False, words: Words | None = None) -> Unit:
    """A block of its own with this text, read by `words`; `¦` in it makes it a table of one row.

    >>> unit_of("1. Утвердить план").folded, len(unit_of("№ ¦ Вопрос").rows[0])
    ('утвердить план', 2)
    """
    reads = (words or Words({})).read
    block = Block(0, "para", (Span(0, len(text)),))
    rows: tuple[tuple[CellView, ...], ...] = ()
    if CELL in text:
        cells = [reads(clean(cell, [Span(0, len(cell))])) for cell in text.split(CELL)]
        rows = (tuple(CellView(0, column, 1, 1, (cell,)) for column, cell in enumerate(cells)),)
        view = View.join(cells)
    else:
        view = reads(clean(text, [Span(0, len(text))]))
    label = None if rows else find_label(view.flat)
    folded = fold(view.text[label.end :] if label else view.text)
    return Unit(0 if early else _LATE, view, block.spans, block, label, folded, rows)


def score(grammar: Grammar, role: str, text: str, *, early: bool) -> tuple[float, tuple[str, ...]]:
    """The points of one text for one role, and the marks that spoke."""
    return grammar.score(unit_of(text, early=early, words=grammar.words))[role]


def run_examples(grammar: Grammar, spec: GrammarSpec) -> list[Example]:
    """Every example of every role that the flow uses, in the order of the file."""
    results: list[Example] = []
    for name, block in spec.block.items():
        if name not in grammar.roles:
            continue
        for texts, expected in ((block.yes, True), (block.no, False)):
            results += [_run(grammar, name, text, expected) for text in texts]
    return results


def _run(grammar: Grammar, role: str, text: str, expected: bool) -> Example:
    places: Sequence[bool] = (True, False) if expected else (False,)
    points, marks = max(score(grammar, role, text, early=early) for early in places)
    return Example(role, text, expected, points, marks)
