"""What pydantic, tomllib and re say of a mistake, in words for authors of grammars: Russian, English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Wording = tuple[str, str]


class SpecError(ValueError):
    """A value that the form of a grammar forbids, told in both languages; `keys` lead on to it."""

    def __init__(self, ru: str, en: str, *keys: str) -> None:
        super().__init__(en)
        self.ru = ru
        self.keys = keys


# of pydantic: its kind of error → Russian, filled in with what the error is about
_VALUES = {
    "extra_forbidden": "нет такого ключа",
    "missing": "ключа не хватает",
    "string_type": "нужна строка в кавычках",
    "string_pattern_mismatch": "годятся только строчные латинские буквы, цифры и «_», первой буква",
    "list_type": "нужен список: [ … ]",
    "dict_type": "нужна таблица: имя = значение",
    "model_type": "нужна таблица: имя = значение",
    "bool_type": "нужно true или false",
    "bool_parsing": "нужно true или false",
    "float_type": "нужно число",
    "float_parsing": "нужно число",
    "int_type": "нужно целое число",
    "int_parsing": "нужно целое число",
    "int_from_float": "нужно целое число",
    "literal_error": "годится только {expected}",
    "less_than_equal": "не больше {le:g}",
    "greater_than_equal": "не меньше {ge:g}",
}
_TOML = {
    "Invalid value": "значение не читается: строки пишут в кавычках",
    "Unclosed array": "список не закрыт: нет «]»",
    "Unclosed inline table": "таблица не закрыта: нет «}»",
    "Unterminated string": "строка не закрыта кавычкой",
    "Expected newline or end of document after a statement": "после значения есть лишнее",
    "Expected '=' after a key in a key/value pair": "после имени нужен знак «=»",
    "Invalid initial character for a key part": "имя начинается с недопустимого знака",
    "Cannot overwrite a value": "это имя уже занято",
    "Cannot declare": "эта таблица уже есть",
    "Unescaped '\\' in a string": "обратная черта в двойных кавычках: выражения пишут в одинарных",
    "Illegal character": "недопустимый знак: не закрыта кавычка?",
    "Expected": "не хватает знака",
    "Duplicate inline table key": "это имя уже занято",
    "'utf-8' codec": "файл не в кодировке UTF-8",
}
_PATTERNS = {
    "missing )": "скобка «(» не закрыта",
    "unbalanced parenthesis": "лишняя скобка «)»",
    "unterminated character set": "скобка «[» не закрыта",
    "nothing to repeat": "перед знаком повтора ничего нет",
    "multiple repeat": "два знака повтора подряд",
    "bad escape": "за обратной чертой недопустимый знак",
    "bad character range": "в [ ] границы не по порядку",
    "look-behind requires fixed-width": "длина выражения в (?<= ) и (?<! ) должна быть постоянной",
    "min repeat greater": "в { } наименьшее больше наибольшего",
    "unknown extension": "такой скобки «(?…» нет",
    "unexpected end of pattern": "выражение оборвано",
}


def of_value(error: ErrorDetails) -> Wording:
    """An error of pydantic, without its place.

    >>> of_value({"type": "less_than_equal", "msg": "Input …", "ctx": {"le": 50.0}, "loc": (), "input": 99})
    ('не больше 50', 'Input …')
    """
    context: dict[str, Any] = error.get("ctx") or {}
    cause = context.get("error")
    if isinstance(cause, SpecError):
        return cause.ru, str(cause)
    known = _VALUES.get(error["type"])
    return (known.format(**context) if known else error["msg"]), error["msg"]


def keys_of(error: ErrorDetails) -> list[str | int]:
    """The keys of a grammar file that lead to an error of pydantic."""
    cause = (error.get("ctx") or {}).get("error")
    return [*error["loc"], *(cause.keys if isinstance(cause, SpecError) else ())]


def of_toml(problem: Exception) -> Wording:
    """An error of tomllib, with what it says of the place.

    >>> import tomllib
    >>> try: tomllib.loads("a = [1")
    ... except tomllib.TOMLDecodeError as problem: of_toml(problem)
    ('это не TOML: список не закрыт: нет «]»', 'not TOML: Unclosed array (at end of document)')
    """
    return f"это не TOML: {_known(_TOML, str(problem))}", f"not TOML: {problem}"


def of_pattern(problem: Exception) -> Wording:
    """An error of a regular expression.

    >>> import re
    >>> try: re.compile("да(нет")
    ... except re.error as problem: of_pattern(problem)
    ('скобка «(» не закрыта (знак 3)', 'missing ), unterminated subpattern at position 2')
    """
    message = str(problem)
    known = _known(_PATTERNS, message)
    at = getattr(problem, "pos", None)
    return (f"{known} (знак {at + 1})" if known != message and at is not None else known), message


def _known(table: dict[str, str], message: str) -> str:
    return next((ru for start, ru in table.items() if message.startswith(start)), message)
