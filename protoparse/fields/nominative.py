"""The way back from a printed case form of a surname or patronymic to the nominatives it can come from.

Nominatives are proposed by the ending, and only those are kept whose forward forms hold the printed word.
"""

from __future__ import annotations

from functools import lru_cache

from protoparse.fields.declension import (
    FLEETING,
    FLEETING_SOFT,
    FROZEN_PARTS,
    VOWELS,
    fold,
    is_adjective,
    is_frozen,
    is_possessive,
    surname_variants,
    word_set,
)
from protoparse.fields.text import Case, Gender
from protoparse.pattern import Pattern

# Adjectival surnames on -овой, -ской: elsewhere such a form is a woman's oblique one («Ивановой», «Горской»).
_ADJECTIVES_OVOJ = word_set(
    """
    луговой полевой боровой береговой яровой становой плановой лесовой строевой садовой часовой столбовой
    ключевой дубовой меховой кошевой рулевой верховой грозовой медовой годовой горновой вековой сухой
    косой толстой трубецкой донской шаховской тверской морской мирской городской людской мужской заводской
    """
)

# Endings of a printed oblique form → endings of nominatives it can come from, likeliest first; every proposal
# is checked by the forward tables, so that a needless one costs nothing but time.
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
        found.extend(stem + nominative for nominative in _BACK_ENDINGS[ending])
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


@lru_cache(maxsize=4096)
def looks_feminine(surname: str) -> bool | None:
    """True for «Иванова», «Горская», False for «Иванов», «Горский», None where the ending tells nothing.

    >>> looks_feminine("Сычева"), looks_feminine("Загородный"), looks_feminine("Гербер")
    (True, False, None)
    """
    last = fold(surname).rsplit("-", 1)[-1]
    if last.endswith(("ская", "цкая", "ая", "яя")):
        return True
    if len(last) > 4 and last.endswith(("ова", "ева", "ина", "ына")):
        return True
    if is_possessive(last) or is_adjective(last):
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
    parts = zip(nominative.split("-"), printed.split("-"), strict=False)
    return sum(_part_prior(own, gender, shown, case) for own, shown in parts)


def _part_prior(nominative: str, gender: Gender, printed: str, case: Case) -> float:
    folded = fold(nominative)
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
    if folded.endswith("ой") and is_adjective(folded) and not folded.endswith(("ской", "цкой")):
        cost += 1.0
    if folded.endswith(("ской", "цкой")):
        cost += 1.2
    if case == "ablt" and folded.endswith("ая") and not _is_adjective_stem(folded[:-2]):
        cost += 2.2
    if folded.endswith(("кий", "гий", "хий")) and not folded.endswith(("ский", "цкий")):
        cost += 0.3
    if folded == shape and case in ("gent", "datv", "ablt", "accs", "loct") and not is_frozen(folded):
        cost += 0.5  # a woman with a consonant surname: rarer than a declined one
    if folded[-1] in VOWELS and is_frozen(folded) and not folded.endswith(("ко", "аго", "ово")):
        cost += 1.5  # «Дюма», «Эхте»: rarer than any Slavic reading
        if folded[-1] in "уюыи":
            cost += 1.0
    if _CLUSTER.search(folded):
        cost += 1.5
    if folded.endswith("яя"):
        cost += 2.0
    if folded.endswith("кой"):
        cost += 0.8
    if folded in FLEETING or folded in FLEETING_SOFT:
        cost -= 0.6
    elif shape != folded and _lost_vowel(folded, shape) and not folded.endswith(("ец", "яц")):
        cost += 0.8
    return cost


# Ends that are rather the stem of «Волынец», «Герасенок» than a nominative («Франц», «Айвазянц» are).
_CLUSTER = Pattern(r"(?:[бвгдзклмпртфшь]|[^яунер]н)ц$|(?:[её]н|[чшжл])к$")
# Adjectival surnames whose stem does not show it: «Белая», «Седая».
_ADJECTIVE_STEMS = word_set(
    """
    бел нов сед рыж лыс крив мал свят больш хорош чуж добр храбр мудр остр кругл мил сер пестр глух сух тих
    лих дик велик кротк долг строг борз прям ряб руд сив син скор слеп смел уст хром худ щедр яр
    """
)


