"""Reading built Word files in tests: every document read is checked against the readers' contract."""

from __future__ import annotations

from contract import assert_tiles
from docx_maker import docx

from protoparse.document import Block, Document, Table
from protoparse.readers.docx import read_docx


def read(body: str, **parts: object) -> Document:
    document = read_docx(docx(body, **parts), "a.docx")  # type: ignore[arg-type]
    assert_tiles(document)
    return document


def only_table(document: Document) -> Table:
    (found,) = [block.table for block in document.blocks if block.table is not None]
    return found


def texts(document: Document, blocks: tuple[Block, ...] | None = None) -> list[str]:
    return [document.text_of(block.spans) for block in (document.blocks if blocks is None else blocks)]


def codes(document: Document) -> list[str]:
    return [note.code for note in document.notes]
