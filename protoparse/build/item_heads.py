"""How an item opens: its head, its reporters, «СЛУШАЛИ: …»; what that tells of number, topic and speakers."""

from __future__ import annotations

import re

from protoparse.build.context import Context, tidy
from protoparse.build.draft import Draft
from protoparse.build.item_labels import (
    ABOUT,
    BY_FIGURE,
    BY_TOPIC,
    FLOOR,
    HEARD,
    LISTENED,
    MISCELLANEOUS,
    NAMES_IN_BRACKETS,
    NTH,
    ORDINAL,
    QUESTION,
    REPORT,
    REPORTED,
    REPORTER,
    REPORTER_BEHIND,
    SHORT_TOPIC,
    TOPIC_SENTENCE,
    agenda_place,
)
from protoparse.build.speakers import head_people, narrator, opens_speech, tells_speaker
from protoparse.fields.person import find_names
from protoparse.fields.text import Case
from protoparse.grammar.shapes import ask
from protoparse.list_label import ListLabel, find_label
from protoparse.model import Mention
from protoparse.normalise import Unit
from protoparse.view import View


def read_head(context: Context, draft: Draft, unit: Unit) -> None:
    """Take number, topic and reporters of a head: «2. О питании (Иванова А.А.)», «Вопрос 2. …», a name in
    bold.
    """
    view = unit.content
    if ask("bold_name", unit):
        _listen(context, draft, head_people(context, view, "nomn")[0], view)
        return
    label = number_label(unit)
    question, ordinal = QUESTION.match(view.flat), ORDINAL.match(view.flat)
    if question:
        draft.item.number = question.group(1) or question.group(2)
        draft.hint = int(draft.item.number)
        view = view.cut(question.end())
    elif (nth := NTH.match(view.flat)) and (place := agenda_place(nth["which"] or nth["behind"])):
        draft.item.number = label.text if label is not None else None
        draft.hint = place
        view = view.cut(nth.end())
    elif ordinal:
        if label is not None and label.kind == "decimal":
            draft.item.number = label.text
        elif ordinal["which"].isdigit() or _is_roman(ordinal["which"]):
            draft.item.number = ordinal["which"]
        draft.hint = agenda_place(ordinal["which"])
        view = view.cut(ordinal.end())
    elif by_figure := BY_FIGURE.match(view.flat):
        draft.item.number = by_figure.group(1)
        draft.hint = agenda_place(by_figure.group(1))
        view = view.cut(by_figure.end())
    elif label is not None:
        draft.item.number = label.text
        draft.hint = agenda_place(label.text)
    miscellaneous = MISCELLANEOUS.match(view.flat) or (ask("echo", unit) and SHORT_TOPIC.match(view.flat))
    if miscellaneous or (miscellaneous := _topic_before_speech(view)):
        rest = view.cut(miscellaneous.end(1))
        if mentions := narrator(context, rest) if tells_speaker(rest.flat) else []:
            draft.speech = draft.listen(context, speaking(mentions), rest)
        else:
            draft.discussion.append(tidy(rest.flat))
        context.observe_narrative(view)
        view = view.cut(0, miscellaneous.end(1))
    names = find_names(view.flat[:60])
    if draft.hint is not None and names and names[0].start == 0 and len(view.flat) > names[0].end + 20:
        # «По вопросу 1: Иванов И.И. рассказал …»: the agenda says what the question is about
        if opens_speech(view.flat):
            draft.speech = draft.listen(context, speaking(narrator(context, view)), view)
            return
        draft.discussion.append(tidy(view.flat))
        context.observe_narrative(view)
        return
    _read_topic(context, draft, view)


def _topic_before_speech(view: View) -> re.Match[str] | None:
    """The first sentence of a head (group 1) where the second one tells who spoke: «Приём. Слово взял …»."""
    sentence = TOPIC_SENTENCE.match(view.flat)
    return sentence if sentence and FLOOR.match(view.flat, sentence.end(1)) else None


def _read_topic(context: Context, draft: Draft, view: View) -> None:
    """Take the topic; names in brackets or behind «Докладчик» at its end are its reporters."""
    text = view.flat
    bracket, label = NAMES_IN_BRACKETS.search(text), REPORTER_BEHIND.search(text)
    reporters: View | None = None
    words = view
    if bracket and find_names(bracket.group(1)):
        reporters, words = view.cut(bracket.start(1), bracket.end(1)), view.cut(0, bracket.start())
    elif label and find_names(text[label.end() :]):
        reporters, words = view.cut(label.end()), view.cut(0, label.start())
    if reporters is not None:
        _listen(context, draft, context.mentions(reporters, None, groups=False), view)
    draft.item.topic = tidy(words.flat).rstrip(" –—-:;,").strip() or None


