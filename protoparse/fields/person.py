"""Names of people as printed: every one in a text.

A name has a core that can hardly be anything else (initials, a given name with a patronymic, a known given
name) and a surname on its left or its right. All cores of a text are found first; which side each surname
stands on is then decided for all of them together: «Иванов И.И. Петров П.П.» and «И.И. Иванов П.П. Петров».
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from protoparse.fields.declension import case_forms, fold
from protoparse.fields.name_cores import Core, Kind, Token, find_cores, find_tokens, title
from protoparse.fields.name_form import NameForm, nominatives, own_cases, own_gender
from protoparse.fields.name_sides import MASK, Side, choose_sides
from protoparse.fields.name_words import is_stop_word, surname_weight
from protoparse.fields.text import Gender, remembered
from protoparse.pattern import Pattern

__all__ = [
    "NameForm",
    "case_forms",
    "find_names",
    "nominatives",
    "own_cases",
    "own_gender",
]

# Latin letters that look like Cyrillic ones: scanners and careless keyboards mix them.
_LOOKALIKES = str.maketrans("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху")
_LATIN = Pattern("[ABCEHKMOPTXaceopxy]")
_AND = Pattern(r"\.?\s*(?:,|\bи)\s+$")
_HONORIFIC = Pattern(
    r"(?<![а-яё])(?:г-н|г-на|г-ну|г-ном|г-жа|г-жи|г-же|г-жу|г-жой|господин[ау]?|господином|госпож[аиеу]|госпожой|"
    r"гр-н|гр-на|гр-ну|гр-ка|гр-ки|гр-ке|гр-ку|гражданин[ау]?|гражданк[аиеу]|гр\.|тов\.|товарищ[ау]?)\s+$",
    re.IGNORECASE,
)
# What every honorific begins with: without it in the text (in lower case) no word needs to be looked at.
# The first letter stands before the question what is before it: so the search runs from one to the next.
_HONORIFIC_BEGINS = Pattern(r"г(?<![а-яё]г)(?:-[нж]|осп|р-[нк]|ражд|р\.)|т(?<![а-яё]т)ов")
# A name of a school, a street, a prize: the person took no part in the meeting. What is matched ends with a
# small letter, a dot or a hyphen, and white space.
_EPONYM = Pattern(
    r"(?<![а-яё])(?:"
    r"(?<!от )(?<!по )(?<!от\n)(?:[Ии]мени|[Ии]м\.)\s*(?:[а-яё-]+\s+){0,5}"
    r"(?:(?:(?:дважды\s+)?Геро[яй]\s+|Советского\s+Союза\s+|Российской\s+Федерации\s+|Росси[ия]\s+|"
    r"Социалистического\s+|Труда\s+|Маршала\s+|Академика\s+)(?:[а-яё-]+\s+){0,2}){0,4}"
    r"|[Ии]м\s+"
    r"|(?:[Уу]л|[Пп]р|[Пп]росп|[Пп]р-к?т|[Пп]ер|[Пп]л|[Нн]аб|[Бб]-р|[Бб]ульв?|[Шш]|[Пп]ос|[Дд]ер|[Мм]кр)\.\s*"
    r"(?:[а-яё-]+\s+){0,3}"
    r"|(?:[Уу]лиц[аеыу]|улицей|[Пп]роспект[аеу]?|[Пп]ереул(?:ок|ка|ке)|[Пп]лощад[ьи]|[Бб]ульвар[аеу]?|"
    r"[Нн]абережн(?:ая|ой)|[Шш]оссе|[Сс]танци[яи]|[Пп]реми[яиюей]{1,2}|[Пп]амяти|[Пп]амятник[ау]?|[Нн]аследи[ею]|"
    r"[Тт]ворчеств[аоуе]|произведени[яейм]{1,2}|романа?|стихи|[Сс]тихотворени[яей]|театра?|чтения|бюста?)\s+"
    r"(?:[а-яё-]+\s+){0,2}"
    r")$"
)
_ORGANISATION = Pattern(
    r"(?:[А-Я]{2,}|[Шш]кол[а-я]+|[Лл]ице[а-я]+|[Гг]имнази[а-я]+|[Дд]етск[а-я]+ сад[а-я]*|[Кк]олледж[а-я]*|"
    r"[Цц]ентр[а-я]*|[Фф]онд[а-я]*|библиотек[а-я]*|музе[а-я]+|университет[а-я]*|институт[а-я]*|фабрик[а-я]*|"
    r"завод[а-я]*|хозяйств[а-я]+)\s*(?:№\s*\d+\s*)?$"
)
_ORGANISATION_INSIDE = Pattern(
    r"\s*(?:[А-Я]{2,}\b|[Шш]кол|[Лл]ице|[Гг]имнази|[Дд]етск|[Кк]олледж|[Цц]ентр|[Фф]онд|[Мм]узе|"
    r"[Сс]редняя|[Оо]сновная)"
)


def find_names(text: str, surnames: frozenset[str] = frozenset()) -> list[NameForm]:
    """Every personal name in the text, in order, without overlaps.

    `surnames`: known surnames in the nominative; their forms are then found without initials too.

    >>> [name.text for name in find_names("Слушали: Сычеву Е.Б., методиста, и А.В.Каргополина.")]
    ['Сычеву Е.Б.', 'Каргополина А.В.']
    >>> [name.text for name in find_names("школа имени Г.С. Зорина, г. Петров Вал; и.о. директора")]
    []
    >>> [name.text for name in find_names("Елена Борисовна напомнила о сроках.")]
    ['Елена Борисовна']
    """
    reading = _read(text)
    if surnames:
        known = _forms_of(surnames)
        if any(fold(token.text) in known for token in reading.tokens):
            lone = _lone_surnames(reading.text, reading.tokens, reading.taken, known)
            return sorted([*reading.sure, *lone, *reading.masks], key=_START)
    return list(reading.names)


class _Reading(NamedTuple):
    """What a text says of names, whoever is known: its capitalised words, which of them (by index) belong to
    a name that is `sure`, the names hidden by `masks`, and all `names` in order, those after «г-жа» included.

    `text`: Latin letters that look like Cyrillic ones are.
    """

    text: str
    tokens: Sequence[Token]
    taken: set[int]
    sure: Sequence[NameForm]
    masks: Sequence[NameForm]
    names: Sequence[NameForm]


_START = attrgetter("start")


@remembered(1024)
def _read(text: str) -> _Reading:
    folded = text.translate(_LOOKALIKES) if _LATIN.search(text) else text
    tokens = find_tokens(folded)
    found: list[NameForm] = []
    taken: set[int] = set()
    if not tokens:
        return _Reading(folded, tokens, taken, found, (), found)
    cores = find_cores(folded, tokens)
    sides = choose_sides(folded, tokens, cores)
    for place, (core, side) in enumerate(zip(cores, sides, strict=True)):
        form = _compose(folded, tokens, core, side, found)
        if form is None:
            continue
        taken.update(range(core.first - (side == 1), core.last + 1 + (side == 2)))
        if _is_eponym(folded, form.start, core.kind):
            continue
        if side == 2 and place > 0 and sides[place - 1] == 0 and _shares(folded, cores[place - 1], form):
            before = cores[place - 1]
            found.append(
                NameForm(before.start, before.end, form.surname, before.given, before.patronymic, plural=True)
            )
            form = form._replace(plural=True)
        found.append(form)
    lone = _lone_surnames(folded, tokens, taken) if _HONORIFIC_BEGINS.search(folded.lower()) else ()
    masks = tuple(_masks(text, folded, tokens, taken)) if "ХХХ" in folded else ()
    return _Reading(folded, tokens, taken, found, masks, sorted([*found, *lone, *masks], key=_START))


def _compose(
    text: str, tokens: list[Token], core: Core, side: Side, found: list[NameForm]
) -> NameForm | None:
    if side == 0:
        if core.kind == "full":
            return NameForm(core.start, core.end, None, core.given, core.patronymic)
        if core.kind == "initials" and found and _is_plural(found[-1].surname):
            first = found[-1]
            if _AND.match(text[first.end : core.start]) and len(text[first.end : core.start]) < 8:
                found[-1] = first._replace(plural=True)
                return NameForm(core.start, core.end, first.surname, core.given, core.patronymic, plural=True)
        return None
    word = tokens[core.first - 1 if side == 1 else core.last + 1]
    start, end = min(core.start, word.start), max(core.end, word.end)
    masked = word.text.startswith("ХХХ") and MASK.match(word.text) is not None
    surname = word.text if masked else title(word.text)
    return NameForm(start, end, surname, core.given, core.patronymic, masked)


def _shares(text: str, core: Core, form: NameForm) -> bool:
    """True for the first of «И.И. и П.П. Рогозины»."""
    gap = text[core.end : form.start]
    return core.kind == "initials" and _is_plural(form.surname) and len(gap) < 8 and bool(_AND.match(gap))


def _is_plural(surname: str | None) -> bool:
    return surname is not None and fold(surname).endswith(
        ("овы", "евы", "ины", "ыны", "ские", "цкие", "овых", "евых", "иных", "ыных", "овым", "евым", "иным")
    )


def _is_eponym(text: str, start: int, kind: Kind) -> bool:
    """True where the name is that of a school, a street or a prize."""
    before = text[max(0, start - 90) : start]
    last = before.rstrip()[-1:]
    if (last.islower() or last in (".", "-")) and _EPONYM.search(before):
        return True
    quote = before.rfind("«")
    if quote < 0 or "»" in before[quote:] or not _CLOSING_QUOTE.match(text, start):
        return False
    if kind == "given":
        return True
    return bool(_ORGANISATION.search(before[:quote]) or _ORGANISATION_INSIDE.match(before[quote + 1 :]))


# A quote left open («Школа № 1 in a table cell) must not swallow the names of the next line.
_CLOSING_QUOTE = Pattern(r"[^«»\t\n]{0,80}(?:\n[^«»\t\n]{0,80})?»")


def _lone_surnames(
    text: str, tokens: Sequence[Token], taken: set[int], known: frozenset[str] = frozenset()
) -> Iterable[NameForm]:
    """Surnames without initials: after «г-жа», and those of which one of the forms `known` (folded) is
    printed.
    """
    for index, token in enumerate(tokens):
        if index in taken or len(token.text) < 2:
            continue
        if fold(token.text) in known:
            found = not _is_eponym(text, token.start, "full")
        else:
            before = _HONORIFIC.search(text, max(0, token.start - 14), token.start)
            found = bool(before) and not is_stop_word(token.text) and surname_weight(token.text) >= 1.5
        if found:
            yield NameForm(token.start, token.end, title(token.text))


@lru_cache(maxsize=64)
def _forms_of(surnames: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*map(_forms_of_one, surnames))


@lru_cache(maxsize=2048)  # the surnames known grow by one from question to question
def _forms_of_one(surname: str) -> frozenset[str]:
    genders: tuple[Gender, Gender] = ("masc", "femn")
    return frozenset(fold(form) for gender in genders for form in case_forms(surname, gender).values())


_MASK_CONTEXT_BEFORE = Pattern(
    r"(?:\d|№|доле[йю]|размере|сумм[уеы]|паспорт|серия|номер|тел\.?|ИНН|ОГРН|кв\.|д\.)\s*:?\s*$"
)
_MASK_CONTEXT_AFTER = Pattern(
    r"\s*(?:%|процент|руб|кв\.|сесси|съезд|созыв|конференц|чтени|век|г\.|год|№|\d|-)"
)


def _masks(original: str, text: str, tokens: Sequence[Token], taken: set[int]) -> Iterable[NameForm]:
    """Names that the author replaced by ХХХ; several masks in a row are the parts of one name."""
    index = 0
    while index < len(tokens):
        last = index
        if index in taken or not MASK.match(tokens[index].text):
            index += 1
            continue
        while (
            last + 1 < len(tokens)
            and last - index < 2
            and MASK.match(tokens[last + 1].text)
            and text[tokens[last].end : tokens[last + 1].start] == " "
        ):
            last += 1
        start, end = tokens[index].start, tokens[last].end
        index = last + 1
        if not _MASK_CONTEXT_BEFORE.search(text, max(0, start - 16), start) and not _MASK_CONTEXT_AFTER.match(
            text, end
        ):
            yield NameForm(start, end, original[start:end], masked=True)
