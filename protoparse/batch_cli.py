"""The commands for archives: `batch`, `export`, `tasks`. Arguments in, one call, words out; no logic."""

# No `from __future__ import annotations` here: typer reads the annotations of the nested functions.
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from protoparse.errors import UsageError
from protoparse.limit_cli import limit_option
from protoparse.limits import with_changes
from protoparse.messages import VARIABLE

if TYPE_CHECKING:
    from protoparse.batch.engine import Engine
    from protoparse.batch.limits import Limits
    from protoparse.export import ExportOptions
    from protoparse.tasks import Wanted

TEXTS: dict[str, tuple[str, str]] = {
    "batch": (
        "Разобрать папку (и zip в ней) в папку: JSON на каждый файл, список manifest.jsonl, таблицы.",
        "Convert a folder (zip archives in it too) to a folder: JSON for each file, manifest.jsonl, tables.",
    ),
    "export": (
        "Сделать из папки результата таблицу Excel и другие форматы.",
        "Make an Excel workbook and other formats out of a batch's output folder.",
    ),
    "tasks": (
        "Показать поручения из папки результата: кому, что, к какому сроку.",
        "Show the instructions in a batch's output folder: who, what, by when.",
    ),
    "archive": (
        "Папка с документами или архив zip (с --engine dask и адрес вида s3://…).",
        "A folder of documents or a zip archive (with --engine dask a URL such as s3://… too).",
    ),
    "out": ("Папка для результата.", "The folder for the output."),
    "jobs": (
        "Сколько процессов сразу (по умолчанию по числу ядер).",
        "Processes at a time (default: cores).",
    ),
    "include": (
        "Только файлы по образцу, например «*.docx» или «2024/*»; можно несколько раз.",
        "Only files that match, such as '*.docx' or '2024/*'; may be repeated.",
    ),
    "exclude": (
        "Кроме файлов по образцу; можно несколько раз.",
        "Leave out files that match; may be repeated.",
    ),
    "since": (
        "Только файлы, изменённые с этого дня (ДД.ММ.ГГГГ).",
        "Only files changed since a day (YYYY-MM-DD).",
    ),
    "dry_run": ("Только показать, что будет сделано.", "Only show what would be done."),
    "fail_fast": (
        "Остановиться на первом непрочитанном файле.",
        "Stop at the first file that cannot be read.",
    ),
    "retry_failed": (
        "Заново взять и файлы, на которых не удалось раньше.",
        "Take up files again that failed before.",
    ),
    "quiet": ("Без хода работы и итога.", "No progress and no summary."),
    "to": (
        "Сразу сделать и xlsx, csv, jsonl, sqlite, parquet, ics (через запятую).",
        "Make xlsx, csv, jsonl, sqlite, parquet, ics as well (separated by commas).",
    ),
    "today": ("Считать сегодняшним этот день (ДД.ММ.ГГГГ).", "Take this day for today (YYYY-MM-DD)."),
    "grammar": (
        "Грамматика: имя или файл .toml (по умолчанию выбирается сама).",
        "Grammar: a name or .toml file.",
    ),
    "compact": ("JSON одной строкой.", "JSON on one line."),
    "seconds": ("Предел времени процессора на файл, секунд.", "Limit of processor time for a file, seconds."),
    "memory": ("Предел памяти на файл, мегабайт.", "Limit of memory for a file, megabytes."),
    "checks": (
        "Проверять протоколы по правилам; замечания идут в manifest.",
        "Check the minutes by the rules.",
    ),
    "timings": ("Писать в manifest время разбора.", "Write the seconds into the manifest."),
    "engine": ("Где считать: local (здесь) или dask (кластер).", "Where to run: local or dask (a cluster)."),
    "scheduler": (
        "Адрес планировщика dask, например tcp://узел:8786.",
        "The dask scheduler, such as tcp://host:8786.",
    ),
    "lang": ("Язык сообщений: ru, en.", "Language of messages: ru, en."),
    "folder": ("Папка результата команды batch.", "The output folder of a batch."),
    "format": (
        "Формат: xlsx, csv, jsonl, sqlite, parquet, ics, docx (выписка); можно несколько через запятую.",
        "Format: xlsx, csv, jsonl, sqlite, parquet, ics, docx (extract); several separated by commas.",
    ),
    "target": ("Куда записать (по умолчанию в ту же папку).", "Where to write (default: into the folder)."),
    "separator": ("Разделитель в csv.", "The separator of csv."),
    "encoding": ("Кодировка csv: utf-8-sig, cp1251 …", "The encoding of csv: utf-8-sig, cp1251 …"),
    "protocol": (
        "Для выписки: путь документа, «#2» — второй протокол в нём.",
        "For an extract: the document's path.",
    ),
    "items": ("Для выписки: номера вопросов через запятую.", "For an extract: numbers of items, by commas."),
    "overdue": ("Только просроченные.", "Only those overdue."),
    "responsible": ("Только этого человека или организации.", "Only of this person or organisation."),
    "until": ("Только со сроком не позже этого дня (ДД.ММ.ГГГГ).", "Only those due by a day (YYYY-MM-DD)."),
    "tasks_to": ("Записать в xlsx, csv или ics.", "Write xlsx, csv or ics."),
}


