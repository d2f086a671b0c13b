"""The streams of a PDF seen from the outside, and what they unpack to.

The dictionaries of streams stand in a file as they are, even where all other objects are packed.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

MOST_RATIO = 1032  # what deflate can reach
# … and LZW, whose codes of 12 bits stand for 4095 bytes each.
_RATIOS = {b"Fla": MOST_RATIO, b"Fl": MOST_RATIO, b"LZW": 2730}
LONGEST_DICTIONARY = 4096
_FILTERS = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|ASCII85Decode|A85)\b")
_OWNER = re.compile(rb"(\d{1,10})\s{1,4}\d{1,5}\s{1,4}$")
_LONGEST_NUMBER = 24  # bytes
_PIECE = 1 << 16

Pieces = Iterator[bytes | memoryview]


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream: the number of its object (0 where that is not seen), the last bytes of its dictionary, and
    where its content stands in the file, to the word «endstream».
    """

    number: int
    dictionary: bytes
    start: int
    end: int


def streams(data: bytes) -> Iterator[Stream]:
    """The streams of a file in their order.

    >>> [stream.number for stream in streams(b"4 0 obj << /Length 1 >> stream\\nq\\nendstream endobj")]
    [4]
    """
    place = data.find(b"stream")
    while place >= 0:
        if data[place - 3 : place] == b"end":
            place = data.find(b"stream", place + 6)
            continue
        start = place + (8 if data[place + 6 : place + 8] == b"\r\n" else 7)
        end = data.find(b"endstream", place + 6)
        end = len(data) if end < 0 else max(start, end)
        head = data[max(0, place - LONGEST_DICTIONARY) : place]
        cut = max(head.rfind(b" obj"), head.rfind(b"\nobj"), head.rfind(b"\robj")) + 1
        owner = _OWNER.search(head, max(0, cut - _LONGEST_NUMBER), cut) if cut else None
        dictionary = head[cut + 3 :] if cut else head
        yield Stream(int(owner[1]) if owner is not None else 0, dictionary, start, end)
        place = data.find(b"stream", end + 9)


def packed_of(data: bytes, stream: Stream) -> memoryview:
    """The content of a stream as it stands in the file."""
    return memoryview(data)[stream.start : stream.end]


def filters_of(dictionary: bytes) -> list[bytes]:
    """The filters of a stream that are followed here, in the order of unpacking."""
    return _FILTERS.findall(dictionary)


def largest_size(filters: list[bytes], packed: int) -> int:
    """The most bytes that so many packed ones can stand for."""
    for name in filters:
        packed *= _RATIOS.get(name[1:4], 1)
    return packed


def unpacked(filters: list[bytes], packed: memoryview) -> Pieces:
    """The content of a stream piece by piece; of LZW only as many zero bytes, to be counted."""
    pieces: Pieces = iter([packed])
    for name in filters:
        if b"LZW" in name:
            pieces = _lzw_sizes(pieces)
        else:
            pieces = _from_letters(pieces) if b"85" in name else _inflated(pieces)
    return pieces


def unpacked_size(dictionary: bytes, packed: memoryview, most: int) -> int:
    """How many bytes a stream holds; counted only where it could be more than `most`, and not far beyond.

    >>> twice = zlib.compress(zlib.compress(bytes(1 << 20)))
    >>> unpacked_size(b"<</Filter [/FlateDecode /FlateDecode]>>", memoryview(twice), 1000) > 1000
    True
    """
    filters = filters_of(dictionary)
    if largest_size(filters, len(packed)) <= most:
        return 0
    total = 0
    for piece in unpacked(filters, packed):
        total += len(piece)
        if total > most:
            break
    return total


def beginning(dictionary: bytes, packed: memoryview, most: int) -> bytes:
    """The first bytes of a stream's content; none of LZW."""
    filters = filters_of(dictionary)
    if any(b"LZW" in name for name in filters):
        return b""
    found: list[bytes] = []
    total = 0
    for piece in unpacked(filters, packed):
        found.append(bytes(piece[: most - total]))
        total += len(piece)
        if total >= most:
            break
    return b"".join(found)


def _from_letters(pieces: Pieces) -> Pieces:
    """Bytes that were written as letters, five for four of them."""
    text = b"".join(bytes(piece) for piece in pieces).partition(b"~")[0]
    try:
        yield base64.a85decode(text, ignorechars=b" \t\n\r\v\f\0")
    except ValueError:
        return


def _inflated(pieces: Pieces) -> Pieces:
    inflater = zlib.decompressobj()
    for piece in pieces:
        for place in range(0, len(piece), _PIECE):
            waiting: bytes | memoryview = piece[place : place + _PIECE]
            while waiting and not inflater.eof:
                try:
                    out = inflater.decompress(waiting, _PIECE)
                except zlib.error:
                    return
                waiting = inflater.unconsumed_tail
                if out:
                    yield out
            if inflater.eof:
                return


def _lzw_sizes(pieces: Pieces) -> Pieces:
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
