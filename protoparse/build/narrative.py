"""What a paragraph of narrative is to the item it stands in: its report, an answer, or the next item."""

from __future__ import annotations

from collections.abc import Mapping, Set

from protoparse.build.draft import Draft
from protoparse.build.item_heads import number_label
from protoparse.build.sentences import sentence_spans
from protoparse.build.speakers import in_accusative, opens_speech
from protoparse.fields.person import NameForm, find_names
from protoparse.normalise import Unit
from protoparse.pattern import Pattern
from protoparse.view import View, fold

Reporters = Mapping[str, Set[int | None]]  # folded surname → places of the questions in the agenda

_NAMED_WITHIN = 220  # characters in which a narrative names its speaker
# what somebody else than the reporter does in the middle of a narrative, and what may stand before him
_JOINED_IN = (
    "добавил дополнил выступил возразил поддержал предложил спросил поинтересовал отметил пояснил напомнил"
    " заметил попросил уточнил ответил высказал подчеркнул указал поделил"
)
# «выступила на конкурсе», «выступила с песней», «дополнила коллекцию»: done elsewhere, and nothing said here
_ELSEWHERE = (
    r"(?!выступила?\s(?:на\s|в\s(?!прени|поддержк|защит)|со?\s(?!сообщ|содоклад|доклад|информац|предлож|отч[её]т"
    r"|вопрос|инициатив|возраж|просьб|реч|анализ|обоснован|разъяснен|пояснен|критик|обращен|замечан|слов))"
    r"|дополнила?\s(?:коллекци|фонд|экспозици|набор|список))"
)
_JOINS_IN = Pattern(
    rf"\s{_ELSEWHERE}(?:{_JOINED_IN.replace(' ', '|')})(?:а|ся|ась)?\b"
    r"|\s(?:был[аи]?|выступил[аи]?)\s+(?:против|за)\s|\sне\s+согласил(?:ся|ась)\b",
    cues=(*_JOINED_IN.split(), "был", "согласил"),
)
_JOINS_IN_REPORT = Pattern(
    rf"\s{_ELSEWHERE}(?:добавил|дополнил|выступил|возразил|поддержал)а?\b",
    cues=("добавил", "дополнил", "выступил", "возразил", "поддержал"),
)  # … behind the label «СЛУШАЛИ», where «ВЫСТУПИЛИ» is still to come
_LEAD_IN = Pattern(
    r"[Вв]\s+(?:ходе\s+обсуждения|обсуждении)(?:\s+[а-яё]+){0,2}?\s+(?=[А-ЯЁ])"
    r"|(?:[Вв]\s+прениях|[Пп]отом|[Зз]атем|[Дд]алее|[Пп]осле\s+этого)\s+"
)
_VERB_WITHIN = 30  # characters behind a name in which its verb begins
_ON = Pattern(r"\sоб?\s")
_REMARK = Pattern(r"\s*[–—:-]")
_ONE_SPOKE = Pattern(r"выступ(?:ил|ал)а?\s+(?![-:])")
_ABOUT = Pattern(r"\s*[–—-]\s*об?\s")


def is_next_item(unit: Unit, draft: Draft) -> bool:
    """Whether numbered narrative opens the next item: «2. Зуев Т.Т. показал …», «2. Зуева Т.Т. о …» behind
    «1. …».
    """
    label, number = number_label(unit), draft.item.number
    if label is None or number is None or not number.isdigit():
        return False
    if label.text != str(int(number) + 1):
        return False
    text = unit.content.flat
    return opens_speech(_without_lead_in(unit.content).flat) or _opens_with_heard(text)


def _opens_with_heard(text: str) -> bool:
    """Whether a text opens with one heard, as in a list under «СЛУШАЛИ:»: «2. Зуева Т.Т., завхоза, о …»."""
    names = find_names(text[:_NAMED_WITHIN])
    return bool(names) and names[0].start == 0 and in_accusative(names[0]) and _ON.search(text) is not None


