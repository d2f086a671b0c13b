"""Labels of what belongs to a decision: «Ответственный: …», «(отв. …)», «Срок: …», «в срок до …»."""

from __future__ import annotations

import re

from protoparse.fields.calendar import MONTH_BEGINS
from protoparse.pattern import Pattern, with_slip

_RESPONSIBLE = (
    # «ответсвенный», «ответственая»: of all labels the ones that are written wrong by hand
    rf"(?:{with_slip('ответственн')}(?:ый\(ые\)|ые|ый|ая|ое\s+лицо|ыми?|ых)"
    r"(?:\s+(?:исполнител[ьи]|лиц[оа]|за\s+(?:исполнение|выполнение|реализацию)))?|отв\.?"
    r"|исполнител[ьи]|исп\.|соисполнител[ьи]|контрол[её]р|контроль(?=\s*[:–—-]))"
)
_DEADLINE = (
    r"(?:контрольный\s+срок"
    r"|срок(?:и|ом)?(?:\s+(?:исполнения|выполнения|реализации|представления|сдачи|проведения))?"
    r"|дата\s+исполнения|исполнить\s+до|выполнить\s+до|периодичность)"
)
_SIGN = r"\s*[:–—-]\s*"
# A label inside a sentence: after an opening bracket or the end of a clause, with a sign or a value behind
# it.
_INSIDE = Pattern(
    rf"(?:^|(?<=[\s(,;.–—-]))"
    rf"(?:(?P<responsible>{_RESPONSIBLE})"
    rf"(?:{_SIGN}|(?<=\.)\s*(?=[А-ЯЁа-яё])|\s+(?=[А-ЯЁ][а-яё]+\s[А-ЯЁ]\.|[А-ЯЁ]\.))"
    rf"|(?P<deadline>{_DEADLINE})"
    rf"(?:{_SIGN}|\s+(?=до\b|не\s+позднее|к\b|\d|постоянно|в\s+течение|{MONTH_BEGINS})))",
    re.IGNORECASE,
    cues=("отв", "твенн", "исп", "контрол", "срок", "дата", "выполнить", "периодичность"),
)
_LEAD = Pattern(
    rf"\W*(?:{_RESPONSIBLE}|{_DEADLINE})(?:\s+за\s+[а-яё\s]{{3,40}}(?=[:–—-]))?\s*[:–—.-]*\s*",
    re.IGNORECASE,
)
_LAST_WORD = Pattern(r"[А-Яа-яё]+$")


def opening_label(text: str) -> str | None:
    """The kind («responsible», «deadline») of the label with a value behind it that a text begins with.

    >>> opening_label("Отв.: Иванов И.И."), opening_label("Составить план")
    ('responsible', None)
    """
    label = _INSIDE.match(text)
    return label.lastgroup if label else None


def behind_lead(text: str) -> int:
    """Where the value begins in a line that a label opens; 0 where none does.

    >>> behind_lead("Срок исполнения: до 1 мая"), behind_lead("до 1 мая")
    (17, 0)
    """
    match = _LEAD.match(text)
    return match.end() if match else 0


def labels_inside(text: str) -> list[re.Match[str]]:
    """The labels in a sentence, in order; `lastgroup` says whether «responsible» or «deadline».

    >>> [m.lastgroup for m in labels_inside("Сдать отчёт. Отв.: Иванов И.И., срок: до 1 мая")]
    ['responsible', 'deadline']
    >>> labels_inside("Сдать отчёт в срок до 1 мая")
    []
    """
    return [match for match in _INSIDE.finditer(text) if _may_stand(text, match)]


def next_label(text: str, start: int, kind: str) -> re.Match[str] | None:
    """The first label of a kind («responsible», «deadline») at or behind `start`."""
    return next((match for match in _INSIDE.finditer(text, start) if match.lastgroup == kind), None)


def _may_stand(text: str, match: re.Match[str]) -> bool:
    """Whether an inline label is one: not «в срок до …», not a word of the sentence itself."""
    before = text[: match.start()].rstrip(" ")
    if not before or before[-1] in "(.,;–—-»)":
        return True
    if match.lastgroup == "deadline" and _LAST_WORD.search(before):
        return False
    return match.group().strip()[:1].isupper()
