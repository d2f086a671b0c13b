"""The parts of an Office package (a zip of XML files), read under limits and never unpacked to disk.

Only the parts that somebody asks for are inflated, after the limits have been checked; the sizes in a zip's
directory are claims, so the inflater stops at them. XML is parsed by the standard library's ElementTree; a
part with a DOCTYPE is refused, which leaves no entities to expand. Archives inside are not opened here.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

from protoparse.errors import InputError
from protoparse.limits import DEFAULT_LIMITS
from protoparse.pattern import Pattern
from protoparse.readers.budget import Budget
from protoparse.readers.refusals import beyond, refusal, shown

_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMESPACES = re.compile(rb"""(xmlns(?::[\w.-]+)?\s*=\s*["'])http://purl\.oclc\.org/ooxml/([\w/]+)""")
# The declaration of a part in two-byte characters, which is not true of it any more once it is decoded
_DECLARATION = Pattern(r"^<\?xml[^>]*\?>")
_TRANSITIONAL = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"drawingml/wordprocessingDrawing": (
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
}
SHORTEST_ELEMENT = 4  # bytes: <a/>
_SHORTEST_ATTRIBUTE = 4  # bytes: a=""
_SHORTEST_ENTRY = 46  # bytes of the directory
_PIECE = 1 << 20  # bytes inflated at a time
_PACKED_PIECE = 1 << 16  # bytes handed to the inflater at a time
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED_ENTRY = 0x1


class DamagedPartError(InputError):
    """One part of the package cannot be read; a reader may go on without it when it is not the text."""


class Relationship(NamedTuple):
    """A link from a part: `kind` is the last word of its type, `target` a part's name, or an address."""

    kind: str
    target: str
    external: bool


def normal_name(name: str) -> str:
    """The one spelling of a part's name: the standard compares names without case, some writers use «\\».

    >>> normal_name("/Word\\\\Document.XML")
    'word/document.xml'
    """
    return name.replace("\\", "/").lstrip("/").lower()


def resolve(base: str, target: str) -> str:
    """The name of the part that `target` means inside the part `base`.

    >>> resolve("word/document.xml", "media/../header1.xml"), resolve("word/document.xml", "/word/styles.xml")
    ('word/header1.xml', 'word/styles.xml')
    """
    steps = [] if target.startswith(("/", "\\")) else base.split("/")[:-1]
    for step in unquote(target).replace("\\", "/").split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return normal_name("/".join(steps))


class Package:
    """An opened package. Raises InputError where the zip is damaged, encrypted or beyond the limits."""

    def __init__(self, data: bytes, path: str | None = None, budget: Budget | None = None) -> None:
        """`budget` is that of the document into which this one is imported, None for a document itself."""
        self.data = data
        self.path = path
        self.budget = budget if budget is not None else Budget(DEFAULT_LIMITS)
        self.limits = self.budget.limits
        self.entries: dict[str, zipfile.ZipInfo] = {}
        self.duplicates: list[str] = []
        self._check_count()
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                infos = archive.infolist()
        except (
            zipfile.BadZipFile,
            ValueError,
            EOFError,
            OSError,
            struct.error,
            NotImplementedError,
        ) as error:
            raise self.damaged("R130", "архив", "the archive") from error
        self._check_overlap(infos)
        for info in infos:
            name = normal_name(info.filename)
            if name in self.entries:
                self.duplicates.append(name)
            self.entries[name] = info

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def read(self, name: str) -> bytes:
        """The bytes of a part. Raises DamagedPartError where it is missing or broken."""
        info = self._entry(name)
        if info.file_size > self.limits.part:
            raise self.beyond("part", info.file_size)
        return b"".join(self._inflate(name, info))

    def size(self, name: str) -> int:
        """The declared size of a part, inflated; 0 where it is missing."""
        info = self.entries.get(name)
        return info.file_size if info is not None else 0

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a part of any size up to `body`, piece by piece.

        Raises DamagedPartError, at the end for a wrong check sum.
        """
        info = self._entry(name)
        if info.file_size > self.limits.body:
            raise self.beyond("body", info.file_size)
        return self._inflate(name, info)

    def _entry(self, name: str) -> zipfile.ZipInfo:
        """The directory's entry of a part that may be read."""
        info = self.entries.get(name)
        if info is None:
            raise DamagedPartError(
                "R131",
                f"{shown(self.path)}: в документе нет части «{shown(name)}»; откройте файл в Word или "
                "LibreOffice и сохраните заново как .docx",
                f"{shown(self.path)}: part {name!r} is missing; open the file in Word or LibreOffice "
                "and save it again as .docx",
            )
        if info.flag_bits & _ENCRYPTED_ENTRY:
            raise refusal(
                "R136",
                self.path,
                "архив защищён паролем; снимите защиту и сохраните файл заново",
                "the archive is protected by a password; remove it and save the file again",
            )
        limits, ratio = self.limits, info.file_size // max(1, info.compress_size)
        if info.file_size > limits.ratio_from and ratio > limits.ratio:
            raise self.beyond("ratio", ratio)
        self.budget.inflated += info.file_size
        if self.budget.inflated > limits.inflated:
            raise self.beyond("inflated", self.budget.inflated)
        return info

    def parse(self, name: str) -> ElementTree.Element:
        """The root element of an XML part, strict namespaces turned into the usual ones."""
        return self.parse_bytes(self.read(name), name)

    def parse_bytes(self, data: bytes, name: str) -> ElementTree.Element:
        """The root element of these bytes; `name` is for the message."""
        data = self.checked(data, name)
        if _STRICT in data:
            data = _STRICT_NAMESPACES.sub(
                lambda found: found[1] + _TRANSITIONAL.get(found[2], _STRICT + found[2]), data
            )
        try:
            return ElementTree.fromstring(data)
        except (ElementTree.ParseError, ValueError, LookupError) as error:
            raise self.damaged("R132", f"часть «{name}»", f"part {name!r}") from error

    def checked(self, data: bytes, name: str) -> bytes:
        """The same XML in an encoding that extends ASCII, known to hold no DTD and not too much."""
        if data[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"):
            encoding = "utf-16" if data[0] > 0x7F else ("utf-16-le" if data[0] else "utf-16-be")
            data = _DECLARATION.sub("", data.decode(encoding, "replace"), count=1).encode()
        if b"!" in data and b"<!DOCTYPE" in data:  # a single byte is found forty times as fast
            raise self.doctype(name)
        if len(data) > self.limits.elements * SHORTEST_ELEMENT:
            elements = data.count(b"<") - data.count(b"</")
            if elements > self.limits.elements:
                raise self.beyond("elements", elements)
        if len(data) > self.limits.attributes * _SHORTEST_ATTRIBUTE:
            attributes = data.count(b"=")
            if attributes > self.limits.attributes:
                raise self.beyond("attributes", attributes)
        return data

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The links of a part («» for the package itself) by their id; empty where there are none."""
        folder, _, name = part.rpartition("/")
        where = f"{folder}/_rels/{name}.rels".lstrip("/")
        if where not in self.entries:
            return {}
        found: dict[str, Relationship] = {}
        for link in self.parse(where):
            target = link.get("Target", "")
            external = link.get("TargetMode") == "External"
            kind = link.get("Type", "").rpartition("/")[2]
            found[link.get("Id", "")] = Relationship(
                kind, target if external else resolve(part, target), external
            )
        return found

    def content_type(self, part: str) -> str:
        """The declared type of a part, «» where there is none."""
        if "[content_types].xml" not in self.entries:
            return ""
        suffix = part.rpartition(".")[2]
        default = ""
        for entry in self.parse("[content_types].xml"):
            if normal_name(entry.get("PartName", "")) == part:
                return entry.get("ContentType", "")
            if entry.get("Extension", "").lower() == suffix:
                default = entry.get("ContentType", "")
        return default

    def main_part(self) -> str | None:
        """The name of the part that holds the document, None where the package does not say."""
        try:
            links = self.relationships("")
        except DamagedPartError:
            links = {}
        for link in links.values():
            if link.kind == "officeDocument" and not link.external:
                return link.target
        return "word/document.xml" if "word/document.xml" in self.entries else None

    def beyond(self, limit: str, value: int) -> InputError:
        """The error that names a limit, the value found and the value allowed."""
        return beyond(self.path, limit, value, self.limits)

    def doctype(self, name: str) -> InputError:
        """The error for a part with a document type definition."""
        return refusal(
            "R133",
            self.path,
            f"часть «{shown(name)}» содержит DOCTYPE, в документах Word его не бывает; файл не читается "
            "из соображений безопасности, сохраните его заново в Word или LibreOffice",
            f"part {name!r} has a DOCTYPE, which Word never writes; the file is refused for safety, "
            "save it again in Word or LibreOffice",
        )

    def damaged(self, code: str, ru: str, en: str) -> DamagedPartError:
        """The error for something in the package that cannot be read."""
        return DamagedPartError(
            code,
            f"{shown(self.path)}: файл повреждён ({ru} не читается); откройте его в Word или LibreOffice "
            "с восстановлением и сохраните заново, или возьмите другую копию",
            f"{shown(self.path)}: the file is damaged ({en} cannot be read); open and repair it in Word or "
            "LibreOffice and save it again, or take another copy",
        )

    def _check_count(self) -> None:
        """Refuse a huge directory before anything reads it."""
        if len(self.data) > self.limits.entries * _SHORTEST_ENTRY:
            # The directory's own count is a claim: what is read are the entries that stand there.
            count = self.data.count(b"PK\x01\x02")
            if count > self.limits.entries:
                raise self.beyond("entries", count)

    def _check_overlap(self, infos: list[zipfile.ZipInfo]) -> None:
        """Entries that share bytes inflate the same bomb many times; no writer makes them."""
        if len(infos) > self.limits.entries:
            raise self.beyond("entries", len(infos))
        end = 0
        for info in sorted(infos, key=lambda entry: entry.header_offset):
            if info.header_offset < end:
                raise self.damaged("R135", "записи архива накладываются", "entries overlap")
            end = info.header_offset + 30 + info.compress_size

    def _inflate(self, name: str, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """The part's bytes; the standard library's reader trusts the declared size for too long."""
        damaged = self.damaged("R130", f"часть «{shown(name)}»", f"part {name!r}")
        header = info.header_offset
        if header < 0 or header + 30 > len(self.data):
            raise damaged
        signature, name_length, extra_length = _LOCAL_HEADER.unpack_from(self.data, header)
        start = header + 30 + name_length + extra_length
        if signature != b"PK\x03\x04" or start + info.compress_size > len(self.data):
            raise damaged
        packed = memoryview(self.data)[start : start + info.compress_size]
        if info.compress_type == zipfile.ZIP_STORED:
            if info.compress_size != info.file_size or zlib.crc32(packed) != info.CRC:
                raise damaged
            return iter([bytes(packed)])
        if info.compress_type != zipfile.ZIP_DEFLATED:
            raise damaged
        return _inflated(packed, info.file_size, info.CRC, damaged)


def _inflated(packed: memoryview, size: int, checksum: int, damaged: DamagedPartError) -> Iterator[bytes]:
    """Deflated bytes piece by piece, exactly `size` of them; raises `damaged` where they are not."""
    inflater = zlib.decompressobj(-15)
    total, found, place = 0, 0, 0
    waiting: bytes | memoryview = b""
    while total <= size and not inflater.eof:
        if not waiting:
            if place >= len(packed):
                break
            waiting = packed[place : place + _PACKED_PIECE]
            place += _PACKED_PIECE
        try:
            piece = inflater.decompress(waiting, min(_PIECE, size - total + 1))
        except zlib.error as error:
            raise damaged from error
        waiting = inflater.unconsumed_tail
        total += len(piece)
        found = zlib.crc32(piece, found)
        yield piece
    if total != size or found != checksum:
        raise damaged
