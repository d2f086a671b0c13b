"""The lines that tell a user why a file was not read, or not to its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from protoparse.document import ReadingNote
from protoparse.errors import InputError
from protoparse.limits import CODES, Limits
from protoparse.pattern import Pattern

# Controls, line and paragraph separators, marks that turn the direction of writing, lone surrogates.
HARMFUL = Pattern(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_LIMIT_RU = {
    "file": "байт в файле",
    "entries": "записей в архиве",
    "part": "байт в одной части документа",
    "body": "байт в тексте документа",
    "inflated": "байт во всех частях документа",
    "ratio": "сжатие части, раз",
    "elements": "элементов XML",
    "attributes": "атрибутов XML",
    "depth": "элементов XML друг в друге",
    "nesting": "таблиц и надписей друг в друге",
    "paragraphs": "абзацев",
    "rows": "строк в таблице",
    "cells": "ячеек",
    "characters": "знаков",
    "token": "байт XML без единого тега",
    "pages": "страниц",
    "slow_pages": "страниц в повреждённом PDF",
    "letters": "букв на странице",
    "rules": "линий на странице",
    "objects": "объектов на странице",
    "stream": "байт в одном потоке PDF",
    "seconds": "секунд на чтение тяжёлого или повреждённого PDF",
    "memory": "байт памяти на чтение тяжёлого или повреждённого PDF",
}


def shown(path: str | None) -> str:
    """The name to print before a message; «<data>» for bytes that came without a name.

    Characters that could steer a terminal are shown as escapes.

    >>> shown("a.docx"), shown(None), shown("a" + chr(10) + "b")
    ('a.docx', '<data>', 'a\\\\u000ab')
    """
    if path is None:
        return "<data>"
    return HARMFUL.sub(lambda found: f"\\u{ord(found[0]):04x}", path)


def refusal(code: str, path: str | None, ru: str, en: str) -> InputError:
    """An error whose two lines begin with the name of the file."""
    return InputError(code, f"{shown(path)}: {ru}", f"{shown(path)}: {en}")


@contextmanager
def named(path: str | None) -> Iterator[None]:
    """Put the name of the file before the lines of an error raised inside, unless it stands there."""
    name = shown(path)
    try:
        yield
    except InputError as error:
        if error.ru.startswith(f"{name}: "):
            raise
        raise InputError(error.code, f"{name}: {error.ru}", f"{name}: {error.en}") from error


class BeyondLimitError(InputError):
    """A limit was met; `limit` is its name and `value` what was found."""

    limit: str
    value: int


def beyond(path: str | None, name: str, value: int, limits: Limits) -> BeyondLimitError:
    """The error for a limit: its name, the value found, the value allowed and how to change it."""
    allowed = getattr(limits, name)
    error = BeyondLimitError(
        CODES[name],
        f"{shown(path)}: превышен предел {name} ({_LIMIT_RU[name]}): {value} при допустимых {allowed}; если "
        f"файл не вредоносный, разделите его или поднимите предел: --limit {name}=…",
        f"{shown(path)}: limit {name} exceeded: {value}, allowed {allowed}; unless the file is malicious, "
        f"split it or raise the limit: --limit {name}=…",
    )
    error.limit, error.value = name, value
    return error


def partial_note(
    name: str, value: int, limits: Limits, where_ru: str = "", where_en: str = ""
) -> ReadingNote:
    """The note for a limit beyond which something was not read.

    >>> partial_note("pages", 2500, Limits()).code
    'R123'
    """
    allowed = getattr(limits, name)
    return ReadingNote(
        CODES[name],
        "error",
        f"Прочитано не всё{where_ru}: превышен предел {name} ({_LIMIT_RU[name]}): {value} при допустимых "
        f"{allowed}.",
        f"Not all was read{where_en}: limit {name} exceeded: {value}, allowed {allowed}.",
        f"Разделите файл или поднимите предел: --limit {name}=….",
        f"Split the file or raise the limit: --limit {name}=….",
    )
