"""How surnames, given names and patronymics decline: from the nominative to a case, and back.

Forward tables are the truth; the way back proposes nominatives by ending and keeps those whose forward forms hold the
printed word. Compound names («Петров-Водкин») decline part by part. All comparing is done on folded words (lower
case, ё as е); what is returned keeps the letters of what was given.
"""

from __future__ import annotations

from functools import lru_cache

from protoparse.fields.text import Case, Gender

OBLIQUE: tuple[Case, ...] = ("gent", "datv", "accs", "ablt", "loct")
_VOWELS = frozenset("аеёиоуыэюяәөү")
_HUSHING = frozenset("жшщч")
_BACK = frozenset("гкхжшщч")

# First halves of compound surnames that stay as they are in every case.
_FROZEN_PARTS = frozenset(
    "аль бей бен ван дер зур ибн мак нур оглы сан сен тер фон хан шах эль эт ага".split()
)
# Consonant surnames with a fleeting vowel that no rule gives: nominative → stem before the endings.
_FLEETING = {
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
_FLEETING_SOFT = {
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
# Adjectival surnames on -овой, -евой: elsewhere «…овой» is a woman's oblique form («Ивановой»).
_ADJECTIVES_OVOJ = frozenset(
    "луговой полевой боровой береговой яровой становой плановой лесовой строевой садовой часовой столбовой ключевой"
    " дубовой меховой кошевой рулевой верховой грозовой медовой годовой горновой вековой сухой косой толстой".split()
)


def fold(word: str) -> str:
    """The word for comparing: lower case, ё as е.

    >>> fold("Щёткин")
    'щеткин'
    """
    return word.lower().replace("ё", "е")


def _syllables(word: str) -> int:
    return sum(letter in _VOWELS for letter in word)


def _is_possessive(word: str) -> bool:
    """«Иванов», «Куншин», «Лисицын»: a surname of the short possessive kind (folded, masculine nominative)."""
    return len(word) > 3 and word.endswith(("ов", "ев", "ин", "ын")) and _syllables(word) > 1


def _is_adjective(word: str) -> bool:
    """«Байрачный», «Горский», «Толстой»: a masculine nominative that declines as an adjective (folded)."""
    if word.endswith("ый"):
        return True
    if word.endswith("ий"):
        return len(word) > 3 and word[-3] in "гкхжшщчн"
    return word.endswith("ой") and _syllables(word) > 1 and word[-3] not in _VOWELS


def _is_frozen(word: str) -> bool:
    """True for surnames that never change: «Кравченко», «Черных», «Живаго», «Эхте» (folded)."""
    if word.endswith(("ых", "ко")) or word[-1:] in "оеэиуюыё":
        return True
    if word.endswith("их"):
        return len(word) > 4 and word[-3] in "гкхжшщчн"
    return word.endswith(("уа", "иа", "еа", "оа")) or word in _FROZEN_PARTS


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
        if folded in _FLEETING_SOFT:
            stem = word[:1] + _FLEETING_SOFT[folded][1:]
            return _merge(_paradigm(stem, "я", "ю", "я", "ем/ём", "е"), soft)
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
    if folded in _FLEETING:
        return word[:1] + _FLEETING[folded][1:]
    if len(folded) < 4 or _syllables(folded) < 2:
        return None
    head, before, last_two = word[:-2], folded[-3], folded[-2:]
    if last_two == "ец":
        if before in _VOWELS:
            return head + "йц"
        if before == "л":
            return head + "ьц"
        return head + "ц" if folded[-4] in _VOWELS or folded.endswith("мец") else None
    if last_two == "ок" and before not in _VOWELS and folded[-4] in _VOWELS:
        return head + "к"
    if last_two == "ек" and before in "нлчш" and folded[-4] in _VOWELS:
        return head + ("ьк" if before in "нл" else "к")
    return None


def _masculine(word: str) -> Forms:
    folded = fold(word)
    if _is_frozen(folded):
        return _paradigm(word, "", "", "", "", "")
    if _is_possessive(folded):
        return _paradigm(word, "а", "у", "а", "ым/ом", "е")
    if _is_adjective(folded):
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
    if len(folded) > 4 and folded.endswith(("ова", "ева", "ина", "ына")) and not _is_frozen(folded):
        own = _paradigm(word[:-1], "ой", "ой", "у", "ой/ою", "ой")
        return _merge(own, _decline_vowel(word)) if folded.endswith(("ина", "ына")) else own
    if folded[-1] in "ая" and not _is_frozen(folded):
        return _decline_vowel(word)
    return _paradigm(word, "", "", "", "", "")


@lru_cache(maxsize=4096)
def surname_variants(surname: str, gender: Gender) -> Forms:
    """All forms of each oblique case of a surname in the nominative, the usual form first.

    >>> surname_variants("Чаплин", "masc")["ablt"]
    ('Чаплиным', 'Чаплином')
    """
    parts = surname.split("-")
    forms: Forms = {case: ("",) for case in OBLIQUE}
    for index, part in enumerate(parts[:3]):
        if not part:
            return {case: (surname,) for case in OBLIQUE}
        frozen = index + 1 < len(parts) and (fold(part) in _FROZEN_PARTS or part[0].islower())
        own = (
            _paradigm(part, "", "", "", "", "")
            if frozen
            else _masculine(part)
            if gender == "masc"
            else _feminine(part)
        )
        joint = "-" if index else ""
        forms = {
            case: tuple(head + joint + tail for head in forms[case] for tail in own[case])[:8]
            for case in OBLIQUE
        }
    return forms


def case_forms(surname: str, gender: Gender) -> dict[Case, str]:
    """The six case forms of a surname given in the nominative.

    >>> case_forms("Грязева", "femn")["accs"], case_forms("Гурвич", "femn")["datv"]
    ('Грязеву', 'Гурвич')
    >>> [case_forms(name, "masc")["gent"] for name in ("Соловей", "Заяц", "Толстой", "Цой", "Петров-Водкин")]
    ['Соловья', 'Зайца', 'Толстого', 'Цоя', 'Петрова-Водкина']
    """
    forms: dict[Case, str] = {"nomn": surname}
    forms.update({case: variants[0] for case, variants in surname_variants(surname, gender).items()})
    return forms


# Endings of a printed oblique form → endings of nominatives it can come from, likeliest first; every proposal is
# checked by the forward tables, so that a needless one costs nothing but time.
_BACK_ENDINGS: dict[str, tuple[str, ...]] = {
    "овой": ("ова", "овая", "овой"),
    "евой": ("ева", "евая", "евой"),
    "иной": ("ина", "иная"),
    "ыной": ("ына", "ыная"),
    "овою": ("ова",),
    "евою": ("ева",),
    "иною": ("ина",),
    "ого": ("ый", "ой", "ий"),
    "его": ("ий",),
    "ому": ("ый", "ой", "ий"),
    "ему": ("ий",),
    "ым": ("", "ый", "ой"),
    "им": ("ий", "ой"),
    "ом": ("", "ый", "ой", "ий"),
    "ем": ("", "ь", "й", "ий"),
    "ём": ("ь", "й"),
    "ой": ("ая", "а"),
    "ою": ("ая", "а"),
    "ей": ("а", "я", "яя"),
    "ею": ("а", "я"),
    "ёй": ("я",),
    "ую": ("ая",),
    "юю": ("яя",),
    "ы": ("а",),
    "и": ("а", "я", "й", "ь"),
    "е": ("", "а", "я", "ь", "й"),
    "у": ("а", ""),
    "ю": ("я", "ь", "й"),
    "а": ("",),
    "я": ("ь", "й"),
    "": ("",),
}
_FLEETING_BACK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("йц", ("яц", "ец")),
    ("льц", ("лец",)),
    ("ц", ("ец",)),
    ("ньк", ("нек", "нёк")),
    ("льк", ("лек", "лёк")),
    ("чк", ("чок", "чек")),
    ("шк", ("шок", "шек")),
    ("к", ("ок",)),
    ("льв", ("лев",)),
    ("вь", ("вей",)),
    ("бь", ("бей",)),
    ("пь", ("пей",)),
    ("чь", ("чей",)),
    ("ль", ("лей",)),
    ("л", ("ел", "ол", "ёл")),
    ("р", ("ер", "ор", "ёр")),
    ("т", ("ет", "ёт")),
)
_FLEETING_SOFT_BACK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("н", ("ень",)),
    ("т", ("оть",)),
    ("вь", ("вей",)),
    ("бь", ("бей",)),
    ("пь", ("пей",)),
    ("чь", ("чей",)),
    ("ль", ("лей",)),
)


