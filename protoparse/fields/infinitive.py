"""Infinitives: what an order is told by («обеспечить»), known by their endings."""

from __future__ import annotations

import re

from protoparse.pattern import Pattern, any_of

# Nouns, numerals and adverbs that end like infinitives.
_OTHERS = """
    путь хоть чуть ртуть гать жуть пять
    память печать кровать тетрадь сеть соцсеть электросеть теплосеть мать рать суть нить плеть медь треть
    смерть кладь рукоять пясть зять копоть ломоть плоть пядь площадь рукопись честь
    напасти пропасти снасти страсти власти области новости местности отрасли совести
    девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать
    восемнадцать девятнадцать двадцать тридцать опять вспять
"""
_IN_TI = """
    вести нести расти спасти пасти грести плести цвести обрести изобрести мести блюсти ползти везти
    йти идти учесть зачесть счесть прочесть класть попасть упасть сесть присесть
"""
_END = r"(?![\w-])"
INFINITIVE = (
    rf"\b(?!{any_of(_OTHERS.split())}{_END})"
    rf"(?:[а-я]*{any_of(_IN_TI.split())}"
    r"|[а-я]+(?:ить|ать|ять|еть|уть|ыть|оть)"
    rf"|[а-я]*(?:беречь|небречь|влечь|мочь|сечь|речь(?=ся)|стричь|стичь|лечь|жечь))(?:ся|сь)?{_END}"
)
"""A regular expression for an infinitive in folded text."""

_INFINITIVE = Pattern(INFINITIVE)
_ENDING = Pattern(rf"(?:т[ьи]|чь)(?:ся|сь)?{_END}")  # of every infinitive
_FIRST_WORD = Pattern(r"(?:не )?([а-я]+)")


def has_infinitive(folded: str, within: int = 90) -> bool:
    """Whether an infinitive stands in the first `within` characters of a folded text.

    >>> has_infinitive("руководителям оо проанализировать активность"), has_infinitive("деятельность школы")
    (True, False)
    >>> has_infinitive("о готовности сетей"), has_infinitive("новости области"), has_infinitive("учесть их")
    (False, False, True)
    >>> has_infinitive("избрать председателя"), has_infinitive("двадцать человек")
    (True, False)
    >>> has_infinitive("попасть в число"), has_infinitive("сжечь листву"), has_infinitive("область знаний")
    (True, True, False)
    >>> has_infinitive("достичь показателей"), has_infinitive("идти в театр"), has_infinitive("речь шла")
    (True, True, False)
    """
    return first_infinitive(folded[:within]) is not None


def first_infinitive(folded: str, start: int = 0) -> re.Match[str] | None:
    """The first infinitive of a text in lower case at or behind `start`, None where there is none."""
    ending = _ENDING.search(folded, start)
    if ending is None:
        return None
    # no word before that with the first such ending can be one
    return _INFINITIVE.search(folded, max(folded.rfind(" ", start, ending.start()), start))


def find_infinitive(text: str, start: int = 0) -> int | None:
    """The offset of the first infinitive at or behind `start`, None where there is none.

    >>> find_infinitive("Поручить Ивановой И.И. подготовить план", 9)
    23
    """
    match = first_infinitive(text.lower(), start)
    return match.start() if match else None


def last_infinitive_end(folded: str) -> int:
    """Where the last infinitive of a text in lower case ends, -1 where it has none.

    >>> last_infinitive_end("подготовить план и сдать к сроку"), last_infinitive_end("план работы")
    (24, -1)
    """
    return max((match.end() for match in _INFINITIVE.finditer(folded)), default=-1)


def opens_with_infinitive(folded: str) -> bool:
    """Whether the first word is an infinitive («обеспечить …», «не допускать …»)."""
    word = _FIRST_WORD.match(folded)
    return word is not None and has_infinitive(word.group(1))
