"""What the archive commands do once their arguments are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from protoparse.batch.progress import progress_for, show
from protoparse.batch.run import Options, plan, run_batch
from protoparse.batch.summary import summary_text
from protoparse.errors import UsageError
from protoparse.output import put, safe_line

if TYPE_CHECKING:
    from protoparse.export import ExportOptions

_FOR_TASKS = ("xlsx", "csv", "ics")


def run_command(
    options: Options, *, formats: Sequence[str], today: date, dry_run: bool = False, quiet: bool = False
) -> int:
    """Run a batch, then the exports; the exit code is that of the batch."""
    from protoparse.export import FORMATS, ExportOptions, export

    lang = options.settings.lang
    for name in formats:
        if name not in FORMATS or name == "docx":
            known = ", ".join(one for one in FORMATS if one != "docx")
            raise UsageError(
                "E040",
                f"неизвестный формат «{name}»; возможны {known}",
                f"unknown format {name!r}; possible are {known}",
            )
    if dry_run:
        for found, action in plan(options):
            reason = f"\t{found.skip}" if found.skip is not None else ""
            put(f"{action}\t{safe_line(found.path)}{reason}\n")
        return 0
    summary = run_batch(options, progress_for(lang, quiet=quiet))
    if not quiet:
        show(summary_text(summary, lang))
    if not summary.interrupted:
        for name in formats:
            written = export(options.out, name, None, ExportOptions(today, lang))
            if not quiet:
                show(str(written))
    return summary.exit_code


def export_command(out: Path, formats: Sequence[str], target: Path | None, options: ExportOptions) -> None:
    """Write exports of an output folder; their paths go to standard output."""
    from protoparse.export import export

    if target is not None and len(formats) != 1:
        raise UsageError("E049", "с --output укажите один формат", "with --output name one format")
    for name in formats:
        put(f"{safe_line(str(export(out, name, target, options)))}\n")


def tasks_command(out: Path, form: str | None, target: Path | None, options: ExportOptions) -> None:
    """Show the register of instructions, or write it."""
    from protoparse.export import export
    from protoparse.export.register import entries
    from protoparse.export.report import show_tasks
    from protoparse.export.source import Archive

    if form is None:
        show_tasks(entries(Archive(out), options.wanted, options.today), options.today, options.lang)
        return
    if form not in _FOR_TASKS:
        known = ", ".join(_FOR_TASKS)
        raise UsageError(
            "E040",
            f"неизвестный формат «{form}»; возможны {known}",
            f"unknown format {form!r}; possible are {known}",
        )
    # A selection does not take the place of the full register, in which people keep their notes.
    names = {"xlsx": "tasks.xlsx", "csv": "tasks.csv", "ics": "tasks.ics"}
    written = export(out, form, target or out / names[form], replace(options, tasks_only=True))
    put(f"{safe_line(str(written))}\n")
