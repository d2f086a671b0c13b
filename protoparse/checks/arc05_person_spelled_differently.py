"""One person is spelled in two ways in the minutes of a body: a letter, ё, or an initial differs.

Only people of the same role or post are compared. Nothing is merged; an alias in protoparse.toml settles a
case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from protoparse.checks.archive import Archive
from protoparse.checks.base import Rule
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.checks.spelling import may_be_misspelt
from protoparse.checks.summary import PersonSummary, Summary
from protoparse.fields.declension import fold

RULE = Rule(
    code="ARC05",
    name="person-spelled-differently",
    group="archive",
    severity="warning",
    message=(
        "Разные написания лица: «{a}» ({docs_a}) и «{b}» ({docs_b})",
        "One person spelled differently: «{a}» ({docs_a}) and «{b}» ({docs_b})",
    ),
    hint=(
        "Внесите верное написание в [aliases.people] файла protoparse.toml",
        "Put the right spelling into [aliases.people] of protoparse.toml",
    ),
    why="Разные написания делят одного человека в отчётах надвое.",
    source="практика",
    bad=(
        (
            sample("а.txt"),
            sample(
                "б.txt",
                title="ПРОТОКОЛ № 4",
                date="22.11.2023",
                secretary="Секретарь: Гуляёва М.С., учитель истории",
                present="Присутствовали: Лапшина А.П., Гуляёва М.С., Дроздов В.В., Чижова Е.А., Сомов П.Н.",
                secretary_signature="Секретарь ______________ М.С. Гуляёва",
            ),
        ),
    ),
    good=((sample("а.txt"), sample("б.txt", title="ПРОТОКОЛ № 4", date="22.11.2023")),),
    scope="archive",
)

_MOST = 400  # spellings of one body that are compared pair by pair


@dataclass(slots=True)
class _Spelling:
    """One spelling: the person, the places in the list of the body's protocols, roles and posts."""

    person: PersonSummary
    places: set[int] = field(default_factory=set)
    roles: set[str | None] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)


def run(archive: Archive) -> Iterator[Finding]:
    for group in archive.bodies.values():
        seen: dict[str, _Spelling] = {}
        for place, summary in enumerate(group):
            for person in summary.people:
                known = seen.setdefault(_spelling(person), _Spelling(person))
                known.places.add(place)
                known.roles.add(person.role)
                known.posts.update(person.posts)
        for first, second in combinations([seen[key] for key in sorted(seen)[:_MOST]], 2):
            # two who are named in one document are two
            if first.places & second.places:
                continue
            same_post = bool(first.posts & second.posts)
            same_role = bool((first.roles & second.roles) - {None})
            if (same_role or same_post) and _alike(first.person, second.person, same_post):
                usual, rare = sorted((first, second), key=lambda one: -len(one.places))
                yield archive.finding(
                    RULE,
                    group[min(rare.places)],
                    a=usual.person.name,
                    docs_a=_files(group, usual),
                    b=rare.person.name,
                    docs_b=_files(group, rare),
                )


def _spelling(person: PersonSummary) -> str:
    return f"{person.surname} {person.initials}"


def _alike(first: PersonSummary, second: PersonSummary, same_post: bool) -> bool:
    if len(first.initials) < 2 or len(second.initials) < 2:
        return False
    if first.initials == second.initials:
        letters = first.surname != second.surname and fold(first.surname) == fold(second.surname)
        return letters or may_be_misspelt(first.surname, second.surname)
    differing = sum(a != b for a, b in zip(first.initials, second.initials, strict=False))
    return fold(first.surname) == fold(second.surname) and same_post and differing == 1


def _files(group: Sequence[Summary], spelling: _Spelling) -> str:
    names = list(dict.fromkeys(group[place].file for place in sorted(spelling.places)))
    return ", ".join(names[:3]) + (f" … ({len(names)})" if len(names) > 3 else "")
