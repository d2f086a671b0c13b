"""The commands `validate` and `rule`: arguments in, a report out."""

# No `from __future__ import annotations` here: typer reads the annotations of the nested functions.
import datetime
import os
from pathlib import Path
from typing import Annotated

import typer

from protoparse.errors import UsageError
from protoparse.limit_cli import limit_option
from protoparse.limits import Limits, with_changes

_VARIABLE = "PROTOPARSE_LANG"
_HELP = {
    "validate": (
        "Проверить протоколы: что не так, почему это важно, как исправить.",
        "Validate minutes: what is wrong, why it matters, how to mend it.",
    ),
    "rule": (
        "Показать правила проверки или одно из них с примером.",
        "List the rules, or explain one with an example.",
    ),
    "paths": ("Файлы и папки (с подпапками).", "Files and folders (with subfolders)."),
    "profile": (
        "Чего требовать: collegial (орган с голосованием), advisory (совещание); иначе по документу.",
        "What to demand: collegial (a body that votes), advisory (a conference); else by the document.",
    ),
    "select": (
        "Только эти правила или группы: HDR02,DLN; ALL включает и выключенные.",
        "These rules or groups alone: HDR02,DLN; ALL switches on those that are off, too.",
    ),
    "ignore": ("Без этих правил или групп.", "Without these rules or groups."),
    "fail_on": (
        "Код возврата 1 при: error, warning, info, never.",
        "Exit with 1 at: error, warning, info, never.",
    ),
    "to": ("Вид отчёта: {forms}.", "Form of the report: {forms}."),
    "output": ("Записать в файл (целиком или никак).", "Write to a file (all of it or nothing)."),
    "config": (
        "Файл настроек (иначе ближайший protoparse.toml или pyproject.toml).",
        "Settings (else the nearest protoparse.toml or pyproject.toml).",
    ),
    "grammar": ("Имя грамматики или путь к .toml.", "Name of a grammar or the path of a .toml file."),
    "as_of": ("День проверки, ГГГГ-ММ-ДД (иначе сегодня).", "Day of the check, YYYY-MM-DD (else today)."),
    "lang": ("Язык сообщений: ru, en.", "Language of messages: ru, en."),
    "code": ("Код или имя правила, например DLN02.", "Code or name of a rule, e.g. DLN02."),
}


def _t(key: str) -> str:
    ru, en = _HELP[key]
    return en if os.environ.get(_VARIABLE) == "en" else ru


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    from protoparse.report import FORMATS

    language = Annotated[
        str, typer.Option("--lang", metavar="ru|en", envvar=_VARIABLE, show_envvar=False, help=_t("lang"))
    ]

    @app.command("validate", help=_t("validate"))
    def validate(
        paths: Annotated[list[str], typer.Argument(help=_t("paths"), show_default=False)],
        profile: Annotated[
            str | None, typer.Option("--profile", metavar="collegial|advisory", help=_t("profile"))
        ] = None,
        select: Annotated[list[str] | None, typer.Option("--select", help=_t("select"))] = None,
        ignore: Annotated[list[str] | None, typer.Option("--ignore", help=_t("ignore"))] = None,
        fail_on: Annotated[
            str, typer.Option("--fail-on", metavar="error|warning|info|never", help=_t("fail_on"))
        ] = "error",
        to: Annotated[
            str,
            typer.Option("--to", metavar="|".join(FORMATS), help=_t("to").format(forms=", ".join(FORMATS))),
        ] = "text",
        output: Annotated[str | None, typer.Option("--output", "-o", help=_t("output"))] = None,
        config: Annotated[str | None, typer.Option("--config", help=_t("config"))] = None,
        grammar: Annotated[str | None, typer.Option("--grammar", "-g", help=_t("grammar"))] = None,
        as_of: Annotated[str | None, typer.Option("--as-of", metavar="YYYY-MM-DD", help=_t("as_of"))] = None,
        limit: Annotated[list[str] | None, limit_option()] = None,
        lang: language = "ru",
    ) -> int:
        limits = with_changes(limit or ())
        return _validate(
            paths,
            profile,
            select or [],
            ignore or [],
            fail_on,
            to,
            output,
            config,
            grammar,
            as_of,
            limits,
            lang,
        )

    @app.command("rule", help=_t("rule"))
    def rule(
        code: Annotated[str | None, typer.Argument(help=_t("code"), show_default=False)] = None,
        lang: language = "ru",
    ) -> None:
        from protoparse.checks.registry import check_of
        from protoparse.explain_rule import rule_list, rule_page
        from protoparse.output import put

        if code is None:
            put(rule_list(lang))
            return
        check = check_of(code)
        if check is None:
            raise UsageError(
                "U206",
                f"нет правила «{code}»; список: protoparse rule",
                f"there is no rule «{code}»; for the list: protoparse rule",
            )
        put(rule_page(check, lang))


def _validate(
    paths: list[str],
    profile: str | None,
    select: list[str],
    ignore: list[str],
    fail_on: str,
    to: str,
    output: str | None,
    config: str | None,
    grammar: str | None,
    as_of: str | None,
    limits: Limits,
    lang: str,
) -> int:
    from protoparse.checks.config import load_config
    from protoparse.output import on_terminal, put
    from protoparse.report import BINARY, FORMATS, render
    from protoparse.validate import validate

    _one_of("--profile", profile, ("collegial", "advisory"))
    _one_of("--fail-on", fail_on, ("error", "warning", "info", "never"))
    _one_of("--to", to, FORMATS)
    settings = load_config(Path(config) if config else None, near=Path(paths[0]))
    changes: dict[str, object] = {}
    if profile is not None:
        changes["profile"] = profile
    if select:
        changes["select"] = _codes(select)
    if ignore:
        changes["ignore"] = (*settings.ignore, *_codes(ignore))
    if as_of is not None:
        changes["as_of"] = _day(as_of)
    settings = settings.model_copy(update=changes)
    report = validate(paths, settings, grammar=grammar, keep_text=to == "html", limits=limits)
    if to == "text" and output is None and on_terminal():
        from protoparse.report.terminal_cli import show

        show(report, lang)
    elif to in BINARY:
        _put_bytes(render(report, to, lang), output, to)
    else:
        put(render(report, to, lang).decode("utf-8"), output)
    return 1 if fail_on != "never" and report.reaches(fail_on) else 0  # type: ignore[arg-type]


def _put_bytes(data: bytes, output: str | None, form: str) -> None:
    """Write a binary report; a screen cannot show it."""
    from protoparse.errors import OutputError
    from protoparse.output import write_whole

    if output is None or output == "-":
        raise UsageError(
            "U207",
            f"отчёт {form} пишется в файл; укажите его: -o отчёт.{form}",
            f"a report of the form {form} goes to a file; name it: -o report.{form}",
        )
    try:
        write_whole(Path(output), data)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
        raise OutputError(
            "O103",
            f"{output}: отчёт не записан ({reason}); проверьте папку, права и место на диске",
            f"{output}: the report was not written ({reason}); check the folder, rights and space",
        ) from problem


def _codes(given: list[str]) -> tuple[str, ...]:
    return tuple(code.strip() for one in given for code in one.split(",") if code.strip())


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            "U208",
            f"--as-of: «{text}» не дата; пишите ГГГГ-ММ-ДД",
            f"--as-of: «{text}» is no date; write YYYY-MM-DD",
        ) from None


def _one_of(option: str, value: str | None, allowed: tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        choices = ", ".join(allowed)
        raise UsageError(
            "U209",
            f"{option}: «{value}» не подходит; возможны: {choices}",
            f"{option}: «{value}» will not do; possible are: {choices}",
        )
