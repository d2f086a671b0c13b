"""The commands as typer sees them: names, options, help in the user's language."""

# No `from __future__ import annotations` here: typer reads the annotations of the nested functions.
import functools
import importlib
import os
from typing import Annotated, Any

import typer

from protoparse import __version__
from protoparse.cli import EXTENSIONS
from protoparse.commands import INDENT, explain_file, grammar_names, parse_file, print_schema, print_text
from protoparse.limit_cli import limit_option
from protoparse.messages import VARIABLE, help_in, text_of


def build_app(lang: str, command: str | None = None) -> typer.Typer:
    """The program with its help in a language; of other modules' commands all, or the one called alone."""

    def t(key: str) -> str:
        return text_of(key, lang)

    app = typer.Typer(
        name="protoparse",
        help=t("about"),
        epilog=t("examples"),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 110},
    )
    file = Annotated[str, typer.Argument(metavar=t("file_name"), help=t("file"), show_default=False)]
    kind = Annotated[str | None, typer.Option("--format", metavar="docx|pdf|txt", help=t("format"))]
    grammar_name = Annotated[
        str | None,
        typer.Option(
            "--grammar",
            "-g",
            metavar="ИМЯ" if lang == "ru" else "NAME",
            help=t("grammar"),
            autocompletion=_names,
        ),
    ]
    limit = Annotated[list[str] | None, limit_option()]
    output = Annotated[str | None, typer.Option("--output", "-o", metavar=t("file_name"), help=t("output"))]
    spaces = Annotated[int, typer.Option("--indent", metavar="N", min=0, max=16, help=t("indent"))]
    one_line = Annotated[bool, typer.Option("--compact", help=t("compact"))]
    language = Annotated[
        str, typer.Option("--lang", metavar="ru|en", envvar=VARIABLE, show_envvar=False, help=t("lang"))
    ]

    @app.callback(invoke_without_command=False)
    def program(
        version: Annotated[
            bool, typer.Option("--version", "-V", is_eager=True, callback=_version, help=t("version"))
        ] = False,
        lang: language = "ru",
    ) -> None:
        os.environ[VARIABLE] = lang

    @app.command("parse", help=t("parse"))
    def parse(
        file: file,
        format: kind = None,  # noqa: A002 - the option's name
        grammar: grammar_name = None,
        indent: spaces = INDENT,
        compact: one_line = False,
        output: output = None,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help=t("quiet"))] = False,
        limit: limit = None,
        lang: language = "ru",
    ) -> None:
        parse_file(
            file,
            format=format,
            grammar=grammar,
            indent=None if compact else indent,
            target=output,
            lang=lang,
            quiet=quiet,
            limits=limit or (),
        )

    @app.command("text", help=t("text"))
    def text(
        file: file,
        format: kind = None,  # noqa: A002 - the option's name
        output: output = None,
        limit: limit = None,
        lang: language = "ru",
    ) -> None:
        print_text(file, format=format, target=output, limits=limit or ())

    @app.command("explain", help=t("explain"))
    def explain(
        file: file,
        format: kind = None,  # noqa: A002 - the option's name
        grammar: grammar_name = None,
        block: Annotated[int | None, typer.Option("--block", metavar="N", min=1, help=t("block"))] = None,
        limit: limit = None,
        lang: language = "ru",
    ) -> None:
        explain_file(file, format=format, grammar=grammar, block=block, lang=lang, limits=limit or ())

    @app.command("schema", help=t("schema"))
    def schema(
        indent: spaces = INDENT,
        compact: one_line = False,
        output: output = None,
        lang: language = "ru",
    ) -> None:
        print_schema(indent=None if compact else indent, target=output)

    for module, names in EXTENSIONS.items():
        if command is None or command in names:
            _mount(app, module, names[0])
    return app


def _mount(app: typer.Typer, name: str, command: str) -> None:
    module = importlib.import_module(name)
    if hasattr(module, "register"):
        module.register(app)
    else:
        app.add_typer(module.app, name=command)


def in_language(command: Any, lang: str) -> Any:
    """The command tree with typer's own words in its help in the language (typer has English alone)."""
    waiting = [command]
    while waiting:
        one = waiting.pop()
        one.get_help = functools.partial(_help, one.get_help, lang)
        waiting.extend(getattr(one, "commands", {}).values())
    return command


def _help(original: Any, lang: str, context: Any) -> str:
    return help_in(lang, original(context))


def _names(incomplete: str) -> list[str]:
    return [name for name in grammar_names() if name.startswith(incomplete)]


def _version(value: bool) -> None:
    if value:
        typer.echo(f"protoparse {__version__}")
        raise typer.Exit
