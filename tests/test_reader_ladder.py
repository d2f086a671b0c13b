"""The rungs below pdfium, what guards it, and what reading leaves behind."""

from __future__ import annotations

import gc
import random
import zlib
from collections.abc import Callable

import pytest
from pdf_maker import Page, make

from protoparse.errors import InputError
from protoparse.limits import Limits
from protoparse.readers import pdf_guard, pdf_ladder, read
from protoparse.readers.pdf_child import Answer, ChildError, ask
from protoparse.readers.pdf_guard import Verdict
from protoparse.readers.pdf_ladder import read_contents
from protoparse.readers.pdf_pdfium import PdfiumError
from protoparse.readers.pdf_streams import unpacked_size
from tests.hostile.pdfs import encrypted


def document(pages: int) -> bytes:
    sheets = [Page() for _ in range(pages)]
    for number, sheet in enumerate(sheets, start=1):
        sheet.text(60, 100, f"Страница {number}")
    return make(sheets)


DATA = document(2)


@pytest.fixture
def without_pdfium(monkeypatch: pytest.MonkeyPatch) -> None:
    """pdfium opens anything but DATA and what begins with it."""

    by_pdfium = pdf_ladder._by_pdfium

    def refuse(verdict: Verdict, limits: Limits) -> Answer:
        if verdict.data.startswith(DATA):
            raise PdfiumError
        return by_pdfium(verdict, limits)

    monkeypatch.setattr(pdf_ladder, "_by_pdfium", refuse)


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
    monkeypatch.setattr(pdf_ladder, "ask", failing({"slow pages": "damaged"}))
    pages, reader, notes = read_contents(DATA, None, Limits())
    assert (len(pages), reader) == (2, "protoparse-pdf (qpdf, pdfium)")
    assert [note.code for note in notes] == ["R025"]


@pytest.mark.usefixtures("without_pdfium")
@pytest.mark.parametrize(
    ("reasons", "code", "says"),
    [
        ({"slow pages": "seconds", "repair": "missing"}, "R169", "seconds"),
        ({"slow pages": "memory", "repair": "damaged"}, "R170", "memory"),
        ({"slow pages": "damaged", "repair": "missing"}, "R121", "protoparse[repair]"),
        ({"slow pages": "damaged", "repair": "damaged"}, "R121", "download it again"),
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
    assert ask("count", DATA, Limits()) == Answer(total=2)
    with pytest.raises(ChildError, match="damaged"):
        ask("count", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj", Limits())


def test_a_child_ends_at_its_limit_of_time() -> None:
    endless = b"%PDF-1.4\n1 0 obj\n1 0 R\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF"
    with pytest.raises(ChildError) as caught:
        ask("count", endless, Limits(seconds=1))
    assert caught.value.reason in ("seconds", "damaged")


def test_the_same_pages_come_from_a_process_of_its_own() -> None:
    here = pdf_ladder._by_pdfium(Verdict(DATA, apart=False), Limits())
    assert ask("pages", DATA, Limits()) == here
    assert len(ask("pages", DATA, Limits(pages=1)).pages) == 1
    with pytest.raises(InputError, match="password"):
        ask("pages", encrypted(b"secret"), Limits())


def test_pages_before_a_limit_are_kept() -> None:
    """The second page asks for more memory than there is; the first one was told before."""
    sheets = [Page(), Page()]
    for sheet in sheets:
        sheet.text(60, 100, "Страница")
    sheets[1].content.append(b"q " * (8 << 20))
    document = read(make(sheets), limits=Limits(memory=400 << 20))
    assert "Страница" in document.text and len(document.page_starts) == 1
    (note,) = [note for note in document.notes if note.code == "R170"]
    assert "1 из 2" in note.message_ru and "memory" in (note.hint_ru or "")


@pytest.mark.parametrize(
    ("more", "apart"),
    [
        (b"", False),
        (b"\n9 0 obj\n<< /Length 5 /Filter 8 0 R >>\nstream\nabcde\nendstream\nendobj", True),
        (b"\n9 0 obj\n<< /Length 5 /Filter /Fl#61teDecode >>\nstream\nabcde\nendstream\nendobj", True),
        (b"\n<< /Encrypt 9 0 R >>", True),
        (b"\n[" + b"5 0 R " * 200_000 + b"]", True),
    ],
)
def test_what_is_not_plain_is_read_apart(more: bytes, apart: bool) -> None:
    verdict = pdf_guard.check(DATA + more, Limits(), None)
    assert verdict == Verdict(DATA + more, apart)


def test_pictures_are_blank_for_pdfium() -> None:
    packed = zlib.compress(random.Random(1).randbytes(5_000))
    picture = b"9 0 obj\n<< /Subtype /Image /Filter /FlateDecode >>\nstream\n%sendstream\nendobj\n" % packed
    verdict = pdf_guard.check(DATA + picture, Limits(), None)
    assert verdict == Verdict(DATA + picture.replace(packed, bytes(len(packed))), False)
    shown = b"<< /Contents [9 0 R] >>\n" + picture
    assert pdf_guard.check(DATA + shown, Limits(), None) == Verdict(DATA + shown, False)


def lzw(codes: list[int]) -> bytes:
    """Codes of nine bits."""
    bits = "".join(f"{code:09b}" for code in codes)
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def test_lzw_is_measured_without_unpacking() -> None:
    """Each code stands for one letter more than the one before it: 1 + 2 + … + 100."""
    packed = lzw([256, 0, *range(258, 357), 257])
    size = unpacked_size(b"/Filter /LZWDecode", memoryview(packed), 1)
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
