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

    `file` is the path as given, `protocol` the number (from 1) of the protocol in it, None for the whole
    file. `start`, `end`: code points of the extracted text, half-open; `page`, `paragraph` (top-level block),
    `line` and `column` count from 1; all None where there is no place. `quote` is the text of the place on
    one line, `excerpt` a window of its source line in which `caret_length` characters from `caret` are meant.
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
    excerpt: str | None = None
    caret: int | None = None
    caret_length: int | None = None

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


WINDOW = 96  # characters of a source line that are shown


def window(text: str, start: int, end: int) -> tuple[str, int, int]:
    """(excerpt, caret, length): a window of the line around a place, each white space one space.

    >>> window("one\\n  two three\\nfour", 10, 15)
    ('two three', 4, 5)
    """
    first = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", start)
    stop = len(text) if stop < 0 else stop
    line = text[first:stop]
    indent = len(line) - len(line.lstrip())
    caret = start - first
    cut = min(indent, caret)
    if caret - cut > WINDOW * 2 // 3:
        cut = caret - WINDOW // 3
    shown = line[cut : cut + WINDOW].rstrip()
    length = max(1, min(end, stop, first + cut + len(shown)) - start)
    return "".join(" " if one.isspace() else one for one in shown), caret - cut, length


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
