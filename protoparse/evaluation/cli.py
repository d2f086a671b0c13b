"""`protoparse label`, `evaluate` and `tune`: parse the arguments, call one function, print."""

# No `from __future__ import annotations` here: typer reads the annotations of the nested functions.
import os
from pathlib import Path
from typing import Annotated

import typer

from protoparse.limit_cli import limit_option
from protoparse.limits import with_changes
from protoparse.messages import VARIABLE

_HELP = {
    "label": (
        "Черновик разметки .lab: роль │ текст, чтобы поправить руками.",
        "A draft label file (.lab): role │ text, to be corrected by hand.",
    ),
    "evaluate": (
        "Точность на папке с эталонами *.gold.json и разметкой *.lab.",
        "Accuracy on a folder of gold (*.gold.json) and label files (*.lab).",
    ),
    "tune": (
        "Подобрать веса меток грамматики по разметке *.lab; точность до и после. Меняет веса, "
        "записанные в файле самой грамматики; унаследованные остаются.",
        "Fit the weights of a grammar's marks to label files (*.lab); accuracy before and after. Changes "
        "what stands in the grammar's own file; inherited weights stay.",
    ),
    "document_name": ("ДОКУМЕНТ", "DOCUMENT"),
    "folder_name": ("ПАПКА", "FOLDER"),
    "file_name": ("ФАЙЛ", "FILE"),
    "grammar_name": ("ИМЯ|ФАЙЛ", "NAME|FILE"),
    "old_name": ("СТАРЫЙ.json", "OLD.json"),
    "toml_name": ("ФАЙЛ.toml", "FILE.toml"),
    "grammar": (
        "Имя грамматики или путь к .toml (иначе выбирается сама).",
        "Name of a grammar or the path of a .toml file (otherwise chosen by the document).",
    ),
    "tuned_grammar": (
        "Чьи веса подбирать: имя грамматики или путь к .toml.",
        "Whose weights to fit: name of a grammar or the path of a .toml file.",
    ),
    "output": ("Записать в файл (целиком или никак).", "Write to a file (all of it or nothing)."),
    "outputs": (
        "Готовые JSON; без них документы разбираются.",
        "Outputs made before; without them the documents are parsed.",
    ),
    "misses": ("Каждый промах и каждая выдумка.", "Every miss and every invention."),
    "compare": ("Разница с прежним --json.", "The difference to an earlier --json."),
    "json": ("Цифры как JSON.", "Figures as JSON."),
    "tuned": (
        "Куда записать грамматику с новыми весами; без этого только отчёт.",
        "Where to write the grammar with its new weights; without it there is a report alone.",
    ),
    "epochs": ("Сколько раз пройти разметку, не больше.", "Passes over the label files at most."),
    "seed": ("Начальное число случайного порядка файлов.", "Seed of the random order of files."),
    "folds": ("Частей перекрёстной проверки.", "Folds of cross-validation."),
    "reach": ("На сколько баллов вес может измениться.", "Points by which a weight may change."),
    "lang": ("Язык сообщений: ru, en.", "Language of messages: ru, en."),
}


def register(app: typer.Typer) -> None:
    """Add the commands to the program, with help in the language of the environment."""
    from protoparse.grammar.tuning import EPOCHS, FOLDS, REACH, SEED

    english = os.environ.get(VARIABLE) == "en"

    def t(key: str) -> str:
        return _HELP[key][english]

    language = Annotated[
        str, typer.Option("--lang", metavar="ru|en", envvar=VARIABLE, show_envvar=False, help=t("lang"))
    ]
    folder_argument = Annotated[Path, typer.Argument(metavar=t("folder_name"), show_default=False)]
    grammar_option = typer.Option("--grammar", "-g", metavar=t("grammar_name"), help=t("grammar"))

    @app.command("label", help=t("label"))
    def label(
        document: Annotated[str, typer.Argument(metavar=t("document_name"), show_default=False)],
        grammar: Annotated[str | None, grammar_option] = None,
        output: Annotated[
            str | None, typer.Option("--output", "-o", metavar=t("file_name"), help=t("output"))
        ] = None,
        limit: Annotated[list[str] | None, limit_option()] = None,
        lang: language = "ru",
    ) -> None:
        from protoparse.grammar.labels import draft
        from protoparse.output import put
        from protoparse.pipeline import run

        parsed = run(document, grammar=grammar, limits=with_changes(limit or ()))
        text = draft(parsed.units, parsed.labelling.labels, parsed.grammar.words, parsed.document.text)
        put(text, output)

    @app.command("evaluate", help=t("evaluate"))
    def evaluate(
        folder: folder_argument,
        outputs: Annotated[
            Path | None, typer.Option("--outputs", metavar=t("folder_name"), help=t("outputs"))
        ] = None,
        grammar: Annotated[str | None, grammar_option] = None,
        misses: Annotated[bool, typer.Option("--misses", help=t("misses"))] = False,
        compare: Annotated[
            Path | None, typer.Option("--compare", metavar=t("old_name"), help=t("compare"))
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help=t("json"))] = False,
        lang: language = "ru",
    ) -> None:
        from protoparse.evaluation.report import report_json, report_text, scored
        from protoparse.output import put, safe

        result = scored(folder, outputs, grammar)
        text = report_json(result) if as_json else report_text(result, misses=misses, old=compare, lang=lang)
        put(text if as_json else safe(text))

    tuned_option = typer.Option("--grammar", "-g", metavar=t("grammar_name"), help=t("tuned_grammar"))

    @app.command("tune", help=t("tune"))
    def tune(
        folder: folder_argument,
        grammar: Annotated[str, tuned_option] = "base",
        output: Annotated[
            str | None, typer.Option("--output", "-o", metavar=t("toml_name"), help=t("tuned"))
        ] = None,
        epochs: Annotated[int, typer.Option("--epochs", metavar="N", help=t("epochs"))] = EPOCHS,
        seed: Annotated[int, typer.Option("--seed", metavar="N", help=t("seed"))] = SEED,
        folds: Annotated[int, typer.Option("--folds", metavar="K", help=t("folds"))] = FOLDS,
        reach: Annotated[float, typer.Option("--reach", metavar="N", help=t("reach"))] = REACH,
        lang: language = "ru",
    ) -> None:
        from protoparse.evaluation.report import tuned_text
        from protoparse.grammar.tuning import tune as fitted
        from protoparse.output import put, safe

        result = fitted(folder, grammar, epochs=epochs, seed=seed, folds=folds, reach=reach)
        if output is not None:
            put(result.text, output)
        put(safe(tuned_text(result, output, lang)))
