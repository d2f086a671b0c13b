"""Named predicates over units that marks can ask for: `shape = "numbered"`.

Each takes a unit and answers yes or no; answers are kept on the unit, as several grammars ask the same.
"""

from __future__ import annotations

from collections.abc import Callable

from protoparse.fields.infinitive import has_infinitive, opens_with_infinitive
from protoparse.grammar.orders import opens_with_dative
from protoparse.normalise import Unit
from protoparse.pattern import Pattern, any_of
from protoparse.view import fold

Shape = Callable[[Unit], bool]

INITIALS = r"[А-ЯЁІЇЄҐ][а-яёіїєґ]?\s?[.,]{1,2}\s?(?:[А-ЯЁІЇЄҐ][а-яёіїєґ]?\s?(?:[.,]|\b))?"
SURNAME = r"[А-ЯЁІЇЄҐ][а-яёіїєґ]+(?:-[А-ЯЁІЇЄҐ][а-яёіїєґ]+)?"
_PATRONYMIC = (
    r"[А-ЯЁІЇЄҐ][а-яёіїєґ]+(?:вич|вна|ична|вича|вичу|вичем|вны|вне|вну|вной|ичны|ичне|ичну|ичной|оглы|кызы)\b"
)
NAME = Pattern(
    r"(?=[А-ЯЁІЇЄҐX])"  # spares most places the alternatives
    rf"(?:{SURNAME},?\s?{INITIALS}(?![а-яёіїєґ])|(?<![\w.]){INITIALS}\s?{SURNAME}"
    rf"|[А-ЯЁІЇЄҐ]{{3,}},?\s{INITIALS}(?![а-яёіїєґ])"
    rf"|(?<![\w.]){INITIALS}\s?[А-ЯЁІЇЄҐ]{{3,}}(?!\w)|{SURNAME}\s+[А-ЯЁІЇЄҐ][а-яёіїєґ]+\s+{_PATRONYMIC}"
    rf"|[А-ЯЁІЇЄҐ][а-яёіїєґ]+\s+{_PATRONYMIC}"
    r"|\b[ХX]{3,}\b)"
)
_NAME_LAST = Pattern(rf"(?:{NAME.source})[\s_./,;:]*$")
_NAME_ONLY = Pattern(rf"[\s_/,.;]*(?:{NAME.source})[\s_/,.;]*$")
_SPEECH_STEMS = """
    отмети сообщи рассказа доложи проинформирова ознакоми познакоми представи озвучи проанализирова обрати
    подчеркну поясни поблагодари предложи высказа поддержа напомни подве выступи зачита огласи разъясни
    попроси проси внес довел дове донес рекомендова привел приве ответи задал зада выразил вырази указа уточни
    добави заяви объясни обоснова раскры охарактеризова остановил останови открыл закрыл продемонстрирова
    показа поделил подели спроси возрази согласи
"""
_SPEECH = Pattern(
    rf"\b{any_of(_SPEECH_STEMS.split())}(?:л|ла|ли|лся|лась|лись|ало|ал|ала|али|ил|ила|или|л[аи]?сь)?\b"
)
_TOPIC = Pattern(
    r"(?:о|об|обо|по вопросу|итоги|анализ|отчет|доклад|информация|утверждение|рассмотрение|организация"
    r"|подготовка|обсуждение|результаты|избрание|выборы|принятие|согласование|разное|прочее"
    r"|текущие вопросы|организационн\w+ вопрос\w*|назначение|распределение|внесение|определение|прием"
    r"|исключение|изменение|награждение|планирование|план|состояние|ход|реализация|выполнение"
    r"|исполнение|проведение|обеспечение|профилактика|использование|формирование|совершенствование"
    r"|деятельность|особенности|роль|система|работа|цели|задачи|адаптация|мониторинг|заслушивание"
    r"|ознакомление|проект|проблемы|пути|предложения|перспективы|меры|мероприятия|допуск|перевод"
    r"|аттестация|выдвижение|повышение|развитие|внедрение)\b"
)
_SENTENCE_END = Pattern(r"[.!?…][\"»”)]*$")


def _style(name: str, value: object) -> Shape:
    return lambda unit: getattr(unit.block.style, name) == value


def _label(*kinds: str, depth: int = 0) -> Shape:
    def shape(unit: Unit) -> bool:
        label = unit.label
        if label is None or label.kind not in kinds:
            return False
        return depth == 0 or (label.depth == 1 if depth == 1 else label.depth >= depth)

    return shape


