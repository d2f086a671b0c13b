"""How far two names are apart, and which differences are none."""

from __future__ import annotations

from protoparse.fields.declension import fold
from protoparse.fields.edits import distance

_PAIRS = (
    ("ов", "ова"),
    ("ев", "ева"),
    ("ин", "ина"),
    ("ын", "ына"),
    ("ий", "ая"),
    ("ый", "ая"),
    ("ой", "ая"),
)


def is_pair(first: str, second: str) -> bool:
    """Whether two surnames are the man's and the woman's form of one: «Орлов», «Орлова»; ё and е are one.

    >>> is_pair("Орлов", "Орлова"), is_pair("Белая", "Белый"), is_pair("Шилова", "Шилева")
    (True, True, False)
    """
    one, other = fold(first), fold(second)
    for masculine, feminine in _PAIRS:
        for man, woman in ((one, other), (other, one)):
            stem = man.removesuffix(masculine)
            if stem != man and woman == stem + feminine:
                return True
    return False


def may_be_misspelt(first: str, second: str) -> bool:
    """Whether two surnames in the nominative differ as by a slip: a letter, or two in a long word.

    >>> may_be_misspelt("Шилова", "Шилева"), may_be_misspelt("Смирнова", "Миронова")
    (True, False)
    """
    one, other = fold(first), fold(second)
    if one == other or is_pair(first, second):
        return False
    shorter = min(len(one), len(other))
    apart = distance(one, other)
    if shorter < 6:
        return apart == 1
    # two different letters make mostly two different people: «Смирнова», «Миронова»
    return apart == 1 or (apart == 2 and shorter >= 8 and one[:2] == other[:2] and one[-3:] == other[-3:])


def initials(given: str | None, patronymic: str | None) -> str:
    """The first letters of given name and patronymic, folded.

    >>> initials("Анна", "П."), initials(None, None)
    ('ап', '')
    """
    return fold("".join(part[0] for part in (given, patronymic) if part))
