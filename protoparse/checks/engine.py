"""Running the rules: over one protocol, one parsed file, one envelope."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from protoparse.checks.base import Check, Scope
from protoparse.checks.config import Config
from protoparse.checks.context import CheckContext, FileContext, contexts
from protoparse.checks.finding import Finding
from protoparse.checks.registry import all_checks
from protoparse.model import Diagnostic, Envelope, TextSpan
from protoparse.pipeline import Parsed


@lru_cache(maxsize=32)
def _chosen(scope: Scope, select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Check, ...]:
    config = Config(select=select, ignore=ignore)
    return tuple(
        check
        for check in all_checks()
        if check.rule.scope == scope and config.wants(check.rule.code, check.rule.default)
    )


def chosen_checks(scope: Scope, config: Config) -> tuple[Check, ...]:
    """The rules of a scope that the settings ask for."""
    return _chosen(scope, config.select, config.ignore)


def with_severity(finding: Finding, config: Config) -> Finding:
    """The finding with the severity that the settings give to its rule."""
    wanted = config.severity.get(finding.code)
    return finding if wanted is None or wanted == finding.severity else replace(finding, severity=wanted)


def check_protocol(context: CheckContext) -> list[Finding]:
    """What is wrong with one protocol, in the order of its text."""
    findings = []
    for check in chosen_checks("protocol", context.config):
        rule = check.rule
        if rule.severity_for(context.profile) is None or (context.is_extract and not rule.extracts):
            continue
        if rule.needs_text and context.document is None:
            continue
        findings += [with_severity(finding, context.config) for finding in check.run(context)]
    return in_order(findings)


def check_file(context: FileContext) -> list[Finding]:
    """What is wrong with a whole file."""
    return [
        with_severity(finding, context.config)
        for check in chosen_checks("file", context.config)
        for finding in check.run(context)
    ]


def check_contexts(whole: FileContext, own: Iterable[CheckContext]) -> list[Finding]:
    """What is wrong with a file and each of its protocols."""
    findings = check_file(whole)
    for context in own:
        findings += check_protocol(context)
    return findings


def check_parsed(parsed: Parsed, *, file: str = "", config: Config | None = None) -> list[Finding]:
    """What is wrong with a file and each protocol in it; rules over an archive are not among it."""
    settings = config or Config()
    return check_contexts(FileContext(file, settings, parsed), contexts(parsed, file=file, config=settings))


def check(envelope: Envelope) -> list[Diagnostic]:
    """The findings of the rules that need the parsed protocols alone, as Diagnostics in Russian.

    Where the parsed file is at hand, `diagnostics(check_parsed(parsed))` says more.
    """
    findings: list[Finding] = []
    for index, protocol in enumerate(envelope.protocols, 1):
        findings += check_protocol(CheckContext(protocol, file=envelope.source.file or "", index=index))
    return list(diagnostics(findings))


def diagnostics(findings: list[Finding], lang: str = "ru") -> Iterator[Diagnostic]:
    """The findings in the form of the public JSON."""
    for one in findings:
        span = (
            None
            if one.start is None or one.end is None
            else TextSpan(start=one.start, end=one.end, page=one.page)
        )
        yield Diagnostic(
            code=one.code, severity=one.severity, message=one.message(lang), hint=one.hint(lang), span=span
        )


def in_order(findings: list[Finding]) -> list[Finding]:
    """By place in the text, then by code."""
    return sorted(
        findings, key=lambda one: (one.start if one.start is not None else -1, one.code, one.message_ru)
    )
