"""A look at the bytes of a PDF before pdfium gets them.

pdfium ends the whole process where a small file unpacks to more memory than there is: a stream that inflates
without end, one stream shown a thousand times, forms that show forms that show forms. What is plainly beyond
the limits is refused; what is heavy, or not plain to see from outside, is read in a process of its own
(`pdf_child`), which may die of it. Pictures never are unpacked here: pdfium gets them blank, since what is
called a picture may be used as something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from protoparse.limits import MEBIBYTE, Limits
from protoparse.readers.pdf_forms import is_form, most_shown
from protoparse.readers.pdf_streams import (
    LONGEST_DICTIONARY,
    Stream,
    beginning,
    filters_of,
    largest_size,
    packed_of,
    streams,
    unpacked,
)
from protoparse.readers.refusals import beyond

# pdfium needs up to 85 bytes for each byte of a page's content, and 2000 for each showing of a form.
HEAVY = 4 * MEBIBYTE  # bytes of what a page may show at once
_SHOWING = 2000
_HEAVY_FORMS = 64 * MEBIBYTE
_MOST_UNPACKED = 256 * MEBIBYTE  # bytes that are counted in all
_LONGEST_LETTERS = 1 << 16  # bytes written as letters that are turned back here
_SMALL_PICTURE = MEBIBYTE  # bytes that a picture may unpack to and stay
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_NEEDED = re.compile(rb"/(?:ObjStm|XRef)\b")
# Names written otherwise, filters named elsewhere, and those whose output is not followed here.
_NOT_PLAIN = re.compile(rb"#|/Filter\s{0,20}\d|/(?:AHx|RL|ASCIIHexDecode|RunLengthDecode)\b")
_REFERENCE = re.compile(rb"(\d{1,10})\s{1,20}\d{1,5}\s{1,20}R\b")
_ARRAY = re.compile(rb"\[([^\[\]]*)\]")
_CONTENTS = re.compile(rb"/Contents\s{0,20}(?:\[([^\[\]]*)\]|(\d{1,10})\s{1,20}\d{1,5}\s{1,20}R\b)")
_OWNER = re.compile(rb"(\d{1,10})\s{1,4}\d{1,5}$")
_LONGEST_NUMBER = 20  # bytes
_PAGE = re.compile(rb"/Type\s{0,4}/Page(?![A-Za-z])")
_LONGEST_PILE = 1 << 20  # bytes of a pile of packed objects in which pages are counted


@dataclass(frozen=True, slots=True)
class Verdict:
    """The bytes that pdfium may have, and whether it should read them in a process of its own."""

    data: bytes
    apart: bool


@dataclass(slots=True)
class _Weights:
    """What the streams of a file unpack to, in bytes, and how often forms are shown."""

    by_number: dict[int, int] = field(default_factory=dict)
    total: int = 0
    heaviest: int = 0
    shows: int = 0
    form: int = 0  # the largest form
    unclear: bool = False


def check(data: bytes, limits: Limits, path: str | None) -> Verdict:
    """How to go about a file; raises InputError for a stream or a pile of forms beyond the limits."""
    found = list(streams(data))
    text = _outside(data, found)
    needed = _numbers_in_contents(text)
    weights = _Weights()
    blank: list[Stream] = []
    for stream in found:
        if _is_picture(stream, needed):
            if _may_be_large(stream):
                blank.append(stream)
        else:
            _weigh(data, stream, weights, limits, path)
    forms = [stream for stream in found if is_form(stream)]
    shown = most_shown(data, forms, limits.objects) if len(forms) > 1 else 0
    if shown > limits.objects:
        raise beyond(path, "objects", shown, limits)
    heaviest = max([weights.heaviest, *(_sum_of(array, weights) for array in _ARRAY.findall(text))])
    apart = (
        weights.unclear
        or heaviest > HEAVY
        or b"/Encrypt" in text
        or weights.shows * (1 + shown) * (weights.form + _SHOWING) > _HEAVY_FORMS
    )
    return Verdict(_blanked(data, blank) if blank else data, apart)


def _outside(data: bytes, found: list[Stream]) -> bytes:
    """What stands between the streams, and in the piles of packed objects."""
    parts: list[bytes] = []
    place = 0
    for stream in found:
        parts.append(data[place : stream.start])
        place = stream.end
        if b"/ObjStm" in stream.dictionary:
            parts.append(beginning(stream.dictionary, packed_of(data, stream), _LONGEST_PILE))
    parts.append(data[place:])
    return b"\n".join(parts)


def _numbers_in_contents(text: bytes) -> frozenset[int]:
    """The numbers of the streams that pages name as their contents."""
    found: set[int] = set()
    for array, one in _CONTENTS.findall(text):
        found.update(map(int, [one] if one else _REFERENCE.findall(array)))
    return frozenset(found)


def _is_picture(stream: Stream, needed: frozenset[int]) -> bool:
    """Whether pdfium can do without a stream: it is called a picture and not used as something else."""
    return (
        _PICTURE.search(stream.dictionary) is not None
        and _NEEDED.search(stream.dictionary) is None
        and stream.number not in needed
    )


def _may_be_large(stream: Stream) -> bool:
    filters = filters_of(stream.dictionary)
    size = largest_size(filters, stream.end - stream.start)
    return (bool(filters) and size > _SMALL_PICTURE) or _NOT_PLAIN.search(stream.dictionary) is not None


def _weigh(data: bytes, stream: Stream, weights: _Weights, limits: Limits, path: str | None) -> None:
    """Add what one stream unpacks to; raises InputError where that is beyond the limit."""
    filters = filters_of(stream.dictionary)
    if not stream.dictionary.lstrip().startswith(b"<<") or _NOT_PLAIN.search(stream.dictionary):
        weights.unclear = True
    if weights.total > _MOST_UNPACKED:
        weights.unclear = True
        return
    # Deflated bytes know their own end; the word «endstream» may stand among them.
    packed = packed_of(data, stream)
    if filters and b"85" not in filters[0]:
        packed = memoryview(data)[stream.start :]
    elif filters and len(packed) > _LONGEST_LETTERS:
        weights.unclear = True
        return
    size = 0
    for piece in unpacked(filters, packed):
        if size == 0 and filters and _is_deflated(piece):
            weights.unclear = True
        size += len(piece)
        if size > limits.stream and filters:
            raise beyond(path, "stream", size, limits)
        weights.shows += bytes(piece).count(b"Do")
    weights.total += size
    weights.heaviest = max(weights.heaviest, size)
    weights.by_number[stream.number] = max(size, weights.by_number.get(stream.number, 0))
    if is_form(stream):
        weights.form = max(weights.form, size)


def _is_deflated(piece: bytes | memoryview) -> bool:
    """Whether unpacked bytes begin as packed ones do."""
    return len(piece) > 1 and piece[0] & 0x0F == 8 and (piece[0] << 8 | piece[1]) % 31 == 0


def _sum_of(array: bytes, weights: _Weights) -> int:
    """The bytes of all streams that an array names, each as often as it is named."""
    return sum(weights.by_number.get(int(number), 0) for number in _REFERENCE.findall(array))


def _blanked(data: bytes, pictures: list[Stream]) -> bytes:
    changed = bytearray(data)
    for picture in pictures:
        changed[picture.start : picture.end] = bytes(picture.end - picture.start)
    return bytes(changed)


def count_pages(data: bytes) -> int | None:
    """How many page objects stand in a file, None where that cannot be told from outside (encryption)."""
    if b"/Encrypt" in data:
        return None
    numbers: set[bytes] = set()
    for found in _PAGE.finditer(data):
        place = data.rfind(b" obj", max(0, found.start() - LONGEST_DICTIONARY), found.start())
        owner = _OWNER.search(data, max(0, place - _LONGEST_NUMBER), place) if place >= 0 else None
        numbers.add(owner[1] if owner is not None else b"at %d" % found.start())
    count = len(numbers)
    if b"/ObjStm" in data:
        for stream in streams(data):
            if b"/ObjStm" in stream.dictionary:
                text = beginning(stream.dictionary, packed_of(data, stream), _LONGEST_PILE)
                count += len(_PAGE.findall(text))
    return count
