"""Label files: what every block of a document is, one line a block, and how well a grammar agrees.

    title       │ ПРОТОКОЛ № 3
    item_head   │ 2. «О плане»
    heard       ┆ СЛУШАЛИ: Лося Б.В.
    agenda_table ║ № ¦ Вопрос ¦ Докладчик
                 ║ 1 ¦ О плане ¦ Лось Б.В.

`│` opens a block, `┆` goes on in the same paragraph (the role changes at a label in its middle), `║` is a row
of a table with its cells between `¦`; rows without a role belong to the table above. `talk|note` accepts
either role. Lines that begin with `#` and empty ones are comments. The right sides together are the document.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from protoparse.document import Block, Cell, Document, Span, Table
from protoparse.errors import InputError
from protoparse.grammar.compile import Grammar
from protoparse.grammar.examples import CELL
from protoparse.grammar.words import Words
from protoparse.label import Label, decode
from protoparse.neighbours import prepare
from protoparse.normalise import Unit, normalise

BLOCK, SAME, ROW = "│", "┆", "║"
SUFFIX = ".lab"


@dataclass(frozen=True, slots=True)
class LabelLine:
    """One line of a label file: `number` in the file from 1, `role`, `mark` (one of `│ ┆ ║`), and `text`."""

    number: int
    role: str
    mark: str
    text: str

    @property
    def roles(self) -> list[str]:
        """The roles that are right; mostly one."""
        return self.role.split("|")


@dataclass(frozen=True, slots=True)
class LabelFile:
    """Blocks of one document with their right roles."""

    name: str
    lines: tuple[LabelLine, ...]

    @property
    def document(self) -> Document:
        """The document that the right sides make."""
        return _Composer(self).document


@dataclass(frozen=True, slots=True)
class Wrong:
    """A block that got another role; `found` has several roles, joined by «+», where it was cut apart."""

    file: str
    line: int
    wanted: str
    found: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.wanted} → {self.found}: {self.text[:80]}"


@dataclass(slots=True)
class RoleCounts:
    """Blocks of one role: found rightly, wanted in all, found in all."""

    right: int = 0
    wanted: int = 0
    found: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0


@dataclass(slots=True)
class LabelScore:
    """How many blocks of label files got their role, by role, and which did not."""

    total: int = 0
    wrong: list[Wrong] = field(default_factory=list)
    roles: dict[str, RoleCounts] = field(default_factory=dict)

    @property
    def accuracy(self) -> float:
        """The share of blocks that are right; 1 where there are none."""
        return 1 - len(self.wrong) / self.total if self.total else 1.0

    @property
    def confusion(self) -> Counter[tuple[str, str]]:
        """How often one role was taken for another: (wanted, found) → times."""
        return Counter((one.wanted, one.found) for one in self.wrong)

    def count(self, line: LabelLine, file: str, found: str) -> None:
        """Note what role a line got; where several are right, the one found counts as the one wanted."""
        wanted = found if found in line.roles else line.roles[0]
        self.total += 1
        self.roles.setdefault(wanted, RoleCounts()).wanted += 1
        self.roles.setdefault(found, RoleCounts()).found += 1
        if found == wanted:
            self.roles[found].right += 1
        else:
            self.wrong.append(Wrong(file, line.number, wanted, found, line.text))


def parse_labels(text: str, name: str = "") -> LabelFile:
    """The label file that a text is; raises InputError with `name:line`.

    >>> file = parse_labels("title │ ПРОТОКОЛ\\nheard │ О плане ┆\\n")
    >>> [(line.role, line.text) for line in file.lines], file.document.text
    ([('title', 'ПРОТОКОЛ'), ('heard', 'О плане ┆')], 'ПРОТОКОЛ\\nО плане ┆\\n')
    """
    lines: list[LabelLine] = []
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip() or raw.startswith("#"):
            continue
        at = min((raw.find(mark) for mark in (BLOCK, SAME, ROW) if mark in raw), default=-1)
        if at < 0:
            raise _error(name, number, f"нет знака {BLOCK}, {SAME} или {ROW}", f"no {BLOCK}, {SAME} or {ROW}")
        role, mark, content = raw[:at].strip(), raw[at], raw[at + 1 :].strip()
        if mark == ROW and not role:
            if not lines or lines[-1].mark != ROW:
                raise _error(name, number, "строка таблицы без роли", "a row without a role opens no table")
        elif not role:
            raise _error(name, number, "нет роли", "no role")
        elif mark == SAME and (not lines or lines[-1].mark == ROW):
            raise _error(name, number, f"{SAME} нечего продолжать", f"nothing for {SAME} to go on with")
        if not content.strip(f" {CELL}"):
            raise _error(name, number, "нет текста", "no text")
        lines.append(LabelLine(number, role, mark, content))
    return LabelFile(name, tuple(lines))


def read_labels(path: Path) -> LabelFile:
    """The label file at a path (UTF-8); raises InputError."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError("R101", f"{path}: не читается: {problem}", f"{path}: {problem}") from problem
    return parse_labels(text, str(path))


def need_folder(folder: Path) -> None:
    """Raise InputError where a path is no folder."""
    if not folder.is_dir():
        raise InputError("R101", f"{folder}: такой папки нет", f"{folder}: no such folder")


