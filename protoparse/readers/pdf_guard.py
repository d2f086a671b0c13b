"""A look at the bytes of a PDF before pdfium gets them.

pdfium ends the whole process where a small file unpacks to more memory than there is. Two ways lead there:
a stream that inflates without end, and forms that show forms that show forms. Both can be told from the
outside, since the dictionaries of streams stand in the file as they are. Streams of pictures are passed over:
they are never unpacked here.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from protoparse.limits import Limits
from protoparse.readers.refusals import beyond

_MOST_RATIO = 1032  # what deflate can reach
_LZW_RATIO = 2730  # codes of 12 bits that stand for 4095 bytes each
_LONGEST_DICTIONARY = 4096
_EXPANDING = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s{1,4}\d{1,5}\s{1,4}obj\b")
_OWNER = re.compile(rb"(\d{1,10})\s{1,4}\d{1,5}$")
_LONGEST_NUMBER = 20  # bytes
_SHOWS = re.compile(rb"/([^\s/<>\[\]()]{1,100})\s{1,4}Do\b")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]{1,100})\s{0,4}(\d{1,10})\s{1,4}\d{1,5}\s{1,4}R\b")
_FORMS_OF = re.compile(rb"/XObject\s{0,4}<<([^<>]{0,20000})>>")
_PAGE = re.compile(rb"/Type\s{0,4}/Page(?![A-Za-z])")
_PIECE = 1 << 16
_LONGEST_FORM = 1 << 20  # bytes of a form's content that are looked at


def check(data: bytes, limits: Limits, path: str | None) -> None:
    """Raises InputError for a stream or a pile of forms beyond the limits."""
    for dictionary, packed in _streams(data):
        size = unpacked_size(dictionary, packed, limits.stream)
        if size > limits.stream:
            raise beyond(path, "stream", size, limits)
    if data.count(b"/Form") >= 4:
        shown = most_shown(data, limits.objects)
        if shown > limits.objects:
            raise beyond(path, "objects", shown, limits)


def _streams(data: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """The dictionary (its last bytes) and the content of each stream that is no picture."""
    place = data.find(b"stream")
    while place >= 0:
        start = place + 6
        if data[place - 3 : place] == b"end":
            place = data.find(b"stream", start)
            continue
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        dictionary = data[max(0, place - _LONGEST_DICTIONARY) : place]
        dictionary = dictionary[dictionary.rfind(b" obj") + 1 :]
        if _PICTURE.search(dictionary) is None:
            yield dictionary, _content(data, place, end)
        place = data.find(b"stream", end + 9)


def _content(data: bytes, place: int, end: int) -> memoryview:
    """What stands between the word «stream» at a place and the end."""
    start = place + 6
    start += 2 if data[start : start + 2] == b"\r\n" else 1
    return memoryview(data)[start:end]


def unpacked_size(dictionary: bytes, packed: memoryview, most: int) -> int:
    """How many bytes a stream holds; counted only where it could be more than `most`.

    >>> twice = zlib.compress(zlib.compress(bytes(1 << 20)))
    >>> unpacked_size(b"<</Filter [/FlateDecode /FlateDecode]>>", memoryview(twice), 1000) > 1000
    True
    """
    filters = _EXPANDING.findall(dictionary)
    possible = len(packed)
    for name in filters:
        possible *= _LZW_RATIO if b"LZW" in name else _MOST_RATIO
    if possible <= most:
        return 0
    pieces: Iterator[bytes | memoryview] = iter([packed])
    for name in filters:
        pieces = _lzw_sizes(pieces) if b"LZW" in name else _inflated(pieces)
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > most:
            return total
    return total


def _inflated(pieces: Iterator[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    inflater = zlib.decompressobj()
    for piece in pieces:
        for place in range(0, len(piece), _PIECE):
            waiting: bytes | memoryview = piece[place : place + _PIECE]
            while waiting and not inflater.eof:
                try:
                    unpacked = inflater.decompress(waiting, _PIECE)
                except zlib.error:
                    return
                waiting = inflater.unconsumed_tail
                if unpacked:
                    yield unpacked


def _lzw_sizes(pieces: Iterator[bytes | memoryview]) -> Iterator[bytes | memoryview]:
    """Zero bytes, as many as an LZW stream unpacks to: only the lengths of its codes are followed."""
    lengths = [1] * 258
    bits = held = before = 0
    width = 9
    for piece in pieces:
        total = 0
        for byte in bytes(piece):
            held = (held << 8 | byte) & 0xFFFFFF
            bits += 8
            if bits < width:
                continue
            bits -= width
            code = (held >> bits) & ((1 << width) - 1)
            if code == 256:
                lengths, width, before = [1] * 258, 9, 0
                continue
            if code == 257 or code > len(lengths):
                break
            length = lengths[code] if code < len(lengths) else before + 1
            if before and len(lengths) < 4096:
                lengths.append(before + 1)
            before = length
            width = max(9, min((len(lengths) + 1).bit_length(), 12))
            total += length
            if total >= _PIECE:
                yield bytes(total)
                total = 0
        yield bytes(total)


def most_shown(data: bytes, enough: int) -> int:
    """How many forms the busiest form of a file shows, those inside its forms counted each time.

    Counting ends a little beyond `enough`.
    """
    places = [(int(found[1]), found.end()) for found in _OBJECT.finditer(data)]
    ends = [*(place for _, place in places[1:]), len(data)]
    bodies = {number: (start, end) for (number, start), end in zip(places, ends, strict=True)}
    shows: dict[int, list[int]] = {}
    by_name: dict[bytes, set[int]] = {}
    pending: list[tuple[int, list[bytes], dict[bytes, int]]] = []
    for number, (start, end) in bodies.items():
        head = data[start : min(end, start + _LONGEST_DICTIONARY)]
        split = head.find(b"stream")
        if split < 0 or _FORM.search(head, 0, split) is None:
            continue
        content = b"".join(_limited(head[:split], _content(data, start + split, end)))
        names = _SHOWS.findall(content)
        known = {name: int(target) for name, target in _forms_of(data, head[:split], bodies)}
        for name, target in known.items():
            by_name.setdefault(name, set()).add(target)
        pending.append((number, names, known))
    for number, names, known in pending:
        targets: list[int] = []
        for name in names:
            targets += [known[name]] if name in known else sorted(by_name.get(name, ()))[:1]
        shows[number] = targets
    return _deepest(shows, enough)


def _limited(dictionary: bytes, packed: memoryview) -> Iterator[bytes]:
    pieces: Iterator[bytes | memoryview] = iter([packed])
    for name in _EXPANDING.findall(dictionary):
        if b"LZW" in name:
            return
        pieces = _inflated(pieces)
    total = 0
    for piece in pieces:
        yield bytes(piece[: _LONGEST_FORM - total])
        total += len(piece)
        if total >= _LONGEST_FORM:
            return


def _forms_of(
    data: bytes, dictionary: bytes, bodies: dict[int, tuple[int, int]]
) -> Iterator[tuple[bytes, bytes]]:
    """The names by which a form knows other forms: in its dictionary or one step away from it."""
    around = [dictionary]
    for name, target in _NAMED.findall(dictionary):
        if name in (b"Resources", b"XObject") and int(target) in bodies:
            start, end = bodies[int(target)]
            around.append(data[start : min(end, start + _LONGEST_DICTIONARY)])
            if name == b"XObject":
                yield from _NAMED.findall(around[-1])
    for text in around:
        for found in _FORMS_OF.finditer(text):
            yield from _NAMED.findall(found[1])


def _deepest(shows: dict[int, list[int]], enough: int) -> int:
    """The largest number of forms shown by one; a form inside itself counts once, as readers stop there."""
    counted: dict[int, int] = {}
    for first in shows:
        stack = [first]
        opened: set[int] = set()
        while stack:
            number = stack[-1]
            if number in counted:
                stack.pop()
                continue
            if number not in opened:
                opened.add(number)
                stack.extend(
                    target
                    for target in dict.fromkeys(shows.get(number, ()))
                    if target not in counted and target not in opened
                )
                continue
            stack.pop()
            total = sum(1 + counted.get(target, 0) for target in shows.get(number, ()))
            counted[number] = min(total, 10 * enough)
    return max(counted.values(), default=0)


def count_pages(data: bytes) -> int | None:
    """How many page objects stand in a file, None where that cannot be told from outside (encryption)."""
    if b"/Encrypt" in data:
        return None
    numbers: set[bytes] = set()
    for found in _PAGE.finditer(data):
        place = data.rfind(b" obj", max(0, found.start() - _LONGEST_DICTIONARY), found.start())
        owner = _OWNER.search(data, max(0, place - _LONGEST_NUMBER), place) if place >= 0 else None
        numbers.add(owner[1] if owner is not None else b"at %d" % found.start())
    count = len(numbers)
    if b"/ObjStm" in data:
        for dictionary, packed in _streams(data):
            if b"/ObjStm" in dictionary:
                text = b"".join(_limited(dictionary, packed))
                count += len(_PAGE.findall(text))
    return count
