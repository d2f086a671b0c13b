"""Where a paragraph is cut because a label in its middle starts a block of its own."""

from __future__ import annotations

from collections.abc import Iterable

from protoparse.grammar.careful import CarefulPattern
from protoparse.pattern import Pattern

Split = Pattern | CarefulPattern


class Splits:
    """The patterns that cut paragraphs: few of their cues stand in one, and each is looked for once."""

    __slots__ = ("_always", "_by_cue", "patterns")

    def __init__(self, patterns: Iterable[Split]) -> None:
        self.patterns = tuple(patterns)
        self._by_cue: dict[str, list[Pattern]] = {}
        self._always: list[Split] = []
        for pattern in self.patterns:
            if isinstance(pattern, Pattern) and pattern.cues:
                for cue in pattern.cues:
                    self._by_cue.setdefault(cue, []).append(pattern)
            else:
                self._always.append(pattern)

    def cuts(self, text: str) -> list[int]:
        """Offsets of a clean paragraph where a label in its middle starts a block of its own, ascending."""
        tried = list(self._always)
        for cue, patterns in self._by_cue.items():
            if cue in text:
                tried += patterns
        found: set[int] = set()
        for pattern in tried:
            if isinstance(pattern, CarefulPattern):
                found.update(pattern.starts(text))
            else:
                found.update(match.start() for match in pattern.finditer(text))
        return sorted(found)
