"""The public JSON, version 1: what one parsed file says.

Every field is documented where users read it, in the JSON Schema that `protoparse schema` prints from here.
Values are Russian as the document has them; unknown is null or an empty list, never a guess. Offsets are code
points of the text that `protoparse text FILE` prints, half-open; pages count from 1; dates are ISO 8601.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from protoparse.node import EMPTY, Node, says

SCHEMA_VERSION = "1.0"

Role = Literal["chair", "deputy_chair", "secretary", "curator", "member", "invited", "speaker", "other"]
MeetingFormat = Literal["in_person", "online", "hybrid", "correspondence", "mixed"]
DeadlineKind = Literal["date", "period", "recurring", "event", "open"]
Severity = Literal["error", "warning", "info"]


@dataclass(kw_only=True)
class TextSpan(Node):
    """Where a value stands: code points of the extracted text, end exclusive, and its first page."""

    start: int
    end: int
    page: int | None = None


@dataclass(kw_only=True)
class Mention(Node):
    """One naming of a person, a group or a legal entity."""

    text: str = field(metadata=says("Verbatim, white space folded."))
    name: str | None = field(default=None, metadata=says("Dictionary form, surname first; null for a group."))
    person: str | None = field(default=None, metadata=says("Id in `people`."))
    role: Role | None = None
    role_text: str | None = None
    position: str | None = field(default=None, metadata=says("Dictionary form, from this mention alone."))
    organization: str | None = field(
        default=None, metadata=says("The part of it that names the organisation.")
    )
    span: TextSpan


@dataclass(kw_only=True)
class Person(Node):
    """One human being, however spelled or inflected in the document."""

    id: str
    surname: str | None = None
    given: str | None = field(
        default=None, metadata=says("Full where any mention gives it, else the initial «Е.».")
    )
    patronymic: str | None = None
    name: str
    positions: list[str] = field(default_factory=list, metadata=EMPTY)
    roles: list[Role] = field(default_factory=list, metadata=EMPTY)
    mentions: list[TextSpan] = field(default_factory=list, metadata=EMPTY)


@dataclass(kw_only=True)
class Approval(Node):
    """The stamp «УТВЕРЖДАЮ», «УТВЕРЖДЕНО»."""

    text: str
    name: str | None = None
    position: str | None = None
    date: str | None = None
    number: str | None = None


@dataclass(kw_only=True)
class Header(Node):
    """What the head of the paper says: kind, number, date, time, place, body."""

    document: Literal["protocol", "extract"] = "protocol"
    title: str | None = field(
        default=None, metadata=says("The title lines as printed, number and date left out.")
    )
    number: str | None = None
    date: str | None = None
    meeting: str | None = field(
        default=None, metadata=says("Dictionary form of the kind of meeting: «заседание».")
    )
    body: str | None = field(default=None, metadata=says("Who met, as printed after the kind of meeting."))
    place: str | None = None
    format: MeetingFormat | None = None
    start_time: str | None = field(default=None, metadata=says("HH:MM"))
    end_time: str | None = None
    topic: str | None = None
    organizers: list[str] = field(default_factory=list, metadata=EMPTY)
    school_year: str | None = field(default=None, metadata=says("«2020-2021», only where printed."))
    approval: Approval | None = None


@dataclass(kw_only=True)
class Attendance(Node):
    """Who was there, who was not, how many, and whether that was a quorum."""

    chair: Mention | None = None
    secretary: Mention | None = None
    present: list[Mention] = field(default_factory=list, metadata=EMPTY)
    absent: list[Mention] = field(default_factory=list, metadata=EMPTY)
    invited: list[Mention] = field(default_factory=list, metadata=EMPTY)
    present_groups: list[str] = field(default_factory=list, metadata=EMPTY)
    total: int | None = None
    present_count: int | None = None
    absent_count: int | None = None
    invited_count: int | None = None
    quorum: bool | None = None


@dataclass(kw_only=True)
class AgendaItem(Node):
    """One question of the agenda as announced."""

    number: str | None = None
    topic: str
    speakers: list[Mention] = field(default_factory=list, metadata=EMPTY)
    duration_minutes: int | None = None
    span: TextSpan


@dataclass(kw_only=True)
class Period(Node):
    """A stretch of days, ISO 8601, both ends included."""

    start: str | None = None
    end: str | None = None


@dataclass(kw_only=True)
class Deadline(Node):
    """By when a decision is to be carried out: the words, their kind, and the day where one follows."""

    text: str = field(metadata=says("Verbatim, label left out."))
    kind: DeadlineKind
    periods: list[Period] = field(default_factory=list, metadata=EMPTY)
    due: str | None = field(default=None, metadata=says("The last day by which it must be done."))
    recurrence: str | None = field(default=None, metadata=says("RFC 5545 RRULE for `recurring`."))
    ambiguous: bool = False
    span: TextSpan


@dataclass(kw_only=True)
class Vote(Node):
    """The figures or the outcome of one vote."""

    yes: int | float | None = None
    no: int | float | None = None
    abstain: int | float | None = None
    unanimous: bool | None = None
    result: Literal["adopted", "rejected"] | None = None
    text: str
    span: TextSpan


@dataclass(kw_only=True)
class Table(Node):
    """A table of data inside discussion or decisions."""

    columns: list[str] = field(default_factory=list, metadata=EMPTY)
    rows: list[list[str]] = field(default_factory=list, metadata=EMPTY)
    span: TextSpan


@dataclass(kw_only=True)
class Decision(Node):
    """What was decided, by whom it is to be done and by when; its sub-points are `children`."""

    number: str | None = None
    text: str
    responsible: list[Mention] = field(default_factory=list, metadata=EMPTY)
    deadline: Deadline | None = None
    votes: list[Vote] = field(default_factory=list, metadata=EMPTY)
    children: list[Decision] = field(default_factory=list, metadata=EMPTY)
    tables: list[Table] = field(default_factory=list, metadata=EMPTY)
    span: TextSpan


@dataclass(kw_only=True)
class Speech(Node):
    """What one or several people said."""

    speakers: list[Mention] = field(default_factory=list, metadata=EMPTY)
    text: str
    span: TextSpan


@dataclass(kw_only=True)
class Item(Node):
    """What was considered: one question of the meeting."""

    number: str | None = None
    agenda: str | None = field(default=None, metadata=says("Number of the agenda item it answers."))
    topic: str | None = None
    listened: list[Speech] = field(default_factory=list, metadata=EMPTY)
    spoke: list[Speech] = field(default_factory=list, metadata=EMPTY)
    discussion: str | None = None
    decisions: list[Decision] = field(default_factory=list, metadata=EMPTY)
    votes: list[Vote] = field(default_factory=list, metadata=EMPTY)
    tables: list[Table] = field(default_factory=list, metadata=EMPTY)
    span: TextSpan


@dataclass(kw_only=True)
class Attachment(Node):
    """An annex that the minutes name."""

    number: str | None = None
    title: str | None = None
    span: TextSpan


@dataclass(kw_only=True)
class Signature(Node):
    """Who signed, in which role, and whether the hand is there."""

    name: str | None = None
    person: str | None = None
    role: Role | None = None
    position: str | None = None
    date: str | None = None
    text: str
    span: TextSpan


@dataclass(kw_only=True)
class Fragment(Node):
    """Text that belongs to nothing recognised."""

    text: str
    span: TextSpan


@dataclass(kw_only=True)
class Diagnostic(Node):
    """What was noticed about a file or a protocol."""

    code: str
    severity: Severity
    message: str
    hint: str | None = None
    span: TextSpan | None = None


@dataclass(kw_only=True)
class Protocol(Node):
    """The minutes of one meeting."""

    header: Header
    attendance: Attendance
    agenda: list[AgendaItem] = field(default_factory=list, metadata=EMPTY)
    items: list[Item] = field(default_factory=list, metadata=EMPTY)
    decisions: list[Decision] = field(
        default_factory=list, metadata={**EMPTY, **says("Decisions that close the whole meeting.")}
    )
    votes: list[Vote] = field(default_factory=list, metadata=EMPTY)
    attachments: list[Attachment] = field(default_factory=list, metadata=EMPTY)
    signatures: list[Signature] = field(default_factory=list, metadata=EMPTY)
    people: list[Person] = field(default_factory=list, metadata=EMPTY)
    unrecognised: list[Fragment] = field(default_factory=list, metadata=EMPTY)
    coverage: float = field(
        default=1.0, metadata=says("Share of the non-blank text that is recognised, 0 to 1.")
    )
    diagnostics: list[Diagnostic] = field(default_factory=list, metadata=EMPTY)
    span: TextSpan


@dataclass(kw_only=True)
class Source(Node):
    """The file that was read, and by what."""

    file: str | None = None
    format: str
    sha256: str
    bytes: int
    pages: int | None = None
    characters: int
    encoding: str | None = None
    reader: str
    grammar: str | None = None


@dataclass(kw_only=True)
class Envelope(Node):
    """What one file says: any number of protocols, none included."""

    schema_version: str = SCHEMA_VERSION
    generator: str
    source: Source
    protocols: list[Protocol] = field(default_factory=list, metadata=EMPTY)
    diagnostics: list[Diagnostic] = field(default_factory=list, metadata=EMPTY)
