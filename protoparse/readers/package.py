"""The parts of an Office package (a zip of XML files), read under limits and never unpacked to disk.

Only the parts that somebody asks for are inflated, each into a buffer of its declared size, after the limits
have been checked; the sizes in a zip's directory are claims, so the inflater stops at them. XML is parsed by
the standard library's ElementTree; a part with a DOCTYPE is refused, which leaves no entities to expand.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree import ElementTree

from protoparse.errors import InputError

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a package is read before it is refused; sizes in bytes, after inflation.

    The largest real documents seen: 291 entries, 13 MB a part, ratio 50, 370 000 elements.
    """

    entries: int = 10_000
    part: int = 64 * MEBIBYTE
    all_parts: int = 256 * MEBIBYTE
    ratio: int = 200
    ratio_from: int = 16 * MEBIBYTE  # a long table of like rows is honest and packs 250:1
    elements: int = 5_000_000  # of one part
    attributes: int = 10_000_000  # of one part
    depth: int = 200  # containers around a paragraph or a run
    nesting: int = 20  # tables in tables, text boxes in text boxes


DEFAULT_LIMITS = Limits()

_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMESPACES = re.compile(rb"""(xmlns(?::[\w.-]+)?\s*=\s*["'])http://purl\.oclc\.org/ooxml/([\w/]+)""")
_TRANSITIONAL = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
    b"drawingml/wordprocessingDrawing": (
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
}
_SHORTEST_ELEMENT = 4  # bytes: <a/>
_END_OF_DIRECTORY = b"PK\x05\x06"
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ENCRYPTED_ENTRY = 0x1


class DamagedPartError(InputError):
    """One part of the package cannot be read; a reader may go on without it when it is not the text."""


def shown(path: str | None) -> str:
    """The name to print before a message; «<data>» for bytes that came without a name.

    >>> shown("a.docx"), shown(None)
    ('a.docx', '<data>')
    """
    return "<data>" if path is None else path


def refusal(code: str, path: str | None, ru: str, en: str) -> InputError:
    """An error whose two lines begin with the name of the file."""
    return InputError(code, f"{shown(path)}: {ru}", f"{shown(path)}: {en}")


@dataclass(frozen=True, slots=True)
class Relationship:
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

    def __init__(self, data: bytes, path: str | None = None, limits: Limits = DEFAULT_LIMITS) -> None:
        self.data = data
        self.path = path
        self.limits = limits
        self.entries: dict[str, zipfile.ZipInfo] = {}
        self.duplicates: list[str] = []
        self._inflated = 0
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
            raise self._damaged("R130", "архив", "the archive") from error
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
        info = self.entries.get(name)
        if info is None:
            raise DamagedPartError(
                "R131",
                f"{shown(self.path)}: в документе нет части «{name}»; откройте файл в Word или LibreOffice "
                "и сохраните заново как .docx",
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
        self._check_size(name, info)
        return self._inflate(name, info)

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
            raise self._damaged("R132", f"часть «{name}»", f"part {name!r}") from error

    def checked(self, data: bytes, name: str) -> bytes:
        """The same XML in an encoding that extends ASCII, known to hold no DTD and not too much."""
        if data[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"):
            encoding = "utf-16" if data[0] > 0x7F else ("utf-16-le" if data[0] else "utf-16-be")
            declared = re.compile(r"^<\?xml[^>]*\?>")
            data = declared.sub("", data.decode(encoding, "replace"), count=1).encode()
        if b"<!DOCTYPE" in data:
            raise refusal(
                "R133",
                self.path,
                f"часть «{name}» содержит DOCTYPE, в документах Word его не бывает; файл не читается "
                "из соображений безопасности, сохраните его заново в Word или LibreOffice",
                f"part {name!r} has a DOCTYPE, which Word never writes; the file is refused for safety, "
                "save it again in Word or LibreOffice",
            )
        if len(data) > self.limits.elements * _SHORTEST_ELEMENT:
            elements = data.count(b"<") - data.count(b"</")
            if elements > self.limits.elements:
                raise self.beyond("elements", elements, self.limits.elements)
            attributes = data.count(b"=")
            if attributes > self.limits.attributes:
                raise self.beyond("attributes", attributes, self.limits.attributes)
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

    def beyond(self, limit: str, value: int, allowed: int) -> InputError:
        """The error that names a limit, the value found and the value allowed."""
        return refusal(
            "R134",
            self.path,
            f"превышен предел «{limit}»: {value} при допустимых {allowed}; файл похож на вредоносный, "
            "если это не так, разделите документ",
            f"limit {limit!r} exceeded: {value}, allowed {allowed}; the file looks malicious, "
            "if it is not, split the document",
        )

    def _damaged(self, code: str, ru: str, en: str) -> DamagedPartError:
        return DamagedPartError(
            code,
            f"{shown(self.path)}: файл повреждён ({ru} не читается); откройте его в Word или LibreOffice "
            "с восстановлением и сохраните заново, или возьмите другую копию",
            f"{shown(self.path)}: the file is damaged ({en} cannot be read); open and repair it in Word or "
            "LibreOffice and save it again, or take another copy",
        )

    def _check_count(self) -> None:
        """Refuse a huge directory before anything reads it."""
        end = self.data.rfind(_END_OF_DIRECTORY, max(0, len(self.data) - 66_000))
        if end >= 0 and len(self.data) >= end + 12:
            (count,) = struct.unpack_from("<H", self.data, end + 10)
            if count > self.limits.entries:
                raise self.beyond("entries", count, self.limits.entries)

    def _check_overlap(self, infos: list[zipfile.ZipInfo]) -> None:
        """Entries that share bytes inflate the same bomb many times; no writer makes them."""
        if len(infos) > self.limits.entries:
            raise self.beyond("entries", len(infos), self.limits.entries)
        end = 0
        for info in sorted(infos, key=lambda entry: entry.header_offset):
            if info.header_offset < end:
                raise self._damaged("R135", "записи архива накладываются", "entries overlap")
            end = info.header_offset + 30 + info.compress_size

    def _check_size(self, name: str, info: zipfile.ZipInfo) -> None:
        size = info.file_size
        if size > self.limits.part:
            raise self.beyond("part", size, self.limits.part)
        if size > self.limits.ratio_from and size > self.limits.ratio * max(1, info.compress_size):
            raise self.beyond("ratio", size // max(1, info.compress_size), self.limits.ratio)
        self._inflated += size
        if self._inflated > self.limits.all_parts:
            raise self.beyond("all_parts", self._inflated, self.limits.all_parts)

    def _inflate(self, name: str, info: zipfile.ZipInfo) -> bytes:
        """The part's bytes; the standard library's reader trusts the declared size for too long."""
        damaged = self._damaged("R130", f"часть «{name}»", f"part {name!r}")
        header = info.header_offset
        if header < 0 or header + 30 > len(self.data):
            raise damaged
        signature, name_length, extra_length = _LOCAL_HEADER.unpack_from(self.data, header)
        start = header + 30 + name_length + extra_length
        packed = self.data[start : start + info.compress_size]
        if signature != b"PK\x03\x04" or len(packed) != info.compress_size:
            raise damaged
        if info.compress_type == zipfile.ZIP_STORED:
            content = packed
        elif info.compress_type == zipfile.ZIP_DEFLATED:
            try:
                content = zlib.decompressobj(-15).decompress(packed, info.file_size + 1)
            except zlib.error as error:
                raise damaged from error
        else:
            raise damaged
        if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
            raise damaged
        return content
