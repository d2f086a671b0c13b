"""The report as a document to print: a summary, then each file with its findings."""

from __future__ import annotations

import io

from protoparse.output import safe_xml
from protoparse.report.words import word
from protoparse.validate import Report


def render(report: Report, lang: str) -> bytes:
    """A .docx."""
    import docx
    from docx.shared import Pt, RGBColor

    colours = {
        "error": RGBColor(0xB0, 0x20, 0x20),
        "warning": RGBColor(0x8A, 0x5A, 0),
        "info": RGBColor(0x30, 0x60, 0x90),
    }
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(10)
    document.add_heading(word("title", lang), 0)
    total = (
        f"{len(report.files)} {word('files', lang)}; {report.count('error')} {word('errors', lang)}, "
        f"{report.count('warning')} {word('warnings', lang)}, {report.count('info')} {word('infos', lang)}."
    )
    document.add_paragraph(total)
    organisations = report.by_organisation()
    if organisations:
        heads = [word(key, lang) for key in ("organisation", "files", "errors", "warnings", "infos")]
        table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
        for cell, head in zip(table.rows[0].cells, heads, strict=True):
            cell.text = head
        for row in organisations:
            for cell, value in zip(table.add_row().cells, row, strict=True):
                cell.text = safe_xml(str(value))
    for one in report.files:
        document.add_heading(safe_xml(one.file), 1)
        if not one.findings:
            document.add_paragraph(word("clean", lang))
        for finding in one.findings:
            paragraph = document.add_paragraph(style="List Bullet")
            run = paragraph.add_run(f"{finding.code}, {word(finding.severity, lang)}. ")
            run.bold = True
            run.font.color.rgb = colours[finding.severity]
            paragraph.add_run(safe_xml(finding.message(lang)) + ". ")
            place = [f"{word('line', lang).lower()} {finding.line}"] if finding.line else []
            place += [f"{word('page', lang).lower()} {finding.page}"] if finding.page else []
            if finding.quote:
                paragraph.add_run(
                    f"{safe_xml(', '.join(place))}: «{safe_xml(finding.quote)}». "
                ).italic = True
            paragraph.add_run(f"{word('mend', lang)}: {safe_xml(finding.hint(lang))}.")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