def _caps(unit: Unit) -> bool:
    text = unit.text
    if sum(map(str.islower, text[: 40 + len(text) // 4])) > 0.2 * len(text):  # most texts, seen at once
        return False
    letters = [*filter(str.isalpha, text)]
    return len(letters) >= 4 and sum(map(str.isupper, letters)) >= 0.8 * len(letters)


def _opens_lower(unit: Unit) -> bool:
    start = unit.label.end if unit.label else 0
    for char in unit.text[start : start + 3]:
        if char.isalpha():
            return char.islower()
    return False


def _names_in_rows(unit: Unit) -> bool:
    """Whether at least half of the rows of a table, and two of them, name somebody."""
    named = sum(any(NAME.search(cell.view.flat) for cell in row) for row in unit.rows)
    return named > 1 and named * 2 >= len(unit.rows)


def _topics_in_rows(unit: Unit) -> bool:
    """Whether most rows of a table, and two of them, have a cell that opens like a question of an agenda."""
    topics = sum(any(_TOPIC.match(fold(cell.view.flat).lstrip('"')) for cell in row) for row in unit.rows)
    return topics > 1 and topics * 3 >= len(unit.rows) * 2


def _name_at_start(unit: Unit) -> bool:
    start = unit.label.end if unit.label else 0
    return NAME.match(unit.text, start) is not None


def _name_at_end(unit: Unit) -> bool:
    if not ask("name", unit):
        return False
    return any(
        match.end() >= len(unit.text.rstrip(" _./,;:")) - 1 for match in NAME.finditer(unit.text[-60:])
    ) or bool(_NAME_LAST.search(unit.text[-60:]))


SHAPES: dict[str, Shape] = {
    "any": lambda unit: not unit.is_table,
    "table": lambda unit: unit.is_table,
    "name_rows": _names_in_rows,
    "topic_rows": _topics_in_rows,
    "long": lambda unit: len(unit.text) > 160,
    "short": lambda unit: len(unit.text) <= 60,
    "tiny": lambda unit: len(unit.text) <= 24,
    "numbered": _label("decimal", depth=1),
    "subnumbered": _label("decimal", depth=2),
    "lettered": _label("letter"),
    "roman": _label("roman"),
    "bulleted": _label("bullet"),
    "labelled": lambda unit: unit.label is not None,
    "caps": _caps,
    "bold": _style("bold", True),
    "centered": _style("align", "center"),
    "right": _style("align", "right"),
    "colon": lambda unit: unit.text.endswith(":"),
    "sentence": lambda unit: _SENTENCE_END.search(unit.text) is not None,
    "semicolon": lambda unit: unit.text.endswith((";", ",")),
    "lower": _opens_lower,
    "gap": lambda unit: "\t" in unit.view.text,
    "underscores": lambda unit: "___" in unit.text,
    "bracketed": lambda unit: unit.text.startswith("(") and unit.text.rstrip(".;, ").endswith(")"),
    "quoted": lambda unit: unit.content.text[:1] in '«"“„',
    "name": lambda unit: NAME.search(unit.text) is not None,
    "names": lambda unit: ask("name", unit) and len(NAME.findall(unit.text)) > 2,
    "name_start": _name_at_start,
    "name_end": _name_at_end,
    "name_only": lambda unit: _NAME_ONLY.match(unit.text[unit.label.end if unit.label else 0 :]) is not None,
    "bold_name": lambda unit: unit.block.style.bold and len(unit.text) < 90 and _name_at_start(unit),
    "infinitive": lambda unit: opens_with_infinitive(unit.folded),
    "orders": lambda unit: has_infinitive(unit.folded, 160),
    "dative": lambda unit: opens_with_dative(unit.folded),
    "speech": lambda unit: _SPEECH.search(unit.folded) is not None,
    "topic": lambda unit: _TOPIC.match(unit.folded.lstrip('"')) is not None,
    "broken": lambda unit: unit.broken,
    "cut": lambda unit: unit.cut,
    "echo": lambda unit: False,  # set by label.py: the words stood in an earlier unit
    "restart": lambda unit: False,  # set by label.py: numbering begins again at 1
    "early": lambda unit: unit.index < 14,  # label.py narrows it for short documents
}


TABLE_SHAPES = frozenset({"table", "name_rows", "topic_rows"})
"""Shapes that only tables have."""

ANY_SHAPES = frozenset({"early"})
"""Shapes that tables and paragraphs have; all others are asked of paragraphs."""

# Shapes that say how a paragraph looks, not what it says: no evidence for a role by themselves.
LOOKS = frozenset(
    [
        "name",
        "names",
        "numbered",
        "subnumbered",
        "lettered",
        "bulleted",
        "labelled",
        "quoted",
        "any",
        "long",
        "short",
        "tiny",
        "caps",
        "bold",
        "centered",
        "right",
        "colon",
        "sentence",
        "semicolon",
        "lower",
        "gap",
        "broken",
        "cut",
        "early",
        "table",
    ]
)


def look(unit: Unit) -> dict[str, bool]:
    """The answers of all shapes for a paragraph."""
    answers = unit.shapes
    if len(answers) < len(SHAPES):
        for name in SHAPES:
            if name not in answers:
                answers[name] = SHAPES[name](unit)
    return answers


def ask(name: str, unit: Unit) -> bool:
    """The answer of a shape for a unit, computed once."""
    answer = unit.shapes.get(name)
    if answer is None:
        answer = unit.shapes[name] = SHAPES[name](unit)
    return answer
