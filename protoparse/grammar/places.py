"""Where things stand in the text of a grammar file: line and column, from 1."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from protoparse.pattern import Pattern

Place = tuple[int, int]
_TABLE = Pattern(r"\s*\[{1,2}\s*([A-Za-z_][\w.\-\s]*?)\s*\]{1,2}\s*(?:#.*)?$")
_START: Place = (1, 1)


class Places:
    """Answers where a table, a key, a mark or a string of one TOML file stands: the nearest place known."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.tables: list[str] = []  # the table that each line belongs to
        current = ""
        for line in self.lines:
            match = _TABLE.match(line)
            if match:
                current = match.group(1).replace(" ", "")
            self.tables.append(current)

    def _within(self, table: str) -> Iterator[int]:
        for number, current in enumerate(self.tables):
            if current == table or current.startswith(table + "."):
                yield number

    def table(self, name: str) -> Place:
        """The head of a table."""
        return next(((number + 1, self._column(number)) for number in self._within(name)), _START)

    def key(self, table: str, key: str) -> Place:
        """A key of a table («» is the top), else the table's head."""
        pattern = re.compile(rf"\s*(?:\"{re.escape(key)}\"|{re.escape(key)})\s*=")
        for number, current in enumerate(self.tables):
            if current == table and pattern.match(self.lines[number]):
                return number + 1, self._column(number)
        return self.table(table) if table else _START

    def mark(self, role: str, identifier: str, occurrence: int = 0) -> Place:
        """The mark of a role, by its id; `occurrence` counts those with the same id from 0."""
        pattern = re.compile(rf"\bid\s*=\s*[\"']{re.escape(identifier)}[\"']")
        found = [
            (number + 1, match.start() + 1)
            for number in self._within(f"block.{role}")
            for match in pattern.finditer(self.lines[number])
        ]
        return found[min(occurrence, len(found) - 1)] if found else self.table(f"block.{role}")

    def in_mark(self, mark: Place, what: str) -> Place:
        """A key of a mark (`w`) or a text in it, on the line where it stands, else the mark's place."""
        line, column = mark
        if line > len(self.lines):
            return mark
        text = self.lines[line - 1]
        ahead = text[column - 1 :]
        stop = re.search(r"\}\s*(?:,|\]|$|#)", ahead)  # where the next mark begins, or nothing
        ahead = ahead[: stop.start()] if stop else ahead
        found = re.search(rf"(?<![\w\"'-]){re.escape(what)}\s*=", ahead) or re.search(re.escape(what), ahead)
        return (line, column + found.start()) if found else mark

    def mark_at(self, role: str, index: int) -> Place:
        """The mark of a role, by its place in the list, from 0."""
        head = re.compile(r"(?<=[{,\s])id\s*=")
        found = [
            (number + 1, match.start() + 1)
            for number in self._within(f"block.{role}")
            for match in head.finditer(self.lines[number])
        ]
        return found[min(index, len(found) - 1)] if found else self.table(f"block.{role}")

    def string(self, table: str, text: str) -> Place:
        """A string inside a table, as it is written, else the table's head."""
        for number in self._within(table):
            at = self.lines[number].find(text)
            if at >= 0:
                return number + 1, at + 1
        return self.table(table)

    def error(self, keys: Sequence[str | int]) -> Place:
        """What a path of keys leads to, as validation errors give it."""
        names = [str(key) for key in keys]
        if names[:1] == ["block"] and len(names) > 1:
            role = names[1]
            if len(names) > 3 and names[2] == "marks":
                mark = self.mark_at(role, int(names[3]))
                return self.in_mark(mark, names[4]) if len(names) > 4 else mark
            table = f"block.{role}"
            if len(names) > 3 and table + "." + names[2] in self.tables:
                return self.key(f"{table}.{names[2]}", names[3])
            return self.key(table, names[2]) if len(names) > 2 else self.table(table)
        if len(names) > 1 and names[0] in self.tables:
            return self.key(names[0], names[1])
        if names and names[0] in self.tables:
            return self.table(names[0])
        return self.key("", names[0]) if names else _START

    def _column(self, number: int) -> int:
        line = self.lines[number]
        return len(line) - len(line.lstrip()) + 1
