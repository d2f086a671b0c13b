"""Words printed wrong: a document with many of them is read as if they were right.

Scans and hasty typing spoil letters anywhere: in «РЕШИЛИ», in «октября», in a post, in a figure written out.
One wrong letter in a label is within what marks allow; where the text is full of them, each word that the
dictionary does not have is read as the one that it must be. As with `[words]` of another language the view
alone changes: offsets stay, and what the output quotes is quoted as printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from protoparse.fields.calendar import MONTHS
from protoparse.fields.declension import word_set
from protoparse.fields.dictionary import analyser, is_dictionary_form, is_word, words_near
from protoparse.fields.number import CARDINALS
from protoparse.fields.position_words import post_forms
from protoparse.grammar.folders import shipped_grammars
from protoparse.grammar.loader import read_spec
from protoparse.grammar.words import Words
from protoparse.pattern import Pattern
from protoparse.view import fold

# Pairs of letters that next to no Russian word has: the first letter of a group, then those that do not
# follow it.
_STRANGE = """
аъыь бзйпфцчьэ вжйфъэю гбгжзйптфхцщъыьэюя дйфщ еъыь жгзйлмтфхцчшщъыьэя зйптфхщэю иъыьэ
йабжзийпуфхщъыьэюя кбгдйпфхчщъыьэюя лйпрцшщъэ мвгджзйхцшщъэю нймпшщъэ оъыь пбвгджзймфхщъэю рйъэ
сзйщъэю тйщэ уоуъыьэ фвджзйнхцшщъыьэюя хбжзйпфхцчшщъыьэюя цбгжзйлмнпрфхцчшщъьэюя
чбгджзймпсфхцчщъыэюя шбгджзйсфхцчшщъыэюя щбвгджзйклмопрстфхцчшщъыэюя ъабвгджзийклмнопрстуфхцчшщъыьэю
ыаиоуфцъыьэю ьажйлопрухъыьэ эабгдежзийоухцчшщъыьэюя юавгеийопуфцшъыьэя яаиоуфшъыьэ
"""
_STRANGE_PAIR = Pattern("|".join(f"{group[0]}[{group[1:]}]" for group in _STRANGE.split()))
_PRINTED = Pattern(r"(?<![\w-])[а-яё]{6,}(?![\w-])")
_LOOKED_AT = 20_000  # characters at the start of a text that tell how it is printed
_PLAIN: set[str] = set()  # words seen before without such a pair: those of one document stand in the next
_MOST_PLAIN = 50_000  # so many of them are kept
_ENOUGH = 2  # so many strange words make a text worth judging
_JUDGED = 60  # so many different words of them do
_WRONG, _FOREIGN = 0.05, 0.75  # share of words unknown to the dictionary: from there misprints, a language
_WORD = Pattern(r"[А-ЯЁа-яё]+")
_LINE_END = Pattern(r"(?<=[а-яё])-[ \t]*\n[ \t]*(?=[а-яё])")
_NOT_RUSSIAN = Pattern("[іїєґўјђћ]")
_MOST = 4000  # different misprints that are put right: a longer search would take longer than reading
_LONGEST = 40  # letters of a word that can be put right
_RARE = 200  # of so many characters one may be such a letter
_LEAST = 3  # letters of a word that can be put right
# The words of so few letters that one can be put right to.
_SHORT = frozenset(("все", "год", "дня", "для", "мая", "мин", "нет", "час", "чел"))
_LONG = 7  # letters of a word in which two may be wrong
_STEM = 5  # letters of a word of the grammar by which its other forms are known
_STEMS = Pattern(r"[а-я]{5,}")
_ESCAPES = Pattern(r"\\.")
_NEXT = Pattern(r"\s+([А-ЯЁ][а-яё]*)(\.?)")
_BEFORE = Pattern(r"(?:([А-ЯЁ]\.)|([А-ЯЁ][а-яё]+))\s*$")
_PATRONYMIC = Pattern(r"(?:вич|вна|чна)(?:а|у|ем|е|ы|ой)?\Z")
# Letters that are easily taken for one another.
_ALIKE = {frozenset(pair) for pair in ("ий", "шщ", "ьъ", "ьы", "ъы")}
# What stands behind a number; behind a day and before a year there is a month.
_UNITS = word_set(
    "год года году лет час часа часов мин минут минуты чел человек человека дней дня рублей руб"
)
_AFTER_NUMBER = Pattern(r"(?<![\d.,])\d[\d.,]*\s?$")
_DAY = Pattern(r"(?<![\d.,])\d{1,2}[»\"]?\s$")
_YEAR = Pattern(r"\s(?:19|20)\d\d(?!\d)")


def misprints(text: str) -> Words | None:
    """The misprints of a document's text and what they are read as; None where the text is printed well.

    >>> misprints("Слушали директора школы.") is None
    True
    """
    if not _looks_misprinted(text):
        return None
    joined = _LINE_END.sub("", text)
    if not _is_misprinted(joined):
        return None
    ways: dict[str, list[str]] = {}
    for wrong, right in islice(_Mender(joined).found(), _MOST):
        ways.setdefault(right, []).append(wrong)
    return Words(ways) if ways else None


def _looks_misprinted(text: str) -> bool:
    """Whether several words hold letters side by side that Russian words do not.

    It is asked without the dictionary, which most texts do not need. Names and abbreviations do not count.
    """
    found: set[str] = set()
    words = [word for word in dict.fromkeys(text[:_LOOKED_AT].split()) if word not in _PLAIN]
    joined = " ".join(words) + " "
    strange: set[str] = set()
    for pair in _STRANGE_PAIR.finditer(joined):
        start, end = pair.span()
        strange.add(joined[joined.rfind(" ", 0, start) + 1 : joined.find(" ", end)])
        while start and joined[start - 1].isalpha():
            start -= 1
        while joined[end].isalpha():
            end += 1
        if joined[start:end].islower():
            found.add(joined[start:end])
            if len(found) == _ENOUGH:
                return True
    if len(_PLAIN) < _MOST_PLAIN:
        _PLAIN.update(word for word in words if word not in strange)
    return False


def _is_misprinted(text: str) -> bool:
    """Whether the dictionary lacks more words than a Russian text has of its own, yet knows many of them."""
    printed: dict[str, None] = {}
    for match in _PRINTED.finditer(text, 0, _LOOKED_AT):
        printed[match.group()] = None
        if len(printed) == _JUDGED:
            break
    unknown = sum(not is_word(word) for word in printed)
    if not _WRONG <= unknown / max(len(printed), 1) < _FOREIGN:
        return False
    return len(_NOT_RUSSIAN.findall(text)) * _RARE < len(text)


@cache
def _vocabulary() -> tuple[frozenset[str], frozenset[str]]:
    """The words that minutes are made of, folded, and the first letters of some more."""
    words: set[str] = {*MONTHS, *CARDINALS}
    stems: set[str] = set()
    for path in shipped_grammars().values():
        spec, _ = read_spec(path)
        stems.update(_stems(spec.macro.values()))
        for block in spec.block.values():
            heads = [head for heads in block.columns.values() for head in heads]
            likes = [literal for mark in block.marks for literal in mark.like or ()]
            words.update(_WORD.findall(fold(" ".join([*block.yes, *heads, *likes]))))
            stems.update(_stems(mark.re for mark in block.marks if mark.re))
    return frozenset(word for word in words if len(word) >= _LEAST and is_word(word)), frozenset(stems)


def _stems(patterns: Iterable[str]) -> Iterator[str]:
    for pattern in patterns:
        yield from _STEMS.findall(_ESCAPES.sub(" ", pattern))


def _of_minutes(word: str) -> int:
    """How surely minutes are made of such words: 2 where they are known to be, 1 of others like it."""
    words, stems = _vocabulary()
    if word in words or word in _SHORT:
        return 2
    return int(bool(post_forms(word)) or any(word[:end] in stems for end in range(_STEM, len(word) + 1)))


class _Mender:
    """Puts the words of one text right, by the dictionary and by its other words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: dict[str, list[re.Match[str]]] = {}
        for match in _WORD.finditer(text):
            if _LEAST <= len(match.group()) <= _LONGEST:
                self.places.setdefault(fold(match.group()), []).append(match)
        self.known = Counter(
            {
                word: len(places)
                for word, places in self.places.items()
                if is_word(word) and any(not _capitalised(place.group()) for place in places)
            }
        )
        self.near: dict[tuple[int, int, str], list[str]] | None = None

    def found(self) -> Iterator[tuple[str, str]]:
        """Each misprint with the word that it stands for, folded."""
        for word, places in self.places.items():
            right = self._by_number(word, places)
            if right is None and not is_word(word):
                right = self._unknown(word, places)
            if right is not None:
                yield word, right

    def _unknown(self, word: str, places: Sequence[re.Match[str]]) -> str | None:
        """What a word stands for that the dictionary does not have."""
        printed = {place.group() for place in places}
        if not all(map(_capitalised, printed)):
            # a word that stands there twice, or in capitals, may be right: a town, initials
            return self._right(word, sure=len(places) > 1 or all(map(str.isupper, printed)))
        if any(self._names(place) for place in places):
            return self._given(word, places) or self._label(word)
        return self._right(word, sure=True)

    def _by_number(self, word: str, places: Sequence[re.Match[str]]) -> str | None:
        """What a word beside numbers stands for: months and units have no other words for neighbours."""
        if len(word) > 9 or word in MONTHS or _of_minutes(word) > 1 or word in _UNITS:
            return None
        months = all(
            _DAY.search(self.text, max(place.start() - 5, 0), place.start())
            and _YEAR.match(self.text, place.end())
            for place in places
        )
        if not months and (
            is_word(word)
            or not all(
                _AFTER_NUMBER.search(self.text, max(place.start() - 12, 0), place.start()) for place in places
            )
        ):
            return None
        found = [
            one for one in (MONTHS if months else _UNITS) if len(one) == len(word) and _wrong(one, word) == 1
        ]
        return found[0] if len(found) == 1 else None

    def _label(self, word: str) -> str | None:
        """The post or the word of minutes that a long misprint beside a name stands for: «Секретбрь О.И.»."""
        right = self._right(word, sure=True) if len(word) >= _LONG else None
        if right is None or len(right) != len(word):
            return None
        return right if _of_minutes(right) > 1 or (_of_minutes(right) and is_dictionary_form(right)) else None

    def _right(self, word: str, *, sure: bool = False) -> str | None:
        """The word that a misprint stands for, None where there are several; `sure`: only one that minutes
        are made of, or that stands elsewhere in the text.
        """
        near: Sequence[str] = words_near(word)
        if len(word) <= _LEAST:
            near = [one for one in near if one in _SHORT and len(one) == len(word)]
        elif not near and len(word) >= _LONG:
            near = self._far(word)
        ranks = {one: self._rank(one, word) for one in near}
        best = max(ranks.values(), default=None)
        if best is None or (sure and not any(best[:2])):
            return None
        equal = [one for one, rank in ranks.items() if rank == best]
        stem = max(len(word) - 3, 3)
        return equal[0] if len({one[:stem] for one in equal}) == 1 else None

    def _rank(self, right: str, wrong: str) -> tuple[int, int, bool, bool, bool]:
        """How likely a word is what was meant, before all by what minutes and this text are made of."""
        equal = len(right) == len(wrong)
        alike = equal and all(
            one == other or frozenset((one, other)) in _ALIKE for one, other in zip(right, wrong, strict=True)
        )
        return _of_minutes(right), self.known[right], equal, alike, is_dictionary_form(right)

    def _far(self, word: str) -> list[str]:
        """Words of minutes and of the text that differ in two letters."""
        if self.near is None:
            self.near = {}
            for one in sorted({*_vocabulary()[0], *self.known}):
                for place, part in enumerate(_thirds(one) if len(one) >= _LONG else ()):
                    self.near.setdefault((len(one), place, part), []).append(one)
        alike = {
            one
            for place, part in enumerate(_thirds(word))
            for one in self.near.get((len(word), place, part), ())
        }
        return sorted(one for one in alike if _wrong(one, word) <= 2)

    def _names(self, place: re.Match[str]) -> bool:
        """Whether a word with a capital letter stands in somebody's name."""
        before = _BEFORE.search(self.text, max(place.start() - 40, 0), place.start())
        after = _NEXT.match(self.text, place.end())
        if before is not None and (before[1] or _is_name(before[2])):
            return True
        return after is not None and ((bool(after[2]) and len(after[1]) < 3) or _is_name(after[1]))

    def _given(self, word: str, places: Sequence[re.Match[str]]) -> str | None:
        """The given name or patronymic that a misprint beside a patronymic or a given name stands for."""
        for place in places:
            before = _BEFORE.search(self.text, max(place.start() - 40, 0), place.start())
            after = _NEXT.match(self.text, place.end())
            tags = set()
            if after is not None and _PATRONYMIC.search(after[1]):
                tags.add("Name")
            if before is not None and before[2] and _is_name(before[2]):
                tags.add("Patr")
            found = [
                one
                for one in words_near(word)
                if len(one) == len(word)
                and any(tags & set(map(str, parse.tag.grammemes)) for parse in analyser()(one))
            ]
            if len(found) == 1:
                return found[0]
        return None


def _wrong(one: str, other: str) -> int:
    """In how many letters two words of the same length differ."""
    return sum(map(str.__ne__, one, other))


def _thirds(word: str) -> tuple[str, str, str]:
    """A word in three parts: one of them is whole where two letters of it are wrong."""
    cut = len(word) // 3
    return word[:cut], word[cut : 2 * cut], word[2 * cut :]


def _capitalised(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _is_name(word: str) -> bool:
    """Whether a word is a given name or a patronymic."""
    folded = word.lower()
    if _PATRONYMIC.search(folded):
        return True
    return is_word(folded) and any("Name" in parse.tag for parse in analyser()(folded))
