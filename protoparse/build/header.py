"""The head of a protocol: title, number, date, body, place, form, times, approval."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from protoparse.build.context import GOVERNED_WEIGHT, Context, Labelled, joined, tidy
from protoparse.build.header_facts import Fact, read_facts, values_of
from protoparse.build.header_place import read_place
from protoparse.build.header_title import (
    form_tail,
    meeting_and_body,
    plain_title,
    read_number,
    title_parts,
    without_theme,
)
from protoparse.fields.clock import find_times, read_times
from protoparse.fields.date import find_dates, school_year
from protoparse.fields.number import find_numbers
from protoparse.fields.person import find_names
from protoparse.model import Approval, Header, MeetingFormat, Mention
from protoparse.pattern import Pattern
from protoparse.view import View, fold

_FACT_ROLES = frozenset({"fact", "topic_line", "organizers", "date_line"})
_YEAR_ROLES = frozenset({"docline", "headline", "title", "date_line", "fact"})
_EXTRACT = Pattern(r"\W*выписка")
_BY_BALLOT = Pattern(r"заочн\w+\s+(?:голосовани|заседани)")
# The first that matches wins: «очно-заочная» is neither of the two.
_FORMATS: tuple[tuple[Pattern, MeetingFormat], ...] = (
    (Pattern(r"очно-?\s?заочн|заочно-?\s?очн"), "mixed"),
    (
        Pattern(
            r"смешанн|гибридн|очно-?\s?дистанцион|дистанционно-?\s?очн|очно\s+и\s+(?:дистанцион|онлайн)"
            r"|комбинирован|(?<![а-я-])очн(?:о|ая|ой|ый|ом)\b[^.;]{0,80}(?:видео|вкс|дистанц|онлайн|контур|толк\b|zoom|сферум|телемост|teams)"
        ),
        "hybrid",
    ),
    (
        Pattern(
            r"дистанцион|онлайн|online|он-лайн|видео-?\s?конференц|вкс\b|вебинар|zoom|сферум|google\s?meet"
            r"|телемост|контур\.?\s?толк|skype|скайп|trueconf|jazz|\bteams\b|удален"
        ),
        "online",
    ),
    (Pattern(r"заочн|опросн"), "correspondence"),
    (Pattern(r"(?<![а-я])очн|совместн\w+\s+присутств|личн\w+\s+присутств"), "in_person"),
)
_CONNECTED = Pattern(r"вкс|подключени|дистанц|онлайн|видео")
_ROOM = Pattern(r"\b(?:ул|каб|ауд|зал|актов|кабинет|пл|пр)\b")
_SPEAKS_OF_FORMAT = Pattern(r"формат|форм[еауы]\b|режим|дистанц|онлайн|вкс|видео|заочн")
_FORM = Pattern(r"форм")
_APPROVED = Pattern(r"утвержда|утвержден", re.IGNORECASE)
_APPROVED_LABEL = Pattern(r"^\W*утвержд\w+\W*", re.IGNORECASE)
_LINES = Pattern(r"[_/]+")


def build_header(context: Context, parts: Sequence[Labelled], elsewhere: Sequence[Labelled]) -> Header:
    """The header from the head's units, and from facts («Начало: …») wherever else they stand.

    The date of the meeting goes into the context: deadlines are counted from it.
    """
    titles, theme = without_theme(title_parts(parts))
    title = joined(titles).flat
    facts = read_facts(part for part in (*parts, *elsewhere) if part.role in _FACT_ROLES)
    context.meeting = _date(parts, facts)
    number = read_number(titles, parts)
    plain = plain_title(title, number)
    meeting, body = meeting_and_body(plain)
    start_time, end_time = _times(parts, facts, elsewhere)
    return Header(
        document="extract" if _EXTRACT.match(fold(title)) else "protocol",
        title=plain or None,
        number=number,
        date=context.meeting.isoformat() if context.meeting else None,
        meeting=meeting,
        body=body,
        place=read_place(parts, facts),
        format=_format(facts) or _format_of_title(title),
        start_time=start_time,
        end_time=end_time,
        topic=_topic(facts) or theme,
        organizers=_organizers(parts, facts),
        school_year=_school_year(parts),
        approval=_approval(context, parts),
    )


def _date(parts: Sequence[Labelled], facts: Sequence[Fact]) -> datetime.date | None:
    """The day of the meeting, from the most telling place that holds a whole date.

    A meeting in stages (in person, by ballot, counted) ends with the last of them.
    """
    stages = _days([view.flat for view in values_of(facts, "part")])
    if len(stages) > 1:
        return max(stages + _days([view.flat for view in values_of(facts, "counted")]))
    first = next((index for index, part in enumerate(parts) if part.role == "title"), 0)
    lines = [*parts[first:], *parts[:first]]
    printed = [
        part.unit.text.replace("_", " ")
        for role in ("date_line", "title", "headline")
        for part in lines
        if part.role == role
    ]
    made = _days([view.flat for view in values_of(facts, "made", "counted")])
    for days in (
        _days([view.flat for view in values_of(facts, "date")]),
        _days(printed),
        _days([view.flat for view in values_of(facts, "plain", "time", "place")]),
        # of the days on which ballots came in and the paper was made the last one is the meeting's
        sorted(made, reverse=True),
        _days([part.unit.text.replace("_", " ") for part in parts if part.role == "docline"]),
    ):
        if days:
            return days[0]
    return None


def _days(texts: Sequence[str]) -> list[datetime.date]:
    """The days of all dates with a year; of a stretch of days the last."""
    forms = [form for text in texts for form in find_dates(text) if form.year_known]
    return [day for form in forms if (day := form.last or form.date)]


def _format(facts: Sequence[Fact]) -> MeetingFormat | None:
    """How people took part: as labelled, else from what is said of place and connection."""
    for view in values_of(facts, "format"):
        found = read_format(view.flat)
        if found:
            return found
    for fact in facts:
        folded = fold(fact.view.flat)
        found = read_format(folded)
        if found == "online" and _CONNECTED.search(folded) and _ROOM.search(folded):
            return "hybrid"
        said = fact.kind in ("plain", "place") and _SPEAKS_OF_FORMAT.search(folded)
        if found and said and (found != "in_person" or _FORM.search(folded)):
            return found
    return None


def _format_of_title(title: str) -> MeetingFormat | None:
    """How people took part, where the title says so: «… в форме очно-заочного голосования»."""
    told = form_tail(title)
    return read_format(told) if told else "correspondence" if _BY_BALLOT.search(fold(title)) else None


def read_format(text: str) -> MeetingFormat | None:
    """How people took part, from the words of the text.

    >>> read_format("онлайн"), read_format("очно-заочная"), read_format("очное голосование")
    ('online', 'mixed', 'in_person')
    >>> read_format("открытая") is None
    True
    """
    folded = fold(text)
    return next((value for pattern, value in _FORMATS if pattern.search(folded)), None)


def _times(
    parts: Sequence[Labelled], facts: Sequence[Fact], elsewhere: Sequence[Labelled]
) -> tuple[str | None, str | None]:
    """When the meeting began and ended, as `HH:MM`."""
    start: str | None = None
    end: str | None = None
    for fact in facts:
        if fact.kind in ("vote", "made", "counted"):
            continue
        begun, ended = read_times(fact.view.flat)
        if begun is None and fact.kind == "date":
            begun = _first_time(fact.view.flat)
        start, end = start or begun, end or ended
    for part in parts:
        if part.role == "date_line":
            start = start or _first_time(part.unit.text)
    for part in elsewhere:
        if part.role in ("closing", "talk", "vote", "result"):
            end = end or read_times(part.unit.text)[1]
    return start, end


def _first_time(text: str) -> str | None:
    times = find_times(text)
    return times[0].time if times else None


def _topic(facts: Sequence[Fact]) -> str | None:
    topics = values_of(facts, "topic")
    if not topics:
        return None
    topic = tidy(topics[0].flat)
    return topic if topic.endswith("»") else topic.strip(" .")


def _organizers(parts: Sequence[Labelled], facts: Sequence[Fact]) -> list[str]:
    values = [tidy(view.flat) for view in values_of(facts, "organizers")]
    values += [tidy(part.unit.content.flat) for part in parts if part.role == "organizers_item"]
    pieces = (piece.strip(" .") for value in values for piece in value.split(";"))
    return [piece for piece in pieces if piece]


def _school_year(parts: Sequence[Labelled]) -> str | None:
    years = (school_year(part.unit.text) for part in parts if part.role in _YEAR_ROLES)
    return next((year for year in years if year), None)


def _approval(context: Context, parts: Sequence[Labelled]) -> Approval | None:
    """The stamp: its lines up to the next unit that is none; only «утверждаю/утверждено» counts."""
    for index, part in enumerate(parts):
        if part.role == "approval" and _APPROVED.search(part.unit.text):
            lines = [part]
            for following in parts[index + 1 :]:
                if following.role != "approval_line":
                    break
                lines.append(following)
            return _stamp(context, joined(lines))
    return None


def _stamp(context: Context, view: View) -> Approval:
    text = view.flat
    names = find_names(text)
    dates = [form.date for form in find_dates(text) if form.date]
    numbers = [form for form in find_numbers(text.replace("_", " ")) if form.value and not form.of_body]
    before = _APPROVED_LABEL.sub("", text[: names[0].start]) if names else ""
    approval = Approval(
        text=tidy(text),
        position=tidy(_LINES.sub(" ", before)).strip(" ,:") or None,
        date=dates[-1].isoformat() if dates else None,
        number=numbers[0].value if numbers else None,
    )
    if names:
        name = names[0]
        mention = Mention(text=text[name.start : name.end], span=context.span(view, name.start, name.end))
        context.register(mention, view, name, "nomn", GOVERNED_WEIGHT)
        context.stamped.append((approval, mention))
    return approval
