"""Which reader a file gets, and how the kinds that are not read are refused: by content."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from contract import assert_tiles
from docx_maker import archive, docx, paragraph, relationships

from protoparse.document import Document
from protoparse.errors import InputError, UsageError
from protoparse.limits import Limits
from protoparse.readers import read
from protoparse.readers.signature import sniff

DOCX = docx(paragraph("Протокол № 1"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
CYRILLIC = "ПРОТОКОЛ N 7\nзаседания педагогического совета от 12.03.2024\nРЕШИЛИ: утвердить план.\n"


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + b"\0" * 400


def office(main: str, kind: str) -> bytes:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
        f'PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/>'
        "</Types>"
    )
    return archive(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relationships({"r": ("officeDocument", main)}),
            main: "<x/>",
        }
    )


def stored(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr(name, content)
    return buffer.getvalue()


REFUSED = {
    "old Word": (stream("WordDocument"), "R107"),
    "encrypted docx": (stream("EncryptedPackage"), "R108"),
    "old Excel": (stream("Workbook"), "R109"),
    "old PowerPoint": (stream("PowerPoint Document"), "R110"),
    "xlsx": (office("xl/workbook.xml", "spreadsheetml.sheet"), "R111"),
    "pptx": (office("ppt/presentation.xml", "presentationml.presentation"), "R112"),
    "odt": (archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "R113"),
    "epub": (archive({"mimetype": "application/epub+zip"}), "R114"),
    "zip": (archive({"1.txt": "а"}), "R115"),
    "zip of a docx": (stored("протокол.docx", DOCX), "R115"),
    "zip of a document's folder": (archive({"папка/word/document.xml": "<x/>"}), "R115"),
    "empty zip": (archive({}), "R115"),
    "rar": (b"Rar!\x1a\x07\x01\x00" + b"\x01" * 50, "R116"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + b"\x01" * 50, "R116"),
    "gzip": (b"\x1f\x8b\x08\x00" + b"\x01" * 50, "R116"),
    "tar": (b"1.txt".ljust(257, b"\0") + b"ustar\x0000".ljust(255, b"\0"), "R116"),
    "rtf": (b"{\\rtf1\\ansi}", "R117"),
    "html": (b"\xef\xbb\xbf\n <!-- a -->\n<!DOCTYPE HTML><html><body>a", "R118"),
    "html in utf-16": ("\ufeff<html><head></head>".encode("utf-16-le"), "R118"),
    "web archive": (b"From: a\r\nSubject: b\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related", "R118"),
    "Word 2003 XML": (
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
        "R119",
    ),
    "xml": (b'<?xml version="1.0" encoding="utf-8"?><a/>', "R140"),
    "png": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "R141"),
    "jpeg": (b"\xff\xd8\xff\xe0" + b"\0" * 50, "R141"),
    "tiff": (b"II*\x00" + b"\0" * 50, "R141"),
    "heic": (b"\0\0\0\x18ftypheic" + b"\0" * 50, "R141"),
    "djvu": (b"AT&TFORM\0\0\0\0DJVU", "R142"),
    "program": (b"MZ\x90\x00\x03" + b"\0" * 50, "R143"),
    "elf": (b"\x7fELF\x02\x01" + b"\0" * 50, "R143"),
    "mp3": (b"ID3\x03\x00" + b"\0" * 50, "R144"),
    "mp4": (b"\0\0\0\x18ftypmp42" + b"\0" * 50, "R144"),
    "noise": (bytes(range(256)) * 8, "R145"),
    "zeros": (b"\0" * 5000, "R146"),
}


@pytest.mark.parametrize("kind", sorted(REFUSED))
@pytest.mark.parametrize("name", ["протокол.docx", "протокол.doc", "протокол.txt", "протокол", None])
def test_refused_whatever_its_name(kind: str, name: str | None) -> None:
    data, code = REFUSED[kind]
    with pytest.raises(InputError) as caught:
        read(data, name=name)
    error = caught.value
    assert error.code == code
    for line in (error.ru, error.en):
        assert "\n" not in line
        assert line.startswith(f"{name or '<data>'}: ")
    assert error.ru != error.en


def test_refusals_differ() -> None:
    """Two kinds with one code would give one remedy: only archives, images, programs … may share theirs."""
    assert len({code for _, code in REFUSED.values()}) >= 19


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1251", "koi8-r", "cp866", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_in_any_encoding_is_text(encoding: str) -> None:
    assert sniff(CYRILLIC.encode(encoding), None) == "txt"


@pytest.mark.parametrize(
    "text",
    [
        "BMW и другие",
        "MZ — не программа",
        "ID3 — тоже",
        "<p>Протокол</p> № 1",
        "Страница\f Страница",
        "**РЕШИЛИ:** план",
        "<b>Протокол</b>",
    ],
)
def test_text_that_looks_like_something_else(text: str) -> None:
    assert sniff(text.encode(), None) == "txt"


def test_pdf_after_junk() -> None:
    assert sniff(b"\r\n\x01junk%PDF-1.7\n", "a.docx") == "pdf"


@pytest.mark.parametrize("suffix", ["docx", "docm", "dotx", "dotm"])
def test_word_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"протокол.{suffix}"
    path.write_bytes(DOCX)
    document = read(path)
    assert_tiles(document)
    assert (document.text, document.format, document.path) == ("Протокол № 1", "docx", str(path))
    assert (document.size, document.notes) == (len(DOCX), ())


@pytest.mark.parametrize(
    ("name", "noted"), [("a.doc", True), ("a.txt", True), ("a.pdf", True), ("от 12.03.2024", False)]
)
def test_misleading_suffix_is_noted(name: str, noted: bool) -> None:
    assert [note.code for note in read(DOCX, name=name).notes] == (["R001"] if noted else [])


def test_template_is_read() -> None:
    """Templates and files with macros differ in the declared type of their document only."""
    with zipfile.ZipFile(io.BytesIO(DOCX)) as source:
        parts: dict[str, str | bytes] = {name: source.read(name) for name in source.namelist()}
    types = parts["[Content_Types].xml"]
    assert isinstance(types, bytes)
    parts["[Content_Types].xml"] = types.replace(b"document.main+xml", b"template.main+xml")
    assert read(archive(parts)).text == "Протокол № 1"


def test_forced_format_goes_before_the_content() -> None:
    with pytest.raises(InputError) as caught:
        read(b"just text", format="docx")
    assert caught.value.code == "R130"


def test_unknown_format() -> None:
    with pytest.raises(UsageError) as caught:
        read(DOCX, format="odt")
    assert caught.value.exit_code == 2


class TestFiles:
    def code(self, path: object) -> str:
        with pytest.raises(InputError) as caught:
            read(path)  # type: ignore[arg-type]
        return caught.value.code

    def test_missing(self, tmp_path: Path) -> None:
        assert self.code(tmp_path / "нет.docx") == "R101"

    def test_folder(self, tmp_path: Path) -> None:
        assert self.code(tmp_path) == "R102"

    @pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user without all rights"
    )
    def test_no_permission(self, tmp_path: Path) -> None:
        path = tmp_path / "a.docx"
        path.write_bytes(DOCX)
        path.chmod(0)
        assert self.code(path) == "R103"

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
    def test_pipe_does_not_block(self, tmp_path: Path) -> None:
        path = tmp_path / "pipe"
        os.mkfifo(path)
        assert self.code(path) == "R104"

    def test_empty(self, tmp_path: Path) -> None:
        path = tmp_path / "a.docx"
        path.touch()
        assert self.code(path) == "R105"

    def test_too_large(self, tmp_path: Path) -> None:
        path = tmp_path / "a.docx"
        path.write_bytes(DOCX)
        for source in (path, DOCX):
            with pytest.raises(InputError) as caught:
                read(source, limits=Limits(file=10))
            assert caught.value.code == "R106"

    def test_lock_file(self, tmp_path: Path) -> None:
        path = tmp_path / "~$отокол.docx"
        path.write_bytes(b"\x05Ivan " + b"\0" * 157)
        assert self.code(path) == "R147"

    def test_name_with_a_zero_byte(self) -> None:
        assert self.code("a\0b.docx") == "R103"

    def test_too_long_name(self) -> None:
        assert self.code("я" * 5000) == "R103"

    @pytest.mark.skipif(os.name != "posix", reason="other systems have no such names")
    def test_name_that_is_not_utf8(self, tmp_path: Path) -> None:
        name = os.fsencode(tmp_path) + "/протокол.docx".encode("cp1251")
        try:
            with open(name, "wb") as file:  # noqa: PTH123
                file.write(DOCX)
        except OSError:
            pytest.skip("the file system takes no such names")
        document: Document = read(os.fsdecode(name))
        assert document.path is not None
        assert document.path.encode().endswith(b".docx")