def _proposals(word: str) -> list[str]:
    """Nominatives that a printed form without hyphen may come from, likeliest first, unchecked."""
    folded = word.lower()
    found: list[str] = []
    for length in (4, 3, 2, 1, 0):
        ending = folded[len(folded) - length :] if length else ""
        stem = word[: len(word) - length]
        if length >= len(word) or ending not in _BACK_ENDINGS or len(stem) < 1:
            continue
        for nominative in _BACK_ENDINGS[ending]:
            found.append(stem + nominative)
        if ending in ("а", "у", "ом", "ем", "е"):
            found.extend(_unfleeting(stem, _FLEETING_BACK))
        if ending in ("я", "ю", "ем", "ём", "е"):
            found.extend(_unfleeting(stem, _FLEETING_SOFT_BACK))
    return list(dict.fromkeys(found))


def _unfleeting(stem: str, table: tuple[tuple[str, tuple[str, ...]], ...]) -> list[str]:
    folded = stem.lower()
    return [
        stem[: len(stem) - len(short)] + long
        for short, longs in table
        if folded.endswith(short) and len(stem) > len(short)
        for long in longs
    ]


def looks_feminine(surname: str) -> bool | None:
    """True for «Иванова», «Горская», False for «Иванов», «Горский», None where the ending tells nothing.

    >>> looks_feminine("Грязева"), looks_feminine("Байрачный"), looks_feminine("Штибен")
    (True, False, None)
    """
    last = fold(surname).rsplit("-", 1)[-1]
    if last.endswith(("ская", "цкая", "ая", "яя")):
        return True
    if len(last) > 4 and last.endswith(("ова", "ева", "ина", "ына")):
        return True
    if _is_possessive(last) or _is_adjective(last):
        return False
    return None


