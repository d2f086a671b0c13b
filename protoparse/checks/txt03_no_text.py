"""No text came out of the file: a scan without a text layer, or a damaged file.

The file is in the report so that nobody takes its silence for health.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import FileContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import Sample, bare

RULE = Rule(
    code="TXT03",
    name="no-text",
    group="text",
    severity="error",
    message=(
        "Текст не извлечён (скан без текстового слоя или повреждённый файл){reason}",
        "No text extracted (a scan without a text layer, or a damaged file){reason}",
    ),
    hint=(
        "Распознайте скан (OCR) или попросите docx",
        "Run OCR or ask for the docx",
    ),
    why="Файл, из которого не вышел текст, нельзя проверить; молча пропускать его нельзя.",
    source="практика",
    bad=(bare("12 34 56\n"), bare("Protocol of the meeting of the board, taken in full length. " * 8)),
    good=(Sample(),),
    scope="file",
)

_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_LEAST_LETTERS = 200
_LEAST_CYRILLIC = 0.3


def run(context: FileContext) -> Iterator[Finding]:
    if context.parsed is None:
        ru, en = context.problem
        yield context.finding(RULE, reason=(f": {ru}" if ru else "", f": {en}" if en else ""))
        return
    if context.parsed.envelope.protocols:
        return
    text = context.parsed.document.text
    letters = len(_LETTER.findall(text))
    if letters < _LEAST_LETTERS or len(_CYRILLIC.findall(text)) < _LEAST_CYRILLIC * letters:
        yield context.finding(RULE, reason="")
