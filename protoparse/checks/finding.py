"""What a rule reports: the code, the place, the quoted words, what is wrong and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
LONGEST_QUOTE = 160


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding.

    `file` is the path as given, `protocol` the number (from 1) of the protocol in it, None for the whole file.
    `start`, `end`: code points of the extracted text, half-open; `page`, `paragraph` (top-level block), `line`
    and `column` count from 1; all None where there is no place. `quote` is the text of the place on one line.
    """

    code: str
    severity: Severity
    message_ru: str
    message_en: str
    hint_ru: str
    hint_en: str
    source: str
    file: str | None = None
    protocol: int | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None
    paragraph: int | None = None
    line: int | None = None
    column: int | None = None
    quote: str | None = None

    def message(self, lang: str = "ru") -> str:
        """What is wrong, in Russian («ru») or English («en»)."""
        return self.message_ru if lang == "ru" else self.message_en

    def hint(self, lang: str = "ru") -> str:
        """What to do about it."""
        return self.hint_ru if lang == "ru" else self.hint_en

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for an info."""
        return SEVERITIES.index(self.severity)


def shorten(text: str, longest: int = LONGEST_QUOTE) -> str:
    """The text on one line, cut at a word with «…» where it is longer.

    >>> shorten("О  плане\\nработы", 10)
    'О плане…'
    """
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    head = line[:longest]
    return (head.rsplit(" ", 1)[0] if " " in head[longest // 2 :] else head).rstrip(" ,;:–—-") + "…"