def _genders(nominative: str) -> tuple[Gender, ...]:
    """The genders that a nominative surname can have."""
    feminine = looks_feminine(nominative)
    if feminine is None:
        return ("masc", "femn")
    if feminine and fold(nominative).endswith(("ина", "ына")):
        return ("femn", "masc")  # «Калина», «Смородина» may be men
    return ("femn",) if feminine else ("masc",)


def _prior(nominative: str, gender: Gender, printed: str, case: Case) -> float:
    """How likely this reading is before anything else is known; lower is likelier."""
    folded = fold(nominative).rsplit("-", 1)[-1]
    shape = fold(printed)
    cost = 0.0
    variants = surname_variants(nominative, gender)[case] if case != "nomn" else (nominative,)
    if shape != fold(variants[0]):
        cost += 1.5
    feminine = looks_feminine(folded)
    if feminine is None:
        cost += 1.0
    if folded.endswith(("ина", "ына")) and gender == "masc":
        cost += 2.0
    if folded.endswith(("овый", "евый", "овая", "евая", "иная", "ыная")):
        cost += 2.0
    if folded.endswith(("овой", "евой")) and folded not in _ADJECTIVES_OVOJ:
        cost += 2.5
    if folded.endswith("ой") and _is_adjective(folded) and not folded.endswith(("ской", "цкой")):
        cost += 1.0
    if folded.endswith(("ской", "цкой")):
        cost += 1.2
    if folded.endswith("ний") and shape.endswith(("ого", "ому")):
        cost += 3.0
    if folded.endswith(("кий", "гий", "хий")) and not folded.endswith(("ский", "цкий")):
        cost += 0.3
    if folded == shape and case in ("gent", "datv", "ablt", "accs", "loct") and not _is_frozen(folded):
        cost += 0.5  # a woman with a consonant surname: rarer than a declined one
        if feminine is None and folded[-1] in "ая":
            cost += 3.0
    if folded[-1] in _VOWELS and _is_frozen(folded) and not folded.endswith(("ко", "аго", "ово")):
        cost += 1.5  # «Дюма», «Эхте»: rarer than any Slavic reading
        if folded[-1] in "уюыи":
            cost += 1.0
    if folded.endswith(("ец", "яц", "ок", "ек")) and not folded.endswith(("вец", "нец", "лец")):
        cost += 0.2
    if folded in _FLEETING or folded in _FLEETING_SOFT:
        cost -= 0.6
    elif shape != folded and _lost_vowel(folded, shape) and not folded.endswith(("ец", "яц")):
        cost += 0.8
    return cost


def _lost_vowel(nominative: str, printed: str) -> bool:
    stem = nominative.rstrip("ьй")
    return not printed.startswith(stem)


@lru_cache(maxsize=8192)
def surname_nominatives(printed: str, case: Case) -> tuple[tuple[str, Gender], ...]:
    """The nominatives whose form in this case is the printed one, with the gender, likeliest first.

    >>> surname_nominatives("Шушкина", "accs")[0]
    ('Шушкин', 'masc')
    >>> surname_nominatives("Грязеву", "accs")[0], surname_nominatives("Грязеву", "datv")[0]
    (('Грязева', 'femn'), ('Грязев', 'masc'))
    >>> surname_nominatives("Мицкевич", "accs")[0]
    ('Мицкевич', 'femn')
    """
    if case == "nomn":
        return tuple((printed, gender) for gender in _genders(printed))
    parts = printed.split("-")
    frozen_head = len(parts) > 1 and (fold(parts[0]) in _FROZEN_PARTS)
    proposals = [parts[0]] if frozen_head else _proposals(parts[0])
    for part in parts[1:3]:
        proposals = [head + "-" + tail for head in proposals for tail in _proposals(part)]
    wanted = fold(printed)
    found: list[tuple[float, int, str, Gender]] = []
    for order, nominative in enumerate(proposals):
        if not _is_pronounceable(nominative):
            continue
        for gender in _genders(nominative):
            forms = surname_variants(nominative, gender)[case]
            if any(fold(form) == wanted for form in forms):
                found.append((_prior(nominative, gender, printed, case), order, nominative, gender))
    found.sort(key=lambda item: (item[0], item[1]))
    unique = dict.fromkeys((nominative, gender) for _, _, nominative, gender in found)
    return tuple(unique) or tuple((printed, gender) for gender in _genders(printed))


