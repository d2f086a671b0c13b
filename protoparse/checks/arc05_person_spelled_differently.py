"""One person is spelled in two ways in the minutes of a body: a letter, ё, or an initial differs.

Only people of the same role or post are compared. Nothing is merged; an alias in protoparse.toml settles a
case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


def run(archive: Archive) -> Iterator[Finding]:
    for group in archive.bodies.values():
        seen: dict[str, tuple[PersonSummary, list[Summary], set[str | None], set[str]]] = {}
        for summary in group:
            for person in summary.people:
                known = seen.setdefault(_spelling(person), (person, [], set(), set()))
                known[1].append(summary)
                known[2].add(person.role)
                known[3].update(person.posts)
        together = {
            frozenset(pair) for one in group for pair in combinations({_spelling(p) for p in one.people}, 2)
        }
        spellings = sorted(seen)[:_MOST]
        for first, second in combinations(spellings, 2):
            if frozenset((first, second)) in together:
                continue
            a, b = seen[first], seen[second]
            same_role = (a[2] & b[2]) - {None}
            if (same_role or a[3] & b[3]) and _alike(a[0], b[0], bool(a[3] & b[3])):
                if len(b[1]) > len(a[1]):
                    a, b = b, a
                yield archive.finding(
                    RULE, b[1][0], a=a[0].name, docs_a=_files(a[1]), b=b[0].name, docs_b=_files(b[1])
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


def _files(summaries: Sequence[Summary]) -> str:
    names = list(dict.fromkeys(one.file for one in summaries))
    return ", ".join(names[:3]) + (f" … ({len(names)})" if len(names) > 3 else "")
