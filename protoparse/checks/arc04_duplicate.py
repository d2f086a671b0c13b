"""Two files hold the same minutes: copies, or a docx and its pdf."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.archive import Archive
from protoparse.checks.base import Rule
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="ARC04",
    name="duplicate",
    group="archive",
    severity="warning",
    message=("Дубликат: {a} и {b}", "Duplicate: {a} and {b}"),
    hint=(
        "Считайте один раз: для реестра лучше подписанный pdf, для текста – docx",
        "Count once; prefer the signed pdf for the register and the docx for the text",
    ),
    why="Копия удваивает протокол в отчётах; остальные правила архива её не считают.",
    source="практика",
    bad=((sample("а.txt"), sample("копия.txt")),),
    good=((sample("а.txt"), sample("б.txt", title="ПРОТОКОЛ № 4", date="22.11.2023")),),
    scope="archive",
)


def run(archive: Archive) -> Iterator[Finding]:
    for original, copy in archive.copies:
        a, b = original.file, copy.file
        if a == b:
            a, b = f"{a}, протокол {original.protocol}", f"{b}, протокол {copy.protocol}"
        yield archive.finding(RULE, copy, a=a, b=b)