def _is_pronounceable(word: str) -> bool:
    folded = fold(word)
    return len(folded) > 1 and any(letter in _VOWELS for letter in folded)


def guess_case(surname: str) -> Case | None:
    """The case of a surname that cannot be a nominative, by its ending alone; None where it may be one.

    >>> guess_case("Ивановым"), guess_case("Горскому"), guess_case("Иванова"), guess_case("Мицкевичу")
    ('ablt', 'datv', None, 'datv')
    >>> guess_case("Грязеву"), guess_case("Грязевой"), guess_case("Луговой")
    ('accs', 'gent', None)
    """
    word = fold(surname).rsplit("-", 1)[-1]
    if len(word) < 5:
        return None
    if word.endswith(("овым", "евым", "иным", "ыным", "ским", "цким", "ичем", "ичом")):
        return "ablt"
    if word.endswith(("ского", "цкого", "ного")):
        return "gent"
    if word.endswith(("ому", "ему", "ичу")):
        return "datv"
    if word.endswith(("ову", "еву", "ину", "ыну", "скую", "цкую", "ную")):
        return "accs"
    if word.endswith(("овой", "евой")):
        return None if word in _ADJECTIVES_OVOJ else "gent"
    if word.endswith(("иной", "ыной")):
        return "gent"
    return None


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
    if folded[-1] in _VOWELS:
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


# Endings of patronymics, longest first: printed ending → (nominative ending, gender, cases).
_PATRONYMIC_ENDINGS: tuple[tuple[str, str, Gender, tuple[Case, ...]], ...] = (
    ("вна", "вна", "femn", ("nomn",)),
    ("вны", "вна", "femn", ("gent",)),
    ("вне", "вна", "femn", ("datv", "loct")),
    ("вну", "вна", "femn", ("accs",)),
    ("вной", "вна", "femn", ("ablt",)),
    ("вною", "вна", "femn", ("ablt",)),
    ("ична", "ична", "femn", ("nomn",)),
    ("ичны", "ична", "femn", ("gent",)),
    ("ичне", "ична", "femn", ("datv", "loct")),
    ("ичну", "ична", "femn", ("accs",)),
    ("ичной", "ична", "femn", ("ablt",)),
    ("ичною", "ична", "femn", ("ablt",)),
    ("ич", "ич", "masc", ("nomn",)),
    ("ича", "ич", "masc", ("gent", "accs")),
    ("ичу", "ич", "masc", ("datv",)),
    ("ичем", "ич", "masc", ("ablt",)),
    ("ичом", "ич", "masc", ("ablt",)),
    ("иче", "ич", "masc", ("loct",)),
)


def read_patronymic(word: str) -> tuple[str, Gender, tuple[Case, ...]] | None:
    """The nominative, gender and possible cases of a patronymic; None where the ending is of no patronymic.

    >>> read_patronymic("Борисовне")
    ('Борисовна', 'femn', ('datv', 'loct'))
    >>> read_patronymic("Ильича")
    ('Ильич', 'masc', ('gent', 'accs'))
    >>> read_patronymic("Иванова") is None
    True
    """
    folded = fold(word)
    for ending, nominative, gender, cases in _PATRONYMIC_ENDINGS:
        if folded.endswith(ending) and len(folded) > len(ending) + 2:
            stem = folded[: len(folded) - len(ending)]
            if nominative == "вна" and not stem.endswith(("о", "е")):
                continue
            if nominative == "ич" and not (stem.endswith(("ов", "ев")) or stem in _SHORT_PATRONYMICS):
                continue
            return word[: len(word) - len(ending)] + nominative, gender, cases
    return None


_SHORT_PATRONYMICS = frozenset(
    "иль кузьм фом лук никит савв фок силич сил емельяныч миныч мин иваныч михалыч сергеич лук ионыч ион"
    " андре алексе никола анатоль васил юрь григорь дмитр евгень геннад серге".split()
)
