"""The findings as JSON lines, one a line."""

from __future__ import annotations

from protoparse.report.document import finding_model
from protoparse.validate import Report


def render(report: Report, lang: str) -> bytes:
    """A FindingModel a line."""
    lines = [finding_model(one, lang).model_dump_json(exclude_none=True) for one in report.findings]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
