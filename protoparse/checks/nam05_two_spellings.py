"""One organisation or the post of one person is written in two ways in the document.

Reported are: letters of an abbreviation permuted or lost in the post of one person (ЮОВО and ЮВОО, МКУ and
МУ); one school with two kinds or types (СШ and СОШ, МКОУ and МКУ); ё and е in a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.lowering import fold
from protoparse.checks.sample import sample
from protoparse.document import Span
from protoparse.model import TextSpan
from protoparse.pattern import Pattern

RULE = Rule(
    code="NAM05",
    name="two-spellings",
    group="names",
    severity="info",
    message=("Разные написания: «{a}» и «{b}»", "Two spellings: «{a}» and «{b}»"),
    hint=(
        "Оставьте одно написание; спор решит список организаций",
        "Keep one spelling; a list of organisations settles it",
    ),
    why="По двум написаниям организация в отчётах станет двумя.",
    source="практика",
    bad=(
        sample(
            secretary="Секретарь: Гуляева М.С., методист МКУ ИМЦ",
            heard2="2. СЛУШАЛИ: Гуляеву М.С., методиста МУ ИМЦ, о подготовке к зимним каникулам.",
        ),
        sample(
            talk1="В олимпиаде участвуют МКОУ Лесновская СШ и МКОУ Боровская СШ.",
            spoke1="Отстаёт МКОУ Лесновская СОШ.",
        ),
    ),
    good=(sample(talk1="В олимпиаде участвуют МКОУ Лесновская СШ и МКОУ Боровская СОШ."),),
)

_ABBREVIATION = Pattern(r"[А-ЯЁ]{2,8}")
_WORD = Pattern(r"[А-ЯЁа-яё0-9№]+")
_SCHOOL = Pattern(
    r"(?:(?P<type>[А-ЯЁ]{2,8})\s+)?«?(?P<name>[А-ЯЁ][а-яё]{4,30}(?:ская|ской|скую|ною|ная"
    r"|ной))\s+(?P<kind>[СОНВ]{0,2}О?Ш|СШ|ОШ|НШ|СОШ|ООШ|НОШ)(?![А-ЯЁа-яё])"
)
_KIND = Pattern(r"(?<=[а-яё]\s)(?:СШ|ОШ|НШ|СОШ|ООШ|НОШ)(?![А-ЯЁа-яё])")
_LONGEST_NAME = 48
_ENDING = Pattern(r"(?:ая|ой|ую|ою)$")


def run(context: CheckContext) -> Iterator[Finding]:
    yield from _posts(context)
    yield from _schools(context)


def _posts(context: CheckContext) -> Iterator[Finding]:
    """Posts of one person that differ in one abbreviation alone."""
    signed = {one.person: one for one in context.protocol.signatures if one.person}
    for person in context.protocol.people:
        places: list[tuple[str, TextSpan]] = [
            (post, person.mentions[0]) for post in person.positions if person.mentions
        ]
        if person.id in signed and signed[person.id].position:
            places.append((signed[person.id].position or "", signed[person.id].span))
        told: set[frozenset[str]] = set()
        for (first, _), (second, span) in combinations(places, 2):
            pair = _differing(first, second)
            if pair is not None and frozenset(pair) not in told:
                told.add(frozenset(pair))
                place = _place_of(context, pair[1]) or span
                yield context.finding(RULE, place, a=first, b=second)


def _place_of(context: CheckContext, abbreviation: str) -> Span | None:
    """Where an abbreviation stands first as a word; a post is printed in many cases, its abbreviations in
    one.
    """
    span = context.protocol.span
    found = re.compile(rf"(?<!\w){abbreviation}(?!\w)").search(context.text, span.start, span.end)
    return Span(found.start(), found.end()) if found else None


def _differing(first: str, second: str) -> tuple[str, str] | None:
    """The two abbreviations in which two posts differ, if they differ by a slip; the words around must agree.

    >>> _differing("методист МКУ ИМЦ", "методист МУ ИМЦ"), _differing("директор СШ", "директор лицея")
    (('МКУ', 'МУ'), None)
    """
    here, there = _abbreviations(first), _abbreviations(second)
    only_here, only_there = [a for a in here if a not in there], [b for b in there if b not in here]
    if len(only_here) != 1 or len(only_there) != 1:
        return None
    one, other = only_here[0], only_there[0]
    words = {word.lower()[:6] for word in _WORD.findall(first) if not _ABBREVIATION.fullmatch(word)}
    others = {word.lower()[:6] for word in _WORD.findall(second) if not _ABBREVIATION.fullmatch(word)}
    if len(words & others) < max(1, min(len(words), len(others))):
        return None
    if min(len(one), len(other)) >= 3 and sorted(one) == sorted(other):
        return one, other
    longer, shorter = sorted((one, other), key=len, reverse=True)
    lost = len(longer) == len(shorter) + 1 >= 3 and any(
        longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))
    )
    return (one, other) if lost and len(here) > 1 else None


def _abbreviations(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if _ABBREVIATION.fullmatch(word)]


def _named_schools(context: CheckContext) -> Iterator[re.Match[str]]:
    """Names of schools, found by their last word: to look for their first would take much longer."""
    start = context.protocol.span.start
    for kind in _KIND.finditer(context.text, start, context.protocol.span.end):
        for match in _SCHOOL.finditer(context.text, max(start, kind.start() - _LONGEST_NAME), kind.end()):
            if match.end() == kind.end():
                yield match
                break


def _schools(context: CheckContext) -> Iterator[Finding]:
    """Schools of one name whose type, kind or ё differs."""
    seen: dict[str, list[tuple[str | None, str, str, re.Match[str]]]] = {}
    for match in _named_schools(context):
        name = _ENDING.sub("", match["name"])
        seen.setdefault(fold(name), []).append((match["type"], name, match["kind"], match))
    for same in seen.values():
        told: set[str] = set()
        kind, name, first = same[0][2], same[0][1], same[0][3]
        types = next((one[0] for one in same if one[0]), None)
        for own_type, own_name, own_kind, match in same[1:]:
            reason = (
                "kind"
                if own_kind != kind
                else "letter"
                if own_name != name
                else "type"
                if own_type and types and own_type != types
                else None
            )
            if reason is not None and reason not in told:
                told.add(reason)
                yield context.finding(
                    RULE,
                    Span(match.start(), match.end()),
                    a=" ".join(first.group().split()).lstrip("«"),
                    b=" ".join(match.group().split()).lstrip("«"),
                )
