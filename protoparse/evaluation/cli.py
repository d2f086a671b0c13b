"""`protoparse label` and `protoparse evaluate`: parse the arguments, call one function, print."""

from pathlib import Path
from typing import Annotated

import typer


def label(
    document: Annotated[str, typer.Argument(metavar="ДОКУМЕНТ", show_default=False)],
    grammar: Annotated[str | None, typer.Option("--grammar", "-g", metavar="ИМЯ|ФАЙЛ")] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="ФАЙЛ")] = None,
) -> None:
    from protoparse.grammar.labels import draft
    from protoparse.output import put
    from protoparse.pipeline import run

    parsed = run(document, grammar=grammar)
    put(
        draft(parsed.units, parsed.labelling.labels, parsed.grammar.words, parsed.document.text),
        output,
    )


def evaluate(
    folder: Annotated[
        Path, typer.Argument(metavar="ПАПКА", exists=True, file_okay=False, show_default=False)
    ],
    outputs: Annotated[
        Path | None,
        typer.Option("--outputs", metavar="ПАПКА", help="Готовые JSON; без них документы разбираются."),
    ] = None,
    grammar: Annotated[str, typer.Option("--grammar", "-g", metavar="ИМЯ|ФАЙЛ")] = "base",
    misses: Annotated[bool, typer.Option("--misses", help="Каждый промах и каждая выдумка.")] = False,
    compare: Annotated[
        Path | None, typer.Option("--compare", metavar="СТАРЫЙ.json", help="Разница с прежним --json.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Цифры как JSON.")] = False,
) -> None:
    from protoparse.evaluation.report import report_json, report_text, scored
    from protoparse.output import put, safe

    result = scored(folder, outputs, grammar)
    put(report_json(result) if as_json else safe(report_text(result, misses=misses, old=compare)))


def register(app: typer.Typer) -> None:
    """Add both commands to the program."""
    app.command("label", help="Черновик разметки .lab: роль │ текст, чтобы поправить руками.")(label)
    app.command("evaluate", help="Точность на папке с эталонами *.gold.json и разметкой *.lab.")(evaluate)
