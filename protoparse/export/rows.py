"""The rows of the tables, out of an output folder.

Rows are tuples in the order of the columns. A row's id counts from 1 in the order of the manifest, so that
equal folders give equal tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from protoparse.batch.record import Record
from protoparse.export.source import Archive
from protoparse.export.tables import (
    AGENDA,
    DECISIONS,
    FILES,
    FINDINGS,
    PEOPLE,
    PROTOCOLS,
    RESPONSIBLE,
    TABLES,
    TASKS,
    TEXTS,
    VOTES,
    Row,
    Table,
)
from protoparse.model import Decision, Item, Mention, Protocol, Vote
from protoparse.tasks import EVERYTHING, Wanted, as_date, decisions_of, tasks_of


@dataclass(slots=True)
class _Ids:
    """The next id of each table."""

    next: dict[str, count[int]] = field(default_factory=lambda: {table.name: count(1) for table in TABLES})

    def of(self, table: Table) -> int:
        return next(self.next[table.name])


def rows(
    archive: Archive, wanted: Wanted = EVERYTHING, today: date | None = None
) -> Iterator[tuple[Table, Row]]:
    """All rows of all tables, file by file; a row comes after those that it refers to.

    Of the instructions only those that are wanted, as things stand `today`.
    """
    ids = _Ids()
    envelopes = archive.envelopes()
    for record in archive.records():
        file_id = ids.of(FILES)
        yield FILES, _file(file_id, record)
        for finding in _findings(record):
            yield FINDINGS, (ids.of(FINDINGS), file_id, *finding)
        if record.status == "ok" and record.output is not None:
            _, envelope = next(envelopes)
            for place, protocol in enumerate(envelope.protocols, 1):
                yield from _Protocol(ids, protocol).rows(file_id, place, wanted, today or date.today())


def _file(file_id: int, record: Record) -> Row:
    return (
        file_id,
        record.path,
        record.status,
        record.sha256,
        record.bytes,
        record.format,
        record.pages,
        record.grammar,
        record.output,
        record.protocols,
        record.coverage,
        record.findings_total,
        record.code,
        record.reason,
        record.message,
        record.seconds,
    )


def _findings(record: Record) -> Iterator[Row]:
    if record.status in ("unreadable", "failed"):
        yield "error", record.code, record.message, None, None, None
    for one in record.findings:
        span = one.get("span") or {}
        place = (span.get("page"), span.get("start"))
        yield one.get("severity"), one.get("code"), one.get("message"), one.get("hint"), *place


class _Protocol:
    """The rows of one protocol."""

    def __init__(self, ids: _Ids, protocol: Protocol) -> None:
        self.ids = ids
        self.protocol = protocol
        self.id = ids.of(PROTOCOLS)
        self.people: dict[str, int] = {}
        self.decisions: dict[int, int] = {}  # id() of the node → id of the row

    def rows(self, file_id: int, place: int, wanted: Wanted, today: date) -> Iterator[tuple[Table, Row]]:
        protocol = self.protocol
        yield PROTOCOLS, self._summary(file_id, place)
        yield from ((PEOPLE, row) for row in self._people())
        yield from ((AGENDA, row) for row in self._agenda())
        for item, decision, parent in self._decisions():
            yield from self._decision(item, decision, parent)
        for task in tasks_of(protocol):
            if not wanted.takes(task, today):
                continue
            deadline = task.deadline
            start = deadline.periods[0].start if deadline is not None and deadline.periods else None
            yield (
                TASKS,
                (
                    self.ids.of(TASKS),
                    self.id,
                    self.decisions[id(task.decision)],
                    task.point,
                    task.text,
                    task.responsible_text or None,
                    task.organizations or None,
                    deadline.text if deadline is not None else None,
                    deadline.kind if deadline is not None else None,
                    as_date(start),
                    task.due,
                    deadline.recurrence if deadline is not None else None,
                ),
            )
        yield from ((VOTES, row) for row in self._votes())
        for kind, text in texts_of(protocol):
            yield TEXTS, (self.ids.of(TEXTS), self.id, kind, text)

    def _summary(self, file_id: int, place: int) -> Row:
        protocol, header, attendance = self.protocol, self.protocol.header, self.protocol.attendance
        return (
            self.id,
            file_id,
            place,
            header.document,
            header.body,
            header.number,
            as_date(header.date),
            header.meeting,
            header.title,
            header.place,
            header.format,
            header.start_time,
            header.end_time,
            header.topic,
            header.school_year,
            _name(attendance.chair),
            _name(attendance.secretary),
            _figure(attendance.present_count, attendance.present),
            _figure(attendance.absent_count, attendance.absent),
            _figure(attendance.invited_count, attendance.invited),
            attendance.quorum,
            len(protocol.items) or len(protocol.agenda),
            sum(1 for _ in decisions_of(protocol)),
            sum(1 for _ in tasks_of(protocol)),
            len(protocol.attachments),
            len(protocol.signatures),
            protocol.coverage,
        )

    def _people(self) -> Iterator[Row]:
        attendance = self.protocol.attendance
        presence: dict[str, str] = {}
        organizations: dict[str, str] = {}
        groups: list[tuple[Mention, str]] = []
        leading = [one for one in (attendance.chair, attendance.secretary) if one is not None]
        lists = (("present", leading + attendance.present), ("invited", attendance.invited))
        for kind, mentions in (*lists, ("absent", attendance.absent)):
            for mention in mentions:
                if mention.person is None:
                    if mention not in leading:
                        groups.append((mention, kind))
                    continue
                presence.setdefault(mention.person, kind)
                if mention.organization:
                    organizations.setdefault(mention.person, mention.organization)
        for person in self.protocol.people:
            number = self.people[person.id] = self.ids.of(PEOPLE)
            yield (
                number,
                self.id,
                "person",
                person.name,
                person.surname,
                person.given,
                person.patronymic,
                "; ".join(person.positions) or None,
                organizations.get(person.id),
                ", ".join(person.roles) or None,
                presence.get(person.id),
            )
        for mention, kind in groups:
            name, place = mention.name or mention.text, (mention.position, mention.organization)
            yield self.ids.of(PEOPLE), self.id, "group", name, None, None, None, *place, mention.role, kind
        for text in attendance.present_groups:
            empty = (None,) * 6
            yield self.ids.of(PEOPLE), self.id, "group", text, *empty, "present"

    def _agenda(self) -> Iterator[Row]:
        answered = {item.agenda for item in self.protocol.items if item.agenda is not None}
        for one in self.protocol.agenda:
            considered = one.number in answered if self.protocol.items and one.number is not None else None
            speakers = _names(one.speakers)
            yield (
                *(self.ids.of(AGENDA), self.id, "agenda", one.number, one.topic),
                *(speakers, one.duration_minutes, considered),
            )
        for item in self.protocol.items:
            if item.agenda is None and item.topic:
                speakers = _names([speaker for speech in item.listened for speaker in speech.speakers])
                yield self.ids.of(AGENDA), self.id, "item", item.number, item.topic, speakers, None, True

    def _decisions(self) -> Iterator[tuple[Item | None, Decision, Decision | None]]:
        place: dict[int, Item] = {}
        for item in self.protocol.items:
            place.update({id(decision): item for decision in item.decisions})
        current: Item | None = None
        for decision, parent in decisions_of(self.protocol):
            if parent is None:
                current = place.get(id(decision))
            yield current, decision, parent

    def _decision(
        self, item: Item | None, decision: Decision, parent: Decision | None
    ) -> Iterator[tuple[Table, Row]]:
        number = self.decisions[id(decision)] = self.ids.of(DECISIONS)
        deadline = decision.deadline
        yield (
            DECISIONS,
            (
                number,
                self.id,
                self.decisions[id(parent)] if parent is not None else None,
                (item.agenda or item.number) if item is not None else None,
                item.topic if item is not None else None,
                decision.number,
                decision.text,
                _names(decision.responsible),
                deadline.text if deadline is not None else None,
                deadline.kind if deadline is not None else None,
                as_date(deadline.due) if deadline is not None else None,
                deadline.recurrence if deadline is not None else None,
                deadline.ambiguous if deadline is not None else None,
            ),
        )
        for one in decision.responsible:
            person = self.people.get(one.person) if one.person is not None else None
            facts = (one.name, one.text, one.position, one.organization)
            yield RESPONSIBLE, (self.ids.of(RESPONSIBLE), number, person, *facts)

    def _votes(self) -> Iterator[Row]:
        for item, decision, _ in self._decisions():
            for vote in decision.votes:
                yield self._vote(vote, item, self.decisions[id(decision)], decision.text)
        for item in self.protocol.items:
            for vote in item.votes:
                yield self._vote(vote, item, None, item.topic)
        for vote in self.protocol.votes:
            yield self._vote(vote, None, None, None)

    def _vote(self, vote: Vote, item: Item | None, decision: int | None, subject: str | None) -> Row:
        number = (item.agenda or item.number) if item is not None else None
        figures = (vote.yes, vote.no, vote.abstain, vote.unanimous, vote.result, vote.text)
        return self.ids.of(VOTES), self.id, decision, number, subject, *figures


def texts_of(protocol: Protocol) -> Iterator[tuple[str, str]]:
    """What can be searched: kind and text of topics, speeches, discussions and decisions."""
    for agenda_item in protocol.agenda:
        yield "topic", agenda_item.topic
    for item in protocol.items:
        if item.topic and item.agenda is None:
            yield "topic", item.topic
        for speech in item.listened + item.spoke:
            yield "speech", speech.text
        if item.discussion:
            yield "discussion", item.discussion
    for decision, _ in decisions_of(protocol):
        yield "decision", decision.text


def _name(mention: Mention | None) -> str | None:
    return (mention.name or mention.text) if mention is not None else None


def _names(mentions: list[Mention]) -> str | None:
    return "; ".join(one.name or one.text for one in mentions) or None


def _figure(printed: int | None, listed: list[Mention]) -> int | None:
    """The printed figure, else the number of those listed, else None."""
    return printed if printed is not None else (len(listed) or None)