def is_report(view: View, draft: Draft, reporters: Reporters) -> bool:
    """Whether a paragraph under a head tells what the reporter said, or another speaker of the agenda.

    «Зуев Т.Т. – нет тонометров» is a remark.
    """
    if not draft.headed or draft.item.spoke or not opens_speech(view.flat):
        return False
    if _REMARK.match(view.flat, find_names(view.flat)[0].end):
        return False
    return not draft.is_under_way() or is_by_other_speaker(view, draft, reporters)


def opens_report(unit: Unit) -> bool:
    """Whether «Выступила Иванова И.И.» opens a sentence, no list as «ВЫСТУПИЛИ: …» does."""
    return _ONE_SPOKE.match(unit.folded) is not None


def is_by_other_speaker(view: View, draft: Draft, reporters: Reporters) -> bool:
    """Whether a narrative's speaker is one of the agenda's, and not one of this item's."""
    return bool(_questions(view, draft, reporters))


def is_by_fellow(view: View, draft: Draft, reporters: Reporters) -> bool:
    """Whether a narrative's speaker shares the question of this item with the one who was heard."""
    return draft.hint is not None and draft.hint in _questions(view, draft, reporters)


def _questions(view: View, draft: Draft, reporters: Reporters) -> set[int | None]:
    """The questions on which a narrative's speaker is to report; none where this item heard him already."""
    names = find_names(view.flat[:_NAMED_WITHIN])
    if not names or not names[0].surname or _is_heard(names[0], draft):
        return set()
    stem = _stem(names[0].surname)
    return {place for known, places in reporters.items() if _stem(known) == stem for place in places}


def is_more_heard(view: View, draft: Draft) -> bool:
    """Whether a paragraph goes on with those heard: «Лося В.В. – о смете» under «СЛУШАЛИ: Зуева Т.Т. …»."""
    names = find_names(view.flat[:_NAMED_WITHIN])
    if not draft.item.listened or not names or names[0].start > 0:
        return False
    return in_accusative(names[0]) and _ABOUT.match(view.flat, names[0].end) is not None


def other_speeches(view: View, draft: Draft, *, labelled: bool) -> list[View]:
    """The sentences of a report that tell what others said on it: «… Зуев Т.Т. добавил, что …».

    `labelled` says that «СЛУШАЛИ» stands before it.
    """
    verbs = _JOINS_IN_REPORT if labelled else _JOINS_IN
    if not draft.item.listened or not verbs.search(view.flat):
        return []
    sentences = [view.cut(start, end) for start, end in sentence_spans(view.flat)[1:]]
    return [
        said
        for sentence in sentences
        if (said := _without_lead_in(sentence)) and _joins_in(said, draft, verbs)
    ]


def _without_lead_in(sentence: View) -> View:
    lead = _LEAD_IN.match(sentence.flat)
    return sentence.cut(lead.end()) if lead else sentence


def _joins_in(sentence: View, draft: Draft, verbs: Pattern) -> bool:
    """Whether a sentence opens with somebody not yet heard who joins in: «Зуев Т.Т. добавил, что …»."""
    text = sentence.flat
    if not opens_speech(text):
        return False
    name = find_names(text[:_NAMED_WITHIN])[0]
    if not name.surname or _is_heard(name, draft):
        return False
    return verbs.search(text, name.end, name.end + _VERB_WITHIN) is not None


def is_answer(unit: Unit, draft: Draft) -> bool:
    """Whether a paragraph tells what somebody else than the reporter said: «Зуев Т.Т. пояснил, что …»."""
    text = unit.content.flat
    if not draft.item.listened or unit.label is not None or not opens_speech(text):
        return False
    name = find_names(text)[0]
    return bool(name.surname) and not _is_heard(name, draft)


def _is_heard(name: NameForm, draft: Draft) -> bool:
    """Whether the item's reporters have one of that surname among them."""
    stem = _stem(name.surname or "")
    return any(stem in fold(one.text) for speech in draft.item.listened for one in speech.speakers)


def _stem(surname: str) -> str:
    """What of a surname stands in all its cases, enough to tell the speakers of one meeting apart."""
    return fold(surname)[: min(5, max(3, len(surname) - 1))]
