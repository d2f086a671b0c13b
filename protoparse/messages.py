"""What the command says to people, in Russian («ru», the default) and English («en»)."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

from protoparse.pattern import Pattern

LANGUAGES = ("ru", "en")
VARIABLE = "PROTOPARSE_LANG"

_TEXTS: dict[str, tuple[str, str]] = {
    "about": (
        "Протоколы заседаний (docx, pdf, txt) в JSON: по правилам, без сети, всегда одинаково.",
        "Russian minutes of meetings (docx, pdf, txt) to JSON: by rules, offline, always the same.",
    ),
    "usage": (
        "Укажите файл: protoparse ФАЙЛ. Справка: protoparse --help",
        "Name a file: protoparse FILE. Help: protoparse --help",
    ),
    "examples": (
        """\b
Примеры:
  protoparse протокол.docx                  JSON на экран
  protoparse протокол.docx -o протокол.json JSON в файл
  protoparse скан.pdf --compact             JSON одной строкой
  cat протокол.txt | protoparse -           из стандартного ввода
  protoparse text протокол.docx             текст, на который указывают span
  protoparse explain протокол.docx          какое правило узнало каждый блок
  protoparse schema                         JSON Schema результата

Команда parse подразумевается: «protoparse ФАЙЛ» то же, что «protoparse parse ФАЙЛ»; её параметры:
protoparse parse --help. Файл, названный как команда, указывайте с папкой: protoparse ./text

\b
Код возврата: 0 успех, 1 проверка нашла ошибки, 2 неверный вызов, 3 файл не читается,
4 ошибка в грамматике, 5 результат не записан, 70 ошибка программы, 130 прервано.""",
        """\b
Examples:
  protoparse minutes.docx                   JSON to the screen
  protoparse minutes.docx -o minutes.json   JSON to a file
  protoparse minutes.pdf --compact          JSON on one line
  cat minutes.txt | protoparse -            from standard input
  protoparse text minutes.docx              the text that spans refer to
  protoparse explain minutes.docx           which rule labelled each block
  protoparse schema                         JSON Schema of the output

The command parse is implied: “protoparse FILE” is “protoparse parse FILE”; its options are in
protoparse parse --help. Name a file that is called like a command with its folder: protoparse ./text