def _is_adjective_stem(stem: str) -> bool:
    """True for the stem of «Горская», «Черная», «Белая»; False for that of «Дзюба», «Сковорода»."""
    if stem.endswith(("ск", "цк", "ст", "ов", "ев")):
        return True
    return (stem.endswith("н") and stem[-2:-1] not in VOWELS) or stem in _ADJECTIVE_STEMS


def _lost_vowel(nominative: str, printed: str) -> bool:
    stem = nominative.rstrip("ьй")
    return not printed.startswith(stem)


@lru_cache(maxsize=8192)
def surname_nominatives(printed: str, case: Case) -> tuple[tuple[str, Gender], ...]:
    """The nominatives whose form in this case is the printed one, with the gender, likeliest first.

    >>> surname_nominatives("Лапкина", "accs")[0]
    ('Лапкин', 'masc')
    >>> surname_nominatives("Сычеву", "accs")[0], surname_nominatives("Сычеву", "datv")[0]
    (('Сычева', 'femn'), ('Сычев', 'masc'))
    >>> surname_nominatives("Мицкевич", "accs")[0]
    ('Мицкевич', 'femn')
    """
    if case == "nomn":
        return tuple((printed, gender) for gender in _genders(printed))
    parts = printed.split("-")
    frozen_head = len(parts) > 1 and (fold(parts[0]) in FROZEN_PARTS)
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
    return all(_is_part_pronounceable(part) for part in fold(word).split("-"))


def _is_part_pronounceable(folded: str) -> bool:
    if folded.endswith(("гый", "кый", "хый", "гь", "кь", "хь", "ць")) or (
        folded.endswith("ь") and folded[-2:-1] in VOWELS
    ):
        return False
    if folded.endswith("й") and folded[-2:-1] not in VOWELS:
        return False
    return len(folded) > 1 and any(letter in VOWELS for letter in folded)


# Endings that no nominative has → the cases they can be, likeliest first.
_TELLING_ENDINGS: tuple[tuple[tuple[str, ...], tuple[Case, ...]], ...] = (
    (("овым", "евым", "иным", "ыным", "ским", "цким", "ичем", "ичом"), ("ablt",)),
    (("ского", "цкого", "ного"), ("gent", "accs")),
    (("ому", "ему", "ичу"), ("datv",)),
    (("ову", "еву", "ину", "ыну"), ("accs", "datv")),
    (("скую", "цкую", "ную"), ("accs",)),
    (("овой", "евой", "иной", "ыной", "ской", "цкой"), ("gent", "datv", "ablt", "loct")),
)


@lru_cache(maxsize=4096)
def telling_cases(surname: str) -> tuple[Case, ...]:
    """The cases of a surname that can hardly be a nominative, by its ending alone; empty where it may be one.

    >>> telling_cases("Сычевым"), telling_cases("Горскому"), telling_cases("Сычева"), telling_cases("Луговой")
    (('ablt',), ('datv',), (), ())
    >>> telling_cases("Сычеву")
    ('accs', 'datv')
    """
    word = fold(surname).rsplit("-", 1)[-1]
    if len(word) < 5 or word in _ADJECTIVES_OVOJ:
        return ()
    return next((cases for endings, cases in _TELLING_ENDINGS if word.endswith(endings)), ())


# Endings of patronymics, longest first: printed ending → (nominative ending, gender, cases).
_PATRONYMIC_ENDINGS: tuple[tuple[str, str, Gender, tuple[Case, ...]], ...] = (
    ("вна", "вна", "femn", ("nomn",)),
    ("вны", "вна", "femn", ("gent",)),
    ("вни", "вна", "femn", ("gent",)),  # Ukrainian, as «Вікторівні»
    ("вні", "вна", "femn", ("datv", "loct")),
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


@lru_cache(maxsize=4096)
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
    # Hardly any word of a text is one: two letters that all the endings share are looked at first.
    if "ич" not in folded[-6:] and "вн" not in folded[-5:]:
        return None
    for ending, nominative, gender, cases in _PATRONYMIC_ENDINGS:
        if folded.endswith(ending) and len(folded) > len(ending) + 2:
            stem = folded[: len(folded) - len(ending)]
            if nominative == "вна" and not stem.endswith(("о", "е", "і", "ї")):
                continue
            if nominative == "ич" and not (stem.endswith(("ов", "ев")) or stem in _SHORT_PATRONYMICS):
                continue
            return word[: len(word) - len(ending)] + nominative, gender, cases
    return None


_SHORT_PATRONYMICS = word_set("иль кузьм фом лук никит савв фок сил мин ион анани")
