"""Heads of a table and the columns that a grammar knows by them."""

from __future__ import annotations

import functools
import operator
from collections.abc import Sequence

from protoparse.view import fold

COMMON_COLUMNS = frozenset({"number", "note"})  # stand in any table and tell nothing of its kind


def match_columns(columns: dict[str, tuple[str, ...]], heads: Sequence[str]) -> dict[str, int]:
    """Which column of a table carries which name: name → index; each head serves one name, the longest
    literal first.
    """
    return dict(_matched(tuple(columns.items()), tuple(heads)))


@functools.lru_cache(maxsize=256)  # each role asks for the heads of each table, some of them several times
def _matched(columns: tuple[tuple[str, tuple[str, ...]], ...], heads: tuple[str, ...]) -> dict[str, int]:
    found: dict[str, int] = {}
    free = {index: head for index, head in enumerate(fold(head).strip(' .:"') for head in heads) if head}
    for fits in (operator.contains, _one_opens):
        for name, literals in columns:
            if name in found:
                continue
            index = next((index for index, head in free.items() if fits(literals, head)), None)
            if index is not None:
                found[name] = index
                del free[index]
    return found


def _one_opens(literals: Sequence[str], head: str) -> bool:
    inside = f" {head}" if len(head) <= 60 else ""
    for literal in literals:
        if len(literal) < 4:
            if head == literal:
                return True
        elif head.startswith(literal) or f" {literal}" in inside:
            return True
    return False
