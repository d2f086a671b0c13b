"""Names of files and folders that lie, steer terminals, calculate, or lead out of their folder."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

# The stem of a name each, as bytes where it is no UTF-8.
STEMS: tuple[str | bytes, ...] = (
    "Протокол".encode("cp1251"),
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "две\nстроки",
    "возврат\rкаретки",
    "табуляция\tв имени",
    "\x1b[31mкрасный\x1b[0m",
    "\x1b]0;заголовок\x07",
    "\x9b31mC1",
    "наоборот\u202efdp.txt",
    "изнанка\u2066\u2069",
    "без\u200bширины",
    "\ufeffметка",
    "строка\u2028абзац\u2029",
    "й" * 125,
    "a" * 251,
    "CON",
    "nul.txt",
    "LPT1",
    "-o",
    "--help",
    "-",
    "..%2F..%2Fвверх",
    "..\\..\\вверх",
    "...",
    "точка.",
    "пробел ",
    " пробел",
    "~$замок~",
    "=1+1",
    '=HYPERLINK("http:\\\\example.test","x")',
    "+cmd|' -C calc'!A0",
    "@SUM(A1)",
    "-2+3",
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)<',
    "[red]краска[bold]",
    "{{ 7*7 }}{% raw %}",
    "%s%n%d",
    "a;b,c\"d'e",
    "::error file=a::b",
    "$(touch pwned)`touch pwned`",
    "\u00e9",
    "e\u0301",
    "РЕШИЛИ",
    "решили",
    "\U0001f4c4\U000e0041",
    "#fragment?query",
)
LONGEST = 255  # bytes


def names() -> list[bytes]:
    """The names of files: the stems that the file system takes, with a suffix where there is room."""
    found: list[bytes] = []
    for stem in STEMS:
        raw = stem if isinstance(stem, bytes) else stem.encode("utf-8", "surrogateescape")
        found.append(raw.replace(b"/", b"_")[: LONGEST - 4] + b".txt")
    return found


def make_tree(folder: Path, content: bytes, refused: bytes = b"") -> int:
    """Files of these names with a content, and in folders of these names files that are refused.

    Beside them lies what must not be followed or opened. Returns how many files there are to read.
    """
    base = os.fsencode(folder)
    made = 0
    for name in names():
        with contextlib.suppress(OSError):
            with open(os.path.join(base, name), "xb") as file:  # noqa: PTH118, PTH123 - names are bytes
                file.write(content)
            made += 1
        inner = os.path.join(base, b"d" + name[:200])  # noqa: PTH118
        with contextlib.suppress(OSError):
            os.mkdir(inner)  # noqa: PTH102
            with open(os.path.join(inner, name), "xb") as file:  # noqa: PTH118, PTH123
                file.write(refused)
            made += 1
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "out.txt").symlink_to("/etc/passwd")
    (folder / "ring.txt").symlink_to("ring.txt")
    (folder / "up").symlink_to("../..", target_is_directory=True)
    os.mkfifo(folder / "pipe.txt")
    return made
