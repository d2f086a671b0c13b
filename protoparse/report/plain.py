"""The report as plain text, for files and pipes."""

from __future__ import annotations

from protoparse.report.lines import report_lines
from protoparse.validate import Report


def render(report: Report, lang: str) -> bytes:
    """The lines without colours."""
    lines = ("".join(text for _, text in line).rstrip() for line in report_lines(report, lang))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
