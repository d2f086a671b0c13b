"""What each command does once its arguments are known; heavy modules are imported inside."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from protoparse.errors import InputError
from protoparse.limits import with_changes
from protoparse.messages import text_of
from protoparse.output import on_terminal, put, safe, safe_json, safe_line

if TYPE_CHECKING:
    from protoparse.limits import Limits
    from protoparse.model import Envelope

STANDARD_INPUT = "-"
INDENT = 2


def source_of(file: str, limits: Limits) -> str | bytes:
    """The path itself, or the bytes of standard input for «-»; raises InputError where that is closed."""
    if file != STANDARD_INPUT:
        return file
    if sys.stdin is None:
        raise InputError(
            "R107",
            "стандартный ввод закрыт; укажите файл",
            "standard input is closed; name a file",
        )
    # one byte more than is read at most: the reader then says that it is too large
    return sys.stdin.buffer.read(limits.file + 1)


def parse_file(
    file: str,
    *,
    format: str | None = None,  # noqa: A002 - the option's name
    grammar: str | None = None,
    indent: int | None = INDENT,
    target: str | None = None,
    lang: str = "ru",
    quiet: bool = False,
    limits: Sequence[str] = (),
) -> None:
    """Print the envelope of one file as JSON; `indent` None is one line, `target` a file to write instead."""
    from protoparse.pipeline import parse

    allowed = with_changes(limits)
    envelope = parse(source_of(file, allowed), grammar=grammar, format=format, lang=lang, limits=allowed)
    json = envelope.model_dump_json(indent=indent) + "\n"
    put(_shown_json(json, target), target, source=file)
    if not quiet:
        _tell(envelope, file)


def _tell(envelope: Envelope, file: str) -> None:
    """What the user should know about the reading, on standard error."""
    for one in envelope.diagnostics:
        hint = f" {one.hint}" if one.hint else ""
        print(f"protoparse: {safe_line(file)}: {one.code}: {safe_line(one.message + hint)}", file=sys.stderr)


def print_text(
    file: str,
    *,
    format: str | None = None,  # noqa: A002 - the option's name
    target: str | None = None,
    limits: Sequence[str] = (),
) -> None:
    """Print the extracted text, to which all spans refer: nothing added, nothing changed."""
    from protoparse.readers import read

    allowed = with_changes(limits)
    text = read(source_of(file, allowed), format=format, limits=allowed).text
    # on a terminal the document must not be able to steer it; files and pipes get the text as it is
    put(safe(text) if _to_terminal(target) else text, target, source=file)


def explain_file(
    file: str,
    *,
    format: str | None = None,  # noqa: A002 - the option's name
    grammar: str | None = None,
    block: int | None = None,
    lang: str = "ru",
    limits: Sequence[str] = (),
) -> None:
    """Print which rule labelled each block: a table on a terminal, plain lines elsewhere."""
    from protoparse import explain
    from protoparse.pipeline import run

    allowed = with_changes(limits)
    parsed = run(
        source_of(file, allowed), grammar=grammar, format=format, lang=lang, runners=True, limits=allowed
    )
    if block is not None:
        put(explain.one_block(parsed, block, lang))
    elif on_terminal():
        put(explain.table(parsed, lang))
    else:
        put(explain.lines(parsed, lang))


def print_schema(*, indent: int | None = INDENT, target: str | None = None) -> None:
    """Print the JSON Schema of the output."""
    import json

    from protoparse.model import Envelope

    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Envelope.model_json_schema(mode="serialization"),
    }
    put(json.dumps(schema, ensure_ascii=False, indent=indent) + "\n", target)


def grammar_names() -> list[str]:
    """The names of all grammars, for shell completion."""
    from protoparse.grammar.folders import known_names

    return known_names()


def describe_bug(problem: BaseException, lang: str) -> str:
    """The line that asks to report an unexpected exception: its type and the place of ours where it arose."""
    place = "?"
    trace = problem.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename.replace("\\", "/")
        if "/protoparse/" in file:
            place = f"protoparse/{file.rpartition('/protoparse/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return text_of("bug", lang).format(kind=type(problem).__name__, place=place)


# The commands that need no more than a file, called with it and the language.
PLAIN: dict[str, Callable[[str, str], None]] = {
    "parse": lambda file, lang: parse_file(file, lang=lang),
    "text": lambda file, lang: print_text(file),
    "explain": lambda file, lang: explain_file(file, lang=lang),
}


def _to_terminal(target: str | None) -> bool:
    return target in (None, "-") and on_terminal()


def _shown_json(json: str, target: str | None) -> str:
    return safe_json(json) if _to_terminal(target) else json
