"""The text refers to minutes of the same body that are not in the archive."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.archive import Archive
from protoparse.checks.base import Rule
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="ARC08",
    name="reference-missing",
    group="archive",
    severity="info",
    message=(
        "Ссылка на протокол или решение от {date}{n}: в архиве не найден",
        "A reference to minutes or a decision of {date}{n}: not in the archive",
    ),
    hint=(
        "Добавьте недостающий файл; ссылка подсказывает и пропущенный номер",
        "Add the missing file; a reference is also a hint at a missing number",
    ),
    why="На что ссылаются, то должно храниться рядом.",
    source="практика",
    bad=(
        (
            sample(
                "а.txt", talk1="Во исполнение решения педагогического совета от 30.08.2023 проведён анализ."
            ),
            sample("б.txt", title="ПРОТОКОЛ № 4", date="22.11.2023"),
        ),
    ),
    good=(
        (
            sample("а.txt"),
            sample(
                "б.txt",
                title="ПРОТОКОЛ № 4",
                date="22.11.2023",
                talk1="Решение педагогического совета от 15.11.2023 выполнено.",
            ),
        ),
    ),
    scope="archive",
)


def run(archive: Archive) -> Iterator[Finding]:
    for group in archive.bodies.values():
        days = {one.date for one in group}
        for summary in group:
            told = set()
            for reference in summary.references:
                if reference.day in days or reference.day in told:
                    continue
                told.add(reference.day)
                number = f" № {reference.number}" if reference.number else ""
                yield archive.finding(
                    RULE, summary, reference.spot, date=f"{reference.day:%d.%m.%Y}", n=number
                )
