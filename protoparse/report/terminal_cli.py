"""The report on a terminal, in colours."""

from __future__ import annotations

import sys

from protoparse.report.lines import report_lines
from protoparse.validate import Report

_STYLES = {
    "file": "bold underline",
    "error": "bold red",
    "warning": "yellow",
    "info": "cyan",
    "place": "dim",
    "gutter": "dim",
    "hint": "green",
    "heading": "bold",
    "count": "dim",
}


def show(report: Report, lang: str) -> None:
    """Print the report on standard output."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
    for line in report_lines(report, lang):
        console.print(Text.assemble(*((text, _STYLES.get(style, "")) for style, text in line)))
