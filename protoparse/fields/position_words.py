"""The words that posts are made of, in every case: head nouns, qualifying adjectives, abbreviations.

The paradigms are generated from position_lexicon once, on the first look-up. All look-ups are on folded
words: lower case, ё as е.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from protoparse.fields.declension import fold
from protoparse.fields.dictionary import analyser
from protoparse.fields.position_lexicon import (
    ADJECTIVAL,
    FEMININE,
    INDECLINABLE,
    MASCULINE,
    MASCULINE_IN_A,
    NO_POSTS,
    PLAIN_WORDS,
    PLURAL_IN_A,
    PREFIXES,
    QUALIFYING_STEMS,
    STRESSED,
)
from protoparse.fields.text import Case, Gender
from protoparse.kept import Shelf
from protoparse.pattern import Pattern

_CASES: tuple[Case, ...] = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_HUSH = "жшчщ"
_VELAR = "кгх"
_VOWELS = "аеиоуыэюя"


class PostForm(NamedTuple):
    """One reading of a word form: its dictionary form (folded), case, gender, and whether it is a plural."""

    lemma: str
    case: Case
    gender: Gender | None
    plural: bool = False


def _zip(stem: str, endings: str) -> Iterator[tuple[str, Case]]:
    """Forms of a stem: `endings` has a group for each of six cases, variants joined with «/», «0» is none."""
    for case, group in zip(_CASES, endings.split(), strict=True):
        for ending in group.split("/"):
            yield stem + ending.replace("0", ""), case


def _masculine(noun: str) -> Iterator[tuple[str, Case, bool]]:
    last = noun[-1]
    stem = noun[:-1] if last in "ьйая" else noun
    if last == "а":
        singular, plural = "а ы/и е у ой/ою е", "ы/и 0 ам 0 ами ах"
    elif noun.endswith("ья"):
        stem = noun[:-2]
        singular, plural = "ья ьи ье ью ьей/ьею ье", "ьи ей ьям ей ьями ьях"
    elif last == "ь":
        singular, plural = "ь я ю я ем е", "и ей ям ей ями ях"
    elif last == "й":
        place = "и" if noun.endswith("ий") else "е"
        singular, plural = f"й я ю я ем {place}", "и ев ям ев ями ях"
    elif noun.endswith("ец"):
        before = noun[-3]
        yield noun, "nomn", False
        stem = noun[:-2] + ("ь" if before == "л" else "й" if before in "еоаи" else "") + "ц"
        singular, plural = "еe а у а ом/ем е", "ы ов/ев ам ов/ев ами ах"
    elif last in _HUSH:
        singular, plural = "0 а у а ом/ем е", "и ей ам ей ами ах"
    else:
        vowel = "и" if last in _VELAR else "ы"
        singular, plural = "0 а у а ом е", f"{vowel} ов ам ов ами ах"
    for form, case in _zip(stem, singular):
        yield form, case, False
    for form, case in _zip(stem, plural):
        yield form, case, True
    if noun in PLURAL_IN_A:
        yield stem + ("я" if last == "ь" else "а"), "nomn", True


def _feminine(noun: str) -> Iterator[tuple[str, Case, bool]]:
    stem, last = noun[:-1], noun[-1]
    if last == "я":
        many = "й" if stem[-1] in _VOWELS else "ь"
        singular, plural = "я и е ю ей/ею е", f"и {many} ям {many} ями ях"
    else:
        vowel = "и" if stem[-1] in _VELAR + _HUSH else "ы"
        soft = "ей/ею" if stem[-1] in _HUSH + "ц" else "ой/ою"
        singular, plural = f"а {vowel} е у {soft} е", f"{vowel} 0 ам 0 ами ах"
    for form, case in _zip(stem, singular):
        yield form, case, False
    for form, case in _zip(stem, plural):
        yield form, case, True
    many = ""
    if stem.endswith("к"):  # «акушерка»: «акушерок», «прачка»: «прачек», «хозяйка»: «хозяек»
        many = stem[:-1].removesuffix("й") + ("ек" if stem[-2] in _HUSH + "й" else "ок")
    elif stem.endswith("стр"):  # «медсестра»: «медсестёр»
        many = stem[:-1] + "ер"
    for case in ("gent", "accs") if many else ():
        yield many, case, True


def _adjectival(masculine: str) -> Iterator[tuple[str, Case, Gender | None, bool, str]]:
    """Forms of an adjective with gender, number and the dictionary form that the gender asks for."""
    reflexive = masculine.endswith("ся")
    body = masculine[:-2] if reflexive else masculine
    stem, tail = body[:-2], "ся" if reflexive else ""
    o = "е" if stem[-1] in _HUSH and body.endswith("ий") else "о"
    y = "и" if stem[-1] in _VELAR + _HUSH else "ы"
    feminine = f"{stem}ая{tail}"
    for form, case in _zip(stem, f"{body[-2:]} {o}го {o}му {o}го {y}м {o}м"):
        yield form + tail, case, "masc", False, masculine
    for form, case in _zip(stem, f"ая {o}й {o}й ую {o}й/{o}ю {o}й"):
        yield form + tail, case, "femn", False, feminine
    for form, case in _zip(stem, f"{y}е {y}х {y}м {y}х {y}ми {y}х"):
        yield form + tail, case, None, True, masculine


_Reading = tuple[str, Case, Gender | None, bool]
_KEPT = Shelf("posts", __file__)


@cache
def _index() -> dict[str, tuple[_Reading, ...]]:
    """Every form of every listed post, with what `PostForm` says of it."""
    return _KEPT.value(None, _made)


def _made() -> dict[str, tuple[_Reading, ...]]:
    found: dict[str, dict[_Reading, None]] = {}
    for noun in MASCULINE + MASCULINE_IN_A:
        for form, case, plural in _masculine(noun):
            found.setdefault(form, {})[noun, case, None, plural] = None
    for noun in FEMININE:
        for form, case, plural in _feminine(noun):
            found.setdefault(form, {})[noun, case, "femn", plural] = None
    for adjective in ADJECTIVAL:
        for form, case, gender, plural, lemma in _adjectival(adjective):
            found.setdefault(form, {})[lemma, case, gender, plural] = None
    return {form: tuple(readings) for form, readings in found.items()}


@cache
def _stressed_stems() -> frozenset[str]:
    return frozenset(word[:-2] for word in STRESSED)


# Endings of a masculine noun of agency after which its case endings can be taken off safely.
_AGENT = Pattern(
    r"(?:ист|лог|вед|вод|граф|атр|тель|чик|щик|арь|ант|ент|тор|сор|нер|лер|мен|олог|мейстер|педагог)\Z"
)
_AGENT_ENDINGS: tuple[tuple[str, str, Case], ...] = (
    ("а", "", "gent"),
    ("у", "", "datv"),
    ("ом", "", "ablt"),
    ("е", "", "loct"),
    ("я", "ь", "gent"),
    ("ю", "ь", "datv"),
    ("ем", "ь", "ablt"),
)


@cache
def plain_words() -> frozenset[str]:
    """Words that often stand where a post may, and are none: the dictionary is not loaded to say so."""
    endings = ["ый", "ая", "ое", "ые", "ого", "ой", "ому", "ую", "ым", "ых", "ыми", "ом"]
    return frozenset(stem + ending for stem in QUALIFYING_STEMS for ending in endings) | PLAIN_WORDS


@lru_cache(maxsize=8192)
def _guess(word: str) -> tuple[PostForm, ...]:
    return () if word in plain_words() else looked_up(word)


def looked_up(word: str) -> tuple[PostForm, ...]:
    """Readings of an unlisted word: animate nouns of pymorphy3's dictionary, else the suffixes of agency.

    The dictionary goes first: «вариант», «театр» end like posts.
    """
    parses = analyser()(word)
    found: dict[PostForm, None] = {}
    if parses and parses[0].is_known:
        if "NOUN" not in parses[0].tag or "anim" not in parses[0].tag:
            return ()
        for parse in parses:
            tag = parse.tag
            if "anim" not in tag or any(mark in tag for mark in ("Name", "Surn", "Patr", "Geox")):
                continue
            lemma = fold(parse.normal_form)
            if "NOUN" in tag and lemma not in NO_POSTS and tag.case in _CASES:
                gender: Gender | None = "femn" if tag.gender == "femn" else None
                found[PostForm(lemma, tag.case, gender, tag.number == "plur")] = None
        return tuple(found)
    if _AGENT.search(word):
        return (PostForm(word, "nomn", None),)
    for ending, tail, case in _AGENT_ENDINGS:
        stem = word.removesuffix(ending) + tail
        if word.endswith(ending) and len(stem) > 5 and _AGENT.search(stem):
            found[PostForm(stem, case, None)] = None
            if case == "gent":
                found[PostForm(stem, "accs", None)] = None
    return tuple(found)


_MAYBE_VERB = Pattern(r"(?:л|ла|ло|ли|ть|ти|чь|ет|ит|ют|ят|ут|ат|ны|но|на|то|ты|та|ав|ив|ев|ув)(?:ся|сь)?\Z")


@lru_cache(maxsize=8192)
def is_verb(word: str) -> bool:
    """True for a finite verb, an infinitive or a short participle: words that tell what somebody said or did.

    >>> is_verb("сообщила"), is_verb("обеспечить"), is_verb("школа")
    (True, True, False)
    """
    folded = fold(word)
    if len(folded) < 3 or not _MAYBE_VERB.search(folded) or folded in _index():
        return False
    parses = analyser()(folded)
    return bool(parses) and any(part in parses[0].tag for part in ("VERB", "INFN", "GRND", "PRTS"))


@lru_cache(maxsize=4096)
def post_forms(word: str, *, guess: bool = False) -> tuple[PostForm, ...]:
    """Readings of one word (or hyphenated compound) as the head of a post; empty where it is none.

    `guess` also reads words that are not listed, by suffix and then by dictionary.

    >>> {(reading.lemma, reading.case) for reading in post_forms("методисту")}
    {('методист', 'datv')}
    >>> sorted({reading.case for reading in post_forms("педагога-психолога")})
    ['accs', 'gent']
    """
    folded = fold(word)
    known = _index().get(folded)
    if known:
        return tuple(PostForm(*reading) for reading in known)
    if folded in INDECLINABLE:
        return tuple(PostForm(folded, case, None) for case in _CASES)
    if "-" in folded:
        return _compound(folded.split("-"), guess)
    if guess and len(folded) > 3 and folded not in NO_POSTS:
        return _guess(folded)
    return ()


def _compound(parts: list[str], guess: bool) -> tuple[PostForm, ...]:
    """Readings of «учитель-логопед», «пресс-секретарь»: all inflected parts agree in case and number."""
    common: set[tuple[Case, bool]] | None = None
    readings: list[dict[tuple[Case, bool], PostForm] | None] = []
    for part in parts:
        if part in PREFIXES:
            readings.append(None)
            continue
        here = {(form.case, form.plural): form for form in post_forms(part, guess=guess)}
        if not here:
            return ()
        readings.append(here)
        common = set(here) if common is None else common & set(here)
    result: list[PostForm] = []
    for key in sorted(common or ()):
        lemma = "-".join(parts[at] if here is None else here[key].lemma for at, here in enumerate(readings))
        genders = [here[key].gender for here in readings if here is not None]
        result.append(PostForm(lemma, key[0], genders[0], key[1]))
    return tuple(result)


_ADJECTIVE_CASES: tuple[tuple[str, Gender, tuple[Case, ...]], ...] = (
    ("ого", "masc", ("gent", "accs")),
    ("его", "masc", ("gent", "accs")),
    ("ому", "masc", ("datv",)),
    ("ему", "masc", ("datv",)),
    ("ым", "masc", ("ablt",)),
    ("им", "masc", ("ablt",)),
    ("ом", "masc", ("loct",)),
    ("ем", "masc", ("loct",)),
    ("ую", "femn", ("accs",)),
    ("юю", "femn", ("accs",)),
    ("ой", "femn", ("gent", "datv", "ablt", "loct")),
    ("ей", "femn", ("gent", "datv", "ablt", "loct")),
    ("ый", "masc", ("nomn",)),
    ("ий", "masc", ("nomn",)),
    ("ой", "masc", ("nomn",)),
    ("ая", "femn", ("nomn",)),
    ("яя", "femn", ("nomn",)),
)
_PLURAL_ADJECTIVE = Pattern(r"(?:ые|ие|ых|их|ым|им|ыми|ими)\Z")


@lru_cache(maxsize=4096)
def adjective_forms(word: str) -> tuple[PostForm, ...]:
    """Readings of a word as a qualifier by its ending alone, with the dictionary form of the gender it shows.

    >>> [(form.lemma, form.case) for form in adjective_forms("главную")]
    [('главная', 'accs')]
    >>> {form.lemma for form in adjective_forms("младшего")}
    {'младший'}
    """
    folded = fold(word)
    found: list[PostForm] = []
    for ending, gender, cases in _ADJECTIVE_CASES:
        if folded.endswith(ending) and len(folded) - len(ending) >= 3:
            lemma = _adjective_lemma(folded[: -len(ending)], ending, gender)
            found.extend(PostForm(lemma, case, gender) for case in cases)
    if _PLURAL_ADJECTIVE.search(folded) and len(folded) > 4:
        found.extend(PostForm(folded, case, None, True) for case in _CASES)
    return tuple(found)


def _adjective_lemma(stem: str, ending: str, gender: Gender) -> str:
    last = stem[-1]
    soft = (ending[0] in "еи" and last not in _HUSH + _VELAR and ending != "ий") or ending in ("яя", "юю")
    if gender == "femn":
        return stem + ("яя" if soft else "ая")
    if stem in _stressed_stems():
        return stem + "ой"
    return stem + ("ий" if soft or last in _VELAR + _HUSH or ending == "ий" else "ый")


def singular_adjective(word: str, gender: Gender) -> str:
    """The dictionary form (folded) of an adjective printed in the nominative plural; others as they are.

    >>> singular_adjective("Музыкальные", "masc"), singular_adjective("старшие", "femn")
    ('музыкальный', 'старшая')
    """
    folded = fold(word)
    if not folded.endswith(("ые", "ие")) or len(folded) < 5:
        return folded
    return _adjective_lemma(folded[:-2], folded[-2:], gender)


def restore(printed: str, lemma: str) -> str:
    """The folded `lemma` with the ё and the capitals of the word as printed.

    >>> restore("Учёного", "ученый"), restore("ДИРЕКТОРУ", "директор")
    ('Учёный', 'ДИРЕКТОР')
    """
    kept = 0
    folded = fold(printed)
    while kept < min(len(folded), len(lemma)) and folded[kept] == lemma[kept]:
        kept += 1
    tail = lemma[kept:]
    if len(printed) > 1 and printed.isupper():
        tail = tail.upper()
    return printed[:kept] + tail
