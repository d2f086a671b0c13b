"""No text came out of the file, or not all: a scan without a text layer, a damaged or a huge file.

The file is in the report so that nobody takes its silence for health.
"""

from __future__ import annotations

from collections.abc import Iterator

from protoparse.checks.base import Rule
from protoparse.checks.context import FileContext
from protoparse.checks.finding import Finding
from protoparse.checks.sample import Sample, bare
from protoparse.limits import PARTIAL
from protoparse.pattern import Pattern

RULE = Rule(
    code="TXT03",
    name="no-text",
    group="text",
    severity="error",
    message=(
        "Текст не извлечён или извлечён не весь (скан без текстового слоя, повреждённый или огромный файл)"
        "{reason}",
        "No text extracted, or not all (a scan without a text layer, a damaged or a huge file){reason}",
    ),
    hint=(
        "Распознайте скан (OCR) или попросите docx; огромный файл разделите или поднимите предел: --limit",
        "Run OCR or ask for the docx; split a huge file or raise the limit: --limit",
    ),
    why=(
        "Файл, из которого не вышел текст, нельзя проверить; молча пропускать его нельзя. О том, который "
        "прочитан не до конца, тоже нужно знать: другие замечания могут быть из-за этого."
    ),
    source="практика",
    bad=(bare("12 34 56\n"), bare("Protocol of the meeting of the board, taken in full length. " * 8)),
    good=(Sample(),),
    scope="file",
)

_LETTER = Pattern(r"[^\W\d_]")
_CYRILLIC = Pattern(r"[А-Яа-яЁё]")
_LEAST_LETTERS = 200
_LEAST_CYRILLIC = 0.3


def run(context: FileContext) -> Iterator[Finding]:
    if context.parsed is None:
        ru, en = context.problem
        yield context.finding(RULE, reason=(f": {ru}" if ru else "", f": {en}" if en else ""))
        return
    for note in context.parsed.document.notes:
        if note.code in PARTIAL:
            reason = (f": {note.code} {note.message_ru}", f": {note.code} {note.message_en}")
            yield context.finding(RULE, reason=reason)
    if context.parsed.envelope.protocols:
        return
    text = context.parsed.document.text
    letters = len(_LETTER.findall(text))
    if letters < _LEAST_LETTERS or len(_CYRILLIC.findall(text)) < _LEAST_CYRILLIC * letters:
        yield context.finding(RULE, reason="")
