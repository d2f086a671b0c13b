"""The files that a new grammar begins with: a commented grammar, a label file, an example still to be met."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from protoparse.errors import OutputError, UsageError
from protoparse.grammar.folders import find_grammar
from protoparse.pattern import Pattern

NAME = Pattern(r"[a-z][a-z0-9_-]*")

_TOML = """\
#:schema ./schema.json
# Подсказки редактору: protoparse grammar schema -o schema.json
# {name}: чем эти протоколы отличаются от общего ядра. Всё, чего здесь нет, берётся из «{parent}».
# Проверка: protoparse grammar test {name}.toml — один пример ниже нарочно не проходит: начните с него.
schema  = 1
name    = "{name}"
title   = "Назовите вид протоколов"
extends = "{parent}"

# Куски выражений, которые нужны не раз: в метке пишется {{word}}.
[macro]
word = '[а-я]+'

# Роль блока «СЛУШАЛИ». Метки прибавляют к унаследованным: id новый — метка новая, id прежний — замена.
[block.heard]
# drop = ["floor"]                    # убрать унаследованную метку
marks = [
  # слова, с которых начинается блок; опечатки прощаются. Впишите сюда слово из примера ниже.
  {{ id = "own_words", like = ["замените меня"], w = 8 }},
  # выражение с начала блока: строчные буквы, без ё, дефис вместо тире, прямые кавычки
  {{ id = "own_pattern", re = 'к\\s+рассмотрению\\s+{{word}}', w = 6 }},
]
yes = [
  "К рассмотрению предложено заявление",
  "ВНИМАНИЮ ПРЕДСТАВЛЕНО: отчёт Лося Б.В.", # не проходит, пока слова нет в own_words
]
no = ["Заслушать отчёт на следующем заседании"]

# Заголовки столбцов таблицы поручений, какими они бывают в ваших протоколах.
[block.decision_table.columns]
decision = ["что сделать"]
"""

_LAB = """\
# Протокол, размеченный руками: роль │ текст. Замените своим:
# protoparse label ДОКУМЕНТ -o {name}.lab
title         │ ПРОТОКОЛ № 1
headline      │ заседания совета
date_line     │ 15.03.2024
present_head  │ Присутствовали: Лось Б.В., Берёзкина А.И.
agenda_head   │ Повестка дня:
agenda_item   │ 1. О годовом отчёте.
agenda_item   │ 2. О плане на новый год.
heard         │ ВНИМАНИЮ ПРЕДСТАВЛЕНО: отчёт Лося Б.В.
decision_head │ РЕШИЛИ:
decision      │ 1.1. Утвердить отчёт.
heard         │ СЛУШАЛИ: Берёзкину А.И.
decision_head │ РЕШИЛИ:
decision      │ 2.1. Утвердить план.
vote          │ Голосовали: единогласно.
signature     │ Председатель ____________ Б.В. Лось
"""


@dataclass(frozen=True, slots=True)
class Starter:
    """The two files written."""

    grammar: Path
    labels: Path


def write_starter(name: str, parent: str = "base", folder: Path = Path()) -> Starter:
    """Write NAME.toml and NAME.lab into a folder.

    Raises UsageError for a name that cannot be one, GrammarError where there is no such parent, OutputError
    where a file exists already or cannot be written.
    """
    if not NAME.fullmatch(name):
        raise UsageError(
            "G004",
            f"«{name}» не годится в имена: строчные латинские буквы, цифры, «-» и «_», первой буква",
            f"“{name}” is no name for a grammar: lower case letters, digits, - and _, a letter first",
        )
    find_grammar(parent)
    starter = Starter(folder / f"{name}.toml", folder / f"{name}.lab")
    for path, text in ((starter.grammar, _TOML), (starter.labels, _LAB)):
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text.format(name=name, parent=parent))
        except FileExistsError as problem:
            raise OutputError(
                "W001",
                f"{path}: файл уже есть, назовите иначе",
                f"{path}: exists already, choose another name",
            ) from problem
        except OSError as problem:
            raise OutputError(
                "W002", f"{path}: не записать: {problem.strerror}", f"{path}: {problem}"
            ) from problem
    return starter
