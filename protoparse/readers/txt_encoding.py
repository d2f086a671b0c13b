"""The encoding of Russian text files, found by content.

BOM, then strict UTF-8, then how Russian the letters look.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from math import log
from typing import NamedTuple

from protoparse.pattern import Pattern

SAMPLE = 200_000  # bytes that are scored: more tells nothing new
SINGLE_BYTE = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Occurrences of each letter in a thousand of running Russian text.
_PER_THOUSAND = {
    "о": 110, "е": 85, "а": 80, "и": 74, "н": 67, "т": 63, "с": 55, "р": 47, "в": 45, "л": 44, "к": 35,
    "м": 32, "д": 30, "п": 28, "у": 26, "я": 20, "ы": 19, "ь": 17, "г": 17, "з": 16, "б": 16, "ч": 14,
    "й": 12, "х": 10, "ж": 9, "ш": 7, "ю": 6, "ц": 5, "щ": 4, "э": 3, "ф": 3, "ъ": 0.4, "ё": 0.4,
}  # fmt: skip
_VOWELS = frozenset("аеёиоуыэюя")
_PUNCTUATION = frozenset("«»—–№…“”„‘’•·°§©\xa0\u00ad\u2011−")
_BOX = Pattern(r"[\u2500-\u259f]")
_STRANGE = -9.0  # log weight of a character that Russian text does not hold
_MOSTLY_USUAL = 0.85  # share of usual characters that makes bytes UTF-16
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")


class Decoded(NamedTuple):
    """The text of a file, the encoding it was taken for, what could not be decoded.

    `replaced` counts characters that stand for undecodable bytes; `mixed` says that lines differ in encoding.
    """

    text: str
    encoding: str
    replaced: int = 0
    mixed: bool = False


def decode(data: bytes) -> Decoded:
    """The text of the file without its byte order mark.

    >>> [decode("Протокол".encode(name)).encoding for name in ("cp866", "koi8-r", "cp1251")]
    ['cp866', 'koi8-r', 'cp1251']
    >>> decode("РЕШИЛИ: принять".encode("utf-16-le")).encoding
    'utf-16-le'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return Decoded(text, encoding, text.count("\ufffd"))
    wide = utf16_of(data)
    if wide is not None:
        text = data[: len(data) // 2 * 2].decode(wide, "replace")
        return Decoded(text, wide, text.count("\ufffd"))
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    high = sum(byte >= 0x80 for byte in data[:SAMPLE])
    wellformed = sum(len(found) for found in _MULTIBYTE.findall(data[:SAMPLE]) if _is_utf8(found))
    if wellformed >= 0.98 * high:
        text = data.decode("utf-8", "replace")
        return Decoded(text, "utf-8", text.count("\ufffd"))
    lines = data.split(b"\n")
    if wellformed > 0.1 * high and sum(_has_utf8(line) for line in lines) >= 1:
        foreign = best_single_byte(b"\n".join(line for line in lines if not _is_utf8(line)))
        text = "\n".join(_line(line, foreign) for line in lines)
        return Decoded(text, "utf-8", text.count("\ufffd"), mixed=True)
    single = best_single_byte(data)
    text = data.decode(single, "replace")
    return Decoded(text, single, text.count("\ufffd"))


def marked(data: bytes) -> bool:
    """Whether the bytes begin with a byte order mark."""
    return data.startswith(tuple(mark for mark, _ in _MARKS))


def best_single_byte(data: bytes) -> str:
    """The single-byte encoding whose letters look most Russian; the most common one where they tie."""
    sample = data[:SAMPLE]
    return max(
        SINGLE_BYTE,
        key=lambda encoding: score(sample.decode(encoding, "replace")) - 0.01 * SINGLE_BYTE.index(encoding),
    )


def score(text: str) -> float:
    """How Russian the non-ASCII part of a text looks: the mean log weight of its characters.

    Letters weigh by frequency; a capital after a small letter, a word that begins with ь, ъ or ы, a soft sign
    after a vowel and signs that Russian text does not use weigh like errors. Ruled lines repeat and weigh
    little.
    """
    weights = _weights()
    total, count = 0.0, 0
    before = " "
    for letter in text:
        if letter >= "\x80":
            count += 1
            lowered = letter.lower()
            weight = weights.get(lowered)
            if weight is None:
                if letter in _PUNCTUATION:
                    total -= 4.6
                elif _BOX.match(letter):
                    total -= 1.0 if letter == before else 5.0
                else:
                    total += _STRANGE
            else:
                total += weight + _case(before, letter, lowered)
        before = letter
    return total / count if count else 0.0


def _case(before: str, letter: str, lowered: str) -> float:
    penalty = 0.0
    if letter != lowered and before.islower():
        penalty -= 6.0
    if lowered in "ьъы" and not before.isalpha():
        penalty -= 6.0
    if lowered in "ьъ" and before.lower() in _VOWELS:
        penalty -= 6.0
    return penalty


@cache
def _weights() -> dict[str, float]:
    return {letter: log(share / 1000) for letter, share in _PER_THOUSAND.items()}


def utf16_of(data: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, None for anything else.

    Most characters are Cyrillic of any language, ASCII or usual punctuation in one byte order: in other text
    every pair of bytes would hold a control character.

    >>> utf16_of("Вирішили: її".encode("utf-16-be")), utf16_of("Вирішили: її".encode("cp1251"))
    ('utf-16-be', None)
    """
    sample = data[: min(len(data), SAMPLE) // 2 * 2]
    if len(sample) < 4 or (len(data) % 2 and b"\x00" not in sample):
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        usual = sum(
            letter in "\n\r\t\f"
            or " " <= letter <= "~"
            or "\u0400" <= letter <= "\u04ff"
            or letter in _PUNCTUATION
            for letter in text
        )
        if usual >= _MOSTLY_USUAL * len(text):
            return encoding
    return None


def _is_utf8(part: bytes) -> bool:
    try:
        part.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _has_utf8(line: bytes) -> bool:
    """Whether the line is UTF-8 of Russian text; three bytes of another encoding can be UTF-8 by chance."""
    if line.isascii() or not _is_utf8(line):
        return False
    return all(
        letter < "\x80" or "Ё" <= letter <= "ё" or letter in _PUNCTUATION for letter in line.decode("utf-8")
    )


def _line(line: bytes, single: str) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode(single, "replace")
