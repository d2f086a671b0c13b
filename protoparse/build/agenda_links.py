"""Items and the agenda: which answers which, and an agenda that is printed together with the proceedings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from protoparse.agenda import Link, Question, link
from protoparse.build.draft import Draft
from protoparse.build.item_labels import agenda_place
from protoparse.fields.person import find_names
from protoparse.model import AgendaItem, Mention
from protoparse.view import fold

_SPEECH_START = 600  # characters of what was heard in which words of the topic are looked for
_NO_TOPIC = 8  # a topic shorter than this says nothing


def folded_surnames(mentions: Iterable[Mention]) -> frozenset[str]:
    """The folded surnames of those of the mentions who have one."""
    names = (find_names(mention.text) for mention in mentions)
    return frozenset(fold(found[0].surname) for found in names if found and found[0].surname)


def reporters_of(agenda: Sequence[AgendaItem]) -> dict[str, set[int | None]]:
    """Folded surname → places in the agenda of the questions on which this person is to report."""
    places: dict[str, set[int | None]] = {}
    for index, item in enumerate(agenda):
        for surname in folded_surnames(item.speakers):
            places.setdefault(surname, set()).add(_place(item, index))
    return places


def _place(item: AgendaItem, index: int) -> int | None:
    return agenda_place(item.number) if item.number else index + 1


def with_heads_as_agenda(agenda: list[AgendaItem], drafts: Sequence[Draft]) -> list[AgendaItem]:
    """The agenda, made of the items' heads where both are one list («Повестка дня: 1. … СЛУШАЛИ … 2. …»)."""
    heads = [draft for draft in drafts if draft.item.topic and draft.item.number]
    if len(agenda) > 1 or not heads or (len(agenda) == 1 and agenda[0].number is None):
        return agenda
    numbers = [draft.item.number for draft in heads]
    start = len(agenda) + 1
    if numbers != [str(n) for n in range(start, start + len(numbers))]:
        return agenda
    if len(agenda) == 1 and drafts and drafts[0] not in heads and drafts[0].item.topic is None:
        drafts[0].item.topic = agenda[0].topic
        drafts[0].item.number = agenda[0].number
        drafts[0].hint = 1
    return agenda + [
        AgendaItem(number=draft.item.number, topic=draft.item.topic or "", span=draft.item.span.model_copy())
        for draft in heads
    ]


def link_items(drafts: Sequence[Draft], agenda: Sequence[AgendaItem]) -> list[Link]:
    """Links of items with the agenda, one an item; linked items get the number and, lacking one, the
    topic.
    """
    questions = [
        Question(
            _place(item, index),
            item.topic,
            folded_surnames(item.speakers),
        )
        for index, item in enumerate(agenda)
    ]
    answers = [
        Question(
            draft.hint,
            draft.item.topic or "",
            folded_surnames(mention for speech in draft.item.listened for mention in speech.speakers),
            " ".join(speech.text for speech in draft.item.listened)[:_SPEECH_START],
            sure=draft.item.number is not None,
        )
        for draft in drafts
    ]
    links = link(answers, questions)
    for draft, found in zip(drafts, links, strict=True):
        if found.agenda is None:
            continue
        target = agenda[found.agenda]
        draft.item.agenda = target.number or str(found.agenda + 1)
        if draft.said_topic or len(draft.item.topic or "") < _NO_TOPIC:
            draft.item.topic = target.topic
    return links
