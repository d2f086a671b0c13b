"""How alike two values are: strings folded, texts compared softly, names by surname and initials.

Gold annotations are made for these measures: edges and quotes do not count, a missing clause does.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from protoparse.pattern import Pattern

_WITHOUT = str.maketrans({**dict.fromkeys("«»\"“”„'`*_"), "ё": "е", **dict.fromkeys("‐‑‒–—―−", "-")})
_EDGES = " .,;:-"
_WORD = Pattern(r"\w+")
_NAME_PART = Pattern(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def folded(value: object) -> str:
    """The value as text without what does not count; false values are empty.

    >>> folded(" «Точка  роста» – "), folded(0), folded(12)
    ('точка роста', '', '12')
    """
    if not value:
        return ""
    return " ".join(str(value).lower().translate(_WITHOUT).split()).strip(_EDGES)


def same(left: object, right: object) -> bool:
    """Whether two scalars are equal; truth values equal only themselves.

    >>> same("№ 7", "№ 7."), same(True, 1), same(None, "")
    (True, False, True)
    """
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    return folded(left) == folded(right)


def similarity(left: object, right: object) -> float:
    """How alike two texts are, 0 to 1: half by words, half by characters.

    >>> similarity("Утвердить план.", "утвердить план"), similarity("план", None)
    (1.0, 0.0)
    """
    return _similarity(folded(left), folded(right))


@functools.lru_cache(maxsize=65536)
def _similarity(left: str, right: str) -> float:
    if left == right:
        return 1.0
    if not left or not right:
        return 0.0
    words_left, words_right = _WORD.findall(left), _WORD.findall(right)
    if words_left == words_right:
        return 1.0
    by_words = SequenceMatcher(None, words_left, words_right, autojunk=False).ratio()
    by_letters = SequenceMatcher(None, left, right, autojunk=False).ratio()
    return by_words * 0.5 + by_letters * 0.5


def name_key(name: object) -> str | None:
    """Surname and initials, or None where there is no name.

    >>> name_key("Берёзкина Анна Игоревна") == name_key("Березкина А.И.")
    True
    """
    parts = _NAME_PART.findall(str(name).replace("ё", "е").replace("Ё", "Е")) if name else []
    if not parts:
        return None
    initials = "".join(part[0].lower() for part in parts[1:3])
    return f"{parts[0].lower()} {initials}".strip()


def alternatives(value: Any) -> Sequence[Any]:
    """The values that gold accepts: those of `{"any": […]}`, else the value alone."""
    if isinstance(value, Mapping) and set(value) == {"any"}:
        alternatives_given: Sequence[Any] = value["any"]
        return alternatives_given
    return [value]


def first_choice(value: Any) -> Any:
    """The alternative that gold names first."""
    return alternatives(value)[0]


def closest(wanted: Any, found: object) -> float:
    """The best similarity of a text to any alternative of gold."""
    return max(similarity(one, found) for one in alternatives(wanted))


def is_blank(value: object) -> bool:
    """Whether there is no value: None, an empty list or an empty string; 0 and False are values."""
    return value is None or value == [] or value == ""
