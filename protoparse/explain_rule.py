"""What `protoparse rule` prints: the list of the rules, or one of them with an example."""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import GROUPS, Check, Rule
from protoparse.checks.profiles import PROFILES
from protoparse.checks.registry import all_checks
from protoparse.checks.sample import Sample
from protoparse.report.words import word

_TEXTS = {
    "off": ("по умолчанию выключено", "off by default"),
    "bad": ("Плохо", "Bad"),
    "good": ("Хорошо", "Good"),
    "silence": (
        "Заглушить: строка «файл | {code} | причина» в protoparse.ignore;\n"
        'выключить: ignore = ["{code}"] в protoparse.toml',
        "To silence: a line «file | {code} | reason» in protoparse.ignore;\n"
        'to switch off: ignore = ["{code}"] in protoparse.toml',
    ),
}


def rule_list(lang: str) -> str:
    """All rules by group, one a line."""
    which = 0 if lang == "ru" else 1
    lines: list[str] = []
    group = ""
    for check in all_checks():
        rule = check.rule
        if rule.group != group:
            group = rule.group
            lines += ["", GROUPS[group][which]] if lines else [GROUPS[group][which]]
        lines.append(f"  {rule.code}  {_severity(rule, lang):<30} {_plain(rule.message[which])}")
    return "\n".join(lines) + "\n"


def rule_table(lang: str = "ru") -> str:
    """All rules as a Markdown table, for the README."""
    which = 0 if lang == "ru" else 1
    heads = (word("code", lang), word("severity", lang), word("message", lang))
    lines = [f"| {' | '.join(heads)} |", "| --- | --- | --- |"]
    for check in all_checks():
        rule = check.rule
        lines.append(f"| {rule.code} | {_severity(rule, lang)} | {_plain(rule.message[which])} |")
    return "\n".join(lines) + "\n"


def rule_page(check: Check, lang: str) -> str:
    """One rule: what it checks, why, how bad, an example, how to mend it."""
    rule = check.rule
    which = 0 if lang == "ru" else 1
    parts = [
        f"{rule.code} {rule.name}: {_plain(rule.message[which])}",
        rule.why if lang == "ru" else check.about,
        f"{word('severity', lang)}: {_severity(rule, lang)}",
        f"{word('mend', lang)}: {rule.hint[which]}",
        f"{word('basis', lang)}: {rule.source}",
    ]
    for key, samples in (("bad", rule.bad), ("good", rule.good)):
        shown = next((text for one in samples if (text := _shown(one))), "")
        gone = next((one.missing for one in rule.bad if isinstance(one, Sample) and one.missing), "")
        if gone and key == "bad":
            shown = "\n".join(f"– {line}" for line in gone.splitlines()) + (f"\n{shown}" if shown else "")
        elif gone and not shown:
            shown = gone
        if shown:
            parts.append(f"{_TEXTS[key][which]}:\n" + "\n".join(f"    {line}" for line in shown.splitlines()))
    parts.append(_TEXTS["silence"][which].format(code=rule.code))
    return "\n\n".join(parts) + "\n"


def _shown(one: Sample | tuple[Sample, ...]) -> str:
    if isinstance(one, Sample):
        return one.shown
    return "\n".join(f"{sample.name}: {sample.known_by}" + _rest(sample) for sample in one)


def _rest(sample: Sample) -> str:
    told = (sample.parts.get("title"), sample.parts.get("date"))
    rest = [line for line in sample.shown.splitlines() if line not in told]
    return "".join(f"\n    {line}" for line in rest)


def _severity(rule: Rule, lang: str) -> str:
    which = 0 if lang == "ru" else 1
    off = f", {_TEXTS['off'][which]}" if not rule.default else ""
    if isinstance(rule.severity, str):
        return word(rule.severity, lang) + off
    each = []
    for profile in PROFILES:
        severity = rule.severity_for(profile)
        if severity is not None:
            each.append(f"{word(severity, lang)} ({word(f'profile_{profile}', lang)})")
    return ", ".join(each) + off


def _plain(message: str) -> str:
    """The message with its fields as dots.

    >>> _plain("Вопрос {n} не рассмотрен")
    'Вопрос … не рассмотрен'
    """
    pieces = list(_pieces(message))
    return "".join(pieces).rstrip(" :")


def _pieces(message: str) -> Iterator[str]:
    from string import Formatter

    for text, name, _, _ in Formatter().parse(message):
        yield text
        if name is not None and name not in ("more", "reason"):
            yield "…"
