"""Where a sentence ends: not behind an initial, not behind an abbreviation."""

from __future__ import annotations

from itertools import pairwise

from protoparse.pattern import Pattern

# A dot behind one of these ends no sentence.
_ABBREVIATIONS = (
    "г гг ул им п пп с д т кв каб руб тыс коп чел ст см др отв исп соц зам зав доц проф гр н".replace(
        " ", "|"
    )
    + r"|т\.е|т\.к|т\.ч"
)
_OPEN_DOT = Pattern(rf"(?<![А-ЯЁа-яё])[А-ЯЁ]$|\b(?:{_ABBREVIATIONS})$")
_BREAK = Pattern(r"[.!]\s+(?=[А-ЯЁ])|;\s+", cues=(".", "!", ";"))
_END = Pattern(r"[а-яё»)]{2}[.!?]\s+(?=[А-ЯЁ])")


def is_shortened(before: str) -> bool:
    """Whether a dot behind this text belongs to an initial or an abbreviation.

    >>> is_shortened("Отв. Иванов И"), is_shortened("в каб"), is_shortened("утвердить план")
    (True, True, False)
    """
    return _OPEN_DOT.search(before) is not None


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The half-open offsets of the sentences of a text and of its parts between semicolons, sign included.

    >>> text = "Принять к сведению. Бирюк С.С. дать справку; доложить."
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['Принять к сведению. ', 'Бирюк С.С. дать справку; ', 'доложить.']
    """
    breaks = [match.end() for match in _BREAK.finditer(text) if not is_shortened(text[: match.start()])]
    return list(pairwise([0, *breaks, len(text)]))


def sentence_end(text: str, start: int = 0) -> int:
    """The offset behind the last letter of the sentence that holds `start`, dots behind initials passed over.

    >>> sentence_end("Доклад Иванова И.И. принят. Решили утвердить.")
    26
    """
    match = _END.search(text, start)
    return match.start() + 2 if match else len(text)
