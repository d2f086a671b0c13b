"""The report as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import json
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from protoparse import __version__
from protoparse.checks.base import Check
from protoparse.checks.finding import Finding
from protoparse.checks.registry import all_checks
from protoparse.validate import Report

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report, lang: str) -> bytes:
    """A SARIF log with one run; silenced findings are there as suppressed ones."""
    checks = all_checks()
    index = {check.rule.code: position for position, check in enumerate(checks)}
    results = []
    for one in report.files:
        results += [_result(finding, index, lang) for finding in one.findings]
        for finding, reason in one.silenced:
            suppressed = _result(finding, index, lang)
            suppressed["suppressions"] = [{"kind": "external", "justification": reason}]
            results.append(suppressed)
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "protoparse",
                        "version": __version__,
                        "rules": [_rule(check, lang) for check in checks],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _rule(check: Check, lang: str) -> dict[str, Any]:
    rule = check.rule
    which = 0 if lang == "ru" else 1
    about = rule.why if lang == "ru" else check.about
    severity = rule.severity_for("collegial") or rule.severity_for("advisory") or "info"
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.hint[which]},
        "fullDescription": {"text": about},
        "help": {"text": f"{rule.hint[which]}\n{rule.source}"},
        "defaultConfiguration": {"level": _LEVELS[severity], "enabled": rule.default},
    }


def _result(finding: Finding, index: dict[str, int], lang: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message(lang)},
    }
    if finding.file is None:
        return result
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(PurePath(finding.file).as_posix())}}
    if finding.start is not None and finding.end is not None and finding.line is not None:
        place["region"] = {
            "startLine": finding.line,
            "startColumn": finding.column,
            "charOffset": finding.start,
            "charLength": finding.end - finding.start,
            "snippet": {"text": finding.quote or ""},
        }
    result["locations"] = [{"physicalLocation": place}]
    return result
