"""Neither the place of the meeting nor the remote way of taking part is stated.

The law wants one of them; in practice it is the town, the room or «в режиме видео-конференц-связи».
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="HDR06",
    name="place-missing",
    group="header",
    severity="warning",
    message=(
        "Не указано место проведения (или способ дистанционного участия)",
        "Neither the place nor the remote mode of the meeting is stated",
    ),
    hint=(
        "Добавьте населённый пункт или «в режиме видео-конференц-связи»",
        "Add the settlement, or «в режиме видео-конференц-связи»",
    ),
    why="Для протокола нужны место или способ дистанционного участия; для совещаний – по аналогии.",
    source="ГК РФ ст. 181.2 п. 4; ГОСТ Р 7.0.97, реквизит 13",
    bad=(sample(place=""),),
    good=(sample(place="", time="Заседание проводилось в режиме видеоконференции. Начало заседания: 14:00"),),
    extracts=False,
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    header = context.protocol.header
    if header.place is None and header.format is None:
        yield context.finding(RULE, context.title_place)
