"""The agenda: its items from a list, a sentence, a table, with their speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from protoparse.build.columns import Columns, find_columns, printed_number
from protoparse.build.context import GOVERNED_WEIGHT, ROSTER_WEIGHT, Context, Labelled, tidy
from protoparse.build.enumeration import split_enumeration
from protoparse.build.speakers import is_people_alone
from protoparse.fields.person import find_names
from protoparse.list_label import find_label
from protoparse.model import AgendaItem, Mention
from protoparse.normalise import Unit
from protoparse.pattern import Pattern
from protoparse.view import View, fold

_HEAD = Pattern(
    r"\W*(?:[^.:]{0,60}?(?=повестк\w+(?:\s+дня)?\s*:))?(?:повестк\w+(?:\s*дня)?(?:\s+(?:дня|заседания"
    r"|совещания|собрания|конференции|встречи|педсовета|педагогического\s+совета|общего\s+собрания))*"
    r"|порядок\s+дня|(?:вопросы\s+(?:повестки(?:\s+дня)?|для\s+(?:обсуждения|рассмотрения)|заседания"
    r"|совещания|собрания))|рассм(?:атриваемые|отренные)\s+вопросы|на\s+повестк[еу](?:\s+дня)?"
    r"|обсужд(?:аемые|[её]нные)\s+вопросы|план\s+проведения|на\s+рассмотрение|вопросы)(?:[^:]{0,80}(?=:))?\s*[:.–—-]*\s*",
    re.IGNORECASE,
)
_REPORTER = Pattern(
    r"[\s(]*(?:(?:со)?докладчик\w*(?:\(и\))?|докладыва\w+|докл\.|информаци\w|информиру\w+|выступающ\w+|отв\."
    r"|ответственн\w+(?:\(ые\))?|доклад|сообщение|инф\.)"
    r"\s*[:.–—-]*\s*",
    re.IGNORECASE,
)
_OF_WHOM = Pattern(r"[\s(]*(?:инф|сообщ)[^:]*$", re.IGNORECASE)
_TRAILING_REPORTER = Pattern(
    r"(?:^|[.;)»,\s])\s*((?:(?:со)?докладчик\w*|докладывает|докл\.|информирует|информация(?=\s[а-яё]"
    r"|\s[А-ЯЁ]|\s*[:–—-])|выступает|отв\.|сообщение(?=\s*[:–—-]))\s*[:–—-]?\s+.{4,200})$",
    re.IGNORECASE,
)
# «Итоги обследования – педагог-психолог Иванова А.А.»
_BEHIND_DASH = Pattern(r"(?<=.{8})\s[–—-]\s(?P<who>[^–—]{4,140})$")
_SEMICOLON = Pattern(r";\s+")
_ABOUT = Pattern(r"об?\s", re.IGNORECASE)
_MINUTES_ALONE = Pattern(r"\d{1,3}")
_NUMBER_ALONE = Pattern(r"\W*(?:\d{1,3}|[IVX]+)?\W*")
_BRACKET = Pattern(r"\s*\(([^()]{4,200})(?:\)\s*[.;,]?)?\s*$")  # open where minutes were taken off its end
_MINUTES = Pattern(r"\(?\s*(?:до\s*)?(\d{1,3})\s*мин(?:\.|ут[аы]?)?\s*\)?", re.IGNORECASE, cues=("мин",))
_QUESTION = Pattern(r"\W*вопрос\s*№?\s?(\d{1,2})\s?[.:)–—-]*\s*", re.IGNORECASE)

_BETWEEN_NAMES = Pattern(r"[\s,;.и–—-]*")
_TOPIC_ENDS = Pattern(r"[.»)\w]\s*[–—-]?\s*$")
# Words that make the name behind them part of the topic.
_GOVERNS = Pattern(
    r"\b(?:отчет|доклад|информация|выступление|сообщение|кандидатур\w+|имени|заявление|у|о|об)\s*$"
)
_OBLIQUE_ENDINGS = ("у", "ю", "ой", "ым", "ого", "ому", "ем", "ом")


def build_agenda(context: Context, parts: Sequence[Labelled]) -> tuple[list[AgendaItem], list[Unit]]:
    """The agenda's items, and the agenda tables that also hold decisions (built by the caller)."""
    items: list[AgendaItem] = []
    tables: list[Unit] = []
    for part in parts:
        unit = part.unit
        if part.role == "agenda_head":
            match = _HEAD.match(unit.view.flat)
            rest = unit.view.cut(match.end()) if match else unit.view.cut(len(unit.view.text))
            if rest.text.strip(" .:"):
                for number, piece in _by_semicolons(rest) or split_enumeration(rest):
                    _add(context, items, number, piece)
        elif part.role == "agenda_item":
            if part.label.how == "continue" and items:
                _extend(context, items[-1], unit)
                continue
            whole = unit.view
            question = _QUESTION.match(whole.flat)
            if question:
                _add(context, items, question.group(1), whole.cut(question.end()))
            elif unit.label and unit.label.kind == "bullet":
                _add(context, items, None, unit.content)
            else:
                for number, piece in split_enumeration(whole):
                    _add(context, items, number, piece)
        elif part.role == "agenda_reporter" and items:
            match = _REPORTER.match(unit.view.flat)
            rest = unit.view.cut(match.end()) if match else unit.view
            items[-1].speakers += _speakers(context, rest, match.group() if match else "")
            items[-1].span.end = context.span(unit.view).end
        elif part.role == "agenda_table":
            columns = find_columns(unit.rows, context.grammar.roles["agenda_table"].columns)
            if "topic" not in columns:
                columns = _columns_by_content(unit)
            # with deadlines it is a table of decisions, not of questions to come
            if "deadline" not in columns:
                items += _from_table(context, unit, columns)
            if "decision" in columns:
                tables.append(unit)
    return items, tables


