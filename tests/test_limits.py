"""Each limit, one by one: what stands before it is kept and marked, or the file is refused; both say so."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx_maker import cell, docx, paragraph, part, row, table
from pdf_maker import Page, make

from protoparse.cli import main
from protoparse.document import Document
from protoparse.errors import InputError
from protoparse.limits import CODES, DEFAULT_LIMITS, Limits, with_changes
from protoparse.readers import docx as docx_reader
from protoparse.readers import is_partial, pdf_ladder, read
from protoparse.readers.pdf_pdfium import PdfiumError
from tests.hostile.pdfs import deflated, one_page

FIRST, LAST = "Протокол начинается", "Протокол кончается"
WORDS = "Совет обсудил план и принял его к сведению. "


@dataclass(frozen=True, slots=True)
class Case:
    """A file and the limits that it meets; `kept` False: it is refused."""

    make: Callable[[], bytes]
    limits: Limits
    kept: bool = True


def body(*inner: str) -> bytes:
    return docx(paragraph(FIRST) + "".join(inner) + paragraph(LAST))


def with_footer(inner: str) -> bytes:
    section = '<w:sectPr><w:footerReference w:type="default" r:id="f"/></w:sectPr>'
    return docx(
        paragraph(FIRST) + section,
        links={"f": ("footer", "f.xml")},
        extra={"word/f.xml": part("ftr", inner + paragraph(LAST))},
    )


def pages(count: int, more: Callable[[Page], None] | None = None) -> bytes:
    sheets = [Page() for _ in range(count)]
    for number, sheet in enumerate(sheets):
        sheet.text(60, 100, FIRST if number == 0 else LAST if number == count - 1 else WORDS)
    if more is not None:
        more(sheets[-1])
    return make(sheets)


def lines(page: Page) -> None:
    for number in range(50):
        page.line(60, 200 + 5 * number, 300, 200 + 5 * number)


def letters(page: Page) -> None:
    page.content[:] = []
    page.text(60, 100, FIRST)
    for number in range(30):
        page.text(60, 120 + 12 * number, WORDS)
    page.text(60, 700, LAST)


def many_entries() -> bytes:
    return docx(paragraph(FIRST + LAST), extra={f"word/e{number}.xml": "" for number in range(50)})


def heavy_last_page() -> bytes:
    return pages(2, lambda page: page.content.append(b"q " * (8 << 20)))


TEXT = "\n".join([FIRST, *[WORDS] * 20, LAST]).encode()
FILLER = paragraph(WORDS) * 200
CASES: dict[str, Case] = {
    "file": Case(lambda: TEXT, Limits(file=100), kept=False),
    "entries": Case(many_entries, Limits(entries=20), kept=False),
    "part, the main one": Case(lambda: body(FILLER), Limits(part=2_000), kept=False),
    "part, a footer": Case(lambda: with_footer(FILLER), Limits(part=5_000)),
    "body": Case(lambda: body(FILLER), Limits(body=2_000, elements=100), kept=False),
    "inflated": Case(lambda: with_footer(FILLER), Limits(inflated=5_000)),
    "ratio, the main part": Case(lambda: body(FILLER), Limits(ratio=2, ratio_from=1_000), kept=False),
    "ratio, a footer": Case(lambda: with_footer(FILLER), Limits(ratio=4, ratio_from=5_000)),
    "elements": Case(lambda: body(paragraph(WORDS) * 30_000), Limits(elements=1_000)),
    "attributes": Case(
        lambda: body(*(f'<w:p w:x="{n}"><w:r><w:t>{WORDS}{n}</w:t></w:r></w:p>' for n in range(30_000))),
        Limits(attributes=12_000),
    ),
    "depth": Case(
        lambda: body("<w:sdt><w:sdtContent>" * 60 + paragraph(WORDS) + "</w:sdtContent></w:sdt>" * 60),
        Limits(depth=50),
    ),
    "nesting": Case(
        lambda: body(table(row(cell(table(row(cell(table(row(cell(WORDS)))))))))), Limits(nesting=2)
    ),
    "paragraphs, of Word": Case(lambda: body(FILLER), Limits(paragraphs=100)),
    "paragraphs, of a text": Case(lambda: TEXT, Limits(paragraphs=10)),
    "rows": Case(lambda: body(table(row(cell("а")) * 50)), Limits(rows=20)),
    "cells": Case(lambda: body(table(row(cell("а") * 10) * 50)), Limits(cells=40)),
    "characters, of Word": Case(lambda: body(FILLER), Limits(characters=1_000)),
    "characters, of a text": Case(lambda: TEXT, Limits(characters=100)),
    "token": Case(lambda: body(f"<!--{'-а' * 2_000_000}-->"), Limits(token=1_000, elements=900_000)),
    "pages": Case(lambda: pages(3), Limits(pages=2)),
    "slow_pages": Case(lambda: pages(3), Limits(slow_pages=2)),
    "letters": Case(lambda: pages(1, letters), Limits(letters=200)),
    "rules": Case(lambda: pages(2, lines), Limits(rules=10)),
    "objects, of a page": Case(lambda: pages(2, lines), Limits(objects=20)),
    "stream": Case(lambda: one_page(deflated(bytes(100_000))), Limits(stream=10_000), kept=False),
    "seconds": Case(
        lambda: one_page(deflated(b"q " * (20 << 20))), Limits(seconds=1, memory=8 << 30), kept=False
    ),
    "memory": Case(heavy_last_page, Limits(memory=400 << 20)),
}
WHOLE = (
    "rules",
    "objects, of a page",
    "depth",
    "nesting",
)  # the text goes on behind what is left out


def refuse(data: bytes, limits: Limits) -> None:
    """pdfium, where it opens nothing."""
    raise PdfiumError


def told(case: Case) -> tuple[Document | None, str, str]:
    """The document, the code, and all that is said."""
    try:
        document = read(case.make(), limits=case.limits)
    except InputError as error:
        return None, error.code, f"{error.ru} {error.en}"
    notes = [note for note in document.notes if note.code in CODES.values()]
    assert is_partial(document) and len({note.code for note in notes}) == 1
    assert notes[0].severity == "error"
    return (
        document,
        notes[0].code,
        " ".join(f"{one.message_ru} {one.hint_ru} {one.message_en}" for one in notes),
    )


@pytest.mark.parametrize("name", CASES)
def test_a_limit_keeps_what_stands_before_it_and_says_so(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "slow_pages":
        monkeypatch.setattr(pdf_ladder, "opened_pages", refuse)
    case, limit = CASES[name], name.partition(",")[0]
    document, code, says = told(case)
    assert code == CODES[limit]
    assert f"--limit {limit}=" in says and f"предел {limit} " in says
    assert str(getattr(case.limits, limit)) in says
    assert (document is not None) == case.kept
    if document is not None:
        assert FIRST in document.text
        assert (LAST in document.text) == (name in WHOLE)


def test_every_limit_is_tried() -> None:
    assert {name.partition(",")[0] for name in CASES} == set(CODES)


@pytest.mark.parametrize("name", [name for name in CASES if name not in ("seconds", "memory", "entries")])
def test_the_same_file_is_whole_within_the_limits(name: str) -> None:
    document = read(CASES[name].make(), limits=DEFAULT_LIMITS) if name != "stream" else None
    assert document is None or (not is_partial(document) and LAST in document.text)


def test_a_long_body_is_kept_in_part_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read piece by piece: what stands before the limit is what the tree would have given."""
    monkeypatch.setattr(docx_reader, "STREAM_FROM", 0)
    for name in ("paragraphs, of Word", "characters, of Word", "rows", "cells", "nesting", "depth"):
        document, code, _ = told(CASES[name])
        assert document is not None and code == CODES[name.partition(",")[0]]
        assert FIRST in document.text


