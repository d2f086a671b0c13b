"""One deadline mixes what cannot go together: «ежегодно в сентябре текущего года и по мере необходимости»."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.deadlines import deadlines
from protoparse.checks.finding import Finding, shorten
from protoparse.checks.lowering import fold
from protoparse.checks.sample import sample
from protoparse.fields.date import find_dates
from protoparse.pattern import Pattern

RULE = Rule(
    code="DLN06",
    name="contradictory",
    group="deadlines",
    severity="warning",
    message=(
        "Решение {n}: противоречивый срок «{raw}»",
        "Decision {n}: the deadline «{raw}» contradicts itself",
    ),
    hint=("Разделите на два поручения", "Split it into two instructions"),
    why="Повторяемость и единственная дата в одном сроке: неясно, когда поручение исполнено.",
    source="практика",
    bad=(
        sample(
            decided2=(
                "РЕШИЛИ:\n2.1. Проводить беседы.\nОтветственный: Чижова Е.А.\n"
                "Срок: ежегодно в декабре текущего года и по мере необходимости"
            )
        ),
    ),
    good=(
        sample(
            decided2=(
                "РЕШИЛИ:\n2.1. Проводить беседы.\nОтветственный: Чижова Е.А.\nСрок: ежемесячно до 25.05.2024"
            )
        ),
    ),
    needs_text=False,
)

_YEARLY = Pattern(r"ежегодн|каждый год|раз в год|один раз в год")
_THIS_YEAR = Pattern(r"(?:текущ|эт|нынешн)[а-я]+ (?:учебного )?год")
_THEN = Pattern(r"далее|затем|впоследствии|в дальнейшем|потом")
_WHEN_NEEDED = Pattern(r"по мере|при необходимости|по необходимости")


def contradicts_itself(text: str) -> bool:
    """Whether the words of a deadline exclude each other.

    >>> contradicts_itself("ежегодно до 1 сентября"), contradicts_itself("01.09.2024 и по мере необходимости")
    (False, True)
    """
    folded = fold(text)
    if _THEN.search(folded):
        return False
    dated = any(form.year_known for form in find_dates(text))
    if _YEARLY.search(folded) and (_THIS_YEAR.search(folded) or dated):
        return True
    return _WHEN_NEEDED.search(folded) is not None and (dated or _THIS_YEAR.search(folded) is not None)


def run(context: CheckContext) -> Iterator[Finding]:
    for one, deadline, _ in deadlines(context):
        if contradicts_itself(deadline.text):
            yield context.finding(RULE, deadline.span, n=one.ref, raw=shorten(deadline.text, 80))
