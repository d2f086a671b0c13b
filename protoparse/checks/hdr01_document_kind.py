"""The document does not say that it is minutes.

One of the first lines should be the word ПРОТОКОЛ (or ВЫПИСКА ИЗ ПРОТОКОЛА), letter-spaced or not. Without it
neither people nor registers can tell minutes from a plan, an order or a list that lies in the same folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.lowering import fold
from protoparse.checks.sample import sample
from protoparse.pattern import Pattern

RULE = Rule(
    code="HDR01",
    name="document-kind",
    group="header",
    severity="error",
    message=("Не найдено наименование вида документа «ПРОТОКОЛ»", "No document-type line «ПРОТОКОЛ» found"),
    hint=(
        "Проверьте, протокол ли это; напишите над заголовком «ПРОТОКОЛ»",
        "Check that the file is minutes at all; write «ПРОТОКОЛ» above the title",
    ),
    why="Без названия вида документа протокол не отличить от плана, приказа или списка из той же папки.",
    source="ГОСТ Р 7.0.97, реквизит 09 (п. 5.9); инструкции по делопроизводству, раздел «Протокол»",
    bad=(sample(title="", body="Заседание педагогического совета"),),
    good=(sample(title="П Р О Т О К О Л № 3"), sample(title="ВЫПИСКА ИЗ ПРОТОКОЛА № 3")),
)

_LINES = 30
_NO_LETTERS = Pattern(r"[\W\d_]+")
_KINDS = ("протокол", "выпискаизпротокола", "мемопротокол")


def run(context: CheckContext) -> Iterator[Finding]:
    lines = [line for line in context.whole_text.splitlines() if line.strip()][:_LINES]
    letters = [_NO_LETTERS.sub("", fold(line)) for line in lines]
    # the title may be two lines, «ВЫПИСКА» and «ИЗ ПРОТОКОЛА», and may follow the name of the institution
    if not any(line.startswith(_KINDS) for line in (*letters, "".join(letters[:2]))) and not any(
        "протокол" in fold(part.unit.text) for part in context.title_units
    ):
        yield context.finding(RULE, context.title_place)
