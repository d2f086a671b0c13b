"""What the rules over an archive keep of each protocol: a few small facts, never its text.

Everything is bounded: so many instructions, people, references; words are kept as small numbers. Ten thousand
protocols take as much memory whether they are one page long or a hundred.
"""

from __future__ import annotations

import datetime
import re
import zlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from protoparse.agenda import stems
from protoparse.checks.config import Scheme
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import shorten
from protoparse.checks.header_number import number_behind_body
from protoparse.checks.lowering import fold
from protoparse.checks.ordered import Ordered
from protoparse.document import Span
from protoparse.fields.calendar import MONTH_PATTERN, last_day, make_date, month_number
from protoparse.fields.date import find_dates
from protoparse.model import Table, TextSpan
from protoparse.pattern import Pattern
from protoparse.tasks import as_date

Day = datetime.date
Words = bytes  # hashes of words, four bytes each, ascending: a set of numbers would take thirty times as much
MOST = 120  # instructions, people, references or announcements kept of one protocol
_MOST_WORDS = 24
_LONGEST_QUOTE = 60
_SKETCH = 32  # numbers of a sketch by which two texts are compared


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file, ready for a finding."""

    start: int
    end: int
    page: int | None
    paragraph: int | None
    line: int | None
    column: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class PersonSummary:
    """A person: parts of the name in the nominative, role in the meeting, folded posts."""

    name: str
    surname: str
    initials: str
    role: str | None
    posts: frozenset[str]


@dataclass(frozen=True, slots=True)
class InstructionSummary:
    """An instruction with a last day: how it is referred to, when it is due, its words, where it stands."""

    ref: str
    due: Day
    words: Words
    spot: Spot


@dataclass(frozen=True, slots=True)
class Announcement:
    """A meeting that is announced for a stretch of days."""

    first: Day
    last: Day
    when: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to other minutes of the same body, by date and perhaps number."""

    day: Day
    number: str | None
    spot: Spot


@dataclass(frozen=True, slots=True)
class Summary:
    """One protocol.

    `body` is the name of the body as printed (after aliases), `key` what makes two printed names one.
    `digest` is a hash of the words of the text, `sketch` the least hashes of its word pairs. `topics` are the
    words of agenda and decisions, `reports` whether it hears how decisions were carried out.
    """

    file: str
    protocol: int
    body: str | None
    printed: str | None
    key: str
    number: str | None
    date: Day | None
    scheme: Scheme
    digest: int
    sketch: Words
    people: tuple[PersonSummary, ...]
    instructions: tuple[InstructionSummary, ...]
    announcements: tuple[Announcement, ...]
    references: tuple[Reference, ...]
    topics: tuple[Words, ...]
    reports: bool
    title: Spot


def summarise(context: CheckContext) -> Summary:
    """The summary of a protocol."""
    header = context.protocol.header
    printed = header.body
    body = context.config.body_alias(printed) if printed else None
    words = re.findall(r"[а-яa-z0-9]+", context.lowered)
    return Summary(
        file=context.file,
        protocol=context.index,
        body=body,
        printed=printed,
        key=body_key(body) or f"? {header.meeting or ''}",
        number=header.number or number_behind_body(header),
        date=context.date,
        scheme=context.config.numbering_of(body),
        digest=_hash(" ".join(words)),
        sketch=_sketch(words),
        people=tuple(_people(context))[:MOST],
        instructions=tuple(_instructions(context))[:MOST],
        announcements=tuple(_announcements(context))[:MOST],
        references=tuple(_references(context))[:MOST],
        topics=tuple(_topics(context))[:MOST],
        reports=_REPORTS.search(context.lowered) is not None,
        title=spot(context, context.title_place),
    )


