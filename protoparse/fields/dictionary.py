"""The Russian dictionary: which words it has, what they are, and which differ from a wrong one in a letter.

pymorphy3 is imported when a word is first asked for: many documents need none.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

_LETTERS = list("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
_WILDCARDS = {"*": _LETTERS, "е": ["ё"]}


@cache
def _morphology() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@cache
def analyser() -> Callable[[str], list[Any]]:
    """pymorphy3's `parse`: the readings of a word, the likeliest first."""
    parse: Callable[[str], list[Any]] = _morphology().parse
    return parse


@lru_cache(maxsize=8192)
def is_word(word: str) -> bool:
    """Whether the dictionary has a word in lower case; ё may be written as е.

    >>> is_word("отчет"), is_word("отчрт")
    (True, False)
    """
    morphology = _morphology()
    return word in morphology.dictionary.words or bool(morphology.word_is_known(word))


@lru_cache(maxsize=8192)
def words_near(word: str) -> tuple[str, ...]:
    """The dictionary words that differ from one in a single letter: another, a missing, an additional one,
    or two that changed places; ё as е, in alphabetical order.

    >>> words_near("октябпя"), words_near("слушли")
    (('октября',), ('слушали', 'слушки'))
    """
    words = _morphology().dictionary.words
    any_letter = _wildcards()
    found: set[str] = set()
    for at in range(len(word)):
        head, tail = word[:at], word[at + 1 :]
        found.update(words.similar_keys(f"{head}*{tail}", any_letter))
        found.update(words.similar_keys(f"{head}*{word[at:]}", any_letter))
        for other in (head + tail, head + tail[:1] + word[at] + tail[1:]):
            found.update(words.similar_keys(other, any_letter))
    found.update(words.similar_keys(f"{word}*", any_letter))
    return tuple(sorted({one.replace("ё", "е") for one in found} - {word}))


def is_dictionary_form(word: str) -> bool:
    """Whether some reading of a word is its dictionary form.

    >>> is_dictionary_form("утвердить"), is_dictionary_form("утвердите")
    (True, False)
    """
    return any(parse.normal_form.replace("ё", "е") == word for parse in analyser()(word))


@cache
def _wildcards() -> Any:
    return _morphology().dictionary.words.compile_replaces(_WILDCARDS)
