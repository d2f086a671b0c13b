"""What a paragraph of narrative is to the item it stands in: its report, an answer, or the next item."""

from __future__ import annotations

from protoparse.build.draft import Draft
from protoparse.build.item_heads import number_label
from protoparse.build.speakers import in_accusative, opens_speech
from protoparse.fields.person import NameForm, find_names
from protoparse.normalise import Unit
from protoparse.pattern import Pattern
from protoparse.view import View, fold

_NAMED_WITHIN = 220  # characters in which a narrative names its speaker
_REMARK = Pattern(r"\s*[–—:-]")
_ABOUT = Pattern(r"\s*[–—-]\s*об?\s")


def is_next_item(unit: Unit, draft: Draft) -> bool:
    """Whether numbered narrative opens the next item: «2. Зуев Т.Т. показал …» behind «1. …»."""
    label, number = number_label(unit), draft.item.number
    if label is None or number is None or not number.isdigit():
        return False
    return label.text == str(int(number) + 1) and opens_speech(unit.content.flat)


def is_report(view: View, draft: Draft, speakers_known: frozenset[str]) -> bool:
    """Whether a paragraph under a head tells what the reporter said, or another speaker of the agenda.

    «Зуев Т.Т. – нет тонометров» is a remark.
    """
    if not draft.headed or draft.item.spoke or not opens_speech(view.flat):
        return False
    if _REMARK.match(view.flat, find_names(view.flat)[0].end):
        return False
    return not draft.is_under_way() or is_by_other_speaker(view, draft, speakers_known)


def is_by_other_speaker(view: View, draft: Draft, speakers_known: frozenset[str]) -> bool:
    """Whether a narrative's speaker is one of the agenda's, and not one of this item's.

    `speakers_known`: folded surnames of the agenda's speakers.
    """
    names = find_names(view.flat[:_NAMED_WITHIN])
    if not names or not names[0].surname or _is_heard(names[0], draft):
        return False
    return any(_stem(names[0].surname) == _stem(known) for known in speakers_known)


def is_more_heard(view: View, draft: Draft) -> bool:
    """Whether a paragraph goes on with those heard: «Лося В.В. – о смете» under «СЛУШАЛИ: Зуева Т.Т. …»."""
    names = find_names(view.flat[:_NAMED_WITHIN])
    if not draft.item.listened or not names or names[0].start > 0:
        return False
    return in_accusative(names[0]) and _ABOUT.match(view.flat, names[0].end) is not None


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
