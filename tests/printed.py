"""What a document of lines says, as plain strings: paragraphs, and the cells of a table."""

from __future__ import annotations

from protoparse.document import Block, Document


def texts(document: Document, kind: str = "para") -> list[str]:
    """The texts of the blocks of a kind, white space folded."""
    return [
        " ".join(document.text_of(block.spans).split()) for block in document.blocks if block.kind == kind
    ]


def rows(document: Document, block: Block) -> list[list[str]]:
    """The rows of a table; paragraphs of a cell are joined by « / »."""
    assert block.table is not None
    return [
        [
            " / ".join(" ".join(document.text_of(part.spans).split()) for part in cell.blocks)
            for cell in block.table.row(index)
        ]
        for index in range(block.table.rows)
    ]
