"""A later number has an earlier date: a wrong number, a wrong date, or two series mixed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from protoparse.checks.archive import Archive, number_of
from protoparse.checks.base import Rule
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="ARC03",
    name="dates-backwards",
    group="archive",
    severity="warning",
    message=(
        "Дата протокола {b} раньше, чем у предыдущего номера {a}",
        "The minutes {b} are dated before those of the previous number {a}",
    ),
    hint=(
        "Ошибка в номере, в дате, или смешаны два ряда нумерации",
        "A wrong number, a wrong date, or two numbering series mixed",
    ),
    why="Номера и даты идут в одном порядке.",
    source="практика",
    bad=(
        (
            sample("а.txt"),
            sample("б.txt", title="ПРОТОКОЛ № 4", date="08.11.2023"),
            sample("в.txt", title="ПРОТОКОЛ № 2", date="11.10.2023"),
        ),
    ),
    good=(
        (sample("а.txt"), sample("б.txt", title="ПРОТОКОЛ № 4", date="22.11.2023")),
        # the council of the end of August opens the numbers of the school year that comes
        (
            sample("а.txt", title="ПРОТОКОЛ № 1", date="30.08.2023"),
            sample("б.txt", title="ПРОТОКОЛ № 2"),
            sample("в.txt", date="29.05.2024"),
            sample("г.txt", title="ПРОТОКОЛ № 1", date="30.08.2024"),
            sample("д.txt", title="ПРОТОКОЛ № 2", date="06.11.2024"),
        ),
    ),
    scope="archive",
)


def run(archive: Archive) -> Iterator[Finding]:
    for period in archive.periods:
        for first, second in pairwise(period):
            if (
                first.date
                and second.date
                and second.date < first.date
                and number_of(first) != number_of(second)
            ):
                yield archive.finding(
                    RULE,
                    second,
                    a=f"№ {first.number} ({first.date:%d.%m.%Y})",
                    b=f"№ {second.number} ({second.date:%d.%m.%Y})",
                )