def register(app: typer.Typer) -> None:
    """Add the commands to the program, with help in the language of the environment."""
    lang_now = os.environ.get(VARIABLE, "ru")

    def t(key: str) -> str:
        return TEXTS[key][0 if lang_now == "ru" else 1]

    day_name = "ДД.ММ.ГГГГ" if lang_now == "ru" else "DATE"
    folder = Annotated[Path, typer.Argument(help=t("folder"), show_default=False)]
    language = Annotated[
        str, typer.Option("--lang", metavar="ru|en", envvar=VARIABLE, show_envvar=False, help=t("lang"))
    ]
    today_option = Annotated[str | None, typer.Option("--today", metavar=day_name, help=t("today"))]
    overdue_option = Annotated[bool, typer.Option("--overdue", help=t("overdue"))]
    responsible_option = Annotated[str | None, typer.Option("--responsible", help=t("responsible"))]
    until_option = Annotated[str | None, typer.Option("--until", metavar=day_name, help=t("until"))]
    separator_option = Annotated[str, typer.Option("--csv-sep", help=t("separator"))]
    encoding_option = Annotated[str, typer.Option("--csv-encoding", help=t("encoding"))]
    target_option = Annotated[Path | None, typer.Option("--output", "-o", help=t("target"))]

    @app.command("batch", help=t("batch"))
    def batch(
        archive: Annotated[str, typer.Argument(help=t("archive"), show_default=False)],
        out: Annotated[Path, typer.Argument(help=t("out"), show_default=False)],
        jobs: Annotated[int | None, typer.Option("--jobs", "-j", min=1, help=t("jobs"))] = None,
        include: Annotated[list[str] | None, typer.Option("--include", help=t("include"))] = None,
        exclude: Annotated[list[str] | None, typer.Option("--exclude", help=t("exclude"))] = None,
        since: Annotated[str | None, typer.Option("--since", metavar=day_name, help=t("since"))] = None,
        to: Annotated[str | None, typer.Option("--to", help=t("to"))] = None,
        grammar: Annotated[str | None, typer.Option("--grammar", "-g", help=t("grammar"))] = None,
        compact: Annotated[bool, typer.Option("--compact", help=t("compact"))] = False,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=t("dry_run"))] = False,
        fail_fast: Annotated[bool, typer.Option("--fail-fast", help=t("fail_fast"))] = False,
        retry_failed: Annotated[bool, typer.Option("--retry-failed", help=t("retry_failed"))] = False,
        max_seconds: Annotated[float, typer.Option("--max-seconds", min=1, help=t("seconds"))] = 60,
        max_memory: Annotated[int, typer.Option("--max-memory", min=256, help=t("memory"))] = 1536,
        limit: Annotated[list[str] | None, limit_option()] = None,
        timings: Annotated[bool, typer.Option("--timings/--no-timings", help=t("timings"))] = True,
        checks: Annotated[bool, typer.Option("--checks/--no-checks", help=t("checks"))] = True,
        engine: Annotated[str, typer.Option("--engine", metavar="local|dask", help=t("engine"))] = "local",
        scheduler: Annotated[str | None, typer.Option("--scheduler", help=t("scheduler"))] = None,
        today: today_option = None,
        quiet: Annotated[bool, typer.Option("--quiet", "-q", help=t("quiet"))] = False,
        lang: language = "ru",
    ) -> int:
        from protoparse.batch.checking import RULES
        from protoparse.batch.command import run_command
        from protoparse.batch.convert import Settings
        from protoparse.batch.limits import Limits
        from protoparse.batch.run import Options
        from protoparse.batch.walk import Selection

        start = read_day(since)
        limits = Limits(cpu=max_seconds, wall=4 * max_seconds, memory=max_memory << 20)
        options = Options(
            source=archive,
            out=out,
            settings=Settings(
                _grammar(grammar),
                lang,
                indent=None if compact else 2,
                check=RULES if checks else None,
                limits=with_changes(limit or ()),
            ),
            selection=Selection(
                tuple(include or ()),
                tuple(exclude or ()),
                datetime(start.year, start.month, start.day).timestamp() if start is not None else None,
            ),
            limits=limits,
            jobs=jobs or os.cpu_count() or 1,
            retry_failed=retry_failed,
            fail_fast=fail_fast,
            timings=timings,
            make_engine=_engine(engine, scheduler, limits),
        )
        return run_command(
            options, formats=_list(to), today=read_day(today) or date.today(), dry_run=dry_run, quiet=quiet
        )

    @app.command("export", help=t("export"))
    def export(
        out: folder,
        to: Annotated[str, typer.Option("--to", help=t("format"))] = "xlsx",
        output: target_option = None,
        today: today_option = None,
        overdue: overdue_option = False,
        responsible: responsible_option = None,
        until: until_option = None,
        csv_sep: separator_option = ";",
        csv_encoding: encoding_option = "utf-8-sig",
        protocol: Annotated[str | None, typer.Option("--protocol", help=t("protocol"))] = None,
        items: Annotated[str | None, typer.Option("--items", help=t("items"))] = None,
        lang: language = "ru",
    ) -> None:
        from protoparse.batch.command import export_command

        wanted = _wanted(overdue, responsible, until)
        options = _export_options(today, lang, csv_sep, csv_encoding, wanted)
        options = replace(options, protocol=protocol, items=_list(items))
        export_command(out, _list(to), output, options)

    @app.command("tasks", help=t("tasks"))
    def tasks(
        out: folder,
        overdue: overdue_option = False,
        responsible: responsible_option = None,
        until: until_option = None,
        to: Annotated[str | None, typer.Option("--to", metavar="xlsx|csv|ics", help=t("tasks_to"))] = None,
        output: target_option = None,
        today: today_option = None,
        csv_sep: separator_option = ";",
        csv_encoding: encoding_option = "utf-8-sig",
        lang: language = "ru",
    ) -> None:
        from protoparse.batch.command import tasks_command

        wanted = _wanted(overdue, responsible, until)
        options = _export_options(today, lang, csv_sep, csv_encoding, wanted)
        tasks_command(out, to, output, options)