def _by_semicolons(view: View) -> list[tuple[str | None, View]]:
    """The questions of «о плане на год; о ремонте; об охране»; none where a part is no question."""
    edges = [0, *(mark.end() for mark in _SEMICOLON.finditer(view.flat)), len(view.flat)]
    parts = [view.cut(start, end) for start, end in pairwise(edges)]
    return (
        [(None, part) for part in parts]
        if len(parts) > 1 and all(_ABOUT.match(p.flat) for p in parts)
        else []
    )


def _add(context: Context, items: list[AgendaItem], number: str | None, view: View) -> None:
    topic, speakers, minutes = _read_topic(context, view)
    if not topic.text:
        return
    items.append(
        AgendaItem(
            number=number,
            topic=tidy(topic.flat).rstrip(" ;,–—-").strip(),
            speakers=speakers,
            duration_minutes=minutes,
            span=context.span(view),
        )
    )


def _extend(context: Context, item: AgendaItem, unit: Unit) -> None:
    item.topic = tidy(f"{item.topic} {unit.text}")
    item.span.end = context.span(unit.view).end


def _read_topic(context: Context, view: View) -> tuple[View, list[Mention], int | None]:
    """Topic, speakers and minutes of one agenda line."""
    minutes = None
    found = _MINUTES.search(view.flat)
    if found and found.end() > len(view.flat) - 4:
        minutes = int(found.group(1))
        view = view.cut(0, found.start())
    text = view.flat
    bracket = _BRACKET.search(text)
    if bracket and find_names(bracket.group(1)):
        inner = _REPORTER.match(bracket.group(1))
        start = bracket.start(1) + (inner.end() if inner else 0)
        speakers = _speakers(context, view.cut(start, bracket.end(1)), inner.group() if inner else "")
        inside = _MINUTES.search(bracket.group(1))
        minutes = int(inside.group(1)) if minutes is None and inside else minutes
        tail = "." if text.rstrip().endswith(".") else ""
        topic = view.cut(0, bracket.start())
        if tail and topic.text[-1:] != ".":
            topic = View(topic.text + tail, topic.origin + topic.origin[-1:])
        return topic, speakers, minutes
    labelled = _TRAILING_REPORTER.search(text)
    if labelled and find_names(labelled.group(1)):
        label = _REPORTER.match(labelled.group(1))
        start = labelled.start(1) + (label.end() if label else 0)
        return view.cut(0, labelled.start(1)), _speakers(context, view.cut(start)), minutes
    behind = _BEHIND_DASH.search(text)
    if behind is not None and is_people_alone(behind["who"]):
        return view.cut(0, behind.start()), _speakers(context, view.cut(behind.start("who"))), minutes
    # «Анализ взаимопосещения Щеглова И.Н.»: names alone at the very end
    names = find_names(text)
    tail_start = len(text)
    for name in reversed(names):
        if not _BETWEEN_NAMES.fullmatch(text, name.end, tail_start):
            break
        tail_start = name.start
    if tail_start < len(text) and tail_start > 10 and _TOPIC_ENDS.search(text[:tail_start]):
        before = text[:tail_start].rstrip()
        first = next(name for name in names if name.start == tail_start)
        governed = _GOVERNS.search(fold(before))
        if not governed and (before.endswith((".", "»", ")", "–", "—", "-")) or _nominative(first.surname)):
            return view.cut(0, tail_start), _speakers(context, view.cut(tail_start)), minutes
    return view, [], minutes