def test_the_output_is_marked_wherever_it_goes(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """JSON, standard error, the manifest, the report of validation: all name limit and option."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "а.txt").write_bytes(TEXT)
    change = ["--limit", "characters=100"]
    assert main(["parse", str(folder / "а.txt"), *change]) == 0
    out, err = capfdbinary.readouterr()
    (note,) = [one for one in json.loads(out)["diagnostics"] if one["code"] == "R162"]
    assert "characters" in note["message"] and "--limit" in note["hint"] and note["severity"] == "error"
    assert b"R162" in err and b"--limit characters" in err
    main(["batch", str(folder), str(tmp_path / "out"), "-q", "-j", "1", *change])
    (record,) = map(json.loads, (tmp_path / "out" / "manifest.jsonl").read_text("utf-8").splitlines())
    assert (record["reached"], record["limits"]) == (["characters"], {"characters": 100})
    capfdbinary.readouterr()
    assert main(["validate", str(folder), *change]) == 1
    assert "R162" in capfdbinary.readouterr()[0].decode()


def test_zlib_is_not_trusted_with_sizes() -> None:
    """A stream just within its limit is read."""
    content = b"BT /F1 10 Tf 60 700 Td (hello) Tj ET"
    data = one_page(deflated(content + b" " * 50_000))
    assert len(zlib.compress(content)) < 100 and "hello" in read(data, limits=Limits(stream=60_000)).text
    assert with_changes(["stream=60K"]).stream == 60 * 1024