def read_reporters(context: Context, draft: Draft, view: View) -> None:
    """Take the names of a line under a head: «(Докладывал Иванов И.И.)»."""
    names = view
    label = REPORTER.match(names.flat)
    if label:
        names = names.cut(label.end())
    elif names.flat.startswith("("):
        names = names.cut(1)
    closing = names.flat.rfind(")")
    if closing >= len(names.flat) - 3 and names.flat.count("(") < names.flat.count(")"):
        names = names.cut(0, closing)
    if label:  # «Докладчик – Зуев Т.Т. Осмотр провёл Лось В.В.»
        mentions = head_people(context, names, None)[0]
    else:
        mentions = context.mentions(names, None, groups=False) + context.bare_mentions(names, None)
    _listen(context, draft, mentions, view)
    draft.reach(context.span(view).end)


def read_heard(context: Context, draft: Draft, unit: Unit, *, awaited: bool = False) -> bool:
    """Take who was heard on what; returns whether the label stood alone, its words to come on the next line.

    `awaited`: this is that next line.
    """
    heard, view = _without_label(draft, unit.content)
    by_topic = BY_TOPIC.match(view.flat)
    if by_topic:
        draft.item.topic = draft.item.topic or tidy(by_topic["topic"]).strip(" .:")
        view = view.cut(by_topic.end())
        again = HEARD.match(view.flat)
        view = view.cut(again.end()) if again else view
    draft.reach(context.span(unit.view).end)
    if not view.text.strip(" .:"):
        return True
    if heard or awaited or (by_topic and LISTENED.search(unit.content.flat[:120])):
        mentions, end = head_people(context, view, case_of_heard(heard))
    else:
        mentions, end = narrator(context, view), 0
    about = ABOUT.search(view.flat[end : end + 300])
    if draft.item.topic is None and about and about.start() < 80:
        draft.item.topic = tidy(about.group(1)).rstrip(" ,;")
        draft.said_topic = True
    if mentions:
        draft.speech = draft.listen(context, speaking(mentions), unit.view)
    else:
        draft.discussion.append(tidy(view.flat))
    context.observe_narrative(unit.view)
    return False


def case_of_heard(label: str | None) -> Case | None:
    """The case in which a label of the report has its speaker; None where that varies."""
    if label is None:
        return "accs"
    if REPORTED.match(label):
        return "nomn"
    if REPORT.match(label):
        return None if ":" in label else "gent"
    return "accs"


def _without_label(draft: Draft, view: View) -> tuple[str | None, View]:
    """The label «СЛУШАЛИ», None where there is none, and the view behind it and behind «По … вопросу»."""
    view = _without_ordinal(draft, view)
    heard = HEARD.match(view.flat)
    if heard is None:
        return None, view
    view = view.cut(heard.end())
    first = find_label(view.flat)
    if first is not None and first.kind == "decimal" and first.depth == 1:  # «СЛУШАЛИ: 1. Зуева Т.Т. о …»
        draft.item.number = draft.item.number or first.text
        draft.hint = draft.hint or agenda_place(first.text)
        view = view.cut(first.end)
    figure = BY_FIGURE.match(view.flat)
    if figure:
        draft.hint = agenda_place(figure.group(1))
        draft.item.number = draft.item.number or figure.group(1)
        view = view.cut(figure.end())
    return heard.group(), _without_ordinal(draft, view)


def _without_ordinal(draft: Draft, view: View) -> View:
    """The view behind «По второму вопросу»; the number is noted."""
    ordinal = ORDINAL.match(view.flat)
    if ordinal is None:
        return view
    draft.hint = agenda_place(ordinal["which"]) or draft.hint
    if ordinal["which"].isdigit():
        draft.item.number = draft.item.number or ordinal["which"]
    return view.cut(ordinal.end())


def _listen(context: Context, draft: Draft, mentions: list[Mention], view: View) -> None:
    """Note that those of the mentions who are people were heard; narrative goes on with their speech."""
    named = speaking([mention for mention in mentions if context.is_named(mention)])
    if named:
        draft.speech = draft.listen(context, named, view)


def speaking(mentions: list[Mention]) -> list[Mention]:
    """The same mentions, made speakers unless they say what else they are."""
    for mention in mentions:
        mention.role = mention.role or "speaker"
    return mentions


def number_label(unit: Unit) -> ListLabel | None:
    """The list label of a unit where it is a number, arabic or Roman."""
    return unit.label if unit.label is not None and unit.label.kind in ("decimal", "roman") else None


def _is_roman(which: str) -> bool:
    """Whether an ordinal is a Roman number and no word in capitals («ПО ПЕРВОМУ ВОПРОСУ»)."""
    return which.isascii() and which.isupper()


def named_at_start(view: View) -> bool:
    """Whether somebody is named at the start of a text."""
    names = find_names(view.flat[:160])
    return bool(names) and names[0].start < 90
