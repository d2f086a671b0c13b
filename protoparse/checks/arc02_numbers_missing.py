"""Numbers between 1 and the highest are missing in the archive.

Files are lost, or meetings did not take place.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.archive import Archive, number_of
from protoparse.checks.base import Rule
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.checks.schemes import missing_numbers
from protoparse.fields.number import number_ranges

RULE = Rule(
    code="ARC02",
    name="numbers-missing",
    group="archive",
    severity="warning",
    message=("Пропущены номера: {missing}", "Numbers are missing: {missing}"),
    hint=(
        "Запросите у секретаря недостающие файлы или справку, что заседания не было",
        "Ask the secretary for the missing files or for a note that the meeting did not take place",
    ),
    why="Нумерация без пропусков показывает, что дело полно.",
    source="практика; состав дела",
    bad=((sample("а.txt", title="ПРОТОКОЛ № 1", date="06.09.2023"), sample("б.txt")),),
    good=((sample("а.txt", title="ПРОТОКОЛ № 1", date="06.09.2023"), sample("б.txt", title="ПРОТОКОЛ № 2")),),
    scope="archive",
)
_MOST_SHOWN = 12


def run(archive: Archive) -> Iterator[Finding]:
    for period in archive.periods:
        missing = missing_numbers({number_of(one) or 0 for one in period})
        if missing:
            yield archive.finding(RULE, period[-1], missing=number_ranges(missing, _MOST_SHOWN))
