"""The rungs below pdfium, what guards it, and what reading leaves behind."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest
from pdf_maker import Page, make

from protoparse.errors import InputError
from protoparse.limits import Limits
from protoparse.readers import pdf_guard, pdf_ladder, read
from protoparse.readers.pdf_child import ChildError, ask
from protoparse.readers.pdf_ladder import read_contents
from protoparse.readers.pdf_pdfium import PdfiumError, read_pages


def document(pages: int) -> bytes:
    sheets = [Page() for _ in range(pages)]
    for number, sheet in enumerate(sheets, start=1):
        sheet.text(60, 100, f"Страница {number}")
    return make(sheets)


DATA = document(2)


@pytest.fixture
def without_pdfium(monkeypatch: pytest.MonkeyPatch) -> None:
    """pdfium opens anything but DATA and what begins with it."""

    def refuse(data: bytes, limits: Limits) -> object:
        if data.startswith(DATA):
            raise PdfiumError
        return read_pages(data, limits)

    monkeypatch.setattr(pdf_ladder, "read_pages", refuse)


def failing(reasons: dict[str, str]) -> Callable[..., object]:
    def answer(task: str, data: bytes, limits: Limits) -> object:
        if task in reasons:
            raise ChildError(reasons[task])
        return ask(task, data, limits)  # type: ignore[arg-type]

    return answer


def test_a_file_cut_before_its_trailer_is_read() -> None:
    found = read(DATA[: DATA.rindex(b"xref\n0")])
    assert "Страница 2" in found.text
    assert [note.code for note in found.notes] == ["R025"]


@pytest.mark.usefixtures("without_pdfium")
def test_the_slow_reader_reads_so_many_pages() -> None:
    pages, reader, notes = read_contents(DATA, None, Limits(slow_pages=1))
    assert (len(pages), reader) == (1, "protoparse-pdf (pdfminer)")
    assert [note.code for note in notes] == ["R025", "R164"]


@pytest.mark.usefixtures("without_pdfium")
def test_repair_is_the_last_rung(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pikepdf")
    monkeypatch.setattr(pdf_ladder, "ask", failing({"read": "damaged"}))
    pages, reader, notes = read_contents(DATA, None, Limits())
    assert (len(pages), reader) == (2, "protoparse-pdf (qpdf, pdfium)")
    assert [note.code for note in notes] == ["R025"]


@pytest.mark.usefixtures("without_pdfium")
@pytest.mark.parametrize(
    ("reasons", "code", "says"),
    [
        ({"read": "seconds", "repair": "missing"}, "R169", "seconds"),
        ({"read": "memory", "repair": "damaged"}, "R170", "memory"),
        ({"read": "damaged", "repair": "missing"}, "R121", "protoparse[repair]"),
        ({"read": "damaged", "repair": "damaged"}, "R121", "download it again"),
    ],
)
def test_why_no_rung_holds(
    reasons: dict[str, str], code: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_ladder, "ask", failing(reasons))
    with pytest.raises(InputError) as caught:
        read_contents(DATA, "a.pdf", Limits())
    assert caught.value.code == code
    assert says in caught.value.en


def test_a_second_reader_counts_the_pages() -> None:
    answer, rest = ask("count", DATA, Limits())
    assert (answer, rest) == ({"total": 2}, b"")
    with pytest.raises(ChildError, match="damaged"):
        ask("count", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj", Limits())


def test_a_child_ends_at_its_limit_of_time() -> None:
    endless = b"%PDF-1.4\n1 0 obj\n1 0 R\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF"
    with pytest.raises(ChildError) as caught:
        ask("count", endless, Limits(seconds=1))
    assert caught.value.reason in ("seconds", "damaged")


def lzw(codes: list[int]) -> bytes:
    """Codes of nine bits."""
    bits = "".join(f"{code:09b}" for code in codes)
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def test_lzw_is_measured_without_unpacking() -> None:
    """Each code stands for one letter more than the one before it: 1 + 2 + … + 100."""
    packed = lzw([256, 0, *range(258, 357), 257])
    size = pdf_guard.unpacked_size(b"/Filter /LZWDecode", memoryview(packed), 1)
    assert size == sum(range(1, 101))


def test_pages_are_counted_from_outside() -> None:
    assert pdf_guard.count_pages(DATA) == 2
    assert pdf_guard.count_pages(DATA + b"\n4 0 obj\n<< /Type /Page >>\nendobj\n") in (2, 3)
    assert pdf_guard.count_pages(DATA + b"/Encrypt") is None


def test_the_collector_is_on_again_after_reading() -> None:
    assert gc.isenabled()
    read(DATA)
    assert gc.isenabled()
    with pytest.raises(InputError):
        read(b"%PDF-1.4\n")
    assert gc.isenabled()
