"""What protoparse is measured against: the bare read of a file, and other programs as they are used."""

from __future__ import annotations

import functools
import importlib.metadata
import importlib.util
import json
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from protoparse.pipeline import parse
from protoparse.readers import read


@dataclass(frozen=True, slots=True)
class Given:
    """What a program says of a file, counted: cells of tables, sections, people, decisions."""

    cells: int = 0
    sections: int = 0
    people: int = 0
    decisions: int = 0


@dataclass(frozen=True, slots=True)
class Peer:
    """One program: the package that brings it, the suffixes it reads.

    `work` is what is timed, the program's own way from a path to all it knows of the text; `text` that text,
    as one string; `given` counts what else the program tells, sections being headings or items of the agenda.
    """

    name: str
    package: str
    module: str
    suffixes: tuple[str, ...]
    work: Callable[[Path], object]
    text: Callable[[Path], str]
    given: Callable[[Path], Given]
    own_version: Callable[[], str] | None = None  # where the package's version is not the program's

    @property
    def version(self) -> str | None:
        """The version that is installed here; None: none is."""
        if importlib.util.find_spec(self.module) is None:
            return None
        return self.own_version() if self.own_version else importlib.metadata.version(self.package)


# ---------------------------------------------------------------- the floors
def bare_docx(path: Path) -> int:
    """Unzip the body and parse its XML, with lxml where it is installed: the floor of every docx reader."""
    with zipfile.ZipFile(path) as package:
        data = package.read("word/document.xml")
    return len(_xml(data))


def _xml(data: bytes) -> Any:
    try:
        from lxml import etree

        return etree.fromstring(data)
    except ImportError:
        from xml.etree import ElementTree

        return ElementTree.fromstring(data)


