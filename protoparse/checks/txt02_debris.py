"""Traces of a conversion were removed: bookmarks, asterisks, tags, soft hyphens, rules of tables.

One finding a kind, at its first place. Soft hyphens are no trace in a docx: people type them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import CheckContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import sample
from protoparse.document import Span
from protoparse.pattern import Pattern

RULE = Rule(
    code="TXT02",
    name="debris",
    group="text",
    severity="info",
    message=("Удалены следы конвертации: {what}", "Traces of a conversion were removed: {what}"),
    hint=(
        "Ничего не нужно; по возможности берите исходный docx",
        "Nothing to do; convert from the original docx when possible",
    ),
    why="Разметка, оставленная программами, в результат не попала.",
    source="практика",
    bad=(sample(heard1="**1. СЛУШАЛИ:** Дроздова В.В. об итогах первой четверти."),),
    good=(sample(),),
)

_KINDS: tuple[tuple[tuple[str, str], Pattern], ...] = (
    (("закладки Word", "bookmarks of Word"), Pattern(r"\[bookmark:[^\]\n]{0,80}\]")),
    (("звёздочки Markdown", "asterisks of Markdown"), Pattern(r"\*{2,3}(?=\S)|(?<=\S)\*{2,3}")),
    (
        ("теги HTML", "HTML tags"),
        Pattern(
            r"</?(?:p|br|b|i|u|em|strong|span|div|td|tr|table|font|sup|sub|a)(?:\s[^<>\n]{0,120})?/?>",
            re.IGNORECASE,
        ),
    ),
    (
        ("линейки таблиц", "rules of tables"),
        Pattern(r"^[ \t]*\|?(?: *:?-{3,}:? *[|\t+]){1,40}.*$", re.MULTILINE),
    ),
    (("мягкие переносы", "soft hyphens"), Pattern("\u00ad")),
)


def run(context: CheckContext) -> Iterator[Finding]:
    start, end = context.protocol.span.start, context.protocol.span.end
    if context.index == 1:
        start = 0  # a bookmark may stand before the title
    for name, pattern in _KINDS:
        if (
            name[0] == "мягкие переносы"
            and context.document is not None
            and context.document.format == "docx"
        ):
            continue
        match = pattern.search(context.text, start, end)
        if match is not None:
            yield context.finding(RULE, Span(match.start(), match.end()), what=name)
