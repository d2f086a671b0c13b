"""Ways to break a file: cut it, flip its bytes, shuffle its zip entries, tear its XML or its objects."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from random import Random

_PIECES = re.compile(rb"(<[^>]{0,2000}>|\"[^\"]{0,2000}\")")
_TOKENS = re.compile(rb"(\s+|[<>\[\]()/]+)")
_ODD = (
    b"0",
    b"-1",
    b"4294967296",
    b"",
    b"\xff",
    b"\0",
    b"\xed\xa0\x80",
    b"]]>",
    b"<!--",
    b"%",
    b"R",
    b"9" * 40,
)
STEP = 1024  # bytes between two cuts


def cuts(data: bytes) -> Iterator[bytes]:
    """The file cut at every KiB."""
    for place in range(STEP, len(data), STEP):
        yield data[:place]


def mutation(data: bytes, chance: Random) -> bytes:
    """The file broken in one way."""
    ways = [_cut, _flip, _flip, _splice, _retype]
    if data.startswith(b"PK"):
        ways += [_shuffle_entries, _tear_part, _tear_part, _tear_part]
    return chance.choice(ways)(data, chance)


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _flip(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 16)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _splice(data: bytes, chance: Random) -> bytes:
    """A stretch taken out, doubled or moved."""
    start = chance.randrange(len(data))
    stretch = data[start : start + chance.randint(1, 2048)]
    rest = data[:start] + data[start + len(stretch) :] if chance.random() < 0.5 else data
    place = chance.randrange(len(rest) + 1)
    return rest if chance.random() < 0.3 else rest[:place] + stretch + rest[place:]


def _retype(data: bytes, chance: Random) -> bytes:
    """Words of the file replaced by odd ones."""
    pieces = _TOKENS.split(data)
    for _ in range(chance.randint(1, 5)):
        pieces[chance.randrange(len(pieces))] = chance.choice(_ODD)
    return b"".join(pieces)


def _parts(data: bytes) -> dict[str, bytes] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            return {name: source.read(name) for name in source.namelist()}
    except (zipfile.BadZipFile, KeyError, ValueError):
        return None


def _zipped(parts: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts:
            target.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()


def _shuffle_entries(data: bytes, chance: Random) -> bytes:
    """Entries in another order, one left out, or two that changed their names."""
    parts = list((_parts(data) or {"a": b""}).items())
    chance.shuffle(parts)
    way = chance.randrange(3)
    if way == 1:
        parts.pop()
    elif way == 2 and len(parts) > 1:
        (first, one), (second, other) = parts[:2]
        parts[:2] = [(first, other), (second, one)]
    return _zipped(parts)


def _tear_part(data: bytes, chance: Random) -> bytes:
    """The zip is whole, the XML of one part is not."""
    parts = _parts(data)
    if not parts:
        return data
    victim = "word/document.xml" if chance.random() < 0.6 else chance.choice(sorted(parts))
    pieces = _PIECES.split(parts.get(victim, b"<a/>"))
    for _ in range(chance.randint(1, 6)):
        here, there = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        action = chance.randrange(4)
        if action == 0:
            pieces[here] = b""
        elif action == 1:
            pieces[here] = pieces[there]
        elif action == 2:
            pieces[here], pieces[there] = pieces[there], pieces[here]
        else:
            pieces[here] = chance.choice(_ODD)
    return _zipped(list({**parts, victim: b"".join(pieces)}.items()))
