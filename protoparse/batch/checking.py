"""The validation rules as a batch runs them: on each file, where it was parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protoparse.model import Diagnostic
    from protoparse.pipeline import Parsed

RULES = "protoparse.batch.checking:findings_of"


def findings_of(parsed: Parsed, lang: str) -> list[Diagnostic]:
    """The findings of all rules that look at one file."""
    from protoparse.checks.engine import check_parsed, diagnostics

    return list(diagnostics(check_parsed(parsed), lang))
