"""How much of one file is read before reading stops: every limit with its name, its default and its code.

A file within the limits is read whole. Where a limit is reached, what was read before it is kept and a note
with the limit's code says that the document is not complete (`PARTIAL`); where nothing was read by then, or
going on would be unsafe, the file is refused with the same code.

    code  limit       of what                                                          when reached
    R106  file        bytes of a file                                                  refused
    R150  entries     entries of a zip archive                                         refused
    R151  part        bytes of one inflated part of a package                          refused *
    R152  body        bytes of the inflated main part, which is read piece by piece    refused
    R153  inflated    bytes of all inflated parts                                      refused *
    R154  ratio       inflated bytes for each packed one, in parts over `ratio_from`   refused *
    R155  elements    XML elements of a part                                           kept in part
    R156  attributes  XML attributes of a part                                         kept in part
    R157  depth       XML elements inside one another                                  kept in part
    R158  nesting     tables in tables, text boxes in text boxes                       kept in part
    R159  paragraphs  paragraphs and tables of a document                              kept in part
    R160  rows        rows of a table                                                  kept in part
    R161  cells       cells of a document                                              kept in part
    R162  characters  characters of a document                                         kept in part
    R163  token       bytes of XML without a tag                                       kept in part
    R123  pages       pages of a PDF                                                   kept in part
    R164  slow_pages  pages of a PDF that only the slow reader can open                kept in part
    R165  letters     letters of a PDF page                                            kept in part
    R166  rules       ruling lines of a PDF page                                       kept in part
    R167  objects     objects of a PDF page, those of repeated forms counted anew      refused
    R168  stream      inflated bytes of one stream of a PDF                            refused
    R169  seconds     seconds that a heavy or damaged PDF, read apart, may take        kept in part
    R170  memory      bytes that a heavy or damaged PDF, read apart, may take          kept in part

* A part that the text can do without (headers, notes, styles, imported pieces) is left out: kept in part.

The largest real documents among six thousand public ones: 4 MB, 291 entries, 15 MB inflated, ratio 50, XML
depth 29, 370 000 elements, tables of 948 rows nested 8 deep, 352 pages. A table of a hundred thousand like
rows packs 180:1, a million like paragraphs 340:1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from protoparse.errors import UsageError

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one file; sizes in bytes. The module's table tells what each of them counts."""

    file: int = 100 * MEBIBYTE
    entries: int = 10_000
    part: int = 64 * MEBIBYTE
    body: int = 256 * MEBIBYTE
    inflated: int = 320 * MEBIBYTE
    ratio: int = 500
    ratio_from: int = 16 * MEBIBYTE
    elements: int = 10_000_000
    attributes: int = 20_000_000
    depth: int = 200
    nesting: int = 20
    paragraphs: int = 1_000_000
    rows: int = 200_000
    cells: int = 1_000_000
    characters: int = 20_000_000
    token: int = 10 * MEBIBYTE
    pages: int = 2_000
    slow_pages: int = 200
    letters: int = 100_000
    rules: int = 20_000
    objects: int = 200_000
    stream: int = 64 * MEBIBYTE
    seconds: int = 30
    memory: int = 1024 * MEBIBYTE


DEFAULT_LIMITS = Limits()

NAMES = tuple(field.name for field in fields(Limits))

CODES = {
    "file": "R106",
    "entries": "R150",
    "part": "R151",
    "body": "R152",
    "inflated": "R153",
    "ratio": "R154",
    "elements": "R155",
    "attributes": "R156",
    "depth": "R157",
    "nesting": "R158",
    "paragraphs": "R159",
    "rows": "R160",
    "cells": "R161",
    "characters": "R162",
    "token": "R163",
    "pages": "R123",
    "slow_pages": "R164",
    "letters": "R165",
    "rules": "R166",
    "objects": "R167",
    "stream": "R168",
    "seconds": "R169",
    "memory": "R170",
}

# Notes with these codes mean that the document holds less than the file.
PARTIAL = frozenset(CODES.values())

LIMIT_OF = {code: name for name, code in CODES.items()}

_UNITS = {"K": 1024, "M": MEBIBYTE, "G": 1024 * MEBIBYTE}


def changes_of(limits: Limits) -> dict[str, int]:
    """The limits that are not the default, by name."""
    pairs = ((name, getattr(limits, name)) for name in NAMES)
    return {name: value for name, value in pairs if value != getattr(DEFAULT_LIMITS, name)}


def with_changes(changes: Iterable[str], base: Limits = DEFAULT_LIMITS) -> Limits:
    """Limits changed as «name=value» says; a value may end in K, M or G (of 1024).

    Raises UsageError with the possible names for an unknown name or a value that is no positive number.

    >>> with_changes(["pages=3000", "part=128M"]).pages
    3000
    >>> with_changes(["page=1"])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    protoparse.errors.UsageError: --limit page=1: name=number is expected, the name one of file, ...
    """
    result = base
    for change in changes:
        name, _, value = change.partition("=")
        name = name.strip()
        scale = _UNITS.get(value.strip()[-1:].upper(), 1)
        figures = value.strip()[:-1] if scale > 1 else value.strip()
        number = int(figures) if figures.isascii() and figures.isdecimal() and len(figures) < 16 else 0
        if name not in NAMES or number == 0:
            names = ", ".join(NAMES)
            raise UsageError(
                "R100",
                f"--limit {change}: нужно ИМЯ=ЧИСЛО, число больше нуля (можно K, M, G), имя одно из: {names}",
                f"--limit {change}: name=number is expected, the name one of {names}, "
                "the number above zero (K, M, G may follow)",
            )
        result = replace(result, **{name: number * scale})
    return result
