"""What protoparse is measured against: the bare read of a file, and the usual libraries as they are used."""

from __future__ import annotations

import importlib
import zipfile
from pathlib import Path
from typing import Any


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


def pdfplumber_words_and_tables(path: Path) -> int:
    """Words and tables of all pages from pdfplumber."""
    pdfplumber = importlib.import_module("pdfplumber")
    seen = 0
    with pdfplumber.open(path) as document:
        for page in document.pages:
            seen += len(page.extract_words()) + len(page.extract_tables())
            page.close()
    return seen