def read_day(text: str | None) -> date | None:
    """A day as people write it; raises UsageError for anything else.

    >>> read_day("01.09.2024"), read_day("2024-09-01"), read_day(None)
    (datetime.date(2024, 9, 1), datetime.date(2024, 9, 1), None)
    """
    if text is None:
        return None
    for form in ("%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise UsageError(
        "U110",
        f"«{text}» — не дата; пишите ДД.ММ.ГГГГ",
        f"{text!r} is no date; write YYYY-MM-DD",
    )


def _wanted(overdue: bool, responsible: str | None, until: str | None) -> "Wanted":
    """The Wanted instructions; raises UsageError where `until` is no day."""
    from protoparse.tasks import Wanted

    return Wanted(overdue, responsible, read_day(until))


def _export_options(
    today: str | None, lang: str, separator: str, encoding: str, wanted: "Wanted"
) -> "ExportOptions":
    """The ExportOptions that all exports have; raises UsageError where `today` is no day."""
    from protoparse.export import ExportOptions

    return ExportOptions(
        today=read_day(today) or date.today(),
        lang=lang,
        separator="\t" if separator in ("\\t", "tab") else separator,
        encoding=encoding,
        wanted=wanted,
    )


def _list(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip())


def _grammar(name: str | None) -> str | None:
    """A grammar given by path, absolute: workers may stand in another folder."""
    return str(Path(name).resolve()) if name is not None and Path(name).is_file() else name


def _engine(engine: str, scheduler: str | None, limits: "Limits") -> "Callable[[], Engine] | None":
    """What makes the engine of a cluster under some Limits, None for this machine; raises UsageError."""
    if engine == "local" and scheduler is None:
        return None
    if engine not in ("local", "dask") or scheduler is None:
        raise UsageError(
            "U111",
            "для кластера укажите оба: --engine dask --scheduler АДРЕС",
            "for a cluster give both: --engine dask --scheduler ADDRESS",
        )
    from protoparse.batch.remote import DaskEngine

    return lambda: DaskEngine(scheduler, limits)
