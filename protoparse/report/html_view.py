"""A file as the HTML report shows it: its text in coloured segments, its structure as rows, both linked by
ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from protoparse.checks.finding import Finding
from protoparse.model import Decision, Envelope, Mention, Protocol, TextSpan
from protoparse.output import safe
from protoparse.validate import FileResult


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the structure: its id, depth, role (for the colour), label, value, and whether it has a
    place.
    """

    id: str
    depth: int
    role: str
    label: str
    value: str
    placed: bool = True


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text in which nothing begins or ends.

    `role` and `row` are of the innermost piece, `findings` are the numbers of those that cover it, `severity`
    the worst of them; `anchors` are the ids of the pieces and findings that begin here.
    """

    text: str
    role: str
    row: str
    findings: tuple[int, ...]
    severity: str
    anchors: tuple[str, ...]


@dataclass(slots=True)
class FileView:
    """All that the template needs of one file."""

    id: str
    name: str
    result: FileResult
    rows: list[Row] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    pieces: list[tuple[int, int, str, str]] = field(default_factory=list)


LABELS: dict[str, tuple[str, str]] = {
    "protocol": ("Протокол", "Minutes"),
    "title": ("Название", "Title"),
    "number": ("Номер", "Number"),
    "date": ("Дата", "Date"),
    "body": ("Орган", "Body"),
    "place": ("Место", "Place"),
    "format": ("Форма", "Format"),
    "time": ("Время", "Time"),
    "chair": ("Председатель", "Chair"),
    "secretary": ("Секретарь", "Secretary"),
    "present": ("Присутствовал", "Present"),
    "absent": ("Отсутствовал", "Absent"),
    "invited": ("Приглашён", "Invited"),
    "groups": ("Группы", "Groups"),
    "agenda": ("Повестка", "Agenda"),
    "item": ("Вопрос", "Item"),
    "listened": ("Слушали", "Heard"),
    "spoke": ("Выступили", "Spoke"),
    "decision": ("Решение", "Decision"),
    "responsible": ("Ответственный", "Responsible"),
    "deadline": ("Срок", "Deadline"),
    "vote": ("Голосование", "Vote"),
    "table": ("Таблица", "Table"),
    "attachment": ("Приложение", "Annex"),
    "signature": ("Подпись", "Signature"),
    "unrecognised": ("Не распознано", "Unrecognised"),
}
COLOURED = (
    "present",
    "absent",
    "invited",
    "agenda",
    "item",
    "listened",
    "spoke",
    "decision",
    "responsible",
    "deadline",
    "vote",
    "table",
    "attachment",
    "signature",
    "unrecognised",
)


def view_of(result: FileResult, index: int, name: str, lang: str) -> FileView:
    """The view of a file under a name; `index` makes its ids its own."""
    view = FileView(f"f{index}", safe(name), result)
    if result.envelope is not None and result.text is not None:
        _Builder(view, 0 if lang == "ru" else 1).envelope(result.envelope)
        view.segments = list(_segments(view, result.text, result.findings))
    return view


class _Builder:
    """Collects rows and pieces of one file."""

    def __init__(self, view: FileView, language: int) -> None:
        self.view = view
        self.language = language

    def add(
        self, depth: int, role: str, value: str, span: TextSpan | None = None, suffix: str | None = None
    ) -> None:
        identity = f"{self.view.id}n{len(self.view.rows)}"
        label = LABELS[role][self.language] + (f" {suffix}" if suffix else "")
        self.view.rows.append(Row(identity, depth, role, safe(label), safe(value), span is not None))
        if span is not None:
            self.view.pieces.append((span.start, span.end, role, identity))

    def envelope(self, envelope: Envelope) -> None:
        for number, protocol in enumerate(envelope.protocols, 1):
            self.protocol(protocol, number)

    def protocol(self, protocol: Protocol, number: int) -> None:
        header = protocol.header
        self.add(0, "protocol", f"№ {header.number or '—'}, {header.date or '—'}", protocol.span, str(number))
        times = "–".join(filter(None, (header.start_time, header.end_time)))
        facts = {
            "title": header.title,
            "body": header.body,
            "place": header.place,
            "format": header.format,
            "time": times,
        }
        for role, value in facts.items():
            if value:
                self.add(1, role, value)
        attendance = protocol.attendance
        self.people(1, "chair", [attendance.chair] if attendance.chair else [])
        self.people(1, "secretary", [attendance.secretary] if attendance.secretary else [])
        self.people(1, "present", attendance.present)
        if attendance.present_groups:
            self.add(1, "groups", "; ".join(attendance.present_groups))
        self.people(1, "absent", attendance.absent)
        self.people(1, "invited", attendance.invited)
        for question in protocol.agenda:
            self.add(1, "agenda", question.topic, question.span, question.number)
        for item in protocol.items:
            self.add(1, "item", item.topic or "", item.span, item.number or item.agenda)
            for role, speeches in (("listened", item.listened), ("spoke", item.spoke)):
                for speech in speeches:
                    names = ", ".join(one.name or one.text for one in speech.speakers)
                    self.add(2, role, names or speech.text[:120], speech.span)
            for table in item.tables:
                self.add(2, "table", " | ".join(table.columns), table.span)
            self.decisions(2, item.decisions)
            for vote in item.votes:
                self.add(2, "vote", vote.text, vote.span)
        self.decisions(1, protocol.decisions)
        for vote in protocol.votes:
            self.add(1, "vote", vote.text, vote.span)
        for annex in protocol.attachments:
            self.add(1, "attachment", annex.title or "", annex.span, annex.number)
        for signature in protocol.signatures:
            self.add(1, "signature", signature.text, signature.span)
        for fragment in protocol.unrecognised:
            self.add(1, "unrecognised", fragment.text, fragment.span)

    def people(self, depth: int, role: str, mentions: Sequence[Mention]) -> None:
        for one in mentions:
            self.add(depth, role, ", ".join(filter(None, (one.name or one.text, one.position))), one.span)

    def decisions(self, depth: int, decisions: Sequence[Decision]) -> None:
        stack = [(one, depth) for one in reversed(decisions)]
        while stack:
            one, level = stack.pop()
            self.add(level, "decision", one.text, one.span, one.number)
            self.people(level + 1, "responsible", one.responsible)
            if one.deadline is not None:
                due = f"{one.deadline.text} → {one.deadline.due or '—'}"
                self.add(level + 1, "deadline", due, one.deadline.span)
            for vote in one.votes:
                self.add(level + 1, "vote", vote.text, vote.span)
            stack.extend((child, level + 1) for child in reversed(one.children))


def _segments(view: FileView, text: str, findings: Sequence[Finding]) -> Iterator[Segment]:
    """The text cut wherever a piece or a finding begins or ends."""
    length = len(text)
    marks = [
        (one.start, max(one.end or 0, one.start), number)
        for number, one in enumerate(findings)
        if one.start is not None
    ]
    edges = {0, length}
    for start, end, _, _ in view.pieces:
        edges |= {min(start, length), min(end, length)}
    for start, end, _ in marks:
        edges |= {min(start, length), min(end, length)}
    cuts = sorted(edges)
    # pieces by start; the open ones are swept along, the innermost is the shortest
    pieces = sorted(view.pieces, key=lambda piece: (piece[0], -piece[1]))
    marks.sort()
    open_pieces: list[tuple[int, int, str, str]] = []
    open_marks: list[tuple[int, int, int]] = []
    next_piece = next_mark = 0
    for start, end in pairwise(cuts):
        anchors: list[str] = []
        while next_piece < len(pieces) and pieces[next_piece][0] <= start:
            anchors.append("t" + pieces[next_piece][3])
            open_pieces.append(pieces[next_piece])
            next_piece += 1
        while next_mark < len(marks) and marks[next_mark][0] <= start:
            anchors.append(f"{view.id}m{marks[next_mark][2]}")
            open_marks.append(marks[next_mark])
            next_mark += 1
        open_pieces = [piece for piece in open_pieces if piece[1] > start]
        open_marks = [mark for mark in open_marks if mark[1] > start]
        inner = min(open_pieces, key=lambda piece: (piece[1] - piece[0], -piece[0]), default=None)
        numbers = tuple(mark[2] for mark in open_marks)
        worst = min((findings[number].rank for number in numbers), default=None)
        yield Segment(
            safe(text[start:end].replace("\r", "").replace("\f", "\n")),
            inner[2] if inner and inner[2] != "protocol" else "",
            inner[3] if inner else "",
            numbers,
            "" if worst is None else ("error", "warning", "info")[worst],
            tuple(anchors),
        )
