"""`protoparse grammar …`: parse the arguments, call one function, print."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from protoparse.errors import UsageError

app = typer.Typer(
    help="Грамматики: показать, проверить, начать новую.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ФАЙЛ]…", help="Имена или файлы .toml; без них все."),
]


def _chosen(files: list[str] | None) -> list[str]:
    from protoparse.grammar.folders import known_names

    return files or known_names()


@app.command("list", help="Все грамматики: имя, название, у своих и файл.")
def list_grammars() -> None:
    from protoparse.grammar.folders import find_grammar, known_names, own_grammars, own_places
    from protoparse.grammar.loader import read_spec
    from protoparse.output import put, safe_line

    own = own_grammars()
    for name in known_names():
        title = safe_line(read_spec(find_grammar(name))[0].title)
        put("\t".join([name, title, *([safe_line(str(own[name]))] if name in own else [])]) + "\n")
    places = ", ".join(map(str, own_places()))
    print(f"Свои грамматики ищутся здесь: {places or 'нигде'}", file=sys.stderr)


@app.command("show", help="Файл грамматики, как он есть.")
def show(name: Annotated[str, typer.Argument(metavar="ИМЯ", show_default=False)]) -> None:
    from protoparse.grammar.folders import find_grammar
    from protoparse.output import put

    put(find_grammar(name).read_text("utf-8"))


@app.command("lint", help="Ошибки: файл:строка:столбец КОД что не так.")
def lint_files(
    files: Files = None,
    document: Annotated[
        list[str] | None,
        typer.Option(
            "--document", "-d", metavar="ФАЙЛ", help="Назвать метки, которые в этом документе молчат."
        ),
    ] = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="error|warning", help="С какой важности код возврата 1.")
    ] = "error",
) -> None:
    from protoparse.grammar.lint import lint
    from protoparse.output import put, safe

    if fail_on not in ("error", "warning"):
        raise UsageError(
            "C001", f"--fail-on: error или warning, а не «{fail_on}»", "--fail-on: error or warning"
        )
    findings = lint(_chosen(files), documents=document or [])
    put("".join(f"{safe(str(finding))}\n" for finding in findings))
    if any(fail_on == "warning" or finding.severity == "error" for finding in findings):
        raise typer.Exit(1)


@app.command("test", help="Примеры yes и no, разметка .lab рядом с файлом.")
def test_files(files: Files = None) -> None:
    from protoparse.grammar.check import check_grammar
    from protoparse.output import put, safe

    failed = False
    for name in _chosen(files):
        report = check_grammar(name)
        put("".join(f"{safe(line)}\n" for line in report.lines))
        print(report.summary, file=sys.stderr)
        failed = failed or not report.passed
    if failed:
        raise typer.Exit(1)


@app.command("new", help="Заготовка: грамматика, разметка, первый пример.")
def new(
    name: Annotated[str, typer.Argument(metavar="ИМЯ", show_default=False)],
    extends: Annotated[str, typer.Option("--extends", metavar="ИМЯ", help="Что она расширяет.")] = "base",
    folder: Annotated[Path, typer.Option("--folder", metavar="ПАПКА", help="Куда записать.")] = Path(),
) -> None:
    from protoparse.grammar.starter import write_starter

    starter = write_starter(name, extends, folder)
    print(f"{starter.grammar}\n{starter.labels}")
    print(f"Дальше: protoparse grammar test {starter.grammar}", file=sys.stderr)


@app.command("explain", help="Как эта грамматика узнаёт документ, блок за блоком.")
def explain(
    grammar: Annotated[str, typer.Argument(metavar="ГРАММАТИКА", show_default=False)],
    document: Annotated[str, typer.Argument(metavar="ДОКУМЕНТ", show_default=False)],
    block: Annotated[
        int | None, typer.Option("--block", metavar="N", min=1, help="Один блок подробно.")
    ] = None,
) -> None:
    from protoparse.commands import explain_file

    explain_file(document, format=None, grammar=grammar, block=block, lang="ru")


@app.command("schema", help="JSON Schema файла грамматики, для редакторов.")
def schema(
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="ФАЙЛ", help="Записать в файл (целиком или никак)."),
    ] = None,
) -> None:
    from protoparse.grammar.schema import schema_text
    from protoparse.output import put

    put(schema_text(), output)
