"""The report as lines for people, each a list of (style, text): what the terminal colours and a file does
not.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.finding import Finding
from protoparse.output import safe_line
from protoparse.report.words import word
from protoparse.validate import FileResult, Report

Piece = tuple[str, str]
Line = list[Piece]
_GUTTER = 6


def report_lines(report: Report, lang: str) -> Iterator[Line]:
    """Every line of the report: files with their findings, then the summary."""
    for one in report.files:
        if one.findings:
            yield from _file(one, lang)
    yield from _summary(report, lang)


def _file(one: FileResult, lang: str) -> Iterator[Line]:
    yield [("file", safe_line(one.file))]
    several = len(one.protocols) > 1
    for finding in one.findings:
        yield from _finding(finding, lang, several)
    yield []


def _finding(finding: Finding, lang: str, several: bool) -> Iterator[Line]:
    where = f"{finding.line}:{finding.column}" if finding.line is not None else "—"
    page = f" {word('page', lang).lower()} {finding.page}" if finding.page is not None else ""
    which = f" {word('protocol', lang).lower()} {finding.protocol}" if several and finding.protocol else ""
    yield [
        ("place", f"  {where}{page}{which}: "),
        (finding.severity, f"{word(finding.severity, lang)} {finding.code}"),
        ("message", f": {safe_line(finding.message(lang))}"),
    ]
    if finding.excerpt and finding.caret is not None and finding.caret_length is not None:
        excerpt = "".join(one if one.isprintable() else "·" for one in finding.excerpt)
        yield [("gutter", f"{finding.line or '':>{_GUTTER}} │ "), ("excerpt", excerpt)]
        marks = "^" * max(1, min(finding.caret_length, len(excerpt) - finding.caret))
        yield [("gutter", f"{'':>{_GUTTER}} │ "), (finding.severity, f"{'':{finding.caret}}{marks}")]
    yield [
        ("gutter", f"{'':>{_GUTTER}} = "),
        ("hint", f"{word('hint', lang)}: {safe_line(finding.hint(lang))}"),
    ]


def _summary(report: Report, lang: str) -> Iterator[Line]:
    if report.by_rule():
        yield [("heading", word("by_rule", lang))]
        for code, count in report.by_rule():
            yield [("count", f"{count:>6}  "), ("message", code)]
        yield []
    organisations = report.by_organisation()
    if len(organisations) > 1:
        yield [("heading", word("by_organisation", lang))]
        for name, files, errors, warnings, infos in organisations:
            yield [
                ("count", f"{errors:>6}{warnings:>6}{infos:>6}  "),
                ("message", f"{safe_line(name)} ({files})"),
            ]
        yield []
    silenced = sum(len(one.silenced) for one in report.files)
    total = (
        f"{len(report.files)} {word('files', lang)}: {report.count('error')} {word('errors', lang)}, "
        f"{report.count('warning')} {word('warnings', lang)}, {report.count('info')} {word('infos', lang)}"
    )
    yield [("heading", total + (f", {silenced} {word('silenced', lang)}" if silenced else ""))]
