"""The findings as workflow commands of GitHub Actions: they show up beside the files of a pull request."""

from __future__ import annotations

from protoparse.validate import Report

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report, lang: str) -> bytes:
    """One `::warning file=…::` a finding."""
    lines = []
    for finding in report.findings:
        place = {"file": finding.file, "line": finding.line, "col": finding.column, "title": finding.code}
        given = ",".join(
            f"{key}={_property(str(value))}" for key, value in place.items() if value is not None
        )
        message = _data(f"{finding.message(lang)}. {finding.hint(lang)}")
        lines.append(f"::{_COMMANDS[finding.severity]} {given}::{message}\n")
    return "".join(lines).encode("utf-8", "replace")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    r"""A value of a property: what would end it is written in another way.

    >>> _property("а,б:в")
    'а%2Cб%3Aв'
    """
    return _data(text).replace(":", "%3A").replace(",", "%2C")
