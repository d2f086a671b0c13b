"""The JSON Schema of a grammar file, for editors; `grammars/schema.json` is made from here."""

from __future__ import annotations

import json
from typing import Any

from protoparse.grammar.shapes import SHAPES
from protoparse.grammar.spec import KINDS, GrammarSpec

NAME = "schema.json"
# what an editor shows beside a key, for the authors of grammars
_HINTS = {
    "GrammarSpec": {
        "schema": "Версия языка грамматик: 1.",
        "name": "Имя: строчные латинские буквы, как у файла.",
        "title": "Название вида протоколов, для людей.",
        "extends": "Грамматика, которую эта расширяет; обычно base.",
        "flow": "Порядок: раздел → выражение над ролями и разделами (| * + ? и скобки); начинается с root.",
        "cost": "Цены пути в баллах.",
        "macro": "Куски выражений: в метке пишется {имя}.",
        "words": "Слово ядра → слова документа, которые читать как его.",
        "block": "Роли блоков: метки, примеры, столбцы.",
    },
    "BlockSpec": {
        "marks": "Метки: приметы, по которым узнаётся роль.",
        "yes": "Примеры этой роли; должны набрать 0 баллов или больше.",
        "no": "Похожее, но другой роли; должно набрать меньше 0 баллов.",
        "drop": "Какие унаследованные метки убрать, по id.",
        "split": "Выражения: где они находятся в абзаце, начинается новый блок. Буквы как в документе.",
        "columns": "Столбец → заголовки, какими он бывает.",
        "fields": "Столбец → что лежит в его ячейках.",
        "bare": "Вида абзаца достаточно, слова не обязательны.",
        "continues": "Столбец: где он пуст, строка продолжает предыдущую.",
    },
    "MarkSpec": {
        "id": "Имя метки; с именем унаследованной — замена.",
        "like": "Слова в начале блока, опечатки прощаются.",
        "re": "Выражение с начала блока: строчные буквы, е вместо ё, дефис, прямые кавычки.",
        "shape": "Вид блока.",
        "columns": "Сколько столбцов роли должно быть в шапке таблицы.",
        "not": "Метка говорит, когда примета НЕ нашлась.",
        "tail": "Искать выражение в конце блока, а не в начале.",
        "w": "Баллы: сколько метка прибавляет роли, с минусом отнимает.",
    },
    "CostSpec": {
        "jump": "Переход вне порядка.",
        "other": "Блок не узнан.",
        "base": "Роль без улик.",
        "blind": "И ещё столько, если за роль говорит только вид абзаца.",
        "goes_on": "Блок явно продолжает предыдущий.",
    },
}


def grammar_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a grammar: its keys, shapes by name, one kind for each mark."""
    schema = GrammarSpec.model_json_schema(by_alias=True)
    mark = schema["$defs"]["MarkSpec"]
    mark["properties"]["shape"] = {"enum": sorted(SHAPES), "title": "Shape"}
    for kind in ("like", "re", "columns"):
        shape = mark["properties"][kind]
        given = [one for one in shape.pop("anyOf") if one.get("type") != "null"]
        shape.pop("default", None)
        shape.update(given[0])
    for model, hints in _HINTS.items():
        properties = (schema if model == "GrammarSpec" else schema["$defs"][model])["properties"]
        for key, hint in hints.items():
            properties[key]["description"] = hint
    mark["oneOf"] = [{"required": [kind]} for kind in KINDS]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "protoparse grammar",
        "description": "How one kind of minutes is recognised: marks of blocks and the order of blocks.",
    }


def schema_text() -> str:
    """The schema as `grammars/schema.json` holds it."""
    return json.dumps(grammar_schema(), ensure_ascii=False, indent=2) + "\n"
