"""The public JSON, version 1: what one parsed file says.

Every field is documented where users read it, in the JSON Schema that `protoparse schema` prints from here.
Values are Russian as the document has them; unknown is null or an empty list, never a guess. Offsets are code
points of the text that `protoparse text FILE` prints, half-open; pages count from 1; dates are ISO 8601.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.0"

Role = Literal["chair", "deputy_chair", "secretary", "curator", "member", "invited", "speaker", "other"]
MeetingFormat = Literal["in_person", "online", "hybrid", "correspondence", "mixed"]
DeadlineKind = Literal["date", "period", "recurring", "event", "open"]
Severity = Literal["error", "warning", "info"]


class Node(BaseModel):
    """Base of all output models: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class TextSpan(Node):
    """Where a value stands: code points of the extracted text, end exclusive, and its first page."""

    start: int
    end: int
    page: int | None = None


class Mention(Node):
    """One naming of a person, a group or a legal entity."""

    text: str = Field(description="Verbatim, white space folded.")
    name: str | None = Field(None, description="Dictionary form, surname first; null for a group.")
    person: str | None = Field(None, description="Id in `people`.")
    role: Role | None = None
    role_text: str | None = None
    position: str | None = Field(None, description="Dictionary form, from this mention alone.")
    organization: str | None = Field(None, description="The part of it that names the organisation.")
    span: TextSpan


class Person(Node):
    """One human being, however spelled or inflected in the document."""

    id: str
    surname: str | None = None
    given: str | None = Field(None, description="Full where any mention gives it, else the initial «Е.».")
    patronymic: str | None = None
    name: str
    positions: list[str] = []
    roles: list[Role] = []
    mentions: list[TextSpan] = []


class Approval(Node):
    """The stamp «УТВЕРЖДАЮ», «УТВЕРЖДЕНО»."""

    text: str
    name: str | None = None
    position: str | None = None
    date: str | None = None
    number: str | None = None


class Header(Node):
    """What the head of the paper says: kind, number, date, time, place, body."""

    document: Literal["protocol", "extract"] = "protocol"
    title: str | None = Field(None, description="The title lines as printed, number and date left out.")
    number: str | None = None
    date: str | None = None
    meeting: str | None = Field(None, description="Dictionary form of the kind of meeting: «заседание».")
    body: str | None = Field(None, description="Who met, as printed after the kind of meeting.")
    place: str | None = None
    format: MeetingFormat | None = None
    start_time: str | None = Field(None, description="HH:MM")
    end_time: str | None = None
    topic: str | None = None
    organizers: list[str] = []
    school_year: str | None = Field(None, description="«2020-2021», only where printed.")
    approval: Approval | None = None


class Attendance(Node):
    """Who was there, who was not, how many, and whether that was a quorum."""

    chair: Mention | None = None
    secretary: Mention | None = None
    present: list[Mention] = []
    absent: list[Mention] = []
    invited: list[Mention] = []
    present_groups: list[str] = []
    total: int | None = None
    present_count: int | None = None
    absent_count: int | None = None
    invited_count: int | None = None
    quorum: bool | None = None


class AgendaItem(Node):
    """One question of the agenda as announced."""

    number: str | None = None
    topic: str
    speakers: list[Mention] = []
    duration_minutes: int | None = None
    span: TextSpan


class Period(Node):
    """A stretch of days, ISO 8601, both ends included."""

    start: str | None = None
    end: str | None = None


class Deadline(Node):
    """By when a decision is to be carried out: the words, their kind, and the day where one follows."""

    text: str = Field(description="Verbatim, label left out.")
    kind: DeadlineKind
    periods: list[Period] = []
    due: str | None = Field(None, description="The last day by which it must be done.")
    recurrence: str | None = Field(None, description="RFC 5545 RRULE for `recurring`.")
    ambiguous: bool = False
    span: TextSpan


class Vote(Node):
    """The figures or the outcome of one vote."""

    yes: int | float | None = None
    no: int | float | None = None
    abstain: int | float | None = None
    unanimous: bool | None = None
    result: Literal["adopted", "rejected"] | None = None
    text: str
    span: TextSpan


class Table(Node):
    """A table of data inside discussion or decisions."""

    columns: list[str] = []
    rows: list[list[str]] = []
    span: TextSpan


class Decision(Node):
    """What was decided, by whom it is to be done and by when; its sub-points are `children`."""

    number: str | None = None
    text: str
    responsible: list[Mention] = []
    deadline: Deadline | None = None
    votes: list[Vote] = []
    children: list[Decision] = []
    tables: list[Table] = []
    span: TextSpan


class Speech(Node):
    """What one or several people said."""

    speakers: list[Mention] = []
    text: str
    span: TextSpan


class Item(Node):
    """What was considered: one question of the meeting."""

    number: str | None = None
    agenda: str | None = Field(None, description="Number of the agenda item it answers.")
    topic: str | None = None
    listened: list[Speech] = []
    spoke: list[Speech] = []
    discussion: str | None = None
    decisions: list[Decision] = []
    votes: list[Vote] = []
    tables: list[Table] = []
    span: TextSpan


class Attachment(Node):
    """An annex that the minutes name."""

    number: str | None = None
    title: str | None = None
    span: TextSpan


class Signature(Node):
    """Who signed, in which role, and whether the hand is there."""

    name: str | None = None
    person: str | None = None
    role: Role | None = None
    position: str | None = None
    date: str | None = None
    text: str
    span: TextSpan


class Fragment(Node):
    """Text that belongs to nothing recognised."""

    text: str
    span: TextSpan


class Diagnostic(Node):
    """What was noticed about a file or a protocol."""

    code: str
    severity: Severity
    message: str
    hint: str | None = None
    span: TextSpan | None = None


class Protocol(Node):
    """The minutes of one meeting."""

    header: Header
    attendance: Attendance
    agenda: list[AgendaItem] = []
    items: list[Item] = []
    decisions: list[Decision] = Field([], description="Decisions that close the whole meeting.")
    votes: list[Vote] = []
    attachments: list[Attachment] = []
    signatures: list[Signature] = []
    people: list[Person] = []
    unrecognised: list[Fragment] = []
    coverage: float = Field(1.0, description="Share of the non-blank text that is recognised, 0 to 1.")
    diagnostics: list[Diagnostic] = []
    span: TextSpan


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


class Envelope(Node):
    """What one file says: any number of protocols, none included."""

    schema_version: str = SCHEMA_VERSION
    generator: str
    source: Source
    protocols: list[Protocol] = []
    diagnostics: list[Diagnostic] = []
