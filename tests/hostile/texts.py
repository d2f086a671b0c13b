"""Text files in odd encodings and shapes, and files that are something else than they say."""

from __future__ import annotations

import random

from tests.hostile.cases import READ, Collection

TEXTS = Collection()
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
_TEXT = "ПРОТОКОЛ № 7\nзаседания педагогического совета от 12.03.2024\nРЕШИЛИ: утвердить план.\n"
_WANTED = "утвердить план"

for _number, _encoding in enumerate(
    (
        "utf-8",
        "utf-8-sig",
        "cp1251",
        "koi8-r",
        "cp866",
        "mac-cyrillic",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
    )
):
    TEXTS.given(
        f"T{_number:02} {_encoding}",
        _TEXT.replace("№", "N").encode(_encoding),
        *((READ,) if _encoding != "utf-32" else (READ, "R145")),
        text=_WANTED if _encoding != "utf-32" else "",
    )
TEXTS.given("T10 zero characters", (_TEXT * 5 + "\0\0").encode(), "R043", text=_WANTED)
TEXTS.given("T11 lone surrogates in UTF-16", _TEXT.encode("utf-16") + b"\x00\xd8" * 3, "R042", text=_WANTED)
TEXTS.given(
    "T12 lone surrogates in UTF-8", _TEXT.encode() + b"\xed\xa0\x80" * 3, "R042", "R041", text=_WANTED
)
TEXTS.given(
    "T13 lines in different encodings",
    (_TEXT * 3).encode() + _TEXT.replace("№", "N").encode("cp1251"),
    "R041",
    text=_WANTED,
)
TEXTS.given(
    "T14 marks of direction in a name",
    "Слушали Иволгину \u202eА.Б.\u202c\n".encode() + _TEXT.encode(),
    "R044",
    text=_WANTED,
)
TEXTS.given(
    "T15 no width inside a name",
    "Слушали Иво\u200bлгину А.Б.\n".encode() + _TEXT.encode(),
    "R045",
    text=_WANTED,
)
TEXTS.given(
    "T16 terminal escapes", "\x1b[31mкрасный\x1b[0m\n".encode() + _TEXT.encode(), "R046", text=_WANTED
)
TEXTS.given(
    "T17 letters with a thousand marks",
    ("а" + "\u0301" * 1_000 + "\n").encode() + _TEXT.encode(),
    READ,
    text=_WANTED,
)
TEXTS.given(
    "T18 unassigned and private characters",
    "\U000e0001\ufffe\uffff\ue000\n".encode() + _TEXT.encode(),
    READ,
    text=_WANTED,
)
TEXTS.given("T19 the end of a file in the middle of a letter", _TEXT.encode() + b"\xd0", "R042", text=_WANTED)
TEXTS.given("T20 formulas for spreadsheets", b"=1+1\n+1\n-1\n@A1\n" + _TEXT.encode(), READ, text=_WANTED)
TEXTS.given("T21 only white space", b" \r\n\t\x0c" * 100, "R148")
TEXTS.given("T22 noise", random.Random(1).randbytes(5_000), "R145")
TEXTS.given("D01 nothing", b"", "R105")
TEXTS.given("D02 zero bytes", b"\0" * 5_000, "R146")
TEXTS.given("D03 an encrypted Word document", _OLE + "EncryptedPackage".encode("utf-16-le"), "R108")
TEXTS.given("D04 an old Word document", _OLE + "WordDocument".encode("utf-16-le"), "R107")
TEXTS.given("D05 a web page", b"<!doctype html><html><body>a</body></html>", "R118")
TEXTS.given("D06 rich text", b"{\\rtf1\\ansi}", "R117")


@TEXTS.add("T30 50 MB in one line", "R162", text="Слушали Иволгину", large=True)
def one_line() -> bytes:
    return ("Слушали Иволгину А.Б. о плане. " * 1_700_000).encode("cp1251")


@TEXTS.add("T31 twenty million empty lines", "R159", large=True)
def empty_lines() -> bytes:
    return "РЕШИЛИ\n".encode() + b"\n" * 20_000_000


_SHAPES = {
    "gaps": "а    б    ",
    "underscores": "_",
    "underscores and a name": "Иволгина ____ х ",
    "borders": "+--+\n",
    "half-empty tab rows": "а\t\n\tб\n",
    "cells on lines": "\tа\nб\n\n",
    "columns of spaces": "1  аб  вг\nа  аб  вг\n",
    "sentences that never end": "а" * 70 + "\n\n",
    "form feeds": "\f",
    "bars": "|\n| а |\n",
    "keys": "Срок: а\n",
    "numbers": "1.\n",
    "dashes": "- ",
    "brackets": "<([{",
    "quotes": "«\"'",
    "dots": ". . . ",
    "initials": "А.Б. ",
    "long words": "аб-",
}
for _number, (_name, _piece) in enumerate(_SHAPES.items(), start=40):
    TEXTS.given(
        f"T{_number} 100 000 letters of {_name}",
        (_TEXT + _piece * (100_000 // len(_piece))).encode(),
        READ,
        text=_WANTED,
    )
