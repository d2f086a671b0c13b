"""Damaged and hostile Word files: an error that names the remedy, or a document."""

from __future__ import annotations

import json
import random
import re
import zipfile
from pathlib import Path

import pytest
from contract import assert_tiles
from docx_maker import (
    archive,
    cell,
    docx,
    paragraph,
    part,
    relationships,
    row,
    table,
)
from docx_reading import only_table, read
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protoparse.errors import InputError
from protoparse.readers.docx import read_docx

FEATURES = Path(__file__).parent / "docx-features"
EXPECTED: dict[str, dict[str, object]] = json.loads((FEATURES / "expect.json").read_text(encoding="utf-8"))


class TestRefusals:
    def code(self, data: bytes) -> str:
        with pytest.raises(InputError) as caught:
            read_docx(data, "a.docx")
        assert "\n" not in caught.value.ru + caught.value.en
        assert caught.value.ru.startswith("a.docx: ")
        return caught.value.code

    def test_no_zip(self) -> None:
        assert self.code(b"PK\x03\x04 and nothing else") == "R130"

    def test_no_document(self) -> None:
        assert self.code(archive({"a.txt": "а"})) == "R131"

    def test_bad_xml(self) -> None:
        assert self.code(docx("<w:p>")) == "R132"

    def test_other_root(self) -> None:
        data = archive(
            {
                "_rels/.rels": relationships({"r": ("officeDocument", "word/document.xml")}),
                "word/document.xml": "<worksheet/>",
            }
        )
        assert self.code(data) == "R137"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_doctype(self, encoding: str) -> None:
        document = part("document", f"<w:body>{paragraph('&a;')}</w:body>").replace(
            "<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1
        )
        data = docx("", extra={"word/document.xml": document.replace("UTF-8", encoding).encode(encoding)})
        assert self.code(data) == "R133"

    def test_utf16_part(self) -> None:
        document = part("document", f"<w:body>{paragraph('да')}</w:body>").replace("UTF-8", "UTF-16")
        assert read("", extra={"word/document.xml": document.encode("utf-16")}).text == "да"

    def test_bomb(self) -> None:
        assert self.code(docx(" " * (17 * 1024 * 1024))) == "R154"

    def test_deep_nesting(self) -> None:
        depth = 300
        assert self.code(docx("<w:sdt><w:sdtContent>" * depth + "</w:sdtContent></w:sdt>" * depth)) == "R157"
        assert self.code(docx("<w:p>" + "<w:ins>" * depth + "</w:ins>" * depth + "</w:p>")) == "R157"

    def test_nested_tables(self) -> None:
        body = paragraph("дно")
        for _ in range(30):
            body = table(row(cell(body)))
        assert self.code(docx(body)) == "R158"
        document = read_docx(docx(body + paragraph("и дальше")), None)
        assert [note.code for note in document.notes] == ["R158"]
        assert document.text.strip() == "и дальше"

    def test_very_deep_xml_does_not_overflow(self) -> None:
        depth = 100_000
        assert self.code(docx("<w:p>" + "<w:x>" * depth + "</w:x>" * depth + "</w:p>")) == "R157"

    def test_huge_spans_are_clamped(self) -> None:
        document = read(table(row(cell("а", '<w:gridSpan w:val="2147483648"/>'))))
        assert only_table(document).columns == 256

    def test_overlapping_entries(self) -> None:
        data = bytearray(docx(paragraph("а")))
        first = data.find(b"PK\x01\x02")
        second = data.find(b"PK\x01\x02", first + 4)
        data[second + 42 : second + 46] = data[first + 42 : first + 46]
        assert self.code(bytes(data)) == "R135"

    def test_part_stored_twice_is_told(self) -> None:
        data = docx(paragraph("а"), extra={"word/Document.xml": part("document", "<w:body/>")})
        document = read_docx(data, None)
        assert "R018" in [note.code for note in document.notes]

    def test_encrypted_entry(self) -> None:
        data = bytearray(docx(paragraph("а")))
        place = -1
        while (place := data.find(b"PK\x01\x02", place + 1)) >= 0:
            data[place + 8] |= 1
        assert self.code(bytes(data)) == "R136"

    def test_lying_size(self) -> None:
        data = bytearray(docx(paragraph("а" * 5000)))
        entry = data.rfind(b"word/document.xml") - 46
        assert data[entry : entry + 4] == b"PK\x01\x02"
        data[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
        assert self.code(bytes(data)) == "R130"


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), name=st.sampled_from(sorted(EXPECTED)), cut=st.booleans())
def test_broken_bytes_give_an_error_or_a_document(seed: int, name: str, cut: bool) -> None:
    data = bytearray((FEATURES / f"{name}.{EXPECTED[name]['ext']}").read_bytes())
    chance = random.Random(seed)
    if cut:
        del data[chance.randrange(len(data)) :]
    else:
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    assert_document_or_error(bytes(data))


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 2**32), name=st.sampled_from(sorted(EXPECTED)))
def test_broken_parts_give_an_error_or_a_document(seed: int, name: str) -> None:
    """The zip is whole, its XML is not: tags and attributes are dropped, doubled and swapped."""
    with zipfile.ZipFile(FEATURES / f"{name}.{EXPECTED[name]['ext']}") as source:
        parts: dict[str, str | bytes] = {entry: source.read(entry) for entry in source.namelist()}
    chance = random.Random(seed)
    victim = chance.choice(sorted(parts))
    content = parts[victim]
    assert isinstance(content, bytes)
    pieces = re.split(rb"(<[^>]*>|\"[^\"]*\")", content)
    for _ in range(chance.randint(1, 4)):
        here, there = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        action = chance.randrange(3)
        if action == 0:
            pieces[here] = b""
        elif action == 1:
            pieces[here] = pieces[there]
        else:
            pieces[here], pieces[there] = pieces[there], pieces[here]
    parts[victim] = b"".join(pieces)
    assert_document_or_error(archive(parts))


def assert_document_or_error(data: bytes) -> None:
    try:
        document = read_docx(data, None)
    except InputError as error:
        assert error.code.startswith("R1")
    else:
        assert_tiles(document)
