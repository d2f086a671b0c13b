"""PDF files that others made: refusals, limits, broken bytes, the slow rung, pdfplumber as the judge."""

from __future__ import annotations

import io
import random
from collections import Counter
from pathlib import Path

import pytest
from contract import assert_tiles
from pdf_maker import Page, make
from pdf_sheets import LEFT, fill, full, prose

from protoparse.errors import InputError
from protoparse.limits import Limits
from protoparse.readers.pdf import read_pdf

FILES = sorted((Path(__file__).parent.parent / "samples").glob("**/*.pdf"))
PICTURE = b"q 500 0 0 700 40 60 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (make([Page(content=[PICTURE])]), "R124"),
        (make([Page()]), "R124"),
        (make([]), "R122"),
        (
            make(
                [Page()],
                trailer=b"/ID [(0123456789abcdef) (0123456789abcdef)] /Encrypt << /Filter /Standard"
                b" /V 1 /R 2 /P -4 /O (%s) /U (%s) >>" % (b"x" * 32, b"y" * 32),
            ),
            "R120",
        ),
        (b"%PDF-1.4\nnothing follows", "R121"),
        (b"not a pdf at all", "R121"),
        (b"", "R121"),
    ],
)
def test_refusals_name_the_remedy(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_pdf(data, None)
    assert caught.value.code == code
    assert caught.value.ru and caught.value.en and "\n" not in caught.value.ru


def test_page_without_text_is_noted() -> None:
    page = Page()
    page.text(LEFT, 100, "ПРОТОКОЛ № 5")
    document = read_pdf(make([page, Page(content=[PICTURE])]), None)
    assert [(note.code, note.severity) for note in document.notes] == [("R021", "warning")]
    assert "2" in document.notes[0].message_en


def test_pages_beyond_the_limit_are_left_out_and_told() -> None:
    pages = [Page(), Page(), Page()]
    for number, page in enumerate(pages, start=1):
        page.text(60, 100, f"Страница {number}")
    document = read_pdf(make(pages), None, Limits(pages=2))
    assert [note.code for note in document.notes] == ["R123"]
    assert "Страница 2" in document.text
    assert "Страница 3" not in document.text


def test_broken_bytes_give_a_document_or_a_refusal() -> None:
    page = Page()
    fill(page, 100, [["1", "План", "март"], ["2", "Отчёт", "май"]])
    prose(page, 300, [full("Совет отметил, что ", 93), full("эти "), "и всё."])
    data = make([page, page])
    chance = random.Random(7)
    for round_number in range(24):
        if round_number % 2:
            broken = data[: chance.randrange(len(data))]
        else:
            changed = bytearray(data)
            for _ in range(8):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            broken = bytes(changed)
        try:
            assert_tiles(read_pdf(broken, None))
        except InputError as error:
            assert error.code.startswith("R12")


def test_pdfplumber_rung_gives_the_same_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    from protoparse.readers import pdf_ladder
    from protoparse.readers.pdf_pdfium import PdfiumError

    page = Page()
    top = prose(page, 80, [full("Совет отметил, что ", 93), full("эти "), "и решил так."])
    fill(page, top + 20, [["1", "План", "март"], ["2", "Отчёт", "май"]])
    data = make([page])
    quick = read_pdf(data, None)

    def refuse(*_: object) -> list[object]:
        raise PdfiumError

    monkeypatch.setattr(pdf_ladder, "opened_pages", refuse)
    slow = read_pdf(data, None)
    assert slow.text == quick.text
    assert [(block.kind, block.spans) for block in slow.blocks] == [
        (block.kind, block.spans) for block in quick.blocks
    ]
    assert slow.reader != quick.reader


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_words_and_tables_as_pdfplumber_sees_them(path: Path) -> None:
    """The same words (3 % may differ: pdfplumber glues what stands nearer than 3 points) and ruled cells."""
    import pdfplumber

    data = path.read_bytes()
    document = read_pdf(data, str(path))
    assert_tiles(document)
    theirs: Counter[str] = Counter()
    cells: Counter[str] = Counter()
    with pdfplumber.open(io.BytesIO(data)) as judge:
        for page in judge.pages:
            theirs.update(word["text"] for word in page.extract_words())
            for table in page.extract_tables():
                cells.update("".join((cell or "").split()) for row in table for cell in row)
            page.close()
    ours = Counter(document.text.split())
    different = (ours - theirs).total() + (theirs - ours).total()
    assert different <= 0.03 * theirs.total()
    # Broken rows are joined and repeated heads dropped, so our cells are compared by their letters.
    letters = Counter("".join(cells.elements()))
    mine: Counter[str] = Counter()
    for block in document.blocks:
        if block.table is not None or (block.kind == "furniture" and "\t" in document.text_of(block.spans)):
            mine.update("".join(document.text_of(block.spans).split()))
    assert (letters - mine).total() <= 0.03 * letters.total()


@pytest.mark.parametrize("path", FILES[:3], ids=lambda path: path.stem)
def test_same_bytes_same_document(path: Path) -> None:
    data = path.read_bytes()
    assert read_pdf(data, None) == read_pdf(data, None)
