"""File names of strangers, made storable and turned into names that every file system takes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import PurePosixPath

from protoparse.pattern import Pattern
from protoparse.readers.refusals import HARMFUL, shown

LONGEST_NAME = 200  # bytes of UTF-8; file systems stop at 255, and suffixes are added
_RESERVED = Pattern(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = Pattern(r"[<>:\"/\\|?*]|" + HARMFUL.source)


def printable(name: str) -> str:
    """A file name that can be stored and shown anywhere: bytes that are no UTF-8, controls, marks of
    direction and signs without width are shown as escapes.

    Such a name gets a short hash, so that no other name is shown alike.

    >>> printable("протокол.docx"), printable("да\\u202e.docx")
    ('протокол.docx', 'да\\\\u202e~e92cda8e.docx')
    """
    data = name.encode("utf-8", "surrogateescape")
    text = shown(data.decode("utf-8", "backslashreplace"))
    return name if text == name else marked(text, hashlib.sha256(data).hexdigest()[:8])


def marked(name: str, mark: str) -> str:
    """The name with `~mark` before its suffix.

    >>> marked("а.docx", "2"), marked("а", "2")
    ('а~2.docx', 'а~2')
    """
    path = PurePosixPath(name)
    return f"{path.stem}~{mark}{path.suffix}" if path.stem else f"{name}~{mark}"


def portable(name: str) -> str:
    """One path component that Linux, macOS and Windows all take; most names stay as they are.

    >>> portable("Протокол № 5.docx")
    'Протокол № 5.docx'
    >>> portable("протокол 10:30?.docx"), portable("con.txt"), portable("..")
    ('протокол 10%3A30%3F.docx', '%con.txt', '.%2E')
    """
    name = _FORBIDDEN.sub(_percent, name)
    if name.endswith((".", " ")):
        name = f"{name[:-1]}%{ord(name[-1]):02X}"
    if _RESERVED.fullmatch(name):
        name = f"%{name}"
    data = name.encode()
    if len(data) > LONGEST_NAME:
        digest = hashlib.sha256(data).hexdigest()[:8]
        name = f"{data[: LONGEST_NAME - 9].decode(errors='ignore')}~{digest}"
    return name


def output_names(files: Iterable[str], folders: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Names under which the files and folders of one folder appear in the output.

    A file's name gets `.json` behind its own suffix. Names that some file system takes for one (case, or
    accents composed and not) get a hash of the original name, all of them, so that the order of files does
    not matter.

    >>> output_names(["а.docx", "А.docx", "б.pdf"], ["в"])[0]["б.pdf"]
    'б.pdf.json'
    >>> len(set(name.lower() for name in output_names(["а.docx", "А.docx"], [])[0].values()))
    2
    """
    file_names = {name: f"{portable(name)}.json" for name in files}
    folder_names = {name: portable(name) for name in folders}
    seen = Counter(_alike(name) for name in (*file_names.values(), *folder_names.values()))
    for names, suffix in ((file_names, ".json"), (folder_names, "")):
        for original, name in names.items():
            if seen[_alike(name)] > 1:
                digest = hashlib.sha256(original.encode("utf-8", "surrogateescape")).hexdigest()[:8]
                names[original] = f"{name.removesuffix(suffix)}~{digest}{suffix}"
    return file_names, folder_names


def output_paths(files: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """Where the JSON of each file of a tree goes, with «/», by the components of its path.

    >>> output_paths([("2024", "а.docx"), ("б:.pdf",)])
    {('2024', 'а.docx'): '2024/а.docx.json', ('б:.pdf',): 'б%3A.pdf.json'}
    """
    listed = list(files)
    inside: dict[tuple[str, ...], tuple[list[str], set[str]]] = defaultdict(lambda: ([], set()))
    for parts in listed:
        inside[parts[:-1]][0].append(parts[-1])
        for depth in range(len(parts) - 1):
            inside[parts[:depth]][1].add(parts[depth])
    names = {folder: output_names(*content) for folder, content in inside.items()}
    return {
        parts: "/".join(
            [
                *(names[parts[:depth]][1][parts[depth]] for depth in range(len(parts) - 1)),
                names[parts[:-1]][0][parts[-1]],
            ]
        )
        for parts in listed
    }


def _alike(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogateescape"))
