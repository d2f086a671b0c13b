"""Two protocols of one body and one numbering period have the same number and different dates."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from protoparse.checks.archive import Archive, number_of
from protoparse.checks.base import Rule
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.checks.summary import Summary

RULE = Rule(
    code="ARC01",
    name="number-twice",
    group="archive",
    severity="error",
    message=("Номер {n} повторяется: {a} и {b}", "Number {n} is used twice: {a} and {b}"),
    hint=(
        "Сначала проверьте период нумерации (календарный или учебный год), затем исправьте один из номеров",
        "Check the numbering period (calendar or school year) first; then correct one of them",
    ),
    why="Протоколы органа нумеруют по порядку; у двух заседаний не бывает одного номера.",
    source="практика: порядковая регистрация; ГОСТ Р 7.0.97, реквизит 11",
    bad=(
        (
            sample("а.txt"),
            sample("б.txt", date="22.11.2023"),
            sample("в.txt", title="ПРОТОКОЛ № 4", date="29.11.2023"),
        ),
    ),
    good=((sample("а.txt"), sample("б.txt", title="ПРОТОКОЛ № 4", date="22.11.2023")),),
    scope="archive",
)


def run(archive: Archive) -> Iterator[Finding]:
    for period in archive.periods:
        for number, group in groupby(period, key=number_of):
            same = list(group)
            for first, second in pairwise(same):
                if first.date != second.date:
                    yield archive.finding(RULE, second, n=number, a=_shown(first), b=_shown(second))


def _shown(summary: Summary) -> str:
    return f"{summary.file} ({summary.date:%d.%m.%Y})" if summary.date else summary.file
