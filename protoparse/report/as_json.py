"""The report as one JSON document."""

from __future__ import annotations

from protoparse.report.document import report_model
from protoparse.validate import Report


def render(report: Report, lang: str) -> bytes:
    """JSON of a ReportModel."""
    return (
        report_model(report, lang).model_dump_json(indent=2, exclude_none=True).encode("utf-8", "replace")
        + b"\n"
    )
