"""The parts of a run of people: names, brackets, and pieces of text between separators."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from protoparse.fields.person import NameForm
from protoparse.fields.position import is_position
from protoparse.fields.position_lexicon import HEAD_ABBREVIATIONS, QUALIFIER_ABBREVIATIONS
from protoparse.fields.role import read_role
from protoparse.pattern import Pattern

Kind = Literal["name", "text", "bracket"]

_SPACE = " \t\u00a0\u2009\u202f"
# A dash between words; «и» and «а также» between people; a full stop; a number in front of a list's item.
_DASH = Pattern(r"[–—]+\s*|-+\s+")
_SPACED_DASH = Pattern(r"[-–—]+\s*")
_WORDS_GO_ON = Pattern(r":|\s+(?!и\s|а\s+также\s)[а-яё]{2,}")
_BLANK = Pattern(r"\s+")
_AND = Pattern(r"(?:и|а\s+также|совместно\s+с|вместе\s+с|в\s+лице)(?=\s)\s+")
_AND_LAST = Pattern(r"\s(?:и|а\s+также|совместно\s+с|вместе\s+с|в\s+лице)\s*\Z")
_NUMBER = Pattern(r"(?:№\s*)?\d{1,3}[.)](?!\d)\s*")
_COUNT = Pattern(
    r"(?:всего|итого)?\s*\d+\s*(?:чел(?:\.|овек\w*)?|член\w*[^:,;(]{0,40}|делегат\w*|депутат\w*)\s*\Z", re.I
)
_SHORT = Pattern(r"(?<![^\W\d_])([^\W\d_]+)\.\Z")
_FOLLOWING = Pattern(r"(\s*)(\S?)")
_DOTTED = (
    HEAD_ABBREVIATIONS
    | QUALIFIER_ABBREVIATIONS
    | frozenset(
        {
            "обл",
            "респ",
            "край",
            "канд",
            "докт",
            "наук",
            "экон",
            "филол",
            "психол",
            "физ",
            "мат",
            "ист",
            "биол",
            "хим",
        }
        | {
            "полит",
            "юрид",
            "муниц",
            "терр",
            "пос",
            "ред",
            "стр",
            "корп",
            "каб",
            "ауд",
            "тел",
            "доб",
            "сокр",
            "имени",
        }
    )
)
_LINE_START = Pattern(r"\s*(?:[-–—•*]\s*|(?:№\s*)?\d{1,3}[.)]\s*)?")
_BRACKET = Pattern(r"[()]")
_LETTER = Pattern(r"[^\W_]")
_WORDS = Pattern(rf"[^\W_]+(?:[{_SPACE}]+[^\W_]+)*")
_QUOTE = Pattern(r"[«»“”„\"]")
_ENTRY_END = Pattern(r"[;\n]")
_OPENING, _CLOSING = "«“„", "»”"


class Part(NamedTuple):
    """One part of a run: `start`, `end` in the text; `before` is the separator in front of it.

    `before` is «» (white space only), «,», «;», «.», «:», «–», «и», «,и» or a line break, of several the
    strongest; `name` is given for a name.
    """

    kind: Kind
    start: int
    end: int
    before: str
    name: NameForm | None = None


def _quoted(text: str) -> list[tuple[int, int]]:
    """Spans of quoted text, outermost. An inner quote may close the outer one too: «УК «Уют»; «Дом»."""
    spans: list[tuple[int, int]] = []
    depth, start = 0, 0
    straight: int | None = None
    marks = [(match.start(), match.group()) for match in _QUOTE.finditer(text)]
    for order, (at, letter) in enumerate(marks):
        if letter == '"':
            if straight is None:
                straight = at
            else:
                spans.append((straight, at + 1))
                straight = None
        elif letter in _OPENING:
            if depth == 0:
                start = at
            depth += 1
        elif depth:
            depth -= 1
            following = marks[order + 1] if order + 1 < len(marks) else None
            nested = following is not None and following[1] in _CLOSING
            if depth and following is not None and nested:
                nested = not _ENTRY_END.search(text, at, following[0])
            if depth == 0 or not nested:
                spans.append((start, at + 1))
                depth = 0
    return spans


def _brackets(text: str) -> list[tuple[int, int]]:
    """Spans of round brackets, outermost."""
    spans: list[tuple[int, int]] = []
    depth, start = 0, 0
    for match in _BRACKET.finditer(text):
        at = match.start()
        if match.group() == "(":
            if depth == 0:
                start = at
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                spans.append((start, at + 1))
    return spans


def _ends_sentence(text: str, at: int) -> bool:
    """True where the full stop at `at` ends an entry rather than an abbreviation."""
    short = _SHORT.search(text, max(0, at - 20), at + 1)
    word = short.group(1) if short else ""
    abbreviated = bool(word) and (
        word.lower() in _DOTTED
        or len(word) < 2
        or (len(word) < 4 and not word.isupper() and word[-1].islower())
    )
    following = _FOLLOWING.match(text, at + 1)
    if following is None or not following.group(2):
        return not abbreviated
    starts = following.group(2)
    if not following.group(1) or not (starts.isupper() or starts in "«(0123456789"):
        return False
    return not abbreviated


_STRENGTH = {"": 0, "\n": 1, "и": 2, "–": 3, ",": 4, ",и": 5, ":": 6, ".": 7, ";": 8}


def _stronger(one: str, other: str) -> str:
    if {one, other} <= {",", "и", ",и"} and one != other:
        return ",и"
    return one if _STRENGTH[one] >= _STRENGTH[other] else other


class _Cutter:
    """Walks over the text and yields its parts; `opaque` spans (quotes) hold no separators."""

    def __init__(self, text: str, names: Sequence[NameForm]) -> None:
        self.text = text
        self.quotes = _quoted(text)
        self.brackets = [span for span in _brackets(text) if not _inside(span[0], self.quotes)]
        self.names = names
        self.bracketed: list[int] = []
        if self.quotes or self.brackets:
            self.bracketed = [name.start for name in names if _inside(name.start, self.brackets)]
            hidden = {*self.bracketed, *(name.start for name in names if _inside(name.start, self.quotes))}
            self.names = [name for name in names if name.start not in hidden]
        self.name_starts = {name.start for name in self.names}
        self.name_ends = {name.end for name in self.names}

    def parts(self) -> Iterator[Part]:
        jumps: dict[int, tuple[Kind, int, NameForm | None]] = {}
        for start, end in self.brackets:
            jumps[start] = ("bracket", end, None)
        for name in self.names:
            jumps[name.start] = ("name", name.end, name)
        quotes = dict(self.quotes)
        stops = [*sorted(jumps), len(self.text)]
        text, at, before = self.text, 0, ""
        begin: int | None = None  # where the open piece of text began
        while at < len(text):
            if at in jumps:
                kind, end, found = jumps[at]
                if kind == "bracket" and begin is not None and self._goes_on(at, end):
                    at = end
                    continue
                if begin is not None:
                    yield from self._piece(begin, at, before)
                    before = self._trailing(begin, at)
                    begin = None
                yield Part(kind, at, end, before, found)
                at, before = end, ""
                if found is not None:
                    at = self._after_name(at)
                continue
            if begin is not None and (words := _WORDS.match(text, at)):
                # Most of a text is gone over here: in words nothing begins but a name that stands there.
                at = min(words.end(), stops[bisect_right(stops, at)])
                continue
            if begin is None and (number := _NUMBER.match(text, at)) and self._opens_item(at):
                before = _stronger(before, ";")
                at = number.end()
                continue
            if begin is None and (joint := _AND.match(text, at)):
                before = _stronger(before, "и")
                at = joint.end()
                continue
            separator, end = self._separator(at)
            if separator:
                if begin is not None:
                    yield from self._piece(begin, at, before)
                    begin, before = None, ""
                before = _stronger(before, separator)
                at = end
                continue
            if begin is None and text[at] not in _SPACE + "•*·_/":
                begin = at
            blank = _BLANK.match(text, at)
            at = quotes.get(at, at + 1) if blank is None else max(at + 1, self._line_end(at, blank.end()))
        if begin is not None:
            yield from self._piece(begin, len(text), before)

    def _line_end(self, start: int, end: int) -> int:
        """Where the white space from `start` ends, at the latest at the next line break."""
        line = self.text.find("\n", start + 1, end)
        return end if line < 0 else line

    def _opens_item(self, at: int) -> bool:
        """True where a number at `at` may number an item of a list: not after the word that it counts."""
        before = at
        while before > 0 and self.text[before - 1] in _SPACE:
            before -= 1
        return before == 0 or self.text[before - 1] in "\n;.,:)" or before in self.name_ends

    def _breaks_line(self, at: int) -> bool:
        """True where the line break at `at` parts entries; False where a line was only wrapped."""
        after = _LINE_START.match(self.text, at)
        start = after.end() if after else at + 1
        if start >= len(self.text) or start in self.name_starts or (after and after.group().strip()):
            return True
        line = self.text[start : start + 80]
        return self.text[at - 1 : at] in ",;:." or is_position(line) or read_role(line) is not None

    def _after_name(self, at: int) -> int:
        """Skips the dots that are left behind a name."""
        while (
            at < len(self.text)
            and self.text[at] == "."
            and self.text[at + 1 : at + 2] in ("-", ".", ",", ";")
        ):
            at += 1
        return at

    def _separator(self, at: int) -> tuple[str, int]:
        letter = self.text[at]
        if letter in ",;:":
            return letter, at + 1
        if letter == "\n":
            blank = _BLANK.match(self.text, at)
            end = at + 1 if blank is None else blank.end()
            return ("\n", end) if self._breaks_line(at) else ("", at)
        if letter == "." and _ends_sentence(self.text, at):
            return ".", at + 1
        if letter in "-–—" and (dash := _DASH.match(self.text, at)):
            return self._dash(at, dash.end())
        if letter in _SPACE and (blank := _BLANK.match(self.text, at)):
            dash = _SPACED_DASH.match(self.text, blank.end())
            return self._dash(at, dash.end()) if dash else ("", at)
        return "", at

    def _dash(self, start: int, end: int) -> tuple[str, int]:
        between_digits = self.text[start - 1 : start].isdigit() and self.text[end : end + 1].isdigit()
        return ("", start) if between_digits else ("–", end)

    def _goes_on(self, start: int, end: int) -> bool:
        """True for a bracket without people in the middle of a phrase: «родители (опекуны) учащихся:»."""
        after = _WORDS_GO_ON.match(self.text, end)
        if after is None:
            return False
        order = bisect_right(self.bracketed, start)
        return order == len(self.bracketed) or self.bracketed[order] >= end

    def _piece(self, start: int, end: int, before: str) -> Iterator[Part]:
        """The text from `start` to `end` as a part, without an «и» at its end; counts are no parts."""
        trimmed = self.text[start:end].rstrip(_SPACE + "\n")
        trimmed = _AND_LAST.sub("", trimmed)
        if trimmed and _LETTER.search(trimmed) and not _COUNT.match(trimmed):
            yield Part("text", start, start + len(trimmed), before)

    def _trailing(self, start: int, end: int) -> str:
        """The separator that a piece hides at its end: «директор и ⟨name⟩»."""
        return "и" if _AND_LAST.search(self.text, start, end) else ""


def _inside(at: int, spans: Sequence[tuple[int, int]]) -> bool:
    """True where `at` lies in one of the spans, which are sorted and do not overlap."""
    order = bisect_right(spans, (at, sys.maxsize)) - 1
    return order >= 0 and spans[order][0] <= at < spans[order][1]


def cut(text: str, names: Sequence[NameForm]) -> list[Part]:
    """The parts of the run in order: names, brackets, pieces of text, each with the separator before it.

    Names inside brackets and quotes are not parts: the bracket is.

    >>> [(part.kind, part.before) for part in cut("директор школы; (по ВКС)", [])]
    [('text', ''), ('bracket', ';')]
    """
    return list(_Cutter(text, names).parts())