def _error(name: str, number: int, ru: str, en: str) -> InputError:
    return InputError("R102", f"{name}:{number}: {ru}", f"{name}:{number}: {en}")


# ---------------------------------------------------------------- label file → document
class _Composer:
    """Makes the document of a label file, and knows where each line stands in it."""

    def __init__(self, labels: LabelFile) -> None:
        self.text = ""
        self.blocks: list[Block] = []
        self.starts: dict[int, tuple[int, int]] = {}  # line number → its stretch of the text
        self.identifier = 0
        for group in _groups(labels.lines):
            if group[0].mark == ROW:
                self._table(group)
            else:
                self._paragraph(group)
        self.document = Document(
            labels.name or None,
            "txt",
            hashlib.sha256(self.text.encode()).hexdigest(),
            len(self.text.encode()),
            self.text,
            tuple(self.blocks),
            reader="labels",
        )

    def _take(self) -> int:
        self.identifier += 1
        return self.identifier - 1

    def _paragraph(self, group: Sequence[LabelLine]) -> None:
        start = at = len(self.text)
        for index, line in enumerate(group):
            at += index > 0
            self.starts[line.number] = (at, at + len(line.text))
            at += len(line.text)
        self.text += " ".join(line.text for line in group) + "\n"
        self.blocks.append(Block(self._take(), "para", (Span(start, at),)))

    def _table(self, group: Sequence[LabelLine]) -> None:
        own, start = self._take(), len(self.text)
        rows = [[cell.strip() for cell in line.text.split(CELL)] for line in group]
        columns = max(map(len, rows))
        cells: list[Cell] = []
        for row, texts in enumerate(rows):
            for column in range(columns):
                content = texts[column] if column < len(texts) else ""
                at = len(self.text)
                self.text += content + ("\t" if column < columns - 1 else "\n")
                inner = (Block(self._take(), "para", (Span(at, at + len(content)),)),) if content else ()
                cells.append(Cell(row, column, blocks=inner))
        end = len(self.text) - 1
        self.starts[group[0].number] = (start, end)
        table = Table(len(rows), columns, tuple(cells))
        self.blocks.append(Block(own, "table", (Span(start, end),), table=table))


def _groups(lines: Iterable[LabelLine]) -> list[list[LabelLine]]:
    """Lines that make one block together: a paragraph with its continuations, a table with its rows."""
    groups: list[list[LabelLine]] = []
    for line in lines:
        if line.mark == SAME or (line.mark == ROW and not line.role):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


# ---------------------------------------------------------------- document → draft
def draft(
    units: Sequence[Unit], labels: Sequence[Label], words: Words | None = None, source: str = ""
) -> str:
    """A label file of what the labeller believes, to be corrected by hand.

    `words`: by which the units were read; the draft has those of the `source`.
    """
    words = words or Words({})
    width = max((len(label.role) for label in labels), default=0)
    lines: list[str] = []
    for unit, label in zip(units, labels, strict=True):
        role = label.role.ljust(width)
        if unit.is_table:
            columns = 1 + max(cell.column for row in unit.rows for cell in row)
            for row in unit.rows:
                texts = {cell.column: words.written(cell.view, source).replace("\t", " ") for cell in row}
                cells = f" {CELL} ".join(texts.get(column, "") for column in range(columns))
                lines.append(f"{role} {ROW} {cells}")
                role = " " * width
        else:
            lines.append(f"{role} {SAME if unit.cut else BLOCK} {words.written(unit.view, source)}")
    return "\n".join(lines) + "\n"


# ---------------------------------------------------------------- scoring
@dataclass(frozen=True, slots=True)
class PreparedLabels:
    """A label file as units; `lines` open a block each and have the indices of the units it became."""

    name: str
    units: list[Unit]
    lines: tuple[tuple[LabelLine, tuple[int, ...]], ...]

    def count(self, score: LabelScore, labels: Sequence[Label]) -> None:
        """Add to a score what these labels of the units are worth."""
        for line, indices in self.lines:
            roles = dict.fromkeys(labels[index].role for index in indices)
            score.count(line, self.name, "+".join(roles) or "nothing")


def prepare_labels(labels: LabelFile, grammar: Grammar) -> PreparedLabels:
    """The units that a grammar makes of a label file."""
    composed = _Composer(labels)
    units = normalise(composed.document, grammar.cuts, grammar.knows_table, grammar.words.read)
    prepare(units)
    spans = [unit.view.span() for unit in units]
    lines = []
    for line in labels.lines:
        if line.number not in composed.starts:
            continue  # a further row of a table
        start, end = composed.starts[line.number]
        inside = (index for index, span in enumerate(spans) if span.start < end and start < span.end)
        lines.append((line, tuple(inside)))
    return PreparedLabels(labels.name, units, tuple(lines))


def score_labels(files: Iterable[LabelFile], grammar: Grammar | None = None) -> LabelScore:
    """How many blocks of the files get their role by the grammar; None: by the one chosen for each file."""
    from protoparse.pipeline import chosen

    score = LabelScore()
    for labels in files:
        own = grammar or chosen(labels.document)[0].grammar
        prepared = prepare_labels(labels, own)
        prepared.count(score, decode(prepared.units, own).labels)
    return score
