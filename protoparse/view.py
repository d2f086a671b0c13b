"""Views: the text of a document made readable, with a way back to every source character.

`clean` drops what converters left (mark-up, soft hyphens, zero-width characters), folds white space and joins
hyphenated line ends and letter-spaced words; letters, quotes and dashes stay as written. `fold` is what marks
match: lower case, ё as е, one dash, one quote. Both have the same offset map.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from protoparse.document import Span
from protoparse.pattern import Pattern

_WIDE = 4  # so many spaces in a row are layout
_LONGEST_COUNTED = 1 << 20  # characters: what is kept for longer texts would take much memory
_DASHES = "‐‑‒–—―−"
_QUOTES = "«»„“”‟〝〞＂"
_SPACES = (
    "\t\n\r\f\v\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
# Letters of other languages as the nearest of «а-я»: the patterns of all fields see words and not gaps.
_PLAIN_LETTERS = tuple(zip("іїєґў", "ииегу", strict=True))
_FOLD_ONE = {
    **dict.fromkeys(_SPACES, " "),
    "ё": "е",
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys(_QUOTES, '"'),
    "’": "'",
    "`": "'",
    **dict(_PLAIN_LETTERS),
}
# Half of the texts hold nothing of this in lower case. The signs of most others are replaced one after the
# other, which takes a tenth of the time of `str.translate`; a search then finds whether there is any of the
# rest.
_ANY_FOLDED = Pattern(f"[a-z'{''.join(_FOLD_ONE)}]")
_USUAL = [(sign, _FOLD_ONE.pop(sign)) for sign in "ё«»–—\t\n\u00a0"]
_UNUSUAL = Pattern(f"[{''.join(_FOLD_ONE)}]")
_APOSTROPHE = Pattern(r"(?<=[а-я])'(?=[а-я])")  # «об'єднання»: what «ъ» is elsewhere
_LOOKALIKE = dict(zip("aceiopxykmhtb", "асеиорхукмнтв", strict=True))
_LATIN_WORD = Pattern(r"[^\W\d_]*[a-z][^\W\d_]*")
_LATIN = Pattern("[a-z]")
_CYRILLIC = Pattern("[а-я]")

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0000"
_VISIBLE = Pattern(rf"[^\s\x00-\x1f{_INVISIBLE}]+")
_WHITE = Pattern(r"[\s\x01-\x1f]")
# What converters leave in the text: bookmarks of Word, tags, emphasis of Markdown around words.
_DEBRIS = Pattern(
    r"\[bookmark:[^\]\n]{0,80}\]|</?[a-zA-Z][^<>\n]{0,120}>|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|^\s*#{1,6}\s+"
    r"|^[\s*]+$",
    re.MULTILINE,
)
_SPACED = Pattern(
    "(?<![^\\W_])(?:[^\\W\\d_]([ \u00a0]{1,3})(?:[^\\W\\d_]\\1){2,}[^\\W\\d_]"
    "|[А-ЯЁ]([ \u00a0]{1,3})(?:[А-ЯЁ]\\2)+[А-ЯЁ])(?![^\\W_])(?!\\.)"
)
# Letters that stand alone, one after the other: without them no word is letter-spaced.
_APART = Pattern("[ \u00a0][^\\W\\d_][ \u00a0]{1,3}[^\\W\\d_](?![^\\W_])")
# What makes a text need cleaning: mark-up, invisible characters, white space other than a space.
_UNTIDY = Pattern(
    "[*<\\[#\u00ad\u200b-\u200f\u2060\ufeff\\x00-\\x1f\u0085\u00a0\u1680\u2000-\u200a"
    "\u2028\u2029\u202f\u205f\u3000]"
)
_HYPHEN_END = Pattern(r"([^\W\d_]+)([-\u00ad\u2010\ufffe\u0002])[ \t]*\n[ \t]*([^\W\d_]+)")
_MANNER = Pattern(r"(?:ому|ему|ски|цки|ьи)$")  # «по-новому», «по-русски»; «по-лучение» is one word
# First parts of compounds that keep their hyphen at a line end.
_COMPOUND = frozenset(
    [
        "учебно",
        "научно",
        "психолого",
        "социально",
        "педагог",
        "врач",
        "учитель",
        "нормативно",
        "информационно",
        "естественно",
        "военно",
        "физико",
        "химико",
        "историко",
        "культурно",
        "спортивно",
        "духовно",
        "финансово",
        "хозяйственно",
        "материально",
        "организационно",
        "административно",
        "опытно",
        "проблемно",
        "личностно",
        "системно",
        "практико",
        "профессионально",
        "художественно",
        "школьно",
        "северо",
        "юго",
        "западно",
        "восточно",
        "очно",
        "заочно",
        "онлайн",
        "мини",
        "медиа",
        "веб",
        "интернет",
        "экс",
        "вице",
        "генерал",
        "член",
        "мастер",
        "инженер",
        "техник",
        "слесарь",
        "логопед",
        "бухгалтер",
        "менеджер",
        "экономист",
        "юрист",
        "методист",
        "воспитатель",
        "школа",
        "лицей",
        "кое",
        "кто",
        "что",
        "какой",
        "где",
        "когда",
        "как",
        "во",
        "из",
    ]
)


class View(NamedTuple):
    """Readable text and, for each of its characters, the offset of its source character, -1 where synthetic.

    A gap that is layout (a tab, a run of spaces, the border of two cells) stands as one tab in `text`, all
    other white space as one space; `flat` has spaces alone, at the same offsets.
    """

    text: str
    origin: array[int]

    @property
    def flat(self) -> str:
        return self.text.replace("\t", " ")

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The source stretch of `text[start:end]`, white space at its edges left out; empty gives an empty
        span.
        """
        text, origin = self
        start, end = _inner(text, start, len(text) if end is None else min(end, len(text)))
        if start >= end:
            at = origin[min(start, len(origin) - 1)] if origin else 0
            return Span(at, at)
        first, last = origin[start], origin[end - 1]
        if first >= 0 and last - first == end - 1 - start:  # nothing dropped in between
            return Span(first, last + 1)
        # not ascending where the cells of a table are interleaved in the text
        stretch = [offset for offset in origin[start:end] if offset >= 0]
        return Span(min(stretch), max(stretch) + 1)

    def cut(self, start: int, end: int | None = None) -> View:
        """The part of the view between two offsets, white space at its edges left out."""
        text, origin = self
        start, end = _inner(text, start, len(text) if end is None else end)
        return View(text[start:end], origin[start:end])

    @staticmethod
    def join(views: Iterable[View], separator: str = " ") -> View:
        """The views one after the other.

        White space of the separator stands for the last character before it, anything else in it is
        synthetic.
        """
        texts: list[str] = []
        origin: array[int] = array("i")
        for view in views:
            if not view.text:
                continue
            if texts:
                texts.append(separator)
                before = origin[-1]
                origin.extend(before if char.isspace() else -1 for char in separator)
            texts.append(view.text)
            origin.extend(view.origin)
        return View("".join(texts), origin)


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """Two offsets brought together over the white space that they enclose at their edges."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def fold(text: str) -> str:
    """The text for comparing: lower case, ё as е, one dash, one quote, one space, Latin look-alikes inside
    Cyrillic words as Cyrillic, Ukrainian and Belarusian letters as the nearest Russian ones; as many
    characters as before.

    >>> fold('СЛУШАЛИ: «Отчёт» — Пeтров')
    'слушали: "отчет" - петров'
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capital letters grow in lower case
        lowered = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    if not _ANY_FOLDED.search(lowered):
        return lowered
    folded = lowered
    for sign, plain in _USUAL:
        folded = folded.replace(sign, plain)
    if _UNUSUAL.search(folded):
        folded = _UNUSUAL.sub(lambda sign: _FOLD_ONE[sign[0]], folded)
    if "'" in folded:
        folded = _APOSTROPHE.sub("ъ", folded)
    if folded.isascii() or not _LATIN.search(folded):
        return folded
    return _LATIN_WORD.sub(_latin_to_cyrillic, folded)


