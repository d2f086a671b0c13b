"""An instruction names nobody who is to carry it out."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.lowering import fold
from protoparse.checks.sample import sample
from protoparse.fields.person import find_names
from protoparse.pattern import Pattern

RULE = Rule(
    code="DEC03",
    name="no-responsible",
    group="decisions",
    severity="warning",
    message=("Решение {n}: не указан ответственный", "Decision {n}: nobody is responsible"),
    hint=(
        "Назовите исполнителя: «Ответственный: Фамилия И.О., должность»",
        "Name the executor: «Ответственный: Фамилия И.О., должность»",
    ),
    why="Поручение – это исполнитель, содержание и срок; поручение никому не исполнит никто.",
    source="ГОСТ Р 7.0.97 п. 5.28; практика",
    bad=(
        sample(decided2="РЕШИЛИ:\n2.1. Составить план мероприятий на зимние каникулы.\nСрок: до 01.12.2023"),
    ),
    good=(sample(decided2="РЕШИЛИ:\n2.1. Чижовой Е.А. до 1 декабря 2023 года составить план мероприятий."),),
    needs_text=False,
)


_CAPITALISED = Pattern(r"[А-ЯЁ][а-яё]{3,}")
_STEM = 5  # letters of a surname that its cases share


# who is told to do it, in front of the verb: «Студентам устранить», «Культурно-массовой комиссии
# организовать»
_ADDRESSEE = Pattern(
    r"(?:[а-я-]+(?:ой|ей|ому|ему|ым|им)\s+){0,2}(?:[а-я-]+(?:ам|ям)|комиссии|комитету|совету|отделу"
    r"|управлению|"
    r"администрации|директору|секретарю|председателю|заместителю|руководителю|заведующе[йм]у?|бухгалтеру|"
    r"завхозу|учителю|воспитателю|методисту|психологу|педагогу|библиотекарю|правлению|бюро)(?![а-я])"
)


def _addresses(text: str) -> bool:
    """Whether a decision opens with an addressee in the dative.

    >>> _addresses("Студентам устранить замечания"), _addresses("Провести беседы")
    (True, False)
    """
    return _ADDRESSEE.match(fold(text)) is not None


def _names_somebody(context: CheckContext, text: str) -> bool:
    """Whether a person stands in the sentence, by name with initials or by the surname of somebody known."""
    if find_names(text):
        return True
    words = {word[:_STEM].lower() for word in _CAPITALISED.findall(text)}
    known = (word for person in context.protocol.people for word in person.name.split() if len(word) >= _STEM)
    return any(word[:_STEM].lower() in words for word in known)


def run(context: CheckContext) -> Iterator[Finding]:
    for one in context.instructions:
        text = one.decision.text
        if not one.responsible and not _addresses(text) and not _names_somebody(context, text):
            yield context.finding(RULE, one.decision.span, n=one.ref)
