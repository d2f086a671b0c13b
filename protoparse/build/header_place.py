"""Where a meeting was held: a town, an address, a room."""

from __future__ import annotations

import re
from collections.abc import Sequence

from protoparse.build.context import Labelled, tidy, without
from protoparse.build.header_facts import Fact, values_of
from protoparse.fields.clock import find_times
from protoparse.fields.date import find_dates
from protoparse.fields.number import find_numbers
from protoparse.pattern import Pattern

_SETTLEMENT = Pattern(
    r"(?<![\w.])(?:(?:г|гор|пгт|п|пос|с|д|дер|р\.\s?п|рп|ст|ст-ца|х|аул|мкр|к|каб|ауд|ул)\.\s?(?=[А-ЯЁ«\d])"
    r"|(?:пгт|рп|г|с|п|д)\s(?=[А-ЯЁ])"
    r"|(?:город|посёлок|поселок|село|деревня|станица|хутор|аул|кабинет|аудитория|актовый зал)\b)"
)
_HOUSE_OR_ROOM = Pattern(
    r"(?:М[БКА]|ГБ|КГ|ФГБ|КО)?[А-ЯЁ]{2,6}\s*«|[Аа]ктовый|[Зз]ал\b|[Уу]чительская|[Кк]онференц"
)
_ROOM = Pattern(r"[А-ЯЁа-яё]+(?:ий|ый|ой)\s(?:кабинет|зал|класс)\b")  # «методический кабинет»
_CONNECTED = Pattern(r"\s*[/,;]\s*(?:подключени\w|вкс|онлайн|дистанционн).*$", re.IGNORECASE)
_REST_OF_LABEL = Pattern(r"(?:\w+\s){0,2}(?:общего\s+)?собрания(?:\s\w+)?$")
_NUMBERED_PLACE = Pattern(r"(?:каб|ауд|дом|корпус|школ|кабинет|подъезд|кв)\w*\.?\s*$")
_LEFTOVERS = Pattern(r"\bот\s*(?=$|[,.])|^\s*от\b|_{2,}|«\s*»")
_LONGEST_LINE = 50  # characters of a line of the letterhead that may be a place alone


def read_place(parts: Sequence[Labelled], facts: Sequence[Fact]) -> str | None:
    """The place as printed: labelled, else beside the date, else a settlement on a line of its own."""
    for view in values_of(facts, "place"):
        value = _CONNECTED.sub("", _without_figures(view.flat))
        if value and value not in (".", ":") and not _REST_OF_LABEL.match(value):
            return value
    for part in parts:
        if part.role == "date_line":
            for piece in part.unit.view.text.split("\t"):
                place = _beside_date(piece)
                if place:
                    return place
    for part in parts:
        text = part.unit.text
        if part.role in ("docline", "headline") and len(text) < _LONGEST_LINE and _SETTLEMENT.match(text):
            return tidy(text).strip(" .,")
    return None


def _beside_date(piece: str) -> str | None:
    """The place in a piece of a line that holds the date."""
    rest = _without_figures(piece)
    settlement = _ROOM.match(rest) or _SETTLEMENT.search(rest)
    if settlement:
        return tidy(_CONNECTED.sub("", rest[settlement.start() :])).strip(" .,;")
    if _HOUSE_OR_ROOM.match(rest) and len(rest) < 80:
        return tidy(rest)
    return None


def _without_figures(text: str) -> str:
    """The text without dates, times and numbers of the protocol; «каб. № 5» keeps its own."""
    cuts = [(form.start, form.end) for form in find_dates(text)]
    cuts += [(form.start, form.end) for form in find_times(text) if form.edge]
    for form in find_numbers(text.replace("_", " ")):
        if not form.of_body and not _NUMBERED_PLACE.search(text[: form.start].lower()):
            cuts.append((form.start, form.end))
    return tidy(_LEFTOVERS.sub(" ", without(text, cuts))).strip(" ,;:–—-.")
