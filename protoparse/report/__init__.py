"""The report of a validation in a format: one module a format, each with `render(report, lang) -> bytes`."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, cast

# Only the type: the rules behind it take a third of a second to load, and `--help` wants the names alone.
if TYPE_CHECKING:
    from protoparse.validate import Report

FORMATS = ("text", "json", "jsonl", "github", "sarif", "xlsx", "docx", "html")
BINARY = frozenset({"xlsx", "docx"})
_MODULES = {
    "text": "plain",
    "json": "as_json",
    "jsonl": "as_json_lines",
    "docx": "as_docx",
    "xlsx": "as_xlsx",
}


class _Renderer(Protocol):
    def render(self, report: Report, lang: str) -> bytes: ...


def render(report: Report, form: str, lang: str = "ru") -> bytes:
    """The report in one of FORMATS, text as UTF-8."""
    module = importlib.import_module(f"{__name__}.{_MODULES.get(form, form)}")
    return cast(_Renderer, module).render(report, lang)