def fold_letters(pattern: str) -> str:
    """A regular expression over folded text, its letters beyond «а-я» folded as there.

    >>> fold_letters("відповідальн[а-яіїєґ]+")
    'видповидальн[а-яииег]+'
    """
    for letter, plain in _PLAIN_LETTERS:
        pattern = pattern.replace(letter, plain)
    return pattern


def _latin_to_cyrillic(match: re.Match[str]) -> str:
    word = match.group()
    if not _CYRILLIC.search(word):
        return word
    return "".join(_LOOKALIKE.get(letter, letter) for letter in word)


def clean(source: str, spans: Iterable[Span], keeps_hyphen: Callable[[str, str], bool] | None = None) -> View:
    """A clean view over stretches of the source text.

    `keeps_hyphen(first, second)` says whether a hyphen between two parts of a word that meet at a line end
    belongs to the word; without it only the common first parts of compounds keep theirs.
    """
    raw = ""
    origin: array[int] = array("i")
    for start, end in spans:
        if raw and not raw.endswith("\n"):
            raw += "\n"
            origin.append(origin[-1])
        raw += source[start:end]
        origin += _offsets(start, end)
    if _is_tidy(raw):
        return View(raw, origin)
    shown = raw
    if dropped := _dropped(raw, keeps_hyphen):
        shown = "".join(_INVISIBLE[0] if index in dropped else char for index, char in enumerate(raw))
    out: list[str] = []
    back: array[int] = array("i")
    end = 0
    for word in _VISIBLE.finditer(shown):
        start = word.start()
        if out and (white := _WHITE.search(shown, end, start)):
            gap = raw[white.start() : start]
            wide = "\t" in gap or len(gap) >= _WIDE
            out.append("\t" if wide and "\n" not in gap else " ")
            back.append(origin[white.start()])
        end = word.end()
        out.append(shown[start:end])
        back.extend(origin[start:end])
    return View("".join(out), back)


