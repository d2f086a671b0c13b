"""The text holds an e-mail address, a phone number, a home address or the number of a passport.

Minutes are published on sites; mask such data before. The letterhead's own contacts are not meant.
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
    code="TXT04",
    name="personal-data",
    group="text",
    severity="info",
    message=(
        "В тексте есть контактные (персональные) данные: {what}",
        "The text holds contact or personal data: {what}",
    ),
    hint=("Скройте их перед публикацией", "Mask them before publishing"),
    why="Протоколы публикуют на сайтах; персональные данные в них попадать не должны.",
    source="152-ФЗ",
    bad=(sample(talk1="Отчёты присылать на адрес kanikuly@example.ru до пятницы."),),
    good=(sample(),),
)

# what is looked for, a word without which there is none (searching for it is much faster), the pattern
_KINDS: tuple[tuple[tuple[str, str], tuple[str, ...], Pattern], ...] = (
    (("электронная почта", "e-mail"), ("@",), Pattern(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{2,24}){1,4}")),
    (
        ("телефон", "phone number"),
        ("8", "+7"),
        Pattern(r"(?<![\d.])(?:\+7|8)[\s(-]{1,3}\d{3,5}[\s)-]{1,3}\d{1,3}[\s-]?\d\d[\s-]?\d\d(?!\d)"),
    ),
    (
        ("паспорт", "passport"),
        ("паспорт",),
        Pattern(r"паспорт\w*[^\d\n]{0,40}\d{2}\s?\d{2}[\s№]{1,4}\d{6}(?!\d)", re.IGNORECASE),
    ),
    (("СНИЛС", "SNILS"), ("-",), Pattern(r"(?<!\d)\d{3}-\d{3}-\d{3}[ -]\d\d(?!\d)")),
    (
        ("домашний адрес", "home address"),
        ("прожива", "зарегистрирован", "кв."),
        Pattern(
            (
                r"(?:прожива\w+|зарегистрирован\w*)[^\n]{0,40}(?:по адресу|ул\.|улиц)[^\n]{0,80}"
                r"|ул\.\s[^\n]{2,40},?\s*д\.?\s?\d+[^\n]{0,12}кв\.\s?\d+"
            ),
            re.IGNORECASE,
        ),
    ),
)


def run(context: CheckContext) -> Iterator[Finding]:
    # what stands in the letterhead is the institution's own address
    letterhead = [
        part.unit.view.span() for part in context.head if part.role in ("docline", "fact", "headline")
    ]
    # behind the signatures the author of the document leaves an office phone
    last = max((one.span.end for one in context.protocol.signatures), default=context.protocol.span.end)
    for name, words, pattern in _KINDS:
        if not any(word in context.lowered for word in words):
            continue
        for match in pattern.finditer(context.text, context.protocol.span.start, context.protocol.span.end):
            if match.start() >= last or any(span.start <= match.start() < span.end for span in letterhead):
                continue
            yield context.finding(RULE, Span(match.start(), match.end()), what=name)
            break
