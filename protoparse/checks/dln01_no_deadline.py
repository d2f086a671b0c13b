"""An instruction has no deadline, neither a labelled one nor one in its sentence.

Offices count one month then; the register may show that as assumed, never as stated.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.lowering import fold
from protoparse.checks.sample import sample
from protoparse.fields.calendar import MONTH_BEGINS
from protoparse.fields.date import find_dates
from protoparse.pattern import Pattern

RULE = Rule(
    code="DLN01",
    name="no-deadline",
    group="deadlines",
    severity="warning",
    message=("Решение {n}: не указан срок исполнения", "Decision {n}: no deadline"),
    hint=(
        "Добавьте «Срок: до ДД.ММ.ГГГГ»; без срока поручение исполняют в месячный срок",
        "Add «Срок: до ДД.ММ.ГГГГ»; without one an instruction is carried out within a month",
    ),
    why="Поручение без срока исполняют в месяц или никогда.",
    source="ГОСТ Р 7.0.97 п. 5.28; инструкции по делопроизводству",
    bad=(
        sample(
            decided2=(
                "РЕШИЛИ:\n2.1. Составить план мероприятий на зимние каникулы.\nОтветственный: Чижова Е.А."
            )
        ),
    ),
    good=(sample(decided2="РЕШИЛИ:\n2.1. Чижовой Е.А. до 1 декабря 2023 года составить план мероприятий."),),
    needs_text=False,
)


_TIME = Pattern(
    r"(?<![а-я])(?:еже(?:дневно|недельно|месячно|квартально|годно)|постоянно|систематически|немедленно"
    r"|незамедлительно|срочно|по мере|при необходимости"
    r"|в течени[еи]|в срок|к началу|до начала|до конца|по окончании|раз в|два раза в"
    rf"|(?:в|до|к|с|по)\s(?:конц[еау]\s|начал[еау]\s|середин[еу]\s)?{MONTH_BEGINS}[а-я]*"
    r"|(?:до|не позднее|с)\s\d{1,2}[.\s]|на\s(?:каникул|осенних|весенних|летних|зимних))"
)
_OF_ANOTHER = Pattern(r"(?<![а-я])от\s*$")


def names_time(text: str) -> bool:
    """Whether a sentence says when: a date that is no other document's, a month, how often.

    >>> names_time("Провести турнир 27 марта 2025 года"), names_time("По приказу от 01.02.2023")
    (True, False)
    """
    folded = fold(text)
    if _TIME.search(folded):
        return True
    return any(
        not _OF_ANOTHER.search(folded[: form.start]) for form in find_dates(text) if form.kind != "short"
    )


def run(context: CheckContext) -> Iterator[Finding]:
    for one in context.instructions:
        if not one.has_deadline and not names_time(one.decision.text):
            yield context.finding(RULE, one.decision.span, n=one.ref)
