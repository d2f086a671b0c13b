"""The pages of a PDF through pdfplumber: the second rung, for files that pdfium cannot open.

To be called in a process that may be killed (`pdf_child`).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from protoparse.limits import Limits
from protoparse.readers.pdf_page import PageContent, Rule, Word, rules_of_box
from protoparse.readers.pdf_rules import PICTURE_SHARE


@contextmanager
def opened_pages(data: bytes, limits: Limits) -> Iterator[tuple[Iterator[PageContent], int]]:
    """The pages of the file, as many as `slow_pages` allows, and how many it has.

    Raises whatever pdfminer raises.
    """
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        pages = enumerate(document.pages[: limits.slow_pages], start=1)
        yield (_page(page, number, limits) for number, page in pages), len(document.pages)


def count_pages_slowly(data: bytes) -> int:
    """How many pages pdfminer finds; raises whatever it raises."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    return sum(1 for _ in PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))))


def _page(page: Any, number: int, limits: Limits) -> PageContent:
    letters = page.chars
    words = [
        Word(
            word["text"],
            float(word["x0"]),
            float(word["x1"]),
            float(word["bottom"]) - 0.22 * float(word["size"]),
            float(word["size"]),
            "bold" in word["fontname"].lower(),
            order,
            bool(word["upright"]),
        )
        for order, word in enumerate(
            page.extract_words(extra_attrs=["fontname", "size"], use_text_flow=True, x_tolerance_ratio=0.15)
        )
    ]
    rules: list[Rule] = []
    for edge in page.edges[: limits.rules]:
        rules.extend(
            rules_of_box(float(edge["x0"]), float(edge["top"]), float(edge["x1"]), float(edge["bottom"]))
        )
    pictures = sum(
        (image["x1"] - image["x0"]) * (image["bottom"] - image["top"])
        >= PICTURE_SHARE * page.width * page.height
        for image in page.images
    )
    content = PageContent(
        number,
        float(page.width),
        float(page.height),
        tuple(words),
        tuple(rules),
        pictures,
        letters=len(letters),
        unusable=sum(letter["text"].startswith("(cid:") for letter in letters),
        cut=("rules",) if len(page.edges) > limits.rules else (),
    )
    page.close()
    return content
