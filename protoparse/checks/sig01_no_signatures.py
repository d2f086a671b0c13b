"""There is no block of signatures."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample

RULE = Rule(
    code="SIG01",
    name="no-signatures",
    group="signatures",
    severity="error",
    message=("Нет блока подписей", "There is no signature block"),
    hint=(
        "Проверьте последнюю страницу скана; копии без подписей нужна отметка о заверении",
        "Check the last page of the scan; a copy without signatures needs a certification mark",
    ),
    why="Неподписанный протокол – черновик.",
    source="ГОСТ Р 7.0.97, реквизит 22 (п. 5.22); ГК РФ ст. 181.2 п. 3",
    bad=(sample(chair_signature="", secretary_signature=""),),
    good=(sample(),),
    needs_text=False,
)


def run(context: CheckContext) -> Iterator[Finding]:
    if not context.protocol.signatures:
        yield context.finding(RULE, context.end_place)