_REPORTS = Pattern(
    r"(?:выполнени|исполнени)[а-я]*\s+(?:ранее\s+)?(?:принятых\s+)?(?:решени|поручени|предыдущ|протокол)"
    r"|контроль (?:исполнения|выполнения) решени"
)
_ABBREVIATIONS = {
    "педсовета": "педагогического совета",
    "педсовет": "педагогического совета",
    "методсовета": "методического совета",
    "профкома": "профсоюзного комитета",
    "родкома": "родительского комитета",
    "кс": "координационного совета",
    "мо": "методического объединения",
    "шмо": "школьного методического объединения",
    "рмо": "районного методического объединения",
}
_NO_NAME = Pattern(r"\(далее[^)]*\)|№|n\s?(?=\d)|[«»\"“”.,;:()]")
_SMALL = frozenset(["и", "по", "в", "на", "для", "при", "о", "об", "с", "к", "из", "от"])


def body_key(body: str | None) -> str:
    """What remains of the name of a body without case, quotes, «№», abbreviations and the order of words.

    >>> body_key("Педагогического совета школы № 5") == body_key("педсовета школы №5")
    True
    """
    if not body:
        return ""
    words = _NO_NAME.sub(" ", fold(body)).split()
    spelled = [part for word in words for part in _ABBREVIATIONS.get(word, word).split()]
    return " ".join(sorted({word[:6] for word in spelled if word not in _SMALL}))


def _sketch(words: list[str]) -> Words:
    """The least hashes of every fourth pair of words, taken by their lengths so that equal texts agree."""
    pairs = {f"{a} {b}" for a, b in pairwise(words) if (len(a) * 7 + len(b)) % 4 == 0}
    return _packed(map(_hash, pairs), _SKETCH)


def likeness(first: Words, second: Words) -> float:
    """The share of the smaller set of words that the other has, 0 to 1.

    >>> likeness(_packed([1, 2], 9), _packed([2, 3, 4], 9))
    0.5
    """
    one, other = _numbers(first), _numbers(second)
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def resemblance(first: Words, second: Words) -> float:
    """About how much of two texts is the same, 0 to 1, from their sketches."""
    one, other = _numbers(first), _numbers(second)
    least = sorted(one | other)[:_SKETCH]
    return sum(1 for number in least if number in one and number in other) / len(least) if least else 0.0


def spot(context: CheckContext, place: Span | TextSpan) -> Spot:
    """A place with its line and words."""
    places = context.places
    if places is None:
        return Spot(place.start, place.end, None, None, None, None, "")
    line = places.line(place.start)
    return Spot(
        place.start,
        place.end,
        places.document.page_of(place.start),
        places.paragraph(place.start),
        line,
        place.start - places.line_start(line) + 1,
        shorten(context.raw(place), _LONGEST_QUOTE),
    )


def _packed(numbers: Iterable[int], most: int) -> Words:
    """The least of the numbers, in four bytes each."""
    return array("I", sorted(numbers)[:most]).tobytes()


@lru_cache(maxsize=20_000)
def _numbers(words: Words) -> frozenset[int]:
    return frozenset(memoryview(words).cast("I"))


def _hash(text: str) -> int:
    return zlib.crc32(text.encode())


def _words(text: str) -> Words:
    return _packed(map(_hash, stems(text)), _MOST_WORDS)


def _people(context: CheckContext) -> Iterator[PersonSummary]:
    """The officers and everybody with a post; people merely listed have nothing to compare."""
    for person in context.protocol.people:
        role = next(
            (role for role in ("chair", "secretary", "deputy_chair", "curator") if role in person.roles), None
        )
        if person.surname and person.given and (role or person.positions):
            name = context.config.person_alias(person.name)
            letters = "".join(part[0] for part in (person.given, person.patronymic) if part).lower()
            yield PersonSummary(
                name, person.surname, letters, role, frozenset(fold(post) for post in person.positions[:3])
            )


def _instructions(context: CheckContext) -> Iterator[InstructionSummary]:
    for one in context.instructions:
        deadline = one.decision.deadline
        due = as_date(deadline.due) if deadline is not None else None
        if deadline is not None and due is not None:
            yield InstructionSummary(one.ref, due, _words(one.decision.text), spot(context, deadline.span))


