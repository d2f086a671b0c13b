"""The report as a workbook: findings, by rule, by organisation, files."""

from __future__ import annotations

import io
from typing import Any

from protoparse.output import safe_xml
from protoparse.report.words import word
from protoparse.validate import Report

_LONGEST_CELL = 32_000


def render(report: Report, lang: str) -> bytes:
    """An .xlsx; text is never taken for a formula or a link."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    workbook = xlsxwriter.Workbook(buffer, options)
    formats = {
        "head": workbook.add_format({"bold": True, "bg_color": "#E7E6E6", "border": 1, "text_wrap": True}),
        "cell": workbook.add_format({"text_wrap": True, "valign": "top"}),
        "error": workbook.add_format({"text_wrap": True, "valign": "top", "bg_color": "#F8CBAD"}),
        "warning": workbook.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFE699"}),
    }
    keys = (
        "file",
        "protocol",
        "severity",
        "code",
        "page",
        "paragraph",
        "line",
        "quote",
        "message",
        "mend",
        "basis",
    )
    findings = [
        [
            one.file,
            one.protocol,
            word(one.severity, lang),
            one.code,
            one.page,
            one.paragraph,
            one.line,
            one.quote,
            one.message(lang),
            one.hint(lang),
            one.source,
        ]
        for one in report.findings
    ]
    styles = [one.severity for one in report.findings]
    widths = (34, 9, 15, 9, 6, 8, 8, 40, 46, 46, 34)
    _sheet(
        workbook, word("findings", lang), [word(key, lang) for key in keys], findings, widths, formats, styles
    )
    _sheet(
        workbook,
        word("by_rule", lang),
        [word("code", lang), word("count", lang)],
        [[code, count] for code, count in report.by_rule()],
        (12, 10),
        formats,
    )
    _sheet(
        workbook,
        word("by_organisation", lang),
        [word(key, lang) for key in ("organisation", "files", "errors", "warnings", "infos")],
        [list(row) for row in report.by_organisation()],
        (60, 10, 10, 16, 12),
        formats,
    )
    rows = [
        [
            one.file,
            line.number,
            line.date,
            line.body,
            sum(1 for f in one.findings if f.protocol in (None, line.index)),
        ]
        for one in report.files
        for line in one.protocols
    ]
    rows += [[one.file, None, None, None, len(one.findings)] for one in report.files if not one.protocols]
    heads = [word(key, lang) for key in ("file", "number", "date", "body", "count")]
    _sheet(workbook, word("protocol", lang), heads, rows, (40, 8, 12, 60, 10), formats)
    workbook.close()
    return buffer.getvalue()


def _sheet(
    workbook: Any,
    name: str,
    heads: list[str],
    rows: list[list[Any]],
    widths: tuple[int, ...],
    formats: dict[str, Any],
    styles: list[Any] | None = None,
) -> None:
    sheet = workbook.add_worksheet(name)
    for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, formats["head"])
    for index, row in enumerate(rows, 1):
        style = formats.get(styles[index - 1] if styles else "", formats["cell"])
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(index, column, value, formats["cell"])
            elif value:
                text = safe_xml(str(value))[:_LONGEST_CELL]
                sheet.write_string(index, column, text, style if column == 2 else formats["cell"])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(heads) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