def bare_pdf(path: Path) -> int:
    """The text of all pages from pypdfium2: the floor of every pdf reader."""
    pypdfium2 = importlib.import_module("pypdfium2")
    document = pypdfium2.PdfDocument(str(path))
    seen = 0
    for page in document:
        text = page.get_textpage()
        seen += len(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return seen


# ---------------------------------------------------------------- protoparse
def to_json(path: Path) -> str:
    return parse(path).model_dump_json(indent=2)


def _own_given(path: Path) -> Given:
    envelope = parse(path)
    decisions = sum(
        len(protocol.decisions) + sum(len(item.decisions) for item in protocol.items)
        for protocol in envelope.protocols
    )
    return Given(
        cells=sum(len(block.table.cells) for block in read(path).blocks if block.table is not None),
        sections=sum(len(protocol.items) for protocol in envelope.protocols),
        people=sum(len(protocol.people) for protocol in envelope.protocols),
        decisions=decisions,
    )


# ---------------------------------------------------------------- python-docx
def python_docx(path: Path) -> int:
    """Styles, runs and cells of a document through python-docx's public interface."""
    docx = importlib.import_module("docx")
    document = docx.Document(str(path))
    seen = 0
    for paragraph in document.paragraphs:
        seen += len(paragraph.style.name or "")
        seen += sum(len(run.text) + bool(run.bold) for run in paragraph.runs)
    for table in document.tables:
        for row in table.rows:
            seen += sum(len(cell.text) for cell in row.cells)
    return seen


def _python_docx_text(path: Path) -> str:
    document = importlib.import_module("docx").Document(str(path))
    lines = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _python_docx_given(path: Path) -> Given:
    document = importlib.import_module("docx").Document(str(path))
    styles = [paragraph.style.name or "" for paragraph in document.paragraphs]
    return Given(
        cells=sum(len(row.cells) for table in document.tables for row in table.rows),
        sections=sum(style.startswith("Heading") for style in styles),
    )


# ---------------------------------------------------------------- docx2python
def _docx2python_text(path: Path) -> str:
    with importlib.import_module("docx2python").docx2python(path) as document:
        return str(document.text)


def _docx2python_given(path: Path) -> Given:
    with importlib.import_module("docx2python").docx2python(path) as document:
        tables = [[len(row) for row in table] for table in document.body]
        styles = [
            paragraph.style
            for table in document.body_pars
            for row in table
            for cell in row
            for paragraph in cell
        ]
    return Given(
        cells=sum(sum(rows) for rows in tables if rows != [1]),  # a table of one cell is plain text
        sections=sum(style.startswith("Heading") for style in styles),
    )


# ---------------------------------------------------------------- markitdown
@functools.cache
def _markitdown() -> Any:
    """Its converter, made once: making it takes longer than most files."""
    return importlib.import_module("markitdown").MarkItDown()


def _markitdown_text(path: Path) -> str:
    return str(_markitdown().convert(path).markdown)


def _markitdown_given(path: Path) -> Given:
    return _in_markdown(_markitdown_text(path))


def _in_markdown(text: str) -> Given:
    lines = text.splitlines()
    rows = [line for line in lines if line.startswith("|") and not set(line) <= set("|-: ")]
    return Given(
        cells=sum(line.count("|") - 1 for line in rows), sections=sum(line.startswith("#") for line in lines)
    )


# ---------------------------------------------------------------- kreuzberg
def _kreuzberg(path: Path) -> Any:
    kreuzberg = importlib.import_module("kreuzberg")
    # what it remembers of a file on the disk is not work
    return kreuzberg.extract_file_sync(str(path), config=kreuzberg.ExtractionConfig(use_cache=False))


def _kreuzberg_text(path: Path) -> str:
    return str(_kreuzberg(path).content)


def _kreuzberg_given(path: Path) -> Given:
    found = _kreuzberg(path)
    return Given(
        cells=sum(len(row) for table in found.tables for row in table.cells),
        sections=_in_markdown(found.content).sections,
    )


# ---------------------------------------------------------------- pandoc
def _pandoc(path: Path, form: str) -> str:
    program = importlib.import_module("pypandoc").get_pandoc_path()
    call = [program, "--from=docx", f"--to={form}", "--wrap=none", str(path)]
    return subprocess.run(call, check=True, capture_output=True, timeout=60).stdout.decode("utf-8")


def _pandoc_text(path: Path) -> str:
    return _pandoc(path, "plain")


def _pandoc_given(path: Path) -> Given:
    blocks = json.loads(_pandoc(path, "json"))["blocks"]
    return Given(
        cells=sum(_pandoc_cells(block) for block in blocks if block["t"] == "Table"),
        sections=sum(block["t"] == "Header" for block in blocks),
    )


def _pandoc_cells(table: dict[str, Any]) -> int:
    head, bodies, foot = table["c"][3:6]
    rows = [*head[1], *(row for body in bodies for part in body[2:4] for row in part), *foot[1]]
    return sum(len(row[1]) for row in rows)


# ---------------------------------------------------------------- pdfplumber
def pdfplumber_words_and_tables(path: Path) -> int:
    """Words and tables of all pages from pdfplumber."""
    pdfplumber = importlib.import_module("pdfplumber")
    seen = 0
    with pdfplumber.open(path) as document:
        for page in document.pages:
            seen += len(page.extract_words()) + len(page.extract_tables())
            page.close()
    return seen


def _pdfplumber_text(path: Path) -> str:
    pdfplumber = importlib.import_module("pdfplumber")
    with pdfplumber.open(path) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def _pdfplumber_text_and_tables(path: Path) -> int:
    pdfplumber = importlib.import_module("pdfplumber")
    with pdfplumber.open(path) as document:
        return sum(len(page.extract_text()) + len(page.extract_tables()) for page in document.pages)


def _pdfplumber_given(path: Path) -> Given:
    pdfplumber = importlib.import_module("pdfplumber")
    with pdfplumber.open(path) as document:
        tables = [table for page in document.pages for table in page.extract_tables()]
    return Given(cells=sum(cell is not None for table in tables for row in table for cell in row))


OWN = Peer(
    "protoparse",
    "protoparse",
    "protoparse",
    (".docx", ".pdf"),
    to_json,
    lambda path: read(path).text,
    _own_given,
)
OTHERS = (
    Peer(
        "python-docx", "python-docx", "docx", (".docx",), python_docx, _python_docx_text, _python_docx_given
    ),
    Peer(
        "docx2python",
        "docx2python",
        "docx2python",
        (".docx",),
        _docx2python_text,
        _docx2python_text,
        _docx2python_given,
    ),
    Peer(
        "pandoc",
        "pypandoc_binary",
        "pypandoc",
        (".docx",),
        _pandoc_text,
        _pandoc_text,
        _pandoc_given,
        lambda: str(importlib.import_module("pypandoc").get_pandoc_version()),
    ),
    Peer(
        "markitdown",
        "markitdown",
        "markitdown",
        (".docx", ".pdf"),
        _markitdown_text,
        _markitdown_text,
        _markitdown_given,
    ),
    Peer(
        "kreuzberg",
        "kreuzberg",
        "kreuzberg",
        (".docx", ".pdf"),
        _kreuzberg_text,
        _kreuzberg_text,
        _kreuzberg_given,
    ),
    Peer(
        "pdfplumber",
        "pdfplumber",
        "pdfplumber",
        (".pdf",),
        _pdfplumber_text_and_tables,
        _pdfplumber_text,
        _pdfplumber_given,
    ),
)