def _nominative(surname: str | None) -> bool:
    return bool(surname) and not (surname or "").endswith(_OBLIQUE_ENDINGS)


def _speakers(context: Context, view: View, label: str = "") -> list[Mention]:
    """Those who report; a name behind «инф.» may stand in any case, and says less of its own form."""
    weight = GOVERNED_WEIGHT if _OF_WHOM.match(label) else ROSTER_WEIGHT
    return context.people(view, weight=weight, role="speaker")


def _columns_by_content(unit: Unit) -> Columns:
    """The columns of an agenda table without heads: numbers, the longest words, those who report."""
    grid: dict[int, list[str]] = {}
    for row in unit.rows:
        for cell in row:
            grid.setdefault(cell.column, []).append(cell.view.flat)
    length = {column: sum(map(len, texts)) for column, texts in grid.items()}
    places = {"topic": max(length, key=length.__getitem__)}
    for column, texts in grid.items():
        if all(map(_NUMBER_ALONE.fullmatch, texts)):
            places.setdefault("number", column)
        elif column != places["topic"] and any(find_names(text) for text in texts):
            places.setdefault("speaker", column)
    return Columns(-1, places)


def _from_table(context: Context, unit: Unit, columns: Columns) -> list[AgendaItem]:
    """The items of an agenda table: one a row, a row without a number goes on with the one above."""
    items: list[AgendaItem] = []
    for row in unit.rows[columns.head + 1 :]:
        cells = columns.cells(row)
        if "topic" not in cells or not cells["topic"].parts:
            continue
        view = cells["topic"].view
        number = printed_number(cells.get("number"))
        label = find_label(view.flat)
        if items and "number" in columns and number is None and label is None:
            target = items[-1]
            target.topic = tidy(f"{target.topic} {view.flat}")
        else:
            if label and label.kind in ("decimal", "roman") and number is None:
                number, view = label.text, view.cut(label.end)
            topic, speakers, minutes = _read_topic(context, view)
            target = AgendaItem(
                number=number,
                topic=tidy(topic.flat),
                speakers=speakers,
                duration_minutes=minutes,
                span=context.span(view),
            )
            items.append(target)
        target.span.end = max(target.span.end, context.whole([cell.view for cell in row if cell.parts]).end)
        told_by = cells.get("speaker") or cells.get("responsible")
        if told_by is not None and told_by.parts:
            target.speakers += _speakers(context, told_by.view)
        minutes_found = _MINUTES_ALONE.search(cells["time"].view.flat) if "time" in cells else None
        if minutes_found and target.duration_minutes is None:
            target.duration_minutes = int(minutes_found.group())
    return items
