"""How surnames and given names decline from the nominative to a case.

Compound names («Петров-Водкин») decline part by part. All comparing is done on folded words (lower case, ё as
е); what is returned keeps the letters of what was given.
"""

from __future__ import annotations

from functools import lru_cache

from protoparse.fields.text import Case, Gender


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is kept as running text.

    >>> sorted(word_set("а б  в"))
    ['а', 'б', 'в']
    """
    return frozenset(text.split())


OBLIQUE: tuple[Case, ...] = ("gent", "datv", "accs", "ablt", "loct")
VOWELS = frozenset("аеёиоуыэюяәөү")
_HUSHING = frozenset("жшщч")
_BACK = frozenset("гкхжшщч")

# First halves of compound surnames that stay as they are in every case.
FROZEN_PARTS = word_set(
    """
    аль бей бен ван дер зур ибн мак нур оглы сан сен тер фон хан шах эль эт ага
    """
)
# Consonant surnames with a fleeting vowel that no rule gives: nominative → stem before the endings.
FLEETING = {
    "заяц": "зайц",
    "боец": "бойц",
    "лев": "льв",
    "орел": "орл",
    "козел": "козл",
    "котел": "котл",
    "осел": "осл",
    "дятел": "дятл",
    "бугор": "бугр",
    "ковер": "ковр",
    "хребет": "хребт",
    "павел": "павл",
    "пес": "пс",
    "щегол": "щегл",
    "узел": "узл",
    "ветер": "ветр",
    "шатер": "шатр",
    "костер": "костр",
}
FLEETING_SOFT = {
    "соловей": "соловь",
    "воробей": "воробь",
    "муравей": "муравь",
    "репей": "репь",
    "ручей": "ручь",
    "улей": "уль",
    "пень": "пн",
    "день": "дн",
    "корень": "корн",
    "ремень": "ремн",
    "гребень": "гребн",
    "кремень": "кремн",
    "перстень": "перстн",
    "камень": "камн",
    "деготь": "дегт",
    "ноготь": "ногт",
    "коготь": "когт",
    "локоть": "локт",
    "лапоть": "лапт",
    "любовь": "любов",
}


def fold_line(text: str) -> str:
    """The text for comparing, as `fold` does it for a word; texts are too long to be kept.

    >>> fold_line("Приглашённый учитель")
    'приглашенный учитель'
    """
    return text.lower().replace("ё", "е")


@lru_cache(maxsize=8192)  # the words of one document come again and again
def fold(word: str) -> str:
    """The word for comparing: lower case, ё as е.

    >>> fold("Пчёлкин")
    'пчелкин'
    """
    return fold_line(word)


def _syllables(word: str) -> int:
    return sum(letter in VOWELS for letter in word)


def is_possessive(word: str) -> bool:
    """«Иванов», «Лисицын»: a surname of the short possessive kind (folded, masculine nominative)."""
    return len(word) > 3 and word.endswith(("ов", "ев", "ин", "ын")) and _syllables(word) > 1


def is_adjective(word: str) -> bool:
    """«Загородный», «Горский», «Толстой»: a masculine nominative that declines as an adjective (folded)."""
    if word.endswith("ый"):
        return True
    if word.endswith("ий"):
        return len(word) > 3 and word[-3] in "гкхжшщчн"
    return word.endswith("ой") and _syllables(word) > 1 and word[-3] not in VOWELS


def is_frozen(word: str) -> bool:
    """True for surnames that never change: «Кравченко», «Черных», «Живаго», «Эхте» (folded)."""
    if word.endswith(("ых", "ко")) or word[-1:] in "оеэиуюыё":
        return True
    if word.endswith("их"):
        return len(word) > 4 and word[-3] in "гкхжшщчн"
    return word.endswith(("уа", "иа", "еа", "оа")) or word in FROZEN_PARTS


Forms = dict[Case, tuple[str, ...]]


def _paradigm(stem: str, *endings: str) -> Forms:
    """Endings of genitive, dative, accusative, instrumental, prepositional; «/» parts variants."""
    return {
        case: tuple(stem + ending for ending in variants.split("/"))
        for case, variants in zip(OBLIQUE, endings, strict=True)
    }


def _merge(first: Forms, second: Forms) -> Forms:
    return {case: tuple(dict.fromkeys(first[case] + second[case])) for case in OBLIQUE}


def _decline_vowel(word: str) -> Forms:
    """Nouns on -а, -я of either gender: «Дзюба», «Берия», «Илья»."""
    stem, last, before = word[:-1], word[-1].lower(), word[-2:-1].lower()
    if last == "а":
        genitive = "и" if before in _BACK else "ы"
        instrumental = "ей/ой/ею" if before in _HUSHING or before == "ц" else "ой/ою"
        return _paradigm(stem, genitive, "е", "у", instrumental, "е")
    prepositional = "и/е" if before == "и" else "е"
    return _paradigm(stem, "и", prepositional, "ю", "ей/ёй/ею", prepositional)


def _decline_adjective(word: str) -> Forms:
    stem, ending = word[:-2], word[-2:].lower()
    before = stem[-1].lower()
    if ending == "ий" and before == "н":
        return _paradigm(stem, "его", "ему", "его", "им", "ем")
    if before in _HUSHING and ending == "ий":
        return _paradigm(stem, "его", "ему", "его", "им", "ем")
    return _paradigm(stem, "ого", "ому", "ого", "им" if before in _BACK else "ым", "ом")


def _decline_consonant(word: str) -> Forms:
    """Masculine nouns on a consonant, -ь or -й, with the fleeting vowels that are regular."""
    folded = fold(word)
    last = folded[-1]
    if last in "ьй":
        soft = _paradigm(word[:-1], "я", "ю", "я", "ем/ём", "и/е" if folded.endswith("ий") else "е")
        if folded in FLEETING_SOFT:
            short = word[:1] + FLEETING_SOFT[folded][1:]
            return _merge(_paradigm(short, "я", "ю", "я", "ем/ём", "е"), soft)
        return soft
    hushing = last in _HUSHING or last == "ц"
    instrumental = "ем/ом" if hushing else "ом"
    plain = _paradigm(word, "а", "у", "а", instrumental, "е")
    stem = _fleeting_stem(word, folded)
    if stem is None:
        return plain
    fleeting = _paradigm(stem, "а", "у", "а", "ем/ом" if hushing else "ом", "е")
    return _merge(fleeting, plain)


def _fleeting_stem(word: str, folded: str) -> str | None:
    """The stem without its fleeting vowel: «Кравец» → «Кравц», «Стрелец» → «Стрельц», «Чулок» → «Чулк»."""
    if folded in FLEETING:
        return word[:1] + FLEETING[folded][1:]
    if len(folded) < 4 or _syllables(folded) < 2:
        return None
    head, before, last_two = word[:-2], folded[-3], folded[-2:]
    if last_two == "ец":
        if before in VOWELS:
            return head + "йц"
        if before == "л":
            return head + "ьц"
        return head + "ц" if folded[-4] in VOWELS or folded.endswith("мец") else None
    if last_two == "ок" and before not in VOWELS and folded[-4] in VOWELS:
        return head + "к"
    if last_two == "ек" and before in "нлчш" and folded[-4] in VOWELS:
        return head + ("ьк" if before in "нл" else "к")
    return None


def _masculine(word: str) -> Forms:
    folded = fold(word)
    if is_frozen(folded):
        return _paradigm(word, "", "", "", "", "")
    if is_possessive(folded):
        return _paradigm(word, "а", "у", "а", "ым/ом", "е")
    if is_adjective(folded):
        forms = _decline_adjective(word)
        # «Бокий», «Гамалий» decline as nouns: a second reading.
        return _merge(forms, _decline_consonant(word)) if folded.endswith("ий") else forms
    if folded[-1] in "ая":
        return _decline_vowel(word)
    return _decline_consonant(word)


def _feminine(word: str) -> Forms:
    folded = fold(word)
    if folded.endswith("ая"):
        return _paradigm(word[:-2], "ой/ою", "ой", "ую", "ой/ою", "ой")
    if folded.endswith("яя"):
        return _paradigm(word[:-2], "ей", "ей", "юю", "ей/ею", "ей")
    if len(folded) > 4 and folded.endswith(("ова", "ева", "ина", "ына")) and not is_frozen(folded):
        own = _paradigm(word[:-1], "ой", "ой", "у", "ой/ою", "ой")
        return _merge(own, _decline_vowel(word)) if folded.endswith(("ина", "ына")) else own
    if folded[-1] in "ая" and not is_frozen(folded):
        return _decline_vowel(word)
    return _paradigm(word, "", "", "", "", "")


@lru_cache(maxsize=4096)
def surname_variants(surname: str, gender: Gender) -> Forms:
    """All forms of each oblique case of a surname in the nominative, the usual form first.

    >>> surname_variants("Чаплин", "masc")["ablt"]
    ('Чаплиным', 'Чаплином')
    """
    parts = surname.split("-")
    forms: Forms = dict.fromkeys(OBLIQUE, ("",))
    for index, part in enumerate(parts[:3]):
        if not part:
            return dict.fromkeys(OBLIQUE, (surname,))
        frozen = index + 1 < len(parts) and (fold(part) in FROZEN_PARTS or part[0].islower())
        own = (
            _paradigm(part, "", "", "", "", "")
            if frozen
            else _masculine(part)
            if gender == "masc"
            else _feminine(part)
        )
        if index + 1 < len(parts) and not (is_possessive(fold(part)) or is_adjective(fold(part))):
            # «Книппера-Чехова» and «Книппер-Чехова» are both printed.
            own = {case: (*own[case], part) for case in OBLIQUE}
        joint = "-" if index else ""
        forms = {
            case: tuple(head + joint + tail for head in forms[case] for tail in own[case])[:16]
            for case in OBLIQUE
        }
    return forms


def case_forms(surname: str, gender: Gender) -> dict[Case, str]:
    """The six case forms of a surname given in the nominative.

    >>> case_forms("Сычева", "femn")["accs"], case_forms("Гурвич", "femn")["datv"]
    ('Сычеву', 'Гурвич')
    >>> [case_forms(name, "masc")["gent"] for name in ("Соловей", "Заяц", "Толстой", "Цой", "Петров-Водкин")]
    ['Соловья', 'Зайца', 'Толстого', 'Цоя', 'Петрова-Водкина']
    """
    forms: dict[Case, str] = {"nomn": surname}
    forms.update({case: variants[0] for case, variants in surname_variants(surname, gender).items()})
    return forms


def _decline_given(name: str, gender: Gender) -> Forms:
    folded = fold(name)
    if gender == "femn":
        if folded.endswith("ь"):
            stem = name[:-1]
            return _paradigm(stem, "и", "и", "ь", "ью", "и")
        if folded[-1] in "ая":
            return _decline_vowel(name)
        return _paradigm(name, "", "", "", "", "")
    if folded[-1] in "ая":
        return _decline_vowel(name)
    if folded[-1] in VOWELS:
        return _paradigm(name, "", "", "", "", "")
    if folded == "павел":
        return _paradigm(name[:-2] + "л", "а", "у", "а", "ом", "е")
    if folded == "петр":
        return _merge(
            _paradigm("Петр", "а", "у", "а", "ом", "е"), _paradigm("Пётр", "а", "у", "а", "ом", "е")
        )
    if folded == "лев":
        return _paradigm("Льв", "а", "у", "а", "ом", "е")
    if folded.endswith(("ий", "ь", "й")):
        return _decline_consonant(name)
    hushing = folded[-1] in _HUSHING or folded[-1] == "ц"
    return _paradigm(name, "а", "у", "а", "ем/ом" if hushing else "ом", "е")


@lru_cache(maxsize=2048)
def given_forms(name: str, gender: Gender) -> dict[Case, str]:
    """The six case forms of a given name.

    >>> [given_forms(name, "femn")["datv"] for name in ("Анна", "Мария", "Любовь", "Наталья", "Айгуль")]
    ['Анне', 'Марии', 'Любови', 'Наталье', 'Айгуль']
    >>> [given_forms(name, "masc")["gent"] for name in ("Пётр", "Павел", "Лев", "Игорь", "Юрий", "Илья")]
    ['Петра', 'Павла', 'Льва', 'Игоря', 'Юрия', 'Ильи']
    """
    folded = fold(name)
    forms: dict[Case, str] = {"nomn": name}
    if gender == "femn" and folded.endswith("ь") and folded not in ("любовь", "нинель"):
        forms.update(dict.fromkeys(OBLIQUE, name))
    else:
        forms.update({case: variants[0] for case, variants in _decline_given(name, gender).items()})
    return forms
