"""Zip archives of documents: names in whatever encoding the packer used, members read under a limit."""

from __future__ import annotations

import contextlib
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from protoparse.batch.names import marked, printable
from protoparse.errors import InputError
from protoparse.pattern import Pattern

MOST_MEMBERS = 200_000
_UTF8_FLAG = 0x800
_ENCRYPTED_FLAG = 0x1
_UNICODE_PATH = (
    0x7075  # extra field of Info-ZIP and 7-Zip: the name in UTF-8, bound to the plain name by its CRC
)
_LETTER = Pattern(r"[а-яё]")
_ODD = Pattern(r"[^\w\s.,;:()\[\]{}«»„“”№–—'!+=@#$%&~^/\\-]|[ЂЃѓЌќЋћЏџЈјЉљЊњЅѕҐґ]")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip archive: its `index`, the `parts` of its name, `modified` in seconds of the epoch."""

    index: int
    parts: tuple[str, ...]
    modified: float


def decode_name(raw: bytes) -> str:
    """A member's name from bytes of unknown encoding: UTF-8 where it is valid, else cp866 or cp1251.

    Windows packs Russian names in cp866, some old tools in cp1251; the reading with more ordinary letters
    wins.

    >>> decode_name("Протокол № 1.docx".encode("cp866"))
    'Протокол № 1.docx'
    >>> decode_name("Протокол педсовета.docx".encode("cp1251")), decode_name("Устав.pdf".encode())
    ('Протокол педсовета.docx', 'Устав.pdf')
    """
    try:
        return raw.decode()
    except UnicodeDecodeError:
        readings = [raw.decode(encoding, "replace") for encoding in ("cp866", "cp1251")]
        return max(readings, key=lambda text: len(_LETTER.findall(text)) - 3 * len(_ODD.findall(text)))


def members(path: Path) -> Iterator[Member]:
    """The files of an archive, in the order of their names; raises InputError where it cannot be opened.

    Of members that bear one name, the earlier get `~2`, `~3` …: unpackers keep the last.
    """
    with open_archive(path) as archive:
        infos = archive.infolist()
        if len(infos) > MOST_MEMBERS:
            raise InputError(
                "R121",
                f"{path.name}: в архиве {len(infos)} файлов, предел {MOST_MEMBERS}; распакуйте его в папку",
                f"{path.name}: the archive has {len(infos)} files, limit {MOST_MEMBERS}; unpack it",
            )
        named: list[tuple[tuple[str, ...], int, zipfile.ZipInfo]] = []
        seen: Counter[tuple[str, ...]] = Counter()
        for index in range(len(infos) - 1, -1, -1):
            info = infos[index]
            if info.is_dir():
                continue
            parts = _parts(_name(info))
            seen[parts] += 1
            if seen[parts] > 1:
                parts = (*parts[:-1], marked(parts[-1], str(seen[parts])))
            named.append((parts, index, info))
    for parts, index, info in sorted(named, key=lambda entry: entry[:2]):
        yield Member(index, parts, _modified(info))


def open_archive(path: Path) -> zipfile.ZipFile:
    """The archive, open; raises InputError where it is damaged or not to be had."""
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise _damaged(path.name, error) from error


@contextlib.contextmanager
def open_member(archive: zipfile.ZipFile, index: int, shown: str) -> Iterator[IO[bytes]]:
    """One member, open; raises InputError, on reading too, where it is damaged or encrypted."""
    infos = archive.infolist()
    if not 0 <= index < len(infos):
        raise _damaged(shown, IndexError("the archive has changed"))
    info = infos[index]
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise InputError(
            "R122",
            f"{shown}: файл в архиве закрыт паролем; распакуйте архив с паролем в папку",
            f"{shown}: the archived file needs a password; unpack the archive to a folder",
        )
    try:
        with archive.open(info) as file:
            yield file
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error) as error:
        raise _damaged(shown, error) from error
    except RuntimeError as error:  # zipfile's word for a password that it learns of late
        raise _damaged(shown, error) from error


def _damaged(shown: str, error: Exception) -> InputError:
    return InputError(
        "R120",
        f"{shown}: архив zip не читается ({error}); возьмите другую копию или распакуйте его в папку",
        f"{shown}: the zip archive cannot be read ({error}); take another copy or unpack it to a folder",
    )


def _name(info: zipfile.ZipInfo) -> str:
    """The member's name: from UTF-8, from the Unicode extra field, or from bytes of unknown encoding."""
    if info.flag_bits & _UTF8_FLAG:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437", "replace")
    extra = info.extra
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + size]
        if (
            kind == _UNICODE_PATH
            and len(field) > 5
            and struct.unpack_from("<L", field, 1)[0] == zlib.crc32(raw)
        ):
            return field[5:].decode(errors="replace")
        at += 4 + size
    return decode_name(raw)


def _parts(name: str) -> tuple[str, ...]:
    r"""Components of a member's name; what would climb out of the folder is taken off.

    >>> _parts("..\\Протоколы\\1.docx"), _parts("/etc/../a.txt")
    (('Протоколы', '1.docx'), ('etc', 'a.txt'))
    """
    parts = (printable(part) for part in name.replace("\x00", "").replace("\\", "/").split("/"))
    return tuple(part for part in parts if part not in ("", ".", "..")) or ("_",)


def _modified(info: zipfile.ZipInfo) -> float:
    try:
        return datetime(*info.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
