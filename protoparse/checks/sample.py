"""Minutes for trying rules on: a faultless model whose parts a sample replaces. All people are invented."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

MODEL: dict[str, str] = {
    "approval": "",
    "title": "ПРОТОКОЛ № 3",
    "body": "заседания педагогического совета",
    "date": "15.11.2023",
    "place": "г. Заречный",
    "time": "Начало заседания: 14:00",
    "chair": "Председатель: Лапшина Анна Петровна, директор школы",
    "secretary": "Секретарь: Гуляева М.С., учитель истории",
    "total": "Всего членов педагогического совета: 6. Присутствовали: 5 человек. Кворум имеется.",
    "present": "Присутствовали: Лапшина А.П., Гуляева М.С., Дроздов В.В., Чижова Е.А., Сомов П.Н.",
    "absent": "Отсутствовали: Ершова Т.И.",
    "invited": "",
    "agenda": (
        "Повестка дня:\n1. Итоги первой четверти. Докладчик: Дроздов В.В.\n"
        "2. Подготовка к зимним каникулам. Докладчик: Чижова Е.А."
    ),
    "heard1": "1. СЛУШАЛИ: Дроздова В.В. об итогах первой четверти.",
    "talk1": "",
    "spoke1": "ВЫСТУПИЛИ: Сомов П.Н. предложил чаще проводить консультации.",
    "decided1": (
        "РЕШИЛИ:\n1.1. Утвердить отчёт об итогах первой четверти.\n"
        "1.2. Провести дополнительные консультации по математике.\n"
        "Ответственный: Сомов П.Н.\nСрок: до 20.12.2023"
    ),
    "vote1": "Голосовали: за – 5, против – нет, воздержались – нет.",
    "heard2": "2. СЛУШАЛИ: Чижову Е.А. о подготовке к зимним каникулам.",
    "decided2": (
        "РЕШИЛИ:\n2.1. Составить план мероприятий на зимние каникулы.\nОтветственный: Чижова Е.А.\nСрок: "
        "до 01.12.2023"
    ),
    "vote2": "Голосовали: за – 5, против – нет, воздержались – нет.",
    "annex": "",
    "chair_signature": "Председатель ______________ А.П. Лапшина",
    "secretary_signature": "Секретарь ______________ М.С. Гуляева",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A set of minutes: the model with `parts` replaced (an empty part is left out), or `text` as it stands.

    `name` is the file's name; `as_of` the day on which it is checked.
    """

    parts: Mapping[str, str] = field(default_factory=dict)
    text: str | None = None
    name: str = "протокол.txt"
    as_of: datetime.date = datetime.date(2023, 11, 25)

    @property
    def source(self) -> str:
        """The whole text."""
        if self.text is not None:
            return self.text
        return "\n\n".join(part for part in {**MODEL, **self.parts}.values() if part) + "\n"

    @property
    def shown(self) -> str:
        """What differs from the model: the part that an explanation of a rule shows."""
        if self.text is not None:
            return self.text.strip()
        changed = {key: text for key, text in self.parts.items() if text != MODEL[key]}
        return "\n".join(text for text in changed.values() if text)

    @property
    def missing(self) -> str:
        """The first line of each part of the model that is left out."""
        gone = [MODEL[key] for key, text in self.parts.items() if not text and MODEL[key]]
        return "\n".join(part.splitlines()[0] for part in gone)

    @property
    def known_by(self) -> str:
        """Title and date, by which a document of an archive is told from the others."""
        return ", ".join({**MODEL, **self.parts}[key] for key in ("title", "date"))


def sample(
    name: str = "протокол.txt", *, as_of: datetime.date = datetime.date(2023, 11, 25), **parts: str
) -> Sample:
    """The model minutes with some parts replaced.

    >>> sample(title="ПРОТОКОЛ", date="").source.splitlines()[0]
    'ПРОТОКОЛ'
    >>> sample(title="ПРОТОКОЛ").shown
    'ПРОТОКОЛ'
    """
    unknown = parts.keys() - MODEL.keys()
    if unknown:
        raise KeyError(f"the model has no parts {sorted(unknown)}")
    return Sample(parts, None, name, as_of)


def bare(text: str) -> Sample:
    """A sample of its own text, with nothing of the model."""
    return Sample({}, text)


GOOD = Sample()
"""The model itself: no rule may fire in it."""