def _topics(context: CheckContext) -> Iterator[Words]:
    for question in context.protocol.agenda:
        yield _words(question.topic)
    for one in context.decisions:
        yield _words(one.decision.text)


# ---------------------------------------------------------------- announcements
_NEXT = Pattern(
    r"на (?:следующ|очередн|ближайш)[а-я]+ (?:заседани|совещани|собрани|встреч)|(?:следующ"
    r"|очередн)[а-я]+ заседани|заслушать"
)
_PLAN = Pattern(r"план[а-я]* (?:работы|заседани)|график[а-я]* заседани")
_TIME_COLUMN = Pattern(r"дата|срок|месяц|время")


def _announcements(context: CheckContext) -> Iterator[Announcement]:
    for one in context.decisions:
        yield from _announced(context, one)
    tables = [table for item in context.protocol.items for table in item.tables]
    for table in tables:
        before = fold(context.text[max(0, table.span.start - 160) : table.span.start])
        if _PLAN.search(before) and context.date is not None:
            yield from _planned(context, table, context.date)


def _announced(context: CheckContext, one: Ordered) -> Iterator[Announcement]:
    deadline = one.decision.deadline
    if deadline is None or deadline.due is None or not _NEXT.search(fold(one.decision.text)):
        return
    due = Day.fromisoformat(deadline.due)
    start = next((period.start for period in deadline.periods if period.start), None)
    first = Day.fromisoformat(start) if start else due
    yield Announcement(first, due, deadline.text, spot(context, deadline.span))


def _planned(context: CheckContext, table: Table, date: Day) -> Iterator[Announcement]:
    """The months in the time column of a plan of meetings, the next ones after the meeting."""
    column = next((i for i, head in enumerate(table.columns) if _TIME_COLUMN.search(fold(head))), None)
    if column is None:
        return
    printed = fold(context.raw(table.span))
    for row in table.rows:
        cell = fold(row[column]).strip(" .") if column < len(row) else ""
        month = month_number(cell) if re.fullmatch(MONTH_PATTERN, cell) else None
        if month is None:
            continue
        year = date.year if month >= date.month else date.year + 1
        first = make_date(year, month, 1)
        if first is not None:
            found = printed.find(cell)
            at = table.span.start + max(found, 0)
            place = Span(at, at + len(cell) if found >= 0 else at)
            yield Announcement(first, last_day(year, month), f"{cell} {year}", spot(context, place))


# ---------------------------------------------------------------- references
_REFERENCE = Pattern(
    r"(?P<what>протокол|решени)(?:а|ом|у|е|ем|ю|я|и|й|ям|ями|ях)?\s+(?P<who>[^.;,()«»\d№]{0,70}?)"
    r"(?:№\s*(?P<before>[\w/-]{1,8})\s+)?от\s+(?P<day>[\d.«»\"а-яё ]{6,24}\d{2,4})"
    r"(?:\s*г(?:ода|\.)?)?(?:\s*№\s*(?P<after>[\w/-]{1,8}))?",
    re.IGNORECASE,
)


def _references(context: CheckContext) -> Iterator[Reference]:
    own = {word[:5] for word in fold(context.protocol.header.body or "").split() if len(word) >= 4}
    start = context.body_start
    for match in _REFERENCE.finditer(context.text, start, context.protocol.span.end):
        who = {word[:5] for word in fold(match["who"]).split() if len(word) >= 4}
        # «решением суда от …» is no document of this body; «протокол от …» is
        if (who and not who & own) or (not who and match["what"].lower() != "протокол"):
            continue
        forms = [form for form in find_dates(match["day"]) if form.date is not None and form.year_known]
        if forms and forms[0].date is not None and forms[0].date != context.date:
            number = match["before"] or match["after"]
            yield Reference(forms[0].date, number, spot(context, Span(match.start(), match.end())))
