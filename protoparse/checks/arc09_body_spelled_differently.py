"""One body is named in two ways: other quotes, «№», an abbreviation, another order of words."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.archive import Archive
from protoparse.checks.base import Rule
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="ARC09",
    name="body-spelled-differently",
    group="archive",
    severity="info",
    message=(
        "Название органа записано по-разному: «{a}» и «{b}»",
        "The body is named in two ways: «{a}» and «{b}»",
    ),
    hint=(
        "Внесите верное название в [aliases.bodies] файла protoparse.toml",
        "Put the right name into [aliases.bodies] of protoparse.toml",
    ),
    why="По двум названиям орган в отчётах станет двумя; правила архива считают его одним.",
    source="практика",
    bad=(
        (
            sample("а.txt"),
            sample("б.txt", title="ПРОТОКОЛ № 4", body="заседания педсовета", date="22.11.2023"),
        ),
    ),
    good=(
        (
            sample("а.txt"),
            sample("б.txt", title="ПРОТОКОЛ № 4", body="ЗАСЕДАНИЯ ПЕДАГОГИЧЕСКОГО СОВЕТА", date="22.11.2023"),
        ),
    ),
    scope="archive",
)


def run(archive: Archive) -> Iterator[Finding]:
    for group in archive.bodies.values():
        first = next((one for one in group if one.body), None)
        told: set[str] = set()
        for one in group:
            if first is None or not one.body or first.body is None:
                continue
            spelling = " ".join(one.body.lower().split())
            if spelling != " ".join(first.body.lower().split()) and spelling not in told:
                told.add(spelling)
                yield archive.finding(RULE, one, a=first.body, b=one.body)