def _offsets(start: int, end: int) -> array[int]:
    """The offsets from `start` to `end`: copied, because that is much faster than to count."""
    if end > _LONGEST_COUNTED:
        return array("i", range(start, end))
    return _counted(1 << end.bit_length())[start:end]


@lru_cache(maxsize=32)
def _counted(size: int) -> array[int]:
    return array("i", range(size))


def _is_tidy(raw: str) -> bool:
    """Whether a text stands as it is to stand in a clean view."""
    return (
        raw[:1] not in ("", " ")
        and raw[-1] != " "
        and "  " not in raw
        and not _UNTIDY.search(raw)
        and not (_APART.search(raw) and _SPACED.search(raw))
    )


def _dropped(raw: str, keeps_hyphen: Callable[[str, str], bool] | None) -> set[int]:
    """Indexes of the characters of `raw` that the clean view leaves out."""
    dropped: set[int] = set()
    if "*" in raw or "<" in raw or "[" in raw or "#" in raw:
        for match in _DEBRIS.finditer(raw):
            dropped.update(range(*match.span()))
    if "\n" in raw:
        for match in _HYPHEN_END.finditer(raw):
            first, hyphen, second = match.groups()
            end_of_first, start_of_second = match.end(1), match.start(3)
            keep = hyphen == "-" and (
                (second[0].isupper() and not first.isupper())
                or first.lower() in _COMPOUND
                or (first.lower() == "по" and _MANNER.search(second) is not None)
            )
            if not keep and hyphen == "-" and keeps_hyphen is not None:
                keep = keeps_hyphen(first, second)
            dropped.update(range(end_of_first + keep, start_of_second))
    for match in _SPACED.finditer(raw):
        dropped.update(index for index in range(*match.span()) if raw[index] in " \u00a0")
    return dropped