\b
Exit codes: 0 ok, 1 faults found by a check, 2 usage, 3 input unreadable, 4 grammar,
5 output not written, 70 a bug of ours, 130 interrupted.""",
    ),
    "parse": (
        "Разобрать файл и вывести JSON (команда по умолчанию).",
        "Parse a file and print JSON (the default).",
    ),
    "text": (
        "Вывести извлечённый текст, на который указывают span.",
        "Print the extracted text that spans refer to.",
    ),
    "explain": (
        "Показать, какое правило узнало каждый блок и что было вторым.",
        "Show which rule labelled each block, and what came second.",
    ),
    "schema": ("Вывести JSON Schema результата.", "Print the JSON Schema of the output."),
    "file": (
        "Файл .docx, .pdf или .txt; «-»: стандартный ввод.",
        "A .docx, .pdf or .txt file; “-” is standard input.",
    ),
    "file_name": ("ФАЙЛ", "FILE"),
    "format": (
        "Вид файла: docx, pdf, txt (иначе по содержимому).",
        "Kind of file: docx, pdf, txt (else by content).",
    ),
    "grammar": (
        "Имя грамматики или путь к своему файлу .toml (иначе выбирается сама).",
        "Name of a grammar or the path of a .toml file (else chosen by score).",
    ),
    "limit_form": ("ИМЯ=ЧИСЛО", "NAME=NUMBER"),
    "limit": (
        "Поднять или снизить предел чтения, например pages=3000 или part=128M.",
        "Raise or lower a limit of reading, e.g. pages=3000 or part=128M.",
    ),
    "indent": ("Отступ в JSON, пробелов.", "Spaces of indentation in the JSON."),
    "compact": ("JSON одной строкой.", "JSON on one line."),
    "output": ("Записать в файл (целиком или никак).", "Write to a file (all of it or nothing)."),
    "quiet": ("Не сообщать о замечаниях к чтению файла.", "Say nothing about how the file was read."),
    "lang": ("Язык сообщений: ru, en.", "Language of messages: ru, en."),
    "block": ("Подробно об одном блоке, номер с 1.", "One block in full, numbered from 1."),
    "version": ("Показать версию и выйти.", "Show the version and exit."),
    "bug": (
        "внутренняя ошибка: {kind}, {place}. Сообщите о ней и приложите файл, если он не секретный; "
        "подробности: PROTOPARSE_DEBUG=1",
        "internal error: {kind}, {place}. Please report it with the file if it is not confidential; "
        "details: PROTOPARSE_DEBUG=1",
    ),
    "interrupted": ("прервано", "interrupted"),
    "bad_language": (
        "неизвестный язык «{value}»; возможны ru, en",
        "unknown language “{value}”; possible are ru, en",
    ),
    "named_like_command": (
        "файл, названный как команда, указывайте с папкой: protoparse {path}",
        "name a file that is called like a command with its folder: protoparse {path}",
    ),
    "no_block": ("нет блока {block}; в файле их {count}", "there is no block {block}; the file has {count}"),
    "grammar_used": ("грамматика", "grammar"),
    "lead": ("лучше общей на", "better than the general one by"),
    "rivals": ("вид неясен:", "the kind is unclear:"),
    "path_score": ("баллов за весь путь", "points of the whole path"),
    "blocks": ("блоков", "blocks"),
    "protocols": ("протоколов", "protocols"),
    "coverage": ("покрытие", "coverage"),
    "number": ("№", "No"),
    "page": ("стр.", "page"),
    "role": ("роль", "role"),
    "points": ("баллы", "points"),
    "flags": ("переход", "step"),
    "runner": ("вторая роль", "runner-up"),
    "margin": ("отрыв", "margin"),
    "marks": ("признаки", "marks"),
    "start": ("начало текста", "text"),
    "jump": ("вне порядка", "jump"),
    "continue": ("продолжение", "continues"),
    "unknown": ("не узнан", "unknown"),
    "links": ("Вопросы и повестка", "Items and the agenda"),
    "item": ("вопрос", "item"),
    "agenda": ("повестка", "agenda"),
    "evidence": ("основание", "evidence"),
    "nothing": ("нет", "none"),
    "spans": ("место в тексте", "place in the text"),
    "list_label": ("номер в списке", "list label"),
    "way": ("узлы порядка", "entries of the flow"),
    "best_roles": ("Роли по собственным признакам блока", "Roles by the marks of the block itself"),
    "base": ("без улик", "base"),
    "text_heading": ("Текст", "Text"),
    "folded_heading": ("Что видят признаки", "What the marks see"),
}

# typer's own words, which it has in English alone
_HELP_WORDS = (
    ("Usage:", "Использование:"),
    ("Options:", "Параметры:"),
    ("Arguments:", "Аргументы:"),
    ("Commands:", "Команды:"),
    ("[OPTIONS]", "[ПАРАМЕТРЫ]"),
    ("COMMAND [ARGS]...", "КОМАНДА ..."),
    ("Show this message and exit.", "Показать эту справку и выйти."),
    ("Install completion for the current shell.", "Включить дополнение клавишей Tab."),
    ("[default:", "[по умолчанию:"),
    ("[required]", "[обязательно]"),
)
_SHOW_COMPLETION = Pattern(
    r"Show completion for the current shell, to copy it or\s+customize the installation\."
)
_BRACES = Pattern(r"\{([\w.-]+)\}")  # newer typer's marks around what needs none
_TYPE_OF_ARGUMENT = Pattern(r"^(  [^\s<-]\S*) <[^>\n]+>(?=  |$)", re.MULTILINE)
_TYPE_OF_OPTION = Pattern(r"(?<=\w) <(?:list\[)?(str|int|float|path|file|directory)(?: range)?\]?>")
_TYPES = {"str": ("ТЕКСТ", "TEXT"), "int": ("N", "N"), "float": ("N", "N")}
_USAGE_PATTERNS = tuple(
    (Pattern(pattern), russian)
    for pattern, russian in (
        (
            r"No such option:? (?P<a>\S+?)\.?(?: \(?(?:Did you mean|Possible options:?) ?(?P<b>.*?)[?)]*)?$",
            "нет параметра {a}",
        ),
        (r"Missing argument '?(?P<a>[^'.]+)'?\.?", "не указано: {a}"),
        (r"Missing (?:option|parameter):? '?(?P<a>[^'.]+)'?\.?", "не указан параметр {a}"),
        (r"Missing command\.?", "не указана команда"),
        (r"No such command '(?P<a>[^']*)'\.?", "нет команды «{a}»"),
        (r"Option '?(?P<a>-[^ ']+)'? requires (?:an|\d+) arguments?\.?", "параметру {a} нужно значение"),
        (r"Option '?(?P<a>-[^ ']+)'? does not take a value\.?", "параметру {a} значение не нужно"),
        (r"Got unexpected extra arguments?(?:\(s\))? \((?P<a>.*)\)", "лишнее в вызове: {a}"),
        (
            r"Invalid value for '?(?P<a>.{1,60}?)'?: '?(?P<b>.*?)'? is not a valid (?:int|integer)\b",
            "{a}: «{b}» не целое число",
        ),
        (
            r"Invalid value for '?(?P<a>.{1,60}?)'?: Input should be a valid integer",
            "{a}: нужно целое число",
        ),
        (
            r"Invalid value for '?(?P<a>.{1,60}?)'?: Input should be \w+ than or equal to (?P<b>\S+)$",
            "{a}: предел {b}",
        ),
        (
            r"Invalid value for '?(?P<a>.{1,60}?)'?: (?P<b>\S+) is not in the range (?P<c>.*?)\.?$",
            "{a}: {b} вне пределов {c}",
        ),
        (r"Invalid value for '?(?P<a>.{1,60}?)'?: (?P<b>.*)", "{a}: {b}"),
    )
)


def text_of(key: str, lang: str = "ru") -> str:
    """The text of a key; KeyError where there is none.

    >>> text_of("jump"), text_of("jump", "en")
    ('вне порядка', 'jump')
    """
    russian, english = _TEXTS[key]
    return english if lang == "en" else russian


def language_of(arguments: Sequence[str]) -> str:
    """The language that the arguments ask for, else PROTOPARSE_LANG, else Russian; not checked.

    >>> language_of(["--lang", "en", "a.docx"]), language_of(["a.docx", "--lang=en"])
    ('en', 'en')
    """
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
    return os.environ.get(VARIABLE) or "ru"


def help_in(lang: str, text: str) -> str:
    """Help text as typer wrote it, its own words in the language.

    >>> help_in("ru", "Usage: protoparse [OPTIONS]")
    'Использование: protoparse [ПАРАМЕТРЫ]'
    """
    text = _BRACES.sub(r"\1", text)
    # columns stay where they are
    text = _TYPE_OF_ARGUMENT.sub(lambda match: match[1].ljust(len(match[0])), text)
    text = _TYPE_OF_OPTION.sub(lambda match: f" {_type(match[1], lang)}".ljust(len(match[0])), text)
    if lang == "en":
        return text
    for english, russian in _HELP_WORDS:
        text = text.replace(english, russian)
    return _SHOW_COMPLETION.sub("Показать сценарий дополнения.", text)


def _type(name: str, lang: str) -> str:
    russian, english = _TYPES.get(name, ("ПУТЬ", "PATH"))
    return english if lang == "en" else russian


def usage_message(lang: str, message: str) -> str:
    """What typer found wrong with a call, in the language; as it is where we do not know the sentence.

    >>> usage_message("ru", "Got unexpected extra argument (b.docx)")
    'лишнее в вызове: b.docx'
    """
    if lang == "en":
        return message
    for pattern, russian in _USAGE_PATTERNS:
        match = pattern.match(message)
        if match is not None:
            return russian.format(**{key: value or "" for key, value in match.groupdict().items()})
    return message
