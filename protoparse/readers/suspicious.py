"""Characters that nobody sees: marks that turn the direction of writing, signs without width, controls.

They are read as they stand, since the text is never edited; the notes say that a name may not be what it
looks like.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from protoparse.document import ReadingNote, Span
from protoparse.pattern import Pattern

_UNSEEN = Pattern("[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NO_WIDTH = frozenset("\u061c\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\u2065\ufeff")

_NOTES: tuple[tuple[str, Literal["warning", "info"], str, str], ...] = (
    (
        "R044",
        "warning",
        "Знаки, меняющие направление письма: {}; текст может выглядеть не так, как записан.",
        "Marks that turn the direction of writing: {}; the text may look other than it is.",
    ),
    (
        "R045",
        "warning",
        "Невидимые знаки внутри слов: {}; слова и имена могут не узнаваться.",
        "Invisible signs inside words: {}; words and names may not be recognised.",
    ),
    ("R046", "info", "Управляющие символы в тексте: {}.", "Control characters in the text: {}."),
)


def character_notes(text: str) -> Iterator[ReadingNote]:
    """R044 for marks of direction, R045 for signs without width inside words, R046 for controls.

    >>> [(note.code, note.span) for note in character_notes("Ива\\u200bнов\\u202e")]
    [('R044', Span(start=7, end=8)), ('R045', Span(start=3, end=4))]
    """
    turning: list[int] = []
    hidden: list[int] = []
    controls: list[int] = []
    for found in _UNSEEN.finditer(text):
        place, sign = found.start(), found[0]
        if sign in _TURNING:
            turning.append(place)
        elif sign in _NO_WIDTH:
            if text[place - 1 : place].isalpha() and text[place + 1 : place + 2].isalpha():
                hidden.append(place)
        else:
            controls.append(place)
    for places, (code, severity, russian, english) in zip((turning, hidden, controls), _NOTES, strict=True):
        if places:
            here = Span(places[0], places[0] + 1)
            count = len(places)
            yield ReadingNote(code, severity, russian.format(count), english.format(count), span=here)
