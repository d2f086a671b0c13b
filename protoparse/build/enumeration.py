"""Enumerations inside one paragraph: «1) Итоги. 2) Подготовка …», «Решили: 1. … 2. …»."""

from __future__ import annotations

from protoparse.list_label import find_label
from protoparse.pattern import Pattern
from protoparse.view import View

# What must stand before is asked behind the first sign: so the search runs from one such sign to the next.
_INLINE = Pattern(r"(\d(?<![^\s.;:»)]\d)\d?)(?P<mark>[.)])\s*(?=[«\"А-ЯЁа-яё(])")
_INLINE_LETTER = Pattern(r"([а-я])(?<![^\s.;:][а-я])(?P<mark>\))\s*(?=[«\"А-ЯЁа-яё(])")
# «ст. 5.», «п. 2)»; not «на 6 л. 2. Отчёт»
_REFERENCE = Pattern(r"(?:\b(?:ст|п|пп|кв|д|каб|ауд|гл|ч|(?<!\d\s)[сл]|рис|табл|№)\.?\s*|[№(])$")
_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"


def split_enumeration(view: View) -> list[tuple[str | None, View]]:
    """(number, text) of each element; a text that is no enumeration comes back whole with its own label.

    The numbers must run on by one with the same sign behind them; anything else stays together.
    """
    text = view.flat
    for pattern, position in ((_INLINE, int), (_INLINE_LETTER, _LETTERS.find)):
        first = pattern.match(text)
        if first is None or position(first[1]) < 0:
            continue
        run = [first]
        for match in pattern.finditer(text, first.end()):
            if (
                match["mark"] == first["mark"]
                and position(match[1]) == position(run[-1][1]) + 1
                and not _inside_reference(text, match.start())
            ):
                run.append(match)
        if len(run) > 1:
            ends = [match.start() for match in run[1:]] + [len(text)]
            return [
                (match.group(1), view.cut(match.end(), end)) for match, end in zip(run, ends, strict=True)
            ]
    label = find_label(text)
    if label is None:
        return [(None, view)]
    return [(label.text if label.kind != "bullet" else None, view.cut(label.end))]


def _inside_reference(text: str, at: int) -> bool:
    """Whether a number is part of «ст. 5.», «п. 2)», «кв. 3»."""
    return _REFERENCE.search(text[max(0, at - 8) : at].lower()) is not None
