"""A meeting was announced for a month or a day, and the archive has no minutes of the body from then."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from protoparse.checks.archive import Archive
from protoparse.checks.base import Rule
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="ARC07",
    name="announced-meeting",
    group="archive",
    severity="info",
    message=(
        "Анонсировано заседание ({when}), протокола в архиве нет",
        "A meeting was announced ({when}), but its minutes are not in the archive",
    ),
    hint=("Узнайте, состоялось ли заседание", "Ask whether the meeting took place"),
    why="Заседание по плану было, а протокола нет: он потерян или заседание не состоялось.",
    source="практика",
    bad=(
        (
            sample(
                "а.txt",
                date="12.04.2023",
                decided2=(
                    "РЕШИЛИ:\n2.1. Заслушать отчёт о питании на следующем заседании.\nОтветственный: "
                    "Чижова Е.А.\nСрок: май 2023 года"
                ),
            ),
            sample("б.txt", title="ПРОТОКОЛ № 4"),
        ),
    ),
    good=((sample("а.txt"), sample("б.txt", title="ПРОТОКОЛ № 4", date="22.11.2023")),),
    scope="archive",
)


def run(archive: Archive) -> Iterator[Finding]:
    for group in archive.bodies.values():
        days = sorted({one.date for one in group if one.date is not None})
        for summary in group:
            for announced in summary.announcements:
                if announced.last >= archive.config.today:
                    continue
                held = days[bisect_left(days, announced.first) : bisect_right(days, announced.last)]
                if not set(held[:2]) - {summary.date}:
                    yield archive.finding(RULE, summary, announced.spot, when=announced.when)
